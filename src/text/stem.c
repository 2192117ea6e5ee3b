// SPDX-License-Identifier: ISC
//
// The words of a text come again and again, so each form is stemmed once and kept in a table with
// open addressing, at most half full: a sixth of the time that Snowball takes for a word.

#include "base/arena.h"
#include "text/stopwords.h"
#include "text/word.h"

#include <libstemmer.h>
#include <string.h>

enum { FIRST_ROOM = 1 << 10, LANGUAGE_MAX = 32 };

struct memo {
	const char *form; // NULL: free
	const char *stem; // NULL: nobody has asked yet
	uint32_t hash;
	uint8_t form_len, stem_len;
	bool stop;
};

struct stemmer {
	struct arena arena; // of the stemmer itself, its forms and stems
	struct sb_stemmer *snowball;
	struct memo *memos;
	size_t room, count; // room is a power of two
};

static bool fail(struct str language, struct err *err)
{
	struct arena arena = {0};
	struct str all = STR("");
	for (const char **name = sb_stemmer_list(); *name; name++)
		all = arena_printf(&arena, "%.*s%s%s", STR_ARG(all), all.len ? " " : "", *name);
	err_set(err, "no language is called \"%.*s\"; there are: %.*s", STR_ARG(language),
		STR_ARG(all));
	arena_release(&arena);
	return false;
}

// Snowball's stemmer for "en", "English", "de-AT", "pt_BR"; NULL when there is none.  *name becomes
// what it was found by.
static struct sb_stemmer *find_snowball(struct str language, char name[LANGUAGE_MAX])
{
	size_t len = 0;
	for (; len < language.len && len < LANGUAGE_MAX - 1; len++) {
		char c = language.ptr[len];
		if (c == '-' || c == '_' || c == '.')
			break;
		name[len] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	name[len] = '\0';
	// Snowball does not tell the two written forms of Norwegian apart.
	bool norwegian = !strcmp(name, "nb") || !strcmp(name, "nn");
	return sb_stemmer_new(norwegian ? "no" : name, NULL);
}

static uint32_t hash_of(struct str form)
{
	uint64_t hash = str_hash(form);
	return (uint32_t)(hash ^ hash >> 32);
}

// The place of a form, or the free one where it belongs.
static struct memo *find(const struct stemmer *stemmer, struct str form, uint32_t hash)
{
	for (size_t i = hash;; i++) {
		struct memo *memo = &stemmer->memos[i & (stemmer->room - 1)];
		if (!memo->form || (memo->hash == hash && memo->form_len == form.len &&
				    memcmp(memo->form, form.ptr, form.len) == 0))
			return memo;
	}
}

static void grow(struct stemmer *stemmer)
{
	const struct memo *old = stemmer->memos;
	size_t room = stemmer->room;
	stemmer->room = room ? room * 2 : FIRST_ROOM;
	stemmer->memos = arena_array(&stemmer->arena, struct memo, stemmer->room);
	for (size_t i = 0; i < room; i++) {
		if (old[i].form)
			*find(stemmer, (struct str){old[i].form, old[i].form_len}, old[i].hash) =
				old[i];
	}
}

static struct memo *remember(struct stemmer *stemmer, struct str form)
{
	if (stemmer->count * 2 >= stemmer->room)
		grow(stemmer);
	uint32_t hash = hash_of(form);
	struct memo *memo = find(stemmer, form, hash);
	if (!memo->form) {
		memo->form = arena_copy(&stemmer->arena, form).ptr;
		memo->form_len = (uint8_t)form.len;
		memo->hash = hash;
		stemmer->count++;
	}
	return memo;
}

static bool has_digit(struct str form)
{
	for (size_t i = 0; i < form.len; i++) {
		if (form.ptr[i] >= '0' && form.ptr[i] <= '9')
			return true;
	}
	return false;
}

// Most stems are the beginning of their form, and then that is what is returned.
struct str stemmer_stem_once(struct stemmer *stemmer, struct str form)
{
	if (has_digit(form))
		return form;
	const sb_symbol *bytes =
		sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)form.ptr, (int)form.len);
	int len = bytes ? sb_stemmer_length(stemmer->snowball) : 0;
	if (len <= 0 || len > FORM_MAX)
		return form;
	struct str stem = {(const char *)bytes, (size_t)len};
	return str_starts(form, stem) ? str_sub(form, 0, stem.len) : stem;
}

static void make_stem(struct stemmer *stemmer, struct memo *memo)
{
	struct str form = {memo->form, memo->form_len};
	struct str stem = stemmer_stem_once(stemmer, form);
	memo->stem_len = (uint8_t)stem.len;
	memo->stem = stem.ptr == form.ptr ? form.ptr : arena_copy(&stemmer->arena, stem).ptr;
}

struct stemmer *stemmer_open(struct str language, struct err *err)
{
	char name[LANGUAGE_MAX];
	struct sb_stemmer *snowball = find_snowball(language.len ? language : STR("english"), name);
	if (!snowball) {
		fail(language, err);
		return NULL;
	}

	struct arena arena = {0};
	struct stemmer *stemmer = arena_new(&arena, struct stemmer);
	stemmer->arena = arena;
	stemmer->snowball = snowball;
	for (struct str rest = stopwords_of(str_of(name)); rest.len;)
		remember(stemmer, str_cut(rest, ' ', &rest))->stop = true;
	if (!stemmer->room)
		grow(stemmer);
	return stemmer;
}

void stemmer_close(struct stemmer *stemmer)
{
	if (!stemmer)
		return;
	struct arena arena = stemmer->arena; // the stemmer lies in it
	sb_stemmer_delete(stemmer->snowball);
	arena_release(&arena);
}

struct str stemmer_stem(struct stemmer *stemmer, struct str form)
{
	assert(form.len <= FORM_MAX);
	struct memo *memo = remember(stemmer, form);
	if (!memo->stem)
		make_stem(stemmer, memo);
	return (struct str){memo->stem, memo->stem_len};
}

bool stemmer_is_stop(const struct stemmer *stemmer, struct str form)
{
	return form.len <= FORM_MAX && find(stemmer, form, hash_of(form))->stop;
}

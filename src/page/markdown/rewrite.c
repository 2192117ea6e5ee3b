// SPDX-License-Identifier: ISC
//
// One scan finds the places ("finds"), in order and apart from each other; tildes are paired; then
// the run is put back piece by piece.  Nothing is looked for in code, in raw HTML or in a link.
// The rules of bare addresses and of strikethrough are GitHub's, with two exceptions for text
// without spaces between words: an address ends before full-width punctuation, and a single tilde
// inside a word is a tilde ("1~2").

#include "page/markdown/rewrite.h"

#include <string.h>

#include "page/markdown/escape.h"
#include "page/markdown/note.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum { LONGEST_HOST = 253 };

enum find_kind { FIND_TILDES, FIND_WIKI, FIND_EMBED, FIND_ADDRESS, FIND_NOTE };

struct find {
	enum find_kind kind;
	struct range text;
	struct str target;  // of a wiki link; what goes before an address
	struct range shown; // of a wiki link
	uint32_t note;
	bool opens, closes, paired; // tildes
};

struct rewriter {
	struct builder *builder;
	struct taken run;
	struct str text;
	VEC(struct find) finds;
	uint32_t span;   // that holds the byte looked at
	uint32_t strike; // pairs of tildes open
};

// --- characters -------------------------------------------------------------------------------

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') ||
	       (cp >= 0xA0 && unicode_kind(cp) == UNICODE_SPACE);
}

static bool is_punctuation(uint32_t cp)
{
	return cp < 0x80 ? cp > ' ' && cp < 0x7F && !is_alnum((char)cp)
			 : unicode_kind(cp) == UNICODE_OTHER;
}

static uint32_t before(struct str text, size_t at)
{
	return at ? utf8_prev(text, &at) : ' ';
}

static uint32_t after(struct str text, size_t at)
{
	return at < text.len ? utf8_next(text, &at) : ' ';
}

// --- finding ----------------------------------------------------------------------------------

static struct find *add(struct rewriter *rewriter, enum find_kind kind, size_t from, size_t to)
{
	struct find *find = vec_push(rewriter->builder->arena, &rewriter->finds);
	*find = (struct find){.kind = kind, .text = {(uint32_t)from, (uint32_t)to}};
	return find;
}

// CommonMark's flanking: what may open faces a word, what may close follows one.
static size_t find_tildes(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	size_t end = at;
	while (end < text.len && text.ptr[end] == '~')
		end++;
	if (end - at > 2 || str_starts(str_sub(text, end, text.len), STR(ESCAPE_JOINER)))
		return end;
	uint32_t left = before(text, at), right = after(text, end);
	bool opens = !is_space(right) &&
		     (!is_punctuation(right) || is_space(left) || is_punctuation(left));
	bool closes = !is_space(left) &&
		      (!is_punctuation(left) || is_space(right) || is_punctuation(right));
	if (opens && closes && end - at == 1)
		return end;
	struct find *find = add(rewriter, FIND_TILDES, at, end);
	find->opens = opens;
	find->closes = closes;
	return end;
}

static bool is_picture(struct str target)
{
	static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".gif",
					      ".svg", ".webp", ".bmp",  ".avif"};
	for (size_t i = 0; i < countof(endings); i++) {
		struct str ending = str_of(endings[i]);
		if (target.len > ending.len &&
		    str_eq_nocase(str_sub(target, target.len - ending.len, target.len), ending))
			return true;
	}
	return false;
}

// "[[target]]" or "[[target|text]]".  White space right inside the brackets is a shell's test.
static size_t find_wiki(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text, shown;
	size_t end = at + 2;
	while (end < text.len && !strchr("[]\n", text.ptr[end]))
		end++;
	struct str inside = str_sub(text, at + 2, end);
	if (!str_starts(str_sub(text, end, text.len), STR("]]")) || !inside.len ||
	    str_trim(inside).len < inside.len)
		return at + 2;
	struct str target = str_trim(str_cut(inside, '|', &shown));
	if (!target.len)
		return at + 2;
	shown = shown.ptr ? str_trim(shown) : target;
	if (!shown.len)
		shown = target;
	bool embed = at && text.ptr[at - 1] == '!';
	struct find *find = add(rewriter, embed ? FIND_EMBED : FIND_WIKI, at - embed, end + 2);
	find->target = target;
	find->shown.from = (uint32_t)(shown.ptr - text.ptr);
	find->shown.to = find->shown.from + (uint32_t)shown.len;
	return end + 2;
}

static size_t find_note(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	size_t end = at + 2;
	if (!rewriter->builder->notes)
		return end;
	while (end < text.len && !strchr("[] \n", text.ptr[end]))
		end++;
	uint32_t note = end < text.len && text.ptr[end] == ']'
				? notes_find(rewriter->builder->notes, str_sub(text, at + 2, end))
				: NOTE_NONE;
	if (note == NOTE_NONE)
		return at + 2;
	add(rewriter, FIND_NOTE, at, end + 1)->note = note;
	return end + 1;
}

// Where the text begins that no other find holds, in the span looked at.
static size_t free_from(const struct rewriter *rewriter)
{
	uint32_t count = rewriter->finds.count;
	size_t from = rewriter->run.spans[rewriter->span].text.from;
	size_t found = count ? rewriter->finds.at[count - 1].text.to : 0;
	return found > from ? found : from;
}

static bool ends_address(uint32_t cp)
{
	return is_space(cp) || cp == '<' || (cp >= 0x3000 && cp < 0x3040) ||
	       (cp >= 0xFF00 && cp < 0xFF66);
}

// The end of a host name at `at`: labels of letters, digits, '-' and '_' with dots between, and no
// '_' in the last two.  0 when there is none.
static size_t host_end(struct str text, size_t at)
{
	size_t from = at, next = at;
	unsigned underscores = 0, last = 0;
	for (; at < text.len && at - from <= LONGEST_HOST; at = next) {
		uint32_t cp = utf8_next(text, &next);
		if (cp == '.') {
			last = underscores;
			underscores = 0;
		} else if (cp == '_') {
			underscores++;
		} else if (cp < 0x80 ? !is_alnum((char)cp) && cp != '-' : ends_address(cp)) {
			break;
		}
	}
	bool whole = at > from && at - from <= LONGEST_HOST;
	return whole && !underscores && !last ? at : 0;
}

// Without the punctuation behind it, and a ')' that was not opened inside it.
static size_t trim_address(struct str text, size_t from, size_t to)
{
	size_t opened = 0, closed = 0;
	for (size_t i = from; i < to; i++) {
		opened += text.ptr[i] == '(';
		closed += text.ptr[i] == ')';
	}
	while (to > from) {
		char c = text.ptr[to - 1];
		if (c == ')' && closed > opened)
			closed--;
		else if (!strchr("?!.,:*_~'\";", c))
			break;
		to--;
	}
	return to;
}

// An address whose host begins at `host`, to which `scheme` is added; like all that look for
// something, returns where to look next, which is behind where it was called.
static size_t find_address(struct rewriter *rewriter, size_t from, size_t host, struct str scheme)
{
	struct str text = str_sub(rewriter->text, 0, rewriter->run.spans[rewriter->span].text.to);
	size_t end = host_end(text, host);
	if (!end)
		return host;
	while (end < text.len) {
		size_t next = end;
		if (ends_address(utf8_next(text, &next)))
			break;
		end = next;
	}
	end = trim_address(text, host, end);
	if (end == host)
		return host;
	add(rewriter, FIND_ADDRESS, from, end)->target = scheme;
	return end;
}

static size_t find_scheme(struct rewriter *rewriter, size_t at)
{
	static const char *const schemes[] = {"https", "http", "ftp"};
	struct str text = rewriter->text;
	if (!str_starts(str_sub(text, at, text.len), STR("://")))
		return at + 1;
	for (size_t i = 0; i < countof(schemes); i++) {
		struct str scheme = str_of(schemes[i]);
		size_t from = at - scheme.len;
		if (at >= scheme.len && str_eq_nocase(str_sub(text, from, at), scheme) &&
		    from >= free_from(rewriter) && (!from || !is_alnum(text.ptr[from - 1])))
			return find_address(rewriter, from, at + 3, STR(""));
	}
	return at + 1;
}

static size_t find_www(struct rewriter *rewriter, size_t at)
{
	struct str text = rewriter->text;
	uint32_t left = before(text, at);
	if (!str_eq_nocase(str_sub(text, at, at + 4), STR("www.")) ||
	    (!is_space(left) && !(left < 0x80 && strchr("*_~(", (int)left))))
		return at + 1;
	return find_address(rewriter, at, at + 4, STR("http://"));
}

static size_t find_mail(struct rewriter *rewriter, size_t at)
{
	const struct span *span = &rewriter->run.spans[rewriter->span];
	struct str text = str_sub(rewriter->text, 0, span->text.to);
	size_t least = free_from(rewriter), from = at, end = at + 1, dots = 0;
	while (from > least && (is_alnum(text.ptr[from - 1]) || strchr(".+-_", text.ptr[from - 1])))
		from--;
	for (; end < text.len; end++) {
		bool dot = text.ptr[end] == '.' && end + 1 < text.len &&
			   is_alnum(text.ptr[end + 1]) && end > at + 1;
		if (!dot && !is_alnum(text.ptr[end]) && !strchr("-_", text.ptr[end]))
			break;
		dots += dot;
	}
	if (from == at || !dots || strchr("-_", text.ptr[end - 1]))
		return at + 1;
	add(rewriter, FIND_ADDRESS, from, end)->target = STR("mailto:");
	return end;
}

static size_t find_at(struct rewriter *rewriter, size_t at)
{
	char next = at + 1 < rewriter->text.len ? rewriter->text.ptr[at + 1] : '\0';
	switch (rewriter->text.ptr[at]) {
	case '~':
		return find_tildes(rewriter, at);
	case '[':
		if (next == '[')
			return find_wiki(rewriter, at);
		return next == '^' ? find_note(rewriter, at) : at + 1;
	case ':':
		return find_scheme(rewriter, at);
	case 'w':
	case 'W':
		return find_www(rewriter, at);
	case '@':
		return find_mail(rewriter, at);
	default:
		return at + 1;
	}
}

static bool is_passed_over(const struct span *span)
{
	return span->link != DOC_NONE ||
	       (span->style & (SPAN_CODE | SPAN_HTML | SPAN_IMAGE | SPAN_BREAK));
}

static void find_all(struct rewriter *rewriter)
{
	size_t at = 0;
	while (rewriter->span < rewriter->run.nspans) {
		const struct span *span = &rewriter->run.spans[rewriter->span];
		if (at < span->text.from)
			at = span->text.from;
		if (at >= span->text.to || is_passed_over(span)) {
			rewriter->span++;
			continue;
		}
		at = find_at(rewriter, at);
	}
}

// A tilde or two close the nearest open ones of the same number; what stands open between is text.
static void pair_tildes(struct rewriter *rewriter)
{
	VEC(uint32_t) open[2] = {{0}};
	struct arena *arena = rewriter->builder->arena;
	for (uint32_t i = 0; i < rewriter->finds.count; i++) {
		struct find *find = &rewriter->finds.at[i];
		if (find->kind != FIND_TILDES)
			continue;
		uint32_t two = find->text.to - find->text.from - 1;
		if (find->closes && open[two].count) {
			uint32_t opener = open[two].at[--open[two].count];
			while (open[!two].count && open[!two].at[open[!two].count - 1] > opener)
				open[!two].count--;
			find->paired = rewriter->finds.at[opener].paired = true;
			find->opens = rewriter->finds.at[opener].closes = false;
		} else if (find->opens) {
			*vec_push(arena, &open[two]) = i;
		}
	}
}

// --- putting back -----------------------------------------------------------------------------

// The bytes [from, to) of the run with their own looks, and `link` unless it is DOC_NONE.
static void put(struct rewriter *rewriter, size_t from, size_t to, uint32_t extra, uint32_t link)
{
	while (rewriter->span && rewriter->run.spans[rewriter->span].text.from > from)
		rewriter->span--;
	while (from < to) {
		const struct span *span = &rewriter->run.spans[rewriter->span];
		if (span->text.to <= from) {
			rewriter->span++;
			continue;
		}
		size_t end = span->text.to < to ? span->text.to : to;
		uint32_t style = span->style | extra | (rewriter->strike ? SPAN_STRIKE : 0);
		builder_text(rewriter->builder, str_sub(rewriter->text, from, end), style,
			     link == DOC_NONE ? span->link : link);
		from = end;
	}
}

static void put_wiki(struct rewriter *rewriter, const struct find *find)
{
	bool picture = find->kind == FIND_EMBED && is_picture(find->target);
	uint32_t link = builder_link(rewriter->builder, (struct link){.target = find->target,
								      .note = DOC_NONE,
								      .wiki = true,
								      .image = picture});
	put(rewriter, find->shown.from, find->shown.to, picture ? SPAN_IMAGE : 0, link);
}

static void put_address(struct rewriter *rewriter, const struct find *find)
{
	struct builder *builder = rewriter->builder;
	struct str target = str_sub(rewriter->text, find->text.from, find->text.to);
	if (find->target.len)
		target = arena_printf(builder->arena, "%.*s%.*s", STR_ARG(find->target),
				      STR_ARG(target));
	uint32_t link = builder_link(builder, (struct link){.target = target, .note = DOC_NONE});
	put(rewriter, find->text.from, find->text.to, 0, link);
}

static void put_note(struct rewriter *rewriter, const struct find *find)
{
	struct builder *builder = rewriter->builder;
	uint32_t block = builder->blocks.count - 1;
	uint32_t number = notes_mark(builder->notes, find->note, block, builder->arena);
	uint32_t link = builder_link(builder, (struct link){.note = find->note});
	*vec_push(builder->arena, &builder->marks) = link;
	builder_text(builder, arena_printf(builder->arena, "[%u]", number), SPAN_FOOTNOTE, link);
}

static void put_all(struct rewriter *rewriter)
{
	uint32_t at = 0;
	rewriter->span = 0;
	for (uint32_t i = 0; i < rewriter->finds.count; i++) {
		const struct find *find = &rewriter->finds.at[i];
		if (find->kind == FIND_TILDES && !find->paired)
			continue;
		put(rewriter, at, find->text.from, 0, DOC_NONE);
		at = find->text.to;
		switch (find->kind) {
		case FIND_TILDES:
			rewriter->strike += find->opens ? 1 : (uint32_t)-1;
			break;
		case FIND_WIKI:
		case FIND_EMBED:
			put_wiki(rewriter, find);
			break;
		case FIND_ADDRESS:
			put_address(rewriter, find);
			break;
		case FIND_NOTE:
			put_note(rewriter, find);
			break;
		}
	}
	put(rewriter, at, rewriter->text.len, 0, DOC_NONE);
}

void rewrite_run(struct builder *builder)
{
	struct rewriter rewriter = {.builder = builder, .run = builder_take_run(builder)};
	rewriter.text = (struct str){rewriter.run.text, rewriter.run.len};
	find_all(&rewriter);
	pair_tildes(&rewriter);
	put_all(&rewriter);
}

static bool ends_in_address(struct str text)
{
	enum { LONGEST = 2048 };
	size_t from = text.len;
	while (from && text.len - from < LONGEST && text.ptr[from - 1] > ' ')
		from--;
	struct str word = str_sub(text, from, text.len);
	return str_find(word, STR("://"), 0) != SIZE_MAX || str_starts(word, STR("www."));
}

bool rewrite_in_address(struct builder *builder)
{
	struct str run = {builder->text + builder->run.text, builder->len - builder->run.text};
	uint32_t spans = builder->spans.count;
	bool code = spans > builder->run.spans && builder->spans.at[spans - 1].style & SPAN_CODE;
	return !code && builder_sees_pair(builder) && ends_in_address(run);
}

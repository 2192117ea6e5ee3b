// SPDX-License-Identifier: ISC
//
// A pattern is compiled four times, by PCRE2's JIT where there is one.
//
// *Guarded* code has automatic callouts: before every item of the pattern it asks tick(), which
// looks at the clock, so that even a pattern that only backtracks is stopped.  *Quick* code has
// none and costs a fraction of that; it is used on texts that are so short for their pattern
// that it must end soon (search/regex/effort).  Of each there is one for any text and one for ASCII, in
// which \w, \d, \s and \b mean the same and need no look at Unicode's tables.
//
// Where the JIT's stack is too small the interpreter goes on, with its memory on the heap.  Memory
// comes from an allocator that counts; the JIT's code alone does not, and is bounded by the
// pattern's length.

#include "search/regex/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "search/regex/echo.h"
#include "search/regex/effort.h"
#include "search/regex/raw.h"
#include "text/utf8.h"

enum {
	LONGEST_PATTERN = 1024, // bytes
	LONGEST_RAW = 1 << 15,
	DEEPEST_NEST = 50,
	MATCH_STEPS = 1000 * 1000,
	MATCH_HEAP_KIB = 20 << 10,
	MEMORY = 32 << 20,   // bytes PCRE2 may hold for one pattern, and for one finder
	TICKS_A_LOOK = 256,  // callouts between two looks at the clock
	LONG_TEXT = 1 << 16, // bytes, through which a single item may run without a callout
	STACK = 32 << 10,
	DEEPEST_STACK = 1 << 20, // bytes, of the JIT
	MOST_FIRST = 4,
};

enum { QUICK = 1 << 0, ASCII = 1 << 1, CODES = 4 };

// An allocator that counts what it gave.
struct store {
	pcre2_general_context *context;
	size_t held;
};

// A regex for bytes, and those that a match may begin with when they are few.
struct raw {
	pcre2_code *code, *hard;
	unsigned char first[MOST_FIRST];
	uint32_t nfirst;
};

struct pattern {
	struct store store;
	pcre2_code *code[CODES]; // by QUICK and ASCII; NULL: as without
	pcre2_compile_context *compile;
	struct effort effort; // of the quick code
	struct echo echo;
	bool local;
	size_t shortest;
	uint64_t deadline_ns;      // 0: none
	struct raw raw[RAW_PARTS]; // for bytes of markdown; without code: not worth it
	bool weakened, nocase;
	char regex[LONGEST_PATTERN];
	size_t regex_len;   // 0: it is no regex, or not one that is understood
	struct finder *own; // for pattern_find
};

struct finder {
	struct store store;
	const struct pattern *pattern;
	pcre2_match_data *data;
	pcre2_match_context *match;
	pcre2_jit_stack *stack;
	struct buf scratch;
	unsigned ticks, ticks_a_look;
	bool quick; // the text is one for the quick code
	bool late;  // the deadline has passed
	bool cut;   // a text was given up before its end
};

// The block's size stands before it, so that release can be counted.
union counted {
	size_t size;
	max_align_t align;
};

static void *count_alloc(size_t size, void *user)
{
	struct store *store = user;
	if (size > MEMORY || store->held > MEMORY - size)
		return NULL;
	union counted *block = malloc(sizeof *block + size);
	if (!block)
		return NULL;
	block->size = size;
	store->held += size;
	return block + 1;
}

static void count_free(void *bytes, void *user)
{
	if (!bytes)
		return;
	struct store *store = user;
	union counted *block = (union counted *)bytes - 1;
	store->held -= block->size;
	free(block);
}

static bool store_open(struct store *store)
{
	store->context = pcre2_general_context_create(count_alloc, count_free, store);
	return store->context != NULL;
}

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

// --- compiling --------------------------------------------------------------------------------

static bool make_compile_context(struct pattern *pattern)
{
	if (!store_open(&pattern->store))
		return false;
	pattern->compile = pcre2_compile_context_create(pattern->store.context);
	if (!pattern->compile)
		return false;
	pcre2_set_parens_nest_limit(pattern->compile, DEEPEST_NEST);
	pcre2_set_max_pattern_length(pattern->compile, LONGEST_PATTERN);
	return true;
}

static uint32_t compile_options(unsigned flags, unsigned which)
{
	uint32_t options = which & QUICK ? 0 : PCRE2_AUTO_CALLOUT;
	if (!(which & ASCII))
		options |= PCRE2_UTF;
	if (flags & PATTERN_NOCASE)
		options |= PCRE2_CASELESS;
	if (flags & PATTERN_LITERAL)
		return options | PCRE2_LITERAL;
	if (!(which & ASCII))
		options |= PCRE2_UCP;
	return options | PCRE2_NEVER_BACKSLASH_C | PCRE2_MULTILINE;
}

static pcre2_code *compile(struct pattern *pattern, struct str regex, uint32_t options,
			   struct err *err)
{
	int error = 0;
	PCRE2_SIZE at = 0;
	PCRE2_UCHAR what[120];
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex.ptr, regex.len, options, &error, &at,
					 pattern->compile);
	if (code) {
		pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // or it is interpreted
		return code;
	}
	pcre2_get_error_message(error, what, sizeof what);
	err_set(err, "regex: %s at %zu", (const char *)what, (size_t)at);
	return NULL;
}

static void look_at(struct pattern *pattern, struct str regex, unsigned flags)
{
	struct arena scratch = {0};
	struct regex read;
	pattern->effort = (struct effort){.endless = true};
	pattern->nocase = flags & PATTERN_NOCASE;
	if (flags & PATTERN_LITERAL) {
		pattern->effort = effort_of_literal(regex.len);
		pattern->local = true;
	} else if (regex_read(regex, &scratch, &read)) {
		pattern->effort = effort_of(&read);
		pattern->local = read.local;
		echo_of(&read, pattern->nocase, &pattern->echo);
		pattern->regex_len = regex.len;
		memcpy(pattern->regex, regex.ptr, regex.len);
	}
	arena_release(&scratch);
}

// A part of a text that is shorter has no match inside.
static void find_shortest(struct pattern *pattern)
{
	uint32_t least = 0;
	pcre2_pattern_info(pattern->code[0], PCRE2_INFO_MINLENGTH, &least);
	pattern->shortest = least + 2;
}

static bool is_ascii(struct str text)
{
	size_t at = 0;
	uint64_t bits = 0;
	for (uint64_t bytes; text.len - at >= sizeof bytes; at += sizeof bytes) {
		memcpy(&bytes, text.ptr + at, sizeof bytes);
		bits |= bytes;
	}
	for (; at < text.len; at++)
		bits |= (unsigned char)text.ptr[at];
	return !(bits & 0x8080808080808080);
}

static bool compile_all(struct pattern *pattern, struct str regex, unsigned flags, struct err *err)
{
	struct err other;
	pattern->code[0] = compile(pattern, regex, compile_options(flags, 0), err);
	if (!pattern->code[0])
		return false;
	look_at(pattern, regex, flags);
	find_shortest(pattern);
	for (unsigned which = 1; which < CODES; which++) {
		if ((which & QUICK && pattern->effort.endless) ||
		    (which & ASCII && !is_ascii(regex)))
			continue;
		pattern->code[which] =
			compile(pattern, regex, compile_options(flags, which), &other);
	}
	return true;
}

struct pattern *pattern_new(struct str regex, unsigned flags, struct err *err)
{
	struct pattern *pattern = calloc(1, sizeof *pattern);
	if (!pattern || !make_compile_context(pattern)) {
		pattern_release(pattern);
		err_set(err, "regex: out of memory");
		return NULL;
	}
	if (!compile_all(pattern, regex, flags, err)) {
		pattern_release(pattern);
		return NULL;
	}
	pattern->own = finder_new(pattern);
	if (!pattern->own) {
		pattern_release(pattern);
		err_set(err, "regex: it is too large");
		return NULL;
	}
	return pattern;
}

void pattern_release(struct pattern *pattern)
{
	if (!pattern)
		return;
	finder_release(pattern->own);
	for (unsigned which = 0; which < CODES; which++)
		pcre2_code_free(pattern->code[which]);
	for (unsigned part = 0; part < RAW_PARTS; part++) {
		pcre2_code_free(pattern->raw[part].code);
		pcre2_code_free(pattern->raw[part].hard);
	}
	pcre2_compile_context_free(pattern->compile);
	pcre2_general_context_free(pattern->store.context);
	free(pattern);
}

static void find_first(struct raw *raw)
{
	const uint8_t *bits = NULL;
	if (!raw->code || pcre2_pattern_info(raw->code, PCRE2_INFO_FIRSTBITMAP, &bits) || !bits)
		return;
	uint32_t count = 0;
	for (unsigned c = 0; c <= UINT8_MAX; c++) {
		if (!(bits[c / 8] >> c % 8 & 1))
			continue;
		if (count == MOST_FIRST)
			return;
		raw->first[count++] = (unsigned char)c;
	}
	raw->nfirst = count;
}

static void compile_raw(struct pattern *pattern, struct str regex, struct raw *raw)
{
	struct err ignored;
	raw->code = compile(pattern, regex, 0, &ignored);
	find_first(raw);
}

static void weaken(struct pattern *pattern, const struct regex *read)
{
	struct err ignored;
	pcre2_set_max_pattern_length(pattern->compile, LONGEST_RAW);
	for (unsigned part = 0; part < RAW_PARTS; part++) {
		struct raw *raw = &pattern->raw[part];
		struct buf regex = {0}, behind = {0};
		struct raw_hard hard;
		if (raw_write(read, part, pattern->nocase, &regex, &hard)) {
			compile_raw(pattern, buf_str(&regex), raw);
			raw_write_hard(&hard, &behind);
			raw->hard = compile(pattern, buf_str(&behind), 0, &ignored);
		}
		buf_release(&behind);
		buf_release(&regex);
	}
}

void pattern_weaken(struct pattern *pattern)
{
	struct str text = {pattern->regex, pattern->regex_len};
	struct arena scratch = {0};
	struct regex read;
	if (!pattern->weakened && !pattern->effort.endless && text.len &&
	    regex_read(text, &scratch, &read))
		weaken(pattern, &read);
	pattern->weakened = true;
	arena_release(&scratch);
}

// --- matching ---------------------------------------------------------------------------------

static bool too_late(struct finder *finder)
{
	uint64_t deadline = finder->pattern->deadline_ns;
	if (deadline && now_ns() >= deadline)
		finder->late = true;
	return finder->late;
}

static int tick(pcre2_callout_block *block, void *user)
{
	(void)block;
	struct finder *finder = user;
	if (++finder->ticks < finder->ticks_a_look)
		return 0;
	finder->ticks = 0;
	return too_late(finder) ? PCRE2_ERROR_CALLOUT : 0;
}

static bool make_match_context(struct finder *finder)
{
	if (!store_open(&finder->store))
		return false;
	pcre2_general_context *general = finder->store.context;
	finder->match = pcre2_match_context_create(general);
	finder->data = pcre2_match_data_create_from_pattern(finder->pattern->code[0], general);
	if (!finder->match || !finder->data)
		return false;
	pcre2_set_match_limit(finder->match, MATCH_STEPS);
	pcre2_set_heap_limit(finder->match, MATCH_HEAP_KIB);
	pcre2_set_callout(finder->match, tick, finder);
	finder->stack = pcre2_jit_stack_create(STACK, DEEPEST_STACK, general);
	if (finder->stack) // or the thread's own, 32 KiB of it
		pcre2_jit_stack_assign(finder->match, NULL, finder->stack);
	return true;
}

struct finder *finder_new(const struct pattern *pattern)
{
	struct finder *finder = calloc(1, sizeof *finder);
	if (!finder)
		return NULL;
	finder->pattern = pattern;
	if (make_match_context(finder))
		return finder;
	finder_release(finder);
	return NULL;
}

void finder_release(struct finder *finder)
{
	if (!finder)
		return;
	pcre2_match_data_free(finder->data);
	pcre2_match_context_free(finder->match);
	pcre2_jit_stack_free(finder->stack);
	pcre2_general_context_free(finder->store.context);
	buf_release(&finder->scratch);
	free(finder);
}

bool finder_late(const struct finder *finder)
{
	return finder->late;
}

bool finder_stopped(const struct finder *finder)
{
	return finder->late || finder->cut;
}

static const pcre2_code *code_for(const struct pattern *pattern, unsigned which)
{
	const pcre2_code *code = pattern->code[which];
	return code ? code : pattern->code[which & ~(unsigned)ASCII];
}

static int match(struct finder *finder, struct str text, size_t from, bool ascii)
{
	const struct pattern *pattern = finder->pattern;
	unsigned which = ascii ? ASCII : 0;
	uint32_t options = PCRE2_NO_UTF_CHECK;
	int found = PCRE2_ERROR_MATCHLIMIT;
	if (finder->quick && code_for(pattern, which | QUICK))
		found = pcre2_match(code_for(pattern, which | QUICK), (PCRE2_SPTR)text.ptr,
				    text.len, from, options, finder->data, finder->match);
	if (found == PCRE2_ERROR_MATCHLIMIT)
		found = pcre2_match(code_for(pattern, which), (PCRE2_SPTR)text.ptr, text.len, from,
				    options, finder->data, finder->match);
	if (found == PCRE2_ERROR_JIT_STACKLIMIT)
		found = pcre2_match(code_for(pattern, which), (PCRE2_SPTR)text.ptr, text.len, from,
				    options | PCRE2_NO_JIT, finder->data, finder->match);
	return found;
}

static bool find(struct finder *finder, struct str text, size_t from, bool ascii,
		 struct range *range)
{
	int found = match(finder, text, from, ascii);
	if (found < PCRE2_ERROR_NOMATCH)
		finder->cut = true;
	if (found <= 0)
		return false;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(finder->data);
	if (ends[0] > ends[1]) // \K inside a look-ahead
		return false;
	*range = (struct range){(uint32_t)ends[0], (uint32_t)ends[1]};
	return true;
}

// A single item may run through a long text without a callout.
static bool begin(struct finder *finder, struct str text)
{
	finder->ticks_a_look = text.len > LONG_TEXT ? 1 : TICKS_A_LOOK;
	finder->quick = effort_is_small(&finder->pattern->effort, text);
	return text.len <= UINT32_MAX && !too_late(finder);
}

// Moves *from to where a match may begin; false when there is none.
static bool find_echo(const struct finder *finder, struct str text, bool ascii, size_t *from)
{
	const struct echo *echo = &finder->pattern->echo;
	size_t next = ascii && echo->between ? echo_next(echo, text, *from) : *from;
	*from = next == SIZE_MAX ? *from : next;
	return next != SIZE_MAX;
}

uint32_t finder_count(struct finder *finder, struct str text, uint32_t most)
{
	uint32_t found = 0;
	struct range range;
	if (!begin(finder, text))
		return 0;
	bool ascii = is_ascii(text);
	for (size_t from = 0; found < most && find_echo(finder, text, ascii, &from) &&
			      find(finder, text, from, ascii, &range);) {
		found++;
		from = range.to;
		if (range.from < range.to)
			continue;
		if (from >= text.len)
			break;
		utf8_next(text, &from); // behind an empty match
	}
	return found;
}

bool pattern_is_local(const struct pattern *pattern)
{
	return pattern->local && !pattern->effort.endless;
}

bool finder_finds_inside(struct finder *finder, struct str part)
{
	struct range range = {0, 1};
	size_t from = 1;
	if (part.len < finder->pattern->shortest || !find_echo(finder, part, true, &from))
		return false;
	finder->quick = effort_is_small(&finder->pattern->effort, part);
	bool found = find(finder, part, from, true, &range);
	while (found && range.to == part.len && range.from + 1 < part.len)
		found = find(finder, part, range.from + 1, true, &range);
	return found && range.to < part.len;
}

// The first place where a match may begin, or the end.
static size_t first_place(const struct raw *raw, struct str bytes)
{
	size_t place = raw->nfirst ? bytes.len : 0;
	for (uint32_t i = 0; i < raw->nfirst && place; i++) {
		const char *found = memchr(bytes.ptr, raw->first[i], place);
		place = found ? (size_t)(found - bytes.ptr) : place;
	}
	return place;
}

static bool is_without(struct finder *finder, const pcre2_code *code, struct str bytes, size_t from)
{
	return code && (from == bytes.len ||
			pcre2_match(code, (PCRE2_SPTR)bytes.ptr, bytes.len, from, 0, finder->data,
				    finder->match) == PCRE2_ERROR_NOMATCH);
}

static bool is_without_raw(struct finder *finder, const struct raw *raw, struct str bytes)
{
	return raw->code && is_without(finder, raw->code, bytes, first_place(raw, bytes));
}

bool finder_may_match(struct finder *finder, struct str source)
{
	const struct pattern *pattern = finder->pattern;
	bool hard = false, known = false;
	if (!effort_is_small(&pattern->effort, source))
		return true;
	if (pattern->weakened && pattern->echo.in_source &&
	    !echo_in_source(&pattern->echo, source, &finder->scratch))
		return false;
	for (unsigned part = 0; part < RAW_PARTS; part++) {
		const struct raw *raw = &pattern->raw[part];
		if (!is_without_raw(finder, raw, source))
			continue;
		hard = known ? hard : raw_has_hard(source);
		known = true;
		if (!hard || is_without(finder, raw->hard, source, 0))
			return false;
	}
	return true;
}

void pattern_deadline(struct pattern *pattern, unsigned ms)
{
	pattern->own->late = pattern->own->cut = false;
	pattern->deadline_ns = now_ns() + (uint64_t)ms * 1000000;
}

bool pattern_stopped(const struct pattern *pattern)
{
	return finder_stopped(pattern->own);
}

bool pattern_find(struct pattern *pattern, struct str text, size_t from, struct range *match)
{
	return from <= text.len && begin(pattern->own, text) &&
	       find(pattern->own, text, from, false, match);
}

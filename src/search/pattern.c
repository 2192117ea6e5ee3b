// SPDX-License-Identifier: ISC
//
// PCRE2's interpreter, not its JIT: the JIT's machine stack cannot be bounded by the limits below,
// and it runs no callouts.  Automatic callouts are the clock: before every item of the pattern the
// matcher asks tick(), so that even a pattern that only backtracks is stopped.  Memory comes from
// an allocator that counts.

#include "search/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <time.h>

enum {
	LONGEST_PATTERN = 1024, // bytes
	DEEPEST_NEST = 50,
	MATCH_STEPS = 1000 * 1000,
	MATCH_HEAP_KIB = 20 << 10,
	MEMORY = 32 << 20, // bytes PCRE2 may hold for one pattern
	TICKS_A_LOOK = 256 // callouts between two looks at the clock
};

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_general_context *general;
	pcre2_compile_context *compile;
	pcre2_match_context *match;
	size_t held;
	uint64_t deadline_ns; // 0: none
	unsigned ticks;
	bool late; // the deadline has passed
	bool cut;  // a text was given up before its end
};

// The block's size stands before it, so that release can be counted.
union counted {
	size_t size;
	max_align_t align;
};

static void *count_alloc(size_t size, void *user)
{
	struct pattern *pattern = user;
	if (size > MEMORY || pattern->held > MEMORY - size)
		return NULL;
	union counted *block = malloc(sizeof *block + size);
	if (!block)
		return NULL;
	block->size = size;
	pattern->held += size;
	return block + 1;
}

static void count_free(void *bytes, void *user)
{
	if (!bytes)
		return;
	struct pattern *pattern = user;
	union counted *block = (union counted *)bytes - 1;
	pattern->held -= block->size;
	free(block);
}

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static bool too_late(struct pattern *pattern)
{
	if (pattern->deadline_ns && now_ns() >= pattern->deadline_ns)
		pattern->late = true;
	return pattern->late;
}

static int tick(pcre2_callout_block *block, void *user)
{
	(void)block;
	struct pattern *pattern = user;
	if (++pattern->ticks % TICKS_A_LOOK)
		return 0;
	return too_late(pattern) ? PCRE2_ERROR_CALLOUT : 0;
}

static bool make_contexts(struct pattern *pattern)
{
	pattern->general = pcre2_general_context_create(count_alloc, count_free, pattern);
	if (!pattern->general)
		return false;
	pattern->compile = pcre2_compile_context_create(pattern->general);
	pattern->match = pcre2_match_context_create(pattern->general);
	if (!pattern->compile || !pattern->match)
		return false;
	pcre2_set_parens_nest_limit(pattern->compile, DEEPEST_NEST);
	pcre2_set_max_pattern_length(pattern->compile, LONGEST_PATTERN);
	pcre2_set_match_limit(pattern->match, MATCH_STEPS);
	pcre2_set_heap_limit(pattern->match, MATCH_HEAP_KIB);
	pcre2_set_callout(pattern->match, tick, pattern);
	return true;
}

static uint32_t compile_options(unsigned flags)
{
	uint32_t options = PCRE2_UTF | PCRE2_AUTO_CALLOUT;
	if (flags & PATTERN_NOCASE)
		options |= PCRE2_CASELESS;
	if (flags & PATTERN_LITERAL)
		return options | PCRE2_LITERAL;
	return options | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_MULTILINE;
}

struct pattern *pattern_new(struct str regex, unsigned flags, struct err *err)
{
	struct pattern *pattern = calloc(1, sizeof *pattern);
	if (!pattern || !make_contexts(pattern)) {
		pattern_release(pattern);
		err_set(err, "regex: out of memory");
		return NULL;
	}
	int code = 0;
	PCRE2_SIZE at = 0;
	pattern->code = pcre2_compile((PCRE2_SPTR)regex.ptr, regex.len, compile_options(flags),
				      &code, &at, pattern->compile);
	if (pattern->code)
		pattern->data =
			pcre2_match_data_create_from_pattern(pattern->code, pattern->general);
	if (!pattern->data) {
		PCRE2_UCHAR what[120] = "too large";
		if (!pattern->code)
			pcre2_get_error_message(code, what, sizeof what);
		err_set(err, "regex: %s at %zu", (const char *)what, (size_t)at);
		pattern_release(pattern);
		return NULL;
	}
	return pattern;
}

void pattern_release(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	pcre2_match_context_free(pattern->match);
	pcre2_compile_context_free(pattern->compile);
	pcre2_general_context_free(pattern->general);
	free(pattern);
}

void pattern_deadline(struct pattern *pattern, unsigned ms)
{
	pattern->late = pattern->cut = false;
	pattern->deadline_ns = now_ns() + (uint64_t)ms * 1000000;
}

bool pattern_stopped(const struct pattern *pattern)
{
	return pattern->late || pattern->cut;
}

bool pattern_find(struct pattern *pattern, struct str text, size_t from, struct range *match)
{
	if (from > text.len || text.len > UINT32_MAX || too_late(pattern))
		return false;
	int found = pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len, from,
				PCRE2_NO_UTF_CHECK, pattern->data, pattern->match);
	if (found < PCRE2_ERROR_NOMATCH)
		pattern->cut = true;
	if (found <= 0)
		return false;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->data);
	if (ends[0] > ends[1]) // \K inside a look-ahead
		return false;
	*match = (struct range){(uint32_t)ends[0], (uint32_t)ends[1]};
	return true;
}

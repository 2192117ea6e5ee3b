// SPDX-License-Identifier: ISC

#include "search/filter.h"

#include <string.h>

#include "search/regex/scan.h"
#include "search/regex/sift.h"
#include "search/rank/stream.h"

// What a regex may take where nothing else is said: as long as a person waits for a list, and
// while every key asks anew.
enum { PATIENCE_MS = 1000, TYPING_MS = 150 };

struct check {
	const struct condition *condition;
	struct stream *streams;
	uint32_t nstreams;
	uint8_t *found; // by section: how often the regex was
};

struct filter {
	struct searcher *searcher;
	const struct book *book;
	struct check *checks;
	uint32_t nchecks;
	const bool *pages; // of the options' region; NULL: all
	uint32_t kind;     // of the options
	uint32_t patience_ms;
	uint64_t *kept; // with a regex: a bit for each section that keeps all conditions
	bool stopped;
	uint32_t found;
};

static void open_check(const struct filter *filter, const struct condition *condition,
		       struct arena *arena, struct check *check)
{
	uint32_t prefix = condition->prefix.from < condition->prefix.to;
	check->condition = condition;
	check->nstreams = condition->members.count + prefix;
	check->streams = arena_array(arena, struct stream, check->nstreams);
	for (uint32_t i = 0; i < condition->members.count; i++)
		stream_open(filter->book, &condition->members.at[i], arena, &check->streams[i]);
	if (prefix)
		stream_open_prefix(filter->book, condition->prefix, 1, arena,
				   &check->streams[check->nstreams - 1]);
}

struct filter *filter_open(struct searcher *searcher, const struct plan *plan,
			   const struct search_options *options, struct arena *arena)
{
	struct filter *filter = arena_new(arena, struct filter);
	filter->searcher = searcher;
	filter->book = searcher->book;
	filter->kind = options->kind;
	filter->patience_ms = options->patience_ms             ? options->patience_ms
			      : options->flags & SEARCH_TYPING ? TYPING_MS
							       : PATIENCE_MS;
	filter->nchecks = plan->conditions.count;
	filter->checks = arena_array(arena, struct check, filter->nchecks + 1);
	for (uint32_t i = 0; i < filter->nchecks; i++)
		open_check(filter, &plan->conditions.at[i], arena, &filter->checks[i]);
	if (options->region.len) {
		filter->pages = condition_region_pages(searcher, options->region, arena);
		if (!filter->pages) // a region without pages
			filter->pages = arena_array(arena, bool, book_npages(filter->book) + 1);
	}
	return filter;
}

bool filter_is_needed(const struct filter *filter)
{
	return filter->nchecks || filter->pages || filter->kind != KIND_NONE;
}

bool filter_stopped(const struct filter *filter)
{
	return filter->stopped;
}

static bool field_counts(struct stream *stream, enum clause_field field)
{
	switch (field) {
	case IN_TITLE:
		return stream_count(stream)[FIELD_TITLE] || stream_count(stream)[FIELD_ALIAS];
	case IN_HEADING:
		return stream_count(stream)[FIELD_HEADING];
	case IN_ANY:
		break;
	}
	return true;
}

static bool streams_hold(struct check *check, uint32_t section)
{
	for (uint32_t i = 0; i < check->nstreams; i++) {
		struct stream *stream = &check->streams[i];
		stream_seek(stream, section);
		if (stream->now.section == section &&
		    field_counts(stream, check->condition->clause->field))
			return true;
	}
	return false;
}

static bool kind_holds(const struct filter *filter, uint32_t section, uint32_t kind)
{
	struct book_section place = book_section(filter->book, section);
	return place.kind == kind || book_page(filter->book, place.page).kind == kind;
}

// The page's path begins so, or one of its folders does.
static bool path_holds(const struct filter *filter, uint32_t section, struct str begin)
{
	struct book_section place = book_section(filter->book, section);
	struct str path = book_page(filter->book, place.page).path;
	for (size_t at = 0; at < path.len; at++) {
		if ((!at || path.ptr[at - 1] == '/') &&
		    str_eq_nocase(str_sub(path, at, at + begin.len), begin))
			return true;
	}
	return !begin.len;
}

static bool regex_holds(struct filter *filter, const struct check *check, uint32_t section)
{
	filter->found += check->found[section];
	return check->found[section] != 0;
}

static bool check_holds(struct filter *filter, struct check *check, uint32_t section)
{
	const struct clause *clause = check->condition->clause;
	switch (clause->kind) {
	case CLAUSE_WORD:
	case CLAUSE_PREFIX:
	case CLAUSE_PHRASE:
		return streams_hold(check, section);
	case CLAUSE_REGEX:
		return regex_holds(filter, check, section);
	case CLAUSE_IN:
		return check->condition->pages[book_section_page(filter->book, section)];
	case CLAUSE_KIND:
		return kind_holds(filter, section, check->condition->kind_index);
	case CLAUSE_PATH:
		return path_holds(filter, section, clause->text);
	}
	return true;
}

// One check, or all that share its number: one of those is enough.
static bool group_holds(struct filter *filter, uint32_t *at, uint32_t section)
{
	uint32_t alternative = filter->checks[*at].condition->clause->alternative;
	bool holds = false;
	do {
		struct check *check = &filter->checks[(*at)++];
		if (!holds)
			holds = check_holds(filter, check, section) !=
				check->condition->clause->not ;
	} while (alternative && *at < filter->nchecks &&
		 filter->checks[*at].condition->clause->alternative == alternative);
	return holds;
}

// Conditions that every hit must keep and that have lists of the sections where they may hold.
static bool leads(const struct check *check)
{
	const struct clause *clause = check->condition->clause;
	bool listed = clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_PREFIX ||
		      clause->kind == CLAUSE_PHRASE;
	return listed && !clause->not &&!clause->alternative;
}

static uint32_t next_led(struct filter *filter, uint32_t section)
{
	for (uint32_t i = 0; i < filter->nchecks && section != BOOK_NONE; i++) {
		struct check *check = &filter->checks[i];
		uint32_t next = BOOK_NONE;
		if (!leads(check))
			continue;
		for (uint32_t s = 0; s < check->nstreams; s++) {
			stream_seek(&check->streams[s], section);
			if (check->streams[s].now.section < next)
				next = check->streams[s].now.section;
		}
		section = next;
	}
	return section;
}

static uint32_t next_bit(const uint64_t *bits, uint32_t from, uint32_t end)
{
	if (from >= end)
		return BOOK_NONE;
	uint32_t w = from / 64, last = (end - 1) / 64;
	uint64_t left = bits[w] >> from % 64 << from % 64;
	while (!left && w < last)
		left = bits[++w];
	uint32_t next = left ? 64 * w + (uint32_t)__builtin_ctzll(left) : end;
	return next < end ? next : BOOK_NONE;
}

uint32_t filter_next(struct filter *filter, uint32_t section)
{
	if (filter->kept)
		return next_bit(filter->kept, section, book_nsections(filter->book));
	return next_led(filter, section);
}

static bool options_hold(const struct filter *filter, uint32_t section)
{
	if (filter->pages && !filter->pages[book_section_page(filter->book, section)])
		return false;
	return filter->kind == KIND_NONE ||
	       book_section_kind(filter->book, section) == filter->kind;
}

bool filter_holds(struct filter *filter, uint32_t section, uint32_t *found)
{
	filter->found = 0;
	if (!filter->kept && !options_hold(filter, section))
		return false;
	for (uint32_t i = 0; !filter->kept && i < filter->nchecks;) {
		if (!group_holds(filter, &i, section))
			return false;
	}
	for (uint32_t i = 0; filter->kept && i < filter->nchecks; i++)
		filter->found += filter->checks[i].found ? filter->checks[i].found[section] : 0;
	*found = filter->found;
	return true;
}

// --- regexes ----------------------------------------------------------------------------------

bool filter_has_regex(const struct filter *filter)
{
	for (uint32_t i = 0; i < filter->nchecks; i++) {
		if (filter->checks[i].condition->pattern)
			return true;
	}
	return false;
}

// Behind the check at `at` and those that share its number; *regex: one of them is a regex.
static uint32_t group_end(const struct filter *filter, uint32_t at, bool *regex)
{
	uint32_t alternative = filter->checks[at].condition->clause->alternative;
	*regex = false;
	do {
		*regex |= filter->checks[at++].condition->pattern != NULL;
	} while (alternative && at < filter->nchecks &&
		 filter->checks[at].condition->clause->alternative == alternative);
	return at;
}

// Whether the groups with a regex, or those without one, hold.
static bool groups_hold(struct filter *filter, uint32_t section, bool regexes)
{
	for (uint32_t i = 0, end; i < filter->nchecks; i = end) {
		bool regex;
		uint32_t at = i;
		end = group_end(filter, i, &regex);
		if (regex == regexes && !group_holds(filter, &at, section))
			return false;
	}
	return true;
}

static void keep_bit(uint64_t *bits, uint32_t section, bool keep)
{
	if (!keep)
		bits[section / 64] &= ~((uint64_t)1 << section % 64);
}

static bool is_regex_alone(const struct filter *filter)
{
	bool regex = true;
	for (uint32_t i = 0; i < filter->nchecks && regex; i++)
		regex = filter->checks[i].condition->pattern != NULL;
	return regex && !filter->pages && filter->kind == KIND_NONE;
}

// Keeps the sections that what costs little leaves.
static void settle_cheap(struct filter *filter)
{
	uint32_t all = book_nsections(filter->book);
	uint32_t s = 0, next;
	if (is_regex_alone(filter))
		return;
	for (; (next = next_bit(filter->kept, s, all)) != BOOK_NONE; s = next + 1) {
		uint32_t led = next_led(filter, next);
		for (uint32_t gap = next; gap < led && gap < all; gap++)
			keep_bit(filter->kept, gap, false);
		if (led == next)
			keep_bit(filter->kept, next,
				 options_hold(filter, next) && groups_hold(filter, next, false));
	}
}

// Of several regexes, or one that need not be found, the best sections are not known before the end.
static uint32_t best_of(const struct filter *filter, const struct check *check, uint32_t best)
{
	uint32_t patterns = 0;
	for (uint32_t i = 0; i < filter->nchecks; i++)
		patterns += filter->checks[i].condition->pattern != NULL;
	const struct clause *clause = check->condition->clause;
	bool alone = patterns == 1 && !clause->not &&!clause->alternative;
	return alone || !best ? best : UINT32_MAX;
}

static void settle_regex(struct filter *filter, struct check *check, uint32_t best,
			 struct arena *arena)
{
	uint32_t all = book_nsections(filter->book);
	uint64_t *wanted = arena_array(arena, uint64_t, all / 64 + 1);
	const struct condition *condition = check->condition;
	memcpy(wanted, filter->kept, (all / 64 + 1) * sizeof *wanted);
	sift_sections(filter->book, condition->clause->text, wanted);
	check->found = arena_array(arena, uint8_t, all + 1);
	best = best_of(filter, check, best);
	if (!scan_sections(filter->book, condition->pattern, wanted, best, check->found))
		filter->stopped = true;
	if (condition->clause->not || condition->clause->alternative)
		return;
	for (uint32_t s = 0; s < all; s++)
		keep_bit(filter->kept, s, check->found[s]);
}

void filter_settle(struct filter *filter, const uint64_t *among, uint32_t best, struct arena *arena)
{
	uint32_t all = book_nsections(filter->book), words = all / 64 + 1;
	filter->kept = arena_array(arena, uint64_t, words);
	for (uint32_t w = 0; w < words; w++)
		filter->kept[w] =
			(among ? among[w] : UINT64_MAX) & ~book_gone_sections(filter->book, w);
	settle_cheap(filter);
	for (uint32_t i = 0; i < filter->nchecks; i++) {
		if (filter->checks[i].condition->pattern)
			pattern_deadline(filter->checks[i].condition->pattern, filter->patience_ms);
	}
	for (uint32_t i = 0; i < filter->nchecks; i++) {
		if (filter->checks[i].condition->pattern)
			settle_regex(filter, &filter->checks[i], best, arena);
	}
	for (uint32_t s = 0; (s = next_bit(filter->kept, s, all)) != BOOK_NONE; s++)
		keep_bit(filter->kept, s, groups_hold(filter, s, true));
}

// SPDX-License-Identifier: ISC

#include "search/filter.h"

#include "page/doc.h"
#include "search/passage.h"
#include "search/stream.h"
#include "text/utf8.h"

enum { REGEX_MS = 1000, REGEX_COUNTED = 64 };

struct check {
	const struct condition *condition;
	struct stream *streams;
	uint32_t nstreams;
};

struct filter {
	struct searcher *searcher;
	const struct book *book;
	struct check *checks;
	uint32_t nchecks;
	const bool *pages; // of the options' region; NULL: all
	uint32_t kind;     // of the options
	struct arena scratch;
	uint32_t read; // the section whose text is in `passage`
	struct passage passage;
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
	if (condition->pattern)
		pattern_deadline(condition->pattern, REGEX_MS);
}

struct filter *filter_open(struct searcher *searcher, const struct plan *plan,
			   const struct search_options *options, struct arena *arena)
{
	struct filter *filter = arena_new(arena, struct filter);
	filter->searcher = searcher;
	filter->book = searcher->book;
	filter->kind = options->kind;
	filter->read = BOOK_NONE;
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

void filter_close(struct filter *filter)
{
	arena_release(&filter->scratch);
}

bool filter_stopped(const struct filter *filter)
{
	for (uint32_t i = 0; i < filter->nchecks; i++) {
		const struct condition *condition = filter->checks[i].condition;
		if (condition->pattern && pattern_stopped(condition->pattern))
			return true;
	}
	return false;
}

static bool field_counts(const struct posting *posting, enum clause_field field)
{
	switch (field) {
	case IN_TITLE:
		return posting->count[FIELD_TITLE] || posting->count[FIELD_ALIAS];
	case IN_HEADING:
		return posting->count[FIELD_HEADING];
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
		    field_counts(&stream->now, check->condition->clause->field))
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

static bool regex_holds(struct filter *filter, struct check *check, uint32_t section)
{
	if (filter->read != section) {
		arena_clear(&filter->scratch);
		filter->passage = passage_read(filter->book, section, &filter->scratch);
		filter->read = section;
	}
	uint32_t found = 0;
	struct str text = filter->passage.text;
	struct range match = {0, 0};
	for (size_t from = 0; found < REGEX_COUNTED && from <= text.len; found++) {
		if (!pattern_find(check->condition->pattern, text, from, &match))
			break;
		from = match.to;
		if (match.from < match.to)
			continue;
		if (from == text.len)
			break;
		utf8_next(text, &from); // behind an empty match
	}
	filter->found += found;
	return found > 0;
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

uint32_t filter_next(struct filter *filter, uint32_t section)
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

bool filter_holds(struct filter *filter, uint32_t section, uint32_t *found)
{
	filter->found = 0;
	if (filter->pages && !filter->pages[book_section_page(filter->book, section)])
		return false;
	if (filter->kind != KIND_NONE && book_section_kind(filter->book, section) != filter->kind)
		return false;
	for (uint32_t i = 0; i < filter->nchecks;) {
		if (!group_holds(filter, &i, section))
			return false;
	}
	*found = filter->found;
	return true;
}

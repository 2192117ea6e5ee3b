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

// Whether the words of `text` hold the forms side by side.
static bool text_holds(struct str text, const struct str *forms, uint32_t count)
{
	struct words words = words_of(text);
	struct word word;
	uint32_t held = 0;
	while (word_next(&words, &word) && held < count) {
		struct str form = {word.form, word.form_len};
		if (word.joined)
			continue;
		if (str_eq(form, forms[held]))
			held++;
		else
			held = str_eq(form, forms[0]);
	}
	return held == count;
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

static bool aliases_hold(const struct book *book, const struct book_page *page,
			 const struct clause *clause)
{
	for (uint32_t i = page->aliases.from; i < page->aliases.to; i++) {
		if (text_holds(book_string(book, i), clause->forms, clause->nforms))
			return true;
	}
	return false;
}

// A phrase stands in the body or heading (by positions), or in the title or an alias of its page.
static bool phrase_holds(const struct filter *filter, struct check *check, uint32_t section)
{
	const struct clause *clause = check->condition->clause;
	struct book_section place = book_section(filter->book, section);
	if (clause->field == IN_HEADING)
		return text_holds(place.heading, clause->forms, clause->nforms);
	if (clause->field == IN_ANY && streams_hold(check, section))
		return true;
	struct book_page page = book_page(filter->book, place.page);
	return text_holds(page.title, clause->forms, clause->nforms) ||
	       aliases_hold(filter->book, &page, clause);
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
		return streams_hold(check, section);
	case CLAUSE_PHRASE:
		return phrase_holds(filter, check, section);
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

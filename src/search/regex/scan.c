// SPDX-License-Identifier: ISC
//
// A book's image is not for two threads at once, its pages' files are.  So each thread takes the
// places of the next few pages under a lock, and reads, parses and matches them without.
//
// Where few sections of a page are wanted they are parsed alone.  That gives the same text, unless
// something elsewhere on the page has a say in it: definitions of link references, where there is a
// bracket that is no plain link's, and of footnotes ("]:"), and headings of raw HTML, whose section may
// begin in the midst of a block.
//
// Once so many sections are full of matches that no later one can come before them, it is enough to
// know of the later ones that they match.  Of most a match in their source tells that
// (search/regex/clear).

#include "search/regex/scan.h"

#include <pthread.h>
#include <string.h>

#include "base/vec.h"
#include "index/write/tasks.h"
#include "page/doc.h"
#include "search/regex/clear.h"
#include "search/regex/raw.h"

enum { BATCH = 16 }; // pages that a thread takes at once

// A wanted section, or a whole page.
struct part {
	uint32_t section;
	uint64_t from, to; // of the source
};

struct job {
	struct book_place place;
	struct range sections; // of the page
	uint64_t from;         // of the source, where its body begins
	struct part *parts;    // those wanted
	uint32_t nparts;
};

struct scan {
	const struct book *book;
	const struct pattern *pattern;
	const uint64_t *wanted;
	uint32_t best;
	uint8_t *found;
	pthread_mutex_t lock; // of the book and what follows
	uint32_t page;        // the next one
	uint32_t full;        // sections before it known to have as many matches as are counted
	bool stopped;
};

struct worker {
	struct scan *scan;
	struct finder *finder;
	struct arena jobs, texts;
	struct doc_room room;
	uint32_t asked, denied; // sources that may match, as their bytes say
	uint32_t looked, seen;  // sources that certainly do
	uint32_t full;          // sections of this batch
	bool brief;             // of this batch's it is enough to know whether they match
};

// What there is on a page that has a say in more than its own section.
struct reach {
	bool refers;   // definitions
	bool notes;    // footnotes among them, perhaps
	bool headings; // of raw HTML
	bool wild;     // of which bytes tell nothing
};

// --- taking, under the lock -------------------------------------------------------------------

// The first wanted section at or after `section`; `end` if there is none before.
static uint32_t next_wanted(const struct scan *scan, uint32_t section, uint32_t end)
{
	while (section < end && !scan_wants(scan->wanted, section)) {
		uint64_t left = scan->wanted[section / 64] >> section % 64;
		uint32_t step = left ? (uint32_t)__builtin_ctzll(left) : 64 - section % 64;
		section = end - section < step ? end : section + step;
	}
	return section;
}

static void take_page(struct scan *scan, uint32_t page, struct arena *arena, struct job *job)
{
	VEC(struct part) parts = {0};
	struct err err;
	job->sections = book_page_sections(scan->book, page);
	uint32_t end = job->sections.to;
	uint32_t s = next_wanted(scan, job->sections.from, end);
	if (s < end && book_source_place(scan->book, page, arena, &job->place, &err)) {
		for (; s < end; s = next_wanted(scan, s + 1, end)) {
			struct book_span bytes = book_section_span(scan->book, s);
			*vec_push(arena, &parts) = (struct part){s, bytes.from, bytes.to};
		}
		job->from = book_section_span(scan->book, job->sections.from).from;
	}
	job->parts = parts.at;
	job->nparts = parts.count;
}

static uint32_t take_batch(struct worker *worker, struct job jobs[BATCH])
{
	struct scan *scan = worker->scan;
	uint32_t count = 0, npages = book_npages(scan->book);
	arena_clear(&worker->jobs);
	pthread_mutex_lock(&scan->lock);
	// Pages are given out in order: what was found so far stands before this batch.
	scan->full += worker->full;
	worker->full = 0;
	worker->brief = scan->full >= scan->best;
	while (count < BATCH && scan->page < npages) {
		take_page(scan, scan->page++, &worker->jobs, &jobs[count]);
		count += jobs[count].nparts != 0;
	}
	pthread_mutex_unlock(&scan->lock);
	return count;
}

// --- matching ---------------------------------------------------------------------------------

static inline uint8_t is_definition(uint8_t a, uint8_t b)
{
	return (uint8_t)((a == ']') & (b == ':'));
}

static inline uint8_t is_heading(uint8_t a, uint8_t b, uint8_t c)
{
	return (uint8_t)((a == '<') & ((b | 0x20) == 'h') & (c >= '1') & (c <= '6'));
}

enum { STEP = 16 };
struct lanes {
	uint8_t refers[STEP], headings[STEP], wild[STEP], high[STEP];
};

// At sixteen places at once; it takes two bytes more.
static inline void lanes_look(struct lanes *lanes, const uint8_t *text)
{
	for (size_t i = 0; i < STEP; i++) {
		uint8_t a = text[i], b = text[i + 1], c = text[i + 2];
		lanes->refers[i] |= is_definition(a, b);
		lanes->headings[i] |= is_heading(a, b, c);
		lanes->wild[i] |= raw_is_wild(a, b, c);
		lanes->high[i] |= a & 0x80;
	}
}

static bool is_wild_beyond(const uint8_t *text, size_t len)
{
	for (size_t at = 0; at + STEP + 2 <= len; at += STEP) {
		uint8_t wild = 0;
		for (size_t i = at; i < at + STEP; i++)
			wild |= raw_is_wild_beyond(text[i], text[i + 1], text[i + 2]);
		if (wild)
			return true;
	}
	return false;
}

// Whether it is worth asking the bytes alone; not when they mostly say that there may be matches.
static bool bytes_tell(const struct worker *worker)
{
	enum { TRIED = 256 };
	return worker->asked < TRIED || worker->denied >= worker->asked / 8;
}

// `asked`: whether bytes are asked for what they tell.
static struct reach reach_of(struct str source, bool asked)
{
	struct lanes lanes = {0};
	struct reach reach = {0};
	uint8_t end[2 * STEP + 2] = {0}, high = 0;
	const uint8_t *text = (const uint8_t *)source.ptr;
	size_t at = 0;
	for (; at + STEP + 2 <= source.len; at += STEP)
		lanes_look(&lanes, text + at);
	memcpy(end, text + at, source.len - at);
	lanes_look(&lanes, end);
	lanes_look(&lanes, end + STEP);
	for (size_t i = 0; i < STEP; i++) {
		reach.refers |= lanes.refers[i];
		reach.headings |= lanes.headings[i];
		reach.wild |= lanes.wild[i];
		high |= lanes.high[i];
	}
	reach.notes = reach.refers && str_find(source, STR("[^"), 0) != SIZE_MAX;
	reach.wild |= asked && high &&
		      (is_wild_beyond(text, source.len) || is_wild_beyond(end, sizeof end));
	return reach;
}

static void count(struct worker *worker, uint32_t section, struct str text)
{
	uint32_t most = worker->brief ? 1 : SCAN_COUNTED;
	uint32_t found = finder_count(worker->finder, text, most);
	worker->scan->found[section] = (uint8_t)found;
	worker->full += found == SCAN_COUNTED;
}

static bool is_seen(struct worker *worker, const struct reach *reach, struct str source)
{
	struct clear clear = {.source = source, .refers = reach->refers};
	for (struct str stretch; clear_next(&clear, &stretch);) {
		if (finder_finds_inside(worker->finder, stretch))
			return true;
	}
	return false;
}

// Whether most that match are seen to, so that it is worth looking first.
static bool sight_tells(const struct worker *worker)
{
	return worker->seen >= worker->looked / 4;
}

static bool is_denied(struct worker *worker, struct str source)
{
	bool denied = bytes_tell(worker) && !finder_may_match(worker->finder, source);
	worker->asked++;
	worker->denied += denied;
	return denied;
}

// Leaves the parts that may match, as far as their bytes tell.
static void settle_denied(struct worker *worker, const struct reach *reach, struct str source,
			  struct job *job)
{
	uint32_t left = 0;
	if (reach->headings) {
		struct str body = str_sub(source, job->from, source.len);
		if (!reach->notes && !reach->wild && is_denied(worker, body))
			job->nparts = 0;
		return;
	}
	if (reach->notes)
		return;
	for (uint32_t i = 0; i < job->nparts; i++) {
		struct part part = job->parts[i];
		struct str bytes = str_sub(source, part.from, part.to);
		bool wild = reach->wild && reach_of(bytes, true).wild;
		if (wild || !is_denied(worker, bytes))
			job->parts[left++] = part;
	}
	job->nparts = left;
}

// Leaves those of the parts that must be read as markdown.
static void settle_seen(struct worker *worker, const struct reach *reach, struct str source,
			struct job *job)
{
	uint32_t left = 0;
	for (uint32_t i = 0; i < job->nparts; i++) {
		struct part part = job->parts[i];
		bool seen = is_seen(worker, reach, str_sub(source, part.from, part.to));
		worker->looked++;
		worker->seen += seen;
		if (seen)
			worker->scan->found[part.section] = 1;
		else
			job->parts[left++] = part;
	}
	job->nparts = left;
}

// Each section's text without the line feed that parts it from the next one's.
static void match_whole(struct worker *worker, const struct job *job, struct str source)
{
	struct doc doc;
	uint32_t nsections = job->sections.to - job->sections.from;
	doc_parse_in(&worker->room, str_sub(source, job->from, source.len), 1, 0, &worker->texts,
		     &doc);
	for (uint32_t i = 0; i < job->nparts; i++) {
		uint32_t s = job->parts[i].section - job->sections.from;
		if (s >= doc.nsections)
			continue;
		struct range text = doc.sections[s].text;
		text.to -= s + 1 < nsections && text.to > text.from;
		count(worker, job->parts[i].section, str_sub(doc.text, text.from, text.to));
	}
}

// Where the last block begins, or the last cell of a table.
static uint32_t last_start(const struct doc *doc)
{
	const struct block *block = &doc->blocks[doc->nblocks - 1];
	if (block->kind != BLOCK_TABLE)
		return block->text.from;
	const struct table *table = &doc->tables[block->table];
	return table->cells[(size_t)table->rows * table->cols - 1].text.from;
}

// A line feed before a block without text, at the end, is that before the next section.
static struct str text_alone(const struct doc *doc)
{
	bool ended = doc->nblocks && doc->text.len && last_start(doc) == doc->text.len;
	return str_sub(doc->text, 0, doc->text.len - ended);
}

// Sections in a row, parsed in one go; a doc begins with the section before its first heading.
static void match_row(struct worker *worker, const struct job *job, const struct part *parts,
		      uint32_t nparts, struct str source)
{
	struct doc doc;
	uint32_t lead = parts[0].section != job->sections.from;
	doc_parse_in(&worker->room, str_sub(source, parts[0].from, parts[nparts - 1].to), 1, 0,
		     &worker->texts, &doc);
	for (uint32_t i = 0; i < nparts && lead + i < doc.nsections; i++) {
		struct range range = doc.sections[lead + i].text;
		bool last = i + 1 == nparts;
		struct str text = str_sub(doc.text, range.from, range.to);
		if (!last)
			text.len -= text.len > 0;
		else if (parts[i].section + 1 != job->sections.to)
			text.len = text_alone(&doc).len - range.from;
		count(worker, parts[i].section, text);
	}
}

static void match_parts(struct worker *worker, const struct job *job, struct str source)
{
	for (uint32_t i = 0, end; i < job->nparts; i = end) {
		end = i + 1;
		while (end < job->nparts &&
		       job->parts[end].section == job->parts[end - 1].section + 1)
			end++;
		match_row(worker, job, &job->parts[i], end - i, source);
	}
}

static bool is_worth_parting(const struct job *job, struct str source)
{
	uint64_t bytes = 0;
	for (uint32_t i = 0; i < job->nparts; i++)
		bytes += job->parts[i].to - job->parts[i].from;
	return bytes < source.len / 16 * 15;
}

// Whether no definition elsewhere has a say in these bytes: all brackets are plain links.
static bool is_free(struct str bytes)
{
	size_t at = 0;
	while ((at = str_find(bytes, STR("]"), at)) != SIZE_MAX) {
		bool link = at + 1 < bytes.len && bytes.ptr[at + 1] == '(';
		if (!link || raw_pass(bytes, at) == RAW_HARD)
			return false;
		at++;
	}
	return true;
}

static bool are_free(const struct job *job, struct str source)
{
	bool free = true;
	for (uint32_t i = 0; i < job->nparts && free; i++)
		free = is_free(str_sub(source, job->parts[i].from, job->parts[i].to));
	return free;
}

// Whether the wanted sections are what they are wherever they stand.
static bool stand_alone(const struct reach *reach, const struct job *job, struct str source)
{
	if (reach->headings || reach->notes)
		return false;
	return !reach->refers || are_free(job, source);
}

static void match_page(struct worker *worker, struct job *job)
{
	struct str source;
	struct err err;
	arena_clear(&worker->texts);
	if (!book_read_place(&job->place, &worker->texts, &source, &err))
		return;
	struct reach reach = reach_of(source, bytes_tell(worker));
	bool sees = worker->brief && !reach.headings && pattern_is_local(worker->scan->pattern);
	bool first = sees && sight_tells(worker);
	if (first)
		settle_seen(worker, &reach, source, job);
	settle_denied(worker, &reach, source, job);
	if (sees && !first)
		settle_seen(worker, &reach, source, job);
	if (is_worth_parting(job, source) && stand_alone(&reach, job, source))
		match_parts(worker, job, source);
	else if (job->nparts)
		match_whole(worker, job, source);
}

static void work(void *user, uint32_t number)
{
	struct worker *worker = (struct worker *)user + number;
	struct scan *scan = worker->scan;
	struct job jobs[BATCH];
	uint32_t count;
	worker->finder = finder_new(scan->pattern);
	while (worker->finder && (count = take_batch(worker, jobs))) {
		for (uint32_t i = 0; i < count && !finder_late(worker->finder); i++)
			match_page(worker, &jobs[i]);
		if (finder_late(worker->finder))
			break;
	}
	pthread_mutex_lock(&scan->lock);
	scan->stopped |= !worker->finder || finder_stopped(worker->finder);
	pthread_mutex_unlock(&scan->lock);
	finder_release(worker->finder);
	arena_release(&worker->jobs);
	arena_release(&worker->texts);
	doc_room_release(&worker->room);
}

// Enough for the time it takes to compile another regex.
static bool are_many(const struct book *book, const uint64_t *wanted)
{
	enum { MANY = 32 };
	uint32_t count = 0;
	for (uint32_t w = 0; w < book_nsections(book) / 64 + 1; w++)
		count += (uint32_t)__builtin_popcountll(wanted[w]);
	return count >= MANY;
}

bool scan_sections(const struct book *book, struct pattern *pattern, const uint64_t *wanted,
		   uint32_t best, uint8_t *found)
{
	struct scan scan = {
		.book = book, .pattern = pattern, .wanted = wanted, .best = best, .found = found};
	struct worker workers[TASKS_THREADS];
	if (are_many(book, wanted))
		pattern_weaken(pattern);
	uint32_t threads = tasks_threads(book_npages(book) / BATCH);
	memset(workers, 0, sizeof workers);
	pthread_mutex_init(&scan.lock, NULL);
	for (uint32_t i = 0; i < threads; i++)
		workers[i].scan = &scan;
	tasks_run(threads, threads, work, workers);
	pthread_mutex_destroy(&scan.lock);
	return !scan.stopped;
}

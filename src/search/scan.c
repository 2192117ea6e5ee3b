// SPDX-License-Identifier: ISC
//
// A book's image is not for two threads at once, its pages' files are.  So each thread takes the
// places of the next few pages under a lock, and reads, parses and matches them without.
//
// Where few sections of a page are wanted they are parsed alone.  That gives the same text, unless
// something elsewhere on the page has a say in it: definitions of link references and footnotes
// ("]:"), and headings of raw HTML, whose section may begin in the midst of a block.

#define _GNU_SOURCE // memmem

#include "search/scan.h"

#include <pthread.h>
#include <string.h>

#include "base/vec.h"
#include "index/write/tasks.h"
#include "page/doc.h"

enum { BATCH = 16 }; // pages that a thread takes at once

// A wanted section, or a whole page.
struct part {
	uint32_t section;
	uint64_t from, to; // of the source
};

struct job {
	struct book_place place;
	struct range sections;    // of the page
	uint64_t from;            // of the source, where its body begins
	const struct part *parts; // those wanted
	uint32_t nparts;
};

struct scan {
	const struct book *book;
	const struct pattern *pattern;
	const uint64_t *wanted;
	uint8_t *found;
	pthread_mutex_t lock; // of the book and what follows
	uint32_t page;        // the next one
	bool stopped;
};

struct worker {
	struct scan *scan;
	struct finder *finder;
	struct arena jobs, texts;
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
			struct book_section bytes = book_section(scan->book, s);
			*vec_push(arena, &parts) = (struct part){s, bytes.from, bytes.to};
		}
		job->from = book_section(scan->book, job->sections.from).from;
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
	while (count < BATCH && scan->page < npages) {
		take_page(scan, scan->page++, &worker->jobs, &jobs[count]);
		count += jobs[count].nparts != 0;
	}
	pthread_mutex_unlock(&scan->lock);
	return count;
}

// --- matching ---------------------------------------------------------------------------------

static bool holds(struct str text, struct str what)
{
	return memmem(text.ptr, text.len, what.ptr, what.len) != NULL;
}

static bool has_html_heading(struct str source)
{
	for (size_t at = 0; at + 2 < source.len; at++) {
		const char *tag = memchr(source.ptr + at, '<', source.len - at - 2);
		if (!tag)
			return false;
		at = (size_t)(tag - source.ptr);
		if ((tag[1] == 'h' || tag[1] == 'H') && tag[2] >= '1' && tag[2] <= '6')
			return true;
	}
	return false;
}

static void count(struct worker *worker, uint32_t section, struct str text)
{
	worker->scan->found[section] = (uint8_t)finder_count(worker->finder, text, SCAN_COUNTED);
}

// Each section's text without the line feed that parts it from the next one's.
static void match_whole(struct worker *worker, const struct job *job, struct str source)
{
	struct doc doc;
	uint32_t nsections = job->sections.to - job->sections.from;
	doc_parse(str_sub(source, job->from, source.len), 1, 0, &worker->texts, &doc);
	for (uint32_t i = 0; i < job->nparts; i++) {
		uint32_t s = job->parts[i].section - job->sections.from;
		if (s >= doc.nsections)
			continue;
		struct range text = doc.sections[s].text;
		text.to -= s + 1 < nsections && text.to > text.from;
		count(worker, job->parts[i].section, str_sub(doc.text, text.from, text.to));
	}
}

static void match_parts(struct worker *worker, const struct job *job, struct str source)
{
	for (uint32_t i = 0; i < job->nparts; i++) {
		const struct part *part = &job->parts[i];
		struct doc doc;
		doc_parse(str_sub(source, part->from, part->to), 1, 0, &worker->texts, &doc);
		count(worker, part->section, doc.text);
	}
}

static bool is_worth_parting(const struct job *job, struct str source)
{
	uint64_t bytes = 0;
	for (uint32_t i = 0; i < job->nparts; i++)
		bytes += job->parts[i].to - job->parts[i].from;
	return bytes < source.len / 4 * 3 && !holds(source, STR("]:")) && !has_html_heading(source);
}

static void match_page(struct worker *worker, const struct job *job)
{
	struct str source;
	struct err err;
	arena_clear(&worker->texts);
	if (!book_read_place(&job->place, &worker->texts, &source, &err))
		return;
	if (is_worth_parting(job, source))
		match_parts(worker, job, source);
	else
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
}

bool scan_sections(const struct book *book, const struct pattern *pattern, const uint64_t *wanted,
		   uint8_t *found)
{
	struct scan scan = {.book = book, .pattern = pattern, .wanted = wanted, .found = found};
	struct worker workers[TASKS_THREADS];
	uint32_t threads = tasks_threads(book_npages(book) / BATCH);
	memset(workers, 0, sizeof workers);
	pthread_mutex_init(&scan.lock, NULL);
	for (uint32_t i = 0; i < threads; i++)
		workers[i].scan = &scan;
	tasks_run(threads, threads, work, workers);
	pthread_mutex_destroy(&scan.lock);
	return !scan.stopped;
}

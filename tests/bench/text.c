// SPDX-License-Identifier: ISC
//
// How fast text becomes terms: what there is of markdown in a folder, as one text in memory, is
// checked, made safe, cut into words and stemmed.  The peer is the least a tokeniser can do: letters
// lowered and copied, byte by byte.  Time is that of the processor, so that a busy machine shows
// less.
//
// usage: text FOLDER

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "figures.h"
#include "text/safe.h"
#include "text/utf8.h"
#include "text/word.h"

enum { ROUNDS = 7, LARGEST_PAGE = 64 << 20 };

struct job {
	struct str text;
	struct stemmer *stemmer;
	struct arena *arena;
	uint64_t words;
};

static void least(struct job *job)
{
	char form[FORM_MAX];
	size_t len = 0;
	for (size_t i = 0; i < job->text.len; i++) {
		unsigned char c = (unsigned char)job->text.ptr[i];
		unsigned char low = c | 0x20;
		if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) {
			form[len] = (char)low;
			len += len < FORM_MAX - 1;
		} else if (len) {
			job->words += (unsigned char)form[len - 1] != 0;
			len = 0;
		}
	}
}

static void words(struct job *job)
{
	struct words all = words_of(job->text);
	for (struct word word; word_next(&all, &word);)
		job->words++;
}

static void stems(struct job *job)
{
	struct words all = words_of(job->text);
	for (struct word word; word_next(&all, &word);) {
		struct str form = {word.form, word.form_len};
		job->words += stemmer_stem(job->stemmer, form).len != 0;
	}
}

static void valid(struct job *job)
{
	job->words += utf8_valid(job->text);
}

static void safe(struct job *job)
{
	job->words += safe_text(job->arena, job->text).len != 0;
}

static double report(const char *name, void (*run)(struct job *job), struct job *job)
{
	double us[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		job->words = 0;
		double start = processor_us();
		run(job);
		us[i] = processor_us() - start;
	}
	double best = median(us, ROUNDS);
	printf("%-16s %8.1f MB/s %7.1f ns each of %llu\n", name, (double)job->text.len / best,
	       best * 1e3 / (double)job->words, (unsigned long long)job->words);
	return best;
}

static struct str read_folder(const char *folder, struct arena *arena)
{
	static const char *const endings[] = {".md", ".markdown", NULL};
	struct file_list list;
	struct err err;
	struct buf all = {0};
	if (!file_walk(folder, endings, arena, &list, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	for (uint32_t i = 0; i < list.count; i++) {
		struct arena page = {0};
		struct str path = arena_printf(&page, "%s/%.*s", folder, STR_ARG(list.at[i].path));
		struct str bytes;
		if (file_read(path.ptr, LARGEST_PAGE, &page, &bytes, NULL, &err))
			buf_add(&all, utf8_clean(&page, bytes));
		arena_release(&page);
	}
	printf("%u files, %zu bytes\n", list.count, all.len);
	return buf_str(&all); // kept to the end
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	struct arena arena = {0};
	struct err err;
	struct job job = {
		.text = read_folder(argv[1], &arena),
		.stemmer = stemmer_open(STR("en"), &err),
		.arena = &arena,
	};
	if (!job.stemmer)
		return 1;
	report("valid", valid, &job);
	report("safe", safe, &job);
	double peer = report("least (peer)", least, &job);
	double ours = report("words", words, &job);
	report("words and stems", stems, &job);
	printf("words / least: %.2f\n", ours / peer);
	stemmer_close(job.stemmer);
	return 0;
}

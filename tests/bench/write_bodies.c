// SPDX-License-Identifier: ISC
//
// write_bodies: writes the text of a folder's sections for the peers' snippets (bodies.h): all texts,
// zeros up to a multiple of 8, where each ends, how many.
//
// usage: write_bodies FOLDER FILE

#include "base/buf.h"
#include "sections.h"

#include <stdio.h>

struct job {
	FILE *file;
	struct buf ends;
	uint64_t at, count;
};

static void write_body(void *context, const struct section_text *section)
{
	struct job *job = context;
	job->at += fwrite(section->body.ptr, 1, section->body.len, job->file);
	job->count++;
	buf_add(&job->ends, (struct str){(const char *)&job->at, sizeof job->at});
}

int main(int argc, char **argv)
{
	struct job job = {.file = argc == 3 ? fopen(argv[2], "wb") : NULL};
	if (!job.file) {
		fputs("usage: write_bodies FOLDER FILE\n", stderr);
		return 2;
	}
	sections_each(argv[1], write_body, &job);
	fwrite("\0\0\0\0\0\0\0", 1, -job.at & 7, job.file);
	fwrite(job.ends.ptr, 1, job.ends.len, job.file);
	fwrite(&job.count, sizeof job.count, 1, job.file);
	buf_release(&job.ends);
	return fclose(job.file) == 0 ? 0 : 2;
}

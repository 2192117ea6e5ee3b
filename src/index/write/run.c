// SPDX-License-Identifier: ISC
//
// An entry is form_len:u8 form sections:u32 chain_len:u32 chain.

#include "index/write/run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/le.h"

enum { SAMPLE = 256, STEP = 256 << 10, ENTRY_HEAD = 9 };

struct run_sample {
	struct str form;
	uint64_t offset;
};

static bool write_out(FILE *file, struct buf *out)
{
	bool ok = fwrite(out->ptr, 1, out->len, file) == out->len;
	out->len = 0;
	return ok;
}

bool run_write(const struct gather *gather, struct run *run, struct err *err)
{
	FILE *file = tmpfile();
	struct buf out = {0};
	bool ok = file != NULL;
	*run = (struct run){.fd = -1, .nterms = gather->nterms};
	for (uint32_t i = 0; ok && i < gather->nterms; i++) {
		uint32_t number = gather_sorted(gather)[i];
		struct str form = gather_form(gather, number);
		const struct gather_term *term = gather_at(gather, number);
		uint8_t numbers[8];
		if (i % SAMPLE == 0)
			*vec_push(&run->arena, &run->samples) = (struct run_sample){
				arena_copy(&run->arena, form), run->len + out.len};
		le32_put(numbers, term->sections);
		le32_put(numbers + 4, term->bytes);
		buf_char(&out, (char)form.len);
		buf_add(&out, form);
		buf_add(&out, (struct str){(const char *)numbers, sizeof numbers});
		gather_chain(gather, number, &out);
		if (out.len >= STEP || i + 1 == gather->nterms) {
			run->len += out.len;
			ok = write_out(file, &out);
		}
	}
	ok = ok && fflush(file) == 0 && (run->fd = dup(fileno(file))) >= 0;
	if (!ok)
		err_set(err, "what does not fit into memory cannot be put aside: %s",
			strerror(errno));
	if (file)
		fclose(file);
	buf_release(&out);
	return ok;
}

void run_close(struct run *run)
{
	if (run->fd >= 0)
		close(run->fd);
	arena_release(&run->arena);
}

struct str run_cut(const struct run *run, uint32_t part, uint32_t parts)
{
	uint32_t sample = (uint32_t)((uint64_t)run->samples.count * part / parts);
	return run->samples.at[sample].form;
}

// Has `need` bytes in the buffer from reader->at on; false at the end of the file.
static bool fill(struct run_reader *r, size_t need)
{
	if (r->bytes.len - r->at >= need)
		return true;
	memmove(r->bytes.ptr, r->bytes.ptr + r->at, r->bytes.len - r->at);
	r->offset += r->at;
	r->bytes.len -= r->at;
	r->at = 0;
	buf_reserve(&r->bytes, need > STEP ? need : STEP);
	while (r->bytes.len < need) {
		ssize_t n = pread(r->run->fd, r->bytes.ptr + r->bytes.len,
				  r->bytes.room - r->bytes.len, (off_t)(r->offset + r->bytes.len));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			r->failed = r->offset + r->bytes.len < r->run->len;
			return false;
		}
		r->bytes.len += (size_t)n;
	}
	return true;
}

bool run_next(struct run_reader *r)
{
	if (!fill(r, 1))
		return false;
	size_t form_len = (uint8_t)r->bytes.ptr[r->at];
	if (!fill(r, ENTRY_HEAD + form_len))
		return false;
	const uint8_t *numbers = (const uint8_t *)r->bytes.ptr + r->at + 1 + form_len;
	uint32_t chain = le32(numbers + 4);
	r->sections = le32(numbers);
	if (!fill(r, ENTRY_HEAD + form_len + chain))
		return false;
	r->form = (struct str){r->bytes.ptr + r->at + 1, form_len};
	r->chain = (struct str){r->bytes.ptr + r->at + ENTRY_HEAD + form_len, chain};
	r->at += ENTRY_HEAD + form_len + chain;
	return true;
}

void run_open(const struct run *run, struct str from, struct run_reader *r)
{
	uint32_t low = 0, high = run->samples.count;
	*r = (struct run_reader){.run = run};
	buf_reserve(&r->bytes, STEP);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (str_cmp(run->samples.at[middle].form, from) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low)
		r->offset = run->samples.at[low - 1].offset;
	while (run_next(r)) {
		if (str_cmp(r->form, from) >= 0) { // back to before this entry
			r->at -= ENTRY_HEAD + r->form.len + r->chain.len;
			return;
		}
	}
}

void run_reader_release(struct run_reader *r)
{
	buf_release(&r->bytes);
}

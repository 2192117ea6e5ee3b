// SPDX-License-Identifier: ISC
//
// An entry is form_len:u8 form sections:u32 chain_len:u32 chain.

#include "index/write/run.h"

#include <errno.h>
#include <string.h>

#include "index/le.h"

enum { SAMPLE = 256, STEP = 32 << 10, ENTRY_HEAD = 9 };

struct run_sample {
	struct str form;
	uint64_t offset;
};

static bool put_out(struct run *run, struct buf *out)
{
	uint64_t at;
	bool ok = spool_put(&run->spool, buf_str(out), &at);
	out->len = 0;
	return ok;
}

static void put_head(struct buf *out, struct str form, const struct gather_term *term)
{
	buf_reserve(out, ENTRY_HEAD + FORM_MAX);
	uint8_t *at = (uint8_t *)out->ptr + out->len;
	out->len += ENTRY_HEAD + form.len;
	*at++ = (uint8_t)form.len;
	if (form.len <= GATHER_HEAD)
		memcpy(at, term->head, GATHER_HEAD); // whole, which is less than a call
	else
		memcpy(at, form.ptr, form.len);
	le32_put(at + form.len, term->sections);
	le32_put(at + form.len + 4, gather_bytes(term));
}

bool run_write(const struct gather *gather, struct run *run, struct err *err)
{
	*run = (struct run){.nterms = gather->nterms};
	if (!spool_open(&run->spool, err))
		return false;
	struct buf out = {0};
	bool ok = true;
	for (uint32_t i = 0; ok && i < gather->nterms; i++) {
		uint32_t number = gather_sorted(gather)[i];
		struct str form = gather_form(gather, number);
		const struct gather_term *term = gather_at(gather, number);
		gather_prefetch(gather, i);
		if (i % SAMPLE == 0)
			*vec_push(&run->arena, &run->samples) = (struct run_sample){
				arena_copy(&run->arena, form), run->spool.len + out.len};
		put_head(&out, form, term);
		gather_chain(gather, number, &out);
		if (out.len >= STEP)
			ok = put_out(run, &out);
	}
	ok = ok && put_out(run, &out);
	if (!ok)
		err_set(err, "what does not fit into memory cannot be put aside: %s",
			strerror(errno));
	buf_release(&out);
	return ok;
}

void run_close(struct run *run)
{
	spool_close(&run->spool);
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
	buf_reserve(&r->bytes, (need > STEP ? need : STEP) + 1); // as chain_open wants it
	uint64_t next = r->offset + r->bytes.len, left = r->run->spool.len - next;
	size_t room = r->bytes.room - r->bytes.len - 1, more = left < room ? left : room;
	r->failed |= !spool_read(&r->run->spool, next, r->bytes.ptr + r->bytes.len, more);
	r->bytes.len += more;
	return !r->failed && r->bytes.len >= need;
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

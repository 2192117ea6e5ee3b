// SPDX-License-Identifier: ISC
//
// over: pages that are newer than the book beneath them, read together with it as one book.
//
// To everybody above, pages stand in the order of their paths and are all there; terms likewise.
// Sections, links and strings keep their numbers, those of the newer book behind those beneath, so
// that posting lists need not be read anew; sections of pages that are gone belong to no page, and
// no list has them.  The regions of a book are put in order over all pages, so a book with regions
// is never read like this.

#ifndef BODYMAP_INDEX_READ_OVER_H
#define BODYMAP_INDEX_READ_OVER_H

#include "index/read/shelf.h"
#include "index/terms.h"

struct over_link {
	uint32_t page, link; // that it leads to
};

// A stem's terms from both books, put together.
struct over_stem {
	struct over_stem *next;
	uint32_t extra; // the first of its terms that the newer book alone has
	struct range terms;
};

struct over {
	struct book base, newer; // each as a book of its own
	struct arena arena;      // as long as the book

	const uint8_t *terms; // u32: see format.h
	uint64_t words[FIELD_COUNT];
	uint32_t dead;          // sections that are gone
	uint64_t *is_dead;      // a bit each
	uint64_t *gone;         // a bit for each page beneath: it is gone, or replaced
	uint32_t npages, nbase; // all that are there; those beneath, gone or not
	uint32_t *physical;     // page: its number beneath, or nbase + in the newer book
	uint32_t *page_of;      // the other way; of one that was replaced: the newer one
	uint32_t *replaced;     // page of the newer book: the one beneath in whose place it stands

	// Put together when asked for.
	uint32_t *listed;     // page << 1 | heads
	uint32_t **backlinks; // by page
	struct over_link *links;
	uint32_t nlinks;
	uint32_t *extra; // terms that only the newer book has, ascending
	uint32_t nextra;
	struct over_stem *stems;
	VEC(uint32_t) stem_terms;

	const void *mapped; // to be unmapped, or NULL
	size_t mapped_len;
	const char *file; // it was read from, which is removed when it is damaged; or NULL
	struct buf made;  // the bytes, when they were made in memory
};

// Lays what the bytes hold over a book, which then reads as both and closes both.  The bytes must
// outlive it.  Fails, leaving the book as it was, when they are not for this book or are damaged.
bool over_open(struct book *book, const void *bytes, size_t len, struct err *err) NODISCARD;

// The same for an open file, mapped.
bool over_open_file(struct book *book, int fd, size_t len, struct err *err) NODISCARD;

void over_close(struct over *over);

const char *over_damage(const struct over *over);

static inline bool over_is_dead(const struct over *over, uint32_t section)
{
	return over->is_dead[section / 64] >> section % 64 & 1;
}

// Sections and links beneath; from here on those of the newer book are numbered.
uint32_t over_first_section(const struct over *over);

// ---- what book.h promises ----

struct shelf *over_shelf_of_page(const struct over *over, uint32_t *page);
struct book_page over_page(const struct over *over, uint32_t page);
struct str over_page_title(const struct over *over, uint32_t page);
struct range over_page_sections(const struct over *over, uint32_t page);
uint32_t over_listed_page(struct over *over, uint32_t i); // page << 1 | heads
uint32_t over_find_page(const struct over *over, struct str path);
uint32_t over_find_name(const struct over *over, struct str key);
struct str over_string(const struct over *over, uint32_t index);
uint32_t over_nsections(const struct over *over);
uint32_t over_section_page(const struct over *over, uint32_t section);
uint32_t over_section_kind(const struct over *over, uint32_t section);
bool over_section_leads_on(const struct over *over, uint32_t section);
struct book_section over_section(const struct over *over, uint32_t section);
struct book_span over_section_span(const struct over *over, uint32_t section);
uint32_t over_find_section(const struct over *over, uint32_t page, struct str anchor);
uint32_t over_nlinks(const struct over *over);
struct book_link over_link(const struct over *over, uint32_t link);
struct range over_section_links(const struct over *over, uint32_t section);
const uint32_t *over_backlinks(struct over *over, uint32_t page, uint32_t *count);

// ---- what terms.h promises ----

uint32_t over_nterms(struct over *over);
uint32_t over_find_term(struct over *over, struct str form);
struct range over_prefix_terms(struct over *over, struct str prefix);
struct str over_term(struct over *over, uint32_t term, char form[64]);
uint32_t over_term_sections(struct over *over, uint32_t term);
uint32_t over_own_sections(struct over *over, uint32_t term, uint32_t *own);
struct term_walk over_walk_terms(struct over *over, struct range terms);
bool over_walk_next(struct term_walk *walk);
struct range over_stem_terms(struct over *over, struct str stem);
uint32_t over_stem_term(struct over *over, uint32_t index);
float over_field_average(struct over *over, enum field field);

// The numbers a term has in the two books, BOOK_NONE where it is not.
void over_split_term(struct over *over, uint32_t term, uint32_t *base, uint32_t *newer);

// Those that adjacent terms have in the two books, where they are adjacent as well.
void over_split_terms(struct over *over, struct range terms, struct range *base,
		      struct range *newer);

// ---- posting lists ----

void over_post_open(struct over *over, uint32_t term, struct post *post);
bool over_post_step(struct post *post);
bool over_post_pass(struct post *post, uint32_t section);
bool over_post_on(struct post *post); // to the newer list
struct post_bound over_block_bound(struct post *post, uint32_t section);
struct post_bound over_list_bound(const struct post *post);

#endif

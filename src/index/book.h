// SPDX-License-Identifier: ISC
//
// book: everything, opened, immutable.
//
// Opening reads a header and a table of parts, nothing else, so it costs the same for ten pages
// and a hundred thousand.  Parts are verified when first used; a part that is damaged makes
// book_damage() say so and its accessors answer as if it were empty, so that no flipped byte is
// ever followed.  All indices are dense and start at 0; a result that is a str lives as long as
// the book unless it takes an arena.

#ifndef BODYMAP_INDEX_BOOK_H
#define BODYMAP_INDEX_BOOK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "page/map/map.h"
#include "page/settings.h"

#define BOOK_NONE UINT32_MAX

// What a word of a section stands in.  The body is positional; so are headings and titles.
enum field {
	FIELD_BODY,
	FIELD_HEADING, // the section's own heading
	FIELD_PATH,    // the headings above it
	FIELD_TITLE,   // the page's
	FIELD_ALIAS,   // the page's aliases
	FIELD_REGION,  // names and aliases of the page's regions, label of the section's kind
	FIELD_COUNT
};

struct book;

// Opens a .book file; one without sources reads its pages from the folder it was made of, where that
// is there.  A folder (through its cache: index/cache.h decides) is not this one's work.
struct book *book_open(const char *path, struct err *err) NODISCARD;

// Opens bytes in memory; they must outlive the book.  `root` is the folder that page files lie in
// when the book does not carry its sources, else NULL.
struct book *book_open_bytes(const void *bytes, size_t len, const char *root,
			     struct err *err) NODISCARD;

void book_close(struct book *book);

// Gives back the memory that holds what was read of the book's file, but for about `most` bytes, or a
// sixteenth of a book where that is more and anything may stay, of what was asked for lately and often;
// nothing that was handed out moves.  For whoever has asked and may ask again: what is asked for
// between two calls counts as one turn.
void book_rest(const struct book *book, size_t most);

// Differs between books that say different things.
uint64_t book_identity(const struct book *book);

// A sentence about the first damage met, or NULL.
const char *book_damage(const struct book *book);

// Checks every byte: all checksums, all orders and references.
bool book_verify(const struct book *book, struct err *err) NODISCARD;

const struct settings *book_settings(const struct book *book); // with defaults filled in
// The same with the synonyms, which are read when they are first asked for: the first screen needs
// none.
const struct settings *book_synonyms(const struct book *book);

struct book_page {
	struct str path, title;
	struct str flag;               // the red-flag line of a red-flag page, else empty
	uint32_t kind;                 // index into settings' kinds, or KIND_NONE
	struct range sections;         // section indices
	struct range regions;          // indices for book_page_region
	struct range aliases, sources; // indices for book_string
	uint64_t bytes;                // of its source
};

uint32_t book_npages(const struct book *book);
struct book_page book_page(const struct book *book, uint32_t page);
struct str book_page_title(const struct book *book, uint32_t page); // that alone, sooner
struct range book_page_sections(const struct book *book, uint32_t page);
// Page `i` of a list of all pages (index/listed.h), and whether it is the first of a group that has
// a name.
uint32_t book_listed_page(const struct book *book, uint32_t i, bool *heads);
uint32_t book_find_page(const struct book *book, struct str path); // BOOK_NONE if there is none
struct str book_string(const struct book *book, uint32_t index);

// Regions by id, as pages name them, whether or not a map has them.
uint32_t book_nregions(const struct book *book);
struct str book_region(const struct book *book, uint32_t region);
uint32_t book_find_region(const struct book *book, struct str id);
uint32_t book_page_region(const struct book *book, uint32_t index); // region of a page's list
// The pages of a region, the one that answers most first: by the order of kinds, then by how early
// the page names the region, then by how many sections link to the page, then by title.
const uint32_t *book_region_pages(const struct book *book, uint32_t region, uint32_t *count);

struct book_section {
	uint32_t page;
	struct str heading; // its visible text; empty for text before the first heading
	struct str anchor;
	uint32_t kind;     // by its heading, else its page's
	uint8_t level;     // 1 to 6; 0 before the first heading
	uint32_t line;     // of the heading in the page's file
	uint64_t from, to; // bytes of the page's source
};

// Sections stand as in the pages' docs: section i of a page's doc is sections.from + i, and that
// before the first heading is there even when it is empty (then no search finds it).
uint32_t book_nsections(const struct book *book);
struct book_section book_section(const struct book *book, uint32_t section);
// Parts of it without the cost of the others.
struct book_span {
	uint32_t page;
	uint8_t level;
	uint64_t from, to;
};
struct book_span book_section_span(const struct book *book, uint32_t section);
uint32_t book_section_page(const struct book *book, uint32_t section);
uint32_t book_section_kind(const struct book *book, uint32_t section);
// Whether it is little more than links to other pages ("See also").
bool book_section_leads_on(const struct book *book, uint32_t section);
uint32_t book_find_section(const struct book *book, uint32_t page, struct str anchor);

// "page#anchor", or "page" for the section before the first heading.
struct str book_address(const struct book *book, uint32_t section, struct arena *arena);

struct book_link {
	uint32_t from;           // section it stands in
	uint32_t page, section;  // where it leads; section is BOOK_NONE for the page itself,
				 // page is BOOK_NONE for an external or dead link
	struct str text, target; // as shown, as written; empty when the page's file has changed
};

// Links that stand in a section, and those that lead to a page (any section of it).
uint32_t book_nlinks(const struct book *book);
struct book_link book_link(const struct book *book, uint32_t link);
struct range book_section_links(const struct book *book, uint32_t section); // link indices
const uint32_t *book_backlinks(const struct book *book, uint32_t page, uint32_t *count); // links

enum target { TARGET_SECTION, TARGET_EXTERNAL, TARGET_NO_PAGE, TARGET_NO_SECTION };

// Where a link written on `page` leads: relative paths, "#anchor", wiki links by path, title or
// alias.  Sets *to_page and *to_section (BOOK_NONE: the page itself, or nothing).
enum target book_resolve(const struct book *book, uint32_t page, struct str target, bool wiki,
			 uint32_t *to_page, uint32_t *to_section);

// "page", "page#anchor", or a title or alias without case, as a user types it.  *section is
// BOOK_NONE when only a page was named.
bool book_locate(const struct book *book, struct str address, uint32_t *page, uint32_t *section);

// The page's source, or [from, to) of it, clean UTF-8: from the book, or from the folder's file.
// A file that has gone or changed is an error.
bool book_source(const struct book *book, uint32_t page, uint64_t from, uint64_t to,
		 struct arena *arena, struct str *source, struct err *err) NODISCARD;

// The same in two steps, of which the second may be done on any thread while others do as well: where
// the source is, and the whole of it.
struct book_place {
	struct str carried;    // by the book; ptr NULL: it is a file's
	const char *file;      // lives in the arena
	struct file_stat stat; // when the book was made
};
bool book_source_place(const struct book *book, uint32_t page, struct arena *arena,
		       struct book_place *place, struct err *err) NODISCARD;
bool book_read_place(const struct book_place *place, struct arena *arena, struct str *source,
		     struct err *err) NODISCARD;

// Whether the page's source is still what the book was made from; looks at the folder's file, does
// not read it.
bool book_source_is_same(const struct book *book, uint32_t page);

// The book's first map, or NULL.
const struct map *book_map(const struct book *book);

#endif

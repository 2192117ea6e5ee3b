// SPDX-License-Identifier: ISC
//
// format: the grammar of a book file.  Writer (collect, merge, write) and reader (image, book,
// terms, post) share this header and nothing else.
//
//     book     := head part{nparts} sum2{...} sum1{...} pad body
//     head     := magic[12] version:u32 length:u64 body:u64 nparts:u32 nsums:u32 sum:u32 zero...
//                 64 bytes; `length` is the whole file's, `body` the offset of the body, `sum` that
//                 of everything before sum1 with `sum` itself taken as 0
//     part     := offset:u64 length:u64 count:u64     offset from the body's start, a multiple of
//                 64; count is that of its values; parts stand in the order of enum part
//     sum1     := u32   one for each chunk (4096 bytes) of the body
//     sum2     := u32   one for each chunk of all sum1
//
// All numbers are little-endian.  A sum is zlib's CRC-32.  So opening checks a few kilobytes, and
// a chunk is checked when something in it is first used (image.h).  A sum finds accidents; against
// malice the reader also checks every offset, count and order where it uses one.
//
// A part is a column, or bytes of the forms below.
//
//     column   := dir{ceil(count/128)} bits{...} zero[8]
//     dir      := base:u32 place:u32                  place = offset of its bits / 16 << 6 | width
//     bits     := 128 numbers of `width` bits, low bits first; value = base + number
//
// "Prefix" columns have one value more than there are things: thing i owns [value i, value i + 1).
//
//     strings  := block of 16 entries, in ascending order of bytes, each once; a string's id is
//                 its rank
//     entry    := shared:varint rest:varint byte{rest}     shared with the entry before; 0 for the
//                                                          first of a block
//     terms    := block of 32: entry, sections << 1 | alone : varint, bytes of its list : varint
//     stems    := block of 32: entry, terms : varint
//                 `alone`: its stem is the term itself and no other term has that stem; such a
//                 group does not stand among the stems
//
//     list     := tail positions                       up to 128 sections
//               | bound rest:u32 own:u32 skip{nblocks} block{...} tail? positions
//     bound    := count[6]:u8 least_body:u8 zero:u8    255 means "perhaps more" for a count, "or
//                                                      more" for a length
//     skip     := last:u32 block:u32 positions:u32 bound      offsets from the end of all skips,
//                                                             and from the start of positions
//     block    := packed (sections: gap - 1 to the one before) packed (codes) others
//     tail     := { gap - 1 << 1 | more : varint, if more: code : varint, other? }
//     code     := only in the body: count - 1 << 1; else count in the body << 1 | 1
//     other    := mask:u8 { count:varint for each field of the mask, unless 0x80 is set: all 1 }
//     others   := other of each posting of the block whose code is odd, in order
//     packed   := width:u8 exceptions:u8 lanes place:u8{exceptions} high:varint{exceptions}
//     lanes    := 128 numbers of `width` bits; number i stands in the (i mod 4)th of four streams of
//                 u32, low bits first, whose words take turns
//     positions:= for each posting, for each of its places in heading and body, the gap - 1 to the
//                 one before: of a block as packed groups of 128 and the rest as varints, of a tail
//                 as varints
//
// The first gap of a list counts from -1, that of a posting's positions likewise.  `rest` is the
// number of bytes between the skips and the positions, `own` that of the sections that hold the term
// in their own heading or body.
//
//     texts    := { path_len:u32 text_len:u32 path text }    book.yaml, synonyms.txt, maps
//     sums     := u64{6}                                     words of all sections, for each field
//     sources  := the pages' bytes, one behind the other

// A folder's cache may have a second file: its pages that are newer than the book, as a book of
// their own, and what that takes from the one beneath.
//
//     newer    := magic[12] version:u32 length:u64 beneath:u64 book:u64 ngone:u32 nterms:u32
//                 words:u64{6} sections:u32 sum:u32 zero...          128 bytes
//                 gone:u32{ngone} term:u32{nterms} zero... book
//
// `beneath` is the identity of the book beneath, `book` the place of the book of newer pages, a
// multiple of 64, up to where `sum` is taken, with itself as 0.  `gone` are the pages beneath that
// are no more, or stand in the newer book, ascending; `words` and `sections` what they had.  `term`
// is for each term of the newer book: rank << 1 | same, the rank beneath of the first term not below
// it, which may be the same.  In the newer book a link to a page p beneath leads to pages + p.

#ifndef BODYMAP_INDEX_FORMAT_H
#define BODYMAP_INDEX_FORMAT_H

#include "index/book.h"

#define FORMAT_MAGIC "bodymap\0\r\n\x1a\n"
#define FORMAT_NEWER_MAGIC "bodymap+\r\n\x1a\n"

enum {
	FORMAT_VERSION = 6,
	FORMAT_HEAD = 64,
	FORMAT_NEWER_HEAD = 128,
	FORMAT_PART = 24,
	FORMAT_ALIGN = 64,
	FORMAT_CHUNK_BITS = 12,
	FORMAT_CHUNK = 1 << FORMAT_CHUNK_BITS,
	FORMAT_BLOCK = 128,
	FORMAT_STRINGS = 16,
	FORMAT_TERMS = 32,
	FORMAT_BOUND = 8,
	FORMAT_SKIP = 12 + FORMAT_BOUND,
	FORMAT_LIST = FORMAT_BOUND + 8, // what a list with skips begins with
	FORMAT_MASK_ONES = 0x80,
};

enum part {
	PART_TEXTS,
	PART_STRINGS,
	PART_STRING_BLOCK, // column: where a block begins
	PART_STRS,         // column: string ids of aliases and sources

	PART_PAGE_PATH, // columns, one value a page: string ids; ascending
	PART_PAGE_TITLE,
	PART_PAGE_FLAG,
	PART_PAGE_ENDING,
	PART_PAGE_KIND, // + 1; 0: none
	PART_PAGE_BYTES,
	PART_PAGE_LISTED,  // pages in the order of index/listed.h: page << 1 | heads a group
	PART_PAGE_SECTION, // prefix
	PART_PAGE_REGIONS, // prefix into PART_PAGE_REGION
	PART_PAGE_ALIASES, // prefix into PART_STRS; aliases end where the sources begin
	PART_PAGE_SOURCES,
	PART_PAGE_AT_LOW, // prefix into PART_SOURCES, in two halves; empty without sources
	PART_PAGE_AT_HIGH,
	PART_PAGE_BACK, // prefix into PART_BACK
	PART_PAGE_REGION,

	PART_FILE_SIZE, // columns: struct file_stat of a page's file; empty in a portable book
	PART_FILE_MTIME_LOW,
	PART_FILE_MTIME_HIGH,
	PART_FILE_CTIME_LOW,
	PART_FILE_CTIME_HIGH,
	PART_FILE_INODE_LOW,
	PART_FILE_INODE_HIGH,

	PART_REGION,       // column: string ids, ascending
	PART_REGION_PAGES, // prefix into PART_REGION_PAGE
	PART_REGION_PAGE,
	PART_NAME,      // columns: folded titles, aliases, last names of paths (string ids,
	PART_NAME_PAGE, // ascending); page << 2 | claim, ascending by claim and page

	PART_SECTION_PAGE, // columns, one value a section
	PART_SECTION_HEADING,
	PART_SECTION_ANCHOR,
	PART_SECTION_KIND, // + 1
	PART_SECTION_LEVEL,
	PART_SECTION_LEADS, // 1: it leads on
	PART_SECTION_LINE,
	PART_SECTION_FROM,
	PART_SECTION_TO,
	PART_SECTION_LINK, // prefix
	PART_LENGTH,       // six columns, one for each enum field
	PART_LENGTH_LAST = PART_LENGTH + FIELD_COUNT - 1,
	PART_SUMS,

	PART_LINK_PAGE,    // columns: + 1; 0: none
	PART_LINK_SECTION, // LINK_SECTION + its number on the page, or another of enum link.  The
			   // links of a page stand by section; what they say stands in the page
	PART_BACK,         // column: links, in the order of the pages they lead to
	PART_ASKED,        // columns: marks (index/resolve.h), ascending, and the pages whose links
	PART_ASKED_PAGE,   // asked for them; empty in a portable book

	PART_TERMS,
	PART_TERM_BLOCK,     // column: where a block begins
	PART_TERM_LIST_LOW,  // columns: where the list of its first term begins
	PART_TERM_LIST_HIGH, //
	PART_STEMS,
	PART_STEM_BLOCK,
	PART_STEM_FIRST, // column: the index in PART_STEM_TERM where a block's first stem begins
	PART_STEM_TERM,  // column: the terms of each stem, ascending
	PART_LISTS,
	PART_SOURCES,
	PART_COUNT
};

// How a page comes by a name, the strongest first.
enum claim { CLAIM_TITLE, CLAIM_ALIAS, CLAIM_LAST };

enum link_section {
	LINK_PAGE,    // the page itself
	LINK_LOST,    // a section that the page does not have
	LINK_SECTION, // the first
};

#endif

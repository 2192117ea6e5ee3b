// SPDX-License-Identifier: ISC
//
// In markdown, marks may stand between the characters of a row.  So the source is written anew, without
// what may vanish; what may match is no less then, for the same vanishes from both rows:
//
//     white space, also with a line's end                   SPACE
//     a tag, an entity, white space beside a backquote      MAYBE: a space, or nothing
//     marks and what is no ASCII, of those a row may hold   MARK
//     * ~ \ [ ], ](target), ][label]                        nothing
//
// What is left out together with a tag or a label may be shown after all; where it holds white space
// it follows behind the rest.

#include "search/regex/echo.h"

#include <string.h>

#include "search/regex/raw.h"

enum { SPACE = ' ', MAYBE = 1, APART = 2, MARK = 3 };
enum { LONGEST_ROW = 256, MOST_ASIDE = 16 };

enum kind {
	KIND_TEXT,
	KIND_DROP,
	KIND_MARK,
	KIND_SPACE,
	KIND_TICK,
	KIND_PASS,
	KIND_ENTITY,
	KIND_HIGH
};

// --- what is needed ---------------------------------------------------------------------------

// Adds the characters of a row to the set; returns how many it has at least, or 0 where that is
// unknown.
static uint32_t row_of(const struct regex *regex, uint32_t at, struct regex_set *set, bool *known)
{
	const struct regex_node *node = &regex->nodes.at[at];
	uint32_t sum = 0, least = UINT32_MAX;
	if (node->kind == REGEX_CHAR) {
		regex_set_add(set, &node->set);
		return 1;
	}
	*known = *known && node->kind != REGEX_BACK;
	if (node->kind == REGEX_EMPTY || node->kind == REGEX_LOOK || node->kind == REGEX_BACK)
		return 0;
	for (uint32_t c = node->child; c != REGEX_NONE; c = regex->nodes.at[c].next) {
		uint32_t one = row_of(regex, c, set, known);
		sum += one;
		least = one < least ? one : least;
	}
	if (node->kind == REGEX_REPEAT)
		return node->least ? sum : 0;
	return node->kind == REGEX_ALT ? least : sum;
}

static bool is_place(const struct regex_node *node)
{
	return node->kind == REGEX_EMPTY || node->kind == REGEX_LOOK;
}

// The sets between a group and where it is repeated; false when that is not known.
static bool take_between(const struct regex *regex, const struct regex_node *group,
			 struct echo *echo, const struct regex_set *sets[ECHO_BETWEEN])
{
	for (uint32_t c = group->next; c != REGEX_NONE; c = regex->nodes.at[c].next) {
		const struct regex_node *node = &regex->nodes.at[c];
		if (is_place(node))
			continue;
		if (node->kind == REGEX_BACK && node->group == group->group)
			return echo->between > 0;
		if (node->kind != REGEX_CHAR || echo->between == ECHO_BETWEEN)
			break;
		sets[echo->between++] = &node->set;
	}
	echo->between = 0;
	return false;
}

static bool has_any(const struct regex_set *set, const char *bytes)
{
	for (; *bytes; bytes++) {
		if (regex_set_has(set, (unsigned char)*bytes))
			return true;
	}
	return false;
}

static bool is_beyond(const struct regex_set *set)
{
	return set->digits || set->spaces || set->others;
}

static bool is_plain(const struct regex_set *set, const char *but)
{
	bool plain = !has_any(set, but) && !has_any(set, "*~`\\[]!><&()|");
	for (unsigned char c = 0; c < ' '; c++)
		plain = plain && !regex_set_has(set, c);
	return plain;
}

static bool is_space_alone(const struct regex_set *set)
{
	return set->ascii[0] == (uint64_t)1 << ' ' && !set->ascii[1];
}

// With a space between the rows, no match is inside a link's target.  Spaces in a row are written
// as one.
static bool is_in_source(const struct echo *echo, const struct regex_set *row,
			 const struct regex_set *const sets[ECHO_BETWEEN])
{
	bool plain = is_plain(row, " "), space = false;
	for (uint32_t i = 0; i < echo->between; i++) {
		plain = plain && is_plain(sets[i], "_") && !is_beyond(sets[i]);
		plain = plain && !(i && has_any(sets[i - 1], " ") && has_any(sets[i], " "));
		space = space || is_space_alone(sets[i]);
	}
	return plain && space;
}

static void set_kinds(struct echo *echo)
{
	memset(echo->kinds + 0x80, echo->row[0x80] ? KIND_MARK : KIND_HIGH, 0x80);
	memset(&echo->kinds['\t'], KIND_SPACE, '\r' + 1 - '\t');
	for (const char *c = "*~\\"; *c; c++)
		echo->kinds[(unsigned char)*c] = KIND_DROP;
	for (const char *c = "<[]"; *c; c++)
		echo->kinds[(unsigned char)*c] = KIND_PASS;
	echo->kinds[' '] = KIND_SPACE;
	echo->kinds['>'] = KIND_DROP;
	echo->kinds['!'] = KIND_DROP;
	echo->kinds['`'] = KIND_TICK;
	echo->kinds['&'] = KIND_ENTITY;
	echo->kinds['_'] = echo->row['_'] ? KIND_MARK : KIND_DROP;
}

static void fill(struct echo *echo, const struct regex_set *row,
		 const struct regex_set *const sets[ECHO_BETWEEN], bool nocase)
{
	for (unsigned c = 0; c < 256; c++) {
		bool capital = c >= 'A' && c <= 'Z', letter = capital || (c >= 'a' && c <= 'z');
		unsigned other = nocase && letter ? c ^ 0x20 : c;
		echo->folded[c] = (unsigned char)(nocase && capital ? other : c);
		echo->row[c] = c < 0x80 ? regex_set_has(row, (unsigned char)c) ||
						  regex_set_has(row, (unsigned char)other)
					: is_beyond(row);
		for (uint32_t i = 0; c < 0x80 && i < echo->between; i++)
			echo->set[i][c] = regex_set_has(sets[i], (unsigned char)c) ||
					  regex_set_has(sets[i], (unsigned char)other);
	}
}

void echo_of(const struct regex *regex, bool nocase, struct echo *echo)
{
	const struct regex_node *root = &regex->nodes.at[regex->root];
	*echo = (struct echo){.leads = true};
	for (uint32_t c = root->kind == REGEX_SEQ ? root->child : REGEX_NONE; c != REGEX_NONE;
	     c = regex->nodes.at[c].next) {
		const struct regex_node *node = &regex->nodes.at[c];
		const struct regex_set *sets[ECHO_BETWEEN];
		struct regex_set row = {.others = false};
		bool known = true;
		if (node->group && node->kind != REGEX_BACK && row_of(regex, c, &row, &known) &&
		    known && take_between(regex, node, echo, sets)) {
			echo->in_source = is_in_source(echo, &row, sets);
			fill(echo, &row, sets, nocase || regex->nocase);
			set_kinds(echo);
			return;
		}
		echo->leads = echo->leads && is_place(node);
	}
}

// --- in texts ---------------------------------------------------------------------------------

static bool is_between(const struct echo *echo, struct str text, size_t at)
{
	for (uint32_t i = 0; i < echo->between; i++) {
		unsigned char c = (unsigned char)text.ptr[at + i];
		if (c >= 0x80 || !echo->set[i][c])
			return false;
	}
	return true;
}

// Whether the end of what stands from `from` to `to` stands at `again` once more.
static bool is_echoed(const struct echo *echo, struct str text, struct range row, size_t again)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	for (size_t at = row.from; at < row.to; at++, again++) {
		if (again >= text.len || echo->folded[bytes[at]] != echo->folded[bytes[again]])
			return false;
	}
	return true;
}

// Where the row before `end` begins if some of its end stands at `again` once more; else SIZE_MAX.
static size_t echoed_row(const struct echo *echo, struct str text, size_t from, size_t end,
			 size_t again)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	unsigned char first = echo->folded[bytes[again]];
	bool found = false;
	size_t at = end;
	for (; at > from && echo->row[bytes[at - 1]]; at--) {
		if (end - at == LONGEST_ROW)
			return from;
		struct range row = {(uint32_t)at - 1, (uint32_t)end};
		found = found ||
			(echo->folded[bytes[at - 1]] == first && is_echoed(echo, text, row, again));
	}
	return found ? at : SIZE_MAX;
}

size_t echo_next(const struct echo *echo, struct str text, size_t from)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	for (size_t at = from + 1; at + echo->between < text.len; at++) {
		size_t again = at + echo->between;
		if (bytes[at] >= 0x80 || !echo->set[0][bytes[at]] || !is_between(echo, text, at) ||
		    !echo->row[bytes[again]])
			continue;
		size_t row = echoed_row(echo, text, from, at, again);
		if (row != SIZE_MAX)
			return echo->leads ? row : from;
	}
	return SIZE_MAX;
}

// --- in source --------------------------------------------------------------------------------

struct writer {
	const struct echo *echo;
	struct str source;
	char *out;
	size_t len;
	struct range aside[MOST_ASIDE]; // of the source, to be written behind the rest
	uint32_t naside;
	bool lost; // it is not plain what is shown
};

static void put_space(struct writer *writer, char space)
{
	char last = writer->len ? writer->out[writer->len - 1] : APART;
	if (last == SPACE || last == MAYBE)
		writer->len--;
	writer->out[writer->len++] = last == SPACE ? last : space;
}

static void put_mark(struct writer *writer)
{
	if (!writer->len || writer->out[writer->len - 1] != MARK)
		writer->out[writer->len++] = MARK;
}

static bool is_kind(const struct writer *writer, size_t at, enum kind kind)
{
	return at < writer->source.len &&
	       writer->echo->kinds[(unsigned char)writer->source.ptr[at]] == kind;
}

static size_t pass_space(struct writer *writer, size_t at, bool maybe)
{
	while (is_kind(writer, at, KIND_SPACE))
		at++;
	put_space(writer, maybe || is_kind(writer, at, KIND_TICK) ? MAYBE : SPACE);
	return at;
}

static size_t pass_ticks(struct writer *writer, size_t at)
{
	while (is_kind(writer, at, KIND_TICK))
		at++;
	return is_kind(writer, at, KIND_SPACE) ? pass_space(writer, at, true) : at;
}

// "&amp;", or the mark alone.
static size_t pass_entity(struct writer *writer, size_t at)
{
	size_t end = at + 1;
	char c = '\0';
	while (end < writer->source.len && (c = writer->source.ptr[end]) &&
	       ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')))
		end++;
	if (end < writer->source.len && c == ';' && end > at + 1) {
		put_space(writer, MAYBE);
		return end + 1;
	}
	writer->lost |= c == '#';
	writer->out[writer->len++] = APART;
	return at + 1;
}

static void put_aside(struct writer *writer, size_t from, size_t to)
{
	bool spaces = false, address = false;
	for (size_t at = from; at < to; at++) {
		spaces |= is_kind(writer, at, KIND_SPACE);
		address |= writer->source.ptr[at] == ':' || writer->source.ptr[at] == '@';
	}
	if (!spaces) { // an address in angle brackets is shown where it stands
		writer->lost |= address && writer->source.ptr[from] == '<';
		return;
	}
	writer->lost |= writer->naside == MOST_ASIDE;
	if (!writer->lost)
		writer->aside[writer->naside++] =
			(struct range){(uint32_t)from + 1, (uint32_t)to - 1};
}

static size_t pass_mark(struct writer *writer, size_t at)
{
	size_t end = raw_pass(writer->source, at);
	if (end == RAW_HARD) {
		writer->lost = true;
		return writer->source.len;
	}
	if (end > at + 1) {
		put_aside(writer, at, end);
		if (writer->source.ptr[at] == '<')
			put_space(writer, MAYBE);
	} else if (writer->source.ptr[at] == '<') {
		writer->out[writer->len++] = APART;
	}
	return end;
}

// Most is words with single spaces between them.
static size_t write_words(struct writer *writer, size_t at, size_t end)
{
	const struct echo *echo = writer->echo;
	const unsigned char *bytes = (const unsigned char *)writer->source.ptr;
	char *out = writer->out + writer->len;
	while (at < end && echo->kinds[bytes[at]] == KIND_TEXT) {
		do
			*out++ = (char)echo->folded[bytes[at++]];
		while (at < end && echo->kinds[bytes[at]] == KIND_TEXT);
		if (end - at > 1 && bytes[at] == ' ' && echo->kinds[bytes[at + 1]] == KIND_TEXT) {
			*out++ = SPACE;
			at++;
		}
	}
	writer->len = (size_t)(out - writer->out);
	return at;
}

static size_t write_other(struct writer *writer, size_t at)
{
	switch ((enum kind)writer->echo->kinds[(unsigned char)writer->source.ptr[at]]) {
	case KIND_MARK:
		put_mark(writer);
		break;
	case KIND_SPACE:
		return pass_space(writer, at, false);
	case KIND_TICK:
		return pass_ticks(writer, at);
	case KIND_PASS:
		return pass_mark(writer, at);
	case KIND_ENTITY:
		return pass_entity(writer, at);
	case KIND_TEXT:
	case KIND_DROP:
	case KIND_HIGH:
		break;
	}
	return at + 1;
}

static void write_range(struct writer *writer, size_t at, size_t end)
{
	while (at < end && !writer->lost) {
		size_t behind = write_words(writer, at, end);
		at = behind > at ? behind : write_other(writer, at);
	}
	writer->out[writer->len++] = APART;
}

static bool vanishes(char c)
{
	return c == MAYBE || c == MARK;
}

// Whether a mark of a row stands there with nothing that stays before it.
static bool ends_with_mark(struct str text)
{
	size_t at = text.len;
	while (at && text.ptr[at - 1] == MAYBE)
		at--;
	return at && text.ptr[at - 1] == MARK;
}

static size_t behind_vanishing(struct str text, size_t at)
{
	while (at < text.len && vanishes(text.ptr[at]))
		at++;
	return at;
}

// Behind the characters between two rows that begin at `at`, or 0.
static size_t pass_between(const struct echo *echo, struct str text, size_t at)
{
	for (uint32_t i = 0; i < echo->between; at++) {
		if (at >= text.len)
			return 0;
		unsigned char c = (unsigned char)text.ptr[at];
		if (echo->set[i][c == MAYBE ? SPACE : c])
			i++;
		else if (!vanishes((char)c))
			return 0;
	}
	return at;
}

static bool is_echoed_anew(struct str text, size_t at, size_t end, size_t again)
{
	for (; (at = behind_vanishing(text, at)) < end; at++, again++) {
		again = behind_vanishing(text, again);
		if (again >= text.len || text.ptr[at] != text.ptr[again])
			return false;
	}
	return true;
}

static bool stands_between(const struct echo *echo, struct str text, size_t end)
{
	size_t behind = pass_between(echo, text, end), at = end, again;
	if (!behind)
		return false;
	again = behind_vanishing(text, behind);
	if (ends_with_mark(str_sub(text, 0, end)) &&
	    memchr(text.ptr + behind, MARK, again - behind))
		return true;
	if (again >= text.len || !echo->row[(unsigned char)text.ptr[again]])
		return false;
	for (; at && end - at < LONGEST_ROW; at--) {
		char c = text.ptr[at - 1];
		if (!vanishes(c) && !echo->row[(unsigned char)c])
			return false;
		if (c == text.ptr[again] && is_echoed_anew(text, at - 1, end, again))
			return true;
	}
	return at > 0;
}

bool echo_in_source(const struct echo *echo, struct str source, struct buf *scratch)
{
	scratch->len = 0;
	buf_reserve(scratch, 2 * source.len + MOST_ASIDE + 1);
	struct writer writer = {.echo = echo, .source = source, .out = scratch->ptr};
	write_range(&writer, 0, source.len);
	for (uint32_t i = 0; i < writer.naside && !writer.lost; i++)
		write_range(&writer, writer.aside[i].from, writer.aside[i].to);
	if (writer.lost)
		return true;
	struct str text = {writer.out, writer.len};
	for (size_t at = 1; at < text.len; at++) {
		unsigned char c = (unsigned char)text.ptr[at];
		if (echo->set[0][c == MAYBE ? SPACE : c] && stands_between(echo, text, at))
			return true;
	}
	return false;
}

// SPDX-License-Identifier: ISC
//
// By recursive descent:
//
//     alt   := seq ('|' seq)*
//     seq   := (atom repeat?)*
//     atom  := '(' alt ')' | '[' class ']' | '\' escape | '.' | '^' | '$' | character

#include "search/regex/regex.h"

#include <string.h>

#include "text/utf8.h"

enum { DEEPEST = 50, LARGEST_REPEAT = 65535 };

struct reader {
	struct str text;
	size_t at;
	struct arena *arena;
	struct regex *regex;
	uint32_t depth, groups;
	bool dotall; // a '.' may be a line feed
	bool lost;   // something that is not understood
};

static uint32_t add(struct reader *reader, struct regex_node node)
{
	node.next = REGEX_NONE;
	*vec_push(reader->arena, &reader->regex->nodes) = node;
	return reader->regex->nodes.count - 1;
}

static struct regex_node *node_at(const struct reader *reader, uint32_t node)
{
	return &reader->regex->nodes.at[node];
}

// --- sets -------------------------------------------------------------------------------------

static void set_add(struct regex_set *set, uint32_t cp)
{
	if (cp < 0x80)
		set->ascii[cp / 64] |= (uint64_t)1 << cp % 64;
	else
		set->others = true;
}

static void set_add_range(struct regex_set *set, uint32_t from, uint32_t to)
{
	for (uint32_t cp = from; cp <= to && cp < 0x80; cp++)
		set_add(set, cp);
	if (to >= 0x80)
		set->others = true;
}

static void set_add_text(struct regex_set *set, const char *text)
{
	for (; *text; text++)
		set_add(set, (unsigned char)*text);
}

static const struct regex_set everything = {{UINT64_MAX, UINT64_MAX}, true, true, true};

// All but what is in `set`, which must have no more in it than is matched.
static struct regex_set set_without(const struct regex_set *set)
{
	struct regex_set rest = everything;
	rest.ascii[0] &= ~set->ascii[0];
	rest.ascii[1] &= ~set->ascii[1];
	return rest;
}

void regex_set_add(struct regex_set *set, const struct regex_set *more)
{
	set->ascii[0] |= more->ascii[0];
	set->ascii[1] |= more->ascii[1];
	set->digits |= more->digits;
	set->spaces |= more->spaces;
	set->others |= more->others;
}

// The class that a small letter behind a backslash stands for.  False when it stands for none.
static bool class_of(char name, struct regex_set *set)
{
	*set = (struct regex_set){.digits = name == 'd' || name == 'w',
				  .spaces = name == 's' || name == 'h' || name == 'v',
				  .others = name == 'w'};
	switch (name) {
	case 'd':
		set_add_range(set, '0', '9');
		return true;
	case 'w':
		set_add_range(set, 'a', 'z');
		set_add_range(set, 'A', 'Z');
		set_add_range(set, '0', '9');
		set_add(set, '_');
		return true;
	case 's':
		set_add_text(set, " \t\n\v\f\r");
		return true;
	case 'h':
		set_add_text(set, " \t");
		return true;
	case 'v':
		set_add_text(set, "\n\v\f\r");
		return true;
	default:
		return false;
	}
}

static bool set_add_class(struct regex_set *set, char name)
{
	bool negated = name >= 'A' && name <= 'Z';
	struct regex_set class;
	if (name == 'N') {
		class = (struct regex_set){0};
		set_add(&class, '\n');
	} else if (!class_of((char)(negated ? name - 'A' + 'a' : name), &class)) {
		return false;
	}
	if (negated)
		class = set_without(&class);
	regex_set_add(set, &class);
	return true;
}

// --- reading ----------------------------------------------------------------------------------

static bool at_end(const struct reader *reader)
{
	return reader->lost || reader->at >= reader->text.len;
}

static char peek(const struct reader *reader)
{
	return at_end(reader) ? 0 : reader->text.ptr[reader->at];
}

static bool take(struct reader *reader, const char *what)
{
	struct str text = str_of(what);
	if (reader->lost || !str_starts(str_sub(reader->text, reader->at, reader->text.len), text))
		return false;
	reader->at += text.len;
	return true;
}

static uint32_t lose(struct reader *reader)
{
	reader->lost = true;
	return add(reader, (struct regex_node){.kind = REGEX_EMPTY});
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A character that a backslash stands before, or is written with one; false when that is another
// thing.  `at` is behind the backslash.
static bool take_escaped(struct reader *reader, uint32_t *cp)
{
	static const char names[] = "tnrfae", stands[] = "\t\n\r\f\a\x1b";
	char c = peek(reader);
	const char *name = c ? strchr(names, c) : NULL;
	if (name) {
		*cp = (unsigned char)stands[name - names];
		reader->at++;
		return true;
	}
	if (!c || is_letter_or_digit(c))
		return false;
	*cp = utf8_next(reader->text, &reader->at);
	return true;
}

static uint32_t add_set(struct reader *reader, struct regex_set set)
{
	return add(reader, (struct regex_node){.kind = REGEX_CHAR, .set = set});
}

static uint32_t add_char(struct reader *reader, uint32_t cp)
{
	struct regex_set set = {0};
	set_add(&set, cp);
	return add_set(reader, set);
}

static uint32_t read_escape(struct reader *reader)
{
	struct regex_set set = {0};
	uint32_t cp;
	if (take_escaped(reader, &cp))
		return add_char(reader, cp);
	char c = peek(reader);
	reader->at++;
	if (c && strchr("bBAzZG", c)) {
		reader->regex->local &= c == 'b' || c == 'B';
		return add(reader, (struct regex_node){.kind = REGEX_EMPTY});
	}
	if (set_add_class(&set, c))
		return add_set(reader, set);
	char behind = peek(reader);
	if (c >= '1' && c <= '9' && !(behind >= '0' && behind <= '9'))
		return add(reader,
			   (struct regex_node){.kind = REGEX_BACK, .group = (uint32_t)(c - '0')});
	return lose(reader);
}

// One member of a class, or the end of a range.  False when it was a class itself.
static bool read_member(struct reader *reader, struct regex_set *set, uint32_t *cp)
{
	if (!take(reader, "\\")) {
		*cp = utf8_next(reader->text, &reader->at);
		return true;
	}
	if (take_escaped(reader, cp))
		return true;
	if (!set_add_class(set, peek(reader)))
		reader->lost = true;
	reader->at++;
	return false;
}

static uint32_t read_class(struct reader *reader)
{
	struct regex_set set = {0};
	bool negated = take(reader, "^"), chars = true;
	for (bool first = true; first || peek(reader) != ']'; first = false) {
		uint32_t from, to;
		struct str rest = str_sub(reader->text, reader->at, reader->at + 2);
		if (at_end(reader) || str_eq(rest, STR("[:")) || str_eq(rest, STR("[.")) ||
		    str_eq(rest, STR("[=")))
			return lose(reader);
		if (!read_member(reader, &set, &from)) {
			chars = false;
			continue;
		}
		struct str range = str_sub(reader->text, reader->at, reader->at + 2);
		if (range.len < 2 || range.ptr[0] != '-' || range.ptr[1] == ']') {
			set_add(&set, from);
			continue;
		}
		reader->at++;
		if (!read_member(reader, &set, &to))
			return lose(reader); // [a-\d]
		set_add_range(&set, from, to);
	}
	reader->at++;
	if (negated)
		set = chars ? set_without(&set) : everything;
	return add_set(reader, set);
}

static uint32_t read_alternatives(struct reader *reader);

// Options in front of ':' or ')'.  Where they end, or are taken back, is not looked at.
static bool take_options(struct reader *reader)
{
	size_t from = reader->at;
	for (char c; (c = peek(reader)) && memchr("imsU-", c, 5); reader->at++) {
		reader->regex->nocase |= c == 'i';
		reader->dotall |= c == 's';
	}
	return reader->at > from;
}

static bool take_name(struct reader *reader)
{
	if (!take(reader, "P<") && !take(reader, "<"))
		return false;
	while (is_letter_or_digit(peek(reader)) || peek(reader) == '_')
		reader->at++;
	reader->lost |= !take(reader, ">");
	return true;
}

static uint32_t read_inside(struct reader *reader, bool look)
{
	uint32_t inside = read_alternatives(reader);
	if (!take(reader, ")"))
		return lose(reader);
	if (!look)
		return inside;
	reader->regex->local = false;
	return add(reader, (struct regex_node){.kind = REGEX_LOOK, .child = inside});
}

static uint32_t read_captured(struct reader *reader)
{
	uint32_t group = ++reader->groups, inside = read_inside(reader, false);
	node_at(reader, inside)->group = group;
	return inside;
}

static uint32_t read_group(struct reader *reader)
{
	if (peek(reader) == '*')
		return lose(reader);
	if (!take(reader, "?"))
		return read_captured(reader);
	if (take(reader, "=") || take(reader, "!") || take(reader, "<=") || take(reader, "<!"))
		return read_inside(reader, true);
	if (take(reader, ">")) {
		reader->regex->local = false;
		return read_inside(reader, false);
	}
	if (take(reader, ":"))
		return read_inside(reader, false);
	if (take_name(reader))
		return read_captured(reader);
	if (!take_options(reader))
		return lose(reader);
	if (take(reader, ")"))
		return add(reader, (struct regex_node){.kind = REGEX_EMPTY});
	return take(reader, ":") ? read_inside(reader, false) : lose(reader);
}

static uint32_t read_dot(struct reader *reader)
{
	struct regex_set feed = {0};
	if (!reader->dotall)
		set_add(&feed, '\n');
	return add_set(reader, set_without(&feed));
}

static uint32_t read_atom(struct reader *reader)
{
	if (take(reader, "("))
		return read_group(reader);
	if (take(reader, "["))
		return read_class(reader);
	if (take(reader, "\\"))
		return read_escape(reader);
	if (take(reader, "^") || take(reader, "$")) {
		reader->regex->local = false;
		return add(reader, (struct regex_node){.kind = REGEX_EMPTY});
	}
	if (take(reader, "."))
		return read_dot(reader);
	return add_char(reader, utf8_next(reader->text, &reader->at));
}

static bool take_number(struct reader *reader, uint32_t *number)
{
	size_t from = reader->at;
	while (peek(reader) >= '0' && peek(reader) <= '9')
		reader->at++;
	return str_number(str_sub(reader->text, from, reader->at), LARGEST_REPEAT, number);
}

// {2}, {2,}, {2,5}; what looks otherwise is text.
static bool take_counts(struct reader *reader, uint32_t *least, uint32_t *most)
{
	size_t from = reader->at;
	if (take(reader, "{") && take_number(reader, least)) {
		*most = *least;
		if (take(reader, ",") && !take_number(reader, most))
			*most = REGEX_MANY;
		if (take(reader, "}"))
			return true;
	}
	reader->at = from;
	return false;
}

static bool take_repeat(struct reader *reader, uint32_t *least, uint32_t *most)
{
	*least = 0;
	*most = REGEX_MANY;
	if (take(reader, "?"))
		*most = 1;
	else if (take(reader, "+"))
		*least = 1;
	else if (!take(reader, "*") && !take_counts(reader, least, most))
		return false;
	if (!take(reader, "?") && take(reader, "+")) // possessive
		reader->regex->local = false;
	return true;
}

static uint32_t read_piece(struct reader *reader)
{
	uint32_t least, most, piece = read_atom(reader);
	while (take_repeat(reader, &least, &most))
		piece = add(reader, (struct regex_node){.kind = REGEX_REPEAT,
							.least = least,
							.most = most,
							.child = piece});
	return piece;
}

static uint32_t read_sequence(struct reader *reader)
{
	uint32_t seq = add(reader, (struct regex_node){.kind = REGEX_SEQ, .child = REGEX_NONE});
	uint32_t last = REGEX_NONE;
	while (!at_end(reader) && peek(reader) != '|' && peek(reader) != ')') {
		uint32_t piece = read_piece(reader);
		if (last == REGEX_NONE)
			node_at(reader, seq)->child = piece;
		else
			node_at(reader, last)->next = piece;
		last = piece;
	}
	return seq;
}

static uint32_t read_alternatives(struct reader *reader)
{
	if (++reader->depth > DEEPEST)
		return lose(reader);
	uint32_t first = read_sequence(reader), last = first;
	while (take(reader, "|")) {
		uint32_t other = read_sequence(reader);
		node_at(reader, last)->next = other;
		last = other;
	}
	reader->depth--;
	if (first == last)
		return first;
	return add(reader, (struct regex_node){.kind = REGEX_ALT, .child = first});
}

bool regex_read(struct str text, struct arena *arena, struct regex *regex)
{
	struct reader reader = {.text = text, .arena = arena, .regex = regex};
	*regex = (struct regex){.local = true};
	regex->root = read_alternatives(&reader);
	return !reader.lost && reader.at == text.len;
}

// SPDX-License-Identifier: ISC
//
// Characters that stand side by side in the text do so in the source, but for
//
//     marks that vanish between them    * _ ~ ` \ [ ] ! > and what is no ASCII
//     tags, links' targets and labels   <b>, ](target), ][label]
//     what stands for another           &amp; a line end for a space
//
// A set becomes those characters and, behind them, a *gap*: any number of the first two.  Where a
// gap is *hard*, so that it is not plain to see how far it goes, behind one of the regex's
// characters, the bytes are taken to match; as are those from which a set matches that may hold a line
// feed, which can come from anything, or characters beyond ASCII.
//
// So that no time is lost on two ways to read one byte, a set with a mark or a space in it that is
// repeated is taken to match as well.

#include "search/regex/raw.h"

#include <string.h>

#define TAG "[a-zA-Z/](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>"
#define TARGET "[^()\\\\<>\\s]*+\\)"
#define LABEL "[^\\[\\]\\\\<>]*+\\]"
#define MARKS "*_~\\\\\\[\\]!>\\x80-\\xff"

static const char gap[] =
	"(?:<" TAG "|\\]\\(" TARGET "|\\]\\[" LABEL "|[" MARKS "]|`\\s*|\\s+(?=`))*";

static const char hard_gap[] = "(?:&[#a-zA-Z]|<(?=[!?]|(?i:script|style|template))"
			       "|<(?=[a-zA-Z/])(?!" TAG ")"
			       "|\\](?=\\((?!" TARGET ")|\\[(?!" LABEL "))"
			       "|\\[(?=[^\\sa-zA-Z0-9]*\\[))";

enum { REPEATED = 1 << 0, ENDS = 1 << 1, INSIDE = 1 << 2 };

struct writer {
	const struct regex *regex;
	struct buf *out;
	struct regex_set before; // all sets that something must follow
	bool nocase;
	bool entity;    // a match may begin with a mark, which an entity may stand for
	bool open;      // the rest is taken to match
	bool doubtful;  // something before was, perhaps
	uint32_t maybe; // depth of parts that may be left out
	uint32_t sure;  // sets that every match begins with
};

static bool has_any(const struct regex_set *set, const char *bytes)
{
	for (; *bytes; bytes++) {
		if (regex_set_has(set, (unsigned char)*bytes))
			return true;
	}
	return false;
}

static void accept(struct writer *writer, unsigned where)
{
	buf_add(writer->out, where & INSIDE ? STR("(*ACCEPT)") : STR(""));
	writer->open = writer->doubtful = true;
}

static void write_members(const struct writer *writer, const struct regex_set *set)
{
	buf_add(writer->out, STR("["));
	for (unsigned char c = 0; c < 0x80; c++) {
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		// Emphasis inside an address is shown as '_'.
		if (regex_set_has(set, c) || (c == '*' && regex_set_has(set, '_')) ||
		    (writer->nocase && letter && regex_set_has(set, c ^ 0x20)))
			buf_printf(writer->out, "\\x%02x", c);
	}
	buf_add(writer->out, STR("]"));
}

static void write_set(struct writer *writer, const struct regex_set *set, unsigned where)
{
	if (set->others || set->spaces || has_any(set, "\n\r\v\f") ||
	    (where & REPEATED && has_any(set, " \t*_~`\\[]!><&"))) {
		accept(writer, where);
		return;
	}
	writer->entity |= !writer->sure && has_any(set, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t");
	writer->sure += !writer->maybe && !writer->doubtful;
	buf_add(writer->out, STR("(?:"));
	write_members(writer, set);
	if (has_any(set, " \t"))
		buf_add(writer->out, STR("|[ \\n\\r\\f\\v][\\s>]*|[\\t<](*ACCEPT)"));
	else if (regex_set_has(set, '|'))
		buf_add(writer->out, STR("|<(*ACCEPT)"));
	buf_add(writer->out, STR(")"));
	if (where & ENDS)
		return;
	buf_add(writer->out, str_of(gap));
	writer->before.ascii[0] |= set->ascii[0];
	writer->before.ascii[1] |= set->ascii[1];
}

static void write_node(struct writer *writer, uint32_t at, unsigned where);

static bool is_place(const struct writer *writer, uint32_t at)
{
	enum regex_kind kind = writer->regex->nodes.at[at].kind;
	return kind == REGEX_EMPTY || kind == REGEX_LOOK;
}

static void write_sequence(struct writer *writer, const struct regex_node *node, unsigned where)
{
	const struct regex_node *nodes = writer->regex->nodes.at;
	uint32_t last = REGEX_NONE;
	for (uint32_t c = node->child; c != REGEX_NONE; c = nodes[c].next)
		last = is_place(writer, c) ? last : c;
	for (uint32_t c = node->child; c != REGEX_NONE && !writer->open; c = nodes[c].next)
		write_node(writer, c, c == last ? where : where & ~(unsigned)ENDS);
}

static void write_alternatives(struct writer *writer, const struct regex_node *node, unsigned where)
{
	writer->maybe++;
	for (uint32_t c = node->child; c != REGEX_NONE; c = writer->regex->nodes.at[c].next) {
		buf_add(writer->out, c == node->child ? STR("(?:") : STR("|"));
		writer->open = false;
		write_node(writer, c, where | INSIDE);
	}
	buf_add(writer->out, STR(")"));
	writer->open = false; // behind those that were not
	writer->maybe--;
}

static void write_times(struct writer *writer, uint32_t least, uint32_t most)
{
	if (most == REGEX_MANY)
		buf_printf(writer->out, "){%u,}", least);
	else
		buf_printf(writer->out, "){%u,%u}", least, most);
}

static void write_repeat(struct writer *writer, const struct regex_node *node, unsigned where)
{
	unsigned inside = (where & ~(unsigned)ENDS) | INSIDE | (node->most > 1 ? REPEATED : 0);
	uint32_t least = node->least, most = node->most;
	bool ends = where & ENDS && writer->regex->nodes.at[node->child].kind == REGEX_CHAR;
	if (ends && !least)
		return;
	if (ends) // of the last the least number is enough, and what is behind it does not matter
		most = --least;
	if (!ends || least) {
		writer->maybe += !least;
		buf_add(writer->out, STR("(?:"));
		write_node(writer, node->child, inside);
		write_times(writer, least, most);
		writer->open &= least > 0;
		writer->maybe -= !least;
	}
	if (ends && !writer->open)
		write_node(writer, node->child, where);
}

static void write_node(struct writer *writer, uint32_t at, unsigned where)
{
	const struct regex_node *node = &writer->regex->nodes.at[at];
	switch (node->kind) {
	case REGEX_CHAR:
		write_set(writer, &node->set, where);
		break;
	case REGEX_EMPTY:
	case REGEX_LOOK:
		break;
	case REGEX_BACK:
		accept(writer, where);
		break;
	case REGEX_SEQ:
		write_sequence(writer, node, where);
		break;
	case REGEX_ALT:
		write_alternatives(writer, node, where);
		break;
	case REGEX_REPEAT:
		write_repeat(writer, node, where);
		break;
	}
}

// About how often one of a set stands in a text.
static uint32_t weight_of(const struct regex_set *set)
{
	enum { SMALL = 4, SPACE = 16 };
	uint32_t weight = regex_set_has(set, ' ') ? SPACE : 0;
	for (unsigned char c = 0; c < 0x80; c++)
		weight += !regex_set_has(set, c) ? 0 : c >= 'a' && c <= 'z' ? SMALL : 1;
	return set->others ? UINT32_MAX : weight;
}

// The set that a part begins with.
static const struct regex_set *set_of(const struct regex *regex, uint32_t at)
{
	const struct regex_node *node = &regex->nodes.at[at];
	if (node->kind == REGEX_REPEAT && node->least)
		node = &regex->nodes.at[node->child];
	return node->kind == REGEX_CHAR ? &node->set : NULL;
}

// The part of a sequence that begins with the rarest set; the first when none is rarer.
static uint32_t rarest_part(const struct regex *regex)
{
	const struct regex_node *root = &regex->nodes.at[regex->root];
	uint32_t rarest = root->kind == REGEX_SEQ ? root->child : REGEX_NONE, least = UINT32_MAX;
	if (rarest == REGEX_NONE)
		return rarest;
	for (uint32_t c = root->child; c != REGEX_NONE; c = regex->nodes.at[c].next) {
		const struct regex_set *set = set_of(regex, c);
		uint32_t weight = set ? weight_of(set) : UINT32_MAX;
		if (weight < least)
			rarest = c;
		least = weight < least ? weight : least;
	}
	return rarest;
}

bool raw_write(const struct regex *regex, enum raw_part part, bool nocase, struct buf *out,
	       struct raw_hard *hard)
{
	enum { LEAST = 2 };
	struct writer writer = {.regex = regex, .out = out, .nocase = nocase || regex->nocase};
	struct regex_node root = regex->nodes.at[regex->root];
	if (part == RAW_END) {
		uint32_t first = root.child;
		root.child = rarest_part(regex);
		if (root.child == REGEX_NONE || root.child == first)
			return false;
		write_sequence(&writer, &root, ENDS);
	} else {
		write_node(&writer, regex->root, ENDS);
	}
	if (writer.sure < LEAST)
		return false;
	*hard = (struct raw_hard){writer.before, writer.nocase, writer.entity};
	return true;
}

void raw_write_hard(const struct raw_hard *hard, struct buf *out)
{
	const struct writer writer = {.out = out, .nocase = hard->nocase};
	write_members(&writer, &hard->before);
	buf_printf(out, "(?=[&<`\\s" MARKS "])%s%s", gap, hard_gap);
	if (hard->entity)
		buf_add(out, STR("|&[a-zA-Z]"));
}

// --- what is hard, sooner than by a regex -----------------------------------------------------

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char byte_at(struct str bytes, size_t at)
{
	return at < bytes.len ? bytes.ptr[at] : '\0';
}

enum { HARD = 1 << 0, SPACE = 1 << 1, WORD = 1 << 2, TARGET_END = 1 << 3, LABEL_END = 1 << 4 };

static unsigned kind_of(char c)
{
	switch (c) {
	case '&':
		return HARD;
	case '[':
	case ']':
		return HARD | LABEL_END;
	case '<':
		return HARD | TARGET_END | LABEL_END;
	case '>':
	case '\\':
		return TARGET_END | LABEL_END;
	case '(':
	case ')':
		return TARGET_END;
	case ' ':
	case '\t':
	case '\n':
	case '\v':
	case '\f':
	case '\r':
		return SPACE | TARGET_END;
	default:
		return (c >= '0' && c <= '9') || is_letter(c) ? WORD : 0;
	}
}

// The first byte of a kind at or behind `at`, or the end.
static size_t find_kind(struct str bytes, size_t at, unsigned kinds)
{
	while (at < bytes.len && !(kind_of(bytes.ptr[at]) & kinds))
		at++;
	return at;
}

static inline uint8_t least_of(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}

// The first '&', '<', '[' or ']' at or behind `at`, or the end; where there is none, by least values,
// which compilers take sixteen at once.
static size_t next_hard(struct str bytes, size_t at)
{
	enum { STEP = 32 };
	for (; bytes.len - at >= STEP; at += STEP) {
		const uint8_t *text = (const uint8_t *)bytes.ptr + at;
		uint8_t least = UINT8_MAX;
		for (size_t i = 0; i < STEP; i++) {
			uint8_t open = least_of(text[i] ^ '[', text[i] ^ ']');
			uint8_t other = least_of(text[i] ^ '<', text[i] ^ '&');
			least = least_of(least, least_of(open, other));
		}
		if (!least)
			break;
	}
	return find_kind(bytes, at, HARD);
}

static bool begins_long(struct str bytes, size_t at)
{
	static const char *const names[] = {"script", "style", "template"};
	for (size_t i = 0; i < countof(names); i++) {
		struct str name = str_of(names[i]);
		if (str_eq_nocase(str_sub(bytes, at, at + name.len), name))
			return true;
	}
	return false;
}

// Behind TAG, from its first letter on.
static size_t pass_tag(struct str bytes, size_t at)
{
	char quote = '\0';
	for (; at < bytes.len; at++) {
		char c = bytes.ptr[at];
		if (c == '<' || c == '>')
			return c == '>' && !quote ? at + 1 : RAW_HARD;
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
	}
	return RAW_HARD;
}

static bool opens_twice(struct str bytes, size_t at)
{
	while (at < bytes.len && bytes.ptr[at] != '[' && !(kind_of(bytes.ptr[at]) & (SPACE | WORD)))
		at++;
	return byte_at(bytes, at) == '[';
}

static size_t pass_to(struct str bytes, size_t at, unsigned kinds, char end)
{
	at = find_kind(bytes, at, kinds);
	return byte_at(bytes, at) == end ? at + 1 : RAW_HARD;
}

size_t raw_pass(struct str bytes, size_t at)
{
	char c = bytes.ptr[at], next = byte_at(bytes, at + 1);
	bool hard = false;
	if (c == '<' && (is_letter(next) || next == '/'))
		return begins_long(bytes, at + 1) ? RAW_HARD : pass_tag(bytes, at + 1);
	if (c == ']' && next == '(')
		return pass_to(bytes, at + 2, TARGET_END, ')');
	if (c == ']' && next == '[')
		return pass_to(bytes, at + 2, LABEL_END, ']');
	if (c == '<')
		hard = next == '!' || next == '?';
	else if (c == '&')
		hard = next == '#' || is_letter(next);
	else if (c == '[')
		hard = opens_twice(bytes, at + 1);
	return hard ? RAW_HARD : at + 1;
}

// What is inside of something that can be passed is looked at as well.
bool raw_has_hard(struct str bytes)
{
	size_t at = 0;
	while ((at = next_hard(bytes, at)) < bytes.len) {
		if (raw_pass(bytes, at) == RAW_HARD)
			return true;
		at++;
	}
	return false;
}

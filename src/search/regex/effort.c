// SPDX-License-Identifier: ISC
//
// Two parts that stand side by side are tried in all combinations of the *ways* in which they match;
// each way costs *effort*, and so does finding that there is none.  "\w+ " has one way from each
// beginning, for what repeats cannot match the space behind it: a repeat that ends in such a place is
// *settled*.

#include "search/regex/effort.h"

#include <math.h>

enum { FEW = 16 }; // times that a repeat is multiplied out

struct cost {
	double ways, steps; // powers of the length
	double doublings;
	const struct regex_set *head; // what its first character is out of, when that is known
	const struct regex_set *tail; // what its last part repeats; one of its ways is that
	bool endless;
};

static struct cost cost_of(const struct regex *regex, uint32_t node);

static uint64_t folded(uint64_t letters)
{
	return letters | letters >> ('a' - 'A');
}

static bool are_apart(const struct regex_set *a, const struct regex_set *b)
{
	return !(a->ascii[0] & b->ascii[0]) && !(folded(a->ascii[1]) & folded(b->ascii[1])) &&
	       !(a->digits && b->digits) && !(a->spaces && b->spaces) && !(a->others && b->others);
}

static struct cost one_behind(struct cost a, struct cost b)
{
	bool settled = a.tail && b.head && are_apart(a.tail, b.head);
	double ways = a.ways - settled;
	return (struct cost){
		.ways = ways + b.ways,
		.steps = fmax(a.steps, ways + b.steps),
		.doublings = a.doublings + b.doublings,
		.head = a.head,
		.tail = b.tail,
		.endless = a.endless || b.endless,
	};
}

static struct cost cost_of_sequence(const struct regex *regex, const struct regex_node *node)
{
	struct cost sum = {0};
	bool first = true;
	for (uint32_t c = node->child; c != REGEX_NONE; c = regex->nodes.at[c].next) {
		if (regex->nodes.at[c].kind == REGEX_EMPTY)
			continue;
		struct cost cost = cost_of(regex, c);
		sum = first ? cost : one_behind(sum, cost);
		first = false;
	}
	return sum;
}

static struct cost cost_of_alternatives(const struct regex *regex, const struct regex_node *node)
{
	struct cost most = {0};
	uint32_t count = 0;
	for (uint32_t c = node->child; c != REGEX_NONE; c = regex->nodes.at[c].next, count++) {
		struct cost cost = cost_of(regex, c);
		most.ways = fmax(most.ways, cost.ways);
		most.steps = fmax(most.steps, cost.steps);
		most.doublings = fmax(most.doublings, cost.doublings);
		most.endless |= cost.endless;
	}
	most.doublings += log2(count ? count : 1);
	return most;
}

// What may match a text in several ways has, repeated, no bound worth the name.
static struct cost cost_of_repeat(const struct regex *regex, const struct regex_node *node)
{
	struct cost one = cost_of(regex, node->child);
	bool plain = one.steps == 0 && one.doublings == 0, fixed = node->least == node->most;
	double times = node->most > 1 ? node->most : 1;
	if (node->most > 1 && !plain && (!fixed || node->most > FEW))
		return (struct cost){.endless = true};
	struct cost cost = {.ways = one.ways * times,
			    .steps = one.ways * (times - 1) + one.steps,
			    .doublings = one.doublings * times,
			    .head = node->least ? one.head : NULL,
			    .endless = one.endless};
	if (fixed)
		return cost;
	if (node->most <= FEW) {
		cost.doublings += log2(node->most - node->least + 1);
		return cost;
	}
	cost.ways++;
	cost.steps++;
	const struct regex_node *child = &regex->nodes.at[node->child];
	cost.tail = child->kind == REGEX_CHAR ? &child->set : NULL;
	return cost;
}

static struct cost cost_of(const struct regex *regex, uint32_t at)
{
	const struct regex_node *node = &regex->nodes.at[at];
	switch (node->kind) {
	case REGEX_CHAR:
		return (struct cost){.head = &node->set};
	case REGEX_EMPTY:
		break;
	case REGEX_BACK: // as long as what it repeats
		return (struct cost){.steps = 1};
	case REGEX_LOOK: {
		struct cost cost = cost_of(regex, node->child);
		cost.head = cost.tail = NULL;
		return cost;
	}
	case REGEX_SEQ:
		return cost_of_sequence(regex, node);
	case REGEX_ALT:
		return cost_of_alternatives(regex, node);
	case REGEX_REPEAT:
		return cost_of_repeat(regex, node);
	}
	return (struct cost){0};
}

static void add_runs(struct effort *effort, const struct regex_set *set)
{
	for (unsigned c = 0; c < 0x80; c++) {
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		effort->runs[c] |= regex_set_has(set, (unsigned char)c) ||
				   (letter && regex_set_has(set, (unsigned char)(c ^ 0x20)));
	}
	for (unsigned c = 0x80; c < 0x100; c++)
		effort->runs[c] |= set->digits || set->spaces || set->others;
}

// The characters of the nodes below `at`; of all, where one of them repeats often.
static void find_runs(const struct regex *regex, uint32_t at, bool inside, struct effort *effort)
{
	const struct regex_node *node = &regex->nodes.at[at];
	inside |= node->kind == REGEX_REPEAT && node->most > FEW;
	if (node->kind == REGEX_CHAR && inside)
		add_runs(effort, &node->set);
	if (node->kind == REGEX_CHAR || node->kind == REGEX_EMPTY || node->kind == REGEX_BACK)
		return;
	for (uint32_t c = node->child; c != REGEX_NONE; c = regex->nodes.at[c].next)
		find_runs(regex, c, inside, effort);
}

enum { STEPS_LOG2 = 31, SHORTEST = 32 };

static struct effort bounded(double power, double doublings)
{
	double left = (STEPS_LOG2 - doublings) / (power + 1);
	size_t length = left > log2(SHORTEST) ? (size_t)exp2(left) - SHORTEST : 0;
	return (struct effort){
		.power = power, .doublings = doublings, .endless = !length, .length = length};
}

struct effort effort_of_literal(size_t length)
{
	return bounded(0, log2((double)length + 1));
}

struct effort effort_of(const struct regex *regex)
{
	struct cost cost = cost_of(regex, regex->root);
	struct effort effort = bounded(cost.steps, cost.doublings);
	effort.endless |= cost.endless;
	find_runs(regex, regex->root, false, &effort);
	return effort;
}

// Whether `length` bytes in a row may be what repeats.  Such a run has one of them at each multiple of
// its length.
static bool has_run(const struct effort *effort, struct str text, size_t length)
{
	const bool *runs = effort->runs;
	for (size_t at = length - 1; at < text.len; at += length) {
		size_t from = at + 1, to = at;
		while (from > 0 && runs[(unsigned char)text.ptr[from - 1]])
			from--;
		while (to < text.len && runs[(unsigned char)text.ptr[to]] && to - from < length)
			to++;
		if (to >= from + length)
			return true;
	}
	return false;
}

bool effort_is_small(const struct effort *effort, struct str text)
{
	if (effort->endless || text.len <= effort->length)
		return !effort->endless;
	double left = STEPS_LOG2 - effort->doublings - log2((double)text.len);
	if (effort->power <= 0 || left < effort->power * log2(SHORTEST))
		return false;
	return !has_run(effort, text, (size_t)exp2(left / effort->power) - SHORTEST + 1);
}

// SPDX-License-Identifier: ISC

#include "text/column.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

static bool is_plain(struct str text, size_t at)
{
	return text.ptr[at] >= ' ' && text.ptr[at] < 0x7F;
}

size_t column_next(struct str text, size_t at, int *cols)
{
	// Printable ASCII in front of ASCII is a cluster of its own: most text, without a table.
	if (is_plain(text, at) && (at + 1 == text.len || is_plain(text, at + 1))) {
		*cols = 1;
		return at + 1;
	}

	uint32_t before = utf8_next(text, &at);
	int32_t state = 0;
	*cols = unicode_width(before);
	while (at < text.len) {
		size_t behind = at;
		uint32_t after = utf8_next(text, &behind);
		if (unicode_breaks(before, after, &state))
			break;
		bool flag = unicode_is_flag_letter(before) && unicode_is_flag_letter(after);
		int width = flag ? 2 : unicode_width(after);
		if (width > *cols)
			*cols = width;
		before = after;
		at = behind;
	}
	return at;
}

int column_count(struct str text)
{
	int all = 0, cols;
	for (size_t at = 0; at < text.len; all += cols)
		at = column_next(text, at, &cols);
	return all;
}

// Eight at a time: the top bit of each byte stands for whether it is plain.
static bool are_plain(struct str text, size_t at)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t bytes;
	memcpy(&bytes, text.ptr + at, sizeof bytes);
	uint64_t plain = (bytes + (0x80 - ' ') * ones) & ~(bytes + ones) & ~bytes;
	return (plain & 0x80 * ones) == 0x80 * ones;
}

// How many clusters of one plain character stand at `at`, as many as are wanted.
static int count_plain(struct str text, size_t at, int wanted)
{
	int count = 0;
	for (; wanted - count >= 8 && text.len - at > 8 && are_plain(text, at) &&
	       is_plain(text, at + 8);
	     at += 8)
		count += 8;
	for (; count < wanted && at + 1 < text.len && is_plain(text, at) && is_plain(text, at + 1);
	     at++)
		count++;
	return count;
}

struct str column_fit(struct str text, int cols)
{
	size_t at = 0;
	while (at < text.len) {
		int width, plain = count_plain(text, at, cols);
		cols -= plain;
		at += (size_t)plain;
		size_t behind = column_next(text, at, &width);
		if (width > cols)
			break;
		cols -= width;
		at = behind;
	}
	return str_sub(text, 0, at);
}

// Clusters can only be told from the left, so what is too much is taken off there.
struct str column_fit_end(struct str text, int cols)
{
	int over = column_count(text) - (cols > 0 ? cols : 0);
	size_t at = 0;
	while (over > 0) {
		int width;
		at = column_next(text, at, &width);
		over -= width;
	}
	return str_sub(text, at, text.len);
}

// SPDX-License-Identifier: ISC

#include "cmd/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/vec.h"

enum { LONGEST = 480 };

void findings_add(struct findings *findings, struct str file, uint32_t line, const char *fmt, ...)
{
	char text[LONGEST];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	*vec_push(findings->arena, findings) =
		(struct finding){file, line, arena_copy(findings->arena, str_of(text))};
}

void findings_add_sentence(struct findings *findings, struct str prefix, struct str sentence,
			   struct str file)
{
	struct str rest = sentence, behind, after;
	for (size_t at = 0; (at = str_find(sentence, STR(":"), at)) != SIZE_MAX; at++) {
		uint32_t line;
		rest = str_sub(sentence, at + 1, sentence.len);
		if (!str_number(str_cut(rest, ':', &behind), UINT32_MAX, &line))
			continue;
		after = str_trim(behind);
		file = arena_printf(findings->arena, "%.*s%.*s", STR_ARG(prefix), (int)at,
				    sentence.ptr);
		findings_add(findings, file, line, "%.*s", STR_ARG(after));
		return;
	}
	findings_add(findings, file, 1, "%.*s", STR_ARG(sentence));
}

static int compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = str_cmp(x->file, y->file);
	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	return order ? order : str_cmp(x->message, y->message);
}

void findings_sort(struct findings *findings)
{
	uint32_t kept = 0;
	if (findings->count)
		qsort(findings->at, findings->count, sizeof *findings->at, compare);
	for (uint32_t i = 0; i < findings->count; i++) {
		if (!kept || compare(&findings->at[kept - 1], &findings->at[i]) != 0)
			findings->at[kept++] = findings->at[i];
	}
	findings->count = kept;
}

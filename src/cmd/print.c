// SPDX-License-Identifier: ISC
//
// JSON keeps a stack of open brackets and whether each has a member yet.  Members of the two
// outermost levels have a line of their own: one line for each hit or page, readable by people and
// by line tools.

#include "cmd/print.h"

#include "base/arena.h"
#include "base/buf.h"
#include "text/safe.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { FLUSH_AT = 64 << 10, JSON_DEPTH = 16, JSON_LINES = 2 };

struct print {
	struct arena arena;   // holds this struct
	struct arena scratch; // cleared after each call
	struct buf buf;
	bool ansi;
	int failed; // errno of the first write that failed
	struct {
		char close;
		bool members;
	} json[JSON_DEPTH];
	int depth;
};

struct print *print_open(bool ansi)
{
	struct arena arena = {0};
	struct print *print = arena_new(&arena, struct print);
	print->arena = arena;
	print->ansi = ansi;
	return print;
}

bool print_wants_ansi(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term &&
	       strcmp(term, "dumb") != 0;
}

int print_cols(void)
{
	struct winsize size;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 ? 0 : size.ws_col;
}

void print_flush(struct print *print)
{
	size_t done = 0;
	while (!print->failed && done < print->buf.len) {
		ssize_t n = write(STDOUT_FILENO, print->buf.ptr + done, print->buf.len - done);
		if (n < 0 && errno != EINTR)
			print->failed = errno;
		else if (n > 0)
			done += (size_t)n;
	}
	print->buf.len = 0;
}

static void put(struct print *print, struct str bytes)
{
	buf_add(&print->buf, bytes);
	if (print->buf.len >= FLUSH_AT)
		print_flush(print);
}

void print_text(struct print *print, struct str text)
{
	put(print, safe_text(&print->scratch, text));
	arena_clear(&print->scratch);
}

void print_line(struct print *print, struct str text)
{
	print_text(print, text);
	put(print, STR("\n"));
}

void print_path(struct print *print, struct str name)
{
	for (size_t from = 0, at = 0; at <= name.len; at++) {
		bool ends = at < name.len && (name.ptr[at] == '\n' || name.ptr[at] == '\t');
		if (!ends && at < name.len)
			continue;
		print_text(print, str_sub(name, from, at));
		if (ends)
			put(print, STR("?"));
		from = at + 1;
	}
}

void print_format(struct print *print, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	struct buf text = {0};
	if (len >= 0) {
		buf_reserve(&text, (size_t)len + 1);
		vsnprintf(text.ptr, (size_t)len + 1, fmt, again);
		text.len = (size_t)len;
	}
	va_end(again);
	print_text(print, buf_str(&text));
	buf_release(&text);
}

static const char *const sgr[STYLE_COUNT] = {
	[STYLE_TITLE] = "1",     [STYLE_HINT] = "2",          [STYLE_HEADING_1] = "1",
	[STYLE_HEADING_2] = "1", [STYLE_HEADING_3] = "1",     [STYLE_STRONG] = "1",
	[STYLE_EMPH] = "3",      [STYLE_STRONG_EMPH] = "1;3", [STYLE_STRIKE] = "9",
	[STYLE_QUOTE] = "2",     [STYLE_LINK] = "4",          [STYLE_LINK_VISITED] = "4",
	[STYLE_LINK_DEAD] = "2", [STYLE_FOCUS] = "7",         [STYLE_SELECTED] = "7",
	[STYLE_MATCH] = "1",     [STYLE_MATCH_NOW] = "7",     [STYLE_FLAG] = "1",
	[STYLE_KIND] = "2",      [STYLE_BODY_DIM] = "2",      [STYLE_BODY_HIT] = "1",
	[STYLE_BODY_ON] = "1",
};

void print_styled(struct print *print, enum style style, struct str text)
{
	const char *code = print->ansi ? sgr[style] : NULL;
	if (code) {
		put(print, STR("\033["));
		put(print, str_of(code));
		put(print, STR("m"));
	}
	print_text(print, text);
	if (code)
		put(print, STR("\033[0m"));
}

static void json_indent(struct print *print)
{
	put(print, STR("\n"));
	buf_fill(&print->buf, ' ', (size_t)print->depth * 2);
}

// Before a member: the comma, the line and the indentation it needs, and its name.
static void json_member(struct print *print, const char *name)
{
	if (print->depth) {
		bool first = !print->json[print->depth - 1].members;
		print->json[print->depth - 1].members = true;
		if (!first)
			put(print, STR(","));
		if (print->depth <= JSON_LINES)
			json_indent(print);
		else if (!first)
			put(print, STR(" "));
	}
	if (name)
		buf_printf(&print->buf, "\"%s\": ", name);
}

void json_open(struct print *print, const char *name, char bracket)
{
	json_member(print, name);
	assert(print->depth < JSON_DEPTH);
	buf_char(&print->buf, bracket);
	print->json[print->depth].close = bracket == '{' ? '}' : ']';
	print->json[print->depth++].members = false;
}

void json_close(struct print *print)
{
	assert(print->depth);
	print->depth--;
	if (print->depth < JSON_LINES && print->json[print->depth].members)
		json_indent(print);
	buf_char(&print->buf, print->json[print->depth].close);
	if (!print->depth)
		put(print, STR("\n"));
}

void json_str(struct print *print, const char *name, struct str value)
{
	json_member(print, name);
	if (!value.ptr) {
		put(print, STR("null"));
		return;
	}
	struct str text = safe_text(&print->scratch, value);
	buf_char(&print->buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '"' || c == '\\')
			buf_char(&print->buf, '\\');
		if (c == '\n' || c == '\t')
			put(print, c == '\n' ? STR("\\n") : STR("\\t"));
		else
			buf_char(&print->buf, c);
	}
	put(print, STR("\""));
	arena_clear(&print->scratch);
}

void json_number(struct print *print, const char *name, uint64_t value)
{
	json_member(print, name);
	buf_printf(&print->buf, "%llu", (unsigned long long)value);
}

void json_real(struct print *print, const char *name, double value, int decimals)
{
	json_member(print, name);
	buf_printf(&print->buf, "%.*f", decimals, value);
}

void json_bool(struct print *print, const char *name, bool value)
{
	json_member(print, name);
	put(print, value ? STR("true") : STR("false"));
}

bool print_close(struct print *print, struct err *err)
{
	print_flush(print);
	int failed = print->failed;
	buf_release(&print->buf);
	arena_release(&print->scratch);
	struct arena arena = print->arena;
	arena_release(&arena);
	if (failed && failed != EPIPE)
		return err_set(err, "cannot write to standard output: %s", strerror(failed));
	return true;
}

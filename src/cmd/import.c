// SPDX-License-Identifier: ISC
//
// import: plain text of articles becomes pages of markdown, to be looked over by hand.

#include "base/file.h"
#include "cmd/cmd.h"
#include "cmd/print.h"
#include "page/article/article.h"
#include "page/page.h"
#include "text/utf8.h"

#include <string.h>

extern const struct command cmd_import;

static const struct option options[] = {
	{"output", 'o', "DIR"},
	{"title", 0, "T"},
	{NULL, 0, NULL},
};

// An article and the page it becomes.
struct import {
	struct str from, to; // files
	struct str markdown;
	struct article article;
};

// The last name of a path, without its ending.
static struct str stem_of(struct str path)
{
	size_t from = path.len, to = path.len;
	while (from && path.ptr[from - 1] != '/')
		from--;
	for (size_t i = from + 1; i < path.len; i++) {
		if (path.ptr[i] == '.')
			to = i;
	}
	return str_sub(path, from, to);
}

// "calf_stretches" is "Calf stretches".
static struct str title_of(struct str name, struct arena *arena)
{
	char *title = arena_bytes(arena, name.len + 1);
	for (size_t i = 0; i < name.len; i++)
		title[i] = strchr("-_", name.ptr[i]) ? ' ' : name.ptr[i];
	if (name.len && title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	return (struct str){title, name.len};
}

static bool read_article(struct import *import, struct str title, struct arena *arena,
			 struct err *err)
{
	struct str bytes;
	if (!file_read(arena_cstr(arena, import->from), PAGE_LIMIT, arena, &bytes, NULL, err))
		return false;
	if (memchr(bytes.ptr, 0, bytes.len))
		return err_set(err, "%.*s is no text: it holds a byte of 0", STR_ARG(import->from));
	if (!str_trim(bytes).len)
		return err_set(err, "%.*s is empty", STR_ARG(import->from));
	article_read(utf8_clean(arena, bytes), arena, &import->article);
	if (!title.len)
		title = import->article.title;
	if (!title.len)
		title = title_of(stem_of(import->from), arena);
	import->markdown = article_markdown(&import->article, title, arena);
	return true;
}

// Nothing that is there is written over, nor by the next article.
static bool is_free(const struct import *imports, uint32_t at, struct arena *arena, struct err *err)
{
	struct str to = imports[at].to;
	for (uint32_t i = 0; i < at; i++) {
		if (str_eq(imports[i].to, to))
			return err_set(err, "%.*s and %.*s would both become %.*s",
				       STR_ARG(imports[i].from), STR_ARG(imports[at].from),
				       STR_ARG(to));
	}
	if (file_exists(arena_cstr(arena, to), NULL))
		return err_set(err, "%.*s is there already; choose another folder with -o",
			       STR_ARG(to));
	return true;
}

static bool read_all(const struct args *args, struct str folder, struct arena *arena,
		     struct import *imports, struct err *err)
{
	struct str title = args_value(args, "title", STR(""));
	if (!args->nwords)
		return err_set(err, "import wants articles; usage: bodymap import %s",
			       cmd_import.usage);
	if (title.len && args->nwords > 1)
		return err_set(err, "--title is for one article, not for %u", args->nwords);
	for (uint32_t i = 0; i < args->nwords; i++) {
		struct str name = stem_of(args->words[i]);
		imports[i].from = args->words[i];
		imports[i].to = arena_printf(arena, "%.*s/%.*s.md", STR_ARG(folder), STR_ARG(name));
		if (!read_article(&imports[i], title, arena, err) ||
		    !is_free(imports, i, arena, err))
			return false;
	}
	return true;
}

static void tell_furniture(struct print *print, const struct import *import)
{
	for (uint32_t i = 0; i < import->article.lines.count; i++) {
		const struct article_line *line = &import->article.lines.at[i];
		if (line->furniture)
			print_format(print, "%.*s:%u: does this belong to the article? \"%.*s\"\n",
				     STR_ARG(import->from), line->line, STR_ARG(line->text));
	}
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	struct str folder = args_value(args, "output", STR("."));
	struct import *imports = arena_array(arena, struct import, args->nwords + 1);
	if (!read_all(args, folder, arena, imports, err) ||
	    !file_make_folders(arena_cstr(arena, folder), err))
		return STATUS_TROUBLE;
	struct print *print = print_open(false);
	bool good = true;
	for (uint32_t i = 0; i < args->nwords && good; i++) {
		good = file_write(arena_cstr(arena, imports[i].to), imports[i].markdown, err);
		if (!good)
			break;
		print_line(print, imports[i].to);
		tell_furniture(print, &imports[i]);
	}
	struct err late;
	if (!print_close(print, good ? err : &late))
		good = false;
	return good ? STATUS_DONE : STATUS_TROUBLE;
}

const struct command cmd_import = {
	.name = "import",
	.usage = "[-o DIR] [--title T] ARTICLE.txt...",
	.help = "makes pages of plain text",
	.more = "  -o DIR          the folder they go to; else this one\n"
		"  --title T       the title, where the text does not begin with it\n",
	.options = options,
	.run = run,
};

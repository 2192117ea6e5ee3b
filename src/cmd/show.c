// SPDX-License-Identifier: ISC

#include "cmd/cmd.h"
#include "cmd/links.h"
#include "cmd/print.h"
#include "cmd/shown.h"
#include "view/flags.h"

enum format { FORMAT_TEXT, FORMAT_ANSI, FORMAT_MARKDOWN, FORMAT_JSON };
enum { DEFAULT_COLS = 80, WIDEST = 1000, MEASURE = 88 };

static const char *const formats[] = {"text", "ansi", "markdown", "json", NULL};

static const struct option options[] = {
	OPTION_BOOK,
	{"format", 0, "text|ansi|markdown|json"},
	{"width", 0, "N"},
	{NULL, 0, NULL},
};

static void print_strings(struct print *print, const char *name, const struct book *book,
			  struct range strings)
{
	json_open(print, name, '[');
	for (uint32_t i = strings.from; i < strings.to; i++)
		json_str(print, NULL, book_string(book, i));
	json_close(print);
}

static void print_json(struct print *print, const struct book *book, uint32_t page_at,
		       uint32_t section_at, const struct shown *shown, struct arena *arena)
{
	const struct settings *settings = book_settings(book);
	struct book_page page = book_page(book, page_at);
	struct book_section section = book_section(book, shown->sections.from);
	bool whole = section_at == BOOK_NONE;
	uint32_t kind = whole ? page.kind : section.kind;
	json_open(print, NULL, '{');
	json_number(print, "format_version", 1);
	json_str(print, "page", page.path);
	json_str(print, "section", whole ? (struct str){NULL, 0} : section.anchor);
	json_str(print, "title", page.title);
	json_str(print, "heading", whole ? (struct str){NULL, 0} : section.heading);
	json_str(print, "kind", kind == KIND_NONE ? STR("") : settings->kinds[kind].id);
	json_open(print, "regions", '[');
	for (uint32_t i = page.regions.from; i < page.regions.to; i++)
		json_str(print, NULL, book_region(book, book_page_region(book, i)));
	json_close(print);
	print_strings(print, "aliases", book, page.aliases);
	print_strings(print, "sources", book, page.sources);
	json_str(print, "text", shown->doc.text);
	json_links(print, book, shown->sections, arena);
	json_backlinks(print, book, page_at, section_at, arena);
	json_close(print);
}

static int screen_cols(void)
{
	int cols = print_cols();
	return !cols ? DEFAULT_COLS : cols > MEASURE ? MEASURE : cols;
}

// As the reader shows it, its regions' red flags first.
static void print_shown(struct print *print, const struct book *book, uint32_t page,
			const struct shown *shown, int cols, struct arena *arena)
{
	struct flags flags = {0};
	flags_of_page(book, page, arena, &flags);
	flags_wrap(&flags, cols, false, arena);
	for (uint32_t i = 0; i < flags.rows.count; i++) {
		const struct flag_row *row = &flags.rows.at[i];
		if (flags.indent)
			print_styled(print, STYLE_FLAG, row->goes_on ? STR("  ") : STR("! "));
		print_line(print, row->text);
	}
	if (flags.rows.count)
		print_text(print, STR("\n"));
	shown_print(print, book, shown, cols, arena);
}

static enum status show(struct book *book, const struct args *args, struct arena *arena,
			struct err *err)
{
	int format = print_wants_ansi() ? FORMAT_ANSI : FORMAT_TEXT;
	uint32_t cols = (uint32_t)screen_cols(), page, section;
	struct shown shown;
	if (!args_choice(args, "format", formats, &format, err) ||
	    !args_number(args, "width", 1, WIDEST, &cols, err))
		return STATUS_TROUBLE;
	if (!cmd_locate(book, args->words[0], &page, &section, err))
		return STATUS_NOTHING;
	if (!shown_read(book, page, section, arena, &shown, err))
		return STATUS_TROUBLE;
	struct print *print = print_open(format == FORMAT_ANSI);
	if (format == FORMAT_JSON)
		print_json(print, book, page, section, &shown, arena);
	else if (format == FORMAT_MARKDOWN)
		print_text(print, shown.source);
	else
		print_shown(print, book, page, &shown, (int)cols, arena);
	return print_close(print, err) ? STATUS_DONE : STATUS_TROUBLE;
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	if (args->nwords == 1)
		return cmd_with_book(args_value(args, "book", STR("")), show, args, arena, err);
	err_set(err, "show wants one page, as in: bodymap show calf-pain");
	return STATUS_TROUBLE;
}

const struct command cmd_show = {
	.name = "show",
	.usage = "[-b BOOK] [--format=text|ansi|markdown|json] [--width=N] PAGE[#SECTION]",
	.help = "print a page or a section",
	.more = "  --format=FORMAT  text; ansi: with bold and colour; markdown: as written; json\n"
		"  --width=N        columns of the text; else those of the terminal\n"
		"\n"
		"PAGE is the path without .md, the title or another name of the page: bodymap "
		"list.\n",
	.options = options,
	.run = run,
};

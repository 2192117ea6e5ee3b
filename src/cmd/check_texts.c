// SPDX-License-Identifier: ISC

#include "cmd/checker.h"

#include "base/file.h"
#include "index/resolve.h"
#include "text/utf8.h"

enum { TEXT_LIMIT = 16 << 20 };

static struct str file_name(struct checker *checker, struct str path)
{
	return arena_printf(checker->arena, "%.*s%.*s", STR_ARG(checker->prefix), STR_ARG(path));
}

// The text of a file of the folder; empty when it is not there.
static struct str read_text(struct checker *checker, struct str path)
{
	struct err err;
	struct str text;
	const char *name = file_name(checker, path).ptr;
	if (!file_exists(name, NULL) ||
	    !file_read(name, TEXT_LIMIT, checker->arena, &text, NULL, &err))
		return STR("");
	return utf8_clean(checker->arena, text);
}

// The first line of a text that holds `part`, at or behind line `from`; `from` when none does.
static uint32_t line_with(struct str text, struct str part, uint32_t from)
{
	struct str line;
	for (uint32_t number = 1; str_line(&text, &line); number++) {
		if (number >= from && str_find(line, part, 0) != SIZE_MAX)
			return number;
	}
	return from;
}

static bool check_map(struct checker *checker, struct str path, struct str yaml)
{
	struct err err;
	struct map map;
	struct map_findings wrong = {0};
	if (!file_exists(file_name(checker, path).ptr, NULL)) {
		findings_add(&checker->findings, file_name(checker, STR("book.yaml")),
			     line_with(yaml, path, line_with(yaml, STR("maps:"), 1)),
			     "there is no map \"%.*s\"", STR_ARG(path));
		return false;
	}
	if (!map_parse(path, read_text(checker, path), checker->arena, &map, &err)) {
		findings_add_sentence(&checker->findings, checker->prefix, str_of(err.text),
				      file_name(checker, path));
		return false;
	}
	*vec_push(checker->arena, &checker->maps) = map;
	map_check(&map, checker->arena, &wrong);
	for (uint32_t i = 0; i < wrong.count; i++)
		findings_add(&checker->findings, file_name(checker, path), wrong.at[i].line, "%.*s",
			     STR_ARG(wrong.at[i].text));
	return true;
}

// The line of a group in synonyms.txt: of the group'th that is more than a comment.
static uint32_t group_line(struct str text, const struct strs *group)
{
	struct str line;
	for (uint32_t number = 1; str_line(&text, &line); number++) {
		bool all = !str_starts(str_trim(line), STR("#"));
		for (uint32_t i = 0; i < group->count && all; i++)
			all = str_find(line, group->at[i], 0) != SIZE_MAX;
		if (all)
			return number;
	}
	return 1;
}

struct member {
	struct str key;
	uint32_t group;
};

// Quadratic, but a book's synonyms are a list made by hand.
static void check_synonyms(struct checker *checker, const struct settings *settings,
			   struct str text)
{
	VEC(struct member) members = {0};
	for (uint32_t i = 0; i < settings->nsynonyms; i++) {
		const struct strs *group = &settings->synonyms[i];
		for (uint32_t j = 0; j < group->count; j++) {
			struct member member = {resolve_key(checker->arena, group->at[j]), i};
			for (uint32_t k = 0; k < members.count; k++) {
				if (members.at[k].group != i &&
				    str_eq(members.at[k].key, member.key))
					findings_add(
						&checker->findings,
						file_name(checker, STR("synonyms.txt")),
						group_line(text, group),
						"\"%.*s\" is in another group already, in line %u",
						STR_ARG(group->at[j]),
						group_line(
							text,
							&settings->synonyms[members.at[k].group]));
			}
			*vec_push(checker->arena, &members) = member;
		}
	}
}

bool check_texts(struct checker *checker)
{
	struct err err;
	struct settings settings;
	struct str yaml = read_text(checker, STR("book.yaml"));
	struct str synonyms = read_text(checker, STR("synonyms.txt"));
	if (!settings_parse(STR("book.yaml"), yaml, checker->arena, &settings, &err) ||
	    !settings_add_synonyms(STR("synonyms.txt"), synonyms, checker->arena, &settings,
				   &err)) {
		findings_add_sentence(&checker->findings, checker->prefix, str_of(err.text),
				      file_name(checker, STR("book.yaml")));
		return false;
	}
	bool good = true;
	for (uint32_t i = 0; i < settings.maps.count; i++)
		good &= check_map(checker, settings.maps.at[i], yaml);
	check_synonyms(checker, &settings, synonyms);
	return good;
}

void check_parts(struct checker *checker)
{
	struct map_findings wrong = {0};
	const struct map *map = book_map(checker->book);
	check_synonyms(checker, book_settings(checker->book), STR(""));
	if (!map)
		return;
	*vec_push(checker->arena, &checker->maps) = *map;
	map_check(map, checker->arena, &wrong);
	for (uint32_t i = 0; i < wrong.count; i++)
		findings_add(&checker->findings, book_settings(checker->book)->maps.at[0],
			     wrong.at[i].line, "%.*s", STR_ARG(wrong.at[i].text));
}

// SPDX-License-Identifier: ISC

#include "page/settings.h"

#include <string.h>

#include "base/vec.h"
#include "page/yaml.h"
#include "text/safe.h"

// What is being read: where it stands, for the messages, and where it goes.
struct reading {
	struct str path;
	struct arena *arena;
	struct err *err;
};

static bool complain(const struct reading *reading, uint32_t line, const char *what,
		     const char *name)
{
	return err_set(reading->err, "%.*s:%u: \"%s\" %s", STR_ARG(reading->path), line, name,
		       what);
}

static bool read_text(const struct reading *reading, const struct yaml *map, const char *key,
		      struct str *text)
{
	const struct yaml *node = yaml_get(map, str_of(key));
	if (!node)
		return true;
	if (node->kind != YAML_SCALAR)
		return complain(reading, node->line, "must be a line of text", key);
	*text = safe_line(reading->arena, node->text);
	return true;
}

static bool read_texts(const struct reading *reading, const struct yaml *map, const char *key,
		       struct strs *texts)
{
	const struct yaml *node = yaml_get(map, str_of(key));
	if (!node)
		return true;
	if (node->kind != YAML_LIST)
		return complain(reading, node->line, "must be a list", key);
	for (const struct yaml *at = node->first; at; at = at->next) {
		if (at->kind != YAML_SCALAR)
			return complain(reading, at->line, "must hold lines of text only", key);
		*vec_push(reading->arena, texts) = safe_line(reading->arena, at->text);
	}
	return true;
}

static bool read_kind(const struct reading *reading, const struct yaml *node, struct kind *kind)
{
	if (node->kind != YAML_MAP)
		return complain(reading, node->line, "must be a list of {id, label, headings}",
				"kinds");
	if (!read_text(reading, node, "id", &kind->id) ||
	    !read_text(reading, node, "label", &kind->label) ||
	    !read_texts(reading, node, "headings", &kind->headings))
		return false;
	if (!kind->id.len)
		return complain(reading, node->line, "has an entry without an id", "kinds");
	if (!kind->label.len)
		kind->label = kind->id;
	return true;
}

static bool read_kinds(const struct reading *reading, const struct yaml *root,
		       struct settings *settings)
{
	const struct yaml *node = yaml_get(root, STR("kinds"));
	VEC(struct kind) kinds = {0};
	if (node && node->kind != YAML_LIST)
		return complain(reading, node->line, "must be a list", "kinds");
	for (const struct yaml *at = node ? node->first : NULL; at; at = at->next) {
		struct kind kind = {0};
		if (!read_kind(reading, at, &kind))
			return false;
		for (uint32_t i = 0; i < kinds.count; i++) {
			if (str_eq(kinds.at[i].id, kind.id))
				return complain(reading, at->line, "names a kind twice", "kinds");
		}
		*vec_push(reading->arena, &kinds) = kind;
	}
	settings->kinds = kinds.at;
	settings->nkinds = kinds.count;
	return true;
}

bool settings_parse(struct str path, struct str yaml, struct arena *arena,
		    struct settings *settings, struct err *err)
{
	const struct reading reading = {path, arena, err};
	const struct yaml *root = NULL;
	memset(settings, 0, sizeof *settings);
	settings->language = STR("en");
	if (!yaml_parse(path, yaml, 1, arena, &root, err))
		return false;
	if (root && root->kind != YAML_MAP)
		return err_set(err, "%.*s:%u: must be lines of \"name: value\"", STR_ARG(path),
			       root->line);
	return read_text(&reading, root, "title", &settings->title) &&
	       read_text(&reading, root, "language", &settings->language) &&
	       read_text(&reading, root, "start", &settings->start) &&
	       read_text(&reading, root, "notice", &settings->notice) &&
	       read_texts(&reading, root, "maps", &settings->maps) &&
	       read_kinds(&reading, root, settings);
}

// A '#' inside a word ("C#") begins no comment.
static struct str without_comment(struct str line)
{
	for (size_t at = 0; at < line.len; at++) {
		bool begins = !at || line.ptr[at - 1] == ' ' || line.ptr[at - 1] == '\t';
		if (line.ptr[at] == '#' && begins)
			return str_sub(line, 0, at);
	}
	return line;
}

// The members of one line; empty ones are passed over.
static struct strs synonyms_of(struct arena *arena, struct str line)
{
	struct strs group = {0};
	struct str rest = line;
	while (rest.ptr) {
		struct str member = safe_line(arena, str_cut(rest, '|', &rest));
		if (member.len)
			*vec_push(arena, &group) = member;
	}
	return group;
}

bool settings_add_synonyms(struct str path, struct str text, struct arena *arena,
			   struct settings *settings, struct err *err)
{
	VEC(struct strs) groups = {settings->synonyms, settings->nsynonyms, settings->nsynonyms};
	struct str rest = text, line;
	for (uint32_t number = 1; str_line(&rest, &line); number++) {
		line = str_trim(without_comment(line));
		if (!line.len)
			continue;
		struct strs group = synonyms_of(arena, line);
		if (group.count < 2)
			return err_set(err,
				       "%.*s:%u: a group needs two members or more, with \"|\" "
				       "between them",
				       STR_ARG(path), number);
		*vec_push(arena, &groups) = group;
	}
	settings->synonyms = groups.at;
	settings->nsynonyms = groups.count;
	return true;
}

uint32_t settings_kind(const struct settings *settings, struct str id)
{
	for (uint32_t i = 0; i < settings->nkinds; i++) {
		if (str_eq(settings->kinds[i].id, id))
			return i;
	}
	return KIND_NONE;
}

uint32_t settings_heading_kind(const struct settings *settings, struct str heading)
{
	for (uint32_t i = 0; i < settings->nkinds; i++) {
		const struct strs *headings = &settings->kinds[i].headings;
		for (uint32_t j = 0; j < headings->count; j++) {
			if (str_eq_nocase(headings->at[j], heading))
				return i;
		}
	}
	return KIND_NONE;
}

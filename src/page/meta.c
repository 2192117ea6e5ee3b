// SPDX-License-Identifier: ISC
//
// A page that begins with a thematic break must not lose the text up to its next one, so what
// stands between the fences is front matter only when it is a map, or is meant as one: its first
// line names a key.

#include "page/meta.h"

#include <string.h>

#include "base/vec.h"
#include "page/yaml.h"
#include "text/safe.h"

enum { HEAD_LIMIT = 1 << 20 }; // bytes of a head that is still read

// What stands between the fences, and where.
struct head {
	struct str text;
	uint32_t lines; // fences included
	size_t bytes;
};

static bool is_fence(struct str line, struct str fence)
{
	return str_starts(line, fence) && str_trim(line).len == fence.len;
}

static bool find_head(struct str source, struct str fence, bool dots, struct head *head)
{
	struct str rest = source, line;
	if (!str_line(&rest, &line) || !is_fence(line, fence))
		return false;
	const char *from = rest.ptr;
	for (uint32_t lines = 2; str_line(&rest, &line); lines++) {
		if (!is_fence(line, fence) && !(dots && is_fence(line, STR("..."))))
			continue;
		const char *end = rest.ptr ? rest.ptr : source.ptr + source.len;
		*head = (struct head){
			{from, (size_t)(line.ptr - from)}, lines, (size_t)(end - source.ptr)};
		return true;
	}
	return false;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == '.';
}

// Whether the first line that is neither empty nor a comment begins "key:".
static bool names_a_key(struct str text)
{
	struct str line;
	while (str_line(&text, &line)) {
		line = str_trim(line);
		if (!line.len || line.ptr[0] == '#')
			continue;
		size_t len = 0;
		while (len < line.len && is_name(line.ptr[len]))
			len++;
		return len && len < line.len && line.ptr[len] == ':';
	}
	return false;
}

static struct str scalar(const struct yaml *node, struct arena *arena)
{
	return node && node->kind == YAML_SCALAR ? safe_line(arena, node->text) : STR("");
}

static void read_list(const struct yaml *node, struct arena *arena, struct strs *list)
{
	bool one = node && node->kind == YAML_SCALAR;
	for (const struct yaml *at = one || !node ? node : node->first; at; at = at->next) {
		struct str text = scalar(at, arena);
		if (text.len)
			*vec_push(arena, list) = text;
		if (one)
			return;
	}
}

static void read_map(const struct yaml *map, struct arena *arena, struct meta *meta)
{
	meta->title = scalar(yaml_get(map, STR("title")), arena);
	meta->kind = scalar(yaml_get(map, STR("kind")), arena);
	meta->flag = scalar(yaml_get(map, STR("flag")), arena);
	read_list(yaml_get(map, STR("regions")), arena, &meta->regions);
	read_list(yaml_get(map, STR("aliases")), arena, &meta->aliases);
	read_list(yaml_get(map, STR("sources")), arena, &meta->sources);
}

// The lines of the entries that are read, without the others: heads of documentation hold long lists
// of keywords that no one asks for.
static struct str wanted_lines(struct str text, struct arena *arena)
{
	static const char *const keys[] = {"title",   "kind",    "flag",
					   "regions", "aliases", "sources"};
	struct str rest = text, line, out = {arena_bytes(arena, text.len + 1), 0};
	char *end = (char *)(uintptr_t)out.ptr;
	bool wanted = false;
	while (str_line(&rest, &line)) {
		if (line.len && (is_name(line.ptr[0]) && line.ptr[0] != '-')) {
			struct str behind, key = str_cut(line, ':', &behind);
			wanted = false;
			for (size_t i = 0; i < countof(keys); i++)
				wanted |= str_eq(str_trim(key), str_of(keys[i]));
		}
		if (!wanted)
			continue;
		memcpy(end + out.len, line.ptr, line.len);
		end[out.len + line.len] = '\n';
		out.len += line.len + 1;
	}
	return out;
}

// The head's map.  When its wanted lines cannot be read by themselves (a flow list that goes on at
// the margin) all of it is, and the error's line is right.
static bool parse_head(struct str path, const struct head *head, struct arena *arena,
		       const struct yaml **root, struct err *err)
{
	if (head->text.len > HEAD_LIMIT)
		return err_set(err, "%.*s:1: the front matter is larger than %d KiB", STR_ARG(path),
			       HEAD_LIMIT >> 10);
	if (names_a_key(head->text) &&
	    yaml_parse(path, wanted_lines(head->text, arena), 2, arena, root, err) &&
	    (!*root || (*root)->kind == YAML_MAP))
		return true;
	return yaml_parse(path, head->text, 2, arena, root, err);
}

static bool read_yaml(struct str path, const struct head *head, struct arena *arena,
		      struct meta *meta, struct err *err)
{
	struct err why;
	const struct yaml *root = NULL;
	bool good = parse_head(path, head, arena, &root, &why);
	bool is_head = good ? !root || root->kind == YAML_MAP : names_a_key(head->text);
	if (!is_head)
		return true;
	meta->lines = head->lines;
	meta->bytes = head->bytes;
	if (!good) {
		*err = why;
		return false;
	}
	read_map(root, arena, meta);
	return true;
}

// `title = "..."` of the first table, with the escapes that matter for a title.
static void read_toml(const struct head *head, struct arena *arena, struct meta *meta)
{
	struct str rest = head->text, line;
	meta->lines = head->lines;
	meta->bytes = head->bytes;
	while (str_line(&rest, &line)) {
		struct str value;
		struct str key = str_trim(str_cut(line, '=', &value));
		if (str_starts(key, STR("[")))
			return;
		value = str_trim(value);
		if (!str_eq(key, STR("title")) || value.len < 2)
			continue;
		char quote = value.ptr[0], *out = arena_bytes(arena, value.len);
		size_t len = 0;
		for (size_t i = 1; i < value.len && value.ptr[i] != quote; i++) {
			if (value.ptr[i] == '\\' && quote == '"' && i + 1 < value.len)
				i++;
			out[len++] = value.ptr[i];
		}
		meta->title = safe_line(arena, (struct str){out, len});
		return;
	}
}

bool meta_parse(struct str path, struct str source, struct arena *arena, struct meta *meta,
		struct err *err)
{
	struct head head;
	memset(meta, 0, sizeof *meta);
	if (find_head(source, STR("---"), true, &head))
		return read_yaml(path, &head, arena, meta, err);
	if (find_head(source, STR("+++"), false, &head))
		read_toml(&head, arena, meta);
	return true;
}

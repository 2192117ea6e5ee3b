// SPDX-License-Identifier: ISC
//
// libyaml's events to a tree.  The nesting is held in an explicit chain of open nodes, so hostile
// depth costs memory, not stack, and is refused early: libyaml is slow with deep flow lists.

#include "page/yaml.h"

#include <yaml.h>

#include "text/safe.h"

enum { DEEPEST = 32 };

struct open {
	struct yaml *node;
	const struct yaml **tail; // where the next member is linked
	struct str key;           // of a map, when its value is still due
	bool has_key;
};

struct reader {
	struct str path;
	uint32_t first_line;
	struct arena *arena;
	struct err *err;
	const struct yaml *root;
	struct open open[DEEPEST];
	uint32_t depth;
};

static uint32_t line_of(const struct reader *reader, const yaml_mark_t *mark)
{
	return reader->first_line + (uint32_t)mark->line;
}

static bool complain(const struct reader *reader, const yaml_mark_t *mark, const char *what)
{
	return err_set(reader->err, "%.*s:%u: YAML: %s", STR_ARG(reader->path),
		       line_of(reader, mark), what);
}

// Hangs a new node where it belongs: as the root, a member, or the value of the key read before.
static struct yaml *add(struct reader *reader, enum yaml_kind kind, const yaml_mark_t *mark)
{
	struct yaml *node = arena_new(reader->arena, struct yaml);
	node->kind = kind;
	node->line = line_of(reader, mark);
	if (!reader->depth) {
		reader->root = node;
		return node;
	}
	struct open *open = &reader->open[reader->depth - 1];
	node->key = open->has_key ? open->key : STR("");
	open->has_key = false;
	*open->tail = node;
	open->tail = &node->next;
	return node;
}

static bool key_is_due(const struct reader *reader)
{
	if (!reader->depth)
		return false;
	const struct open *open = &reader->open[reader->depth - 1];
	return open->node->kind == YAML_MAP && !open->has_key;
}

static void read_scalar(struct reader *reader, struct str text, const yaml_mark_t *mark)
{
	text = safe_text(reader->arena, arena_copy(reader->arena, text));
	if (key_is_due(reader)) {
		reader->open[reader->depth - 1].key = text;
		reader->open[reader->depth - 1].has_key = true;
		return;
	}
	add(reader, YAML_SCALAR, mark)->text = text;
}

static bool open_node(struct reader *reader, enum yaml_kind kind, const yaml_mark_t *mark)
{
	if (key_is_due(reader))
		return complain(reader, mark, "a key must be plain text");
	if (reader->depth == DEEPEST)
		return complain(reader, mark, "nested too deeply");
	struct yaml *node = add(reader, kind, mark);
	reader->open[reader->depth++] = (struct open){.node = node, .tail = &node->first};
	return true;
}

static bool take(struct reader *reader, const yaml_event_t *event)
{
	const yaml_mark_t *mark = &event->start_mark;
	switch ((int)event->type) {
	case YAML_SCALAR_EVENT:
		read_scalar(reader,
			    (struct str){(const char *)event->data.scalar.value,
					 event->data.scalar.length},
			    mark);
		return true;
	case YAML_ALIAS_EVENT:
		read_scalar(reader, STR(""), mark);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		return open_node(reader, YAML_LIST, mark);
	case YAML_MAPPING_START_EVENT:
		return open_node(reader, YAML_MAP, mark);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		reader->depth--;
		return true;
	default:
		return true;
	}
}

static bool read_events(struct reader *reader, yaml_parser_t *parser)
{
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			const char *what = parser->problem ? parser->problem : "cannot be read";
			return complain(reader, &parser->problem_mark, what);
		}
		bool end = event.type == YAML_DOCUMENT_END_EVENT ||
			   event.type == YAML_STREAM_END_EVENT;
		bool good = take(reader, &event);
		yaml_event_delete(&event);
		if (!good || end)
			return good;
	}
}

bool yaml_parse(struct str path, struct str text, uint32_t first_line, struct arena *arena,
		const struct yaml **root, struct err *err)
{
	struct reader reader = {.path = path, .first_line = first_line, .arena = arena, .err = err};
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		return err_set(err, "%.*s: out of memory", STR_ARG(path));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
	bool good = read_events(&reader, &parser);
	yaml_parser_delete(&parser);
	if (good)
		*root = reader.root;
	return good;
}

const struct yaml *yaml_get(const struct yaml *map, struct str key)
{
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml *entry = map->first; entry; entry = entry->next) {
		if (str_eq(entry->key, key))
			return entry;
	}
	return NULL;
}

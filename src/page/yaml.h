// SPDX-License-Identifier: ISC
//
// yaml: a small document read whole, as a tree that remembers its lines.
//
// Enough for front matter and book.yaml: scalars as text, lists, maps in their order.  Tags and
// anchors are not resolved; an alias is an empty scalar.  The only user of <yaml.h>.

#ifndef BODYMAP_PAGE_YAML_H
#define BODYMAP_PAGE_YAML_H

#include "base/arena.h"
#include "base/err.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	uint32_t line;   // where it begins, from 1, in the file it stands in
	struct str key;  // of an entry of a map, else empty
	struct str text; // of a scalar, on one line or more, safe (text/safe.h)
	const struct yaml *first,
		*next; // first member of a list or map; the member behind this one
};

// Reads the first document of `text`, which begins at line `first_line` of the file `path`.
// *root is NULL for an empty one.  Everything lives in the arena.  Errors are "path:line: ...".
bool yaml_parse(struct str path, struct str text, uint32_t first_line, struct arena *arena,
		const struct yaml **root, struct err *err) NODISCARD;

// A map's entry, the first of that name, or NULL; also when `map` is NULL or no map.
const struct yaml *yaml_get(const struct yaml *map, struct str key);

#endif

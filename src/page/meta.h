// SPDX-License-Identifier: ISC
//
// meta: a page's front matter.  With page/settings the only user of <yaml.h>, through page/yaml.

#ifndef BODYMAP_PAGE_META_H
#define BODYMAP_PAGE_META_H

#include "base/arena.h"
#include "base/err.h"

struct strs {
	struct str *at;
	uint32_t count, room;
};

struct meta {
	struct str title; // empty when not given
	struct str kind;  // as written; empty when not given
	struct str flag;  // the one line of a red-flag page, else empty
	struct strs regions, aliases, sources;
	uint32_t lines; // lines the front matter takes, its fences included; 0 without one
	size_t bytes;   // the same in bytes: the body begins there
};

// Reads what stands between "---" lines at the very start of `source` (YAML), or between "+++"
// lines (TOML, of which only `title = "..."` is read).  Keys it does not know are passed over;
// `regions`, `aliases` and `sources` may be a list or a single value; `tags` are not read.
// Everything in *meta lives in the arena.  On an error (a sentence "path:line: ...") *meta still
// says where the body begins, so that the page can be shown.
bool meta_parse(struct str path, struct str source, struct arena *arena, struct meta *meta,
		struct err *err);

#endif

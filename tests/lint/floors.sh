#!/bin/sh
# A file includes only from its own floor or the floors below it, and only the
# named file may include a foreign library's header.
# usage: floors.sh SRC-DIR
cd "$1" || exit 2
# shellcheck disable=SC2016
find . -name '*.[ch]' | sort | xargs awk '
BEGIN {
	n = split("base text page index search view ui cmd", floor, " ")
	for (i = 1; i <= n; i++) height[floor[i]] = i
	home["cmark.h"] = "page/markdown/markdown.c"
	home["yaml.h"] = "page/yaml.c"
	home["libstemmer.h"] = "text/stem.c"
	home["utf8proc.h"] = "text/unicode.c"
	home["linebreak.h"] = "text/linebreak.c"
	home["libdeflate.h"] = "index/checksum.c"
	home["pcre2.h"] = "search/regex/pattern.c"
	home["curses.h"] = "ui/term.c"
}
FNR == 1 {
	file = substr(FILENAME, 3)
	mine = (split(file, part, "/") > 1) ? height[part[1]] : n + 1
	if (!mine) { print file ": is on no floor"; bad = 1 }
}
/^#include "/ {
	split($2, q, "\""); split(q[2], part, "/")
	if (!(part[1] in height)) { print file ":" FNR ": include " q[2] " by its floor"; bad = 1 }
	else if (height[part[1]] > mine) { print file ":" FNR ": reaches up to " q[2]; bad = 1 }
}
/^#include </ {
	h = $2; gsub(/[<>]/, "", h)
	if ((h in home) && file != home[h]) { print file ":" FNR ": only " home[h] " may include <" h ">"; bad = 1 }
}
END { exit bad }'

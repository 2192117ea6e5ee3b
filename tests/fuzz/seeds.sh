#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Books, and newer pages to lay over one, as this very program writes them, for their fuzz targets
# to begin with.  Kept in the tree they would be refused from the next change of the format on, and
# all that is behind the head would go untested.
#
# usage: seeds.sh BODYMAP SMALL SKIPS CHANGED NEW

set -eu
bodymap=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_CACHE_HOME="$folder/cache" XDG_STATE_HOME="$folder/state"

# Something of everything that a book has.
mkdir "$folder/small"
printf 'title: t\nkinds:\n  - {id: k, label: K}\n' > "$folder/small/book.yaml"
printf 'word | other\n' > "$folder/small/synonyms.txt"
printf -- '---\nkind: k\naliases: [al]\nsources: [s]\n---\n# A\n\nword [x](c.md#h) [[al]] [y](c.md#none)\n\n## B other\n\nword words\n' > "$folder/small/a.md"
printf '# C\n\n## H\n\n- [[a]]\n- [A](a.md)\n' > "$folder/small/c.md"
"$bodymap" index -o "$2" "$folder/small"

# More sections with one word than stand in two blocks of its list.
mkdir "$folder/skips"
awk 'BEGIN {
	for (i = 0; i < 300; i++)
		printf "## S%d\n\ncommon%s w%d\n\n", i, i % 7 ? "" : " common common", i % 40
}' > "$folder/skips/many.md"
"$bodymap" index -o "$3" "$folder/skips"

# The page beneath is that of fuzz_newer.c.
newer() {
	mkdir "$folder/$1"
	printf '# Calf\n\nsoleus [x](#pain) [[heel]]\n\n## Pain\n\nsore calf\n' > "$folder/$1/calf.md"
	"$bodymap" search -b "$folder/$1" calf > "$folder/found"
	printf '# Heel\n\nsore foot [[calf]]\n' > "$folder/$1/heel.md"
	if [ "$1" = changed ]; then
		printf '# Calf\n\nachilles [[heel]]\n\n## Tears\n\nsore soleus\n' > "$folder/$1/calf.md"
	fi
	"$bodymap" search -b "$folder/$1" foot > "$folder/found"
	cp "$XDG_CACHE_HOME"/bodymap/*.newer "$2"
	rm -rf "$XDG_CACHE_HOME"
}
newer changed "$4"
newer new "$5"

# What cannot be read would be no seed.
"$bodymap" search -b "$2" word > "$folder/found"
"$bodymap" search -b "$3" common > "$folder/found"

#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap check: what is wrong with a book, a line each, and where.

. "$(dirname "$0")/tap.sh"

printf '# One page\n\nwith a [link](none.md)\n' >page.md
try 'a dead link' 1 bodymap check page.md
says 'page.md:3:'

printf -- '---\ntitle: [never closed\n---\n# Broken head\n\nBody.\n' >head.md
try 'front matter that is none' 1 bodymap check head.md
says 'head.md:'

mkdir notes
printf 'kinds:\n  - {id: plant, label: Plants}\n' >notes/book.yaml
printf -- '---\nkind: planet\n---\n# Kind\n\nTo [a](a.md#nowhere), to [a](a.md).\n' >notes/kind.md
printf '# A\n\nTo [kind](kind.md).\n' >notes/a.md
printf '# Alone\n\nTo [a](a.md).\n' >notes/alone.md
try 'a folder' 1 bodymap check notes
says 'kind.md'
says 'planet'
says 'nowhere'
says 'alone.md'
try 'JSON' 1 bodymap check --json notes
holds 'it["format_version"] == 1'

mkdir good
printf '# A\n\nTo [b](b.md#b).\n' >good/a.md
printf '# B\n\nTo [a](a.md).\n' >good/b.md
try 'nothing to find' 0 bodymap check good
try 'a folder that is not there' 2 bodymap check nowhere
says 'nowhere'
try 'the built-in book' 0 bodymap check

# A book that says what it is, with nothing wrong; each case below breaks one thing of a fresh one.
fresh() {
	rm -rf book
	mkdir book
	cat >book/book.yaml <<'END'
title: Small body
maps: [small.map]
kinds:
  - {id: anatomy, label: Anatomy}
  - {id: symptom, label: Symptoms}
  - {id: red-flag, label: Red flags, headings: [When to see a doctor]}
  - {id: source, label: Sources}
END
	cat >book/small.map <<'END'
bodymap-map 1
view front Front
facing
frame -10,0 10,20
region calf Calf
whole front -3,3 3,3 3,9 -3,9
region shin Shin
whole front -3,11 3,11 3,17 -3,17
END
	printf 'calf | lower leg\nshin | shinbone\n' >book/synonyms.txt
	cat >book/calf.md <<'END'
---
title: Calf
kind: anatomy
regions: [calf]
aliases: [lower leg]
sources: [source-0]
---
# Calf

It may [ache](ache.md#why) and [swell](flag.md). [S0](source-0.md)

## See also

- [Ache](ache.md)
END
	cat >book/ache.md <<'END'
---
title: Ache
kind: symptom
regions: [calf, shin]
sources: [source-0]
---
# Ache

See a doctor if [it swells](flag.md).

## Why

## See also

- [Calf](calf.md)
END
	cat >book/flag.md <<'END'
---
title: Swelling
kind: red-flag
regions: [calf]
flag: Swollen? Have it checked.
---
# Swelling

An [ache](ache.md) is another matter.
END
	printf -- '---\ntitle: Source 0\nkind: source\n---\n# Source 0\n' >book/source-0.md
}

finds() { # WHY FILE:LINE TEXT...
	why=$1 where=$2
	shift 2
	try "$why" 1 bodymap check book
	says "book/$where: "
	for text in "$@"; do
		says "$text"
	done
	single=false
	[ "$(wc -l <"$out")" -eq 1 ] && single=true
	result "$single" "$why: and nothing else"
}

change() { # FILE SED-EXPRESSION
	fresh
	sed "$2" "book/$1" >changed && mv changed "book/$1"
}

fresh
try 'nothing wrong' 0 bodymap check book
try 'nothing wrong, by another way of naming it' 0 sh -c 'cd book && bodymap check .'
try 'nothing wrong, as one file' 0 sh -c 'bodymap index -o b.book book && bodymap check --verify b.book'
printf 'x' | dd of=b.book bs=1 seek=3000 conv=notrunc 2>/dev/null
try 'a damaged file' 1 bodymap check --verify b.book
says 'b.book:1: '

change calf.md 's/ache.md#why/pain.md/'
finds 'a link to no page' calf.md:10 '"pain.md": there is no such page'
change calf.md 's/#why/#when/'
finds 'a link to no section' calf.md:10 '"ache.md#when": that page has no such section'
change calf.md 's/#why/#when/'
printf '<a id="when"></a>\n' >>book/ache.md
try 'a place the page marks itself' 0 bodymap check book
change calf.md 's/ache.md#why/small.map/'
try 'a file that is no page' 0 bodymap check book
change calf.md 's/kind: anatomy/kind: [anatomy/'
finds 'front matter that cannot be read' calf.md:4
change calf.md 's/kind: anatomy/kind: muscle/'
finds 'an unknown kind' calf.md:3 'no kind "muscle"'
change ache.md 's/, shin/, chin/'
finds 'an unknown region' ache.md:4 'no region "chin"'
change small.map 's/^whole front -3,11.*/part calf/'
try 'a part without a shape, named by a page' 1 bodymap check book
says 'book/ache.md:4: the region "shin" has no shape on the map'
says 'book/small.map:7: '
change small.map 's/-3,3 3,3 3,9/-3,3 3,9 3,3/'
try 'a shape that crosses itself' 1 bodymap check book
says 'book/small.map:6: '
change calf.md 's/source-0\]/source-0, source-9]/'
finds 'a source that is not there' calf.md:6 'no source "source-9"'
change flag.md 's/Swelling$/Lower  Leg/'
finds 'a name used twice' flag.md:2 '"Lower Leg" is a name of the page "calf" already'
fresh
printf -- '---\ntitle: Alone\nregions: [calf]\n---\n# Alone\n' >book/alone.md
finds 'a page no one links to' alone.md:1 'no page links to this one'
fresh
printf -- '# Far\n\nTo [farther](farther.md).\n' >book/far.md
printf -- '# Farther\n\nTo [far](far.md).\n' >book/farther.md
try 'too far from the map' 1 bodymap check book
says 'book/far.md:1: more than two steps from the map'
change ache.md 's/\[it swells\](flag.md)/it swells/'
finds 'a symptom without a red flag' ache.md:1 'red flags'
change ache.md 's/\[it swells\](flag.md)/it swells/; s/## Why/## When to see a doctor\n\n## Why/'
try 'a symptom with a section of them' 0 bodymap check book
change flag.md '/^flag:/d'
finds 'a red flag without its line' flag.md:1 '"flag: ...'
fresh
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "[" }' >>book/flag.md
finds 'a page shown as plain text' flag.md:1 'shown as plain text'
change book.yaml 's/small.map\]/small.map, large.map]/'
finds 'a map that is not there' book.yaml:2 'no map "large.map"'
change small.map 's/^region shin/regio shin/'
finds 'a map that cannot be read' small.map:7 'regio'
change book.yaml 's/^kinds:/kinds: all/'
try 'settings that cannot be read' 1 bodymap check book
says 'book/book.yaml:'
change ache.md 's/^## See also/## More/'
finds 'See also, one way' calf.md:14 'names "ache"'
change synonyms.txt '1s/$/ | Shinbone/'
finds 'a word in two groups' synonyms.txt:2 '"shinbone"' 'line 1'
fresh
printf 'calf\n' >book/synonyms.txt
finds 'a group of one' synonyms.txt:1 'two members'

finish

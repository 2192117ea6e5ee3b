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

finish

#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap list and links: what is in a book and what leads where.

. "$(dirname "$0")/tap.sh"

mkdir -p notes/deep
cat >notes/a.md <<'END'
# First

To [b](deep/b.md), to [its end](deep/b.md#end), to [nowhere](c.md), to <https://example.org/>.
END
cat >notes/deep/b.md <<'END'
---
title: Second page
kind: anatomy
regions: [calf]
---
# Second

## End

Back to [[a]], with a note.[^1]

[^1]: Not a link, nor is ![a picture](a.png).
END
printf 'no heading\n' >notes/deep/plain.md
echo 'no page' >notes/data.txt

try 'the pages' 0 bodymap list -b notes
says 'First'
says 'deep/b'
says 'Second page'
says 'deep/plain'
silent_of 'data'

try 'JSON' 0 bodymap list -b notes --json
is_json pages
holds '[page["page"] for page in it["pages"]] == ["a", "deep/b", "deep/plain"]'
holds 'it["pages"][1]["sections"][1] == {"section": "end", "heading": "End", "level": 2}'

try 'a region that no page names' 2 bodymap list -b notes --in moon
says 'moon'
try 'no such kind' 2 bodymap list -b notes --kind nonsense
says 'nonsense'
try 'an empty folder' 1 sh -c 'mkdir -p none && bodymap list -b none'

try 'links out and in' 0 bodymap links -b notes deep/b
says 'a'
try 'a footnote is no link, nor is a picture' 0 bodymap links -b notes deep/b
silent_of '[1]'
silent_of 'picture'
try 'JSON of links' 0 bodymap links -b notes --json a
is_json page links backlinks
holds '[link["target"] for link in it["links"]][:2] == ["deep/b", "deep/b#end"]'
holds 'it["links"][3]["target"] == "https://example.org/"'
holds 'it["backlinks"] == ["deep/b#end"]'
try 'a page without links' 1 bodymap links -b notes deep/plain
try 'a page that is not there' 1 bodymap links -b notes c
try 'no page named' 2 bodymap links -b notes

mkdir odd
printf '# Odd\n\nword [x](x.md)\n' >"odd/one
two	three.md"
try 'a name of two lines is a row of one' 0 bodymap list -b odd
says 'one?two?three		Odd'
try 'so it is among findings' 1 bodymap check odd
says 'odd/one?two?three.md:3: a link'
try 'and hits' 0 bodymap search -b odd word
says 'one?two?three#odd'

try 'the built-in book by kind' 0 bodymap list --kind anatomy
says 'gastrocnemius'
silent_of 'massage'
try 'by region' 0 bodymap list --in calf
says 'calf-pain'
try 'links of a page of it' 0 bodymap links gastrocnemius
says 'achilles-tendon'

finish

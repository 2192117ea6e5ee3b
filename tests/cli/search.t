#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap search: forms of output and status; how well it finds is tests/relevance's.

. "$(dirname "$0")/tap.sh"

mkdir notes
printf '# Tea\n\nLeaves in hot water.\n\n## Green\n\nLeaves that are not oxidised.\n' >notes/tea.md
printf '# Milk\n\nWhite and cold.\n' >notes/milk.md

try 'found' 0 bodymap search -b notes leaves
says 'tea'
try 'behind "--" a word may begin with "-"' 0 bodymap search -b notes -- leaves -green
silent_of 'tea#green'
try 'several words' 0 bodymap search -b notes white leaves
says 'milk'
says 'tea'
try 'in other letters' 0 bodymap search -b notes LEAVES
says 'tea'
try 'a phrase' 0 bodymap search -b notes '"hot water"'
says 'tea'
silent_of 'tea#green'
try 'a regular expression' 0 bodymap search -b notes --regex 'oxid[a-z]+d'
says 'tea#green'
try 'one hit of several' 0 bodymap search -b notes -n 1 --json leaves
holds 'len(it["hits"]) == 1 and it["total"] == 2'
try 'nothing found' 1 bodymap search -b notes zzyzx
try 'nothing found, as JSON' 1 bodymap search -b notes --json zzyzx
is_json query corrected total elapsed_us hits
holds 'it["total"] == 0 and it["hits"] == []'
try 'JSON' 0 bodymap search -b notes --json -- leaves
is_json query corrected total elapsed_us hits
holds 'it["query"] == "leaves" and it["corrected"] is None and it["total"] == 2'
holds '[hit["rank"] for hit in it["hits"]] == [1, 2]'
holds 'it["hits"][0]["score"] >= it["hits"][1]["score"]'
holds 'all(hit["snippet"][a:b].lower() == "leaves" for hit in it["hits"] for a, b in hit["marks"])'
holds 'all(hit["marks"] for hit in it["hits"])'
try 'a misspelt word, corrected and said' 0 bodymap search -b notes --json wather
holds 'it["corrected"] == "water"'

try 'no query' 2 bodymap search -b notes
try 'an expression that is not whole' 2 bodymap search -b notes --regex '(a'
try 'a number that is none' 2 bodymap search -b notes -n many leaves
try 'no such region' 2 bodymap search --in moon calf
says 'moon'
try 'no such kind' 2 bodymap search --kind moon calf
says 'moon'
try 'a book that is not there' 2 bodymap search -b nowhere leaves
says 'nowhere'

printf 'q1\tleaves\nq2\tcold white\n' >queries
try 'a run of queries' 0 bodymap search -b notes --queries queries --trec
says 'q1 Q0 tea'
says 'q2 Q0 milk'
says ' bodymap'
try 'the same by page' 0 bodymap search -b notes --queries queries --trec --by page
silent_of 'tea#'

try 'the built-in book' 0 bodymap search sore calf
says 'calf'
try 'limited to a kind' 0 bodymap search --json --kind anatomy gastrocnemius
holds 'it["hits"] and all(hit["kind"] == "anatomy" for hit in it["hits"])'
try 'limited to a region' 0 bodymap search --json --in calf pain
holds 'it["hits"] and all("calf" in hit["regions"] for hit in it["hits"])'

try 'no hit is no dead end' 1 bodymap search xylophone
says 'nothing was found; bodymap list names all pages'

finish

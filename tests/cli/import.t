#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap import: plain text becomes pages, and nothing that is there is lost.

. "$(dirname "$0")/tap.sh"

cat >calf_pain.txt <<'END'
It hurts behind the knee. That has many causes.
Causes
A muscle that was stretched too far and too fast, or a nerve in the lower back.
- Strain: it hurts at once.
- Cramp
Sign In / Sign Up
END

try 'an article becomes a page' 0 bodymap import -o pages calf_pain.txt
says 'pages/calf_pain.md'
says 'calf_pain.txt:6: does this belong to the article? "Sign In / Sign Up"'
try 'its title is that of its file' 0 bodymap show -b pages --format=markdown calf_pain
says '# Calf pain'
says '## Causes'
says '- **Strain:** it hurts at once.'
says 'Sign In / Sign Up'
try 'which is found' 0 bodymap search -b pages cramp
says 'calf_pain#causes'

echo mine >pages/calf_pain.md
try 'a page that is there stays' 2 bodymap import -o pages calf_pain.txt
says 'pages/calf_pain.md is there already'
try 'as it was' 0 grep -x mine pages/calf_pain.md
try 'a title by hand' 0 bodymap import -o titled --title 'Sore: calves' calf_pain.txt
try 'stands in the head' 0 grep -x 'title: "Sore: calves"' titled/calf_pain.md

mkdir other
cp calf_pain.txt other/calf_pain.md
try 'two of one name' 2 bodymap import -o new calf_pain.txt other/calf_pain.md
says 'would both become new/calf_pain.md'
try 'and no page of them is made' 1 test -e new/calf_pain.md
try 'one title for two' 2 bodymap import --title T calf_pain.txt other/calf_pain.md
try 'nothing to import' 2 bodymap import
printf 'a\0b' >binary.txt
try 'what is no text' 2 bodymap import binary.txt
says 'binary.txt is no text'
printf ' \n\n' >empty.txt
try 'what is empty' 2 bodymap import empty.txt
try 'what is not there' 2 bodymap import nowhere.txt
says 'nowhere.txt'

finish

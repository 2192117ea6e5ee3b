#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap index: what it says of the book it has made.

. "$(dirname "$0")/tap.sh"

mkdir notes
printf '# Milk\n\nFresh.\n\n## Sour\n\nIt turns.\n' >notes/milk.md
printf '# Oats\n\nRolled.\n' >notes/oats.md

# No time is the same twice.  What a page has before its first heading counts as a section.
try 'what was read and written' 0 sh -c \
	'bodymap index --stats -o notes.book notes | sed "s/^seconds: [0-9.]*$/seconds/" >said'
cat >expected <<END
pages: 2
sections: 5
words: 7
bytes read: $(cat notes/*.md | wc -c)
bytes written: $(wc -c <notes.book)
seconds
pages re-used: 0
END
if cmp -s expected said; then same=true; else same=false; diff expected said | sed 's/^/# /'; fi
result $same 'each line is one of its figures'

try 'without --stats it says nothing' 0 bodymap index -o notes.book notes
silent_of ':'

finish

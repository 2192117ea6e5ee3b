#!/bin/sh
# SPDX-License-Identifier: ISC
# What holds for the program whatever the command: help, pipes, full disks, odd books, no terminal.

. "$(dirname "$0")/tap.sh"

printf '# One page\n\nwith a [link](none.md)\n' >page.md

try 'help' 0 bodymap --help
says 'search'
says 'show'
try 'help of a command' 0 bodymap search --help
says 'bodymap search [-b BOOK]'
says '--queries FILE --trec'
silent_of 'bodymap show'
for command in check import index links list map search show; do
	try "help of $command" 0 bodymap "$command" --help
	says "bodymap $command "
done
try 'version' 0 bodymap --version
says 'bodymap '
try 'no such option' 2 bodymap --frobnicate
says '--frobnicate'
try 'an option is named as it is typed' 2 bodymap search -n none calf
says '-n wants a number'
try 'nor a value that is missing' 2 bodymap search -n
says '-n wants a value: N'
try 'words without a command' 2 bodymap sore calf
says 'bodymap search sore calf'
try 'one word without a command' 2 bodymap knee
says 'bodymap search knee'
try 'a file that is not there is not looked for in the book' 2 bodymap knee.md
silent_of 'search'
try 'a word where only options are' 2 bodymap list notes
says 'not "notes"'
try 'another' 2 bodymap map calf
says 'not "calf"'

# Standard output is no terminal here.
try 'without a terminal: the first screen as text' 0 bodymap
says 'alf'
try 'one page, read from a file' 0 bodymap page.md
says 'One page'
try 'one page, read from standard input' 0 sh -c 'bodymap - <page.md'
says 'One page'
try 'nothing on standard input' 0 sh -c 'bodymap - </dev/null'
try 'a book that is not there' 2 bodymap nowhere
says 'nowhere'
try 'a folder without pages' 0 sh -c 'mkdir -p empty && bodymap empty'
try 'a device is no book' 2 bodymap list -b /dev/zero
try 'a FIFO is no book' 2 sh -c 'mkfifo fifo && exec bodymap list -b fifo'
printf '\0\1\2\377 not a book' >odd.book
try 'a broken book' 2 bodymap list -b odd.book
says 'odd.book'
printf '\377\376\200 broken \303( UTF-8\n' >bytes.md
try 'bytes that are not UTF-8' 0 bodymap show -b bytes.md bytes
says 'broken'
printf -- '---\ntitle: [never closed\nregions: {a: }\n---\n# Broken head\n\nBody.\n' >head.md
try 'front matter that is none' 0 bodymap show -b head.md head
says 'Body.'

try 'a reader that has had enough' 0 sh -c 'bodymap list | head -n 1 >/dev/null'
if [ -e /dev/full ]; then
	bodymap list >/dev/full 2>"$err"
	got=$?
	: >"$out"
	if [ $got -eq 2 ] && is_one_sentence; then
		result true 'a full disk is trouble'
	else
		result false "a full disk is trouble (status $got)"
	fi
fi

# Nothing of the user's to be written to.
mkdir sealed notes
cp page.md notes/
chmod 500 sealed notes
try 'a HOME that cannot be written to' 0 env HOME="$scratch/sealed" bodymap list -b notes
try 'no HOME' 0 env -u HOME bodymap list -b notes
try 'a HOME that cannot be made' 0 env HOME=/dev/null/none bodymap list -b notes
chmod 700 sealed notes

try 'an unknown TERM does not matter to commands' 0 env TERM=nonsense bodymap list -b notes
try 'nor a locale that is not there' 0 env LC_ALL=xx_XX.UTF-8 bodymap show -b notes page
try 'the C locale' 0 env LC_ALL=C bodymap show gastrocnemius

try 'a map as text' 0 bodymap map --rows=22
try 'a map in ASCII' 0 bodymap map --rows=22 --glyphs=ascii
if LC_ALL=C grep -q '[^ -~]' "$out"; then result false 'only ASCII'; else result true 'only ASCII'; fi
try 'the regions as a list' 0 bodymap map --list
says 'calf'
try 'the regions as JSON' 0 bodymap map --json
is_json regions
try 'a zoom to nowhere' 2 bodymap map --zoom=moon
says 'moon'

finish

#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap show: a page or a section, in four forms.

. "$(dirname "$0")/tap.sh"

mkdir notes
cat >notes/tea.md <<'END'
---
title: Tea
aliases: [char]
---
# Tea

Leaves in hot water. See [milk](milk.md#cold) and [nowhere](none.md).

## Green

Not *oxidised*.

### Sencha

From Japan.

## Black

Oxidised.
END
cat >notes/milk.md <<'END'
# Milk

## Cold

In the [tea](tea.md).
END

try 'a page' 0 bodymap show -b notes tea
says 'Leaves in hot water.'
says 'Oxidised.'
silent_of '*oxidised*'

try 'a section, with those below it' 0 bodymap show -b notes 'tea#green'
says 'Not oxidised.'
says 'From Japan.'
silent_of 'Leaves'
silent_of 'Black'

try 'a section without any below' 0 bodymap show -b notes 'tea#sencha'
says 'From Japan.'
silent_of 'Not oxidised'

try 'a page by its title' 0 bodymap show -b notes Tea
says 'Leaves in hot water.'
try 'a page by another name' 0 bodymap show -b notes char
says 'Leaves in hot water.'
try 'the book may stand behind the page' 0 bodymap show tea --book=notes
says 'Leaves in hot water.'

try 'no such page: those that are called alike' 1 bodymap show -b notes mil
says 'there are milk'
try 'no such page, nor one like it' 1 bodymap show -b notes zz
says 'bodymap list names them all'

try 'JSON' 0 bodymap show -b notes --format=json 'tea#green'
is_json page section title heading kind regions aliases sources text links backlinks
holds 'it["section"] == "green" and it["heading"] == "Green" and it["title"] == "Tea"'
try 'JSON of a page has no section' 0 bodymap show -b notes --format=json milk
is_json page section
holds 'it["section"] is None and it["heading"] is None'
holds 'it["backlinks"] == ["tea#tea"]'
holds 'it["links"] == [{"text": "tea", "target": "tea"}]'

try 'markdown is as it was written' 0 bodymap show -b notes --format=markdown 'tea#green'
says 'Not *oxidised*.'
silent_of 'title:'

try 'a narrow one' 0 bodymap show -b notes --width=12 tea
widest=$(wc -L <"$out")
if [ "$widest" -le 12 ]; then result true 'no line is wider than asked for'; else
	result false "a line is $widest columns wide"
fi

try 'a page that is not there' 1 bodymap show -b notes coffee
says 'coffee'
try 'a section that is not there' 1 bodymap show -b notes 'tea#white'
says 'white'
try 'no page named' 2 bodymap show -b notes
try 'two pages named' 2 bodymap show -b notes tea milk
try 'no such form' 2 bodymap show -b notes --format=pdf tea
says 'pdf'
try 'a width of nothing' 2 bodymap show -b notes --width=0 tea
try 'a width that is no number' 2 bodymap show -b notes --width=wide tea
try 'no such option' 2 bodymap show -b notes --colour tea
says '--colour'
try 'a book that is not there' 2 bodymap show -b nowhere tea
says 'nowhere'

try 'one file as a book' 0 bodymap show -b notes/tea.md tea
says 'Leaves in hot water.'

try 'the built-in book' 0 bodymap show --format=text gastrocnemius
says 'Where it is'
try 'a section of it' 0 bodymap show 'gastrocnemius#where-it-is'
says 'thigh bone'
silent_of 'What it does'

# A large page is indexed once, and again when it changes.
python3 -c 'print("# Large\n\n" + "many words\n\n" * 20000 + "## End\n\nthe last words")' >large.md
try 'a large page' 0 bodymap show -b large.md large#end
says 'the last words'
try 'it lies in the cache' 0 sh -c 'ls .cache/bodymap/*.book'
printf '## More\n\nwritten since\n' >>large.md
try 'the same page, changed' 0 bodymap show -b large.md large#more
says 'written since'
rm -r .cache
printf '' >.cache
try 'a large page without a folder for caches' 0 bodymap show -b large.md large#end
says 'the last words'

try 'a page of the built-in book begins with its red flags' 0 bodymap show calf-pain
says '! Calf swollen, warm or red? Have it checked today - it may be a blood clot.'
try 'whole in a narrow one, too' 0 bodymap show --width=12 'calf-pain#symptoms'
says '  blood'
try 'a page of no region has none' 0 bodymap show -b notes tea
silent_of '!'

mkdir away
try 'a book that leaves its pages in their folder' 0 bodymap index --no-sources -o lean.book notes
try 'finds them from anywhere' 0 sh -c 'cd away && bodymap show -b ../lean.book milk'
says 'In the tea.'
try 'with what shows why' 0 sh -c 'cd away && bodymap search -b ../lean.book oxidised'
says 'Not oxidised.'
mv notes gone
try 'but not when they have gone' 2 bodymap show -b lean.book milk
says 'milk.md'
try 'while those it carries stay' 0 sh -c 'bodymap index -o whole.book gone && mv gone far && bodymap show -b whole.book milk'
says 'In the tea.'

finish

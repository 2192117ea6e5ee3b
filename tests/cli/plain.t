#!/bin/sh
# SPDX-License-Identifier: ISC
# bodymap --plain: the whole program as a conversation, and the same content as on the screens.

. "$(dirname "$0")/tap.sh"

# Talks to the program: each further argument is an answer, one a line.
talk() { # ANSWER...
	printf '%s\n' "$@" | bodymap --plain
}

try 'the first scene: the regions head to toe' 0 bodymap --plain
says 'Information, not a diagnosis.'
says 'Calf (26 pages, red flags)'
says 'Head (no page yet)'
silent_of '│'

talk calf q >calf.txt
try 'a region by its name' 0 cat calf.txt
says 'Red flag: Calf swollen, warm or red?'
says 'Gastrocnemius (Anatomy)'

talk gastro q >back.txt
try 'several regions of a name are offered' 0 cat back.txt
says 'regions match'

talk calf 1 o 2 b b b q >page.txt
try 'a page with its flags, its sections, and back' 0 cat page.txt
says 'Calf swelling, warmth and blood clots'
says 'When to see a doctor'
says 'Links of'

talk '/achiles' 1 w k q >search.txt
try 'a search, corrected; a section; the whole page; what links there' 0 cat search.txt
says 'achilles'
says 'From the page: Achilles tendon and heel bone'
says 'What links to Achilles tendon and heel bone'

talk '/gastrocnemius' 1 +a "'" v '!' p '?' 99 q >rest.txt
try 'bookmarks, history, red flags, pages, help' 0 cat rest.txt
says 'Bookmarked under a.'
says 'History, last first'
says 'Red flag: Back pain with a numb or weak leg'
says 'Conditions'
says 'the regions, head to toe'
says 'That number was not offered.'

talk "'" q >kept.txt
try 'a bookmark is kept for the next time' 0 cat kept.txt
says 'Gastrocnemius'

mkdir many
i=0
while [ $i -lt 150 ]; do
	i=$((i + 1))
	printf '# Page %d\n\nsome word\n' $i >many/p$i.md
done
printf '%s\n' 61 n 61 b n n n /word n 30 q | bodymap --plain many >parts.txt
try 'a long list is told in parts, and what was told can still be chosen' 0 cat parts.txt
says '60 of 150; n tells the next.'
says '120 of 150; n tells the next.'
says 'There is no more of this.'
says '20 of 150; n tells the next.'
try 'a part begins where the one before ended' 0 sh -c 'grep -c "^62 " parts.txt'
says '2'
try 'each number but those not yet told is taken' 0 sh -c 'grep -c "was not offered" parts.txt'
says '1'
try 'a pipe gets all of it' 0 bodymap many
says '150 Page'
silent_of 'n tells the next'

# ---- parity with the screens ----

# Every page of every region is offered in the linear mode.
bodymap map --json >map.json
python3 - <<'END' >wanted
import json
for region in json.load(open("map.json"))["regions"]:
    if region["pages"]:
        print(f"{region['name']} ({region['pages']} page")
END
bodymap --plain </dev/null >regions.txt
missing=false
while read -r line; do
	grep -qF "$line" regions.txt || { echo "# $line"; missing=true; }
done <wanted
if $missing; then result false 'every region with its pages'; else result true 'every region with its pages'; fi

# Every page reads the same as it is shown, line for line, its red flags first: "! ..." in lines of 80
# columns there, "Red flag: ..." in one here.
if python3 - <<'END' >different; then
import subprocess, sys
def run(*words):
    return subprocess.run(["bodymap", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
def is_same(page):
    shown, told = run("show", "--format=text", "--width=80", page), run("--plain", "--page", page)
    flags = ""
    if shown.startswith("! "):
        flags, shown = shown.split("\n\n", 1)
    said = [line.replace("Red flag:", "!") for line in told.splitlines() if line.startswith("Red flag: ")]
    return shown in told and " ".join(flags.split()) == " ".join(said)
pages = [line.split("\t")[0] for line in run("list").splitlines()]
wrong = [page for page in pages if not is_same(page)]
print(*wrong)
sys.exit(bool(wrong) or not pages)
END
	result true 'every page as it is shown'
else
	result false "every page as it is shown: not $(cat different)"
fi

# The red flags of a page's regions stand above its text, whole.
try 'the red flags of the page' 0 bodymap --plain --page calf-stretches
says 'Red flag: Calf swollen, warm or red? Have it checked today - it may be a blood clot.'
says 'Red flag: Leg numb or weak, cannot take your weight, or pain severe or lasting? Get it checked.'
talk soleus q >part.txt
try 'a part has those of its whole' 0 cat part.txt
says 'Red flag: Calf swollen, warm or red? Have it checked today - it may be a blood clot.'
try 'hits have those of the best' 0 bodymap --plain --search 'sore calf'
says 'Red flag: Calf swollen, warm or red? Have it checked today - it may be a blood clot.'

# ---- where it comes by itself ----

try 'a pipe gets the first scene and no question' 0 bodymap
silent_of 'q quit'
try 'one page on standard input' 0 sh -c 'printf "# One\n\nwords\n" | bodymap -'
says 'words'

finish

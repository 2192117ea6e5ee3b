#!/bin/sh
# SPDX-License-Identifier: ISC
# A markdown page of at least BYTES bytes: sections with paragraphs, emphasis, links, lists, code and
# tables, no two alike.
# usage: page.sh BYTES

awk -v bytes="$1" '
function word() { seed = (seed * 16807) % 2147483647; return words[seed % nwords + 1] }
function sentence(n, text, i) {
	text = word()
	for (i = 1; i < n; i++) text = text " " (i % 9 == 4 ? "*" word() "*" : i % 13 == 7 ? "[" word() "](#" word() ")" : word())
	return toupper(substr(text, 1, 1)) substr(text, 2) "."
}
function say(text) { print text; written += length(text) + 1 }
BEGIN {
	nwords = split("the calf muscle behind knee pulls on heel when foot points and thigh is straight after long walk with stiff ankle that hurts in morning or at night under load of stairs", words, " ")
	seed = 7
	say("# Page of " bytes " bytes\n")
	for (section = 1; written < bytes; section++) {
		say((section % 4 == 1 ? "## " : "### ") "Section " section ": " word() " " word() "\n")
		for (p = 0; p < 3; p++) say(sentence(14) " " sentence(9) " " sentence(17) "\n")
		if (section % 3 == 0) for (i = 0; i < 4; i++) say("- " sentence(8))
		if (section % 5 == 0) say("\n| " word() " | " word() " |\n|---|---:|\n| " word() " | " section " |\n| " sentence(3) " | " section * 7 " |\n")
		if (section % 7 == 0) say("\n```\n" sentence(6) "\n```\n")
		say("")
	}
}'

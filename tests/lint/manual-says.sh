#!/bin/sh
# SPDX-License-Identifier: ISC
# The manual page names every command, every option of one and every set of keys.
# usage: manual-says.sh ROOT PAGE
command -v mandoc >/dev/null || { echo "mandoc is missing"; exit 1; }
# Bold is a letter, a step back and the letter again.
shown=$(mandoc -T ascii "$2" | sed "s/.$(printf '\b')//g") || exit 1

# A pattern a line for what it has to say.
wanted() {
	sed -n 's/^\t\.name = "\([a-z]*\)",$/^     bodymap \1 /p' "$1"/src/cmd/*.c
	sed -n "s/{\"\([a-z-]*\)\", 0, [^}]*}/\n(^|[^a-z-])--\1([^a-z-]|\$)\n/gp" "$1"/src/cmd/*.c |
		grep -e '--'
	sed -n "s/{\"[a-z-]*\", '\([a-z]\)', [^}]*}/\n(^|[^a-z-])-\1 \n/gp" "$1"/src/cmd/*.c |
		grep -e '-. $'
	sed -n 's/^\t{[A-Z_]*, "\(.*\)"},$/^   \1$/p' "$1/src/view/action.c"
}

missing=$(wanted "$1" | sort -u | while read -r pattern; do
	echo "$shown" | grep -qE -e "$pattern" || echo "the manual does not say $pattern"
done)
[ -z "$missing" ] || { echo "$missing"; exit 1; }

#!/bin/sh
# Plays a case and compares what is seen with its golden text; with UPDATE=1 rewrites that, to be
# read with care.
# usage: compare.sh RUNNER CASE.steps
golden=${2%.steps}.txt
seen=$(mktemp) || exit 2
trap 'rm -f "$seen"' EXIT
"$1" "$2" >"$seen" || exit 1
[ "$UPDATE" != 1 ] || cp "$seen" "$golden"
diff -u "$golden" "$seen"

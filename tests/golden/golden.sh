#!/bin/sh
# Every <case>.md laid out at the widths of its <case>.<cols>.txt is as it was when somebody read
# it.  Width 80a is 80 columns in ASCII.
# usage: golden.sh LAY DIR [--update]    (--update rewrites; read the diff before you commit)
lay=$1 dir=$2 bad=0 count=0
for want in "$dir"/*.txt; do
	base=${want%.txt} cols=${want%.txt}
	cols=${cols##*.} base=${base%.*}
	count=$((count + 1))
	if [ "$3" = --update ]; then
		"$lay" "$cols" "$base.md" >"$want" || bad=1
	else
		"$lay" "$cols" "$base.md" | diff -u "$want" - || bad=1
	fi
done
echo "$count files"
[ "$count" -gt 0 ] || bad=1
exit $bad

#!/bin/sh
# Every map/<map>.<glyphs>.<rows>[.<region>].txt is the picture that somebody has looked at.
# usage: pictures.sh PICTURE ROOT [--update]    (--update rewrites; look before you commit)
picture=$1 root=$2 bad=0 count=0
for want in "$root"/tests/golden/map/*.txt; do
	name=${want##*/}
	IFS=. read -r map glyphs rows region rest <<-NAME
		$name
	NAME
	[ "$region" = txt ] && region=
	: "$rest"
	count=$((count + 1))
	case $map in
	body) file=$root/content/maps/body.map ;;
	*) file=$root/tests/books/$map/maps/$map.map ;;
	esac
	if [ "$3" = --update ]; then
		"$picture" "$file" "$glyphs" "$rows" ${region:+"$region"} >"$want" || bad=1
	else
		"$picture" "$file" "$glyphs" "$rows" ${region:+"$region"} | diff -u "$want" - || bad=1
	fi
done
echo "$count pictures"
[ "$count" -gt 0 ] || bad=1
exit $bad

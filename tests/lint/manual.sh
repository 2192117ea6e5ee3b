#!/bin/sh
# Every manual page is as mandoc wants it.
# usage: manual.sh ROOT [PAGE...]
cd "$1" || exit 2
shift
command -v mandoc >/dev/null || { echo "mandoc is missing"; exit 1; }
for page in docs/*.[1-8] "$@"; do
	[ -f "$page" ] || continue
	mandoc -T lint -W warning "$page" || exit 1
done

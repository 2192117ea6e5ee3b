#!/bin/sh
# Every manual page, in the tree or made from it, is as mandoc wants it.
# usage: manual.sh ROOT PAGE-MADE...
command -v mandoc >/dev/null || { echo "mandoc is missing"; exit 1; }
root=$1
shift
for page in "$root"/docs/*.[1-8] "$@"; do
	[ ! -f "$page" ] || mandoc -T lint -W warning "$page" || exit 1
done

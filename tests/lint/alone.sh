#!/bin/sh
# Every header compiles by itself, without warnings.
# usage: alone.sh SRC-DIR
cd "$1" || exit 2
bad=0
for header in $(find . -name '*.h' | sort); do
	cc -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Werror -fsyntax-only -I. -x c "$header" || bad=1
done
exit $bad

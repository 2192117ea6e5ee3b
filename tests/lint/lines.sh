#!/bin/sh
# Every source begins with its licence, and no file names a folder of one machine.
# usage: lines.sh ROOT
cd "$1" || exit 2
bad=0
for source in $(find src tests -name '*.[ch]' | sort); do
	[ "$(head -n 1 "$source")" = '// SPDX-License-Identifier: ISC' ] ||
		{ echo "$source: begins without the SPDX line"; bad=1; }
done

# The quotes keep this line from finding itself.
machine='(^|[^[:alnum:]~._-])/(wo''rk|ro''ot|ho''me/[[:alnum:]]+|tmp/br''ief)(/|[^[:alnum:]/_-]|$)'
find . \( -name .git -o -path './build*' -o -path ./.cache \) -prune -o -type f -print | sort |
	xargs grep -nIE "$machine" && { echo '  -> a path of one machine'; bad=1; }
exit $bad

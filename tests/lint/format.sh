#!/bin/sh
# The sources are as clang-format leaves them.
# usage: format.sh ROOT
cd "$1" || exit 2
command -v clang-format >/dev/null || { echo "clang-format is missing"; exit 1; }
find src tests -name '*.[ch]' | sort | xargs clang-format --dry-run --Werror

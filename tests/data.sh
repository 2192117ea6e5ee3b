#!/bin/sh
# Runs a test on files that are not in the repository; skips it, saying so, when they are not there.
# usage: data.sh TEST FILE...   files below $BODYMAP_TESTDATA
test=$1
shift
[ -n "$BODYMAP_TESTDATA" ] || { echo "BODYMAP_TESTDATA is not set, so $* are not there"; exit 77; }
cd "$BODYMAP_TESTDATA" && exec "$test" "$@"

#!/bin/sh
# Replays a fuzz target over the hostile files that are not in the repository.
# usage: data.sh REPLAY FILE...   files below $BODYMAP_TESTDATA
replay=$1
shift
[ -n "$BODYMAP_TESTDATA" ] || { echo "BODYMAP_TESTDATA is not set, so $* are not there"; exit 77; }
cd "$BODYMAP_TESTDATA" && exec "$replay" "$@"

#!/bin/sh
# Every shell script is as shellcheck wants it.
# usage: shell.sh ROOT
cd "$1" || exit 2
command -v shellcheck >/dev/null || { echo "shellcheck is missing"; exit 1; }
# -P: a script that another reads with `.` is found from the root and from its own folder.
find tools .ci tests -type f -exec grep -lE '^#!/bin/sh|^# shellcheck shell=sh' {} + | sort |
	xargs shellcheck -x -P "$PWD" -P SCRIPTDIR

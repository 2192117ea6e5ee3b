#!/bin/sh
# Functions nobody needs, and memory that no arena owns.
# usage: banned.sh SRC-DIR
cd "$1" || exit 2
bad=0
ban() { # PATTERN  REASON  FILES-ALLOWED (extended regex)
	found=$(grep -nE "(^|[^_[:alnum:]])($1)[[:space:]]*\(" -r . --include='*.[ch]' | grep -vE "^\./($3):" | grep -vE ':[0-9]+:[[:space:]]*(//|\*)')
	[ -z "$found" ] || { printf '%s\n  -> %s\n' "$found" "$2"; bad=1; }
}
ban 'strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|strncpy' 'use struct str, snprintf or strtol' '-'
ban 'malloc|calloc|realloc|free|strdup' 'allocate from an arena' 'base/(arena|buf|vec)\.[ch]|page/markdown/markdown\.c|search/regex/pattern\.c|text/stem\.c'
ban 'printf|fprintf|perror|puts|fputs|putchar' 'only cmd/ and main.c talk to the user' 'cmd/.*|main\.c|mk[a-z]+\.c|base/(arena|buf)\.c'
ban 'exit|abort' 'return an error' 'base/(arena|buf)\.c|main\.c|mk[a-z]+\.c'

# gcc takes it in silence; in ISO C an enumerator is an int.
found=$(grep -nE '(enum \{.*|^[[:space:]]+[A-Z0-9_]+) = (UINT32_MAX|0x[89a-fA-F][0-9a-fA-F]{7})' -r . --include='*.[ch]')
[ -z "$found" ] || { printf '%s\n  -> use #define: an enumerator is an int\n' "$found"; bad=1; }
exit $bad

# shellcheck shell=sh
# SPDX-License-Identifier: ISC
#
# What the scripts beside this one share; read with `.`.
#
#     try 'it says so' 2 bodymap show        runs a command and checks its status
#     says 'show wants one page'             a line of its output contains the text
#     silent_of 'calf'                       none does
#
# Each try checks two promises besides: a status of 2 comes with nothing but one sentence on
# standard error that begins "bodymap: ", one of 1 with that or with nothing there, 0 with nothing;
# and nothing printed holds a control character, a control code of C1 or one that turns the writing
# round.
#
# Every script runs in surroundings of its own, in an empty folder, which is also its HOME.

ran=0
failed=0
scratch=$(mktemp -d) || exit 2
out=$scratch/.out
err=$scratch/.err
trap 'rm -rf "$scratch"' EXIT
unset NO_COLOR BODYMAP_BOOK BODYMAP_SECURE COLUMNS XDG_CACHE_HOME XDG_CONFIG_HOME XDG_STATE_HOME
export HOME="$scratch" LC_ALL=C.UTF-8 TERM=xterm-256color
cd "$scratch" || exit 2

result() { # TRUE-OR-FALSE WHY
	ran=$((ran + 1))
	if "$1"; then
		echo "ok $ran - $2"
	else
		failed=$((failed + 1))
		echo "not ok $ran - $2"
		head -n 20 "$out" "$err" | sed 's/^/# /'
	fi
}

controls='[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'

is_clean() {
	! LC_ALL=C grep -qaP "$controls" "$out" "$err"
}

is_one_sentence() {
	[ "$(wc -l <"$err")" -eq 1 ] && grep -q '^bodymap: ..' "$err"
}

errors_fit() { # STATUS
	case $1 in
	0) [ ! -s "$err" ] ;;
	1) [ ! -s "$err" ] || is_one_sentence ;;
	*) [ ! -s "$out" ] && is_one_sentence ;;
	esac
}

try() { # WHY STATUS COMMAND...
	why=$1
	want=$2
	shift 2
	"$@" >"$out" 2>"$err" </dev/null
	got=$?
	right=true
	if [ "$got" -ne "$want" ]; then
		echo "# status $got, not $want: $*"
		right=false
	fi
	errors_fit "$got" || { echo '# not what belongs on standard error'; right=false; }
	is_clean || { echo '# a control character is printed'; right=false; }
	result "$right" "$why"
}

# Of the last try:

contains() { # TEXT
	cat "$out" "$err" | grep -qF -e "$1"
}

says() { # TEXT
	if contains "$1"; then result true "says $1"; else result false "says $1"; fi
}

silent_of() { # TEXT
	if contains "$1"; then result false "silent of $1"; else result true "silent of $1"; fi
}

# One JSON object with these members besides format_version.
is_json() { # MEMBER...
	python3 -c '
import json, sys
object = json.load(open(sys.argv[1], encoding="utf-8"))
sys.exit(object.get("format_version") != 1 or any(name not in object for name in sys.argv[2:]))
	' "$out" "$@" 2>/dev/null && good=true || good=false
	result "$good" "is JSON with format_version $*"
}

# What the JSON says: an expression of Python about `it`.
holds() { # EXPRESSION
	python3 -c '
import json, sys
it = json.load(open(sys.argv[1], encoding="utf-8"))
sys.exit(not eval(sys.argv[2]))
	' "$out" "$1" 2>/dev/null && good=true || good=false
	result "$good" "$1"
}

skip_all() { # WHY
	echo "1..0 # SKIP $1"
	exit 0
}

finish() {
	echo "1..$ran"
	exit $((failed > 0))
}

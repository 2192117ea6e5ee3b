# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: ISC
#
# What tools/run, tools/test and .ci/run share: the packages of Debian 12, how they are installed,
# how the tree is built and its tests are counted.  Read with `.`, from any folder, after `root` is
# set to that of the tree.

: "${root:?is set by the script that reads this}"

# What building and running needs.
run_packages='gcc libc6-dev meson ninja-build pkg-config
	libcmark-dev libdeflate-dev libncurses-dev libpcre2-dev libstemmer-dev libunibreak-dev libutf8proc-dev libyaml-dev'

# What the tests need besides: libraries, lints, and the tools they compare with.
test_packages='libcmocka-dev libsqlite3-dev libvterm-dev
	clang-format mandoc shellcheck
	cmark python3'

# What the second round with clang and sanitizers needs besides.
ci_packages='clang libclang-rt-14-dev'

# Prints the packages a person has to install, and ends with 2.
ask_for() { # REASON PACKAGE...
	echo "$0: $1; please install:" >&2
	shift
	echo "    $*" >&2
	exit 2
}

installed() { # PACKAGE
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

apt_get() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@" >&2
}

# Installs what is missing of the packages named.  When nothing is, it uses neither apt nor network.
need() { # PACKAGE...
	if ! command -v dpkg-query >/dev/null; then
		# Not a Debian: its tools may be there all the same; meson says which library is not.
		for tool in cc meson ninja pkg-config; do
			command -v "$tool" >/dev/null ||
				ask_for "$tool is missing, and this is not Debian (the names there)" "$@"
		done
		return
	fi
	missing=
	for package; do
		installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0

	# The names are words to be split.
	# shellcheck disable=SC2086
	{
		command -v apt-get >/dev/null || ask_for 'there is no apt-get' $missing
		[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
			ask_for 'packages are missing, and neither root nor sudo is at hand' $missing
		echo "$0: installing$missing" >&2
		# A list that cannot be fetched is no reason to stop: an old one may do.
		apt_get update || true
		apt_get install -y --no-install-recommends $missing || ask_for 'apt-get failed' $missing
	}
}

# Configures FOLDER of the root once, later only when options are given, and builds it.
build() { # FOLDER MESON-OPTION...
	folder=$root/$1
	shift
	if [ ! -f "$folder/build.ninja" ]; then
		set -- setup "$folder" "$root" "$@"
	elif [ $# -gt 0 ]; then
		set -- configure "$folder" "$@"
	fi
	if [ $# -gt 0 ]; then
		log=$(meson "$@" 2>&1) || {
			echo "$log" >&2
			return 1
		}
	fi
	ninja -C "$folder" >&2
}

# Runs all tests of a folder that is built.
run_tests() { # FOLDER
	rm -f "$root/$1/meson-logs/testlog.json"
	meson test -C "$root/$1" --no-rebuild --print-errorlogs --timeout-multiplier 4
}

# Counts what meson has recorded for the folders named; false unless there is something and all of
# it passed.  A test that was skipped neither passed nor failed.
count_tests() { # FOLDER...
	for folder; do
		cat "$root/$folder/meson-logs/testlog.json" 2>/dev/null || {
			echo "$0: no tests ran in $folder" >&2
			echo '"result": "NONE"'
		}
	done | awk '
		!/"result": "/ { next }
		/"result": "(OK|EXPECTEDFAIL)"/ { passed++; next }
		/"result": "SKIP"/ { skipped++; next }
		{ failed++ }
		END {
			if (skipped) print skipped " skipped"
			print passed + 0 " passed, " failed + 0 " failed"
			exit failed || !passed
		}'
}

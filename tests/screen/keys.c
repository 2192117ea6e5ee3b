// SPDX-License-Identifier: ISC

#include "terminal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

// A terminal that terminfo does not know, or knows without that key, gets what xterm sends.
static const char *capability(const char *name, const char *otherwise)
{
	int found;
	if (cur_term)
		del_curterm(cur_term);
	if (!getenv("TERM") || setupterm(NULL, STDOUT_FILENO, &found) != OK)
		return otherwise;
	const char *bytes = tigetstr(name);
	return bytes && bytes != (const char *)-1 ? bytes : otherwise;
}

const char *key_bytes(const char *name)
{
	static const struct {
		const char *name, *capability, *bytes;
	} keys[] = {
		{"Enter", NULL, "\r"},
		{"Esc", NULL, "\033"},
		{"Tab", NULL, "\t"},
		{"Space", NULL, " "},
		{"Up", "kcuu1", "\033OA"},
		{"Down", "kcud1", "\033OB"},
		{"Right", "kcuf1", "\033OC"},
		{"Left", "kcub1", "\033OD"},
		{"PgUp", "kpp", "\033[5~"},
		{"PgDn", "knp", "\033[6~"},
		{"Home", "khome", "\033OH"},
		{"End", "kend", "\033OF"},
		{"Delete", "kdch1", "\033[3~"},
		{"Backspace", "kbs", "\177"},
		{"S-Tab", "kcbt", "\033[Z"},
		{"F1", "kf1", "\033OP"},
	};
	static char control[2];

	if (name[0] == 'C' && name[1] == '-' && name[2] && !name[3]) {
		control[0] = (char)(name[2] & 0x1f);
		return control;
	}
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (!strcmp(name, keys[i].name))
			return keys[i].capability ? capability(keys[i].capability, keys[i].bytes)
						  : keys[i].bytes;
	}
	return NULL;
}

// SPDX-License-Identifier: ISC
//
// keybytes: what a key costs on a slow line: the bytes a program sends for it, and the time until
// it waits for the next.
//
// usage: keybytes COLSxROWS "KEY*COUNT ..." COMMAND...
//
// Keys are those of tests/screen/README.md; the terminal is the one TERM names.

#define _GNU_SOURCE
#include "../screen/terminal.h"
#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COUNT = 1000 };

// False when the program did not come to rest.
static bool measure(struct terminal *term, char *word)
{
	static double bytes[MAX_COUNT], us[MAX_COUNT];
	char *star = strrchr(word + 1, '*');
	int count = star ? atoi(star + 1) : 1;
	if (count < 1 || count > MAX_COUNT)
		return false;
	if (star)
		*star = '\0';
	size_t len = strlen(word);
	const char *key = word;
	char name[32];
	if (len > 2 && word[0] == '<') {
		snprintf(name, sizeof name, "%.*s", (int)len - 2, word + 1);
		key = key_bytes(name);
	}
	if (!key)
		return false;
	for (int i = 0; i < count; i++) {
		double start = now_us();
		term->sent = 0;
		if (!terminal_type(term, key, strlen(key)) || !terminal_settle(term))
			return false;
		bytes[i] = (double)term->sent;
		us[i] = now_us() - start;
	}
	// The median sorts, so the last is the most.
	double typical = median(bytes, count);
	printf("%-12s %6d %8.0f %8.0f %8.0f\n", word, count, typical, bytes[count - 1],
	       median(us, count));
	return true;
}

int main(int argc, char **argv)
{
	struct terminal term = {.master = -1, .slave = -1, .child = -1, .patience_ms = 10000};
	term.eight_bit = true;
	if (argc < 4 || sscanf(argv[1], "%dx%d", &term.cols, &term.rows) != 2) {
		fprintf(stderr, "usage: keybytes COLSxROWS \"KEY*COUNT ...\" COMMAND...\n");
		return 2;
	}
	if (!terminal_start(&term, argv + 3, NULL, 0) || !terminal_settle(&term)) {
		fprintf(stderr, "%s did not come to wait for a key\n", argv[3]);
		terminal_stop(&term);
		return 2;
	}
	const char *name = getenv("TERM");
	printf("%s on %s, %zu bytes to start\n", argv[3], name ? name : "?", term.sent);
	printf("%-12s %6s %8s %8s %8s\n", "key", "times", "bytes", "most", "us");
	bool rested = true;
	for (char *word = strtok(argv[2], " "); word && rested; word = strtok(NULL, " "))
		rested = measure(&term, word);
	terminal_stop(&term);
	return rested ? 0 : 1;
}

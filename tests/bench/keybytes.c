// SPDX-License-Identifier: ISC
//
// keybytes: what a key costs on a slow line: the bytes a program sends for it, and the time until
// it waits for the next.
//
// usage: keybytes COLSxROWS "KEY*COUNT<=MOST ..." COMMAND...
//
// Keys are those of tests/screen/README.md; the terminal is the one TERM names.  The status is 1
// when the median of a key's bytes is above MOST; without one, nothing is asked.

#define _GNU_SOURCE
#include "../screen/terminal.h"
#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COUNT = 1000 };

struct order {
	char key[32]; // as it was written
	const char *bytes;
	int count, most; // most: -1 without a limit
};

static bool read_order(const char *word, struct order *order)
{
	order->count = 1;
	order->most = -1;
	size_t len = strcspn(word + 1, "*") + 1;
	if (sscanf(word + len, "*%d<=%d", &order->count, &order->most) == EOF && word[len])
		return false;
	snprintf(order->key, sizeof order->key, "%.*s", (int)len, word);
	order->bytes = order->key;
	if (len > 2 && word[0] == '<') {
		char name[32];
		snprintf(name, sizeof name, "%.*s", (int)len - 2, word + 1);
		order->bytes = key_bytes(name);
	}
	return order->bytes && order->count > 0 && order->count <= MAX_COUNT;
}

// False when the program does not come to rest, or sends too much.
static bool measure(struct terminal *term, const struct order *order)
{
	static double bytes[MAX_COUNT], us[MAX_COUNT];
	for (int i = 0; i < order->count; i++) {
		double start = now_us();
		term->sent = 0;
		if (!terminal_type(term, order->bytes, strlen(order->bytes)) ||
		    !terminal_settle(term))
			return false;
		bytes[i] = (double)term->sent;
		us[i] = now_us() - start;
	}
	double typical = median(bytes, order->count), most = bytes[order->count - 1]; // sorted now
	bool fits = order->most < 0 || typical <= order->most;
	printf("%-12s %6d %8.0f %8.0f %8.0f%s\n", order->key, order->count, typical, most,
	       median(us, order->count), fits ? "" : "  too many");
	return fits;
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
	bool good = true;
	for (char *word = strtok(argv[2], " "); word; word = strtok(NULL, " ")) {
		struct order order;
		good = read_order(word, &order) && measure(&term, &order) && good;
	}
	terminal_stop(&term);
	return good ? 0 : 1;
}

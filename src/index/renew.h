// SPDX-License-Identifier: ISC
//
// renew: finds out in a second thread whether a book is still what its folder says, and makes it
// anew if not, while the book that is there is used.
//
//     struct renewal *renewal = renewal_start(path, book);
//     ... wait until renewal_fd() can be read, then
//     renewal_news(renewal, &news);    until it says RENEWAL_DONE
//     renewal_end(renewal);

#ifndef BODYMAP_INDEX_RENEW_H
#define BODYMAP_INDEX_RENEW_H

#include "index/book.h"

struct renewal;

// `path` is what book_open_any takes, `book` what was opened; neither is used later.  NULL when
// there can be no second thread.
struct renewal *renewal_start(const char *path, const struct book *book);

int renewal_fd(const struct renewal *renewal);

struct renewal_news {
	bool done;
	uint32_t pages;    // the folder has now
	uint32_t newer;    // of them, or gone; 0: it is not known yet, or nothing is
	struct book *book; // made anew, the caller's from now on; NULL: nothing has changed, or err
	struct err err;    // why there is no book; empty otherwise
};

// What is known by now.
void renewal_news(struct renewal *renewal, struct renewal_news *news);

// Never waits: one that is not done goes on alone as long as the program runs.
void renewal_end(struct renewal *renewal);

#endif

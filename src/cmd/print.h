// SPDX-License-Identifier: ISC
//
// print: the one door through which commands' text leaves.
//
// Everything printed is content until proven otherwise: it passes safe_text, so that no control
// character reaches the terminal or a pipe.  SGR sequences come only from print_styled.  Output is
// buffered; print_close says whether all of it could be written.

#ifndef BODYMAP_CMD_PRINT_H
#define BODYMAP_CMD_PRINT_H

#include "base/err.h"
#include "base/str.h"
#include "view/style.h"

struct print;

// Starts printing on standard output; `ansi` allows styles.
struct print *print_open(bool ansi);

// Whether styles make sense: standard output is a terminal, NO_COLOR is not set, TERM is not dumb.
bool print_wants_ansi(void);

// Columns of the terminal that standard output is; 0 when it is none or does not tell.
int print_cols(void);

void print_text(struct print *print, struct str text);
void print_line(struct print *print, struct str text); // with a line feed
// A file's name or an address in a line of fields: what would end the line or a field is a '?'.
void print_path(struct print *print, struct str name);
void print_format(struct print *print, const char *fmt, ...) PRINTF_LIKE(2, 3);
void print_styled(struct print *print, enum style style, struct str text);

// Writes out what is buffered: before waiting for an answer.
void print_flush(struct print *print);

// A JSON document in the making; commas come by themselves.  `name` is NULL inside an array.
void json_open(struct print *print, const char *name, char bracket); // '{' or '['
void json_close(struct print *print);
void json_str(struct print *print, const char *name, struct str value); // ptr NULL: null
void json_number(struct print *print, const char *name, uint64_t value);
void json_real(struct print *print, const char *name, double value, int decimals);
void json_bool(struct print *print, const char *name, bool value);

// Writes out what is buffered and ends printing.  False when standard output failed (a full disk);
// a closed pipe is no failure.
bool print_close(struct print *print, struct err *err) NODISCARD;

#endif

// SPDX-License-Identifier: ISC
//
// Signals.  curses' own SIGWINCH handler only sets a flag, and a signal that lands between drawing
// and read(2) is not seen until the next key.  So the signals are ours (ui/signals).
//
// Size.  curses would believe any LINES or window size and allocate for it; it is told the real
// size within bounds.

#include "ui/term.h"

#include "base/buf.h"
#include "ui/paste.h"
#include "ui/signals.h"
#include "ui/theme.h"
#include "ui/wait.h"
#include "ui/wide.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

enum { MOST_ROWS = 500, MOST_COLS = 1000, ESCAPE_MS = 25 };

// Codes for define_key, above those of curses.
enum { KEY_PASTE = 2000, KEY_PASTE_END };

// The one terminal there is, as there is one of curses.
static struct {
	bool open, utf8, mouse;
	bool asked, dumb; // what kind it is, and whether that is known
	const char *name; // that terminfo knows it by
	SCREEN *screen;
	struct arena arena;  // the cells last shown
	struct canvas shown; // 0 x 0: send everything
	attr_t attrs[STYLE_COUNT];
	short pairs[STYLE_COUNT];
	int click_row, click_col;
	struct paste paste;
} term;

// ---- opening ----

// Terminals that machines without the ncurses-term package do not know, by the start of their
// name, and what they understand.
static const struct {
	const char *prefix, *name;
} families[] = {
	{"xterm", "xterm"},
	{"alacritty", "xterm-256color"},
	{"kitty", "xterm-256color"},
	{"foot", "xterm-256color"},
	{"ghostty", "xterm-256color"},
	{"wezterm", "xterm-256color"},
	{"konsole", "xterm-256color"},
	{"gnome", "xterm-256color"},
	{"vte", "xterm-256color"},
	{"st", "xterm-256color"},
	{"putty", "xterm"},
	{"mintty", "xterm"},
	{"iterm", "xterm-256color"},
	{"nsterm", "xterm"},
	{"screen", "screen"},
	{"tmux", "screen"},
	{"rxvt", "rxvt"},
	{"vt", "vt100"},
	{"", "vt100"},
};

static bool known(const char *name)
{
	int status;
	if (setupterm(name, STDOUT_FILENO, &status) != OK)
		return false;
	term.name = name;
	term.dumb = !cursor_address || generic_type || hard_copy;
	del_curterm(cur_term);
	return true;
}

// Its description is a file that is looked for in several places: once.
static void ask_kind(void)
{
	const char *name = getenv("TERM");
	if (term.asked)
		return;
	term.asked = term.dumb = true;
	term.name = name;
	if (!name || !*name || known(name))
		return;
	for (size_t i = 0; i < countof(families); i++) {
		if (str_starts(str_of(name), str_of(families[i].prefix)) && known(families[i].name))
			return;
	}
}

bool term_is_dumb(void)
{
	ask_kind();
	return term.dumb;
}

// A server often lacks the locale that ssh brought along; what matters is that it named UTF-8.
static void choose_locale(void)
{
	if (setlocale(LC_CTYPE, ""))
		return;
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < countof(names); i++) {
		const char *value = getenv(names[i]);
		if (!value || !*value)
			continue;
		if (strstr(value, "UTF-8") || strstr(value, "utf8"))
			setlocale(LC_CTYPE, "C.UTF-8");
		return;
	}
}

// Asks the terminal to tell what is pasted from what is typed.  One that knows control sequences
// passes over those it does not know.
static const char *paste_mode(bool on)
{
	if (!cursor_address || !str_starts(str_of(cursor_address), STR("\033[")))
		return NULL;
	return on ? "\033[?2004h" : "\033[?2004l";
}

static void ask_for_paste(bool on)
{
	const char *mode = paste_mode(on);
	if (!mode)
		return;
	ssize_t written = write(STDOUT_FILENO, mode, strlen(mode));
	(void)written;
}

// What gives the terminal back when curses cannot.
static void prepare_restore(void)
{
	const char *const capabilities[] = {exit_attribute_mode, cursor_normal,
					    key_mouse ? "\033[?1000l\033[?1006l" : NULL,
					    paste_mode(false), exit_ca_mode};
	struct buf bytes = {0};
	for (size_t i = 0; i < countof(capabilities); i++)
		buf_add(&bytes, str_of(capabilities[i]));
	signals_set_restore(buf_str(&bytes));
	signals_set_pause(str_of(paste_mode(false)));
	buf_release(&bytes);
}

static void choose_styles(enum color color)
{
	const char *no_color = getenv("NO_COLOR");
	bool wanted = color == COLOR_ALWAYS || (color == COLOR_AUTO && !(no_color && *no_color));
	int colors = 0;
	if (wanted && has_colors()) {
		start_color(); // COLORS is known only then
		use_default_colors();
		colors = COLORS;
	}
	const struct theme *theme = theme_choose(colors, getenv("COLORFGBG"));
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct theme_look *look = &theme->look[i];
		term.attrs[i] = ((look->attrs & LOOK_BOLD) ? A_BOLD : 0) |
				((look->attrs & LOOK_UNDERLINE) ? A_UNDERLINE : 0) |
				((look->attrs & LOOK_REVERSE) ? A_REVERSE : 0) |
				((look->attrs & LOOK_DIM) ? A_DIM : 0) |
				((look->attrs & LOOK_ITALIC) ? A_ITALIC : 0);
		term.pairs[i] = 0;
		if (look->color >= 0 && colors &&
		    init_pair((short)(i + 1), (short)look->color, -1) == OK)
			term.pairs[i] = (short)(i + 1);
	}
}

// The window's size within bounds; *rows and *cols stay where it is not known.
static void window_size(int *rows, int *cols)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
		*rows = size.ws_row;
		*cols = size.ws_col;
	}
	*rows = *rows < 1 ? 1 : *rows > MOST_ROWS ? MOST_ROWS : *rows;
	*cols = *cols < 1 ? 1 : *cols > MOST_COLS ? MOST_COLS : *cols;
}

static void follow_size(void)
{
	int rows = LINES, cols = COLS;
	window_size(&rows, &cols);
	if (rows != LINES || cols != COLS)
		resizeterm(rows, cols);
	term.shown = (struct canvas){0};
}

// The environment is the one way to tell curses a size before it allocates for it; terminfo has
// none for some terminals, the Linux console among them.
static SCREEN *open_screen(const char *name)
{
	char number[16];
	int rows = 24, cols = 80;
	window_size(&rows, &cols);
	snprintf(number, sizeof number, "%d", rows);
	setenv("LINES", number, 1);
	snprintf(number, sizeof number, "%d", cols);
	setenv("COLUMNS", number, 1);
	use_tioctl(FALSE);
	SCREEN *screen = newterm(name, stdout, stdin);
	unsetenv("LINES"); // it would hold for the editor, whatever the size is by then
	unsetenv("COLUMNS");
	return screen;
}

// Takes a part out of a capability, in the copy that curses holds.
static void cut(const char *capability, const char *part)
{
	char *string = tigetstr(capability);
	char *at = string && string != (char *)-1 ? strstr(string, part) : NULL;
	if (at)
		memmove(at, at + strlen(part), strlen(at + strlen(part)) + 1);
}

// The strings that set and end attributes also choose a character set, which is a tenth of what a
// page sends.  With UTF-8 no other set is ever chosen.
static void shorten_attributes(void)
{
	if (!term.utf8)
		return;
	cut("sgr", "%?%p9%t\033(0%e\033(B%;");
	cut("sgr", "%?%p9%t\016%e\017%;");
	cut("sgr0", "\033(B");
	cut("sgr0", "\017");
}

// Until curses has been left for the first time it sends what it has behind every motion of the
// cursor: a screen goes out in sixty pieces.  So it is left, to nowhere, before anything was sent,
// and comes back with the first refresh.
static void leave_once(void)
{
	int terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (terminal >= 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) == STDOUT_FILENO) {
		endwin();
		dup2(terminal, STDOUT_FILENO);
	}
	if (nowhere >= 0)
		close(nowhere);
	if (terminal >= 0)
		close(terminal);
}

bool term_open(enum color color, struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, "standard input and output must be a terminal");
	choose_locale();
	term.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	signals_keep_settings();

	ask_kind();
	term.screen = open_screen(term.name);
	if (!term.screen)
		return err_set(err, "cannot draw on the terminal \"%s\"; try --plain",
			       term.name ? term.name : "");
	leave_once();
	term.open = true;
	atexit(term_close);
	signals_watch(); // after newterm, which sets handlers of its own
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	idlok(stdscr, TRUE);
	if (!getenv("ESCDELAY"))
		set_escdelay(ESCAPE_MS);
	shorten_attributes();
	choose_styles(color);
	prepare_restore();
	define_key("\033[200~", KEY_PASTE);
	define_key("\033[201~", KEY_PASTE_END);
	ask_for_paste(true);
	follow_size();
	refresh();
	return true;
}

void term_close(void)
{
	if (!term.open)
		return;
	term.open = false;
	// After a hang-up sending might wait for ever; but the signal may have come without one.
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
	if (signals_ended() == SIGHUP) {
		if (poll(&out, 1, 0) == 1 && out.revents == POLLOUT)
			signals_give_back();
	} else {
		term_mouse(false);
		ask_for_paste(false);
		flushinp();
		if (!exit_ca_mode) {
			// What was shown stays: the shell's prompt gets a line of its own.
			move(LINES - 1, 0);
			clrtoeol();
			refresh();
		}
		endwin();
	}
	arena_release(&term.arena);
	term.shown = (struct canvas){0};
}

bool term_has_utf8(void)
{
	return term.utf8;
}

// A PC's character set, as in TERM=ansi, is not trusted: who has such a name today is mostly a
// terminal that would get bytes it cannot read.
bool term_has_acs(void)
{
	if (!acs_chars || !*acs_chars)
		return false;
	for (const char *at = acs_chars; *at; at++) {
		if (*at & 0x80)
			return false;
	}
	return true;
}

enum glyphs term_glyphs(void)
{
	const char *name = getenv("TERM");
	struct str kind = str_of(name);
	if (!term.utf8 || str_starts(kind, STR("linux")) || str_starts(kind, STR("vt")))
		return GLYPHS_ASCII;
	if (wcwidth(0x28ff) == 1)
		return GLYPHS_BRAILLE;
	return wcwidth(0x259a) == 1 ? GLYPHS_BLOCKS : GLYPHS_ASCII;
}

void term_size(int *rows, int *cols)
{
	getmaxyx(stdscr, *rows, *cols);
}

// ---- showing ----

// Frames that a terminal without UTF-8 may still have as line-drawing characters.
static bool acs_of(uint32_t ch, cchar_t *out)
{
	const struct {
		uint32_t ch;
		chtype acs;
	} all[] = {
		{0x2500, ACS_HLINE},    {0x2502, ACS_VLINE},    {0x250c, ACS_ULCORNER},
		{0x2510, ACS_URCORNER}, {0x2514, ACS_LLCORNER}, {0x2518, ACS_LRCORNER},
		{0x251c, ACS_LTEE},     {0x2524, ACS_RTEE},     {0x252c, ACS_TTEE},
		{0x2534, ACS_BTEE},     {0x253c, ACS_PLUS},     {0x25c6, ACS_DIAMOND},
	};
	chtype acs = 0;
	for (size_t i = 0; i < countof(all); i++) {
		if (all[i].ch == ch)
			acs = all[i].acs;
	}
	if (!acs)
		return false;
	wchar_t text[2] = {(wchar_t)(acs & A_CHARTEXT), 0};
	return setcchar(out, text, acs & A_ATTRIBUTES, 0, NULL) == OK;
}

static void show_cell(const struct cell *cell, int row, int col)
{
	enum style style = cell->style < STYLE_COUNT ? cell->style : STYLE_PLAIN;
	cchar_t out;
	wchar_t letters[2];
	if (wide_flag(cell, letters)) {
		for (int i = 0; i < 2; i++) {
			wchar_t text[] = {letters[i], 0};
			setcchar(&out, text, term.attrs[style], term.pairs[style], NULL);
			mvadd_wch(row, col + i, &out);
		}
		return;
	}
	if (!term.utf8 && acs_of(cell->ch[0], &out)) {
		wchar_t text[CELL_CHARS + 1];
		attr_t attrs;
		short pair;
		getcchar(&out, text, &attrs, &pair, NULL);
		setcchar(&out, text, attrs | term.attrs[style], term.pairs[style], NULL);
	} else {
		wchar_t text[CELL_CHARS + 1];
		wide_text(cell, term.utf8, text);
		setcchar(&out, text, term.attrs[style], term.pairs[style], NULL);
	}
	mvadd_wch(row, col, &out);
}

void term_show(const struct canvas *canvas)
{
	bool all = canvas->rows != term.shown.rows || canvas->cols != term.shown.cols;
	if (all) {
		arena_clear(&term.arena);
		term.shown = canvas_new(&term.arena, canvas->rows, canvas->cols);
		erase();
	}
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = &canvas->cells[i];
		bool right_half = !cell->ch[0] && !cell->cols;
		if (right_half || (!all && memcmp(cell, &term.shown.cells[i], sizeof *cell) == 0))
			continue;
		show_cell(cell, (int)(i / (size_t)canvas->cols), (int)(i % (size_t)canvas->cols));
	}
	memcpy(term.shown.cells, canvas->cells, count * sizeof *canvas->cells);
	move(canvas->cursor_row, canvas->cursor_col);
	refresh();
}

void term_redraw(void)
{
	clearok(curscr, TRUE);
	term.shown = (struct canvas){0};
}

void term_mouse(bool on)
{
	if (on == term.mouse)
		return;
	term.mouse = on;
	mouseinterval(0); // a double click is two clicks: nothing waits
	mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

void term_suspend(void)
{
	term_mouse(false);
	ask_for_paste(false);
	endwin();
}

void term_resume(void)
{
	term_redraw();
	ask_for_paste(true);
	follow_size();
	refresh();
}

// ---- keys ----

static uint32_t mouse_key(struct input *input)
{
	MEVENT event;
	if (getmouse(&event) != OK)
		return KEYS_NONE;
	input->row = event.y;
	input->col = event.x;
	input->again = event.y == term.click_row && event.x == term.click_col;
	if (event.bstate & BUTTON4_PRESSED) {
		input->action = ACT_WHEEL_UP;
	} else if (event.bstate & BUTTON5_PRESSED) {
		input->action = ACT_WHEEL_DOWN;
	} else if (event.bstate & BUTTON1_PRESSED) {
		input->action = ACT_CLICK;
		term.click_row = event.y;
		term.click_col = event.x;
	} else {
		return KEYS_NONE;
	}
	return KEYS_MOUSE;
}

static uint32_t named_key(wint_t code, struct input *input)
{
	static const struct {
		wint_t code;
		uint32_t key;
	} keys[] = {
		{KEY_UP, KEYS_UP},
		{KEY_DOWN, KEYS_DOWN},
		{KEY_LEFT, KEYS_LEFT},
		{KEY_RIGHT, KEYS_RIGHT},
		{KEY_PPAGE, KEYS_PGUP},
		{KEY_NPAGE, KEYS_PGDN},
		{KEY_HOME, KEYS_HOME},
		{KEY_FIND, KEYS_HOME},
		{KEY_END, KEYS_END},
		{KEY_SELECT, KEYS_END},
		{KEY_BTAB, KEYS_STAB},
		{KEY_ENTER, KEYS_ENTER},
		{KEY_BACKSPACE, KEYS_BACKSPACE},
		{KEY_DC, KEYS_DELETE},
		{KEY_F(1), KEYS_F1},
		{KEY_RESIZE, KEYS_RESIZE},
		{KEY_PASTE, KEYS_PASTE},
		{KEY_PASTE_END, KEYS_PASTE_END},
	};
	if (code == KEY_MOUSE)
		return mouse_key(input);
	for (size_t i = 0; i < countof(keys); i++) {
		if (keys[i].code == code)
			return keys[i].key;
	}
	return KEYS_NONE;
}

static uint32_t typed_key(wint_t ch)
{
	switch (ch) {
	case '\r':
	case '\n':
		return KEYS_ENTER;
	case '\t':
		return KEYS_TAB;
	case 27:
		return KEYS_ESC;
	case 127:
	case 8:
		return KEYS_BACKSPACE;
	default:
		return (uint32_t)ch;
	}
}

// What curses has read, or KEYS_NONE.
static uint32_t read_key(struct input *input)
{
	wint_t code;
	int kind = get_wch(&code);
	if (kind == ERR)
		return KEYS_NONE;
	uint32_t key = kind == KEY_CODE_YES ? named_key(code, input) : typed_key(code);
	// Enter gives a carriage return.  A line feed with more behind it is from a terminal that does
	// not tell what is pasted.
	bool line_feed = kind == OK && code == '\n' && !term.paste.on && wait_has_input();
	key = paste_key(&term.paste, key);
	input->pasted = line_feed || term.paste.on;
	return key;
}

uint32_t term_key(struct input *input, int news)
{
	for (;;) {
		if (signals_ended())
			return KEYS_HANGUP;
		if (signals_resized()) {
			follow_size();
			term_redraw(); // a terminal that was smaller for a moment has lost text
			ask_for_paste(true); // and a shell that was there meanwhile has ended it
			return KEYS_RESIZE;
		}
		uint32_t key = read_key(input);
		if (key != KEYS_NONE && key != KEYS_RESIZE)
			return key;

		key = wait_for_input(news);
		if (key != KEYS_NONE)
			return key;
	}
}

// SPDX-License-Identifier: ISC
//
// A map file is read in one pass: a line is a keyword and its arguments, indented lines go on with
// the line above them, and a view's or region's lines follow the line that names it.  What one
// line says of a thing that may be named further down (a part's whole, an opposite, the start, a
// skin's key) is kept with its line and looked up at the end.

#include "page/map/map_reader.h"

#include <string.h>

#include "base/buf.h"

enum {
	TEXT_MAX = 4 << 20,
	VIEWS_MAX = 16,
	REGIONS_MAX = 4000,
	POINTS_MAX = 2000,
	SKIN_MAX = 400,
};
#define COORDINATE_MAX 100000.0f

bool map_wrong(struct map_reader *r, uint32_t line)
{
	return err_wrap(r->err, "%.*s:%u", STR_ARG(r->map->path), line);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str map_next_word(struct str *rest)
{
	*rest = str_trim(*rest);
	size_t len = 0;
	while (len < rest->len && !is_blank(rest->ptr[len]))
		len++;
	struct str word = str_sub(*rest, 0, len);
	*rest = str_trim(str_sub(*rest, len, rest->len));
	return word;
}

// Lines of the file.

static bool goes_on(struct str rest)
{
	struct str line;
	return str_line(&rest, &line) && line.len && is_blank(line.ptr[0]) && str_trim(line).len;
}

static bool next_line(struct map_reader *r, struct str *line)
{
	for (;;) {
		r->line = r->next;
		if (!str_line(&r->rest, line))
			return false;
		r->next++;
		if (str_trim(*line).len && line->ptr[0] != '#')
			break;
	}
	if (line->ptr[0] == '|')
		return true;
	struct buf whole = {0};
	buf_add(&whole, *line);
	while (goes_on(r->rest)) {
		struct str more;
		(void)str_line(&r->rest, &more);
		r->next++;
		buf_char(&whole, ' ');
		buf_add(&whole, more);
	}
	*line = str_trim(arena_copy(r->arena, buf_str(&whole)));
	buf_release(&whole);
	return true;
}

// Numbers and points.

static bool digits(struct str *s, double *value, double step)
{
	size_t len = 0;
	double scale = step < 1 ? step : 1;
	while (len < s->len && len < 9 && s->ptr[len] >= '0' && s->ptr[len] <= '9') {
		int digit = s->ptr[len++] - '0';
		*value = step < 1 ? *value + digit * scale : *value * 10 + digit;
		scale *= step;
	}
	*s = str_sub(*s, len, s->len);
	return len > 0;
}

// A decimal number like -12.5: the whole of `s`.
static bool number(struct str s, float *number)
{
	double value = 0;
	bool minus = s.len && s.ptr[0] == '-';
	if (minus)
		s = str_sub(s, 1, s.len);
	if (!digits(&s, &value, 10))
		return false;
	if (s.len && s.ptr[0] == '.') {
		s = str_sub(s, 1, s.len);
		if (!digits(&s, &value, 0.1))
			return false;
	}
	*number = (float)(minus ? -value : value);
	return !s.len && value <= COORDINATE_MAX;
}

static bool read_points(struct map_reader *r, struct str rest, struct map_shape *shape)
{
	VEC(struct map_point) points = {0};
	while (rest.len) {
		struct str y, word = map_next_word(&rest), x = str_cut(word, ',', &y);
		struct map_point point;
		if (!number(x, &point.x) || !number(y, &point.y))
			return WRONG(r, r->line, "\"%.*s\" is no point: write x,y", STR_ARG(word));
		if (points.count == POINTS_MAX)
			return WRONG(r, r->line, "a shape has at most %d points", POINTS_MAX);
		*vec_push(r->arena, &points) = point;
	}
	shape->points = points.at;
	shape->npoints = points.count;
	return true;
}

// Closes a half drawn along the middle by its mirror image, so that it is one polygon.
static void add_other_half(struct map_reader *r, struct map_shape *shape)
{
	struct map_point *points = arena_array(r->arena, struct map_point, 2 * shape->npoints);
	uint32_t n = shape->npoints;
	memcpy(points, shape->points, n * sizeof *points);
	for (uint32_t i = shape->npoints; i-- > 0;) {
		if (points[i].x > 0)
			points[n++] = (struct map_point){-points[i].x, points[i].y};
	}
	shape->points = points;
	shape->npoints = n;
}

// What comes before views.

static bool on_name(struct map_reader *r, struct str rest)
{
	r->map->name = rest;
	return true;
}

static bool on_start(struct map_reader *r, struct str rest)
{
	r->start = (struct later){rest, r->line};
	return true;
}

// Views.

static struct map_view *this_view(struct map_reader *r)
{
	return r->views.count ? &r->views.at[r->views.count - 1] : NULL;
}

static struct raw_view *this_raw_view(struct map_reader *r)
{
	return &r->raw_views.at[r->raw_views.count - 1];
}

uint32_t map_view_of(const struct map_reader *r, struct str id)
{
	for (uint32_t i = 0; i < r->views.count; i++) {
		if (str_eq(r->views.at[i].id, id))
			return i;
	}
	return MAP_NONE;
}

static bool on_view(struct map_reader *r, struct str rest)
{
	struct str id = map_next_word(&rest);
	if (!id.len)
		return WRONG(r, r->line, "a view needs a name: view front Front");
	if (map_view_of(r, id) != MAP_NONE)
		return WRONG(r, r->line, "view \"%.*s\" is there already", STR_ARG(id));
	if (r->views.count == VIEWS_MAX)
		return WRONG(r, r->line, "a map has at most %d views", VIEWS_MAX);
	*vec_push(r->arena, &r->views) = (struct map_view){
		.id = id, .name = rest.len ? rest : id, .inset_of = MAP_NONE, .line = r->line};
	(void)vec_push(r->arena, &r->raw_views);
	r->rows = ROWS_NONE;
	return true;
}

static bool on_facing(struct map_reader *r, struct str rest)
{
	if (rest.len)
		return WRONG(r, r->line, "\"facing\" stands alone");
	this_view(r)->faces_reader = true;
	return true;
}

static bool on_inset(struct map_reader *r, struct str rest)
{
	this_raw_view(r)->inset = (struct later){rest, r->line};
	return true;
}

static bool on_frame(struct map_reader *r, struct str rest)
{
	struct map_shape corners;
	if (!read_points(r, rest, &corners))
		return false;
	struct map_box *frame = &this_view(r)->frame;
	if (corners.npoints == 2)
		*frame = (struct map_box){corners.points[0].x, corners.points[0].y,
					  corners.points[1].x, corners.points[1].y};
	if (frame->right - frame->left < 1 || frame->bottom - frame->top < 1)
		return WRONG(r, r->line,
			     "a frame is two points, the upper left and the lower "
			     "right, at least one unit apart");
	this_raw_view(r)->framed = true;
	return true;
}

static bool add_mark(struct map_reader *r, struct str rest, bool mirrored)
{
	struct map_shape mark = {.kind = SHAPE_MARK,
				 .region = MAP_NONE,
				 .view = r->views.count - 1,
				 .mirrored = mirrored,
				 .line = r->line};
	if (!read_points(r, rest, &mark))
		return false;
	if (mark.npoints < 2)
		return WRONG(r, r->line, "a mark has at least two points");
	*vec_push(r->arena, &r->shapes) = mark;
	return true;
}

static bool on_mark(struct map_reader *r, struct str rest)
{
	return add_mark(r, rest, false);
}

static bool on_pair_mark(struct map_reader *r, struct str rest)
{
	return add_mark(r, rest, true);
}

static bool on_key(struct map_reader *r, struct str rest)
{
	*vec_push(r->arena, &this_raw_view(r)->keys) = (struct later){rest, r->line};
	return true;
}

static bool on_art(struct map_reader *r, struct str rest)
{
	(void)rest;
	r->rows = ROWS_ART;
	return true;
}

static bool on_mask(struct map_reader *r, struct str rest)
{
	(void)rest;
	r->rows = ROWS_MASK;
	return true;
}

// A row of a drawing: what stands between the first and the last bar.
static bool add_row(struct map_reader *r, struct str line)
{
	if (r->rows == ROWS_NONE)
		return WRONG(r, r->line, "a line in bars belongs below \"art\" or \"mask\"");
	line = str_trim(line);
	if (line.len < 3 || line.ptr[line.len - 1] != '|')
		return WRONG(r, r->line, "a row of a drawing stands between two bars");
	struct str row = str_sub(line, 1, line.len - 1);
	for (size_t i = 0; i < row.len; i++) {
		if (row.ptr[i] < ' ' || row.ptr[i] > '~')
			return WRONG(r, r->line, "a drawing is of plain ASCII");
	}
	struct raw_view *view = this_raw_view(r);
	if (view->art.count > SKIN_MAX || view->mask.count > SKIN_MAX || row.len > SKIN_MAX)
		return WRONG(r, r->line, "a drawing has at most %d rows and columns", SKIN_MAX);
	if (r->rows == ROWS_ART)
		*vec_push(r->arena, &view->art) = (struct later){row, r->line};
	else
		*vec_push(r->arena, &view->mask) = (struct later){row, r->line};
	return true;
}

// Regions and their shapes.

uint32_t map_region_of(const struct map_reader *r, struct str id)
{
	for (uint32_t i = 0; i < r->regions.count; i++) {
		if (str_eq(r->regions.at[i].id, id))
			return i;
	}
	return MAP_NONE;
}

static bool is_id(struct str id)
{
	for (size_t i = 0; i < id.len; i++) {
		char c = id.ptr[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
			return false;
	}
	return id.len > 0;
}

static bool on_region(struct map_reader *r, struct str rest)
{
	struct str id = map_next_word(&rest);
	if (!is_id(id))
		return WRONG(r, r->line,
			     "\"%.*s\" is no region id: write small letters, digits "
			     "and hyphens",
			     STR_ARG(id));
	uint32_t same = map_region_of(r, id);
	if (same != MAP_NONE)
		return WRONG(r, r->line, "region \"%.*s\" is there already, in line %u",
			     STR_ARG(id), r->regions.at[same].line);
	if (r->regions.count == REGIONS_MAX)
		return WRONG(r, r->line, "a map has at most %d regions", REGIONS_MAX);
	*vec_push(r->arena, &r->regions) = (struct map_region){.id = id,
							       .name = rest.len ? rest : id,
							       .parent = MAP_NONE,
							       .opposite = MAP_NONE,
							       .line = r->line};
	(void)vec_push(r->arena, &r->raw_regions);
	return true;
}

static struct raw_region *this_raw_region(struct map_reader *r)
{
	return &r->raw_regions.at[r->raw_regions.count - 1];
}

static bool on_also(struct map_reader *r, struct str rest)
{
	struct map_region *region = &r->regions.at[r->regions.count - 1];
	while (rest.ptr) {
		struct str alias = str_trim(str_cut(rest, ',', &rest));
		if (!alias.len)
			return WRONG(r, r->line, "an alias is empty: write names parted by commas");
		*vec_push(r->arena, &region->aliases) = alias;
	}
	return true;
}

static bool on_part(struct map_reader *r, struct str rest)
{
	this_raw_region(r)->parent = (struct later){rest, r->line};
	return true;
}

static bool on_across(struct map_reader *r, struct str rest)
{
	this_raw_region(r)->opposite = (struct later){rest, r->line};
	return true;
}

struct shape_word {
	enum map_shape_kind kind;
	bool half, pair;
	uint32_t least; // points
	const char *need;
};

// `views` is one view or several parted by '+', which share the shape.
static bool add_shape(struct map_reader *r, struct str rest, const struct shape_word *word)
{
	struct str views = map_next_word(&rest);
	struct map_shape shape = {.kind = word->kind,
				  .region = r->regions.count - 1,
				  .mirrored = word->pair,
				  .line = r->line};
	if (!read_points(r, rest, &shape))
		return false;
	if (shape.npoints < word->least || (word->kind == SHAPE_ENTRY && shape.npoints > 1))
		return WRONG(r, r->line, "%s", word->need);
	if (word->half)
		add_other_half(r, &shape);
	while (views.ptr) {
		struct str id = str_cut(views, '+', &views);
		shape.view = map_view_of(r, id);
		if (shape.view == MAP_NONE)
			return WRONG(r, r->line, "no view is called \"%.*s\"", STR_ARG(id));
		*vec_push(r->arena, &r->shapes) = shape;
	}
	this_raw_region(r)->shaped = true;
	return true;
}

static const char at_least_three[] = "a polygon has at least three points";
static const char at_least_two[] = "a line has at least two points";

static bool on_half(struct map_reader *r, struct str rest)
{
	return add_shape(r, rest,
			 &(struct shape_word){SHAPE_POLYGON, true, false, 3, at_least_three});
}

static bool on_pair(struct map_reader *r, struct str rest)
{
	return add_shape(r, rest,
			 &(struct shape_word){SHAPE_POLYGON, false, true, 3, at_least_three});
}

static bool on_whole(struct map_reader *r, struct str rest)
{
	return add_shape(r, rest,
			 &(struct shape_word){SHAPE_POLYGON, false, false, 3, at_least_three});
}

static bool on_line(struct map_reader *r, struct str rest)
{
	return add_shape(r, rest, &(struct shape_word){SHAPE_LINE, false, false, 2, at_least_two});
}

static bool on_pair_line(struct map_reader *r, struct str rest)
{
	return add_shape(r, rest, &(struct shape_word){SHAPE_LINE, false, true, 2, at_least_two});
}

static bool on_entry(struct map_reader *r, struct str rest)
{
	return add_shape(
		r, rest,
		&(struct shape_word){SHAPE_ENTRY, false, false, 1, "an entry stands at one point"});
}

// The keywords, and below which line they may stand.

enum below { BELOW_NOTHING, BELOW_VIEW, BELOW_REGION };

static const struct keyword {
	const char *word;
	enum below below;
	bool (*read)(struct map_reader *r, struct str rest);
	bool bare; // has nothing behind it
} keywords[] = {
	{"name", BELOW_NOTHING, on_name, false},
	{"start", BELOW_NOTHING, on_start, false},
	{"view", BELOW_NOTHING, on_view, false},
	{"facing", BELOW_VIEW, on_facing, true},
	{"inset", BELOW_VIEW, on_inset, false},
	{"frame", BELOW_VIEW, on_frame, false},
	{"mark", BELOW_VIEW, on_mark, false},
	{"pair-mark", BELOW_VIEW, on_pair_mark, false},
	{"key", BELOW_VIEW, on_key, false},
	{"art", BELOW_VIEW, on_art, true},
	{"mask", BELOW_VIEW, on_mask, true},
	{"region", BELOW_NOTHING, on_region, false},
	{"also", BELOW_REGION, on_also, false},
	{"part", BELOW_REGION, on_part, false},
	{"across", BELOW_REGION, on_across, false},
	{"half", BELOW_REGION, on_half, false},
	{"pair", BELOW_REGION, on_pair, false},
	{"whole", BELOW_REGION, on_whole, false},
	{"line", BELOW_REGION, on_line, false},
	{"pair-line", BELOW_REGION, on_pair_line, false},
	{"entry", BELOW_REGION, on_entry, false},
};

static bool read_line(struct map_reader *r, struct str line)
{
	struct str rest = line, word = map_next_word(&rest);
	enum below here = r->regions.count ? BELOW_REGION
			  : r->views.count ? BELOW_VIEW
					   : BELOW_NOTHING;
	if (line.ptr[0] == '|')
		return here == BELOW_VIEW ? add_row(r, line)
					  : WRONG(r, r->line, "a drawing belongs below a view");
	for (size_t i = 0; i < countof(keywords); i++) {
		const struct keyword *key = &keywords[i];
		if (!str_eq(word, str_of(key->word)))
			continue;
		if (key->below != BELOW_NOTHING && key->below != here)
			return WRONG(r, r->line, "\"%s\" belongs below a %s", key->word,
				     key->below == BELOW_VIEW ? "view" : "region");
		if (key->read == on_view && here == BELOW_REGION)
			return WRONG(r, r->line, "views come before regions");
		if (!rest.len && !key->bare)
			return WRONG(r, r->line, "nothing stands behind \"%s\"", key->word);
		return key->read(r, rest);
	}
	return WRONG(r, r->line, "\"%.*s\" is not a word of map files", STR_ARG(word));
}

static bool read_lines(struct map_reader *r)
{
	struct str line;
	if (!next_line(r, &line) || !str_eq(line, STR("bodymap-map 1")))
		return WRONG(r, r->line, "a map file begins with \"bodymap-map 1\"");
	while (next_line(r, &line)) {
		if (!read_line(r, line))
			return false;
	}
	if (!r->views.count)
		return WRONG(r, r->line, "the map has no view");
	if (!r->regions.count)
		return WRONG(r, r->line, "the map has no region");
	return true;
}

bool map_parse(struct str path, struct str text, struct arena *arena, struct map *map,
	       struct err *err)
{
	*map = (struct map){.path = arena_copy(arena, path)};
	map->name = map->path;
	struct map_reader r = {.arena = arena, .map = map, .err = err, .rest = text, .next = 1};
	if (text.len > TEXT_MAX)
		return err_set(err, "%.*s: a map file has at most %d bytes", STR_ARG(path),
			       TEXT_MAX);
	return read_lines(&r) && map_resolve(&r);
}

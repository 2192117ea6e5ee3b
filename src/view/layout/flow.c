// SPDX-License-Identifier: ISC

#include "view/layout/flow.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "text/column.h"
#include "text/linebreak.h"
#include "text/safe.h"
#include "view/style.h"

enum { PATH_COLS = 40 }; // of an image's path that are shown

static uint8_t span_look(const struct span *span, const struct flow_source *source)
{
	if (span->link != DOC_NONE)
		return STYLE_LINK;
	if (source->fixed)
		return source->style;
	if (span->style & SPAN_CODE)
		return STYLE_CODE;
	if (span->style & SPAN_STRIKE)
		return STYLE_STRIKE;
	switch (span->style & (SPAN_EMPH | SPAN_STRONG)) {
	case SPAN_EMPH | SPAN_STRONG:
		return STYLE_STRONG_EMPH;
	case SPAN_STRONG:
		return STYLE_STRONG;
	case SPAN_EMPH:
		return STYLE_EMPH;
	default:
		return source->style;
	}
}

static bool goes_on(const struct piece *last, const struct piece *piece)
{
	if (last->style != piece->style || last->link != piece->link || last->doc_to ||
	    piece->doc_to)
		return false;
	if (last->doc == DOC_NONE || piece->doc == DOC_NONE)
		return last->doc == piece->doc;
	return last->doc + (piece->from - last->from) == piece->doc;
}

static void add_piece(struct flow *flow, struct arena *scratch, struct piece piece)
{
	uint32_t n = flow->pieces.count;
	if (!n || !goes_on(&flow->pieces.at[n - 1], &piece))
		*vec_push(scratch, &flow->pieces) = piece;
}

// Text of the doc as it is, byte for byte.
static void plain_flow(const struct doc *doc, const struct flow_source *source,
		       struct arena *scratch, struct flow *flow)
{
	flow->text = str_sub(doc->text, source->text.from, source->text.to);
	for (uint32_t i = source->spans.from; i < source->spans.to; i++) {
		const struct span *span = &doc->spans[i];
		add_piece(flow, scratch,
			  (struct piece){.from = span->text.from - source->text.from,
					 .doc = span->text.from,
					 .link = span->link,
					 .style = span_look(span, source)});
	}
}

struct mixer { // a flow in the making whose text is not the doc's own
	const struct doc *doc;
	const struct flow_source *source;
	struct flow *flow;
	struct arena *scratch;
	struct buf bytes;
};

static void mix(struct mixer *mixer, struct str text, struct piece piece)
{
	if (!text.len)
		return;
	piece.from = (uint32_t)mixer->bytes.len;
	add_piece(mixer->flow, mixer->scratch, piece);
	buf_add(&mixer->bytes, text);
}

static void mix_added(struct mixer *mixer, struct str text)
{
	mix(mixer, text, (struct piece){.doc = DOC_NONE, .link = DOC_NONE, .style = STYLE_HINT});
}

// Up to where bytes are all ASCII, or none is.
static size_t stretch_end(struct str text, size_t at)
{
	bool ascii = (unsigned char)text.ptr[at] < 0x80;
	while (at < text.len && ((unsigned char)text.ptr[at] < 0x80) == ascii)
		at++;
	return at;
}

static void mix_span(struct mixer *mixer, const struct span *span)
{
	struct str text = str_sub(mixer->doc->text, 0, span->text.to);
	struct piece piece = {.doc = span->text.from,
			      .link = span->link,
			      .style = span_look(span, mixer->source)};
	while (piece.doc < text.len) {
		size_t end = mixer->source->ascii ? stretch_end(text, piece.doc) : text.len;
		struct str part = str_sub(text, piece.doc, end), shown = part;
		if (mixer->source->ascii)
			shown = safe_ascii(mixer->scratch, part);
		piece.doc_to = str_eq(shown, part) ? 0 : (uint32_t)end;
		mix(mixer, shown, piece);
		piece.doc = (uint32_t)end;
	}
}

// An image's path, its end when it is long; data is no path.
static void mix_path(struct mixer *mixer, struct str path)
{
	if (str_starts(path, STR("data:"))) {
		mix_added(mixer, STR("data:"));
		return;
	}
	path = safe_line(mixer->scratch, path);
	if (mixer->source->ascii)
		path = safe_ascii(mixer->scratch, path);
	struct str end = column_fit_end(path, PATH_COLS);
	if (end.len < path.len)
		mix_added(mixer, STR("..."));
	mix_added(mixer, end);
}

// The link that names an image's file; NULL for one that is inside of another link.
static const struct link *image_link(const struct mixer *mixer, const struct span *span)
{
	const struct doc *doc = mixer->doc;
	uint32_t *at = mixer->source->image;
	for (; *at < doc->nlinks; ++*at) {
		const struct link *link = &doc->links[*at];
		if (link->image && link->text.to > link->text.from &&
		    link->text.from >= span->text.from)
			return link->text.from == span->text.from ? link : NULL;
	}
	return NULL;
}

// "[the alternative text](its/path.png)"; returns the span behind the image's.
static uint32_t mix_image(struct mixer *mixer, uint32_t i)
{
	const struct span *first = &mixer->doc->spans[i], *span = first;
	const struct link *link = image_link(mixer, first);
	mix_added(mixer, STR("["));
	while (i < mixer->source->spans.to && (span->style & SPAN_IMAGE) &&
	       span->link == first->link && (!link || span->text.from < link->text.to)) {
		mix_span(mixer, span);
		span = &mixer->doc->spans[++i];
	}
	struct str alt = str_sub(mixer->doc->text, first->text.from, span[-1].text.to);
	if (!link || str_eq(alt, link->target)) {
		mix_added(mixer, STR("]"));
		return i;
	}
	mix_added(mixer, STR("]("));
	mix_path(mixer, link->target);
	mix_added(mixer, STR(")"));
	return i;
}

static void mixed_flow(struct mixer *mixer, struct arena *keep)
{
	const struct flow_source *source = mixer->source;
	for (uint32_t i = source->spans.from; i < source->spans.to;) {
		if (mixer->doc->spans[i].style & SPAN_IMAGE)
			i = mix_image(mixer, i);
		else
			mix_span(mixer, &mixer->doc->spans[i++]);
	}
	mixer->flow->text = arena_copy(keep, buf_str(&mixer->bytes));
	buf_release(&mixer->bytes);
}

// Whether the flow shows anything but the doc's own bytes.
static bool is_mixed(const struct doc *doc, const struct flow_source *source)
{
	for (uint32_t i = source->spans.from; i < source->spans.to; i++) {
		if (doc->spans[i].style & SPAN_IMAGE)
			return true;
	}
	struct str text = str_sub(doc->text, source->text.from, source->text.to);
	return source->ascii && text.len &&
	       ((unsigned char)text.ptr[0] >= 0x80 || stretch_end(text, 0) < text.len);
}

// A tab is a space here.
static struct str without_tabs(struct str text, struct arena *keep)
{
	if (!text.len || !memchr(text.ptr, '\t', text.len))
		return text;
	char *copy = arena_bytes(keep, text.len);
	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.ptr[i] == '\t' ? ' ' : text.ptr[i];
	return (struct str){copy, text.len};
}

void flow_make(const struct doc *doc, const struct flow_source *source, struct arena *keep,
	       struct arena *scratch, struct flow *flow)
{
	*flow = (struct flow){.doc_end = source->text.to};
	struct mixer mixer = {.doc = doc, .source = source, .flow = flow, .scratch = scratch};
	if (is_mixed(doc, source))
		mixed_flow(&mixer, keep);
	else
		plain_flow(doc, source, scratch, flow);
	flow->text = without_tabs(flow->text, keep);
	flow->breaks = (uint8_t *)arena_bytes(scratch, flow->text.len);
	if (flow->text.len)
		linebreak_find(flow->text, source->language, flow->breaks);
}

bool flow_line(const struct flow *flow, uint32_t *at, int cols, struct range *line)
{
	return linebreak_line(flow->text, flow->breaks, at, cols, line);
}

int flow_cols(const struct flow *flow, struct range part)
{
	return column_count(str_sub(flow->text, part.from, part.to));
}

static int longest_part(const struct flow *flow)
{
	int longest = 0, cols = 0, spaces = 0;
	for (size_t at = 0; at < flow->text.len;) {
		int wide = 0;
		size_t from = at;
		bool hard = flow->text.ptr[at] == '\n';
		at = hard ? at + 1 : column_next(flow->text, at, &wide);
		bool space = flow->text.ptr[from] == ' ' && at == from + 1;
		cols += wide;
		spaces = space ? spaces + 1 : 0;
		if (cols - spaces > longest)
			longest = cols - spaces;
		if (hard || flow->breaks[at - 1] == LINEBREAK_MAY)
			cols = spaces = 0;
	}
	return longest;
}

struct flow_widths flow_measure(const struct flow *flow)
{
	struct flow_widths widths = {.longest = longest_part(flow)};
	struct range line;
	for (uint32_t at = 0; flow_line(flow, &at, INT_MAX, &line);) {
		int cols = flow_cols(flow, line);
		if (cols > widths.natural)
			widths.natural = cols;
	}
	return widths;
}

static uint32_t count_lines(const struct flow *flow, int cols)
{
	uint32_t n = 0;
	struct range line;
	for (uint32_t at = 0; flow_line(flow, &at, cols, &line);)
		n++;
	return n;
}

int flow_balance(const struct flow *flow, int cols)
{
	uint32_t lines = count_lines(flow, cols);
	int low = 1, high = cols;
	while (low < high) {
		int middle = low + (high - low) / 2;
		if (count_lines(flow, middle) <= lines)
			high = middle;
		else
			low = middle + 1;
	}
	return high;
}

uint32_t flow_piece(const struct flow *flow, uint32_t at)
{
	uint32_t low = 0, high = flow->pieces.count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (flow->pieces.at[middle].from <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

uint32_t flow_piece_end(const struct flow *flow, uint32_t piece)
{
	return piece + 1 < flow->pieces.count ? flow->pieces.at[piece + 1].from
					      : (uint32_t)flow->text.len;
}

struct range flow_piece_doc(const struct piece *piece, uint32_t from, uint32_t to)
{
	if (piece->doc == DOC_NONE)
		return (struct range){0};
	if (piece->doc_to)
		return (struct range){piece->doc, piece->doc_to};
	return (struct range){piece->doc + (from - piece->from), piece->doc + (to - piece->from)};
}

uint32_t flow_doc(const struct flow *flow, uint32_t at)
{
	for (uint32_t i = flow_piece(flow, at); i < flow->pieces.count; i++) {
		const struct piece *piece = &flow->pieces.at[i];
		uint32_t from = at > piece->from ? at : piece->from;
		if (piece->doc != DOC_NONE)
			return flow_piece_doc(piece, from, from).from;
	}
	return flow->doc_end;
}

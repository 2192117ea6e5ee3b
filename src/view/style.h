// SPDX-License-Identifier: ISC
//
// style: what a cell means, not how it looks.  One list; ui/term turns a role into attributes for
// the colours there are, cmd/print into SGR sequences.  Selection and matches never depend on
// colour.

#ifndef BODYMAP_VIEW_STYLE_H
#define BODYMAP_VIEW_STYLE_H

#define STYLES                                                                                     \
	STYLE(PLAIN, "text")                                                                       \
	STYLE(TITLE, "the first row of a screen")                                                  \
	STYLE(HINT, "the last row, and what is secondary")                                         \
	STYLE(HEADING_1, "a page's heading")                                                       \
	STYLE(HEADING_2, "a section's heading")                                                    \
	STYLE(HEADING_3, "a heading below that")                                                   \
	STYLE(STRONG, "strong emphasis")                                                           \
	STYLE(EMPH, "emphasis")                                                                    \
	STYLE(STRONG_EMPH, "both")                                                                 \
	STYLE(CODE, "code")                                                                        \
	STYLE(STRIKE, "struck out")                                                                \
	STYLE(QUOTE, "the bar of a quotation, rules, frames of tables")                            \
	STYLE(LINK, "a link")                                                                      \
	STYLE(LINK_VISITED, "a link that was followed")                                            \
	STYLE(LINK_DEAD, "a link that leads nowhere")                                              \
	STYLE(FOCUS, "the link in focus")                                                          \
	STYLE(SELECTED, "the selected row or region")                                              \
	STYLE(MATCH, "a word that was searched for")                                               \
	STYLE(MATCH_NOW, "the match one is at")                                                    \
	STYLE(FLAG, "a red flag")                                                                  \
	STYLE(KIND, "the kind of a page or section")                                               \
	STYLE(BODY, "a region of the map that has pages")                                          \
	STYLE(BODY_DIM, "a region without pages")                                                  \
	STYLE(BODY_TWIN, "the same region on the other side, and the parent's outline")            \
	STYLE(BODY_HIT, "a region that holds hits")                                                \
	STYLE(BODY_ON, "the selected region where its dots are filled")

enum style {
#define STYLE(name, meaning) STYLE_##name,
	STYLES
#undef STYLE
		STYLE_COUNT
};

#endif

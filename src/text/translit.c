// SPDX-License-Identifier: ISC
//
// A table for what has a name of its own in ASCII, rows of characters for the frames, and for the
// rest what the compatibility decomposition leaves once its marks are gone, provided that is ASCII
// ("é" e, "ﬁ" fi, "Ａ" A, "²" 2).
//
// Umlauts and the like are written as German, Danish and Norwegian readers write them without
// the letters; Cyrillic by the sounds, as on signs and in passports.

#include "text/translit.h"

#include "text/unicode.h"

#include <string.h>

static const struct rendering {
	uint16_t cp;
	char ascii[7];
} renderings[] = {
	{0x00A0, " "},    {0x00A1, "!"},    {0x00A2, "c"},   {0x00A3, "GBP"}, {0x00A5, "JPY"},
	{0x00A6, "|"},    {0x00A7, "S"},    {0x00A9, "(c)"}, {0x00AB, "<<"},  {0x00AC, "!"},
	{0x00AE, "(R)"},  {0x00B0, "deg"},  {0x00B1, "+/-"}, {0x00B4, "'"},   {0x00B5, "u"},
	{0x00B6, "P"},    {0x00B7, "."},    {0x00BB, ">>"},  {0x00BF, "?"},   {0x00C4, "Ae"},
	{0x00C5, "A"},    {0x00C6, "AE"},   {0x00D0, "D"},   {0x00D6, "Oe"},  {0x00D7, "x"},
	{0x00D8, "O"},    {0x00DC, "Ue"},   {0x00DE, "Th"},  {0x00DF, "ss"},  {0x00E4, "ae"},
	{0x00E5, "a"},    {0x00E6, "ae"},   {0x00F0, "d"},   {0x00F6, "oe"},  {0x00F7, "/"},
	{0x00F8, "o"},    {0x00FC, "ue"},   {0x00FE, "th"},  {0x0110, "D"},   {0x0111, "d"},
	{0x0126, "H"},    {0x0127, "h"},    {0x0131, "i"},   {0x0138, "k"},   {0x0141, "L"},
	{0x0142, "l"},    {0x014A, "NG"},   {0x014B, "ng"},  {0x0152, "OE"},  {0x0153, "oe"},
	{0x0166, "T"},    {0x0167, "t"},    {0x0189, "D"},   {0x018F, "E"},   {0x0192, "f"},
	{0x0259, "e"},    {0x02BB, "'"},    {0x02BC, "'"},   {0x02C6, "^"},   {0x02DC, "~"},
	{0x0401, "Yo"},   {0x0404, "Ye"},   {0x0406, "I"},   {0x0407, "Yi"},  {0x0410, "A"},
	{0x0411, "B"},    {0x0412, "V"},    {0x0413, "G"},   {0x0414, "D"},   {0x0415, "E"},
	{0x0416, "Zh"},   {0x0417, "Z"},    {0x0418, "I"},   {0x0419, "Y"},   {0x041A, "K"},
	{0x041B, "L"},    {0x041C, "M"},    {0x041D, "N"},   {0x041E, "O"},   {0x041F, "P"},
	{0x0420, "R"},    {0x0421, "S"},    {0x0422, "T"},   {0x0423, "U"},   {0x0424, "F"},
	{0x0425, "Kh"},   {0x0426, "Ts"},   {0x0427, "Ch"},  {0x0428, "Sh"},  {0x0429, "Shch"},
	{0x042A, "\""},   {0x042B, "Y"},    {0x042C, "'"},   {0x042D, "E"},   {0x042E, "Yu"},
	{0x042F, "Ya"},   {0x0430, "a"},    {0x0431, "b"},   {0x0432, "v"},   {0x0433, "g"},
	{0x0434, "d"},    {0x0435, "e"},    {0x0436, "zh"},  {0x0437, "z"},   {0x0438, "i"},
	{0x0439, "y"},    {0x043A, "k"},    {0x043B, "l"},   {0x043C, "m"},   {0x043D, "n"},
	{0x043E, "o"},    {0x043F, "p"},    {0x0440, "r"},   {0x0441, "s"},   {0x0442, "t"},
	{0x0443, "u"},    {0x0444, "f"},    {0x0445, "kh"},  {0x0446, "ts"},  {0x0447, "ch"},
	{0x0448, "sh"},   {0x0449, "shch"}, {0x044A, "\""},  {0x044B, "y"},   {0x044C, "'"},
	{0x044D, "e"},    {0x044E, "yu"},   {0x044F, "ya"},  {0x0451, "yo"},  {0x0454, "ye"},
	{0x0456, "i"},    {0x0457, "yi"},   {0x0490, "G"},   {0x0491, "g"},   {0x1E9E, "SS"},
	{0x2010, "-"},    {0x2011, "-"},    {0x2012, "-"},   {0x2013, "-"},   {0x2014, "--"},
	{0x2015, "--"},   {0x2016, "||"},   {0x2018, "'"},   {0x2019, "'"},   {0x201A, "'"},
	{0x201B, "'"},    {0x201C, "\""},   {0x201D, "\""},  {0x201E, "\""},  {0x201F, "\""},
	{0x2020, "+"},    {0x2021, "++"},   {0x2022, "*"},   {0x2023, ">"},   {0x2027, "."},
	{0x2030, "0/00"}, {0x2032, "'"},    {0x2033, "\""},  {0x2039, "<"},   {0x203A, ">"},
	{0x203B, "*"},    {0x2043, "-"},    {0x2044, "/"},   {0x204E, "*"},   {0x20AC, "EUR"},
	{0x2116, "No."},  {0x2122, "(TM)"}, {0x2126, "Ohm"}, {0x2190, "<-"},  {0x2191, "^"},
	{0x2192, "->"},   {0x2193, "v"},    {0x2194, "<->"}, {0x2196, "\\"},  {0x2197, "/"},
	{0x2198, "\\"},   {0x2199, "/"},    {0x21B5, "<-'"}, {0x21D0, "<="},  {0x21D2, "=>"},
	{0x21D4, "<=>"},  {0x2212, "-"},    {0x2215, "/"},   {0x2217, "*"},   {0x2219, "."},
	{0x221E, "inf"},  {0x2223, "|"},    {0x2225, "||"},  {0x2236, ":"},   {0x223C, "~"},
	{0x2248, "~"},    {0x2260, "!="},   {0x2261, "=="},  {0x2264, "<="},  {0x2265, ">="},
	{0x226A, "<<"},   {0x226B, ">>"},   {0x22C5, "."},   {0x22EE, ":"},   {0x22EF, "..."},
	{0x25A0, "#"},    {0x25A1, "[]"},   {0x25AA, "*"},   {0x25AB, "*"},   {0x25B2, "^"},
	{0x25B3, "^"},    {0x25B6, ">"},    {0x25B7, ">"},   {0x25B8, ">"},   {0x25B9, ">"},
	{0x25BA, ">"},    {0x25BC, "v"},    {0x25BD, "v"},   {0x25BE, "v"},   {0x25BF, "v"},
	{0x25C0, "<"},    {0x25C1, "<"},    {0x25C2, "<"},   {0x25C3, "<"},   {0x25C4, "<"},
	{0x25C6, "*"},    {0x25C7, "*"},    {0x25CA, "*"},   {0x25CB, "o"},   {0x25CF, "*"},
	{0x25E6, "o"},    {0x2605, "*"},    {0x2606, "*"},   {0x2610, "[ ]"}, {0x2611, "[x]"},
	{0x2612, "[x]"},  {0x26A0, "!"},    {0x2713, "v"},   {0x2714, "v"},   {0x2715, "x"},
	{0x2716, "x"},    {0x2717, "x"},    {0x2718, "x"},   {0x271A, "+"},   {0x2756, "*"},
	{0x2794, "->"},   {0x279C, "->"},   {0x27A1, "->"},  {0x27A4, ">"},   {0x27E8, "<"},
	{0x27E9, ">"},    {0x27F5, "<-"},   {0x27F6, "->"},  {0x2B05, "<-"},  {0x2B06, "^"},
	{0x2B07, "v"},    {0x3001, ","},    {0x3002, "."},   {0x300C, "\""},  {0x300D, "\""},
};

static const struct rendering *find(uint32_t cp)
{
	size_t from = 0, to = countof(renderings);
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (renderings[middle].cp == cp)
			return &renderings[middle];
		if (renderings[middle].cp < cp)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

// Box drawing, blocks and the pictures of control characters: one or two characters each.
static bool draw(uint32_t cp, char ascii[TRANSLIT_MAX])
{
	static const char frames[] = "--||--||--||++++++++++++++++++++"   // 2500: lines, corners
				     "++++++++++++++++++++++++++++++++"   // tees
				     "++++++++++++--||=|++++++++++++++"   // crosses, double
				     "+++++++++++++++++/\\X-|-|-|-|-|-|"; // arcs, diagonals, halves
	static_assert(sizeof frames == 0x80 + 1, "a character for each of 2500 to 257F");
	if (cp >= 0x2400 && cp <= 0x2421 && cp != 0x2420) {
		memcpy(ascii, "^?", 3);
		if (cp != 0x2421)
			ascii[1] = (char)('@' + (cp - 0x2400));
		return true;
	}
	if (cp < 0x2500 || cp > 0x259F)
		return false;
	ascii[0] = cp < 0x2580 ? frames[cp - 0x2500] : '#';
	ascii[1] = '\0';
	return true;
}

bool translit(uint32_t cp, char ascii[TRANSLIT_MAX])
{
	const struct rendering *rendering = find(cp);
	if (rendering) {
		memcpy(ascii, rendering->ascii, sizeof rendering->ascii);
		return true;
	}
	if (draw(cp, ascii))
		return true;

	uint32_t parts[UNICODE_PARTS];
	size_t count = unicode_decompose(cp, false, parts), len = 0;
	for (size_t i = 0; i < count; i++) {
		if (unicode_kind(parts[i]) == UNICODE_MARK && len)
			continue;
		if (parts[i] != 0x2044 && (parts[i] < ' ' || parts[i] > '~'))
			return false;
		ascii[len++] = parts[i] == 0x2044 ? '/' : (char)parts[i];
	}
	ascii[len] = '\0';
	return len > 0;
}

// SPDX-License-Identifier: ISC

#include "search/weights.h"

#ifndef TUNE
const
#endif
	struct weights weights = {
		.k1 = 1.2F,
		.field =
			{
				[FIELD_BODY] = {1, 0.75F},
				[FIELD_HEADING] = {3, 0.5F},
				[FIELD_PATH] = {1.5F, 0.5F},
				[FIELD_TITLE] = {6, 0.5F},
				[FIELD_ALIAS] = {3, 0.3F},
				[FIELD_REGION] = {1, 0.3F},
			},
		.stop = 0.02F,
		.exact = 0.3F,
		.near = 1,
		.near_words = 6,
		.title = 0.5F,
		.exact_title = 0.5F,
		.synonym = 0.5F,
		.joined = 0.8F,
		.prefix = 0.7F,
		.corrected = 1,
		.feedback = 0.5F,
		.feedback_k = 1.2F,
};

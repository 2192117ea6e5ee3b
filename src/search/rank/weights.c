// SPDX-License-Identifier: ISC

#include "search/rank/weights.h"

const struct weights weights = {
	.k1 = 1.5F,
	.field =
		{
			[FIELD_BODY] = {1, 0.75F},
			[FIELD_HEADING] = {1.5F, 0.5F},
			[FIELD_PATH] = {1.5F, 0.5F},
			[FIELD_TITLE] = {1.5F, 0.5F},
			[FIELD_ALIAS] = {1, 0.3F},
			[FIELD_REGION] = {1, 0.3F},
		},
	.page_title = 8,
	.stop = 0.02F,
	.exact = 0.4F,
	.near = 0.7F,
	.near_words = 6,
	.title = 0.4F,
	.exact_title = 0.5F,
	.synonym = 0.6F,
	.joined = 0.8F,
	.prefix = 0.7F,
	.corrected = 0.9F,
	.leads_on = 0.6F,
	.support = 0.2F,
	.same_page = 0.8F,
	.feedback = 1,
	.feedback_k = 1.2F,
};

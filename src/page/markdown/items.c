// SPDX-License-Identifier: ISC

#include "page/markdown/items.h"

static uint8_t digits_of(uint32_t number)
{
	uint8_t digits = 1;
	for (; number >= 10; number /= 10)
		digits++;
	return digits;
}

void items_bullets(struct items *items, struct builder *builder, bool tight)
{
	*vec_push(builder->arena, items) = (struct item_list){.next = DOC_NONE, .tight = tight};
}

void items_numbers(struct items *items, struct builder *builder, bool tight, uint32_t first,
		   uint32_t count, char delimiter)
{
	*vec_push(builder->arena, items) =
		(struct item_list){.next = first,
				   .delimiter = delimiter,
				   .digits = digits_of(first + count - 1),
				   .tight = tight};
}

void items_end(struct items *items)
{
	items->count--;
}

void items_open(struct items *items, struct builder *builder, char bullet)
{
	struct item_list *list = &items->at[items->count - 1];
	bool numbered = list->next != DOC_NONE;
	builder_open(builder, (struct container){.kind = CONTAINER_ITEM,
						 .number = list->next,
						 .delimiter = numbered ? list->delimiter : bullet,
						 .digits = list->digits,
						 .tight = list->tight});
	list->next += numbered;
}

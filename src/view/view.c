// SPDX-License-Identifier: ISC

#include "view/view.h"

void view_close(struct view *view)
{
	if (view->ops->release)
		view->ops->release(view);
	struct arena arena = view->arena; // the view lies in it
	arena_release(&arena);
}

void view_draw(struct view *view, struct canvas *canvas)
{
	if (view->ops->settle)
		view->ops->settle(view);
	view->ops->draw(view, canvas);
}

struct view *view_renew(struct view *view, const struct book *before)
{
	struct view *next = view->ops->renew ? view->ops->renew(view, before) : view;
	if (next != view)
		view_close(view);
	return next;
}

uint32_t view_same_page(const struct view *view, const struct book *before, uint32_t page)
{
	return page == BOOK_NONE ? BOOK_NONE
				 : book_find_page(view->desk->book, book_page(before, page).path);
}

bool view_common(const struct view *view, enum action action, struct wish *wish)
{
	static const struct {
		enum action action;
		enum wish_kind kind;
		enum list_kind list;
	} common[] = {
		{ACT_SEARCH, WISH_SEARCH, LIST_PAGES},      {ACT_MAP, WISH_MAP, LIST_PAGES},
		{ACT_PAGES, WISH_LIST, LIST_PAGES},         {ACT_HISTORY, WISH_LIST, LIST_HISTORY},
		{ACT_BOOKMARKS, WISH_LIST, LIST_BOOKMARKS}, {ACT_FLAGS, WISH_LIST, LIST_FLAGS},
		{ACT_HELP, WISH_HELP, LIST_PAGES},          {ACT_REDRAW, WISH_REDRAW, LIST_PAGES},
		{ACT_CLOSE, WISH_CLOSE, LIST_PAGES},        {ACT_QUIT, WISH_QUIT, LIST_PAGES},
	};
	(void)view;
	for (size_t i = 0; i < countof(common); i++) {
		if (common[i].action == action) {
			*wish = (struct wish){.kind = common[i].kind,
					      .list = common[i].list,
					      .page = BOOK_NONE,
					      .section = BOOK_NONE};
			return true;
		}
	}
	return false;
}

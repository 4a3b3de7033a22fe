/* What sheets, campaigns and answers are found by: the search has their texts from here. Each
 * brings in what is there now, or takes out what is no more; inside the write transaction of the
 * change. */
#ifndef KANAME_KERNEL_SHEET_SHEET_SEARCH_H
#define KANAME_KERNEL_SHEET_SHEET_SEARCH_H

#include "kernel/search/search.h"
#include "kernel/sheet/campaign.h"

/* An answer by its comment, reason, free text and the names of its evidence files. */
enum err sheet_search_answer(struct call *c, int64_t response_id, int item_no);
/* A campaign by number, name and note; `before`: what it was, NULL: it is new. The answers carry
 * its name: they follow in the background. */
enum err sheet_search_campaign(
    struct call *c, const struct campaign *campaign, const struct campaign *before);
/* The items of a sheet's newest version by their words, in each language by itself. */
enum err sheet_search_sheet(struct call *c, int64_t sheet_id);

extern const struct search_kind sheet_searches[];
enum { SHEET_SEARCHES = 4 };

#endif

/* Internal to kernel/sheet: what campaigns look like in bodies and answers. */
#ifndef KANAME_KERNEL_SHEET_CAMPAIGN_SHAPE_H
#define KANAME_KERNEL_SHEET_CAMPAIGN_SHAPE_H

#include "kernel/sheet/campaign_store.h"
#include "kernel/sheet/sheet_api.h"

extern const struct shape SHAPE_CAMPAIGN;
extern const struct shape SHAPE_CAMPAIGN_LIST;
extern const struct shape SHAPE_CAMPAIGN_QUERY;
extern const struct shape SHAPE_CAMPAIGN_BODY;
extern const struct shape SHAPE_CAMPAIGN_UNITS_BODY;
extern const struct shape SHAPE_CAMPAIGN_UNITS;
extern const struct shape SHAPE_SUPPLEMENT_BODY;
extern const struct shape SHAPE_SUPPLEMENTS;
extern const struct shape SHAPE_ANSWERERS;
extern const struct shape SHAPE_UNANSWERED;
extern const struct shape SHAPE_PROGRESS;

/* `counts` NULL: the caller may not follow it. */
void campaign_write(struct jw *w, const struct call *c, const struct campaign *campaign,
    const struct campaign_counts *counts);
void campaign_unit_write(struct jw *w, const struct campaign_unit *unit);

#endif

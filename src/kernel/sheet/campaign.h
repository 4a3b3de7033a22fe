/* Campaigns: a sheet sent to many units, with dates, a period and the organisation's own
 * clarifications. Opening one copies the unit tree and makes a response for each unit asked.
 *
 * Functions that change something run inside the caller's open write transaction, check the
 * caller's permission, and add the audit entry. */
#ifndef KANAME_KERNEL_SHEET_CAMPAIGN_H
#define KANAME_KERNEL_SHEET_CAMPAIGN_H

#include "kernel/call.h"
#include "kernel/sheet/out.h"
#include "kernel/sheet/sheet.h"

#include <jansson.h>

#define CAMPAIGN_STATE_LIST(X) \
    X(CAMPAIGN_DRAFT, "draft") \
    X(CAMPAIGN_OPEN, "open")   \
    X(CAMPAIGN_CLOSED, "closed")

#define CAMPAIGN_STATE_ENUM(name, key) name,
enum campaign_state { CAMPAIGN_STATE_LIST(CAMPAIGN_STATE_ENUM) CAMPAIGN_STATE_MAX };
#undef CAMPAIGN_STATE_ENUM

const char *campaign_state_key(enum campaign_state state);

struct campaign {
    int64_t id;
    struct uuid uid;
    const char *number; /* "K-2026-0001" */
    const char *name;
    struct ref sheet;         /* title: the sheet's key */
    struct ref sheet_version; /* title: the publisher's version */
    const char *period;       /* "FY2026" */
    const char *opens;        /* date; NULL: not said */
    bool scheduled;           /* a draft that opens by itself on that date */
    const char *due;          /* date: over at 24:00 */
    const char *outside;      /* kind of outside respondents that it asks, "supplier"; NULL: none */
    bool for_request;         /* answers somebody else's questions: not where we stand */
    enum campaign_state state;
    const char *note;
    int remind_before, remind_every;      /* days; 0: no reminders (campaign_rules.h) */
    const char *reminded_on;              /* date; NULL: never */
    int64_t snapshot_at_ms, closed_at_ms; /* 0: not yet */
    int64_t version;
    int64_t created_at_ms, updated_at_ms;
    struct ref created_by;
};

/* By UUID or number ("K-2026-0001"); ERR_NOT_FOUND. `lock` keeps other writers away until the end
 * of the transaction. Texts under c. */
enum err campaign_find(struct call *c, const char *id, bool lock, struct campaign *ret_campaign);

/* `body`: shape CampaignBody, checked. */
enum err campaign_create(struct call *c, const json_t *body, struct campaign *ret_campaign);
/* `patch`: shape CampaignBody as merge patch, checked. *campaign becomes what it is afterwards. */
enum err campaign_update(struct call *c, struct campaign *campaign, const json_t *patch);
/* Drafts only. */
enum err campaign_remove(struct call *c, struct campaign *campaign);

/* Which units are asked: a list of { "unit": UUID or number, "assignee": UUID or null }, in place
 * of what was chosen before. Drafts only. */
enum err campaign_set_units(struct call *c, struct campaign *campaign, const json_t *units);

/* The organisation's clarification of an item; `texts` { "ja", "en" }, NULL takes it away. */
enum err campaign_set_supplement(
    struct call *c, struct campaign *campaign, const char *item_key, const json_t *texts);

/* draft → open: copies the unit tree, makes the responses and assigns them. *ret_responses: how
 * many. closed → open only lets answering go on. */
enum err campaign_open(struct call *c, struct campaign *campaign, int64_t *ret_responses);
/* open → closed: nothing is answered any more. */
enum err campaign_close(struct call *c, struct campaign *campaign);

/* The sheet that is asked, without its texts, under c. */
enum err campaign_doc(
    struct call *c, const struct campaign *campaign, const struct sheet_doc **ret_doc);

/* Whether a due date is over for somebody in `zone` (NULL: the organisation's). */
bool campaign_overdue(const struct call *c, const char *due, const char *zone);

#endif

/* Inside the module. */
#ifndef KANAME_MOD_ALERT_ALERT_PRIVATE_H
#define KANAME_MOD_ALERT_ALERT_PRIVATE_H

#include "kernel/http/req.h"
#include "kernel/notice/notice.h"
#include "kernel/register/register.h"
#include "mod/alert/alert.h"

extern const struct reg_def REG_ALERTS;
enum { ALERT_NOTICES = 1 };
extern const struct notice_kind alert_notices[ALERT_NOTICES];

enum { ALERT_TITLE = 200, ALERT_DETAIL = 8000, HOUR_MS = 60 * 60 * 1000 };

/* ---- alert_store.c ---- */

/* What makes two the same. NULL: none. */
struct alert_like {
    const char *title, *source, *device, *reference;
};
struct alert_known {
    int64_t id;         /* 0: none */
    const char *number; /* under c */
    int64_t seen;
};
/* Others who take one in wait until the end of the write transaction. */
enum err alert_store_lock(struct call *c);
/* The newest like it in a unit that was first seen since then. */
enum err alert_store_find(struct call *c, const struct alert_like *like, int64_t unit_id,
    int64_t since_ms, struct alert_known *ret_known);
enum err alert_store_count(struct call *c, int64_t id);
/* How many were made since then, deleted ones too. */
enum err alert_store_since(struct call *c, int64_t since_ms, int64_t *ret_n);
/* Whether no other grave one has been made in the unit since then, deleted ones too. */
enum err alert_store_first(
    struct call *c, int64_t id, int64_t unit_id, int64_t since_ms, bool *ret_first);
/* The UUID of a unit, as text under c. ERR_NOT_FOUND. */
enum err alert_store_unit(struct call *c, int64_t unit_id, const char **ret_uid);

/* ---- alert_api.c ---- */

extern const struct perm PERM_ALERT_SEND;
extern const struct shape SHAPE_ALERT_NEW, SHAPE_ALERT_TAKEN;
enum err alert_post(struct req *r);

#endif

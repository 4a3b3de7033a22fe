/* One piece of work for somebody: an HTTP request, a job or a command. Services take a call and
 * nothing of HTTP. It is also the memory context of the work. */
#ifndef KANAME_KERNEL_CALL_H
#define KANAME_KERNEL_CALL_H

#include "base/problem.h"
#include "kernel/auth/who.h"
#include "kernel/db/db.h"

struct audit_pending; /* kernel/audit */
struct idempotency;   /* kernel/auth/idempotency.h */
struct reg_numbers;   /* kernel/register: numbers taken ahead by an import */
struct reg_ids;       /* kernel/register: ids of records, taken ahead by an import */
struct reg_refs;      /* kernel/register: references kept by an import */
struct kept;          /* kernel/kept.h */
struct app;           /* the running program: configuration, key file, registers (kernel/app.h) */

struct org_settings {
    const char *name;
    const char *zone;       /* IANA name */
    const char *lang;       /* "ja" or "en" */
    const char *currency;   /* ISO 4217 */
    int fiscal_first_month; /* 1..12 */
};

struct call {
    struct app *app;
    struct db_conn *db;
    const struct who *who;           /* NULL: nobody signed in */
    struct org_settings org;         /* filled when who is */
    const char *lang;                /* of the answer: "ja" or "en" */
    const char *via;                 /* "http 203.0.113.4", "cli:root", "job:17" */
    int64_t now_ms;                  /* one instant for the whole work */
    struct problem *problem;         /* what is wrong, for the edge to tell */
    struct audit_pending *audit;     /* entries of the open transaction */
    bool ahead;                      /* tx_begin_ahead's transaction is open and not taken over */
    struct reg_numbers *numbers;     /* NULL: one by one */
    struct reg_ids *ids;             /* NULL: the database gives them */
    struct reg_refs *refs;           /* NULL: looked up each time */
    struct kept *kept;               /* NULL: nothing is kept by modules */
    struct idempotency *idempotency; /* key to be kept with the change; NULL: none */
};

/* A call with a connection of its own for a job, a command or a test; nobody is signed in yet
 * (kernel/auth/actor.h). `via` is copied. Ended by call_close, which aborts what is open. */
enum err call_open(struct app *app, const char *via, struct call **ret_call);
void call_close(struct call *c); /* NULL is allowed */

/* For what is the whole organisation's and no record's: ERR_FORBIDDEN ("not_in_unit") unless the
 * caller holds the permission at the top. A route's own row only asks that it is held somewhere. */
enum err call_needs_top(struct call *c, const struct perm *perm);

#endif

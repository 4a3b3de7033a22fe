/* Asking units: replies are made by a job, since a company may have thousands of units, and those
 * who answer are told once, however many units they answer for. */
#include "mod/supplier/supplier_census.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign_rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    UNITS_AT_ONCE = 100, /* replies made in one transaction */
    NAMED_MOST = 10,     /* units in one text */
    REMIND_BEFORE = 7,   /* days */
    REMIND_EVERY = 7,
};

const struct notice_kind census_notices[CENSUS_NOTICES] = {
    [CENSUS_NOTICE_ASKED] = {.name = "census_asked", .usual = NOTICE_NOW},
    [CENSUS_NOTICE_REMINDED] = {.name = "census_reminded", .usual = NOTICE_NOW},
    [CENSUS_NOTICE_RETURNED] = {.name = "census_returned", .usual = NOTICE_NOW},
};

enum err census_open_later(struct call *c, const struct uuid *census)
{
    char id[UUID_TEXT_SIZE];
    struct uuid uid;
    uuid_format(census, id);
    json_t *payload = reg_keep(c, json_pack("{s:s}", "census", id));
    const struct job_new job = {.kind = CENSUS_OPEN, .payload = payload, .unique_key = id};
    return job_add(c, &job, &uid);
}

/* ---- who is told ---- */

/* An account and a reply that it is waited for to send in. */
struct told {
    int64_t account;
    const struct census_waiting *of;
};

struct told_list {
    struct told *list;
    size_t n;
};

static int by_unit(const void *a, const void *b)
{
    const struct census_manager *one = a;
    const struct census_manager *other = b;
    return (one->unit_id > other->unit_id) - (one->unit_id < other->unit_id);
}

static void add(
    struct call *c, struct told_list *to, int64_t account, const struct census_waiting *of)
{
    to->list = mem_grow(c, to->list, struct told, to->n + 1);
    to->list[to->n++] = (struct told){account, of};
}

struct managers {
    struct census_manager *list;
    size_t n;
};

/* Those who manage the very unit; false: nobody does. */
static bool add_managers(struct call *c, struct told_list *to, const struct managers *managers,
    int64_t unit_id, const struct census_waiting *of)
{
    const struct census_manager key = {.unit_id = unit_id};
    const struct census_manager *end = managers->list + managers->n;
    const struct census_manager *at =
        bsearch(&key, managers->list, managers->n, sizeof *managers->list, by_unit);
    if (at == NULL)
        return false;
    while (at > managers->list && at[-1].unit_id == unit_id)
        at--;
    for (; at < end && at->unit_id == unit_id; at++)
        add(c, to, at->account, of);
    return true;
}

/* Whoever was named for it; else those who manage the unit, or the nearest one above it. A path is
 * "/1/5/9/". */
static void add_answerers(struct call *c, struct told_list *to, const struct managers *managers,
    const struct census_waiting *of)
{
    char *path = mem_strdup(c, of->unit_path);
    size_t len = strlen(path);
    if (of->account != 0) {
        add(c, to, of->account, of);
        return;
    }
    while (len > 1) {
        path[--len] = '\0';
        const char *last = strrchr(path, '/');
        if (add_managers(c, to, managers, strtoll(last + 1, NULL, 10), of))
            return;
        len = (size_t)(last - path) + 1;
    }
}

static int by_account(const void *a, const void *b)
{
    const struct told *one = a;
    const struct told *other = b;
    return one->account != other->account ? (one->account > other->account ? 1 : -1)
                                          : (one->of > other->of) - (one->of < other->of);
}

static enum err find_told(
    struct call *c, int64_t census_id, int64_t unit_id, struct told_list *ret_told)
{
    struct census_waiting *waiting = NULL;
    struct managers managers = {NULL, 0};
    size_t n = 0;
    enum err e = census_store_waiting(c, census_id, unit_id, &waiting, &n);
    if (e == ERR_OK)
        e = census_store_managers(c, &managers.list, &managers.n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        add_answerers(c, ret_told, &managers, &waiting[i]);
    if (ret_told->n > 0)
        qsort(ret_told->list, ret_told->n, sizeof *ret_told->list, by_account);
    return e;
}

/* ---- telling ---- */

struct telling {
    int kind;
    const struct reg_def *about; /* the round or one reply */
    struct uuid uid;
    const char *name, *due, *reason;
};

static const char *units_of(struct call *c, const struct told *first, size_t n)
{
    const char *units = "";
    for (size_t i = 0; i < n && i < NAMED_MOST; i++)
        units = mem_printf(c, "%s%s%s", units, i == 0 ? "" : "\n", first[i].of->unit);
    return n > NAMED_MOST ? mem_printf(c, "%s\n…", units) : units;
}

static enum err tell_one(
    struct call *c, const struct telling *t, const struct told *first, size_t n)
{
    const char *all = "/supplier-census-replies?f.state=waiting,returned";
    const struct notice_arg args[] = {
        {"name", NOTICE_TEXT, t->name},
        {"due", NOTICE_DATE, t->due},
        {"units", NOTICE_TEXT, units_of(c, first, n)},
        {"reason", NOTICE_TEXT, t->reason},
    };
    const struct notice_new notice = {.kind = &census_notices[t->kind],
        .subject = t->about->singular,
        .subject_uid = &t->uid,
        .path = n == 1 ? mem_printf(c, "/supplier-census-replies/%s", first->of->number) : all,
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell(c, &notice, &first->account, 1);
}

static enum err tell_all(struct call *c, const struct telling *t, const struct told_list *told)
{
    enum err e = ERR_OK;
    for (size_t i = 0, n; i < told->n && e == ERR_OK; i += n) {
        for (n = 1; i + n < told->n && told->list[i + n].account == told->list[i].account;)
            n++;
        e = tell_one(c, t, &told->list[i], n);
    }
    return e;
}

enum err census_tell_returned(
    struct call *c, int64_t census_id, const struct reg_record *reply, const char *name)
{
    struct told_list told = {NULL, 0};
    const struct telling t = {.kind = CENSUS_NOTICE_RETURNED,
        .about = reply->def,
        .uid = reply->uid,
        .name = name,
        .due = body_text(reply->after, "due"),
        .reason = reply->reason};
    enum err e = find_told(c, census_id, reply->unit_id, &told);
    return e == ERR_OK ? tell_all(c, &t, &told) : e;
}

/* ---- opening ---- */

static const char *today_of(struct call *c)
{
    struct date date = {0};
    char text[DATE_TEXT_SIZE];
    clock_day_in_zone(c->now_ms, c->org.zone, &date);
    date_format(date, text);
    return mem_strdup(c, text);
}

static enum err make_reply(struct call *c, const char *census, const struct census_unit *unit)
{
    struct reg_record made;
    json_t *body = reg_keep(c, json_pack("{s:s, s:s}", "census", census, "unit", unit->uid));
    if (unit->person != NULL)
        json_object_set_new(body, "owner", json_string(unit->person));
    return reg_make(c, &REG_SUPPLIER_CENSUS_REPLIES, body, &made);
}

/* The next units in a transaction of their own. *after 0: there are none left, or the round is
 * asking no more. */
static enum err make_some(struct call *c, const char *census, int64_t *after)
{
    struct reg_record record;
    struct census_unit *units = NULL;
    const char *under = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIER_CENSUSES, census, &record);
    if (e == ERR_OK && strcmp(body_text(record.after, "state"), CENSUS_ASKING) != 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = census_store_under(c, record.id, &under);
    if (e == ERR_OK) {
        const char *kind = body_text(record.after, "kind");
        e = census_store_units(
            c, record.id, kind == NULL ? "" : kind, under, *after, UNITS_AT_ONCE, &units, &n);
    }
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = make_reply(c, census, &units[i]);
    if (e == ERR_OK && n > 0)
        e = tx_commit(c);
    tx_abort(c);
    *after = n == 0 ? 0 : units[n - 1].id;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static void audit_reminder(struct call *c, const struct reg_record *census)
{
    audit_add(c, &(struct audit_entry){.action = "remind",
                     .subject = census->def->singular,
                     .subject_id = census->id,
                     .subject_uid = &census->uid});
}

static enum err tell_round(struct call *c, const char *census, int kind)
{
    struct reg_record record;
    struct told_list told = {NULL, 0};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIER_CENSUSES, census, &record);
    if (e == ERR_OK)
        e = census_store_reminded(c, record.id, today_of(c));
    if (e == ERR_OK)
        e = find_told(c, record.id, 0, &told);
    if (e == ERR_OK) {
        const struct telling t = {.kind = kind,
            .about = record.def,
            .uid = record.uid,
            .name = body_text(record.after, "name"),
            .due = body_text(record.after, "due"),
            .reason = ""};
        e = tell_all(c, &t, &told);
        if (kind == CENSUS_NOTICE_REMINDED)
            audit_reminder(c, &record);
    }
    if (e == ERR_OK) /* that it asks now is told by its step */
        e = kind == CENSUS_NOTICE_REMINDED ? tx_commit(c) : tx_commit_unaudited(c);
    tx_abort(c);
    return e == ERR_NOT_FOUND || e == ERR_STALE ? ERR_OK : e;
}

enum err census_open_run(struct call *c, struct job *job)
{
    const char *census = body_text(job_payload(job), "census");
    int64_t after = 0;
    enum err e = ERR_OK;
    do
        e = make_some(c, census, &after);
    while (e == ERR_OK && after != 0 && !job_cancelled(job));
    return e == ERR_OK && after == 0 ? tell_round(c, census, CENSUS_NOTICE_ASKED) : e;
}

/* ---- reminding ---- */

enum err census_remind_run(struct call *c, struct job *job)
{
    struct census_round *rounds = NULL;
    struct date today = {0};
    size_t n = 0;
    (void)job;
    clock_day_in_zone(c->now_ms, c->org.zone, &today);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = census_store_rounds(c, &rounds, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        char id[UUID_TEXT_SIZE];
        const struct campaign_plan plan = {.due = rounds[i].due,
            .remind_before = REMIND_BEFORE,
            .remind_every = REMIND_EVERY,
            .opened_on = rounds[i].opened_on,
            .reminded_on = rounds[i].reminded_on};
        uuid_format(&rounds[i].uid, id);
        if (campaign_remind_due(&plan, today))
            e = tell_round(c, id, CENSUS_NOTICE_REMINDED);
    }
    return e;
}

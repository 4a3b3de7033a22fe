/* Contacts that nobody has confirmed for the time that is set: on the first page of whoever keeps
 * them or may read them all, and told once a month as long as there are any. One that was written
 * down within that time is not stale yet. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/job/job.h"
#include "mod/contact/contact_private.h"

#define MUST FIELD_REQUIRED
#define MAYBE FIELD_NULLABLE

static const struct field one_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "organisation", .type = FIELD_TEXT, .flags = MUST | MAYBE},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = MUST | MAYBE},
    {.key = "own", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_ONE = SHAPE("StaleContact", one_fields);
static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_ONE,
        .max = LIMIT_STALE_CONTACTS},
    {.key = "all", .type = FIELD_INT, .flags = MUST}, /* with those not in the list */
    {.key = "months", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_CONTACTS_STALE = SHAPE("StaleContacts", list_fields);

struct since {
    int months;
    char day[DATE_TEXT_SIZE];
    int64_t ms; /* of the day's beginning */
};

static enum err since_of(struct call *c, struct since *ret_since)
{
    struct contact_setting setting;
    struct date today, first;
    enum err e = contact_store_setting(c, &setting);
    if (e != ERR_OK)
        return e;
    if (!contact_today(c, &today, ret_since->day))
        return ERR_INTERNAL;
    ret_since->months = setting.stale_months;
    contact_first_day(today, setting.stale_months, ret_since->day);
    if (!date_parse(ret_since->day, &first) || !clock_day_end(first, c->org.zone, &ret_since->ms))
        return ERR_INTERNAL;
    ret_since->ms -= INT64_C(24) * 60 * 60 * 1000;
    return ERR_OK;
}

static void write_one(struct jw *w, const struct contact_stale_one *one)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&one->uid, uid);
    jw_obj_begin(w);
    jw_kstr(w, "id", uid);
    jw_kstr(w, "number", one->number);
    jw_kstr(w, "name", one->name);
    jw_kstr(w, "organisation", one->organisation);
    jw_kstr(w, "confirmed_on", one->confirmed_on);
    jw_kbool(w, "own", one->own);
    jw_obj_end(w);
}

/* Who may not read contacts sees those that they keep. */
enum err contact_stale_get(struct req *r)
{
    struct call *c = &r->call;
    struct since since;
    struct contact_stale_one *list = NULL;
    size_t n = 0;
    int64_t all = 0;
    bool reads = who_holds(c->who, &PERM_CONTACT_READ);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = since_of(c, &since);
    if (e == ERR_OK && (reads || c->who->person_id != 0))
        e = contact_store_stale(c, since.day, since.ms, reads ? 0 : c->who->person_id,
            LIMIT_STALE_CONTACTS, &list, &n, &all);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_one(&w, &list[i]);
    jw_arr_end(&w);
    jw_kint(&w, "all", all);
    jw_kint(&w, "months", since.months);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err contact_stale_tell(struct call *c, struct job *job)
{
    struct since since;
    struct contact_keeper *keepers = NULL;
    size_t n = 0;
    (void)job;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = since_of(c, &since);
    if (e == ERR_OK)
        e = contact_store_stale_keepers(c, since.day, since.ms, &keepers, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = contact_tell_stale(c, &keepers[i], since.months);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c); /* nothing of a contact has changed */
    tx_abort(c);
    return e;
}

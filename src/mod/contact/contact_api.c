/* Routes of the sheet by purpose and of the settings. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "mod/contact/contact_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { MONTHS_MOST = 60, DAYS_MOST = 60 };

bool contact_today(struct call *c, struct date *ret_today, char ret_text[DATE_TEXT_SIZE])
{
    if (!clock_day_in_zone(c->now_ms, c->org.zone, ret_today))
        return false;
    date_format(*ret_today, ret_text);
    return true;
}

/* ---- the sheet ---- */

static const struct field contact_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "organisation", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "person", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "post", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "phone", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "phone_other", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "email", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "hours", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "language", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_LANGUAGE},
    {.key = "deputy", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "deputy_phone", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "it", .type = FIELD_BOOL, .flags = MUST},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "stale", .type = FIELD_BOOL, .flags = MUST},
    {.key = "returned", .type = FIELD_BOOL, .flags = MUST}, /* the last test mail came back */
};
static const struct shape SHAPE_CONTACT = SHAPE("ContactOnSheet", contact_fields);

static const struct field list_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MAYBE}, /* null: those that stand on no list */
    {.key = "number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "name", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "purpose", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_CONTACT_PURPOSE},
    {.key = "scenario", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "it_missing", .type = FIELD_BOOL, .flags = MUST},
    {.key = "contacts", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CONTACT},
};
static const struct shape SHAPE_LIST = SHAPE("ContactListOnSheet", list_fields);

static const struct field sheet_fields[] = {
    {.key = "organisation", .type = FIELD_TEXT, .flags = MUST},
    {.key = "stale_months", .type = FIELD_INT, .flags = MUST},
    {.key = "lists", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LIST},
};
const struct shape SHAPE_CONTACT_SHEET = SHAPE("ContactSheet", sheet_fields);

static void kid(struct jw *w, const char *key, const struct uuid *uid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    jw_kstr(w, key, text);
}

static void write_contact(struct jw *w, const struct contact *x, const char *first)
{
    jw_obj_begin(w);
    kid(w, "id", &x->uid);
    jw_kstr(w, "number", x->number);
    jw_kstr(w, "name", x->name);
    jw_kstr(w, "organisation", x->organisation);
    jw_kstr(w, "person", x->person);
    jw_kstr(w, "post", x->post);
    jw_kstr(w, "phone", x->phone);
    jw_kstr(w, "phone_other", x->phone_other);
    jw_kstr(w, "email", x->email);
    jw_kstr(w, "hours", x->hours);
    jw_kstr(w, "language", x->language);
    jw_kstr(w, "deputy", x->deputy);
    jw_kstr(w, "deputy_phone", x->deputy_phone);
    jw_kbool(w, "it", x->it);
    jw_kstr(w, "confirmed_on", x->confirmed_on);
    jw_kbool(w, "stale", contact_stale(x->confirmed_on, first));
    jw_kbool(w, "returned", x->mail_state != NULL && strcmp(x->mail_state, "returned") == 0);
    jw_obj_end(w);
}

struct sheet {
    struct contact_list *lists;
    struct contact *contacts;
    size_t n_lists, n_contacts;
    const char *first;
};

static void write_contacts(struct jw *w, const struct sheet *s, int64_t list_id)
{
    jw_key(w, "contacts");
    jw_arr_begin(w);
    for (size_t i = 0; i < s->n_contacts; i++)
        if (s->contacts[i].list_id == list_id)
            write_contact(w, &s->contacts[i], s->first);
    jw_arr_end(w);
}

static void write_list(struct jw *w, const struct sheet *s, const struct contact_list *list)
{
    jw_obj_begin(w);
    kid(w, "id", &list->uid);
    jw_kstr(w, "number", list->number);
    jw_kstr(w, "name", list->name);
    jw_kstr(w, "purpose", list->purpose);
    jw_kstr(w, "scenario", list->scenario);
    jw_kbool(w, "it_missing", list->needs_it && list->it == 0);
    write_contacts(w, s, list->id);
    jw_obj_end(w);
}

static void write_unlisted(struct jw *w, const struct sheet *s)
{
    bool any = false;
    for (size_t i = 0; i < s->n_contacts && !any; i++)
        any = s->contacts[i].list_id == 0;
    if (!any)
        return;
    jw_obj_begin(w);
    jw_kstr(w, "id", NULL);
    jw_kstr(w, "number", NULL);
    jw_kstr(w, "name", NULL);
    jw_kstr(w, "purpose", NULL);
    jw_kstr(w, "scenario", NULL);
    jw_kbool(w, "it_missing", false);
    write_contacts(w, s, 0);
    jw_obj_end(w);
}

enum err contact_sheet_get(struct req *r)
{
    struct call *c = &r->call;
    struct contact_setting setting;
    struct sheet s = {.n_lists = 0};
    struct date today;
    char first[DATE_TEXT_SIZE];
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = contact_store_setting(c, &setting);
    if (e == ERR_OK)
        e = contact_store_lists(c, &s.lists, &s.n_lists);
    if (e == ERR_OK)
        e = contact_store_sheet(c, &s.contacts, &s.n_contacts);
    if (e == ERR_OK && !contact_today(c, &today, first))
        e = ERR_INTERNAL;
    if (e != ERR_OK)
        return e;
    contact_first_day(today, setting.stale_months, first);
    s.first = first;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "organisation", c->org.name);
    jw_kint(&w, "stale_months", setting.stale_months);
    jw_key(&w, "lists");
    jw_arr_begin(&w);
    for (size_t i = 0; i < s.n_lists; i++)
        write_list(&w, &s, &s.lists[i]);
    write_unlisted(&w, &s);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the settings ---- */

#define SETTING                                                                              \
    {.key = "stale_months", .type = FIELD_INT, .flags = MUST, .min = 1, .max = MONTHS_MOST}, \
    {                                                                                        \
        .key = "remind_days", .type = FIELD_INT, .flags = MUST, .min = 1, .max = DAYS_MOST   \
    }
static const struct field setting_body_fields[] = {SETTING};
const struct shape SHAPE_CONTACT_SETTING_BODY = SHAPE("ContactSettingBody", setting_body_fields);
static const struct field setting_fields[] = {
    SETTING, {.key = "version", .type = FIELD_INT, .flags = MUST}};
const struct shape SHAPE_CONTACT_SETTING = SHAPE("ContactSetting", setting_fields);

static void write_setting(struct req *r, const struct contact_setting *setting)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "stale_months", setting->stale_months);
    jw_kint(&w, "remind_days", setting->remind_days);
    jw_kint(&w, "version", setting->version);
    jw_obj_end(&w);
    resp_etag(r, setting->version);
}

enum err contact_setting_get(struct req *r)
{
    struct contact_setting setting;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = contact_store_setting(&r->call, &setting);
    if (e == ERR_OK)
        write_setting(r, &setting);
    return e;
}

enum err contact_setting_put(struct req *r)
{
    struct call *c = &r->call;
    struct contact_setting setting;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CONTACT_WRITE);
    if (e == ERR_OK)
        e = contact_store_setting(c, &setting);
    if (e == ERR_OK)
        e = req_match(r, setting.version);
    if (e != ERR_OK)
        return e;
    setting.version++;
    setting.stale_months = (int)body_int(r->body, "stale_months", 0);
    setting.remind_days = (int)body_int(r->body, "remind_days", 0);
    e = contact_store_setting_put(c, &setting);
    if (e != ERR_OK)
        return e;
    audit_add(c,
        &(struct audit_entry){.action = "update", .subject = "contact_setting", .after = r->body});
    write_setting(r, &setting);
    return tx_commit(c);
}

/* Who got a notice of a suspicious mail, and sending it. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mail/mail.h"
#include "kernel/register/register_check.h"
#include "mod/joint/warning.h"
#include "mod/site/site.h"
#include "mod/supplier/supplier.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- who got it ---- */

static const struct field query_fields[] = {{.key = "cursor", .type = FIELD_ID}};
const struct shape SHAPE_WARNING_QUERY = SHAPE("MailWarningQuery", query_fields);

static const struct field firm_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "contact", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "address", .type = FIELD_TEXT, .flags = MUST}, /* "": erased */
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "sent_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "bounced", .type = FIELD_BOOL, .flags = MUST},
    {.key = "site", .type = FIELD_BOOL, .flags = MUST}, /* one of ours */
};
static const struct shape SHAPE_FIRM = SHAPE("MailWarningFirm", firm_fields);
static const struct field firms_fields[] = {
    {.key = "mail", .type = FIELD_BOOL, .flags = MUST}, /* emails can be sent from here */
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FIRM},
    {.key = "next", .type = FIELD_ID, .flags = MAYBE},
};
const struct shape SHAPE_WARNING_FIRMS = SHAPE("MailWarningFirms", firms_fields);

static void firm_write(struct jw *w, const struct warning_sent *firm, bool bounced)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &firm->uid);
    jw_kstr(w, "name", firm->name);
    jw_kstr(w, "contact", firm->contact);
    jw_kstr(w, "address", firm->address);
    jw_kinstant(w, "sent_at", firm->sent_at_ms);
    jw_kstr(w, "sent_by", firm->by);
    jw_kbool(w, "bounced", bounced);
    jw_kbool(w, "site", firm->site);
    jw_obj_end(w);
}

static void firms_write(
    struct req *r, const struct warning_sent *list, size_t n, const bool *bounced)
{
    char next[UUID_TEXT_SIZE];
    size_t shown = n > WARNING_PAGE ? WARNING_PAGE : n;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "mail", mail_on(r->call.app));
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < shown; i++)
        firm_write(&w, &list[i], bounced[i]);
    jw_arr_end(&w);
    if (n > shown)
        uuid_format(&list[shown - 1].uid, next);
    jw_kstr(&w, "next", n > shown ? next : NULL);
    jw_obj_end(&w);
}

enum err warning_firms_get(struct req *r)
{
    _Static_assert((int)WARNING_PAGE <= (int)MAIL_BOUNCED_MOST, "all of a page are looked up");
    struct call *c = &r->call;
    struct warning_sent list[WARNING_PAGE + 1];
    const char *addresses[WARNING_PAGE];
    bool bounced[MAIL_BOUNCED_MOST];
    struct uuid before;
    size_t n = 0;
    int64_t id = 0;
    const char *cursor = req_query(r, "cursor");
    bool later = cursor != NULL && uuid_parse(cursor, &before);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_find(c, &REG_MAIL_WARNINGS, req_param(r, "id"), &id);
    if (e == ERR_OK)
        e = warning_store_list(c, id, later ? &before : NULL, list, &n);
    size_t shown = n > WARNING_PAGE ? WARNING_PAGE : n;
    for (size_t i = 0; i < shown; i++)
        addresses[i] = list[i].address;
    if (e == ERR_OK)
        e = mail_bounced(c, addresses, shown, bounced);
    if (e == ERR_OK)
        firms_write(r, list, n, bounced);
    return e;
}

/* ---- sending ---- */

static const char *const to_keys[] = {"partners", "class", "all", "only", "sites", NULL};
static const struct option_set TO = {"mail_warning_to", to_keys};

static const struct field sending_fields[] = {
    {.key = "to", .type = FIELD_ENUM, .flags = MUST, .options = &TO},
    {.key = "class", .type = FIELD_ENUM, .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "only", .type = FIELD_LIST, .min = 1, .max = LIMIT_BULK_ROWS}, /* firms, or sites */
};
const struct shape SHAPE_WARNING_SENDING = SHAPE("MailWarningSending", sending_fields);
static const struct field job_fields[] = {{.key = "job", .type = FIELD_ID, .flags = MUST}};
const struct shape SHAPE_WARNING_JOB = SHAPE("MailWarningJob", job_fields);

/* What goes with the choice, and nothing else. */
static enum err choice_check(struct call *c, const struct reg_record *warning, const json_t *body)
{
    const char *to = body_text(body, "to");
    size_t i;
    const json_t *one;
    struct uuid id;
    bool by_class = strcmp(to, "class") == 0, by_list = strcmp(to, "only") == 0;
    bool sites = strcmp(to, "sites") == 0; /* all of them, or a list */
    if (by_class != (body_text(body, "class") != NULL))
        problem_field(c->problem, "/class", by_class ? "required" : "unknown");
    if (!sites && by_list != (json_object_get(body, "only") != NULL))
        problem_field(c->problem, "/only", by_list ? "required" : "unknown");
    json_array_foreach(json_object_get(body, "only"), i, one)
    {
        const char *text = json_string_value(one);
        if (text == NULL || !uuid_parse(text, &id))
            problem_field(c->problem, mem_printf(c, "/only/%zu", i), "reference");
    }
    if (strcmp(to, "partners") == 0 && reg_absent(json_object_get(warning->after, "measure")))
        problem_field(c->problem, "/to", "warning_measure");
    return problem_check(c->problem);
}

static enum err may_send(struct call *c, const struct reg_record *warning, const char *today)
{
    int64_t n = 0;
    if (!mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "mail_off");
    if (body_int(warning->after, "sent_to", 0) >= LIMIT_MAIL_WARNING_FIRMS)
        return problem_set_limit(
            c->problem, ERR_CONFLICT, "warning_firms", LIMIT_MAIL_WARNING_FIRMS);
    if (body_text(warning->after, "sent_on") != NULL)
        return ERR_OK;
    enum err e = warning_store_of_day(c, today, &n);
    if (e == ERR_OK && n >= LIMIT_MAIL_WARNINGS_DAY)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "warning_day", LIMIT_MAIL_WARNINGS_DAY);
    return e;
}

/* From now on it says what it says. */
static enum err begin(
    struct call *c, const struct reg_record *warning, const json_t *body, const char *today)
{
    json_t *after = json_copy((json_t *)body);
    const json_t *only = json_object_get(body, "only");
    if (only != NULL)
        json_object_set_new(after, "only", json_integer((json_int_t)json_array_size(only)));
    audit_add(c, &(struct audit_entry){.action = "send_warning",
                     .subject = REG_MAIL_WARNINGS.singular,
                     .subject_id = warning->id,
                     .subject_uid = &warning->uid,
                     .after = after});
    json_decref(after);
    return warning_store_begin(c, warning->id, today);
}

static enum err job_of(struct req *r, const char *id)
{
    struct uuid uid;
    json_t *payload = json_copy(r->body);
    json_object_set_new(payload, "warning", json_string(id));
    const struct job_new job = {.kind = "mail_warning_send", .payload = payload};
    enum err e = job_add(&r->call, &job, &uid);
    json_decref(payload);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    out_uuid(&w, "job", &uid);
    jw_obj_end(&w);
    return ERR_OK;
}

/* Whom one writes to one has to be allowed to see. */
static const struct perm *reads(const json_t *body)
{
    return strcmp(body_text(body, "to"), "sites") == 0 ? &PERM_SITE_READ : &PERM_SUPPLIER_READ;
}

enum err warning_send_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record warning;
    struct date day;
    char today[DATE_TEXT_SIZE];
    int64_t id = 0;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    date_format(day, today);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_JOINT_WRITE);
    if (e == ERR_OK)
        e = call_needs_top(c, reads(r->body));
    if (e == ERR_OK)
        e = reg_find(c, &REG_MAIL_WARNINGS, req_param(r, "id"), &id);
    if (e == ERR_OK)
        e = warning_store_lock(c, id);
    if (e == ERR_OK)
        e = reg_look(c, &REG_MAIL_WARNINGS, req_param(r, "id"), &warning);
    if (e == ERR_OK)
        e = may_send(c, &warning, today);
    if (e == ERR_OK)
        e = choice_check(c, &warning, r->body);
    if (e == ERR_OK)
        e = begin(c, &warning, r->body, today);
    if (e == ERR_OK)
        e = job_of(r, body_text(warning.after, "id"));
    if (e != ERR_OK)
        return e;
    tx_on_commit(c, job_wake);
    return tx_commit(c);
}

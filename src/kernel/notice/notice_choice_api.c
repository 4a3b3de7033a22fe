/* How a person wants to be told, by kind of notice. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/mail/mail.h"
#include "kernel/notice/notice_digest.h"
#include "kernel/notice/notice_store.h"

#include <string.h>

enum { KINDS_MOST = 200 };

#define NOTICE_DELIVERY_KEY(name, key) key,
static const char *const delivery_keys[] = {NOTICE_DELIVERY_LIST(NOTICE_DELIVERY_KEY) NULL};
static const struct option_set DELIVERIES = {"notice_delivery", delivery_keys};

static const struct field choice_fields[] = {
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 100},
    {.key = "delivery", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &DELIVERIES},
};
static const struct shape SHAPE_CHOICE = SHAPE("NoticeChoice", choice_fields);
static const struct field put_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_CHOICE,
        .max = KINDS_MOST},
};
static const struct shape SHAPE_PUT = SHAPE("NoticeChoices", put_fields);

static const struct field kind_fields[] = {
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "delivery", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &DELIVERIES},
    {.key = "fixed", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_KIND = SHAPE("NoticeKind", kind_fields);
static const struct field answer_fields[] = {
    {.key = "mail", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "address", .type = FIELD_TEXT, .max = 254},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_KIND},
};
static const struct shape SHAPE_ANSWER = SHAPE("NoticeKinds", answer_fields);

static void write_kind(struct req *r, struct jw *w, const struct notice_kind *kind,
    const struct notice_choice *choices, size_t n)
{
    const char *delivery = notice_delivery_key(kind->security ? NOTICE_NOW : kind->usual);
    for (size_t i = 0; i < n; i++)
        if (!kind->security && strcmp(choices[i].kind, kind->name) == 0)
            delivery = choices[i].delivery;
    jw_obj_begin(w);
    jw_kstr(w, "kind", kind->name);
    jw_kstr(w, "name", msg_get(r->call.lang, mem_printf(r, "notice.%s", kind->name)));
    jw_kstr(w, "delivery", delivery);
    jw_kbool(w, "fixed", kind->security);
    jw_obj_end(w);
}

static enum err answer(struct req *r)
{
    struct call *c = &r->call;
    struct notice_choice *choices = NULL;
    size_t n = 0;
    const char *address = NULL;
    enum err e = notice_store_choices(c, c->who->account_id, &choices, &n);
    if (e == ERR_OK)
        e = mail_address_of(c, c->who->account_id, &address);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "mail", mail_on(c->app));
    jw_kstr(&w, "address", address);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t m = 0; m < c->app->n_modules; m++)
        for (size_t i = 0; i < c->app->modules[m]->n_notices; i++)
            write_kind(r, &w, &c->app->modules[m]->notices[i], choices, n);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err choices_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer(r) : e;
}

/* Of some module, and not of safety, which nobody chooses away. */
static bool may_choose(const struct app *app, const char *name)
{
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_notices; i++)
            if (strcmp(app->modules[m]->notices[i].name, name) == 0)
                return !app->modules[m]->notices[i].security;
    return false;
}

static enum err choices_put(struct req *r)
{
    struct call *c = &r->call;
    const json_t *items = json_object_get(r->body, "items");
    enum err e = tx_begin(c);
    for (size_t i = 0; i < json_array_size(items) && e == ERR_OK; i++) {
        const json_t *item = json_array_get(items, i);
        const struct notice_choice choice = {body_text(item, "kind"), body_text(item, "delivery")};
        if (may_choose(c->app, choice.kind))
            e = notice_store_choose(c, c->who->account_id, &choice);
        else
            problem_field_value(
                c->problem, mem_printf(c, "/items/%zu/kind", i), "notice_fixed", choice.kind);
    }
    if (e == ERR_OK)
        e = problem_check(c->problem);
    if (e == ERR_OK)
        e = answer(r);
    return e == ERR_OK ? tx_commit_unaudited(c) : e; /* a preference of one's own */
}

static enum err run_digest(struct call *c, struct job *job)
{
    (void)job;
    return notice_digest_run(c);
}

static const struct job_kind jobs[] = {
    {.name = "notice_digest", .run = run_digest, .every_ms = INT64_C(600000) /* ten minutes */},
};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/notice-choices", "notice_choices_get", .perm = &PERM_ACCOUNT,
        .handle = choices_get, .answer = &SHAPE_ANSWER},
    {METHOD_PUT, "/api/v1/notice-choices", "notice_choices_put", .perm = &PERM_ACCOUNT,
        .handle = choices_put, .body_kind = BODY_JSON, .body = &SHAPE_PUT, .answer = &SHAPE_ANSWER},
};

const struct module module_notice_choice = {.name = "notice_choice",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0]};

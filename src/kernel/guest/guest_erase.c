/* Taking somebody without an account out of what is kept, as a law gives them the right to: by
 * `kaname erase --subject guest:UUID` or by those who ask suppliers. A person is an address here:
 * all its invitations are ended and lose name and address, and so do the emails, letters, notices
 * and audit entries that hold them. What was answered stays the firm's.
 *
 * Not erased: what somebody wrote in answers, comments, letters or files, the contact in the
 * register of suppliers, an email to us that failed (sealed, and away when failed emails are). */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/erase_store.h"
#include "kernel/guest/guest_notice.h"
#include "kernel/guest/guest_store.h"
#include "kernel/guest/guest_talk_store.h"
#include "kernel/guest/respondent.h"
#include "kernel/http/req.h"
#include "kernel/mail/mail.h"
#include "kernel/sheet/sheet_api.h"

enum err respondent_forget(struct call *c, const char *address)
{
    enum err e = mail_forget(c, address);
    for (size_t m = 0; m < c->app->n_modules; m++) {
        const struct module *module = c->app->modules[m];
        if (module->forget != NULL && e == ERR_OK)
            e = module->forget(c, address);
        for (size_t i = 0; i < module->n_respondents && e == ERR_OK; i++)
            if (module->respondents[i].forget != NULL)
                e = module->respondents[i].forget(c, address);
    }
    return e;
}

/* Rows first: whoever comes in meanwhile waits for them and finds the invitation ended. */
static enum err erase_one(struct call *c, const struct guest_trace *t, struct erase_list *list)
{
    enum err e = guest_store_revoke(c, t->response_id, t->id);
    if (e == ERR_OK)
        e = guest_store_blank(c, t->id);
    if (e == ERR_OK)
        e = guest_store_calls_forget(c, t->response_id);
    if (e == ERR_OK) /* once submitting told the name */
        e = erase_store_entries_with(c, "response", t->response_id, "guest", t->name, list);
    if (e == ERR_OK)
        e = guest_notice_forget(c, &t->response_uid);
    if (e == ERR_OK)
        e = respondent_forget(c, t->address);
    return e == ERR_OK ? erase_store_entries(c, "guest", t->id, list) : e;
}

static enum err erase(struct call *c, const struct uuid *uid, struct erase_list *list)
{
    struct guest_trace *all = NULL;
    size_t n = 0;
    enum err e = guest_store_traces(c, uid, &all, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = erase_one(c, &all[i], list);
    return e;
}

static const struct field erase_fields[] = {
    {.key = "law", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
};
static const struct shape SHAPE_ERASE = SHAPE("GuestErasure", erase_fields);

static enum err erase_post(struct req *r)
{
    struct call *c = &r->call;
    int64_t erased = 0;
    const char *subject = mem_printf(c, "guest:%s", req_param(r, "id"));
    enum err e = call_needs_top(c, &PERM_GUEST_WRITE);
    return e == ERR_OK ? audit_erase(c, subject, body_text(r->body, "law"), &erased) : e;
}

static const struct erase_kind erasures[] = {{.subject = "guest", .erase = erase}};

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/guests/{id}/erase",
        .op = "guest_erase",
        .perm = &PERM_GUEST_WRITE,
        .handle = erase_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_ERASE,
        .status = 204},
};

const struct module module_guest_erase = {.name = "guest_erase",
    .routes = routes,
    .n_routes = ROWS(routes),
    .erasures = erasures,
    .n_erasures = ROWS(erasures)};

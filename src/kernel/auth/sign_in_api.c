/* Routes of the log of log-ins. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/me.h"
#include "kernel/auth/session.h"
#include "kernel/auth/sign_in_store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const result_keys[] = {"ok", "password", "code", "provider", "passkey", NULL};
static const struct option_set RESULTS = {"sign_in_result", result_keys};

static const struct field account_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ACCOUNT = SHAPE("SignInAccount", account_fields);
static const struct field item_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "result", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &RESULTS},
    {.key = "opened_by", .type = FIELD_ENUM, .options = &OPTIONS_OPENED},
    {.key = "address", .type = FIELD_TEXT},
    {.key = "agent", .type = FIELD_TEXT},
    {.key = "odd", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "seen", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "account", .type = FIELD_OBJECT, .shape = &SHAPE_ACCOUNT},
};
static const struct shape SHAPE_ITEM = SHAPE("SignInEntry", item_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ITEM},
    {.key = "next", .type = FIELD_TEXT},
};
static const struct shape SHAPE_LIST = SHAPE("SignInEntryList", list_fields);

static const struct field query_fields[] = {
    {.key = "cursor", .type = FIELD_TEXT, .max = 20},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("SignInEntryQuery", query_fields);

static void write_odd(struct call *c, struct jw *w, const char *odd)
{
    jw_key(w, "odd");
    jw_arr_begin(w);
    for (const char *p = odd; *p != '\0';) {
        size_t len = strcspn(p, " ");
        jw_str(w, mem_strndup(c, p, len));
        p += len;
        p += strspn(p, " ");
    }
    jw_arr_end(w);
}

static void write_account(struct jw *w, const struct sign_in_row *row)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "account");
    if (row->account_login == NULL) {
        jw_null(w);
        return;
    }
    uuid_format(&row->account_uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "login", row->account_login);
    jw_kstr(w, "name", row->account_name);
    jw_obj_end(w);
}

static void write_item(struct call *c, struct jw *w, const struct sign_in_row *row)
{
    char id[UUID_TEXT_SIZE], at[INSTANT_TEXT_SIZE];
    uuid_format(&row->uid, id);
    instant_format(row->at_ms, at);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "at", at);
    jw_kstr(w, "result", row->result);
    jw_kstr(w, "opened_by", row->opened_by);
    jw_kstr(w, "address", row->address);
    jw_kstr(w, "agent", row->agent);
    write_odd(c, w, row->odd);
    jw_kbool(w, "seen", row->seen);
    write_account(w, row);
    jw_obj_end(w);
}

static enum err answer(struct req *r, enum sign_in_choice choice, int64_t account_id)
{
    struct call *c = &r->call;
    const char *cursor = req_query(r, "cursor"), *limit_text = req_query(r, "limit");
    int64_t before = cursor == NULL ? 0 : strtoll(cursor, NULL, 10);
    int limit = limit_text == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(limit_text, NULL, 10);
    struct sign_in_row *rows = NULL;
    size_t n = 0;
    enum err e =
        sign_in_store_list(c, choice, account_id, before < 0 ? 0 : before, limit + 1, &rows, &n);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)limit;
    n -= more;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_item(c, &w, &rows[i]);
    jw_arr_end(&w);
    jw_kstr(&w, "next", more ? mem_printf(c, "%" PRId64, rows[n - 1].id) : NULL);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err mine(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer(r, SIGN_IN_ACCOUNT, r->call.who->account_id) : e;
}

static enum err notices(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer(r, SIGN_IN_NOTICE, r->call.who->account_id) : e;
}

static enum err seen(struct req *r)
{
    struct call *c = &r->call;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = sign_in_store_seen(c, &uid, c->who->account_id);
    return e == ERR_OK ? tx_commit_unaudited(c) : e; /* a notice was read */
}

static enum err of_account(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = account_store_by_uid(c, &uid, &account);
    return e == ERR_OK ? answer(r, SIGN_IN_ACCOUNT, account.id) : e;
}

static enum err of_all(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK && !who_may(r->call.who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    return e == ERR_OK ? answer(r, SIGN_IN_ALL, 0) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/session/sign-ins", "session_sign_ins", .perm = &PERM_ACCOUNT,
        .handle = mine, .query = &SHAPE_QUERY, .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/session/sign-in-notices", "session_sign_in_notices",
        .perm = &PERM_ACCOUNT, .handle = notices, .query = &SHAPE_QUERY, .answer = &SHAPE_LIST,
        .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/sign-in-notices/{id}/seen", "session_sign_in_seen",
        .perm = &PERM_ACCOUNT, .handle = seen, .status = 204, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/accounts/{id}/sign-ins", "account_sign_ins", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = of_account, .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_GET, "/api/v1/sign-ins", "sign_in_list", .perm = &PERM_ACCOUNT_MANAGE, .handle = of_all,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
};

const struct module module_sign_in = {
    .name = "sign_in", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

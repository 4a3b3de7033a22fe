/* Routes of personal API tokens. A token acts for its account, within its scopes and never with
 * more than the account may at that moment; it opens no doors (ROUTE_PERSON). */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/api_token_store.h"
#include "kernel/auth/me.h"
#include "kernel/auth/session.h"
#include "kernel/auth/token.h"

#include <string.h>

static const int64_t DAY_MS = 24LL * 60 * 60 * 1000;

/* ---- shapes ---- */

#define TOKEN_FIELDS                                                           \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                  \
        {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},          \
        {.key = "scopes", .type = FIELD_LIST, .flags = FIELD_REQUIRED},        \
        {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED}, \
        {.key = "expires_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED}, \
        {.key = "used_at", .type = FIELD_INSTANT},                             \
    {                                                                          \
        .key = "used_from", .type = FIELD_TEXT                                 \
    }

static const struct field token_fields[] = {TOKEN_FIELDS};
static const struct shape SHAPE_TOKEN = SHAPE("ApiToken", token_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_TOKEN},
};
static const struct shape SHAPE_LIST = SHAPE("ApiTokenList", list_fields);

static const struct field made_fields[] = {
    TOKEN_FIELDS,
    {.key = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MADE = SHAPE("ApiTokenMade", made_fields);

static const struct field new_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
    {.key = "scopes",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = LIMIT_TOKEN_SCOPES},
    {.key = "days", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_TOKEN_DAYS},
};
static const struct shape SHAPE_NEW = SHAPE("ApiTokenNew", new_fields);

/* ---- writing ---- */

static void write_scopes(struct call *c, struct jw *w, const char *scopes)
{
    jw_key(w, "scopes");
    jw_arr_begin(w);
    for (const char *p = scopes; *p != '\0';) {
        size_t len = strcspn(p, " ");
        jw_str(w, mem_strndup(c, p, len));
        p += len;
        p += strspn(p, " ");
    }
    jw_arr_end(w);
}

/* `text`: of a token just made; NULL: none. */
static void write_token(struct call *c, struct jw *w, const struct api_token *t, const char *text)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&t->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "name", t->name);
    write_scopes(c, w, t->scopes);
    jw_kinstant(w, "created_at", t->created_at_ms);
    jw_kinstant(w, "expires_at", t->expires_at_ms);
    jw_kinstant(w, "used_at", t->used_at_ms);
    jw_kstr(w, "used_from", t->used_from);
    if (text != NULL)
        jw_kstr(w, "token", text);
    jw_obj_end(w);
}

static enum err answer_list(struct req *r, int64_t account_id)
{
    struct api_token *tokens = NULL;
    size_t n = 0;
    enum err e = api_token_store_list(&r->call, account_id, &tokens, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_token(&r->call, &w, &tokens[i], NULL);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static void audit(struct call *c, const struct account *account, const char *action,
    const struct api_token *token)
{
    json_t *data = json_pack("{s:s, s:s}", "name", token->name, "scopes", token->scopes);
    bool made = strcmp(action, "token_create") == 0;
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid,
                     .before = made ? NULL : data,
                     .after = made ? data : NULL});
    json_decref(data);
}

/* ---- handlers ---- */

static enum err token_list(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer_list(r, r->call.who->account_id) : e;
}

static enum err account_token_list(struct req *r)
{
    struct account account;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK && !who_may(r->call.who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = account_store_by_uid(&r->call, &uid, &account);
    return e == ERR_OK ? answer_list(r, account.id) : e;
}

/* Whether the person holds anything that the scope would reach. */
struct scope_question {
    const char *scope;
    bool held;
};

static void look(void *arg, const struct perm *perm)
{
    struct scope_question *q = arg;
    const char *dot = strrchr(q->scope, '.');
    bool write = strcmp(dot == NULL ? q->scope : dot + 1, "write") == 0;
    bool only_read = scope_covers("read", perm, false);
    if (scope_covers(q->scope, perm, false) && (!write || !only_read))
        q->held = true;
}

static const char *read_scope(struct call *c, const json_t *item, size_t i)
{
    const char *scope = json_string_value(item);
    struct scope_question q = {.scope = scope == NULL ? "" : scope};
    bool whole = strcmp(q.scope, "read") == 0 || strcmp(q.scope, "write") == 0;
    if (!whole && scope != NULL)
        me_each_permission(c, look, &q);
    if (!whole && !q.held)
        problem_field_value(c->problem, mem_printf(c, "/scopes/%zu", i), "token_scope", q.scope);
    return q.scope;
}

static enum err read_scopes(struct call *c, const json_t *list, const char **ret_scopes)
{
    char *scopes = mem_strdup(c, "");
    for (size_t i = 0; i < json_array_size(list); i++)
        scopes = mem_printf(
            c, "%s%s%s", scopes, i == 0 ? "" : " ", read_scope(c, json_array_get(list, i), i));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *scope = json_string_value(json_array_get(list, i));
        if (json_array_size(list) > 1 && scope != NULL && strcmp(scope, PERM_SCIM.key) == 0)
            problem_field(c->problem, mem_printf(c, "/scopes/%zu", i), "token_scope_alone");
    }
    *ret_scopes = scopes;
    return problem_check(c->problem);
}

static enum err check_room(struct call *c, int64_t account_id)
{
    struct api_token *tokens = NULL;
    size_t n = 0;
    enum err e = api_token_store_list(c, account_id, &tokens, &n);
    if (e == ERR_OK && n >= LIMIT_TOKENS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "tokens_many", LIMIT_TOKENS);
    return e;
}

static enum err token_post(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    struct token random = token_new(db_org(c->db));
    struct api_token token = {
        .account_id = c->who->account_id,
        .name = body_text(r->body, "name"),
        .expires_at_ms = c->now_ms + body_int(r->body, "days", 1) * DAY_MS,
    };
    enum err e = read_scopes(c, json_object_get(r->body, "scopes"), &token.scopes);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = account_store_by_id(c, token.account_id, &account);
    if (e == ERR_OK)
        e = check_room(c, token.account_id);
    if (e == ERR_OK)
        e = api_token_store_add(c, &token, &random.hash);
    if (e != ERR_OK)
        return e;
    audit(c, &account, "token_create", &token);
    struct jw w = resp_json(r);
    write_token(c, &w, &token, mem_printf(c, API_TOKEN_PREFIX "%s", random.text));
    return tx_commit(c);
}

enum err api_token_revoke(
    struct call *c, const struct account *account, const struct api_token *token)
{
    enum err e = api_token_store_remove(c, token->id);
    if (e == ERR_OK)
        audit(c, account, "token_revoke", token);
    return e;
}

/* One's own, or anybody's for an administrator; another's does not exist for others. */
static enum err token_delete(struct req *r)
{
    struct call *c = &r->call;
    bool admin = who_may(c->who, &PERM_ACCOUNT_MANAGE, "/");
    struct uuid uid;
    struct api_token token;
    struct account account;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = api_token_store_by_uid(c, &uid, admin ? 0 : c->who->account_id, &token);
    if (e == ERR_OK)
        e = account_store_by_id(c, token.account_id, &account);
    if (e == ERR_OK)
        e = api_token_revoke(c, &account, &token);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/tokens", "token_list", .perm = &PERM_ACCOUNT, .handle = token_list,
        .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/tokens", "token_create", .perm = &PERM_ACCOUNT, .handle = token_post,
        .body_kind = BODY_JSON, .body = &SHAPE_NEW, .answer = &SHAPE_MADE, .status = 201,
        .flags = ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/tokens/{id}", "token_revoke", .perm = &PERM_ACCOUNT,
        .handle = token_delete, .status = 204, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/accounts/{id}/tokens", "account_token_list", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = account_token_list, .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
};

const struct module module_api_token = {
    .name = "api_token", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

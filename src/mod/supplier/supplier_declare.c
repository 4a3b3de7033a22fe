/* Routes by which a supplier declares to whom it gives work on, beside the survey: for guests and,
 * while a call is on record, for one of ours. Nothing is looked up in the ledger here: whoever
 * declares a firm learns nothing of whether we know it. */
#include "mod/supplier/supplier_declare.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/guest.h"
#include "kernel/http/req.h"
#include "kernel/sheet/campaign_route.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_perm.h"
#include "mod/supplier/supplier_name_rules.h"

#include <inttypes.h>
#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)
enum { EMPLOYEES_MAX = 10000000 };

#define KEY(name, key) key,
static const char *const whom_keys[] = {DECLARING_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_DECLARING = {"supplier_declaring", whom_keys};

#define ROW_FIELDS(maybe)                                                                     \
    {.key = "name", .type = FIELD_TEXT, .flags = MUST, .min = 1},                             \
        {.key = "corporate_number", .type = FIELD_TEXT, .flags = (maybe), .max = LIMIT_CODE}, \
        {.key = "country",                                                                    \
            .type = FIELD_TEXT,                                                               \
            .flags = (maybe),                                                                 \
            .min = 2,                                                                         \
            .max = 2,                                                                         \
            .key_of = KEY_OF_COUNTRY},                                                        \
        {.key = "work", .type = FIELD_TEXT, .flags = MUST, .min = 1},                         \
        {.key = "serves", .type = FIELD_TEXT, .flags = (maybe), .max = LIMIT_LINE},           \
        {.key = "employees", .type = FIELD_INT, .flags = (maybe), .max = EMPLOYEES_MAX},      \
    {                                                                                         \
        .key = "further", .type = FIELD_ENUM, .flags = (maybe), .options = &OPTIONS_YES_NO    \
    }

/* clang-format off */
static const struct field row_fields[] = {ROW_FIELDS(MAYBE)};
static const struct field row_body_fields[] = {ROW_FIELDS(FIELD_NULLABLE)};
/* clang-format on */
static const struct shape SHAPE_ROW = SHAPE("DeclaredSubcontractor", row_fields);
static const struct shape SHAPE_ROW_BODY = SHAPE("DeclaredSubcontractorBody", row_body_fields);

static const struct field list_fields[] = {
    {.key = "asked", .type = FIELD_BOOL, .flags = MUST},
    {.key = "may_change", .type = FIELD_BOOL, .flags = MUST},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "declared_on", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "none", .type = FIELD_BOOL, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ROW},
    {.key = "most", .type = FIELD_INT, .flags = MUST},
    {.key = "last_on", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "last_none", .type = FIELD_BOOL, .flags = MUST},
    {.key = "last", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ROW},
};
static const struct shape SHAPE_LIST = SHAPE("SubcontractorDeclaration", list_fields);

static const struct field body_fields[] = {
    {.key = "none", .type = FIELD_BOOL},
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_ROW_BODY,
        .max = LIMIT_DECLARED},
};
static const struct shape SHAPE_BODY = SHAPE("SubcontractorDeclarationBody", body_fields);

/* ---- reading ---- */

static bool says_none(const struct declared *rows, size_t n)
{
    return n > 0 && rows[0].name == NULL;
}

static void rows_write(struct jw *w, const char *key, const struct declared *rows, size_t n)
{
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].name == NULL)
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "name", rows[i].name);
        jw_kstr(w, "corporate_number", rows[i].corporate_number);
        jw_kstr(w, "country", rows[i].country);
        jw_kstr(w, "work", rows[i].work);
        jw_kstr(w, "serves", rows[i].serves);
        jw_key(w, "employees");
        if (rows[i].employees < 0)
            jw_null(w);
        else
            jw_int(w, rows[i].employees);
        jw_kstr(w, "further", rows[i].further);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err answer_list(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct declaration d;
    enum err e = declare_store_load(c, response, &d);
    if (e != ERR_OK)
        return e;
    bool open = response_editable(response->state, response->campaign_state == CAMPAIGN_OPEN);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "asked", d.asked);
    jw_kbool(&w, "may_change", open && response_answers(c, response));
    jw_kint(&w, "version", d.version);
    jw_kstr(&w, "declared_on", d.version == 0 ? NULL : declare_store_day(c, d.declared_at_ms));
    jw_kbool(&w, "none", says_none(d.rows, d.n));
    rows_write(&w, "items", d.rows, d.n);
    jw_kint(&w, "most", LIMIT_DECLARED);
    jw_kstr(&w, "last_on", d.last_on);
    jw_kbool(&w, "last_none", says_none(d.last, d.n_last));
    rows_write(&w, "last", d.last, d.n_last);
    jw_obj_end(&w);
    resp_etag(r, d.version);
    return ERR_OK;
}

/* A guest's own, or the one that an account's path names; of suppliers alone. */
static enum err begin(struct req *r, bool lock, struct response *ret_response)
{
    struct call *c = &r->call;
    bool guest = c->who->guest_id != 0;
    enum err e = guest ? ERR_OK : call_needs_top(c, r->route->perm);
    if (e == ERR_OK)
        e = lock ? tx_begin(c) : tx_begin_read(c);
    if (e == ERR_OK)
        e = response_of(r, lock, ret_response);
    if (e == ERR_OK && strcmp(ret_response->respondent_kind, "supplier") != 0)
        e = ERR_NOT_FOUND;
    return e;
}

static enum err list_get(struct req *r)
{
    struct response response;
    enum err e = begin(r, false, &response);
    return e == ERR_OK ? answer_list(r, &response) : e;
}

/* ---- declaring ---- */

static bool is_country(const char *code)
{
    return code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z';
}

static struct declared row_of(struct call *c, const json_t *one, size_t no)
{
    struct declared d = {.name = body_text(one, "name"),
        .corporate_number = body_text(one, "corporate_number"),
        .country = body_text(one, "country"),
        .work = body_text(one, "work"),
        .serves = body_text(one, "serves"),
        .employees = body_int(one, "employees", -1),
        .further = body_text(one, "further")};
    if (d.country != NULL && !is_country(d.country))
        problem_field(c->problem, mem_printf(c, "/items/%zu/country", no), "country_code");
    if (d.corporate_number == NULL)
        return d;
    const char *given = d.corporate_number;
    d.corporate_number = corporate_number_read(c, given);
    if (d.corporate_number == NULL)
        problem_field_value(c->problem, mem_printf(c, "/items/%zu/corporate_number", no),
            "corporate_number", given);
    return d;
}

/* The same firm twice for the same work. */
static void twice_check(struct call *c, const struct declared *rows, size_t n)
{
    const char **names = mem_array(c, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *number = rows[i].corporate_number;
        names[i] = mem_printf(c, "%s\n%s\n%s", number == NULL ? "" : number,
            supplier_match_name(c, rows[i].name), rows[i].work);
        for (size_t k = 0; k < i; k++)
            if (strcmp(names[k], names[i]) == 0)
                problem_field_value(c->problem, mem_printf(c, "/items/%zu/name", i),
                    "declared_twice", rows[i].name);
    }
}

static enum err rows_of(
    struct call *c, const json_t *body, struct declared **ret_rows, size_t *ret_n)
{
    const json_t *items = json_object_get(body, "items");
    size_t n = json_array_size(items);
    bool none = body_bool(body, "none");
    struct declared *rows = mem_array(c, struct declared, n + 1);
    if (none && n > 0)
        problem_field(c->problem, "/none", "declared_none");
    for (size_t i = 0; i < n; i++)
        rows[i] = row_of(c, json_array_get(items, i), i);
    twice_check(c, rows, n);
    if (none)
        rows[n++] = (struct declared){.employees = -1};
    *ret_rows = rows;
    *ret_n = n;
    return problem_check(c->problem);
}

/* What was said is in the database; the entry holds what it was by its digest, and no name. */
static void declare_audit(
    struct call *c, const struct response *response, const struct declared *rows, size_t n)
{
    char hex[DIGEST_TEXT_SIZE];
    struct buf *text = buf_new(c);
    for (size_t i = 0; i < n; i++)
        buf_printf(text, "%s\n%s\n%s\n%s\n%s\n%" PRId64 "\n%s\n\n",
            rows[i].name ? rows[i].name : "",
            rows[i].corporate_number ? rows[i].corporate_number : "",
            rows[i].country ? rows[i].country : "", rows[i].work ? rows[i].work : "",
            rows[i].serves ? rows[i].serves : "", rows[i].employees,
            rows[i].further ? rows[i].further : "");
    struct digest digest = digest_of(text->data, text->len);
    digest_format(&digest, hex);
    size_t named = says_none(rows, n) ? 0 : n;
    json_t *after = json_pack("{s:I, s:b, s:s}", "subcontractors", (json_int_t)named, "none",
        says_none(rows, n), "digest", hex);
    audit_add(c, &(struct audit_entry){.action = "declare",
                     .subject = "response",
                     .subject_id = response->id,
                     .subject_uid = &response->uid,
                     .unit_id = response->unit.id,
                     .after = after});
    json_decref(after);
}

static bool same_list(const struct declaration *d, const struct declared *rows, size_t n)
{
    bool same = d->n == n;
    for (size_t i = 0; i < n && same; i++)
        same = declared_same(&d->rows[i], &rows[i]);
    return same;
}

static enum err declare(struct call *c, const struct response *response,
    const struct declaration *before, const json_t *body)
{
    struct declared *rows = NULL;
    size_t n = 0;
    enum err e = rows_of(c, body, &rows, &n);
    if (e != ERR_OK || same_list(before, rows, n))
        return e;
    e = declare_store_put(c, response, before, rows, n);
    if (e == ERR_OK)
        declare_audit(c, response, rows, n);
    return e;
}

static enum err list_put(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct declaration before = {.version = 0};
    enum err e = begin(r, true, &response);
    if (e == ERR_OK)
        e = response_editable_check(c, &response);
    if (e == ERR_OK)
        e = declare_store_load(c, &response, &before);
    if (e == ERR_OK && !before.asked)
        e = problem_set(c->problem, ERR_CONFLICT, "declaration_not_asked");
    if (e == ERR_OK)
        e = req_match(r, before.version);
    if (e == ERR_OK)
        e = declare(c, &response, &before, r->body);
    if (e == ERR_OK)
        e = answer_list(r, &response);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

enum err supplier_declare(struct call *c, const struct response *response, const json_t *body)
{
    struct declaration before = {.version = 0};
    enum err e = response_editable_check(c, response);
    if (e == ERR_OK)
        e = declare_store_load(c, response, &before);
    return e == ERR_OK && before.asked ? declare(c, response, &before, body) : e;
}

enum err supplier_declaration_complete(struct call *c, const struct response *response)
{
    struct declaration d;
    enum err e = declare_store_load(c, response, &d);
    if (e == ERR_OK && d.asked && d.n == 0)
        problem_field(c->problem, "/subcontractors", "declaration_missing");
    return e;
}

/* ---- whom a campaign asks ---- */

static const struct field whom_fields[] = {
    {.key = "whom", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECLARING},
};
static const struct shape SHAPE_WHOM = SHAPE("SubcontractorsAsked", whom_fields);

static enum err whom_answer(struct req *r, const struct campaign *k)
{
    const char *whom = NULL;
    enum err e = declare_store_whom(&r->call, k->id, &whom);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "whom", whom);
    jw_obj_end(&w);
    return ERR_OK;
}

static bool asks_suppliers(const struct campaign *k)
{
    return k->outside != NULL && strcmp(k->outside, "supplier") == 0;
}

static enum err whom_get(struct req *r)
{
    struct campaign k;
    enum err e = call_needs_top(&r->call, &PERM_GUEST_READ);
    if (e == ERR_OK)
        e = campaign_of(r, &k);
    if (e == ERR_OK && !asks_suppliers(&k))
        e = ERR_NOT_FOUND;
    return e == ERR_OK ? whom_answer(r, &k) : e;
}

static enum err whom_put(struct req *r)
{
    struct call *c = &r->call;
    struct campaign k;
    const char *whom = body_text(r->body, "whom"), *before = NULL;
    enum err e = call_needs_top(c, &PERM_GUEST_WRITE);
    if (e == ERR_OK)
        e = campaign_for_change(r, &k);
    if (e == ERR_OK && !asks_suppliers(&k))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && k.state == CAMPAIGN_CLOSED)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (e == ERR_OK)
        e = declare_store_whom(c, k.id, &before);
    if (e == ERR_OK && strcmp(before, whom) != 0) {
        e = declare_store_whom_set(c, k.id, whom);
        json_t *was = json_pack("{s:s}", "whom", before);
        json_t *is = json_pack("{s:s}", "whom", whom);
        audit_add(c, &(struct audit_entry){.action = "ask_subcontractors",
                         .subject = "campaign",
                         .subject_id = k.id,
                         .subject_uid = &k.uid,
                         .before = was,
                         .after = is});
        json_decref(was);
        json_decref(is);
    }
    if (e == ERR_OK)
        e = whom_answer(r, &k);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

#define RESPONSE_PATH "/api/v1/responses/{id}/subcontractors"
#define CAMPAIGN_PATH "/api/v1/campaigns/{id}/subcontractors"
#define GUEST_PATH "/api/v1/guest/subcontractors"

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = GUEST_PATH,
        .op = "guest_subcontractors_get",
        .perm = &PERM_INVITED,
        .handle = list_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_PUT,
        .path = GUEST_PATH,
        .op = "guest_subcontractors_put",
        .perm = &PERM_INVITED,
        .handle = list_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_LIST,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = RESPONSE_PATH,
        .op = "response_subcontractors_get",
        .perm = &PERM_GUEST_READ,
        .handle = list_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_PUT,
        .path = RESPONSE_PATH,
        .op = "response_subcontractors_put",
        .perm = &PERM_GUEST_WRITE,
        .handle = list_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_LIST,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = CAMPAIGN_PATH,
        .op = "campaign_subcontractors_get",
        .perm = &PERM_GUEST_READ,
        .handle = whom_get,
        .answer = &SHAPE_WHOM},
    {.method = METHOD_PUT,
        .path = CAMPAIGN_PATH,
        .op = "campaign_subcontractors_put",
        .perm = &PERM_GUEST_WRITE,
        .handle = whom_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_WHOM,
        .answer = &SHAPE_WHOM},
};

const struct module module_supplier_declare = {
    .name = "supplier_declare", .routes = routes, .n_routes = ROWS(routes)};

/* Absences and deputies: each person says who decides instead, and when. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/audit/tx.h"

#include <string.h>

/* For others: who is ill cannot do it alone. */
static const struct perm MANAGE = {"absence.manage", PERM_ROLE, OF_LEADS | OF_EXECUTIVE};

static const struct field item_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "person",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_APPROVAL_PERSON},
    {.key = "deputy", .type = FIELD_OBJECT, .shape = &SHAPE_APPROVAL_PERSON},
    {.key = "first", .type = FIELD_DATE},
    {.key = "last", .type = FIELD_DATE},
    {.key = "note", .type = FIELD_TEXT},
};
static const struct shape SHAPE_ITEM = SHAPE("Absence", item_fields);
static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ITEM,
        .max = LIMIT_PAGE},
};
static const struct shape SHAPE_LIST = SHAPE("AbsenceList", list_fields);

static const struct field new_fields[] = {
    {.key = "person", .type = FIELD_ID}, /* NULL: the caller */
    {.key = "deputy", .type = FIELD_ID},
    {.key = "first", .type = FIELD_DATE},
    {.key = "last", .type = FIELD_DATE},
    {.key = "note", .type = FIELD_TEXT, .max = 200},
};
static const struct shape SHAPE_NEW = SHAPE("AbsenceNew", new_fields);

static const char *const of_keys[] = {"mine", "all", NULL};
static const struct option_set OF = {"absence_of", of_keys};
static const struct field query_fields[] = {
    {.key = "of", .type = FIELD_ENUM, .options = &OF},
};
static const struct shape SHAPE_QUERY = SHAPE("AbsenceQuery", query_fields);

static void write_item(struct jw *w, const struct absence *a)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&a->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    approval_write_person(w, "person", &a->who);
    approval_write_person(w, "deputy", &a->deputy);
    jw_kstr(w, "first", a->first);
    jw_kstr(w, "last", a->last);
    jw_kstr(w, "note", a->note);
    jw_obj_end(w);
}

static enum err list_get(struct req *r)
{
    struct call *c = &r->call;
    char today[DATE_TEXT_SIZE];
    struct absence *all = NULL;
    size_t n = 0;
    const char *of = req_query(r, "of");
    bool everybody = of != NULL && strcmp(of, "all") == 0;
    approval_today(c, today);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && everybody && !who_may(c->who, &MANAGE, "/"))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = absence_store_list(c, everybody ? 0 : c->who->account_id, today, &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_item(&w, &all[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- adding ---- */

static enum err person_of(
    struct req *r, const char *key, int64_t fallback, struct approval_person *ret_person)
{
    struct call *c = &r->call;
    const char *person = body_text(r->body, key);
    int64_t id = fallback;
    bool enabled;
    enum err e = person == NULL ? ERR_OK : approval_store_by_person(c, person, &id);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, mem_printf(c, "/%s", key), "approval_no_account");
        return ERR_INVALID;
    }
    if (e != ERR_OK || id == 0)
        return e;
    return approval_store_person(c, id, ret_person, &enabled);
}

static enum err check(struct call *c, const struct absence *a)
{
    struct absence *others = NULL;
    size_t n = 0;
    char today[DATE_TEXT_SIZE];
    if (a->deputy.id == a->who.id)
        problem_field(c->problem, "/deputy", "absence_self");
    if (a->deputy.id == 0 && a->first == NULL && a->last == NULL)
        problem_field(c->problem, "/deputy", "required");
    if (a->first != NULL && a->last != NULL && strcmp(a->first, a->last) > 0)
        problem_field(c->problem, "/last", "absence_order");
    approval_today(c, today);
    if (a->last != NULL && strcmp(a->last, today) < 0)
        problem_field(c->problem, "/last", "absence_over");
    enum err e = absence_store_list(c, a->who.id, today, &others, &n);
    if (e == ERR_OK && n >= LIMIT_ABSENCES)
        return problem_set_limit(c->problem, ERR_CONFLICT, "absence_many", LIMIT_ABSENCES);
    return e == ERR_OK ? problem_check(c->problem) : e;
}

static void audit(struct call *c, const struct absence *a, const char *action, bool is)
{
    json_t *what = json_pack("{s:s, s:s?, s:s?, s:s?, s:s?}", "person", a->who.name, "deputy",
        a->deputy.name, "first", a->first, "last", a->last, "note", a->note);
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "absence",
                     .subject_id = a->who.id,
                     .subject_uid = &a->uid,
                     .before = is ? NULL : what,
                     .after = is ? what : NULL});
    json_decref(what);
}

static enum err may_for(struct call *c, int64_t account_id)
{
    if (account_id == c->who->account_id || who_may(c->who, &MANAGE, "/"))
        return ERR_OK;
    return problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
}

static enum err add_post(struct req *r)
{
    struct call *c = &r->call;
    struct absence a = {.uid = uuid_new(c->now_ms),
        .first = body_text(r->body, "first"),
        .last = body_text(r->body, "last"),
        .note = body_text(r->body, "note")};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = person_of(r, "person", c->who->account_id, &a.who);
    if (e == ERR_OK)
        e = may_for(c, a.who.id);
    if (e == ERR_OK)
        e = person_of(r, "deputy", 0, &a.deputy);
    if (e == ERR_OK)
        e = check(c, &a);
    if (e == ERR_OK)
        e = absence_store_add(c, &a);
    if (e != ERR_OK)
        return e;
    audit(c, &a, "create", true);
    struct jw w = resp_json(r);
    write_item(&w, &a);
    return tx_commit(c);
}

static enum err remove_delete(struct req *r)
{
    struct call *c = &r->call;
    struct absence a;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = absence_store_find(c, &uid, &a);
    if (e == ERR_OK && may_for(c, a.who.id) != ERR_OK)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = absence_store_remove(c, a.id);
    if (e != ERR_OK)
        return e;
    audit(c, &a, "delete", false);
    return tx_commit(c);
}

/* A deputy decides in somebody's place: as with roles, a token does not make one. */
static const struct route routes[] = {
    {METHOD_GET, "/api/v1/absences", "absence_list", .perm = &PERM_ACCOUNT, .handle = list_get,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_POST, "/api/v1/absences", "absence_create", .perm = &PERM_ACCOUNT, .handle = add_post,
        .body_kind = BODY_JSON, .body = &SHAPE_NEW, .answer = &SHAPE_ITEM, .status = 201,
        .flags = ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/absences/{id}", "absence_delete", .perm = &PERM_ACCOUNT,
        .handle = remove_delete, .status = 204, .flags = ROUTE_PERSON},
};

const struct module module_absence = {
    .name = "absence", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

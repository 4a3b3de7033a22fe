/* Routes of requirement sets: the usual one, the next edition, and taking one into a contract. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/contract/contract_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED

static const struct field made_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST | FIELD_NULLABLE}, /* the set */
    {.key = "made", .type = FIELD_INT, .flags = MUST, .min = 0},     /* points */
};
static const struct shape SHAPE_MADE = SHAPE("RequirementsMade", made_fields);

static enum err answer(struct req *r, const char *id, int64_t made)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", id);
    jw_kint(&w, "made", made);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the usual set ---- */

static const char *const formats[] = {"kaname-requirements/1", NULL};
static const struct option_set FORMAT = {"requirements_format", formats};

static const struct field one_fields[] = {
    CATALOG_CHOICE("phase", OPTIONS_REQUIREMENT_PHASE),
    CATALOG_CHOICE("level", OPTIONS_REQUIREMENT_LEVEL),
    CATALOG_TEXTS("title"),
    CATALOG_TEXTS("demand"),
};
static const struct shape SHAPE_ONE = SHAPE("StarterRequirement", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "points",
        .type = FIELD_LIST,
        .flags = MUST,
        .min = 1,
        .max = LIMIT_REQUIREMENT_POINTS,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterRequirements", set_fields);

static const char *said(struct call *c, const json_t *one, const char *key)
{
    return body_text(json_object_get(one, key), c->lang);
}

/* Both languages stay: annexes are written in either. */
static json_t *point_of(struct call *c, const json_t *one, const char *set, int64_t position)
{
    json_t *body = reg_keep(c, json_object());
    json_object_set_new(body, "set", json_string(set));
    json_object_set(body, "phase", json_object_get(one, "phase"));
    json_object_set(body, "level", json_object_get(one, "level"));
    json_object_set_new(body, "position", json_integer(position));
    json_object_set(body, "title", json_object_get(json_object_get(one, "title"), "ja"));
    json_object_set(body, "title_en", json_object_get(json_object_get(one, "title"), "en"));
    json_object_set(body, "demand", json_object_get(json_object_get(one, "demand"), "ja"));
    json_object_set(body, "demand_en", json_object_get(json_object_get(one, "demand"), "en"));
    return body;
}

static enum err make_usual(struct call *c, const json_t *doc, char ret_id[UUID_TEXT_SIZE])
{
    static const char *const same[] = {"title", "description", "source"};
    static const char *const from[] = {"name", "description", "cites"};
    struct reg_record made;
    size_t i;
    const json_t *one;
    json_t *body = reg_keep(c, json_object());
    for (size_t k = 0; k < sizeof same / sizeof same[0]; k++)
        json_object_set_new(body, same[k], json_string(said(c, doc, from[k])));
    json_object_set(body, "edition", json_object_get(doc, "version"));
    enum err e = reg_create(c, &REG_REQUIREMENT_SETS, body, &made);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, ret_id);
    json_array_foreach(json_object_get(doc, "points"), i, one)
    {
        struct reg_record point;
        json_t *of = point_of(c, one, ret_id, (int64_t)i + 1);
        e = reg_create(c, &REG_REQUIREMENT_POINTS, of, &point);
        if (e != ERR_OK)
            return e;
    }
    return reg_transition(c, &REG_REQUIREMENT_SETS, ret_id, "publish", NULL);
}

/* Nothing where a set of that name stands already. */
static enum err starter_add(struct req *r)
{
    struct call *c = &r->call;
    json_t *doc = NULL, *there = NULL;
    char id[UUID_TEXT_SIZE];
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/requirements/", &n);
    enum err e = n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, &doc);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e != ERR_OK)
        return e;
    const struct reg_where where[] = {{"title", "eq", said(c, doc, "name")}};
    e = reg_list(c, &REG_REQUIREMENT_SETS, where, 1, NULL, 1, &there);
    if (e != ERR_OK)
        return e;
    if (json_array_size(there) > 0) {
        tx_abort(c);
        return answer(r, body_text(json_array_get(there, 0), "id"), 0);
    }
    e = make_usual(c, doc, id);
    if (e == ERR_OK)
        e = tx_commit(c);
    return e == ERR_OK ? answer(r, id, (int64_t)json_array_size(json_object_get(doc, "points")))
                       : e;
}

/* ---- copies of a set ---- */

static enum err points_of(struct call *c, const char *set, json_t **ret_points)
{
    const struct reg_where where[] = {{"set", "eq", set}};
    return reg_list(
        c, &REG_REQUIREMENT_POINTS, where, 1, "position", LIMIT_REQUIREMENT_POINTS, ret_points);
}

/* Each point once more, as a record of another register or set: `base` is what they share. */
static enum err copy_points(
    struct call *c, const json_t *points, const struct reg_def *def, const json_t *base)
{
    static const char *const same[] = {
        "phase", "level", "position", "title", "title_en", "demand", "demand_en"};
    size_t i;
    const json_t *one;
    json_array_foreach(points, i, one)
    {
        struct reg_record made;
        json_t *body = reg_keep(c, json_copy((json_t *)base));
        for (size_t k = 0; k < sizeof same / sizeof same[0]; k++)
            if (!json_is_null(json_object_get(one, same[k])))
                json_object_set(body, same[k], json_object_get(one, same[k]));
        enum err e = reg_create(c, def, body, &made);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static const struct field edition_fields[] = {
    {.key = "edition", .type = FIELD_TEXT, .flags = MUST, .max = 60},
};
static const struct shape SHAPE_EDITION = SHAPE("RequirementEdition", edition_fields);

static enum err make_edition(
    struct req *r, const struct reg_record *from, char ret_id[UUID_TEXT_SIZE])
{
    static const char *const same[] = {"title", "description", "source"};
    struct call *c = &r->call;
    struct reg_record made;
    json_t *body = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        json_object_set(body, same[i], json_object_get(from->after, same[i]));
    json_object_set(body, "edition", json_object_get(r->body, "edition"));
    json_object_set(body, "replaces", json_object_get(from->after, "id"));
    enum err e = reg_create(c, &REG_REQUIREMENT_SETS, body, &made);
    uuid_format(&made.uid, ret_id);
    return e;
}

static enum err edition_make(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record from;
    json_t *points = NULL;
    char id[UUID_TEXT_SIZE] = "";
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_REQUIREMENT_SETS, req_param(r, "id"), &from);
    if (e == ERR_OK)
        e = points_of(c, body_text(from.after, "id"), &points);
    if (e == ERR_OK)
        e = make_edition(r, &from, id);
    if (e != ERR_OK)
        return e;
    json_t *base = reg_keep(c, json_pack("{s:s}", "set", id));
    e = copy_points(c, points, &REG_REQUIREMENT_POINTS, base);
    if (e == ERR_OK)
        e = tx_commit(c);
    return e == ERR_OK ? answer(r, id, (int64_t)json_array_size(points)) : e;
}

/* ---- taking a set into a contract ---- */

static const struct field take_fields[] = {
    {.key = "set", .type = FIELD_REF, .flags = MUST, .ref = "requirement-sets"},
};
static const struct shape SHAPE_TAKE = SHAPE("ContractRequirementsTake", take_fields);

static enum err check_take(struct req *r, const struct reg_record *contract, struct reg_record *set)
{
    struct call *c = &r->call;
    if (contract_is(contract->after, "state", "ended"))
        return problem_set(c->problem, ERR_CONFLICT, "contract_ended");
    if (json_is_object(json_object_get(contract->after, "requirement_set")))
        return problem_set(c->problem, ERR_CONFLICT, "contract_taken");
    enum err e = reg_look(c, &REG_REQUIREMENT_SETS, body_text(r->body, "set"), set);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/set", "reference");
        return ERR_INVALID;
    }
    if (e == ERR_OK && !contract_is(set->after, "state", "in_use"))
        return problem_set(c->problem, ERR_CONFLICT, "requirement_not_in_use");
    return e;
}

/* The contract tells in its own history which set it took. Taken first: of two who take one at the
 * same moment, the second makes no points. */
static enum err note_taken(
    struct call *c, const struct reg_record *contract, const struct reg_record *set)
{
    static const char *const shown[] = {"id", "number", "title"};
    json_t *ref = json_object();
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        json_object_set(ref, shown[i], json_object_get(set->after, shown[i]));
    json_t *before = reg_keep(c, json_pack("{s:n}", "requirement_set"));
    json_t *after = reg_keep(c, json_pack("{s:o}", "requirement_set", ref));
    enum err e = contract_store_set_taken(c, contract->id, set->id);
    if (e == ERR_CONFLICT)
        return problem_set(c->problem, ERR_CONFLICT, "contract_taken");
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = REG_CONTRACTS.singular,
                     .subject_id = contract->id,
                     .subject_uid = &contract->uid,
                     .unit_id = contract->unit_id,
                     .before = before,
                     .after = after});
    return e;
}

static enum err contract_take(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record contract, set = {0};
    json_t *points = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_CONTRACTS, req_param(r, "id"), &contract);
    if (e == ERR_OK && !who_may(c->who, &PERM_CONTRACT_WRITE, contract.unit_path))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = check_take(r, &contract, &set);
    if (e == ERR_OK)
        e = note_taken(c, &contract, &set);
    if (e == ERR_OK)
        e = points_of(c, body_text(set.after, "id"), &points);
    if (e != ERR_OK)
        return e;
    const char *unit = body_text(json_object_get(contract.after, "unit"), "id");
    json_t *base = reg_keep(
        c, json_pack("{s:s, s:s}", "contract", body_text(contract.after, "id"), "unit", unit));
    e = copy_points(c, points, &REG_CONTRACT_POINTS, base);
    if (e == ERR_OK)
        e = tx_commit(c);
    return e == ERR_OK ? answer(r, body_text(set.after, "id"), (int64_t)json_array_size(points))
                       : e;
}

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/requirement-sets/starter",
        .op = "requirement_starter",
        .perm = &PERM_CONTRACT_WRITE,
        .handle = starter_add,
        .answer = &SHAPE_MADE,
        .status = 201},
    {.method = METHOD_POST,
        .path = "/api/v1/requirement-sets/{id}/editions",
        .op = "requirement_edition",
        .perm = &PERM_CONTRACT_WRITE,
        .handle = edition_make,
        .body_kind = BODY_JSON,
        .body = &SHAPE_EDITION,
        .answer = &SHAPE_MADE,
        .status = 201},
    {.method = METHOD_POST,
        .path = "/api/v1/contracts/{id}/requirements",
        .op = "contract_take",
        .perm = &PERM_CONTRACT_WRITE,
        .handle = contract_take,
        .body_kind = BODY_JSON,
        .body = &SHAPE_TAKE,
        .answer = &SHAPE_MADE,
        .status = 201},
};

static const struct reg_def *const registers[] = {&REG_REQUIREMENT_SETS, &REG_REQUIREMENT_POINTS,
    &REG_CONTRACTS, &REG_CONTRACT_POINTS, &REG_CONTRACT_CHECKS, &REG_CONTRACT_FINDINGS};

/* The supplier's plan is approved by somebody else than who took it in. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_CONTRACT_POINTS,
        .send = &PERM_CONTRACT_WRITE,
        .decide = &PERM_CONTRACT_APPROVE,
        .from = "filed",
        .approve = "approve",
        .class_field = "level"},
};

const struct module module_contract = {.name = "contract",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = sizeof approvals / sizeof approvals[0]};

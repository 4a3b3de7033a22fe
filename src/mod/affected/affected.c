/* The one route: from what a case is linked with to what hangs on that, as the caller may read it.
 * Links are few and made by hand, so each system's are followed by itself, of the first ones. */
#include "mod/affected/affected.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"
#include "mod/incident/incident.h"
#include "mod/risk/risk.h"
#include "mod/supplier/supplier.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { FOLLOWED = 20 /* systems whose links are followed */, SHOWN = 100, FOUND_MOST = 1000 };

static const struct perm PERM_AFFECTED_READ = {
    "affected.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};

/* ---- shapes ---- */

static const char *const group_keys[] = {"systems", "information", "firms", NULL};
static const struct option_set GROUP = {"affected_group", group_keys};
static const char *const why_keys[] = {"linked", "system", "supplier", "coupled", NULL};
static const struct option_set WHY = {"affected_why", why_keys};

static const struct field found_fields[] = {
    {.key = "group", .type = FIELD_ENUM, .flags = MUST, .options = &GROUP},
    {.key = "register", .type = FIELD_TEXT, .flags = MUST},
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "why", .type = FIELD_ENUM, .flags = MUST, .options = &WHY},
    {.key = "via", .type = FIELD_TEXT, .flags = MAYBE},    /* name of what it hangs on */
    {.key = "coupled", .type = FIELD_BOOL, .flags = MUST}, /* is told at the first sign */
};
static const struct shape SHAPE_FOUND = SHAPE("AffectedRecord", found_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FOUND, .max = FOUND_MOST},
};
static const struct shape SHAPE_AFFECTED = SHAPE("Affected", list_fields);

/* ---- what was found ---- */

struct found {
    const struct reg_def *def;
    const json_t *record;
    const char *group, *why, *via;
};
struct affected {
    struct found list[FOUND_MOST];
    size_t n;
};

/* Each once, by the nearest way. */
static void put(struct affected *all, const struct found *one)
{
    const char *id = body_text(one->record, "id");
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].def == one->def && strcmp(body_text(all->list[i].record, "id"), id) == 0)
            return;
    if (all->n < FOUND_MOST)
        all->list[all->n++] = *one;
}

static void put_all(struct affected *all, const json_t *records, const struct found *like)
{
    for (size_t i = 0; i < json_array_size(records); i++) {
        struct found one = *like;
        one.record = json_array_get(records, i);
        put(all, &one);
    }
}

/* ---- asking the ledgers ---- */

/* Nothing of a register that the caller may not read at all. */
static enum err linked(struct call *c, const struct reg_def *def, const char *id,
    const struct reg_def *other, json_t **ret_records)
{
    *ret_records = reg_keep(c, json_array());
    return who_holds(c->who, other->read) ? reg_linked(c, def, id, other, ret_records) : ERR_OK;
}

static enum err listed(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n, json_t **ret_records)
{
    *ret_records = reg_keep(c, json_array());
    return who_holds(c->who, def->read) ? reg_list(c, def, where, n, NULL, SHOWN, ret_records)
                                        : ERR_OK;
}

static const char *title_of(const struct reg_def *def, const json_t *record)
{
    return body_text(record, def->title);
}

/* What is linked with the case itself. */
static enum err add_linked(struct call *c, struct affected *all, const char *id,
    const struct reg_def *def, const char *group)
{
    json_t *records = NULL;
    enum err e = linked(c, &REG_INCIDENTS, id, def, &records);
    if (e == ERR_OK)
        put_all(all, records, &(struct found){.def = def, .group = group, .why = "linked"});
    return e;
}

/* Ids of those of a register that were found so far, as a filter takes them; NULL: none. */
static const char *ids_of(struct call *c, const struct affected *all, const struct reg_def *def)
{
    const char *ids = NULL;
    size_t n = 0;
    for (size_t i = 0; i < all->n && n < SHOWN; i++) {
        if (all->list[i].def != def)
            continue;
        const char *id = body_text(all->list[i].record, "id");
        ids = ids == NULL ? id : mem_printf(c, "%s,%s", ids, id);
        n++;
    }
    return ids;
}

/* Records that refer to one of those found by a field; each is shown with which. */
static enum err add_referring(struct call *c, struct affected *all, const struct reg_def *def,
    const char *field, const struct reg_def *to, const struct found *like)
{
    json_t *records = NULL;
    const char *ids = ids_of(c, all, to);
    if (ids == NULL)
        return ERR_OK;
    const struct reg_where where[] = {{field, "in", ids}};
    enum err e = listed(c, def, where, 1, &records);
    for (size_t i = 0; e == ERR_OK && i < json_array_size(records); i++) {
        struct found one = *like;
        one.record = json_array_get(records, i);
        one.via = body_text(json_object_get(one.record, field), "title");
        put(all, &one);
    }
    return e;
}

/* Firms that a system is linked with. */
static enum err add_of_system(struct call *c, struct affected *all, const json_t *system)
{
    static const struct reg_def *const firms[] = {&REG_SUPPLIERS, &REG_PARTNERS};
    enum err e = ERR_OK;
    for (size_t i = 0; i < 2 && e == ERR_OK; i++) {
        json_t *records = NULL;
        e = linked(c, &REG_SYSTEMS, body_text(system, "id"), firms[i], &records);
        if (e == ERR_OK)
            put_all(all, records,
                &(struct found){.def = firms[i],
                    .group = "firms",
                    .why = "system",
                    .via = title_of(&REG_SYSTEMS, system)});
    }
    return e;
}

static enum err add_of_systems(struct call *c, struct affected *all)
{
    enum err e = ERR_OK;
    size_t n = 0, until = all->n;
    for (size_t i = 0; i < until && n < FOLLOWED && e == ERR_OK; i++)
        if (all->list[i].def == &REG_SYSTEMS) {
            e = add_of_system(c, all, all->list[i].record);
            n++;
        }
    return e;
}

/* Those who are told at the first sign of anything, wherever they are connected. */
static enum err add_coupled(struct call *c, struct affected *all)
{
    static const struct reg_where where[] = {{"coupled", "eq", "true"}, {"state", "eq", "active"}};
    json_t *records = NULL;
    enum err e = listed(c, &REG_PARTNERS, where, 2, &records);
    if (e == ERR_OK)
        put_all(all, records,
            &(struct found){.def = &REG_PARTNERS, .group = "firms", .why = "coupled"});
    return e;
}

static enum err find(struct call *c, struct affected *all, const char *id)
{
    static const struct found information = {
        .def = &REG_INFORMATION_ASSETS, .group = "information", .why = "system"};
    static const struct found partners = {
        .def = &REG_PARTNERS, .group = "firms", .why = "supplier"};
    enum err e = add_linked(c, all, id, &REG_SYSTEMS, "systems");
    if (e == ERR_OK)
        e = add_linked(c, all, id, &REG_INFORMATION_ASSETS, "information");
    if (e == ERR_OK)
        e = add_referring(c, all, &REG_INFORMATION_ASSETS, "system", &REG_SYSTEMS, &information);
    if (e == ERR_OK)
        e = add_linked(c, all, id, &REG_SUPPLIERS, "firms");
    if (e == ERR_OK)
        e = add_linked(c, all, id, &REG_PARTNERS, "firms");
    if (e == ERR_OK)
        e = add_of_systems(c, all);
    if (e == ERR_OK)
        e = add_referring(c, all, &REG_PARTNERS, "supplier", &REG_SUPPLIERS, &partners);
    return e == ERR_OK ? add_coupled(c, all) : e;
}

/* ---- the route ---- */

static void write_found(struct jw *w, const struct found *one)
{
    jw_obj_begin(w);
    jw_kstr(w, "group", one->group);
    jw_kstr(w, "register", one->def->name);
    jw_kstr(w, "id", body_text(one->record, "id"));
    jw_kstr(w, "number", body_text(one->record, "number"));
    jw_kstr(w, "title", title_of(one->def, one->record));
    jw_kstr(w, "why", one->why);
    jw_kstr(w, "via", one->via);
    jw_kbool(w, "coupled", body_bool(one->record, "coupled"));
    jw_obj_end(w);
}

static enum err affected_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct affected *all = mem_new(c, struct affected);
    char id[UUID_TEXT_SIZE];
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), &incident);
    if (e == ERR_OK && !who_may(c->who, &PERM_AFFECTED_READ, incident.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK) {
        uuid_format(&incident.uid, id);
        e = find(c, all, id);
    }
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < all->n; i++)
        write_found(&w, &all->list[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/incidents/{id}/affected", "affected_list", .perm = &PERM_AFFECTED_READ,
        .handle = affected_get, .answer = &SHAPE_AFFECTED},
};

const struct module module_affected = {
    .name = "affected", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

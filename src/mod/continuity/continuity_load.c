/* What the picture is made of: businesses, systems, needs, procedures and backups, as lists that
 * refer to each other by their places. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/continuity/continuity_private.h"
#include "mod/risk/risk.h"
#include "mod/supplier/supplier.h"

#include <string.h>

double continuity_number(const json_t *record, const char *key)
{
    const json_t *value = json_object_get(record, key);
    return json_is_number(value) ? json_number_value(value) : CONTINUITY_UNKNOWN;
}

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

/* ---- places ---- */

static json_t *places_of(struct call *c, const json_t *records)
{
    json_t *places = reg_keep(c, json_object());
    size_t i;
    const json_t *one;
    json_array_foreach(records, i, one)
    {
        json_object_set_new(places, body_text(one, "id"), json_integer((json_int_t)i));
    }
    return places;
}

/* Of the record to which another one refers. */
static size_t place_of(const json_t *places, const json_t *record, const char *key)
{
    const char *id = body_text(json_object_get(record, key), "id");
    const json_t *place = id == NULL ? NULL : json_object_get(places, id);
    return place == NULL ? CONTINUITY_NOWHERE : (size_t)json_integer_value(place);
}

/* Those of a register, or those that name one of some systems. */
static enum err list_all(struct call *c, const struct reg_def *def, const char *sort,
    struct continuity *p, const json_t **ret_records, size_t *ret_n)
{
    json_t *records = NULL;
    const struct reg_where where[] = {{"system", "in", p->only}};
    size_t n_where = p->only != NULL && def != &REG_BUSINESSES ? 1 : 0;
    enum err e = reg_list(c, def, where, n_where, sort, LIMIT_CONTINUITY_ROWS, &records);
    if (e != ERR_OK)
        return e;
    *ret_records = records;
    *ret_n = json_array_size(records);
    if (*ret_n >= LIMIT_CONTINUITY_ROWS)
        p->complete = false;
    return ERR_OK;
}

/* ---- one kind after the other ---- */

static enum err load_businesses(struct call *c, struct continuity *p, json_t **ret_places)
{
    const json_t *records = NULL;
    enum err e = list_all(c, &REG_BUSINESSES, "name", p, &records, &p->n_businesses);
    if (e != ERR_OK)
        return e;
    p->businesses = mem_array(c, struct continuity_business, p->n_businesses + 1);
    for (size_t i = 0; i < p->n_businesses; i++) {
        const json_t *one = json_array_get(records, i);
        p->businesses[i] = (struct continuity_business){one,
            continuity_number(one, "recovery_hours"),
            continuity_number(one, "recovery_point_hours"), CONTINUITY_NOWHERE, CONTINUITY_NOWHERE};
    }
    *ret_places = places_of(c, records);
    return ERR_OK;
}

static void put_systems(
    struct call *c, struct continuity *p, const json_t *records, json_t **ret_places)
{
    p->n_systems = json_array_size(records);
    p->systems = mem_array(c, struct continuity_system, p->n_systems + 1);
    for (size_t i = 0; i < p->n_systems; i++) {
        const json_t *one = json_array_get(records, i);
        p->systems[i] = (struct continuity_system){.record = one,
            .hours = continuity_number(one, "recovery_hours"),
            .point = continuity_number(one, "recovery_point_hours"),
            .required = CONTINUITY_UNKNOWN,
            .required_point = CONTINUITY_UNKNOWN,
            .cycle = CONTINUITY_UNKNOWN,
            .matters = is(one, "importance", "high"),
            .procedure = CONTINUITY_NOWHERE};
    }
    *ret_places = places_of(c, records);
}

/* What the system has to hold follows from the businesses that need it. */
static void add_need(struct continuity *p, size_t at)
{
    struct continuity_need *need = &p->needs[at];
    if (need->business == CONTINUITY_NOWHERE || need->system == CONTINUITY_NOWHERE)
        return;
    struct continuity_business *business = &p->businesses[need->business];
    struct continuity_system *system = &p->systems[need->system];
    need->bears =
        continuity_bears(business->hours, continuity_number(need->record, "without_hours"));
    need->next = business->need;
    business->need = at;
    system->required = continuity_tighter(system->required, need->bears);
    system->required_point = continuity_tighter(system->required_point, business->point);
    system->businesses++;
    system->matters = system->matters || is(need->record, "dependence", "stops");
}

static enum err load_needs(
    struct call *c, struct continuity *p, const json_t *businesses, const json_t *systems)
{
    const json_t *records = NULL;
    enum err e = list_all(c, &REG_BUSINESS_NEEDS, "-work", p, &records, &p->n_needs);
    if (e != ERR_OK)
        return e;
    p->needs = mem_array(c, struct continuity_need, p->n_needs + 1);
    for (size_t i = 0; i < p->n_needs; i++) {
        const json_t *one = json_array_get(records, i);
        p->needs[i] = (struct continuity_need){one, place_of(businesses, one, "business"),
            place_of(systems, one, "system"), CONTINUITY_UNKNOWN, CONTINUITY_NOWHERE};
        add_need(p, i);
    }
    return ERR_OK;
}

static void put_first(size_t *list, size_t *next, size_t at)
{
    *next = *list;
    *list = at;
}

/* Of a business, of a system, of both, or, naming neither, of the company. */
static void add_procedure(struct continuity *p, size_t at)
{
    struct continuity_procedure *one = &p->procedures[at];
    bool named = body_text(json_object_get(one->record, "business"), "id") != NULL ||
                 body_text(json_object_get(one->record, "system"), "id") != NULL;
    if (one->business != CONTINUITY_NOWHERE)
        put_first(&p->businesses[one->business].procedure, &one->next, at);
    else if (!named)
        put_first(&p->company, &one->next, at);
    if (one->system != CONTINUITY_NOWHERE)
        put_first(&p->systems[one->system].procedure, &one->next_of_system, at);
}

static enum err load_procedures(
    struct call *c, struct continuity *p, const json_t *businesses, const json_t *systems)
{
    const json_t *records = NULL;
    enum err e = list_all(c, &REG_RECOVERY_PROCEDURES, "-title", p, &records, &p->n_procedures);
    if (e != ERR_OK)
        return e;
    p->company = CONTINUITY_NOWHERE;
    p->procedures = mem_array(c, struct continuity_procedure, p->n_procedures + 1);
    for (size_t i = 0; i < p->n_procedures; i++) {
        const json_t *one = json_array_get(records, i);
        p->procedures[i] = (struct continuity_procedure){one, place_of(businesses, one, "business"),
            place_of(systems, one, "system"), continuity_cyber(body_text(one, "scenario")),
            CONTINUITY_NOWHERE, CONTINUITY_NOWHERE};
        add_procedure(p, i);
    }
    return ERR_OK;
}

static enum err load_backups(struct call *c, struct continuity *p, const json_t *systems)
{
    const json_t *records = NULL;
    enum err e = list_all(c, &REG_BACKUPS, "name", p, &records, &p->n_backups);
    if (e != ERR_OK)
        return e;
    p->backups = mem_array(c, struct continuity_backup, p->n_backups + 1);
    for (size_t i = 0; i < p->n_backups; i++) {
        const json_t *one = json_array_get(records, i);
        size_t at = place_of(systems, one, "system");
        p->backups[i] = (struct continuity_backup){one, at, CONTINUITY_UNKNOWN, CONTINUITY_UNKNOWN};
        if (at == CONTINUITY_NOWHERE)
            continue;
        struct continuity_system *system = &p->systems[at];
        p->backups[i].objective = continuity_tighter(system->hours, system->required);
        p->backups[i].point = continuity_tighter(system->point, system->required_point);
        system->backups++;
        system->off += body_bool(one, "powered_off");
        if (!is(one, "apart", "same_system"))
            system->cycle =
                continuity_tighter(system->cycle, continuity_cycle_hours(body_text(one, "cycle")));
    }
    return ERR_OK;
}

static enum err load(struct call *c, struct continuity *p, const json_t *systems)
{
    json_t *businesses = NULL, *places = NULL;
    enum err e = load_businesses(c, p, &businesses);
    put_systems(c, p, systems, &places);
    if (e == ERR_OK)
        e = load_needs(c, p, businesses, places);
    if (e == ERR_OK)
        e = load_procedures(c, p, businesses, places);
    return e == ERR_OK ? load_backups(c, p, places) : e;
}

enum err continuity_load(struct call *c, struct continuity *ret_picture)
{
    struct continuity p = {.complete = true};
    const json_t *systems = NULL;
    size_t n = 0;
    enum err e = list_all(c, &REG_SYSTEMS, "name", &p, &systems, &n);
    if (e == ERR_OK)
        e = load(c, &p, systems);
    if (e == ERR_OK)
        *ret_picture = p;
    return e;
}

enum err continuity_load_systems(
    struct call *c, const json_t *systems, struct continuity *ret_picture)
{
    struct continuity p = {.complete = true, .only = "", .company = CONTINUITY_NOWHERE};
    size_t i;
    const json_t *one;
    json_array_foreach(systems, i, one)
    {
        p.only = mem_printf(c, "%s%s%s", p.only, i == 0 ? "" : ",", body_text(one, "id"));
    }
    enum err e = i == 0 ? ERR_OK : load(c, &p, systems);
    if (e == ERR_OK)
        *ret_picture = p;
    return e;
}

/* The picture as people ask for it: per business the systems it needs and how it comes back, and
 * the backups; each with what is wrong. And what there is to recover the systems of a case with. */
#include "base/limits.h"
#include "kernel/audit/tx.h"
#include "mod/continuity/continuity_private.h"
#include "mod/incident/incident.h"
#include "mod/measure/measure.h"
#include "mod/risk/risk.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)
#define ID                                                            \
    {.key = "id", .type = FIELD_ID, .flags = MUST},                   \
    {                                                                 \
        .key = "number", .type = FIELD_TEXT, .flags = MUST, .max = 40 \
    }
#define TEXT(name)                                                          \
    {                                                                       \
        .key = (name), .type = FIELD_TEXT, .flags = MUST, .max = LIMIT_LINE \
    }
#define HOURS(name)                                                                    \
    {                                                                                  \
        .key = (name), .type = FIELD_NUM, .flags = MAYBE, .max = CONTINUITY_HOURS_MOST \
    }
#define DAY(name)                                         \
    {                                                     \
        .key = (name), .type = FIELD_DATE, .flags = MAYBE \
    }
#define REF(name, register)                                                 \
    {                                                                       \
        .key = (name), .type = FIELD_REF, .flags = MAYBE, .ref = (register) \
    }
#define ROWS(name, of)                                                                          \
    {                                                                                           \
        .key = (name), .type = FIELD_LIST, .flags = MUST, .shape = (of), .max = CONTINUITY_ROWS \
    }
enum { CONTINUITY_ROWS = 20 * LIMIT_CONTINUITY_ROWS };

/* ---- shapes ---- */

static const struct field need_fields[] = {
    ID,
    TEXT("work"),
    {.key = "dependence", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DEPENDENCE},
    {.key = "workaround", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "system", .type = FIELD_REF, .flags = MUST, .ref = "systems"},
    HOURS("bears_hours"),     /* without the system */
    HOURS("objective_hours"), /* of the system */
    HOURS("bears_point"),
    HOURS("objective_point"),
    {.key = "longer", .type = FIELD_BOOL, .flags = MUST},
    {.key = "point_longer", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_NEED = SHAPE("ContinuityNeed", need_fields);

static const struct field procedure_fields[] = {
    ID,
    TEXT("title"),
    {.key = "scenario", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_RECOVERY_SCENARIO},
    {.key = "cyber", .type = FIELD_BOOL, .flags = MUST},
    REF("system", "systems"),
    DAY("exercised_on"),
    HOURS("exercised_hours"),
};
static const struct shape SHAPE_PROCEDURE = SHAPE("ContinuityProcedure", procedure_fields);

static const struct field business_fields[] = {
    ID, TEXT("name"), {.key = "importance", .type = FIELD_TEXT, .flags = MAYBE},
    REF("department", "units"),
    {.key = "recovery_priority", .type = FIELD_INT, .flags = MAYBE, .max = 999},
    HOURS("recovery_hours"), HOURS("recovery_point_hours"), ROWS("needs", &SHAPE_NEED),
    ROWS("procedures", &SHAPE_PROCEDURE), /* its own, and those of its systems */
};
static const struct shape SHAPE_BUSINESS = SHAPE("ContinuityBusiness", business_fields);

static const struct field system_fields[] = {
    ID,
    TEXT("name"),
    {.key = "importance", .type = FIELD_TEXT, .flags = MAYBE},
    HOURS("objective_hours"),
    HOURS("required_hours"), /* by the business that bears least */
    {.key = "businesses", .type = FIELD_INT, .flags = MUST},
    {.key = "backups", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_SYSTEM = SHAPE("ContinuitySystem", system_fields);

static const struct field finding_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CONTINUITY_KIND},
    {.key = "register", .type = FIELD_TEXT, .flags = MUST},
    {.key = "record", .type = FIELD_REF, .flags = MUST}, /* of that register */
    REF("business", "businesses"),
    REF("system", "systems"),
    HOURS("is"),
    HOURS("most"),
    DAY("on"),
    REF("measure", "measures"),
    {.key = "measure_state", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_MEASURE_STATE},
};
const struct shape SHAPE_CONTINUITY_FINDING = SHAPE("ContinuityFinding", finding_fields);

static const struct field picture_fields[] = {
    ROWS("businesses", &SHAPE_BUSINESS),
    ROWS("systems", &SHAPE_SYSTEM),       /* those that businesses need */
    ROWS("procedures", &SHAPE_PROCEDURE), /* the whole company's */
    ROWS("findings", &SHAPE_CONTINUITY_FINDING),
    {.key = "complete", .type = FIELD_BOOL, .flags = MUST},
};
const struct shape SHAPE_CONTINUITY = SHAPE("Continuity", picture_fields);

static const struct field backup_fields[] = {
    ID, TEXT("name"), REF("system", "systems"), REF("asset", "information-assets"),
    REF("owner", "people"), {.key = "place", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "apart", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_BACKUP_APART},
    {.key = "powered_off", .type = FIELD_BOOL, .flags = MAYBE},
    {.key = "cycle", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_BACKUP_CYCLE},
    DAY("made_on"), REF("made_by", "people"), DAY("tested_on"),
    {.key = "test_result", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_BACKUP_TEST},
    HOURS("tested_hours"),
    HOURS("objective_hours"), /* of the system, or what its businesses bear, if that is less */
};
static const struct shape SHAPE_BACKUP = SHAPE("ContinuityBackup", backup_fields);

static const struct field backups_fields[] = {
    ROWS("backups", &SHAPE_BACKUP),
    ROWS("findings", &SHAPE_CONTINUITY_FINDING),
    {.key = "complete", .type = FIELD_BOOL, .flags = MUST},
};
const struct shape SHAPE_CONTINUITY_BACKUPS = SHAPE("ContinuityBackups", backups_fields);

static const struct field case_system_fields[] = {
    ID,
    TEXT("name"),
    HOURS("objective_hours"),
    HOURS("required_hours"),
    ROWS("procedures", &SHAPE_PROCEDURE),
    ROWS("backups", &SHAPE_BACKUP),
};
static const struct shape SHAPE_CASE_SYSTEM = SHAPE("CaseRecoverySystem", case_system_fields);

static const struct field case_fields[] = {
    {.key = "systems",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CASE_SYSTEM,
        .max = CONTINUITY_SYSTEMS_MOST}, /* linked with the case */
};
const struct shape SHAPE_CASE_RECOVERY = SHAPE("CaseRecovery", case_fields);

/* ---- writing ---- */

static void write_hours(struct jw *w, const char *key, double hours)
{
    jw_key(w, key);
    if (hours < 0)
        jw_null(w);
    else
        jw_num(w, hours);
}

static void copy(struct jw *w, const json_t *record, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++)
        jw_kjson(w, keys[i], json_object_get(record, keys[i]));
}

/* A record as others refer to it; NULL: null. */
static void write_ref(struct jw *w, const char *key, const json_t *record, const char *title)
{
    jw_key(w, key);
    if (record == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kjson(w, "id", json_object_get(record, "id"));
    jw_kjson(w, "number", json_object_get(record, "number"));
    jw_kjson(w, "title", json_object_get(record, title));
    jw_obj_end(w);
}

static void write_need(struct jw *w, const struct continuity *p, const struct continuity_need *need)
{
    static const char *const keys[] = {
        "id", "number", "work", "dependence", "workaround", "system", NULL};
    const struct continuity_business *business = &p->businesses[need->business];
    const struct continuity_system *system = &p->systems[need->system];
    unsigned found = continuity_of_need(
        &(struct need_facts){need->bears, business->point, system->hours, system->point});
    jw_obj_begin(w);
    copy(w, need->record, keys);
    write_hours(w, "bears_hours", need->bears);
    write_hours(w, "objective_hours", system->hours);
    write_hours(w, "bears_point", business->point);
    write_hours(w, "objective_point", system->point);
    jw_kbool(w, "longer", (found & 1U << FINDING_LONGER) != 0);
    jw_kbool(w, "point_longer", (found & 1U << FINDING_POINT_LONGER) != 0);
    jw_obj_end(w);
}

static void write_procedure(struct jw *w, const struct continuity_procedure *procedure)
{
    static const char *const keys[] = {
        "id", "number", "title", "scenario", "system", "exercised_on", "exercised_hours", NULL};
    jw_obj_begin(w);
    copy(w, procedure->record, keys);
    jw_kbool(w, "cyber", procedure->cyber);
    jw_obj_end(w);
}

/* A list of procedures, from its first on. */
static void write_procedures(struct jw *w, const struct continuity *p, size_t first)
{
    for (size_t i = first; i != CONTINUITY_NOWHERE; i = p->procedures[i].next)
        write_procedure(w, &p->procedures[i]);
}

/* Those of a system that do not stand with the business itself. */
static void write_procedures_of_system(
    struct jw *w, const struct continuity *p, size_t system, const json_t *business)
{
    size_t first = p->systems[system].procedure;
    for (size_t i = first; i != CONTINUITY_NOWHERE; i = p->procedures[i].next_of_system) {
        size_t of = p->procedures[i].business;
        if (of == CONTINUITY_NOWHERE || p->businesses[of].record != business)
            write_procedure(w, &p->procedures[i]);
    }
}

/* Whether an earlier need of the business has told of the system already. */
static bool told_before(const struct continuity *p, size_t first, size_t need)
{
    for (size_t i = first; i != need; i = p->needs[i].next)
        if (p->needs[i].system == p->needs[need].system)
            return true;
    return false;
}

static void write_business(
    struct jw *w, const struct continuity *p, const struct continuity_business *business)
{
    static const char *const keys[] = {"id", "number", "name", "importance", "department",
        "recovery_priority", "recovery_hours", "recovery_point_hours", NULL};
    jw_obj_begin(w);
    copy(w, business->record, keys);
    jw_key(w, "needs");
    jw_arr_begin(w);
    for (size_t i = business->need; i != CONTINUITY_NOWHERE; i = p->needs[i].next)
        write_need(w, p, &p->needs[i]);
    jw_arr_end(w);
    jw_key(w, "procedures");
    jw_arr_begin(w);
    write_procedures(w, p, business->procedure);
    for (size_t i = business->need; i != CONTINUITY_NOWHERE; i = p->needs[i].next)
        if (!told_before(p, business->need, i))
            write_procedures_of_system(w, p, p->needs[i].system, business->record);
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_system(struct jw *w, const struct continuity_system *system)
{
    static const char *const keys[] = {"id", "number", "name", "importance", NULL};
    jw_obj_begin(w);
    copy(w, system->record, keys);
    write_hours(w, "objective_hours", system->hours);
    write_hours(w, "required_hours", system->required);
    jw_kint(w, "businesses", (int64_t)system->businesses);
    jw_kint(w, "backups", (int64_t)system->backups);
    jw_obj_end(w);
}

static void write_measure(struct jw *w, const struct continuity_measure *measure)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "measure");
    if (measure == NULL) {
        jw_null(w);
        jw_kstr(w, "measure_state", NULL);
        return;
    }
    uuid_format(&measure->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", measure->number);
    jw_kstr(w, "title", measure->title);
    jw_obj_end(w);
    jw_kstr(w, "measure_state", measure->state);
}

void continuity_write_finding(
    struct jw *w, const struct continuity *p, const struct continuity_finding *f)
{
    const json_t *business =
        f->business == CONTINUITY_NOWHERE ? NULL : p->businesses[f->business].record;
    const json_t *system = f->system == CONTINUITY_NOWHERE ? NULL : p->systems[f->system].record;
    jw_obj_begin(w);
    jw_kstr(w, "kind", OPTIONS_CONTINUITY_KIND.keys[f->kind]);
    jw_kstr(w, "register", f->def->name);
    write_ref(w, "record", f->record, f->def->title);
    write_ref(w, "business", business, "name");
    write_ref(w, "system", system, "name");
    write_hours(w, "is", f->is);
    write_hours(w, "most", f->most);
    jw_kstr(w, "on", f->on);
    write_measure(w, f->measure);
    jw_obj_end(w);
}

/* Of backups, and of systems, whose findings are about backups too; or the others. */
static void write_findings(struct jw *w, const struct continuity *p, bool backups)
{
    jw_key(w, "findings");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_findings; i++)
        if ((p->findings[i].kind <= FINDING_NONE_OFF) == backups)
            continuity_write_finding(w, p, &p->findings[i]);
    jw_arr_end(w);
}

static void write_picture(struct jw *w, const struct continuity *p)
{
    jw_key(w, "businesses");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_businesses; i++)
        write_business(w, p, &p->businesses[i]);
    jw_arr_end(w);
    jw_key(w, "systems");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_systems; i++)
        if (p->systems[i].businesses > 0)
            write_system(w, &p->systems[i]);
    jw_arr_end(w);
    jw_key(w, "procedures");
    jw_arr_begin(w);
    write_procedures(w, p, p->company);
    jw_arr_end(w);
}

static void write_backup(struct jw *w, const struct continuity_backup *backup)
{
    static const char *const keys[] = {"id", "number", "name", "system", "asset", "owner", "place",
        "apart", "powered_off", "cycle", "made_on", "made_by", "tested_on", "test_result",
        "tested_hours", NULL};
    jw_obj_begin(w);
    copy(w, backup->record, keys);
    write_hours(w, "objective_hours", backup->objective);
    jw_obj_end(w);
}

static void write_backups(struct jw *w, const struct continuity *p)
{
    jw_key(w, "backups");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_backups; i++)
        write_backup(w, &p->backups[i]);
    jw_arr_end(w);
}

static enum err load(struct req *r, struct continuity *ret_picture)
{
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_CONTINUITY_PICTURE);
    if (e == ERR_OK)
        e = continuity_load(&r->call, ret_picture);
    if (e == ERR_OK)
        e = continuity_find(&r->call, ret_picture);
    return e;
}

static enum err answer(struct req *r, bool backups)
{
    struct continuity p;
    enum err e = load(r, &p);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    if (backups)
        write_backups(&w, &p);
    else
        write_picture(&w, &p);
    write_findings(&w, &p, backups);
    jw_kbool(&w, "complete", p.complete);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err continuity_get(struct req *r)
{
    return answer(r, false);
}

enum err continuity_backups_get(struct req *r)
{
    return answer(r, true);
}

/* ---- a case ---- */

static void write_case_system(struct jw *w, const struct continuity *p, size_t at)
{
    static const char *const keys[] = {"id", "number", "name", NULL};
    const struct continuity_system *system = &p->systems[at];
    jw_obj_begin(w);
    copy(w, system->record, keys);
    write_hours(w, "objective_hours", system->hours);
    write_hours(w, "required_hours", system->required);
    jw_key(w, "procedures");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_procedures; i++)
        if (p->procedures[i].system == at)
            write_procedure(w, &p->procedures[i]);
    jw_arr_end(w);
    jw_key(w, "backups");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_backups; i++)
        if (p->backups[i].system == at)
            write_backup(w, &p->backups[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

enum err continuity_case_get(struct req *r)
{
    struct continuity p;
    json_t *linked = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_linked(&r->call, &REG_INCIDENTS, req_param(r, "id"), &REG_SYSTEMS, &linked);
    while (json_array_size(linked) > CONTINUITY_SYSTEMS_MOST)
        json_array_remove(linked, CONTINUITY_SYSTEMS_MOST);
    if (e == ERR_OK)
        e = continuity_load_systems(&r->call, linked, &p);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "systems");
    jw_arr_begin(&w);
    for (size_t i = 0; i < p.n_systems; i++)
        write_case_system(&w, &p, i);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

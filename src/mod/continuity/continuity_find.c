/* The findings of a picture, and which of them have become measures. */
#include "base/mem.h"
#include "mod/continuity/continuity_private.h"
#include "mod/risk/risk.h"
#include "mod/supplier/supplier.h"

#include <stdlib.h>
#include <string.h>

#define CONTINUITY_KEY(name, key) key,
static const char *const kind_keys[] = {CONTINUITY_KIND_LIST(CONTINUITY_KEY) NULL};
#undef CONTINUITY_KEY
const struct option_set OPTIONS_CONTINUITY_KIND = {"continuity_kind", kind_keys};

/* ---- findings ---- */

static void add(struct call *c, struct continuity *p, const struct continuity_finding *finding)
{
    p->findings = mem_grow(c, p->findings, struct continuity_finding, p->n_findings + 1);
    p->findings[p->n_findings++] = *finding;
}

/* For an attack: by the company, the business itself, or a system that it needs. */
static bool is_prepared(const struct continuity *p, const struct continuity_business *business)
{
    const struct continuity_procedure *all = p->procedures;
    bool cyber = false;
    for (size_t i = p->company; i != CONTINUITY_NOWHERE; i = all[i].next)
        cyber = cyber || all[i].cyber;
    for (size_t i = business->procedure; i != CONTINUITY_NOWHERE; i = all[i].next)
        cyber = cyber || all[i].cyber;
    for (size_t n = business->need; n != CONTINUITY_NOWHERE; n = p->needs[n].next) {
        size_t first = p->systems[p->needs[n].system].procedure;
        for (size_t i = first; i != CONTINUITY_NOWHERE; i = all[i].next_of_system)
            cyber = cyber || all[i].cyber;
    }
    return cyber;
}

static void find_of_business(struct call *c, struct continuity *p, size_t at)
{
    const struct continuity_business *business = &p->businesses[at];
    struct continuity_finding finding = {.def = &REG_BUSINESSES,
        .record = business->record,
        .business = at,
        .system = CONTINUITY_NOWHERE,
        .is = CONTINUITY_UNKNOWN,
        .most = CONTINUITY_UNKNOWN};
    if (business->hours < 0) {
        finding.kind = FINDING_NO_LIMIT;
        add(c, p, &finding);
    }
    if (!is_prepared(p, business)) {
        finding.kind = FINDING_NO_CYBER;
        add(c, p, &finding);
    }
}

static void find_of_need(struct call *c, struct continuity *p, size_t at)
{
    const struct continuity_need *need = &p->needs[at];
    if (need->business == CONTINUITY_NOWHERE || need->system == CONTINUITY_NOWHERE)
        return;
    const struct continuity_business *business = &p->businesses[need->business];
    const struct continuity_system *system = &p->systems[need->system];
    unsigned found = continuity_of_need(
        &(struct need_facts){need->bears, business->point, system->hours, system->point});
    for (int kind = FINDING_LONGER; kind <= FINDING_NO_OBJECTIVE; kind++) {
        bool point = kind == FINDING_POINT_LONGER;
        if (found & 1U << kind)
            add(c, p,
                &(struct continuity_finding){.kind = (enum continuity_kind)kind,
                    .def = &REG_BUSINESS_NEEDS,
                    .record = need->record,
                    .business = need->business,
                    .system = need->system,
                    .is = point ? system->point : system->hours,
                    .most = point ? business->point : need->bears});
    }
}

static void find_of_system(struct call *c, struct continuity *p, size_t at)
{
    const struct continuity_system *system = &p->systems[at];
    unsigned found =
        continuity_of_system(&(struct system_facts){system->matters, system->backups, system->off});
    for (int kind = FINDING_NO_BACKUP; kind <= FINDING_NONE_OFF; kind++)
        if (found & 1U << kind)
            add(c, p,
                &(struct continuity_finding){.kind = (enum continuity_kind)kind,
                    .def = &REG_SYSTEMS,
                    .record = system->record,
                    .business = CONTINUITY_NOWHERE,
                    .system = at,
                    .is = CONTINUITY_UNKNOWN,
                    .most = CONTINUITY_UNKNOWN});
}

/* What a business bears, or, of a system, the one that bears least. */
static double bears_of(const struct continuity *p, const struct continuity_procedure *one)
{
    if (one->business != CONTINUITY_NOWHERE)
        return p->businesses[one->business].hours;
    return one->system == CONTINUITY_NOWHERE ? CONTINUITY_UNKNOWN
                                             : p->systems[one->system].required;
}

static void find_of_procedure(struct call *c, struct continuity *p, size_t at, struct date today)
{
    const struct continuity_procedure *one = &p->procedures[at];
    const char *on = body_text(one->record, "exercised_on");
    double took = continuity_number(one->record, "exercised_hours"), bears = bears_of(p, one);
    unsigned found = continuity_of_procedure(&(struct procedure_facts){on, took, bears}, today);
    for (int kind = FINDING_UNEXERCISED; kind <= FINDING_EXERCISE_SLOW; kind++)
        if (found & 1U << kind)
            add(c, p,
                &(struct continuity_finding){.kind = (enum continuity_kind)kind,
                    .def = &REG_RECOVERY_PROCEDURES,
                    .record = one->record,
                    .business = one->business,
                    .system = one->system,
                    .is = took,
                    .most = bears,
                    .on = on});
}

/* The weekly copy in the safe may be old where another one is made as often as it has to be. */
static double point_of(const struct continuity *p, const struct continuity_backup *backup)
{
    if (backup->system == CONTINUITY_NOWHERE)
        return CONTINUITY_UNKNOWN;
    double cycle = p->systems[backup->system].cycle;
    return cycle >= 0 && cycle <= backup->point ? CONTINUITY_UNKNOWN : backup->point;
}

static void find_of_backup(struct call *c, struct continuity *p, size_t at, struct date today)
{
    const struct continuity_backup *backup = &p->backups[at];
    const json_t *one = backup->record;
    const char *apart = body_text(one, "apart");
    const struct backup_facts facts = {
        .same_system = apart != NULL && strcmp(apart, "same_system") == 0,
        .cycle = body_text(one, "cycle"),
        .made_on = body_text(one, "made_on"),
        .tested_on = body_text(one, "tested_on"),
        .test_result = body_text(one, "test_result"),
        .tested_hours = continuity_number(one, "tested_hours"),
        .objective_hours = backup->objective,
        .point_hours = point_of(p, backup)};
    unsigned found = continuity_of_backup(&facts, today);
    for (int kind = FINDING_SAME_SYSTEM; kind <= FINDING_SPARSE; kind++) {
        bool slow = kind == FINDING_SLOW, sparse = kind == FINDING_SPARSE;
        if (found & 1U << kind)
            add(c, p,
                &(struct continuity_finding){.kind = (enum continuity_kind)kind,
                    .def = &REG_BACKUPS,
                    .record = one,
                    .business = CONTINUITY_NOWHERE,
                    .system = backup->system,
                    .is = slow ? facts.tested_hours : CONTINUITY_UNKNOWN,
                    .most = slow     ? backup->objective
                            : sparse ? backup->point
                                     : CONTINUITY_UNKNOWN,
                    .on = kind == FINDING_MISSED ? facts.made_on : facts.tested_on});
    }
}

/* ---- measures ---- */

static int by_subject(const void *one, const void *other)
{
    const struct continuity_measure *a = one, *b = other;
    int order = memcmp(&a->subject, &b->subject, sizeof a->subject);
    return order != 0 ? order : strcmp(a->kind, b->kind);
}

static enum err find_measures(struct call *c, struct continuity *p)
{
    struct continuity_measure *measures = NULL;
    size_t n = 0;
    enum err e = continuity_store_measures(c, &measures, &n);
    if (e != ERR_OK || n == 0)
        return e;
    qsort(measures, n, sizeof *measures, by_subject);
    for (size_t i = 0; i < p->n_findings; i++) {
        struct continuity_measure wanted = {.kind = kind_keys[p->findings[i].kind]};
        if (uuid_parse(body_text(p->findings[i].record, "id"), &wanted.subject))
            p->findings[i].measure = bsearch(&wanted, measures, n, sizeof *measures, by_subject);
    }
    return ERR_OK;
}

enum err continuity_find(struct call *c, struct continuity *p)
{
    struct date today;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    for (size_t i = 0; i < p->n_businesses; i++)
        find_of_business(c, p, i);
    for (size_t i = 0; i < p->n_needs; i++)
        find_of_need(c, p, i);
    for (size_t i = 0; i < p->n_procedures; i++)
        find_of_procedure(c, p, i, today);
    for (size_t i = 0; i < p->n_systems; i++)
        find_of_system(c, p, i);
    for (size_t i = 0; i < p->n_backups; i++)
        find_of_backup(c, p, i, today);
    return find_measures(c, p);
}

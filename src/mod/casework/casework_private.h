/* Inside the module. */
#ifndef KANAME_MOD_CASEWORK_CASEWORK_PRIVATE_H
#define KANAME_MOD_CASEWORK_CASEWORK_PRIVATE_H

#include "base/digest.h"
#include "kernel/http/req.h"
#include "kernel/register/register.h"
#include "mod/casework/casework.h"
#include "mod/casework/casework_rules.h"
#include "mod/response/response.h"

extern const struct perm PERM_CASE_PLAN_READ, PERM_CASE_PLAN_WRITE;
extern const struct perm
    PERM_CAUSE_WAIVE; /* going on without the analysis, and from when it is asked */

/* ---- casework_plan.c ---- */

/* A person as the API names one; uid NULL: nobody. */
struct case_person {
    const char *uid, *number, *name;
};

/* A line of a plan, and what has become of it in the case. */
struct case_line {
    char key[DIGEST_TEXT_SIZE];
    struct response_work work;
    const json_t *task;       /* as the API shows it; NULL: none, or taken away */
    struct case_person owner; /* whom the table of threats leads to; of lines without a task */
};

struct case_waiver {
    const char *reason; /* NULL: none */
    int64_t at_ms;
    const char *by_name; /* NULL: gone */
};

struct case_plan {
    struct case_line *lines;
    size_t n;
    struct cause cause;
    struct case_waiver waiver;
};

/* What the case's plan says and where it stands, as the caller sees its tasks. */
enum err case_plan_load(
    struct call *c, const struct reg_record *incident, struct case_plan *ret_plan);
/* Fills in whom each line without a task would go to. */
enum err case_plan_owners(
    struct call *c, const struct reg_record *incident, struct case_plan *plan);

/* ---- casework_store.c ---- */

struct case_made {
    const char *key, *task; /* task: UUID */
};
/* Lines of the case that became tasks, at most LIMIT_CASE_TASKS. */
enum err case_store_made(
    struct call *c, int64_t incident_id, struct case_made **ret_made, size_t *ret_n);
enum err case_store_make(struct call *c, int64_t incident_id, const char *key, const char *task);
enum err case_store_waiver(struct call *c, int64_t incident_id, struct case_waiver *ret_waiver);
/* ERR_CONFLICT: it is waived already. */
enum err case_store_waive(struct call *c, int64_t incident_id, const char *reason);
enum err case_store_purge(struct call *c, int64_t incident_id);

struct case_candidate {
    int64_t person_id;
    struct case_person person;
};
/* Who answers for a unit with that name: managers there, then those of security and the CSIRT. */
enum { CASE_CANDIDATES = 5 };
enum err case_store_candidates(struct call *c, const char *department,
    struct case_candidate ret_list[CASE_CANDIDATES], size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err case_store_person(struct call *c, int64_t person_id, struct case_person *ret_person);

/* "critical" … "low", or "never"; *ret_version 0: as the program has it. */
enum err case_store_rule(struct call *c, const char **ret_from, int64_t *ret_version);
/* With the next version; ERR_STALE: somebody else was first. */
enum err case_store_rule_put(struct call *c, const char *from, int64_t version);

/* ---- casework_api.c, casework_rule_api.c ---- */

extern const struct shape SHAPE_CASE_PLAN, SHAPE_CASE_TASKS_BODY, SHAPE_CASE_TASKS_MADE,
    SHAPE_CAUSE_BODY, SHAPE_CASE_RULE, SHAPE_CASE_WAIVER;
enum err case_plan_get(struct req *r);
enum err case_tasks_post(struct req *r);
enum err cause_waiver_post(struct req *r);
enum err case_rule_get(struct req *r);
enum err case_rule_put(struct req *r);

#endif

/* Inside the module. */
#ifndef KANAME_MOD_CONTINUITY_CONTINUITY_PRIVATE_H
#define KANAME_MOD_CONTINUITY_CONTINUITY_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/continuity/continuity.h"
#include "mod/continuity/continuity_rules.h"

/* The picture is the whole organisation's: where nothing can be restored is not for everybody. */
extern const struct perm PERM_CONTINUITY_READ, PERM_CONTINUITY_WRITE, PERM_CONTINUITY_PICTURE;
extern const struct option_set OPTIONS_DEPENDENCE, OPTIONS_RECOVERY_SCENARIO, OPTIONS_BACKUP_APART,
    OPTIONS_BACKUP_CYCLE, OPTIONS_BACKUP_TEST, OPTIONS_CONTINUITY_KIND;

enum { CONTINUITY_HOURS_MOST = 100000 };

/* Refuses a day ahead: what is to come is no proof that anything was done. */
void continuity_check_past(struct call *c, const struct reg_record *record, const char *key);
/* Refuses `key` without the day `day` that it is of. */
void continuity_check_tried(
    struct call *c, const struct reg_record *record, const char *key, const char *day);

/* ---- the picture ---- */

/* Places in the lists; CONTINUITY_NOWHERE: none, or not in the picture. */
#define CONTINUITY_NOWHERE SIZE_MAX

struct continuity_business {
    const json_t *record;
    double hours, point;
    size_t need, procedure; /* the first of its list */
};

struct continuity_system {
    const json_t *record;
    double hours, point;
    double required, required_point; /* by the business that bears least */
    size_t businesses, backups, off;
    double cycle; /* of the copy made most often, those in the system itself left out */
    bool matters;
    size_t procedure;
};

struct continuity_need {
    const json_t *record;
    size_t business, system;
    double bears;
    size_t next; /* of the business */
};

struct continuity_procedure {
    const json_t *record;
    size_t business, system;
    bool cyber;
    size_t next;           /* of the business, or of the company */
    size_t next_of_system; /* one that names both stands in both lists */
};

struct continuity_backup {
    const json_t *record;
    size_t system;
    double objective, point;
};

struct continuity_measure {
    struct uuid subject, uid;
    const char *kind, *number, *title, *state;
};

struct continuity_finding {
    enum continuity_kind kind;
    const struct reg_def *def; /* of what it is about */
    const json_t *record;
    size_t business, system;
    double is, most;                          /* hours */
    const char *on;                           /* the day it is about; NULL: none */
    const struct continuity_measure *measure; /* NULL: none was made */
};

struct continuity {
    struct continuity_business *businesses;
    struct continuity_system *systems;
    struct continuity_need *needs;
    struct continuity_procedure *procedures;
    struct continuity_backup *backups;
    size_t n_businesses, n_systems, n_needs, n_procedures, n_backups;
    size_t company;   /* the first procedure of the whole company */
    const char *only; /* ids of the systems that it is limited to; NULL: all */
    bool complete;    /* false: more than LIMIT_CONTINUITY_ROWS records of a kind */
    struct continuity_finding *findings;
    size_t n_findings;
};

/* For who may see the picture (asked by the routes); under c, inside a transaction. */
enum err continuity_load(struct call *c, struct continuity *ret_picture);
/* Of some systems, as the API shows them, at most CONTINUITY_SYSTEMS_MOST: with what names them
 * alone. */
enum { CONTINUITY_SYSTEMS_MOST = 50 };
enum err continuity_load_systems(
    struct call *c, const json_t *systems, struct continuity *ret_picture);
/* The findings of a picture, with the measures made of them. */
enum err continuity_find(struct call *c, struct continuity *picture);

/* Members of records: below 0 where it is null. */
double continuity_number(const json_t *record, const char *key);

/* ---- continuity_store.c ---- */

/* Measures made of findings, by subject and kind; those that were deleted are not told. */
enum err continuity_store_measures(
    struct call *c, struct continuity_measure **ret_measures, size_t *ret_n);
/* In place of one that was deleted. ERR_CONFLICT: somebody else has made one meanwhile. */
enum err continuity_store_made(
    struct call *c, const struct uuid *subject, const char *kind, int64_t measure_id);
/* A measure leaves for good. */
enum err continuity_store_purge(struct call *c, int64_t measure_id);

/* ---- routes ---- */

enum err continuity_get(struct req *r);
enum err continuity_backups_get(struct req *r);
enum err continuity_measure_make(struct req *r);
enum err continuity_case_get(struct req *r);
extern const struct shape SHAPE_CASE_RECOVERY, SHAPE_CONTINUITY, SHAPE_CONTINUITY_BACKUPS,
    SHAPE_CONTINUITY_MEASURE_BODY, SHAPE_CONTINUITY_MEASURE, SHAPE_CONTINUITY_FINDING;
void continuity_write_finding(
    struct jw *w, const struct continuity *picture, const struct continuity_finding *finding);

#endif

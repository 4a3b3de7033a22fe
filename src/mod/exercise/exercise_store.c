/* SQL of exercises: what there is once, the clock, who takes part, what they did. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/exercise/exercise_private.h"

#include <string.h>

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static const char *uid_text(struct call *c, struct db_query *q, int col)
{
    const struct uuid uuid = db_uuid(q, col);
    char *to = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(&uuid, to);
    return to;
}

/* NULL as -1. */
static int known(struct db_query *q, int col)
{
    return db_is_null(q, col) ? -1 : (int)db_int(q, col);
}

static void bind_known(struct db_query *q, int value)
{
    if (value < 0)
        db_bind_null(q);
    else
        db_bind_int(q, value);
}

/* ---- once of an exercise ---- */

enum err exercise_hold(struct call *c, int64_t exercise_id)
{
    static const char sql[] =
        "SELECT id FROM exercise WHERE org_id = :org AND id = ? {postgres: FOR NO KEY UPDATE}";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    return db_one_int(q, 0, &id);
}

enum err exercise_store_run(struct call *c, int64_t exercise_id, struct exercise_run *ret_run)
{
    static const char sql[] = "SELECT incident, feedback, fed_back_at FROM exercise_run"
                              " WHERE org_id = :org AND exercise_id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_run = (struct exercise_run){.incident = NULL};
    if (row)
        *ret_run = (struct exercise_run){text(c, q, 0), text(c, q, 1), db_int(q, 2)};
    return ERR_OK;
}

enum err exercise_store_case(struct call *c, int64_t exercise_id, const char *incident)
{
    static const char sql[] =
        "INSERT INTO exercise_run (org_id, exercise_id, incident) VALUES (:org, ?, ?)"
        " ON CONFLICT (org_id, exercise_id) DO UPDATE SET incident = excluded.incident"
        " WHERE exercise_run.incident IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_text(q, incident);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_CONFLICT : e;
}

enum err exercise_store_feedback(struct call *c, int64_t exercise_id, const char *said)
{
    static const char sql[] =
        "INSERT INTO exercise_run (org_id, exercise_id, feedback, fed_back_at, fed_back_by)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id, exercise_id) DO UPDATE"
        " SET feedback = excluded.feedback, fed_back_at = excluded.fed_back_at,"
        " fed_back_by = excluded.fed_back_by";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_text(q, said);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* ---- the clock ---- */

#define KEY(name, key) key,
static const char *const press_keys[] = {EXERCISE_PRESS_LIST(KEY) NULL};
#undef KEY

static enum exercise_press press_of(const char *key)
{
    int i = 0;
    while (i < EXERCISE_PRESS_MAX - 1 && strcmp(press_keys[i], key) != 0)
        i++;
    return (enum exercise_press)i;
}

enum err exercise_store_presses(
    struct call *c, int64_t exercise_id, struct exercise_pressed **ret_presses, size_t *ret_n)
{
    static const char sql[] = "SELECT action, pressed_at FROM exercise_clock WHERE org_id = :org"
                              " AND exercise_id = ? ORDER BY id LIMIT ?";
    struct exercise_pressed *list = mem_array(c, struct exercise_pressed, LIMIT_EXERCISE_PRESSES);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_int(q, LIMIT_EXERCISE_PRESSES);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct exercise_pressed){press_of(db_text(q, 0, NULL)), db_int(q, 1)};
    *ret_presses = list;
    *ret_n = n;
    return e;
}

enum err exercise_store_press(struct call *c, int64_t exercise_id, enum exercise_press press)
{
    static const char sql[] =
        "INSERT INTO exercise_clock (org_id, exercise_id, action, pressed_at, pressed_by)"
        " VALUES (:org, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_text(q, press_keys[press]);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* ---- what participants did ---- */

enum err exercise_store_answers(struct call *c, int64_t exercise_id, int64_t person_id,
    struct exercise_answer **ret_answers, size_t *ret_n)
{
    static const char sql[] =
        "SELECT l.uid, a.person_id, p.name, a.text, a.answered_at FROM exercise_answer a"
        " JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"
        " LEFT JOIN exercise_line l ON l.org_id = a.org_id AND l.id = a.line_id"
        " WHERE a.org_id = :org AND a.exercise_id = ? AND (? = 0 OR a.person_id = ?)"
        " ORDER BY a.id LIMIT ?";
    struct exercise_answer *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_int(q, person_id);
    db_bind_int(q, person_id);
    db_bind_int(q, LIMIT_EXERCISE_ANSWERS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct exercise_answer, n + 1);
        list[n++] = (struct exercise_answer){
            db_uuid(q, 0), db_int(q, 1), text(c, q, 2), text(c, q, 3), db_int(q, 4)};
    }
    *ret_answers = list;
    *ret_n = n;
    return e;
}

/* The exercise is held, so none is made meanwhile. Each participant has room of their own: nobody
 * uses up the others'. Who has left the exercise again may have answered, too. */
static enum err answers_room(struct call *c, int64_t exercise_id)
{
    static const char sql[] = "SELECT count(*) FROM exercise_answer WHERE org_id = :org"
                              " AND exercise_id = ? AND (? = 0 OR person_id = ?)";
    int64_t own = 0, all = 0;
    for (int i = 0; i < 2; i++) {
        DB_QUERY *q = db_query(c->db, sql);
        db_bind_int(q, exercise_id);
        db_bind_int(q, i == 0 ? c->who->person_id : 0);
        db_bind_int(q, i == 0 ? c->who->person_id : 0);
        enum err e = db_one_int(q, 0, i == 0 ? &own : &all);
        if (e != ERR_OK)
            return e;
    }
    if (own >= LIMIT_OWN_EXERCISE_ANSWERS)
        return problem_set_limit(
            c->problem, ERR_CONFLICT, "exercise_answers_own", LIMIT_OWN_EXERCISE_ANSWERS);
    return all < LIMIT_EXERCISE_ANSWERS
               ? ERR_OK
               : problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_EXERCISE_ANSWERS);
}

enum err exercise_store_answer(
    struct call *c, int64_t exercise_id, int64_t line_id, const char *said)
{
    static const char sql[] =
        "INSERT INTO exercise_answer (org_id, exercise_id, line_id, person_id, text, answered_at)"
        " VALUES (:org, ?, ?, ?, ?, ?)";
    enum err e = answers_room(c, exercise_id);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    if (line_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, line_id);
    db_bind_int(q, c->who->person_id);
    db_bind_text(q, said);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err exercise_store_purge(struct call *c, int64_t exercise_id)
{
    static const char *const all[] = {
        "DELETE FROM exercise_answer WHERE org_id = :org AND exercise_id = ?",
        "DELETE FROM exercise_line WHERE org_id = :org AND exercise_id = ?",
        "DELETE FROM exercise_person WHERE org_id = :org AND exercise_id = ?",
        "DELETE FROM exercise_clock WHERE org_id = :org AND exercise_id = ?",
        "DELETE FROM exercise_run WHERE org_id = :org AND exercise_id = ?",
    };
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof all / sizeof all[0]; i++) {
        DB_QUERY *q = db_query(c->db, all[i]);
        db_bind_int(q, exercise_id);
        e = db_run(q);
    }
    return e;
}

/* ---- who takes part ---- */

static struct exercise_person read_person(struct call *c, struct db_query *q)
{
    return (struct exercise_person){.person_id = db_int(q, 0),
        .person = {uid_text(c, q, 1), text(c, q, 2), text(c, q, 3)},
        .role = text(c, q, 4),
        .came = known(q, 5),
        .answer = text(c, q, 6),
        .answer_note = text(c, q, 7),
        .report = text(c, q, 8),
        .reported_ms = db_int(q, 9),
        .reflection = text(c, q, 10),
        .learned = known(q, 11),
        .reflected_ms = db_int(q, 12),
        .site_due = text(c, q, 13),
        .site_on = text(c, q, 14),
        .site_result = text(c, q, 15)};
}

enum err exercise_store_people(
    struct call *c, int64_t exercise_id, struct exercise_person **ret_people, size_t *ret_n)
{
    static const char sql[] =
        "SELECT h.person_id, p.uid, p.number, p.name, h.role, h.came, h.answer, h.answer_note,"
        " h.report, h.reported_at, h.reflection, h.learned, h.reflected_at, h.site_due, h.site_on,"
        " h.site_result FROM exercise_person h"
        " JOIN person p ON p.org_id = h.org_id AND p.id = h.person_id"
        " WHERE h.org_id = :org AND h.exercise_id = ? ORDER BY p.name, h.id LIMIT ?";
    struct exercise_person *list = mem_array(c, struct exercise_person, LIMIT_EXERCISE_PEOPLE);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_int(q, LIMIT_EXERCISE_PEOPLE);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_person(c, q);
    *ret_people = list;
    *ret_n = n;
    return e;
}

enum err exercise_store_past(struct call *c, int64_t exercise_id, const char *before,
    const char *person_ids, struct exercise_past **ret_past, size_t *ret_n)
{
    static const char sql[] =
        "SELECT x.person_id, x.role, x.planned_on FROM (SELECT h.person_id, h.role, e.planned_on,"
        " row_number() OVER (PARTITION BY h.person_id ORDER BY e.planned_on DESC, e.id DESC) AS n"
        " FROM exercise_person h JOIN exercise e ON e.org_id = h.org_id AND e.id = h.exercise_id"
        " WHERE h.org_id = :org AND h.person_id IN (SELECT CAST(value AS bigint) FROM"
        " {sqlite: json_each(?)}{postgres: json_array_elements_text(CAST(? AS json))})"
        " AND e.deleted_at IS NULL AND e.state = 'held' AND e.id <> ? AND e.planned_on <= ?"
        " AND (h.came IS NULL OR h.came = 1 OR h.role = 'sits_out')) x WHERE x.n = 1";
    struct exercise_past *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, person_ids);
    db_bind_int(q, exercise_id);
    db_bind_text(q, before);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct exercise_past, n + 1);
        list[n++] = (struct exercise_past){db_int(q, 0), text(c, q, 1), text(c, q, 2)};
    }
    *ret_past = list;
    *ret_n = n;
    return e;
}

enum err exercise_store_invite(
    struct call *c, int64_t exercise_id, int64_t person_id, const char *role, int came)
{
    static const char sql[] =
        "INSERT INTO exercise_person (org_id, exercise_id, person_id, role, came, invited_at)"
        " VALUES (:org, ?, ?, ?, ?, ?) ON CONFLICT (org_id, exercise_id, person_id)"
        " DO UPDATE SET role = excluded.role, came = excluded.came";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_int(q, person_id);
    db_bind_text(q, role);
    bind_known(q, came);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err exercise_store_uninvite(struct call *c, int64_t exercise_id, int64_t person_id)
{
    static const char sql[] = "DELETE FROM exercise_person WHERE org_id = :org"
                              " AND exercise_id = ? AND person_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_int(q, person_id);
    return db_run(q);
}

/* What a participant may write himself: one statement a member, so that those not sent stay. */
#define OF_OWN " AND exercise_id = ? AND person_id = ?"
static const struct {
    const char *key, *sql;
} own_members[] = {
    {"answer", "UPDATE exercise_person SET answer = ? WHERE org_id = :org" OF_OWN},
    {"answer_note", "UPDATE exercise_person SET answer_note = ? WHERE org_id = :org" OF_OWN},
    {"report", "UPDATE exercise_person SET report = ? WHERE org_id = :org" OF_OWN},
    {"reflection", "UPDATE exercise_person SET reflection = ? WHERE org_id = :org" OF_OWN},
    {"learned", "UPDATE exercise_person SET learned = ? WHERE org_id = :org" OF_OWN},
    {"site_due", "UPDATE exercise_person SET site_due = ? WHERE org_id = :org" OF_OWN},
    {"site_on", "UPDATE exercise_person SET site_on = ? WHERE org_id = :org" OF_OWN},
    {"site_result", "UPDATE exercise_person SET site_result = ? WHERE org_id = :org" OF_OWN},
};

static enum err set_member(
    struct call *c, int64_t exercise_id, const char *sql, const json_t *value)
{
    DB_QUERY *q = db_query(c->db, sql);
    if (json_is_boolean(value))
        db_bind_int(q, json_is_true(value));
    else if (json_is_string(value))
        db_bind_text(q, json_string_value(value));
    else
        db_bind_null(q);
    db_bind_int(q, exercise_id);
    db_bind_int(q, c->who->person_id);
    return db_run(q);
}

/* When the report and the reflection were written: not of those that were taken back. */
static enum err set_times(struct call *c, int64_t exercise_id, const json_t *body)
{
    static const char report[] = "UPDATE exercise_person SET reported_at = CASE WHEN report IS "
                                 "NULL THEN NULL ELSE ? END WHERE org_id = :org" OF_OWN;
    static const char reflection[] = "UPDATE exercise_person SET reflected_at ="
                                     " CASE WHEN reflection IS NULL AND learned IS NULL THEN NULL "
                                     "ELSE ? END WHERE org_id = :org" OF_OWN;
    const bool given[] = {json_object_get(body, "report") != NULL,
        json_object_get(body, "reflection") != NULL || json_object_get(body, "learned") != NULL};
    const char *const sql[] = {report, reflection};
    enum err e = ERR_OK;
    for (int i = 0; e == ERR_OK && i < 2; i++) {
        if (!given[i])
            continue;
        DB_QUERY *q = db_query(c->db, sql[i]);
        db_bind_int(q, c->now_ms);
        db_bind_int(q, exercise_id);
        db_bind_int(q, c->who->person_id);
        e = db_run(q);
    }
    return e;
}

enum err exercise_store_own(struct call *c, int64_t exercise_id, const json_t *body)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof own_members / sizeof own_members[0]; i++) {
        const json_t *value = json_object_get(body, own_members[i].key);
        if (value != NULL)
            e = set_member(c, exercise_id, own_members[i].sql, value);
    }
    return e == ERR_OK ? set_times(c, exercise_id, body) : e;
}

/* ---- the year ---- */

enum err exercise_store_year(struct call *c, const struct reg_record *exercise,
    struct date_span span, const char *before, int64_t *ret_n, const char **ret_last)
{
    static const char count[] =
        "SELECT count(*) FROM exercise WHERE org_id = :org AND unit_id = ? AND deleted_at IS NULL"
        " AND state <> 'called_off' AND planned_on >= ? AND planned_on <= ?";
    static const char latest[] =
        "SELECT max(planned_on) FROM exercise WHERE org_id = :org AND unit_id = ?"
        " AND deleted_at IS NULL AND state = 'held' AND planned_on < ? AND id <> ?";
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    bool row = false;
    date_format(span.first, first);
    date_format(span.last, last);
    DB_QUERY *q = db_query(c->db, count);
    db_bind_int(q, exercise->unit_id);
    db_bind_text(q, first);
    db_bind_text(q, last);
    enum err e = db_one_int(q, 0, ret_n);
    if (e != ERR_OK)
        return e;
    DB_QUERY *l = db_query(c->db, latest);
    db_bind_int(l, exercise->unit_id);
    db_bind_text(l, before);
    db_bind_int(l, exercise->id);
    e = db_step(l, &row);
    *ret_last = e == ERR_OK && row ? text(c, l, 0) : NULL;
    return e;
}

/* ---- one's own ---- */

enum err exercise_store_own_list(struct call *c, struct own_exercise **ret_list, size_t *ret_n)
{
    static const char sql[] =
        "SELECT e.uid, e.number, e.title, e.state, e.planned_on, h.role, h.answer, e.report_due,"
        " h.reported_at, h.reflected_at FROM exercise_person h"
        " JOIN exercise e ON e.org_id = h.org_id AND e.id = h.exercise_id"
        " WHERE h.org_id = :org AND h.person_id = ? AND e.deleted_at IS NULL"
        " ORDER BY e.planned_on DESC, e.id DESC LIMIT ?";
    struct own_exercise *list = mem_array(c, struct own_exercise, LIMIT_OWN_EXERCISES);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->person_id);
    db_bind_int(q, LIMIT_OWN_EXERCISES);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct own_exercise){.uid = db_uuid(q, 0),
            .number = text(c, q, 1),
            .title = text(c, q, 2),
            .state = text(c, q, 3),
            .planned_on = text(c, q, 4),
            .role = text(c, q, 5),
            .answer = text(c, q, 6),
            .report_due = text(c, q, 7),
            .reported = db_int(q, 8) != 0,
            .reflected = db_int(q, 9) != 0};
    *ret_list = list;
    *ret_n = n;
    return e;
}

enum err exercise_store_own_find(struct call *c, const struct uuid *uid, const char **ret_role)
{
    static const char sql[] = "SELECT h.role FROM exercise e"
                              " JOIN exercise_person h ON h.org_id = e.org_id"
                              " AND h.exercise_id = e.id AND h.person_id = ?"
                              " WHERE e.org_id = :org AND e.uid = ? AND e.deleted_at IS NULL";
    bool row = false;
    if (c->who->person_id == 0)
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->person_id);
    db_bind_uuid(q, uid);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_role = text(c, q, 0);
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

enum err exercise_store_day(struct call *c, const char *from, struct own_exercise *ret_day)
{
    static const char sql[] =
        "SELECT uid, number, title, planned_on FROM exercise WHERE org_id = :org"
        " AND deleted_at IS NULL AND exercise_day = 1 AND state = 'planned' AND planned_on >= ?"
        " ORDER BY planned_on, id LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, from);
    enum err e = db_step(q, &row);
    *ret_day = (struct own_exercise){.title = NULL};
    if (e == ERR_OK && row)
        *ret_day = (struct own_exercise){.uid = db_uuid(q, 0),
            .number = text(c, q, 1),
            .title = text(c, q, 2),
            .planned_on = text(c, q, 3)};
    return e;
}

/* Each takes the person, the first and the last day, and how many. */
static const char *const date_sql[] = {
    [DATE_DAY] =
        "SELECT e.uid, e.title, e.planned_on, e.updated_at, e.version, h.id"
        " FROM exercise e LEFT JOIN exercise_person h ON h.org_id = e.org_id"
        " AND h.exercise_id = e.id AND h.person_id = ? AND h.role <> 'sits_out'"
        " WHERE e.org_id = :org AND e.deleted_at IS NULL AND e.state <> 'called_off'"
        " AND e.planned_on >= ? AND e.planned_on <= ?"
        " AND (e.exercise_day = 1 OR h.id IS NOT NULL) ORDER BY e.planned_on, e.id LIMIT ?",
    [DATE_REPORT] = "SELECT e.uid, e.title, e.report_due, e.updated_at, e.version, h.id"
                    " FROM exercise_person h JOIN exercise e ON e.org_id = h.org_id"
                    " AND e.id = h.exercise_id WHERE h.org_id = :org AND h.person_id = ?"
                    " AND e.deleted_at IS NULL AND e.state = 'planned' AND h.report IS NULL"
                    " AND h.role <> 'sits_out' AND e.report_due >= ? AND e.report_due <= ?"
                    " ORDER BY e.report_due, e.id LIMIT ?",
    [DATE_SITE] = "SELECT e.uid, e.title, h.site_due, e.updated_at, e.version, h.id"
                  " FROM exercise_person h JOIN exercise e ON e.org_id = h.org_id"
                  " AND e.id = h.exercise_id WHERE h.org_id = :org AND h.person_id = ?"
                  " AND e.deleted_at IS NULL AND e.state = 'held' AND h.site_on IS NULL"
                  " AND h.site_due >= ? AND h.site_due <= ? ORDER BY h.site_due, e.id LIMIT ?",
};

enum err exercise_store_dates(struct call *c, enum exercise_date_kind kind, const char *first,
    const char *last, struct exercise_date **ret_dates, size_t *ret_n)
{
    struct exercise_date *list = mem_array(c, struct exercise_date, LIMIT_CALENDAR_EVENTS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, date_sql[kind]);
    db_bind_int(q, c->who->person_id);
    db_bind_text(q, first);
    db_bind_text(q, last);
    db_bind_int(q, LIMIT_CALENDAR_EVENTS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct exercise_date){.uid = db_uuid(q, 0),
            .title = text(c, q, 1),
            .day = text(c, q, 2),
            .changed_ms = db_int(q, 3),
            .version = db_int(q, 4),
            .mine = !db_is_null(q, 5)};
    *ret_dates = list;
    *ret_n = n;
    return e;
}

/* ---- reminding ---- */

enum err exercise_store_waiting(struct call *c, const char *today, const char *tomorrow, int most,
    struct exercise_waiting **ret_waiting, size_t *ret_n)
{
    static const char sql[] =
        "SELECT h.id, h.person_id, e.uid, e.title, e.report_due FROM exercise e"
        " JOIN exercise_person h ON h.org_id = e.org_id AND h.exercise_id = e.id"
        " WHERE e.org_id = :org AND e.deleted_at IS NULL AND e.state = 'planned'"
        " AND e.report_due >= ? AND e.report_due <= ? AND h.report IS NULL AND h.reminded = 0"
        " AND h.role <> 'sits_out' ORDER BY e.report_due, h.id LIMIT ?";
    struct exercise_waiting *list = mem_array(c, struct exercise_waiting, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    db_bind_text(q, tomorrow);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct exercise_waiting){
            db_int(q, 0), db_int(q, 1), db_uuid(q, 2), text(c, q, 3), text(c, q, 4)};
    *ret_waiting = list;
    *ret_n = n;
    return e;
}

enum err exercise_store_remind(struct call *c, int64_t id, bool *ret_is)
{
    static const char sql[] = "UPDATE exercise_person SET reminded = 1 WHERE org_id = :org"
                              " AND id = ? AND reminded = 0 AND report IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    enum err e = db_run(q);
    *ret_is = e == ERR_OK && db_changes(q) > 0;
    return e;
}

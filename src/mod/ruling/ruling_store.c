/* SQL of decisions that are asked for. */
#include "base/mem.h"
#include "mod/ruling/ruling_private.h"

#include <string.h>

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

/* Five columns from `col` on: id, uid, number, name, post. */
static struct ruling_person person_at(struct call *c, struct db_query *q, int col)
{
    struct ruling_person person = {.id = db_is_null(q, col) ? 0 : db_int(q, col)};
    if (person.id == 0)
        return person;
    const struct uuid uid = db_uuid(q, col + 1);
    char *name = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(&uid, name);
    person.uid = name;
    person.number = text(c, q, col + 2);
    person.name = text(c, q, col + 3);
    person.post = text(c, q, col + 4);
    return person;
}

static int64_t me(const struct call *c)
{
    return c->who->person_id == 0 ? -1 : c->who->person_id;
}

/* ---- reading ---- */

/* One placeholder before those of the condition: the caller's person. */
#define RULINGS                                                                              \
    "SELECT r.id, r.uid, r.incident_id, r.no, r.action, r.impact, r.matrix, r.what, r.rank," \
    " r.stand_in, r.state, r.due_at, r.asked_at, r.asked_by, s.name, r.answer, r.ended_at,"  \
    " t.name, r.verdict, r.review, r.reviewed_at, p.id, p.uid, p.number, p.name, p.post,"    \
    " (SELECT count(*) FROM ruling_voice v WHERE v.org_id = :org AND v.ruling_id = r.id"     \
    " AND v.person_id = ? AND v.opinion IS NULL AND v.part IN ('first', 'before'))"          \
    " FROM ruling r JOIN person p ON p.org_id = r.org_id AND p.id = r.decider_id"            \
    " LEFT JOIN account s ON s.org_id = r.org_id AND s.id = r.asked_by"                      \
    " LEFT JOIN account t ON t.org_id = r.org_id AND t.id = r.ended_by WHERE r.org_id = :org"

/* What somebody is told of afterwards is his when it is over. Two placeholders. */
#define OWN                                                                              \
    " AND r.id IN (SELECT d.id FROM ruling d WHERE d.org_id = :org AND d.decider_id = ?" \
    " UNION SELECT v.ruling_id FROM ruling_voice v JOIN ruling x ON x.org_id = v.org_id" \
    " AND x.id = v.ruling_id WHERE v.org_id = :org AND v.person_id = ?"                  \
    " AND (v.part <> 'after' OR x.state IN ('approved', 'refused', 'overridden')))"

static struct ruling read_ruling(struct call *c, struct db_query *q)
{
    return (struct ruling){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .incident_id = db_int(q, 2),
        .no = db_int(q, 3),
        .action = text(c, q, 4),
        .impact = text(c, q, 5),
        .matrix = text(c, q, 6),
        .what = text(c, q, 7),
        .rank = text(c, q, 8),
        .stand_in = db_int(q, 9) != 0,
        .state = ruling_state_of(db_text(q, 10, NULL)),
        .due_ms = db_int(q, 11),
        .asked_ms = db_int(q, 12),
        .asked_by = db_int(q, 13),
        .asked_name = text(c, q, 14),
        .answer = text(c, q, 15),
        .ended_ms = db_is_null(q, 16) ? 0 : db_int(q, 16),
        .ended_name = text(c, q, 17),
        .verdict = text(c, q, 18),
        .review = text(c, q, 19),
        .reviewed_ms = db_is_null(q, 20) ? 0 : db_int(q, 20),
        .decider = person_at(c, q, 21),
        .owes_opinion = db_int(q, 26) > 0};
}

static enum err read_all(
    struct call *c, struct db_query *q, int most, struct ruling **ret_list, size_t *ret_n)
{
    struct ruling *list = mem_array(c, struct ruling, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_ruling(c, q);
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

static struct ruling *with_id(struct ruling *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id)
            return &list[i];
    return NULL;
}

/* Of decisions of one case. */
static enum err read_voices(struct call *c, int64_t incident_id, struct ruling *list, size_t n)
{
    static const char SQL[] =
        "SELECT v.ruling_id, v.id, v.rank, v.part, v.stand_in, v.opinion, v.text, v.said_at,"
        " p.id, p.uid, p.number, p.name, p.post FROM ruling r JOIN ruling_voice v"
        " ON v.org_id = r.org_id AND v.ruling_id = r.id"
        " LEFT JOIN person p ON p.org_id = v.org_id AND p.id = v.person_id"
        " WHERE r.org_id = :org AND r.incident_id = ? ORDER BY v.id";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct ruling *of = with_id(list, n, db_int(q, 0));
        if (of != NULL && of->n_voices < DECISION_RANK_MAX)
            of->voices[of->n_voices++] = (struct ruling_voice){.id = db_int(q, 1),
                .rank = text(c, q, 2),
                .part = text(c, q, 3),
                .stand_in = db_int(q, 4) != 0,
                .opinion = text(c, q, 5),
                .text = text(c, q, 6),
                .said_ms = db_is_null(q, 7) ? 0 : db_int(q, 7),
                .person = person_at(c, q, 8)};
    }
    return e;
}

enum err ruling_store_list(
    struct call *c, int64_t incident_id, struct ruling **ret_list, size_t *ret_n)
{
    static const char SQL[] = RULINGS " AND r.incident_id = ? ORDER BY r.no DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, me(c));
    db_bind_int(q, incident_id);
    db_bind_int(q, LIMIT_RULINGS);
    enum err e = read_all(c, q, LIMIT_RULINGS, ret_list, ret_n);
    return e == ERR_OK ? read_voices(c, incident_id, *ret_list, *ret_n) : e;
}

static enum err one_of(struct call *c, struct db_query *q, struct ruling *ret_ruling)
{
    struct ruling *list = NULL;
    size_t n = 0;
    enum err e = read_all(c, q, 1, &list, &n);
    if (e != ERR_OK || n == 0)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    e = read_voices(c, list->incident_id, list, 1);
    if (e == ERR_OK)
        *ret_ruling = *list;
    return e;
}

enum err ruling_store_get(
    struct call *c, int64_t incident_id, int64_t no, struct ruling *ret_ruling)
{
    static const char SQL[] = RULINGS " AND r.incident_id = ? AND r.no = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, me(c));
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    return one_of(c, q, ret_ruling);
}

enum err ruling_store_own(struct call *c, struct ruling **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        RULINGS OWN " ORDER BY CASE WHEN r.state = 'asked'"
                    " OR (r.state = 'overridden' AND r.verdict IS NULL) THEN 0 ELSE 1 END,"
                    " r.id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, me(c));
    db_bind_int(q, me(c));
    db_bind_int(q, me(c));
    db_bind_int(q, LIMIT_OWN_RULINGS);
    return read_all(c, q, LIMIT_OWN_RULINGS, ret_list, ret_n);
}

enum err ruling_store_own_get(struct call *c, const char *uid, struct ruling *ret_ruling)
{
    static const char SQL[] = RULINGS OWN " AND r.uid = ?";
    struct uuid id;
    if (!uuid_parse(uid, &id))
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, me(c));
    db_bind_int(q, me(c));
    db_bind_int(q, me(c));
    db_bind_uuid(q, &id);
    return one_of(c, q, ret_ruling);
}

/* ---- writing ---- */

static void bind_person(struct db_query *q, const struct ruling_person *person)
{
    if (person->id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, person->id);
}

static enum err add_voice(struct call *c, int64_t ruling_id, const struct ruling_voice *voice)
{
    static const char SQL[] =
        "INSERT INTO ruling_voice (org_id, ruling_id, rank, part, person_id, stand_in)"
        " VALUES (:org, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, ruling_id);
    db_bind_text(q, voice->rank);
    db_bind_text(q, voice->part);
    bind_person(q, &voice->person);
    db_bind_int(q, voice->stand_in);
    return db_run(q);
}

static enum err newest(struct call *c, int64_t incident_id, int64_t *ret_no)
{
    static const char SQL[] = "SELECT max(no) FROM ruling WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_no);
}

static enum err insert(struct call *c, struct ruling *ruling)
{
    static const char SQL[] =
        "INSERT INTO ruling (org_id, uid, incident_id, no, action, impact, matrix, what, rank,"
        " decider_id, stand_in, state, due_at, asked_at, asked_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &ruling->uid);
    db_bind_int(q, ruling->incident_id);
    db_bind_int(q, ruling->no);
    db_bind_text(q, ruling->action);
    db_bind_text(q, ruling->impact);
    db_bind_text(q, ruling->matrix);
    db_bind_text(q, ruling->what);
    db_bind_text(q, ruling->rank);
    db_bind_int(q, ruling->decider.id);
    db_bind_int(q, ruling->stand_in);
    db_bind_text(q, ruling_state_key(ruling->state));
    db_bind_int(q, ruling->due_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, &ruling->id);
}

enum err ruling_store_add(struct call *c, struct ruling *ruling)
{
    int64_t last = 0;
    enum err e = newest(c, ruling->incident_id, &last);
    if (e == ERR_OK && last >= LIMIT_RULINGS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "ruling_full", LIMIT_RULINGS);
    ruling->no = last + 1;
    ruling->uid = uuid_new(c->now_ms);
    if (e == ERR_OK)
        e = insert(c, ruling);
    for (size_t i = 0; e == ERR_OK && i < ruling->n_voices; i++)
        e = add_voice(c, ruling->id, &ruling->voices[i]);
    return e;
}

enum err ruling_store_end(struct call *c, const struct ruling *ruling)
{
    static const char SQL[] = "UPDATE ruling SET state = ?, answer = ?, ended_at = ?, ended_by = ?"
                              " WHERE org_id = :org AND id = ? AND state = 'asked'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, ruling_state_key(ruling->state));
    db_bind_text(q, ruling->answer);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, ruling->id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? problem_set(c->problem, ERR_CONFLICT, "ruling_over")
                                             : e;
}

enum err ruling_store_review(struct call *c, int64_t id, const char *verdict, const char *review)
{
    static const char SQL[] =
        "UPDATE ruling SET verdict = ?, review = ?, reviewed_at = ?, reviewed_by = ?"
        " WHERE org_id = :org AND id = ? AND state = 'overridden' AND verdict IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, verdict);
    db_bind_text(q, review);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? problem_set(c->problem, ERR_CONFLICT, "ruling_over")
                                             : e;
}

enum err ruling_store_opinion(
    struct call *c, int64_t ruling_id, int64_t person, const char *opinion, const char *said)
{
    static const char SQL[] =
        "UPDATE ruling_voice SET opinion = ?, text = ?, said_at = ?, said_by = ?"
        " WHERE org_id = :org AND ruling_id = ? AND opinion IS NULL"
        " AND part IN ('first', 'before') AND (? = 0 OR person_id = ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, opinion);
    db_bind_text(q, said);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, ruling_id);
    db_bind_int(q, person);
    db_bind_int(q, person);
    return db_run(q);
}

enum err ruling_store_purge(struct call *c, int64_t incident_id)
{
    static const char VOICES[] =
        "DELETE FROM ruling_voice WHERE org_id = :org AND ruling_id IN"
        " (SELECT r.id FROM ruling r WHERE r.org_id = :org AND r.incident_id = ?)";
    static const char ALL[] = "DELETE FROM ruling WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *voices = db_query(c->db, VOICES);
    db_bind_int(voices, incident_id);
    enum err e = db_run(voices);
    if (e != ERR_OK)
        return e;
    DB_QUERY *all = db_query(c->db, ALL);
    db_bind_int(all, incident_id);
    return db_run(all);
}

/* ---- people ---- */

#define PEOPLE                                                       \
    "SELECT p.id, p.uid, p.number, p.name, p.post"                   \
    " FROM person p WHERE p.org_id = :org AND p.deleted_at IS NULL"  \
    " AND EXISTS (SELECT 1 FROM account a WHERE a.org_id = p.org_id" \
    " AND a.person_id = p.id AND a.state <> 'disabled'"

static enum err read_people(struct call *c, struct db_query *q,
    struct ruling_person ret_people[RULING_SEATS], size_t *ret_n)
{
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_people[n++] = person_at(c, q, 0);
    *ret_n = n;
    return e;
}

enum err ruling_store_with_post(struct call *c, const char *post, const char *unit_path,
    struct ruling_person ret_people[RULING_SEATS], size_t *ret_n)
{
    static const char SQL[] =
        PEOPLE ") AND p.post = ? AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.org_id = p.org_id"
               " AND u.id = p.unit_id AND u.parent_id IS NOT NULL AND u.head_office = 0"
               " AND substr(?, 1, length(u.path)) <> u.path) ORDER BY p.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, post);
    db_bind_text(q, unit_path);
    db_bind_int(q, RULING_SEATS);
    return read_people(c, q, ret_people, ret_n);
}

enum err ruling_store_with_role(struct call *c, const char *role, const char *unit_path,
    struct ruling_person ret_people[RULING_SEATS], size_t *ret_n)
{
    static const char SQL[] =
        PEOPLE " AND EXISTS (SELECT 1 FROM account_role r JOIN unit u ON u.org_id = r.org_id"
               " AND u.id = r.unit_id WHERE r.org_id = a.org_id AND r.account_id = a.id"
               " AND r.role = ? AND u.deleted_at IS NULL AND (u.parent_id IS NULL"
               " OR substr(?, 1, length(u.path)) = u.path))) ORDER BY p.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, role);
    db_bind_text(q, unit_path);
    db_bind_int(q, RULING_SEATS);
    return read_people(c, q, ret_people, ret_n);
}

enum err ruling_store_person(struct call *c, int64_t id, struct ruling_person *ret_person)
{
    static const char SQL[] = PEOPLE ") AND p.id = ?";
    struct ruling_person people[RULING_SEATS];
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = read_people(c, q, people, &n);
    if (e != ERR_OK || n == 0)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    *ret_person = people[0];
    return ERR_OK;
}

/* ---- posts ---- */

enum err ruling_store_posts(struct call *c, struct ruling_posts *ret_posts)
{
    static const char SQL[] = "SELECT version, staff, head, management, headquarters"
                              " FROM ruling_post WHERE org_id = :org";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_posts = (struct ruling_posts){.version = 0};
    if (!row)
        return ERR_OK;
    ret_posts->version = db_int(q, 0);
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        ret_posts->of[i] = text(c, q, i + 1);
    return ERR_OK;
}

enum err ruling_store_posts_put(struct call *c, const struct ruling_posts *posts)
{
    static const char SQL[] =
        "INSERT INTO ruling_post (org_id, version, staff, head, management, headquarters,"
        " updated_at, updated_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id) DO UPDATE SET version = excluded.version,"
        " staff = excluded.staff, head = excluded.head, management = excluded.management,"
        " headquarters = excluded.headquarters, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by WHERE ruling_post.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, posts->version + 1);
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        db_bind_text(q, posts->of[i]);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

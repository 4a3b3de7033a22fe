/* SQL of rounds. */
#include "kernel/approval/approval_store.h"

#include "base/mem.h"

#include <string.h>

/* ---- keys ---- */

#define APPROVAL_KEY(name, key) [name] = key,
static const char *const state_keys[] = {APPROVAL_STATE_LIST(APPROVAL_KEY)};
static const char *const need_keys[] = {APPROVAL_NEED_LIST(APPROVAL_KEY)};
static const char *const decision_keys[] = {APPROVAL_DECISION_LIST(APPROVAL_KEY)};
static const char *const as_keys[] = {APPROVAL_AS_LIST(APPROVAL_KEY)};

const char *approval_state_key(enum approval_state state)
{
    return state_keys[state];
}

const char *approval_need_key(enum approval_need need)
{
    return need_keys[need];
}

const char *approval_decision_key(enum approval_decision decision)
{
    return decision_keys[decision];
}

const char *approval_as_key(enum approval_as as)
{
    return as_keys[as];
}

/* The key's place in a list; 0 when it is not there. */
static int place(const char *const *keys, int n, const char *key)
{
    for (int i = 0; key != NULL && i < n; i++)
        if (strcmp(keys[i], key) == 0)
            return i;
    return 0;
}

bool approval_need_parse(const char *key, enum approval_need *ret_need)
{
    int i = place(need_keys, APPROVAL_NEED_MAX, key);
    if (strcmp(need_keys[i], key) != 0)
        return false;
    *ret_need = (enum approval_need)i;
    return true;
}

bool approval_decision_parse(const char *key, enum approval_decision *ret_decision)
{
    int i = place(decision_keys, APPROVAL_DECISION_MAX, key);
    if (i == DECISION_NONE)
        return false;
    *ret_decision = (enum approval_decision)i;
    return true;
}

/* ---- heads ---- */

#define COLUMNS                                                                         \
    "a.id, a.uid, a.number, a.register, a.record_id, a.record_uid, a.record_number,"    \
    " a.title, a.unit_id, u.path, u.name, a.amount, a.amount_currency, a.route_id,"     \
    " a.route_name, a.route_name_en, a.on_change, a.state, a.step, a.cycle, a.digest,"  \
    " a.drafter_id, d.uid, a.drafter_name, a.drafter_post, a.alone, a.note, a.sent_at," \
    " a.ended_at, st.name, st.name_en, st.due"
#define TABLES                                                                       \
    " FROM approval a JOIN account d ON d.org_id = a.org_id AND d.id = a.drafter_id" \
    " LEFT JOIN unit u ON u.org_id = a.org_id AND u.id = a.unit_id"                  \
    " LEFT JOIN approval_step st ON st.org_id = a.org_id AND st.approval_id = a.id"  \
    " AND st.no = a.step"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct approval_person person_at(struct call *c, struct db_query *q, int col)
{
    return (struct approval_person){
        db_int(q, col), db_uuid(q, col + 1), text(c, q, col + 2), text(c, q, col + 3)};
}

static struct digest digest_at(struct db_query *q, int col)
{
    struct digest digest = {{0}};
    size_t len = 0;
    const void *bytes = db_blob(q, col, &len);
    if (len == sizeof digest.bytes)
        memcpy(digest.bytes, bytes, len);
    return digest;
}

static struct approval head(struct call *c, struct db_query *q)
{
    return (struct approval){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .number = text(c, q, 2),
        .reg = text(c, q, 3),
        .record_id = db_int(q, 4),
        .record_uid = db_uuid(q, 5),
        .record_number = text(c, q, 6),
        .title = text(c, q, 7),
        .unit_id = db_int(q, 8),
        .unit_path = text(c, q, 9),
        .unit_name = text(c, q, 10),
        .has_amount = !db_is_null(q, 11),
        .amount = db_int(q, 11),
        .currency = text(c, q, 12),
        .route_id = db_int(q, 13),
        .route_name = text(c, q, 14),
        .route_name_en = text(c, q, 15),
        .restarts = strcmp(db_text(q, 16, NULL), "restart") == 0,
        .state = (enum approval_state)place(state_keys, APPROVAL_STATE_MAX, db_text(q, 17, NULL)),
        .step = (int)db_int(q, 18),
        .cycle = db_int(q, 19),
        .digest = digest_at(q, 20),
        .drafter = person_at(c, q, 21),
        .alone = db_int(q, 25) != 0,
        .note = text(c, q, 26),
        .sent_ms = db_int(q, 27),
        .ended_ms = db_int(q, 28),
        .step_name = text(c, q, 29),
        .step_name_en = text(c, q, 30),
        .step_due = text(c, q, 31),
    };
}

static enum err one_head(struct call *c, struct db_query *q, struct approval *ret_a)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_a = head(c, q);
    return e;
}

enum err approval_store_find(struct call *c, const char *id, bool lock, struct approval *ret_a)
{
    static const char by_uid[] = "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.uid = ?";
    static const char by_number[] =
        "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.number = ?";
    static const char by_uid_lock[] =
        "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.uid = ?"
        " {postgres: FOR UPDATE OF a}";
    static const char by_number_lock[] =
        "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.number = ?"
        " {postgres: FOR UPDATE OF a}";
    struct uuid uid;
    bool is_uid = uuid_parse(id, &uid);
    const char *sql = is_uid ? (lock ? by_uid_lock : by_uid) : (lock ? by_number_lock : by_number);
    DB_QUERY *q = db_query(c->db, sql);
    if (is_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, id);
    return one_head(c, q, ret_a);
}

enum err approval_store_by_id(struct call *c, int64_t id, bool lock, struct approval *ret_a)
{
    static const char plain[] = "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.id = ?";
    static const char locked[] = "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.id = ?"
                                 " {postgres: FOR UPDATE OF a}";
    DB_QUERY *q = db_query(c->db, lock ? locked : plain);
    db_bind_int(q, id);
    return one_head(c, q, ret_a);
}

enum err approval_store_live(struct call *c, const char *reg, int64_t record_id, int64_t *ret_id)
{
    static const char sql[] = "SELECT id FROM approval WHERE org_id = :org AND register = ?"
                              " AND record_id = ? AND state IN ('open', 'returned')";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_int(q, record_id);
    return db_one_int(q, 0, ret_id);
}

/* ---- steps and seats ---- */

static struct approval_step step_row(struct call *c, struct db_query *q)
{
    return (struct approval_step){
        .no = (int)db_int(q, 0),
        .name = text(c, q, 1),
        .name_en = text(c, q, 2),
        .need = (enum approval_need)place(need_keys, APPROVAL_NEED_MAX, db_text(q, 3, NULL)),
        .count = (int)db_int(q, 4),
        .days = (int)db_int(q, 5),
        .who = text(c, q, 6),
        .escalate = text(c, q, 7),
        .due = text(c, q, 8),
        .escalated_ms = db_int(q, 9),
    };
}

static struct approval_seat seat_row(struct call *c, struct db_query *q)
{
    return (struct approval_seat){
        .who = person_at(c, q, 1),
        .enabled = db_int(q, 5) != 0,
        .escalated = db_int(q, 6) != 0,
        .decision = (enum approval_decision)place(
            decision_keys, APPROVAL_DECISION_MAX, db_text(q, 7, NULL)),
        .by = person_at(c, q, 8),
        .as = (enum approval_as)place(as_keys, APPROVAL_AS_MAX, db_text(q, 12, NULL)),
        .comment = text(c, q, 13),
        .decided_ms = db_int(q, 14),
    };
}

static void seat_put(struct call *c, struct approval *a, int step, struct approval_seat seat)
{
    if (step < 1 || (size_t)step > a->n_steps)
        return;
    struct approval_step *s = &a->steps[step - 1];
    s->seats = mem_grow(c, s->seats, struct approval_seat, s->n_seats + 1);
    s->seats[s->n_seats++] = seat;
}

static enum err load_seats(struct call *c, struct approval *a)
{
    static const char sql[] =
        "SELECT s.step, s.account_id, w.uid, s.name, s.post,"
        " CASE WHEN w.state = 'disabled' THEN 0 ELSE 1 END AS enabled, s.escalated, s.decision,"
        " s.decided_by, b.uid, s.by_name, s.by_post, s.capacity, s.comment, s.decided_at"
        " FROM approval_seat s JOIN account w ON w.org_id = s.org_id AND w.id = s.account_id"
        " LEFT JOIN account b ON b.org_id = s.org_id AND b.id = s.decided_by"
        " WHERE s.org_id = :org AND s.approval_id = ?"
        " ORDER BY s.step, s.escalated, s.account_id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, a->id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        seat_put(c, a, (int)db_int(q, 0), seat_row(c, q));
    return e;
}

enum err approval_store_steps(struct call *c, struct approval *a)
{
    static const char sql[] =
        "SELECT no, name, name_en, need, count, days, who, escalate, due, escalated_at"
        " FROM approval_step WHERE org_id = :org AND approval_id = ? ORDER BY no";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, a->id);
    a->steps = mem_array(c, struct approval_step, APPROVAL_STEPS);
    a->n_steps = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row && a->n_steps < APPROVAL_STEPS)
        a->steps[a->n_steps++] = step_row(c, q);
    return e == ERR_OK ? load_seats(c, a) : e;
}

enum err approval_store_content(struct call *c, int64_t id, const char **ret_text)
{
    static const char sql[] = "SELECT content FROM approval WHERE org_id = :org AND id = ?"
                              " AND state = 'open'";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_text = row ? text(c, q, 0) : NULL;
    return e;
}

/* ---- writing ---- */

static void bind_id(struct db_query *q, int64_t id)
{
    if (id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, id);
}

static void bind_subject(struct db_query *q, const struct approval *a)
{
    db_bind_uuid(q, &a->uid);
    db_bind_text(q, a->number);
    db_bind_text(q, a->reg);
    db_bind_int(q, a->record_id);
    db_bind_uuid(q, &a->record_uid);
    db_bind_text(q, a->record_number);
    db_bind_text(q, a->title);
    bind_id(q, a->unit_id);
    if (a->has_amount)
        db_bind_int(q, a->amount);
    else
        db_bind_null(q);
    db_bind_text(q, a->has_amount ? a->currency : NULL);
    bind_id(q, a->route_id);
    db_bind_text(q, a->route_name);
    db_bind_text(q, a->route_name_en);
}

enum err approval_store_add(
    struct call *c, const struct approval *a, const char *content, int64_t *ret_id)
{
    static const char sql[] =
        "INSERT INTO approval (org_id, uid, number, register, record_id, record_uid,"
        " record_number, title, unit_id, amount, amount_currency, route_id, route_name,"
        " route_name_en, on_change, state, step, cycle, digest, content, drafter_id,"
        " drafter_name, drafter_post, alone, note, sent_at, ended_at)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    bind_subject(q, a);
    db_bind_text(q, a->restarts ? "restart" : "end");
    db_bind_text(q, approval_state_key(a->state));
    db_bind_int(q, a->step);
    db_bind_int(q, a->cycle);
    db_bind_blob(q, a->digest.bytes, sizeof a->digest.bytes);
    db_bind_text(q, content);
    db_bind_int(q, a->drafter.id);
    db_bind_text(q, a->drafter.name);
    db_bind_text(q, a->drafter.post);
    db_bind_int(q, a->alone);
    db_bind_text(q, a->note);
    db_bind_int(q, a->sent_ms);
    bind_id(q, a->ended_ms);
    return db_one_int(q, 0, ret_id);
}

enum err approval_store_step_add(struct call *c, int64_t id, const struct approval_step *s)
{
    static const char sql[] =
        "INSERT INTO approval_step (org_id, approval_id, no, name, name_en, need, count, days,"
        " who, escalate) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, s->no);
    db_bind_text(q, s->name);
    db_bind_text(q, s->name_en);
    db_bind_text(q, approval_need_key(s->need));
    db_bind_int(q, s->count);
    db_bind_int(q, s->days);
    db_bind_text(q, s->who);
    db_bind_text(q, s->escalate);
    return db_run(q);
}

enum err approval_store_seat_add(
    struct call *c, int64_t id, int step, const struct approval_person *who, bool escalated)
{
    static const char sql[] =
        "INSERT INTO approval_seat (org_id, approval_id, step, account_id, name, post, escalated,"
        " decision) VALUES (:org, ?, ?, ?, ?, ?, ?, 'none') ON CONFLICT DO NOTHING";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, step);
    db_bind_int(q, who->id);
    db_bind_text(q, who->name);
    db_bind_text(q, who->post);
    db_bind_int(q, escalated);
    return db_run(q);
}

enum err approval_store_move(struct call *c, const struct approval *a)
{
    static const char sql[] = "UPDATE approval SET state = ?, step = ?, cycle = ?, alone = ?,"
                              " ended_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, approval_state_key(a->state));
    db_bind_int(q, a->step);
    db_bind_int(q, a->cycle);
    db_bind_int(q, a->alone);
    bind_id(q, a->ended_ms);
    db_bind_int(q, a->id);
    return db_run(q);
}

enum err approval_store_freeze(
    struct call *c, int64_t id, const struct digest *digest, const char *title, const char *content)
{
    static const char sql[] = "UPDATE approval SET digest = ?, title = ?, content = ?"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_blob(q, digest->bytes, sizeof digest->bytes);
    db_bind_text(q, title);
    db_bind_text(q, content);
    db_bind_int(q, id);
    return db_run(q);
}

enum err approval_store_step_begin(struct call *c, int64_t id, int step, const char *due)
{
    static const char sql[] = "UPDATE approval_step SET due = ?, escalated_at = NULL"
                              " WHERE org_id = :org AND approval_id = ? AND no = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, due);
    db_bind_int(q, id);
    db_bind_int(q, step);
    return db_run(q);
}

enum err approval_store_step_escalated(struct call *c, int64_t id, int step)
{
    static const char sql[] = "UPDATE approval_step SET escalated_at = ?"
                              " WHERE org_id = :org AND approval_id = ? AND no = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    db_bind_int(q, step);
    return db_run(q);
}

enum err approval_store_seats_clear(struct call *c, int64_t id, int step)
{
    static const char sql[] =
        "DELETE FROM approval_seat WHERE org_id = :org AND approval_id = ? AND step = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, step);
    return db_run(q);
}

enum err approval_store_seat_remove(struct call *c, int64_t id, int step, int64_t account_id)
{
    static const char sql[] = "DELETE FROM approval_seat WHERE org_id = :org AND approval_id = ?"
                              " AND step = ? AND account_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, step);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err approval_store_decide(
    struct call *c, int64_t id, int step, const struct approval_seat *seat)
{
    static const char sql[] =
        "UPDATE approval_seat SET decision = ?, decided_by = ?, by_name = ?, by_post = ?,"
        " capacity = ?, comment = ?, decided_at = ? WHERE org_id = :org AND approval_id = ?"
        " AND step = ? AND account_id = ? AND decision = 'none'";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, approval_decision_key(seat->decision));
    db_bind_int(q, seat->by.id);
    db_bind_text(q, seat->by.name);
    db_bind_text(q, seat->by.post);
    db_bind_text(q, approval_as_key(seat->as));
    db_bind_text(q, seat->comment);
    db_bind_int(q, seat->decided_ms);
    db_bind_int(q, id);
    db_bind_int(q, step);
    db_bind_int(q, seat->who.id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) != 1 ? ERR_STALE : e;
}

/* ---- events ---- */

enum err approval_store_event(struct call *c, int64_t id, const struct approval_event *event)
{
    static const char sql[] =
        "INSERT INTO approval_event (org_id, approval_id, no, at, account_id, name, post, kind,"
        " step, to_step, capacity, instead_of, comment) VALUES (:org, ?,"
        " (SELECT COALESCE(max(no), 0) + 1 FROM approval_event WHERE org_id = :org"
        " AND approval_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, event->who.id);
    db_bind_text(q, event->who.name);
    db_bind_text(q, event->who.post);
    db_bind_text(q, event->kind);
    db_bind_int(q, event->step);
    if (event->to_step < 0)
        db_bind_null(q);
    else
        db_bind_int(q, event->to_step);
    db_bind_text(q, event->capacity);
    db_bind_text(q, event->instead_of);
    db_bind_text(q, event->comment);
    return db_run(q);
}

enum err approval_store_events(
    struct call *c, int64_t id, struct approval_event **ret_events, size_t *ret_n)
{
    static const char sql[] =
        "SELECT e.at, e.account_id, w.uid, e.name, e.post, e.kind, e.step, e.to_step, e.capacity,"
        " e.instead_of, e.comment FROM approval_event e"
        " LEFT JOIN account w ON w.org_id = e.org_id AND w.id = e.account_id"
        " WHERE e.org_id = :org AND e.approval_id = ? ORDER BY e.no LIMIT 500";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    struct approval_event *all = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        all = mem_grow(c, all, struct approval_event, n + 1);
        all[n++] = (struct approval_event){
            .at_ms = db_int(q, 0),
            .who = person_at(c, q, 1),
            .kind = text(c, q, 5),
            .step = (int)db_int(q, 6),
            .to_step = db_is_null(q, 7) ? -1 : (int)db_int(q, 7),
            .capacity = text(c, q, 8),
            .instead_of = text(c, q, 9),
            .comment = text(c, q, 10),
        };
    }
    if (e == ERR_OK) {
        *ret_events = all;
        *ret_n = n;
    }
    return e;
}

/* ---- lists ---- */

/* Mine or of somebody I stand in for on the day. */
static const char inbox_sql[] =
    "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.id < ? AND a.state = 'open'"
    " AND (a.drafter_id <> ? OR a.alone = 1) AND EXISTS (SELECT 1 FROM approval_seat s"
    " WHERE s.org_id = a.org_id AND s.approval_id = a.id AND s.step = a.step"
    " AND s.decision = 'none' AND (s.account_id = ? OR EXISTS (SELECT 1 FROM absence b"
    " WHERE b.org_id = s.org_id AND b.deputy_id = ? AND b.deputy_id <> a.drafter_id"
    " AND b.account_id = s.account_id"
    " AND (b.first IS NULL OR b.first <= ?) AND (b.last IS NULL OR b.last >= ?))))"
    " ORDER BY a.id DESC LIMIT ?";
static const char sent_sql[] =
    "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.id < ? AND a.drafter_id = ?"
    " ORDER BY a.id DESC LIMIT ?";
static const char done_sql[] =
    "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.id < ? AND a.id IN (SELECT"
    " s.approval_id FROM approval_seat s WHERE s.org_id = :org"
    " AND s.decided_by = ?) ORDER BY a.id DESC LIMIT ?";
static const char record_sql[] =
    "SELECT " COLUMNS TABLES " WHERE a.org_id = :org AND a.id < ? AND a.register = ?"
    " AND a.record_id = ? ORDER BY a.id DESC LIMIT ?";

static void bind_list(struct db_query *q, const struct call *c, const struct approval_list *list)
{
    db_bind_int(q, list->before == 0 ? INT64_MAX : list->before);
    switch (list->box) {
    case BOX_RECORD:
        db_bind_text(q, list->reg);
        db_bind_int(q, list->record_id);
        break;
    case BOX_INBOX:
        for (int i = 0; i < 3; i++)
            db_bind_int(q, c->who->account_id);
        db_bind_text(q, list->today);
        db_bind_text(q, list->today);
        break;
    default:
        db_bind_int(q, c->who->account_id);
    }
    db_bind_int(q, list->limit);
}

enum err approval_store_list(
    struct call *c, const struct approval_list *list, struct approval **ret_all, size_t *ret_n)
{
    static const char *const SQL[BOX_MAX] = {inbox_sql, sent_sql, done_sql, record_sql};
    struct approval *all = mem_array(c, struct approval, list->limit);
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL[list->box]);
    bind_list(q, c, list);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        all[n++] = head(c, q);
    if (e == ERR_OK) {
        *ret_all = all;
        *ret_n = n;
    }
    return e;
}

enum err approval_store_going(
    struct call *c, int64_t after, int limit, int64_t **ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT id FROM approval WHERE org_id = :org AND state = 'open'"
                              " AND id > ? ORDER BY id LIMIT ?";
    int64_t *ids = mem_array(c, int64_t, limit);
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, after);
    db_bind_int(q, limit);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ids[n++] = db_int(q, 0);
    if (e == ERR_OK) {
        *ret_ids = ids;
        *ret_n = n;
    }
    return e;
}

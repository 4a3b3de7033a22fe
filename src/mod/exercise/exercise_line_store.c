/* SQL of the lines of an exercise. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/exercise/exercise_private.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct exercise_line read_line(struct call *c, struct db_query *q)
{
    struct exercise_line line = {.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .version = db_int(q, 2),
        .kind = text(c, q, 3),
        .title = text(c, q, 4),
        .text = text(c, q, 5),
        .expected = text(c, q, 6),
        .minute = db_is_null(q, 7) ? -1 : db_int(q, 7),
        .by_hand = db_int(q, 8) != 0,
        .asks = db_int(q, 9) != 0,
        .role = text(c, q, 10),
        .unit_id = db_int(q, 11),
        .measure = text(c, q, 15),
        .measure_name = text(c, q, 16),
        .result = text(c, q, 17),
        .note = text(c, q, 18),
        .made = text(c, q, 19),
        .made_name = text(c, q, 20),
        .delivered_ms = db_int(q, 21),
        .written_ms = db_int(q, 22),
        .written_by = db_int(q, 23),
        .by = text(c, q, 24)};
    if (line.unit_id != 0) {
        const struct uuid uuid = db_uuid(q, 12);
        char *uid = mem_array(c, char, UUID_TEXT_SIZE);
        uuid_format(&uuid, uid);
        line.unit = (struct exercise_ref){uid, text(c, q, 13), text(c, q, 14)};
    }
    return line;
}

enum err exercise_store_lines(
    struct call *c, int64_t exercise_id, struct exercise_line **ret_lines, size_t *ret_n)
{
    static const char sql[] =
        "SELECT l.id, l.uid, l.version, l.kind, l.title, l.text, l.expected, l.minute, l.by_hand,"
        " l.asks, l.role, l.unit_id, u.uid, u.number, u.name, l.measure, l.measure_name, l.result,"
        " l.note, l.made, l.made_name, l.delivered_at, l.written_at, l.written_by, a.name"
        " FROM exercise_line l LEFT JOIN unit u ON u.org_id = l.org_id AND u.id = l.unit_id"
        " LEFT JOIN account a ON a.org_id = l.org_id AND a.id = l.written_by"
        " WHERE l.org_id = :org AND l.exercise_id = ?"
        " ORDER BY l.minute IS NULL, l.minute, l.id LIMIT ?";
    struct exercise_line *list = mem_array(c, struct exercise_line, LIMIT_EXERCISE_LINES);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, exercise_id);
    db_bind_int(q, LIMIT_EXERCISE_LINES);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_line(c, q);
    *ret_lines = list;
    *ret_n = n;
    return e;
}

static void bind_or_null(struct db_query *q, int64_t value, bool is)
{
    if (is)
        db_bind_int(q, value);
    else
        db_bind_null(q);
}

static void bind_line(struct db_query *q, const struct exercise_line *line)
{
    db_bind_text(q, line->title);
    db_bind_text(q, line->text);
    db_bind_text(q, line->expected);
    bind_or_null(q, line->minute, line->minute >= 0);
    db_bind_int(q, line->by_hand);
    db_bind_int(q, line->asks);
    db_bind_text(q, line->role);
    bind_or_null(q, line->unit_id, line->unit_id != 0);
    db_bind_text(q, line->measure);
    db_bind_text(q, line->measure_name);
    db_bind_text(q, line->result);
    db_bind_text(q, line->note);
    db_bind_text(q, line->made);
    db_bind_text(q, line->made_name);
    bind_or_null(q, line->delivered_ms, line->delivered_ms != 0);
}

enum err exercise_store_line_add(struct call *c, int64_t exercise_id, struct exercise_line *line)
{
    static const char sql[] =
        "INSERT INTO exercise_line (org_id, title, text, expected, minute, by_hand, asks, role,"
        " unit_id, measure, measure_name, result, note, made, made_name, delivered_at, uid,"
        " exercise_id, kind, version, written_at, written_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    bind_line(q, line);
    db_bind_uuid(q, &line->uid);
    db_bind_int(q, exercise_id);
    db_bind_text(q, line->kind);
    db_bind_int(q, line->written_ms);
    db_bind_int(q, line->written_by);
    line->version = 1;
    return db_one_int(q, 0, &line->id);
}

enum err exercise_store_line_put(struct call *c, struct exercise_line *line)
{
    static const char sql[] =
        "UPDATE exercise_line SET title = ?, text = ?, expected = ?, minute = ?, by_hand = ?,"
        " asks = ?, role = ?, unit_id = ?, measure = ?, measure_name = ?, result = ?, note = ?,"
        " made = ?, made_name = ?, delivered_at = ?, version = version + 1"
        " WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    bind_line(q, line);
    db_bind_int(q, line->id);
    db_bind_int(q, line->version);
    line->version++;
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err exercise_store_line_remove(struct call *c, const struct exercise_line *line)
{
    static const char answers[] =
        "UPDATE exercise_answer SET line_id = NULL WHERE org_id = :org AND exercise_id ="
        " (SELECT exercise_id FROM exercise_line WHERE org_id = :org AND id = ?) AND line_id = ?";
    static const char sql[] =
        "DELETE FROM exercise_line WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *a = db_query(c->db, answers);
    db_bind_int(a, line->id);
    db_bind_int(a, line->id);
    enum err e = db_run(a);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, line->id);
    db_bind_int(q, line->version);
    e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

/* Statements that are run later, and parts of a transaction, on both engines. */
#include "base/log.h"
#include "base/mem.h"
#include "kernel/db/db_private.h"
#include "kernel/db/test/db_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct fix {
    void *ctx;
    struct db *db;
    struct db_conn *conn;
};

static const char schema[] =
    "CREATE TABLE line (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, text TEXT UNIQUE) STRICT;"
    "CREATE TABLE cell (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, no INTEGER, num REAL,"
    " note TEXT, bytes BLOB, doubled TEXT) STRICT;"
    "CREATE TABLE mark (cell_no INTEGER NOT NULL, org_id INTEGER NOT NULL) STRICT;";

static const char add[] = "INSERT INTO line (org_id, text) VALUES (:org, ?)";
static const char count[] = "SELECT count(*) FROM line WHERE org_id = :org";

static int set_up(void **state)
{
    struct fix *f = mem_new(NULL, struct fix);
    enum db_engine engine = *(enum db_engine *)*state;
    f->ctx = mem_context(f, 0);
    f->db = db_fixture_open(engine);
    assert_int_equal(db_connect(f->db, &f->conn), ERR_OK);
    const char *sql = db_dialect_map(f->ctx, engine, schema, sizeof schema - 1);
    assert_int_equal(db_script(f->conn, sql, f->ctx, NULL), ERR_OK);
    db_set_org(f->conn, 7);
    db_widen(f->conn);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;
    db_disconnect(f->conn);
    db_fixture_close(f->db);
    mem_free(f);
    return 0;
}

static enum err add_now(struct fix *f, const char *text)
{
    DB_QUERY *q = db_query(f->conn, add);
    db_bind_text(q, text);
    return db_run(q);
}

/* The text is gone when it returns. */
static enum err add_later(struct fix *f, const char *text)
{
    char *copy = mem_strdup(NULL, text);
    DB_QUERY *q = db_query(f->conn, add);
    db_bind_text(q, copy);
    enum err e = db_run_later(q);
    memset(copy, 'x', strlen(copy));
    mem_free(copy);
    return e;
}

static int64_t lines(struct fix *f)
{
    int64_t n = -1;
    DB_QUERY *q = db_query(f->conn, count);
    return db_one_int(q, 0, &n) == ERR_OK ? n : -1;
}

/* The first letters of all, in the order of their ids. */
static const char *letters(struct fix *f)
{
    static const char all[] = "SELECT text FROM line WHERE org_id = :org ORDER BY id";
    char *seen = mem_strdup(f->ctx, "");
    DB_QUERY *q = db_query(f->conn, all);
    bool row = false;
    while (db_step(q, &row) == ERR_OK && row)
        seen = mem_printf(f->ctx, "%s%.1s", seen, db_text(q, 0, NULL));
    return seen;
}

static void what_is_run_later_is_there_in_its_order(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(add_later(f, "a"), ERR_OK);
    assert_int_equal(add_later(f, "b"), ERR_OK);
    assert_int_equal(lines(f), 2); /* whoever asks sees it */
    assert_int_equal(add_now(f, "c"), ERR_OK);
    assert_int_equal(add_later(f, "d"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(letters(f), "abcd");
}

static void thousands_may_be_run_later(void **state)
{
    struct fix *f = *state;
    enum { MANY = 3000 };
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(add_later(f, mem_printf(f->ctx, "%d", i)), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_int_equal(lines(f), MANY);
}

static void outside_a_transaction_later_is_now(void **state)
{
    struct fix *f = *state;
    assert_int_equal(add_later(f, "a"), ERR_OK);
    assert_int_equal(add_later(f, "a"), ERR_UNIQUE);
    assert_int_equal(lines(f), 1);
}

static void a_rollback_forgets_what_was_to_be_run_later(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(add_later(f, "a"), ERR_OK);
    db_rollback(f->conn);
    assert_int_equal(lines(f), 0);
    assert_int_equal(add_now(f, "a"), ERR_OK);
}

/* SQLite says so at once, PostgreSQL at the latest when it is to be kept. */
static void what_fails_later_fails_the_transaction(void **state)
{
    struct fix *f = *state;
    assert_int_equal(add_now(f, "a"), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    add_later(f, "a");
    add_later(f, "b");
    assert_int_not_equal(db_commit(f->conn), ERR_OK);
    assert_int_equal(lines(f), 1);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    add_later(f, "a");
    assert_int_equal(lines(f), -1);
    assert_int_not_equal(add_now(f, "b"), ERR_OK);
    assert_int_not_equal(db_commit(f->conn), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_OK); /* the connection is as it was */
    assert_int_equal(add_later(f, "c"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(letters(f), "ac");
}

static enum err part(struct fix *f, const char *later, const char *now, bool keep)
{
    enum err e = db_part_begin(f->conn);
    if (e == ERR_OK)
        e = add_later(f, later);
    if (e == ERR_OK)
        e = add_now(f, now);
    if (e == ERR_OK && keep)
        return db_part_keep(f->conn);
    enum err undone = db_part_undo(f->conn);
    return e == ERR_OK ? undone : e;
}

static void a_part_is_kept_or_undone_with_all_of_it(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(part(f, "a", "b", true), ERR_OK);
    assert_int_equal(part(f, "c", "d", false), ERR_OK);
    assert_int_equal(part(f, "e", "a", true), ERR_UNIQUE); /* refused, so undone */
    assert_int_equal(part(f, "f", "g", true), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(letters(f), "abfg");
}

/* Its part is long over when it is known: nothing of the transaction may stay. */
static void what_failed_later_is_not_undone_with_another_part(void **state)
{
    struct fix *f = *state;
    assert_int_equal(add_now(f, "a"), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(part(f, "b", "c", true), ERR_OK);
    bool failed = db_part_begin(f->conn) != ERR_OK || add_later(f, "a") != ERR_OK ||
                  db_part_keep(f->conn) != ERR_OK || part(f, "d", "e", true) != ERR_OK;
    assert_true(failed);
    assert_int_not_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(letters(f), "a");
}

/* ---- gathered ---- */

static const char add_many[] =
    "INSERT INTO cell (org_id, no, num, note, bytes, doubled) VALUES (:org, ?, ?, ?, ?, ? || 'x')";

struct cell {
    int64_t no;
    double num;
    const char *note; /* NULL: NULL */
};

/* What was bound is gone when it returns. */
static enum err gather(struct fix *f, const struct cell *cell)
{
    char *note = mem_strdup(NULL, cell->note);
    DB_QUERY *q = db_query(f->conn, add_many);
    db_bind_int(q, cell->no);
    db_bind_num(q, cell->num);
    db_bind_text(q, note);
    db_bind_blob(q, note, note == NULL ? 0 : strlen(note));
    db_bind_text(q, note);
    enum err e = db_run_gathered(q);
    if (note != NULL)
        memset(note, 'x', strlen(note));
    mem_free(note);
    return e;
}

static const char *told(struct fix *f, const char *sql)
{
    char *all = mem_strdup(f->ctx, "");
    DB_QUERY *q = db_query(f->conn, sql);
    bool row = false;
    while (db_step(q, &row) == ERR_OK && row)
        all = mem_printf(f->ctx, "%s%s ", all, db_is_null(q, 0) ? "-" : db_text(q, 0, NULL));
    return all;
}

static void gathered_rows_are_there_in_their_order_for_whoever_asks(void **state)
{
    static const char notes[] = "SELECT doubled FROM cell WHERE org_id = :org ORDER BY id";
    static const char nums[] = "SELECT CAST(num * 2 AS INTEGER) AS two FROM cell"
                               " WHERE org_id = :org AND no IS NOT NULL ORDER BY id";
    static const char same[] =
        "SELECT count(*) FROM cell WHERE org_id = :org AND"
        " {sqlite: CAST(bytes AS TEXT)}{postgres: convert_from(bytes, 'UTF8')} = note";
    struct fix *f = *state;
    int64_t n = 0;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(gather(f, &(struct cell){1, 0.5, NULL}), ERR_OK);
    assert_int_equal(gather(f, &(struct cell){2, 1.5, "あ\",{\""}), ERR_OK);
    assert_int_equal(gather(f, &(struct cell){3, 2.5, ""}), ERR_OK);
    assert_string_equal(told(f, notes), "- あ\",{\"x x ");
    assert_string_equal(told(f, nums), "1 3 5 ");
    assert_int_equal(gather(f, &(struct cell){4, 3.5, NULL}), ERR_OK); /* no text in all of these */
    assert_int_equal(gather(f, &(struct cell){5, 4.5, NULL}), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(told(f, nums), "1 3 5 7 9 ");
    DB_QUERY *q = db_query(f->conn, same);
    assert_int_equal(db_one_int(q, 0, &n), ERR_OK);
    assert_int_equal(n, 2);
}

static void thousands_are_gathered_with_rows_that_need_them(void **state)
{
    static const char mark[] =
        "INSERT INTO mark (cell_no, org_id) SELECT c.no, c.org_id FROM"
        " {sqlite: cell c WHERE c.org_id = :org AND c.no = ?}"
        "{postgres: (VALUES (?)) AS g (no) JOIN cell c ON c.org_id = :org AND c.no = g.no}";
    struct fix *f = *state;
    enum { MANY = 1234 };
    int64_t n = 0;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    for (int i = 0; i < MANY; i++) {
        const char *note = mem_printf(f->ctx, "%d", i);
        assert_int_equal(gather(f, &(struct cell){i, 0.5, note}), ERR_OK);
        DB_QUERY *q = db_query(f->conn, mark);
        db_bind_int(q, i);
        assert_int_equal(db_run_gathered(q), ERR_OK);
    }
    assert_int_equal(db_commit(f->conn), ERR_OK);
    DB_QUERY *q = db_query(f->conn, "SELECT count(*) FROM mark WHERE org_id = :org");
    assert_int_equal(db_one_int(q, 0, &n), ERR_OK);
    assert_int_equal(n, MANY);
}

static void a_rollback_forgets_what_was_gathered(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(gather(f, &(struct cell){1, 0.5, "a"}), ERR_OK);
    db_rollback(f->conn);
    assert_string_equal(told(f, "SELECT note FROM cell WHERE org_id = :org"), "");
}

static enum err add_gathered(struct fix *f, const char *text)
{
    DB_QUERY *q = db_query(f->conn, add);
    db_bind_text(q, text);
    return db_run_gathered(q);
}

/* What settles is of the part: its class is told, and the part alone is undone. */
static void what_a_part_gathered_is_refused_and_undone_with_it(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(add_gathered(f, "a"), ERR_OK);
    assert_int_equal(db_part_begin(f->conn), ERR_OK);
    enum err e = add_gathered(f, "b");
    e = e == ERR_OK ? add_gathered(f, "a") : e;
    e = e == ERR_OK ? db_settle(f->conn) : e;
    assert_int_equal(e, ERR_UNIQUE);
    assert_int_equal(db_part_undo(f->conn), ERR_OK);
    assert_int_equal(part(f, "c", "d", true), ERR_OK);
    assert_int_equal(db_part_begin(f->conn), ERR_OK);
    assert_int_equal(add_gathered(f, "e"), ERR_OK);
    assert_int_equal(db_part_undo(f->conn), ERR_OK); /* before it was sent */
    assert_int_equal(db_part_begin(f->conn), ERR_OK);
    assert_int_equal(add_gathered(f, "f"), ERR_OK);
    assert_int_equal(db_settle(f->conn), ERR_OK);
    assert_int_equal(db_part_keep(f->conn), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(letters(f), "acdf");
}

static void what_was_gathered_before_a_part_is_not_undone_with_it(void **state)
{
    struct fix *f = *state;
    assert_int_equal(add_now(f, "a"), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    enum err e = add_gathered(f, "a");
    e = e == ERR_OK ? db_part_begin(f->conn) : e;
    e = e == ERR_OK ? add_gathered(f, "b") : e;
    e = e == ERR_OK ? db_settle(f->conn) : e;
    assert_int_not_equal(e, ERR_OK);
    db_part_undo(f->conn);
    assert_int_not_equal(db_commit(f->conn), ERR_OK);
    assert_string_equal(letters(f), "a");
}

static void writes_are_counted_and_reads_are_not(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    int64_t before = db_writes(f->conn);
    assert_int_equal(lines(f), 0);
    assert_int_equal(db_writes(f->conn), before);
    assert_int_equal(add_now(f, "a"), ERR_OK);
    assert_int_equal(add_later(f, "b"), ERR_OK);
    assert_int_equal(add_gathered(f, "c"), ERR_OK);
    assert_int_equal(db_writes(f->conn), before + 3);
    assert_int_equal(db_commit(f->conn), ERR_OK);
}

static void the_organisation_outlasts_a_part_that_is_undone(void **state)
{
    struct fix *f = *state;
    static const char told[] =
        "SELECT {sqlite: 8}{postgres: CAST(current_setting('kaname.org') AS BIGINT)} AS org";
    int64_t org = 0;
    db_set_org(f->conn, 8);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(part(f, "a", "b", false), ERR_OK);
    DB_QUERY *q = db_query(f->conn, told);
    assert_int_equal(db_one_int(q, 0, &org), ERR_OK);
    assert_int_equal(org, 8);
    assert_int_equal(add_later(f, "c"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_int_equal(lines(f), 1);
}

static void rows_are_counted_anew_before_they_are_committed(void **state)
{
    static const char known[] = "SELECT {sqlite: 3}{postgres: CAST(reltuples AS BIGINT)"
                                " FROM pg_class WHERE oid = CAST('line' AS regclass)}";
    struct fix *f = *state;
    int64_t n = 0;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(add_now(f, "a"), ERR_OK);
    assert_int_equal(db_count_anew(f->conn, "line"), ERR_OK);
    assert_int_equal(add_later(f, "b"), ERR_OK);
    assert_int_equal(add_later(f, "c"), ERR_OK);
    assert_int_equal(db_count_anew(f->conn, "line"), ERR_OK); /* also behind those */
    DB_QUERY *q = db_query(f->conn, known);
    assert_int_equal(db_one_int(q, 0, &n), ERR_OK);
    assert_int_equal(n, 3);
    assert_int_equal(db_commit(f->conn), ERR_OK);
}

#define EACH(test)                           \
    {                                        \
#test, test, set_up, tear_down, NULL \
    }

static const struct CMUnitTest tests[] = {
    EACH(what_is_run_later_is_there_in_its_order),
    EACH(thousands_may_be_run_later),
    EACH(outside_a_transaction_later_is_now),
    EACH(a_rollback_forgets_what_was_to_be_run_later),
    EACH(what_fails_later_fails_the_transaction),
    EACH(a_part_is_kept_or_undone_with_all_of_it),
    EACH(what_failed_later_is_not_undone_with_another_part),
    EACH(gathered_rows_are_there_in_their_order_for_whoever_asks),
    EACH(thousands_are_gathered_with_rows_that_need_them),
    EACH(a_rollback_forgets_what_was_gathered),
    EACH(what_a_part_gathered_is_refused_and_undone_with_it),
    EACH(what_was_gathered_before_a_part_is_not_undone_with_it),
    EACH(writes_are_counted_and_reads_are_not),
    EACH(the_organisation_outlasts_a_part_that_is_undone),
    EACH(rows_are_counted_anew_before_they_are_committed),
};

int main(void)
{
    log_set_level(LOG_LEVEL_MAX); /* what is logged here is provoked */
    return db_fixture_run(tests, sizeof tests / sizeof tests[0]);
}

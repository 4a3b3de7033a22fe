/* Every test here runs on both engines. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/db/db_private.h"
#include "kernel/db/test/db_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fix {
    void *ctx;
    struct db *db;
    struct db_conn *conn;
    enum db_engine engine;
};

static const char schema[] = "CREATE TABLE owner (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL,"
                             " name TEXT NOT NULL, UNIQUE (org_id, name)) STRICT;"
                             "CREATE TABLE thing (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL,"
                             " owner_id INTEGER REFERENCES owner (id), name TEXT, size INTEGER,"
                             " weight REAL, uid BLOB, data BLOB) STRICT;";

static const char add_owner[] = "INSERT INTO owner (org_id, name) VALUES (:org, ?) RETURNING id";
static const char count_owners[] = "SELECT count(*) FROM owner WHERE org_id = :org";
static const char add_thing[] =
    "INSERT INTO thing (org_id, name, size, weight, uid, data) VALUES (:org, ?, ?, ?, ?, ?)";
static const char list_things[] =
    "SELECT name, size, weight, uid, data FROM thing WHERE org_id = :org ORDER BY id";

static int set_up(void **state)
{
    struct fix *f = mem_new(NULL, struct fix);
    f->ctx = mem_context(f, 0);
    f->engine = *(enum db_engine *)*state;
    f->db = db_fixture_open(f->engine);
    assert_int_equal(db_connect(f->db, &f->conn), ERR_OK);
    const char *sql = db_dialect_map(f->ctx, f->engine, schema, sizeof schema - 1);
    assert_int_equal(db_script(f->conn, sql, f->ctx, NULL), ERR_OK);
    db_set_org(f->conn, 7);
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

static enum err owner_add(struct db_conn *conn, const char *name)
{
    DB_QUERY *q = db_query(conn, add_owner);
    db_bind_text(q, name);
    return db_run(q);
}

static int64_t one(struct db_conn *conn, const char *sql)
{
    int64_t n = -1;
    DB_QUERY *q = db_query(conn, sql);
    assert_int_equal(db_one_int(q, -2, &n), ERR_OK);
    return n;
}

/* --- Values --- */

static void values_come_back_as_they_were(void **state)
{
    struct fix *f = *state;
    const struct uuid uid = {
        {0, 1, 2, 0xff, 0x5c, 0x27, 0x0a, 0x7f, 0x80, 9, 10, 11, 12, 13, 14, 15}};
    static const char bytes[] = "a\0b\\'\xff\x80\n";
    const char *text = "要 ' \" \\ ? :org $1 -- /* {x} %s";
    DB_QUERY *add = db_query(f->conn, add_thing);
    db_bind_text(add, text);
    db_bind_int(add, INT64_MIN);
    db_bind_num(add, 0.1);
    db_bind_uuid(add, &uid);
    db_bind_blob(add, bytes, sizeof bytes);
    assert_int_equal(db_run(add), ERR_OK);
    assert_int_equal(db_changes(add), 1);

    DB_QUERY *q = db_query(f->conn, list_things);
    bool row = false;
    size_t len;
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_true(row);
    assert_string_equal(db_text(q, 0, &len), text);
    assert_int_equal(len, strlen(text));
    assert_true(db_int(q, 1) == INT64_MIN);
    assert_true(db_num(q, 2) == 0.1);
    struct uuid back = db_uuid(q, 3);
    assert_memory_equal(&back, &uid, sizeof uid);
    const void *data = db_blob(q, 4, &len);
    assert_int_equal(len, sizeof bytes);
    assert_memory_equal(data, bytes, len);
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_false(row);
    assert_int_equal(db_step(q, &row), ERR_OK); /* at the end it stays at the end */
    assert_false(row);
    assert_int_equal(db_changes(q), 0);
}

static void nulls_and_empty_values_are_not_the_same(void **state)
{
    struct fix *f = *state;
    DB_QUERY *add = db_query(f->conn, add_thing);
    db_bind_null(add);
    db_bind_null(add);
    db_bind_num(add, NAN);
    db_bind_uuid(add, NULL);
    db_bind_blob(add, NULL, 0);
    assert_int_equal(db_run(add), ERR_OK);
    db_again(add);
    db_bind_text(add, "");
    db_bind_int(add, 0);
    db_bind_num(add, 0);
    db_bind_blob(add, "", 0);
    db_bind_blob(add, "", 0);
    assert_int_equal(db_run(add), ERR_OK);

    DB_QUERY *q = db_query(f->conn, list_things);
    bool row;
    size_t len = 99;
    assert_int_equal(db_step(q, &row), ERR_OK);
    for (int col = 0; col < 5; col++)
        assert_true(db_is_null(q, col));
    assert_null(db_text(q, 0, &len));
    assert_int_equal(len, 0);
    assert_int_equal(db_int(q, 1), 0);
    assert_true(db_num(q, 2) == 0);
    assert_null(db_blob(q, 4, &len));
    assert_int_equal(db_step(q, &row), ERR_OK);
    for (int col = 0; col < 5; col++)
        assert_false(db_is_null(q, col));
    assert_string_equal(db_text(q, 0, &len), "");
    assert_non_null(db_blob(q, 4, &len));
    assert_int_equal(len, 0);
}

static void huge_values_survive(void **state)
{
    struct fix *f = *state;
    size_t size = 3 << 20;
    char *text = mem_array(f->ctx, char, size + 1);
    memset(text, 'x', size);
    DB_QUERY *add = db_query(f->conn, add_thing);
    db_bind_text(add, text);
    db_bind_int(add, INT64_MAX);
    db_bind_num(add, 1.7976931348623157e308);
    db_bind_null(add);
    db_bind_blob(add, text, size);
    assert_int_equal(db_run(add), ERR_OK);

    DB_QUERY *q = db_query(
        f->conn, "SELECT name, size, weight, data FROM thing WHERE org_id = :org AND name = ?");
    db_bind_text(q, text);
    bool row;
    size_t len;
    assert_int_equal(db_step(q, &row), ERR_OK);
    memset(text, 'y', size); /* the caller's text may go after the first step */
    assert_true(row);
    assert_int_equal(db_text(q, 0, &len)[size - 1], 'x');
    assert_int_equal(len, size);
    assert_true(db_int(q, 1) == INT64_MAX);
    assert_true(db_num(q, 2) == 1.7976931348623157e308);
    assert_non_null(db_blob(q, 3, &len));
    assert_int_equal(len, size);
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_false(row);
}

/* Every row is compared with it. */
static void read_after_the_text_has_gone(struct fix *f, const char *text)
{
    char *name = strdup(text);
    DB_QUERY *q =
        db_query(f->conn, "SELECT size FROM thing WHERE name = ? AND org_id = :org ORDER BY id");
    db_bind_text(q, name);
    bool row;
    int n = 0;
    while (db_step(q, &row) == ERR_OK && row) {
        if (n == 0) {
            memset(name, 'z', strlen(name));
            free(name);
            name = NULL;
        }
        assert_int_equal(db_int(q, 0), n++);
    }
    free(name); /* only when no row came */
    assert_int_equal(n, 5);
}

static void bound_texts_may_go_after_the_first_step(void **state)
{
    struct fix *f = *state;
    char *longer = mem_array(f->ctx, char, 3 * DB_TEXT_STATIC);
    memset(longer, 'x', 3 * DB_TEXT_STATIC - 1);
    const char *const texts[] = {"same", longer};
    for (int i = 0; i < 10; i++) {
        DB_QUERY *add = db_query(f->conn, add_thing);
        db_bind_text(add, texts[i % 2]);
        db_bind_int(add, i / 2);
        for (int col = 0; col < 3; col++)
            db_bind_null(add);
        assert_int_equal(db_run(add), ERR_OK);
    }
    read_after_the_text_has_gone(f, texts[0]);
    read_after_the_text_has_gone(f, texts[1]);
}

static void text_that_is_no_utf8_is_refused(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "\xff\xfe"), ERR_INVALID);
    assert_int_equal(owner_add(f->conn, "\xed\xa0\x80"), ERR_INVALID); /* half a surrogate pair */
    assert_int_equal(one(f->conn, count_owners), 0);
}

static void sums_and_truths_read_as_integers(void **state)
{
    struct fix *f = *state;
    assert_int_equal(one(f->conn, "SELECT sum(x) FROM (SELECT CAST(3 AS BIGINT) AS x "
                                  "UNION ALL SELECT 4) AS t"),
        7);
    assert_int_equal(one(f->conn, "SELECT 1 = 1"), 1);
    assert_int_equal(one(f->conn, "SELECT CAST('12.9' AS NUMERIC)"), 12);
}

static void columns_that_are_not_there_read_as_null(void **state)
{
    struct fix *f = *state;
    DB_QUERY *q = db_query(f->conn, "SELECT 5");
    bool row;
    assert_int_equal(db_int(q, 0), 0); /* no row yet */
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_int_equal(db_int(q, 0), 5);
    assert_true(db_is_null(q, 1));
    assert_true(db_is_null(q, -1));
    assert_null(db_text(q, 1000, NULL));
    struct uuid zero = db_uuid(q, 0);
    assert_int_equal(zero.bytes[0], 0);
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_int_equal(db_int(q, 0), 0); /* no row any more */
    assert_null(db_blob(q, 0, NULL));
}

/* --- Placeholders --- */

static void org_and_values_mix_in_any_order(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    DB_QUERY *q =
        db_query(f->conn, "SELECT :org, CAST(? AS TEXT), :org + 1, CAST(? AS BIGINT), name, "
                          "'? :org', \"name\" /* ? :org */ -- ? :org\n"
                          "FROM owner WHERE org_id = :org AND name = ?");
    db_bind_text(q, "x");
    db_bind_int(q, 42);
    db_bind_text(q, "a");
    bool row = false;
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_true(row);
    assert_int_equal(db_int(q, 0), 7);
    assert_string_equal(db_text(q, 1, NULL), "x");
    assert_int_equal(db_int(q, 2), 8);
    assert_int_equal(db_int(q, 3), 42);
    assert_string_equal(db_text(q, 5, NULL), "? :org");
    assert_string_equal(db_text(q, 6, NULL), "a");
}

static void each_organisation_sees_its_own(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    db_set_org(f->conn, 8);
    assert_int_equal(db_org(f->conn), 8);
    assert_int_equal(one(f->conn, count_owners), 0);
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(owner_add(f->conn, "b"), ERR_OK);
    assert_int_equal(one(f->conn, count_owners), 2);
    db_set_org(f->conn, 7);
    assert_int_equal(one(f->conn, count_owners), 1);
}

static void braces_hold_what_one_engine_understands(void **state)
{
    struct fix *f = *state;
    DB_QUERY *q = db_query(f->conn, "SELECT {sqlite: 'lite' || ?}{postgres: 'post' || ?}, "
                                    "count(*) FROM (SELECT id FROM owner WHERE org_id = :org "
                                    "{postgres: FOR UPDATE SKIP LOCKED}) AS o");
    db_bind_text(q, "}");
    bool row;
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_string_equal(db_text(q, 0, NULL), f->engine == DB_SQLITE ? "lite}" : "post}");
}

static void a_wrong_number_of_values_is_refused(void **state)
{
    struct fix *f = *state;
    DB_QUERY *few = db_query(f->conn, "SELECT CAST(? AS TEXT), CAST(? AS TEXT)");
    db_bind_text(few, "a");
    assert_int_equal(db_run(few), ERR_INTERNAL);
    db_again(few);
    db_bind_text(few, "a");
    db_bind_text(few, "b");
    assert_int_equal(db_run(few), ERR_OK);
    db_again(few);
    for (int i = 0; i < 3; i++)
        db_bind_text(few, "a");
    assert_int_equal(db_run(few), ERR_INTERNAL);
    db_again(few);
    bool row;
    db_bind_text(few, "a");
    db_bind_text(few, "b");
    assert_int_equal(db_step(few, &row), ERR_OK);
    db_bind_text(few, "late");
    assert_int_equal(db_step(few, &row), ERR_INTERNAL);
}

static void wrong_sql_fails_in_the_first_step(void **state)
{
    struct fix *f = *state;
    static const char *const wrong[] = {"", "   ", "SELEC 1", "SELECT nonesuch FROM nowhere",
        "SELECT 1; DELETE FROM owner", "BEGIN", "COMMIT", "ROLLBACK", "PRAGMA foreign_keys = OFF",
        "SET search_path = x", "DROP TABLE owner", "SELECT ?1", "SELECT $1", "SELECT :other",
        "SELECT :organisation", "SELECT @a", "SELECT {oracle: 1}", "SELECT {sqlite: 1", "SELECT }",
        "SELECT 'open", "SELECT \"open", "SELECT /* open", "SELECT {sqlite: {sqlite: 1}}",
        "SELECT \"owner text\"", "-- nothing but words", "ATTACH 'x' AS y", "VACUUM"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        DB_QUERY *q = db_query(f->conn, wrong[i]);
        assert_non_null(q);
        db_bind_int(q, 1);
        assert_int_equal(db_run(q), ERR_INTERNAL);
        db_again(q);
        assert_int_equal(db_run(q), ERR_INTERNAL);
        assert_true(db_is_null(q, 0));
        assert_int_equal(db_changes(q), 0);
    }
    assert_int_equal(one(f->conn, count_owners), 0); /* the connection is as good as before */
}

/* --- Statements --- */

static void again_runs_with_new_values_only(void **state)
{
    struct fix *f = *state;
    DB_QUERY *add = db_query(f->conn, add_thing);
    for (int i = 0; i < 20; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        db_bind_text(add, i % 2 == 0 ? name : NULL);
        db_bind_int(add, i);
        db_bind_num(add, i / 4.0);
        db_bind_null(add);
        db_bind_null(add);
        assert_int_equal(db_run(add), ERR_OK);
        db_again(add);
    }
    assert_int_equal(one(f->conn, "SELECT count(name) FROM thing WHERE org_id = :org"), 10);
    assert_int_equal(one(f->conn, "SELECT sum(size) FROM thing WHERE org_id = :org"), 190);
    db_again(add);
    assert_int_equal(db_run(add), ERR_INTERNAL); /* nothing bound: the old values are forgotten */
}

static void a_parameter_may_change_its_type(void **state)
{
    struct fix *f = *state;
    DB_QUERY *q = db_query(f->conn, "SELECT count(*) FROM thing WHERE weight = ? OR size = 1");
    db_bind_null(q);
    assert_int_equal(db_run(q), ERR_OK);
    db_again(q);
    db_bind_int(q, 3);
    assert_int_equal(db_run(q), ERR_OK);
    db_again(q);
    db_bind_num(q, 3.5);
    assert_int_equal(db_run(q), ERR_OK);
    db_again(q);
    db_bind_null(q);
    assert_int_equal(db_run(q), ERR_OK);
}

static void one_text_may_be_in_use_twice(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(owner_add(f->conn, "b"), ERR_OK);
    static const char sql[] = "SELECT name FROM owner WHERE org_id = :org ORDER BY name";
    DB_QUERY *outer = db_query(f->conn, sql);
    bool row;
    int n = 0;
    while (db_step(outer, &row) == ERR_OK && row) {
        DB_QUERY *inner = db_query(f->conn, sql);
        assert_ptr_not_equal(inner, outer);
        while (db_step(inner, &row) == ERR_OK && row)
            n++;
    }
    assert_int_equal(n, 4);
}

static void the_cache_keeps_what_is_used_and_forgets_the_rest(void **state)
{
    struct fix *f = *state;
    DB_QUERY *first = db_query(f->conn, "SELECT 0");
    struct db_query *address = first;
    db_finish(first);
    first = NULL;
    for (int i = 1; i < 700; i++) {
        char sql[32];
        snprintf(sql, sizeof sql, "SELECT %d", i);
        assert_int_equal(one(f->conn, sql), i);
        assert_int_equal(one(f->conn, "SELECT 0"), 0);
    }
    assert_int_equal(f->conn->cache.n, DB_CACHE_SIZE);
    DB_QUERY *again = db_query(f->conn, "SELECT 0");
    assert_ptr_equal(again, address);
}

static void an_unfinished_statement_holds_nothing(void **state)
{
    struct fix *f = *state;
    struct db_conn *other;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(owner_add(f->conn, "b"), ERR_OK);
    {
        bool row;
        DB_QUERY *q = db_query(f->conn, "SELECT name FROM owner WHERE org_id = :org");
        assert_int_equal(db_step(q, &row), ERR_OK);
        DB_QUERY *add = db_query(f->conn, add_owner);
        db_bind_text(add, "c");
        assert_int_equal(db_step(add, &row), ERR_OK); /* its id is not even read */
        assert_true(row);
    }
    f->db->wait_ms = 200;
    assert_int_equal(db_connect(f->db, &other), ERR_OK);
    db_set_org(other, 7);
    assert_int_equal(one(other, count_owners), 3);
    assert_int_equal(db_begin_write(other), ERR_OK);
    assert_int_equal(owner_add(other, "d"), ERR_OK);
    assert_int_equal(db_commit(other), ERR_OK);
    db_disconnect(other);
}

static void changes_are_counted(void **state)
{
    struct fix *f = *state;
    for (const char *name = "abcde"; *name != '\0'; name++)
        assert_int_equal(owner_add(f->conn, name), ERR_OK);
    DB_QUERY *none =
        db_query(f->conn, "UPDATE owner SET name = 'z' WHERE org_id = :org AND id < 0");
    assert_int_equal(db_run(none), ERR_OK);
    assert_int_equal(db_changes(none), 0);
    DB_QUERY *some = db_query(f->conn, "DELETE FROM owner WHERE org_id = :org AND name >= ?");
    db_bind_text(some, "cde");
    assert_int_equal(db_run(some), ERR_OK);
    assert_int_equal(db_changes(some), 3);
    DB_QUERY *ignored = db_query(f->conn,
        "INSERT INTO owner (org_id, name) SELECT :org, name FROM owner WHERE org_id = :org "
        "ON CONFLICT DO NOTHING RETURNING id");
    assert_int_equal(db_run(ignored), ERR_OK);
    assert_int_equal(db_changes(ignored), 0);
}

/* --- Errors --- */

static void broken_rules_of_the_schema_have_their_class(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(owner_add(f->conn, "a"), ERR_UNIQUE);
    assert_int_equal(owner_add(f->conn, NULL), ERR_INTERNAL); /* NOT NULL is ours to keep */
    DB_QUERY *q = db_query(f->conn, "INSERT INTO thing (org_id, owner_id) VALUES (:org, ?)");
    db_bind_int(q, 12345);
    assert_int_equal(db_run(q), ERR_REFERENCE);
    assert_int_equal(db_run(q), ERR_REFERENCE); /* said again until rewound */
    DB_QUERY *id = db_query(f->conn, "INSERT INTO owner (id, org_id, name) VALUES (1, :org, 'b')");
    assert_int_equal(db_run(id), ERR_UNIQUE);
    assert_int_equal(one(f->conn, count_owners), 1);
}

static void a_referenced_row_stays(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    DB_QUERY *q =
        db_query(f->conn, "INSERT INTO thing (org_id, owner_id) SELECT :org, id FROM owner");
    assert_int_equal(db_run(q), ERR_OK);
    DB_QUERY *gone = db_query(f->conn, "DELETE FROM owner WHERE org_id = :org");
    assert_int_equal(db_run(gone), ERR_REFERENCE);
}

/* --- Transactions --- */

static void a_commit_keeps_and_a_rollback_forgets(void **state)
{
    struct fix *f = *state;
    assert_false(db_in_transaction(f->conn));
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_true(db_in_transaction(f->conn));
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_false(db_in_transaction(f->conn));
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(owner_add(f->conn, "b"), ERR_OK);
    db_rollback(f->conn);
    db_rollback(f->conn); /* harmless */
    assert_int_equal(one(f->conn, count_owners), 1);
}

static void transactions_that_are_misplaced_are_refused(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_commit(f->conn), ERR_INTERNAL);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_INTERNAL);
    assert_int_equal(db_begin_read(f->conn), ERR_INTERNAL);
    assert_int_equal(db_maintain(f->conn), ERR_INTERNAL);
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    assert_int_equal(db_maintain(f->conn), ERR_OK);
    assert_int_equal(one(f->conn, count_owners), 1);
}

static void an_error_decides_the_whole_transaction(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(owner_add(f->conn, "b"), ERR_OK);
    assert_int_equal(owner_add(f->conn, "a"), ERR_UNIQUE);
    assert_int_equal(owner_add(f->conn, "c"), ERR_UNIQUE);
    DB_QUERY *q = db_query(f->conn, count_owners);
    assert_int_equal(db_run(q), ERR_UNIQUE);
    assert_int_equal(db_commit(f->conn), ERR_UNIQUE);
    assert_false(db_in_transaction(f->conn));
    assert_int_equal(one(f->conn, count_owners), 1);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(owner_add(f->conn, "b"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    db_again(q);
    assert_int_equal(db_run(q), ERR_OK);
}

static void a_wrong_statement_fails_its_transaction(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    DB_QUERY *q = db_query(f->conn, "SELECT nonesuch FROM owner WHERE org_id = :org");
    assert_int_equal(db_run(q), ERR_INTERNAL);
    assert_int_equal(db_commit(f->conn), ERR_INTERNAL);
    assert_int_equal(one(f->conn, count_owners), 0);
}

static void a_read_transaction_sees_one_moment_and_writes_nothing(void **state)
{
    struct fix *f = *state;
    struct db_conn *other;
    assert_int_equal(db_connect(f->db, &other), ERR_OK);
    db_set_org(other, 7);
    assert_int_equal(db_begin_read(f->conn), ERR_OK);
    assert_int_equal(one(f->conn, count_owners), 0);
    assert_int_equal(owner_add(other, "a"), ERR_OK);
    assert_int_equal(one(f->conn, count_owners), 0);
    assert_int_equal(owner_add(f->conn, "b"), ERR_INTERNAL);
    assert_int_equal(db_commit(f->conn), ERR_INTERNAL);
    assert_int_equal(one(f->conn, count_owners), 1);
    db_disconnect(other);
}

static void a_connection_that_ends_rolls_back(void **state)
{
    struct fix *f = *state;
    struct db_conn *other;
    assert_int_equal(db_connect(f->db, &other), ERR_OK);
    db_set_org(other, 7);
    assert_int_equal(db_begin_write(other), ERR_OK);
    assert_int_equal(owner_add(other, "a"), ERR_OK);
    db_disconnect(other);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(one(f->conn, count_owners), 0);
    assert_int_equal(db_commit(f->conn), ERR_OK);
}

/* --- Several at once --- */

enum { WRITERS = 6, ROUNDS = 25 };

struct writer {
    struct db *db;
    pthread_t thread;
    int no;
    enum err e;
};

static enum err increment(struct db_conn *conn)
{
    enum err e = db_begin_write(conn);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(conn, "UPDATE thing SET size = size + 1 WHERE org_id = :org");
    e = db_run(q);
    if (e == ERR_OK)
        return db_commit(conn);
    db_rollback(conn);
    return e;
}

static void *write_rounds(void *arg)
{
    struct writer *w = arg;
    struct db_conn *conn;
    w->e = db_connect(w->db, &conn);
    if (w->e != ERR_OK)
        return NULL;
    db_set_org(conn, 7);
    for (int i = 0; i < ROUNDS && w->e == ERR_OK; i++)
        w->e = increment(conn);
    db_disconnect(conn);
    return NULL;
}

static void writers_at_once_lose_nothing(void **state)
{
    struct fix *f = *state;
    struct writer writers[WRITERS];
    DB_QUERY *q = db_query(f->conn, "INSERT INTO thing (org_id, size) VALUES (:org, 0)");
    assert_int_equal(db_run(q), ERR_OK);
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.db = f->db, .no = i};
        pthread_create(&writers[i].thread, NULL, write_rounds, &writers[i]);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(writers[i].thread, NULL);
        assert_int_equal(writers[i].e, ERR_OK);
    }
    assert_int_equal(one(f->conn, "SELECT size FROM thing WHERE org_id = :org"), WRITERS * ROUNDS);
}

static void a_lock_that_is_not_had_in_time_is_busy(void **state)
{
    struct fix *f = *state;
    struct db *process; /* another db has another queue, like another process */
    struct db_conn *holder;
    struct db_conn *late;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(db_open(db_fixture_url(f->db), problem_new(f->ctx), &process), ERR_OK);
    process->wait_ms = 150;
    assert_int_equal(db_connect(f->db, &holder), ERR_OK);
    assert_int_equal(db_connect(process, &late), ERR_OK);
    db_set_org(holder, 7);
    db_set_org(late, 7);
    assert_int_equal(db_begin_write(holder), ERR_OK);
    DB_QUERY *q = db_query(holder, "UPDATE owner SET name = 'b' WHERE org_id = :org");
    assert_int_equal(db_run(q), ERR_OK);

    int64_t begun = clock_monotonic_ms();
    enum err e = db_begin_write(late);
    if (e == ERR_OK) { /* PostgreSQL waits at the row */
        DB_QUERY *same = db_query(late, "UPDATE owner SET name = 'c' WHERE org_id = :org");
        e = db_run(same);
    }
    db_rollback(late);
    assert_int_equal(e, ERR_BUSY);
    assert_true(clock_monotonic_ms() - begun >= 100);
    assert_int_equal(one(late, count_owners), 1); /* readers do not wait */
    db_finish(q);
    q = NULL;
    assert_int_equal(db_commit(holder), ERR_OK);
    assert_int_equal(db_begin_write(late), ERR_OK);
    assert_int_equal(owner_add(late, "c"), ERR_OK);
    assert_int_equal(db_commit(late), ERR_OK);
    db_disconnect(late);
    db_disconnect(holder);
    db_close(process);
}

static void urls_that_say_nothing_are_refused(void **state)
{
    struct fix *f = *state;
    static const char *const wrong[] = {"", "sqlite:", "sqlite::memory:", "mysql://x", "postgres",
        "postgres://h:port:port/%zz", "sqlite"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct db *db = NULL;
        struct problem *problem = problem_new(f->ctx);
        assert_int_equal(db_open(wrong[i], problem, &db), ERR_INVALID);
        assert_string_equal(problem->detail, "database_url");
        assert_null(db);
    }
}

static void the_self_check_finds_nothing_wrong(void **state)
{
    struct fix *f = *state;
    assert_int_equal(owner_add(f->conn, "a"), ERR_OK);
    assert_int_equal(db_self_check(f->db, problem_new(f->ctx)), ERR_OK);
}

/* --- All --- */

#define EACH(test)                           \
    {                                        \
#test, test, set_up, tear_down, NULL \
    }

static const struct CMUnitTest tests[] = {
    EACH(values_come_back_as_they_were),
    EACH(nulls_and_empty_values_are_not_the_same),
    EACH(huge_values_survive),
    EACH(bound_texts_may_go_after_the_first_step),
    EACH(text_that_is_no_utf8_is_refused),
    EACH(sums_and_truths_read_as_integers),
    EACH(columns_that_are_not_there_read_as_null),
    EACH(org_and_values_mix_in_any_order),
    EACH(each_organisation_sees_its_own),
    EACH(braces_hold_what_one_engine_understands),
    EACH(a_wrong_number_of_values_is_refused),
    EACH(wrong_sql_fails_in_the_first_step),
    EACH(again_runs_with_new_values_only),
    EACH(a_parameter_may_change_its_type),
    EACH(one_text_may_be_in_use_twice),
    EACH(the_cache_keeps_what_is_used_and_forgets_the_rest),
    EACH(an_unfinished_statement_holds_nothing),
    EACH(changes_are_counted),
    EACH(broken_rules_of_the_schema_have_their_class),
    EACH(a_referenced_row_stays),
    EACH(a_commit_keeps_and_a_rollback_forgets),
    EACH(transactions_that_are_misplaced_are_refused),
    EACH(an_error_decides_the_whole_transaction),
    EACH(a_wrong_statement_fails_its_transaction),
    EACH(a_read_transaction_sees_one_moment_and_writes_nothing),
    EACH(a_connection_that_ends_rolls_back),
    EACH(writers_at_once_lose_nothing),
    EACH(a_lock_that_is_not_had_in_time_is_busy),
    EACH(urls_that_say_nothing_are_refused),
    EACH(the_self_check_finds_nothing_wrong),
};

int main(void)
{
    log_set_level(LOG_LEVEL_MAX); /* what is logged here is provoked */
    return db_fixture_run(tests, sizeof tests / sizeof tests[0]);
}

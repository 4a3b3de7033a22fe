/* Connections that wait for nothing: SQLite has them, PostgreSQL does not. */
#include "base/log.h"
#include "kernel/db/db_private.h"
#include "kernel/db/test/db_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct fix {
    struct db *db;
    struct db_conn *conn;  /* as workers have it */
    struct db_conn *brief; /* NULL: the engine has none */
};

static const char count_things[] = "SELECT count(*) FROM thing";
static const char count_long[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                 " WHERE i < 10000000) SELECT count(*) FROM n";
static const char add_thing[] = "INSERT INTO thing (id) VALUES (1)";

static int set_up(void **state)
{
    struct fix *f = mem_new(NULL, struct fix);
    enum db_engine engine = *(enum db_engine *)*state;
    f->db = db_fixture_open(engine);
    assert_int_equal(db_connect(f->db, &f->conn), ERR_OK);
    assert_int_equal(
        db_script(f->conn, "CREATE TABLE thing (id INTEGER PRIMARY KEY)", f, NULL), ERR_OK);
    enum err e = db_connect_brief(f->db, &f->brief);
    assert_int_equal(e, engine == DB_SQLITE ? ERR_OK : ERR_METHOD);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;
    db_disconnect(f->brief);
    db_disconnect(f->conn);
    db_fixture_close(f->db);
    mem_free(f);
    return 0;
}

static enum err run(struct db_conn *conn, const char *sql)
{
    DB_QUERY *q = db_query(conn, sql);
    return db_run(q);
}

static void a_short_read_is_done(void **state)
{
    struct fix *f = *state;
    if (f->brief == NULL)
        return;
    for (int i = 0; i < 10000; i++) {
        assert_int_equal(db_begin_read(f->brief), ERR_OK);
        assert_int_equal(run(f->brief, count_things), ERR_OK);
        assert_int_equal(db_commit(f->brief), ERR_OK);
    }
    assert_false(db_gave_up(f->brief));
}

static void a_long_read_is_given_up_and_the_next_is_done(void **state)
{
    struct fix *f = *state;
    if (f->brief == NULL)
        return;
    assert_int_equal(db_begin_read(f->brief), ERR_OK);
    assert_int_equal(run(f->brief, count_long), ERR_BUSY);
    db_rollback(f->brief);
    assert_true(db_gave_up(f->brief));
    assert_int_equal(db_begin_read(f->brief), ERR_OK);
    assert_int_equal(run(f->brief, count_things), ERR_OK);
    assert_int_equal(db_commit(f->brief), ERR_OK);
    assert_false(db_gave_up(f->brief));
}

static void a_write_is_given_up_also_when_the_error_is_overlooked(void **state)
{
    struct fix *f = *state;
    if (f->brief == NULL)
        return;
    assert_int_equal(db_begin_write(f->brief), ERR_BUSY);
    assert_true(db_gave_up(f->brief));
    (void)run(f->brief, add_thing);
    assert_int_equal(run(f->brief, count_things), ERR_OK);
    assert_true(db_gave_up(f->brief));
    assert_int_equal(run(f->conn, add_thing), ERR_OK);
}

static void a_writer_is_not_waited_for(void **state)
{
    struct fix *f = *state;
    if (f->brief == NULL)
        return;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(run(f->conn, add_thing), ERR_OK);
    assert_int_equal(run(f->brief, count_things), ERR_OK);
    assert_false(db_gave_up(f->brief));
    assert_int_equal(db_commit(f->conn), ERR_OK);
}

#define EACH(test)                           \
    {                                        \
#test, test, set_up, tear_down, NULL \
    }

static const struct CMUnitTest tests[] = {
    EACH(a_short_read_is_done),
    EACH(a_long_read_is_given_up_and_the_next_is_done),
    EACH(a_write_is_given_up_also_when_the_error_is_overlooked),
    EACH(a_writer_is_not_waited_for),
};

int main(void)
{
    log_set_level(LOG_LEVEL_MAX); /* what is logged here is provoked */
    return db_fixture_run(tests, sizeof tests / sizeof tests[0]);
}

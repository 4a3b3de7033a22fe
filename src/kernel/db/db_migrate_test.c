/* Every test here runs on both engines. */
#include "base/log.h"
#include "kernel/db/db_private.h"
#include "kernel/db/test/db_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define ASSET(asset_name, text)                                       \
    {                                                                 \
        .name = (asset_name), .data = (text), .len = sizeof(text) - 1 \
    }

#define A \
    ASSET("migrations/0001_a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT) STRICT;")
#define B                                                                                   \
    ASSET("migrations/0002_b.sql",                                                          \
        "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id)) STRICT;\n" \
        "INSERT INTO b (a_id) SELECT id FROM a;\n")

static const struct asset first[] = {ASSET("catalog/x.json", "{}"), A};
static const struct asset both[] = {A, B, ASSET("web/index.html", "")};
static const struct asset changed[] = {
    ASSET("migrations/0001_a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, nam TEXT) STRICT;"),
};

struct fix {
    void *ctx;
    struct db *db;
    struct problem *problem;
};

static int set_up(void **state)
{
    struct fix *f = mem_new(NULL, struct fix);
    f->ctx = mem_context(f, 0);
    f->problem = problem_new(f->ctx);
    f->db = db_fixture_open(*(enum db_engine *)*state);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;
    db_fixture_close(f->db);
    mem_free(f);
    return 0;
}

/* -1: the query fails. */
static int64_t one(struct db *db, const char *sql)
{
    struct db_conn *conn;
    int64_t n = -1;
    assert_int_equal(db_connect(db, &conn), ERR_OK);
    DB_QUERY *q = db_query(conn, sql);
    if (db_one_int(q, 0, &n) != ERR_OK)
        n = -1;
    db_finish(q);
    q = NULL;
    db_disconnect(conn);
    return n;
}

static void run(struct db *db, const char *sql)
{
    struct db_conn *conn;
    assert_int_equal(db_connect(db, &conn), ERR_OK);
    assert_int_equal(db_script(conn, sql, NULL, NULL), ERR_OK);
    db_disconnect(conn);
}

static void an_empty_database_gets_every_migration_of_the_program(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_schema_check(f->db, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "schema_old");
    assert_string_equal(f->problem->arg, "0001_kernel");
    enum err e = db_migrate(f->db, f->problem);
    if (e != ERR_OK)
        print_message("%s: %s\n", f->problem->detail, f->problem->arg);
    assert_int_equal(e, ERR_OK);
    assert_int_equal(db_schema_check(f->db, f->problem), ERR_OK);
    assert_int_equal(db_migrate(f->db, f->problem), ERR_OK); /* nothing left to do */
    assert_int_equal(one(f->db, "SELECT count(*) FROM org"), 0);
    assert_int_equal(db_self_check(f->db, f->problem), ERR_OK);
}

static void only_what_is_missing_is_applied(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_migrate_with(f->db, first, 2, f->problem), ERR_OK);
    run(f->db, "INSERT INTO a (name) VALUES ('x'), ('y')");
    assert_int_equal(db_schema_check_with(f->db, both, 3, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "schema_old");
    assert_string_equal(f->problem->arg, "0002_b");
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
    assert_int_equal(db_schema_check_with(f->db, both, 3, f->problem), ERR_OK);
    assert_int_equal(one(f->db, "SELECT count(*) FROM b"), 2);
    assert_int_equal(one(f->db, "SELECT count(*) FROM schema_migration WHERE name = '0002_b' "
                                "AND length(digest) = 64 AND at > 1700000000000"),
        1);
}

static void a_file_with_data_is_copied_first(void **state)
{
    struct fix *f = *state;
    struct stat about;
    struct db *copy;
    if (db_engine(f->db) != DB_SQLITE)
        return;
    assert_int_equal(db_migrate_with(f->db, first, 2, f->problem), ERR_OK);
    assert_int_not_equal(stat(mem_printf(f->ctx, "%s.before-0001", f->db->target), &about), 0);
    run(f->db, "INSERT INTO a (name) VALUES ('x')");
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
    char *path = mem_printf(f->ctx, "%s.before-0002", f->db->target);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
    assert_int_equal(stat(f->db->target, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
    assert_int_equal(db_open(mem_printf(f->ctx, "sqlite:%s", path), f->problem, &copy), ERR_OK);
    assert_int_equal(one(copy, "SELECT count(*) FROM a"), 1);
    assert_int_equal(one(copy, "SELECT count(*) FROM b"), -1);
    assert_int_equal(db_schema_check_with(copy, first, 2, f->problem), ERR_OK);
    db_close(copy);
}

static void a_copy_that_cannot_be_made_stops_the_migration(void **state)
{
    struct fix *f = *state;
    if (db_engine(f->db) != DB_SQLITE)
        return;
    assert_int_equal(db_migrate_with(f->db, first, 2, f->problem), ERR_OK);
    char *path = mem_printf(f->ctx, "%s.before-0002.part", f->db->target);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "migration_copy");
    assert_int_equal(one(f->db, "SELECT count(*) FROM b"), -1);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
}

static void a_changed_migration_is_refused(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_migrate_with(f->db, first, 2, f->problem), ERR_OK);
    assert_int_equal(db_migrate_with(f->db, changed, 1, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "migration_changed");
    assert_string_equal(f->problem->arg, "0001_a");
    f->problem->detail = NULL;
    assert_int_equal(db_schema_check_with(f->db, changed, 1, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "migration_changed");
}

static void a_newer_schema_is_refused(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
    assert_int_equal(db_migrate_with(f->db, first, 2, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "schema_new");
    assert_string_equal(f->problem->arg, "0002_b");
    f->problem->detail = NULL;
    assert_int_equal(db_schema_check_with(f->db, first, 2, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "schema_new");
    assert_int_equal(one(f->db, "SELECT count(*) FROM b"), 0); /* nothing was touched */
}

static void a_migration_that_fails_leaves_nothing(void **state)
{
    struct fix *f = *state;
    static const struct asset broken[] = {
        ASSET("migrations/0001_a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;"),
        ASSET("migrations/0002_b.sql", "CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT; NONSENSE;"),
    };
    assert_int_equal(db_migrate_with(f->db, broken, 2, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "migration_failed");
    assert_non_null(strstr(f->problem->arg, "0002_b: "));
    assert_non_null(strstr(f->problem->arg, "NONSENSE"));
    assert_int_equal(one(f->db, "SELECT count(*) FROM a"), -1);
    assert_int_equal(one(f->db, "SELECT count(*) FROM schema_migration"), -1);
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
}

static void names_that_are_wrong_or_twice_are_refused(void **state)
{
    struct fix *f = *state;
    static const struct asset wrong[][2] = {
        {ASSET("migrations/0001_a.sql", ""), ASSET("migrations/0001_b.sql", "")},
        {ASSET("migrations/0001_a.sql", ""), ASSET("migrations/1_b.sql", "")},
        {ASSET("migrations/0001_a.sql", ""), ASSET("migrations/00002_b.sql", "")},
        {ASSET("migrations/0001_a.sql", ""), ASSET("migrations/0002-b.sql", "")},
        {ASSET("migrations/0001_a.sql", ""), ASSET("migrations/0002_b.txt", "")},
        {ASSET("migrations/0001_a.sql", ""), ASSET("migrations/", "")},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(db_migrate_with(f->db, wrong[i], 2, f->problem), ERR_UNAVAILABLE);
        assert_string_equal(f->problem->detail, "migration_name");
        assert_string_equal(f->problem->arg, wrong[i][1].name);
    }
}

static void a_block_left_open_is_refused(void **state)
{
    struct fix *f = *state;
    static const struct asset open[] = {
        ASSET("migrations/0001_a.sql", "-- sqlite:\nCREATE TABLE a (id INTEGER) STRICT;\n")};
    assert_int_equal(db_migrate_with(f->db, open, 1, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "migration_failed");
    assert_int_equal(one(f->db, "SELECT count(*) FROM a"), -1);
}

/* SQLite rebuilds a table to change it, which foreign keys would forbid while it is gone. */
static void a_table_that_others_refer_to_can_be_rebuilt(void **state)
{
    struct fix *f = *state;
    static const struct asset rebuilt[] = {
        A,
        B,
        ASSET("migrations/0003_a.sql",
            "-- sqlite:\n"
            "CREATE TABLE a2 (id INTEGER PRIMARY KEY, name TEXT, size INTEGER) STRICT;\n"
            "INSERT INTO a2 (id, name) SELECT id, name FROM a;\n"
            "DROP TABLE a;\n"
            "ALTER TABLE a2 RENAME TO a;\n"
            "-- end\n"
            "-- postgres:\n"
            "ALTER TABLE a ADD COLUMN size BIGINT;\n"
            "-- end\n"),
    };
    assert_int_equal(db_migrate_with(f->db, first, 2, f->problem), ERR_OK);
    run(f->db, "INSERT INTO a (name) VALUES ('x')");
    assert_int_equal(db_migrate_with(f->db, rebuilt, 3, f->problem), ERR_OK);
    assert_int_equal(one(f->db, "SELECT count(*) FROM b JOIN a ON a.id = b.a_id "
                                "WHERE size IS NULL AND name = 'x'"),
        1);
    assert_int_equal(db_self_check(f->db, f->problem), ERR_OK);
}

static void references_are_whole_after_a_migration(void **state)
{
    struct fix *f = *state;
    static const struct asset broken[] = {
        A,
        B,
        ASSET("migrations/0003_c.sql", "INSERT INTO b (a_id) VALUES (99);"),
    };
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
    assert_int_equal(db_migrate_with(f->db, broken, 3, f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->detail, "migration_failed");
    assert_int_equal(one(f->db, "SELECT count(*) FROM b"), 0);
}

static void *migrate_both(void *arg)
{
    struct problem *problem = problem_new(NULL);
    enum err e = db_migrate_with(arg, both, 3, problem);
    mem_free(problem);
    return (void *)(intptr_t)e;
}

static void nodes_that_migrate_at_once_do_it_once(void **state)
{
    struct fix *f = *state;
    pthread_t nodes[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&nodes[i], NULL, migrate_both, f->db);
    for (int i = 0; i < 4; i++) {
        void *e;
        pthread_join(nodes[i], &e);
        assert_int_equal((intptr_t)e, ERR_OK);
    }
    assert_int_equal(one(f->db, "SELECT count(*) FROM schema_migration"), 2);
}

static void damage_is_found_by_the_self_check(void **state)
{
    struct fix *f = *state;
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
    if (db_engine(f->db) == DB_SQLITE)
        run(f->db, "PRAGMA foreign_keys = OFF; INSERT INTO b (a_id) VALUES (99)");
    else
        run(f->db, "CREATE INDEX bad ON b (a_id);"
                   "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'bad'::regclass");
    assert_int_equal(db_self_check(f->db, f->problem), ERR_INTERNAL);
    assert_string_equal(f->problem->detail, "database_damaged");
    assert_string_equal(f->problem->arg, db_engine(f->db) == DB_SQLITE ? "b 1 -> a" : "bad");
}

static void a_live_database_can_be_copied(void **state)
{
    struct fix *f = *state;
    struct db *copy;
    struct stat about;
    char *path = mem_printf(f->ctx, "%s.copy", f->db->target);
    assert_int_equal(db_migrate_with(f->db, both, 3, f->problem), ERR_OK);
    run(f->db, "INSERT INTO a (name) VALUES ('x')");
    if (db_engine(f->db) != DB_SQLITE) {
        assert_int_equal(db_copy(f->db, path, f->problem), ERR_METHOD);
        return;
    }
    for (int i = 1; i <= 2; i++) { /* the second takes the place of the first */
        assert_int_equal(db_copy(f->db, path, f->problem), ERR_OK);
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_mode & 07777, 0600);
        assert_int_equal(db_open(mem_printf(f->ctx, "sqlite:%s", path), f->problem, &copy), ERR_OK);
        assert_int_equal(one(copy, "SELECT count(*) FROM a"), i);
        db_close(copy);
        run(f->db, "INSERT INTO a (name) VALUES ('y')");
    }
    assert_int_equal(db_copy(f->db, "/nowhere/x", f->problem), ERR_UNAVAILABLE);
    assert_string_equal(f->problem->arg, "/nowhere/x");
}

#define EACH(test)                           \
    {                                        \
#test, test, set_up, tear_down, NULL \
    }

static const struct CMUnitTest tests[] = {
    EACH(an_empty_database_gets_every_migration_of_the_program),
    EACH(only_what_is_missing_is_applied),
    EACH(a_file_with_data_is_copied_first),
    EACH(a_copy_that_cannot_be_made_stops_the_migration),
    EACH(a_changed_migration_is_refused),
    EACH(a_newer_schema_is_refused),
    EACH(a_migration_that_fails_leaves_nothing),
    EACH(names_that_are_wrong_or_twice_are_refused),
    EACH(a_block_left_open_is_refused),
    EACH(a_table_that_others_refer_to_can_be_rebuilt),
    EACH(references_are_whole_after_a_migration),
    EACH(nodes_that_migrate_at_once_do_it_once),
    EACH(damage_is_found_by_the_self_check),
    EACH(a_live_database_can_be_copied),
};

int main(void)
{
    log_set_level(LOG_LEVEL_MAX); /* what is logged here is provoked */
    return db_fixture_run(tests, sizeof tests / sizeof tests[0]);
}

/* What belongs to one engine: the writers' queue and other processes on SQLite, lost connections
 * on PostgreSQL. */
#include "base/clock.h"
#include "base/log.h"
#include "kernel/db/db_private.h"
#include "kernel/db/test/db_fixture.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* --- The queue --- */

enum { WAITERS = 8, IMPATIENT = 3 };

struct turns {
    struct db_queue queue;
    int order[WAITERS]; /* changed by who has the turn */
    int n;
};

struct waiter {
    struct turns *turns;
    pthread_t thread;
    int no;
    int64_t wait_ms;
    bool had;
};

static void *take_turn(void *arg)
{
    struct waiter *w = arg;
    struct turns *turns = w->turns;
    w->had = db_queue_enter(&turns->queue, w->wait_ms);
    if (w->had) {
        turns->order[turns->n++] = w->no;
        db_queue_leave(&turns->queue);
    }
    return NULL;
}

/* Each begins only when the one before it stands in the queue. */
static void queue_up(struct waiter *waiters, struct turns *turns)
{
    for (int i = 0; i < WAITERS; i++) {
        waiters[i] = (struct waiter){.turns = turns, .no = i};
        waiters[i].wait_ms = i == IMPATIENT ? 1 : 60000;
        pthread_create(&waiters[i].thread, NULL, take_turn, &waiters[i]);
        if (i == IMPATIENT)
            pthread_join(waiters[i].thread, NULL);
        int expected = i < IMPATIENT ? i + 1 : i;
        while (db_queue_length(&turns->queue) != expected)
            sched_yield();
    }
}

static void writers_have_their_turn_in_the_order_they_came(void **state)
{
    (void)state;
    struct turns turns = {0};
    struct waiter waiters[WAITERS];
    db_queue_init(&turns.queue);
    assert_true(db_queue_enter(&turns.queue, 0));
    assert_false(db_queue_enter(&turns.queue, 0)); /* no waiting at all */
    queue_up(waiters, &turns);
    db_queue_leave(&turns.queue);
    for (int i = 0; i < WAITERS; i++)
        if (i != IMPATIENT)
            pthread_join(waiters[i].thread, NULL);
    assert_int_equal(turns.n, WAITERS - 1);
    assert_false(waiters[IMPATIENT].had);
    for (int i = 0; i < turns.n; i++)
        assert_int_equal(turns.order[i], i < IMPATIENT ? i : i + 1);
    assert_true(db_queue_enter(&turns.queue, 0)); /* free again */
    db_queue_leave(&turns.queue);
    db_queue_release(&turns.queue);
}

/* --- SQLite --- */

static struct db_conn *connect_to(struct db *db)
{
    struct db_conn *conn;
    assert_int_equal(db_connect(db, &conn), ERR_OK);
    return conn;
}

static enum err run(struct db_conn *conn, const char *sql)
{
    DB_QUERY *q = db_query(conn, sql);
    return db_run(q);
}

static int64_t one(struct db_conn *conn, const char *sql)
{
    int64_t n = -1;
    DB_QUERY *q = db_query(conn, sql);
    return db_one_int(q, -2, &n) == ERR_OK ? n : -1;
}

static void a_write_of_its_own_takes_a_turn_too(void **state)
{
    (void)state;
    struct db *db = db_fixture_open(DB_SQLITE);
    struct db_conn *holder = connect_to(db);
    struct db_conn *other = connect_to(db);
    assert_int_equal(db_script(holder, "CREATE TABLE t (n INTEGER) STRICT", NULL, NULL), ERR_OK);
    db->wait_ms = 50;
    assert_int_equal(db_begin_write(holder), ERR_OK);
    assert_int_equal(run(other, "INSERT INTO t VALUES (1)"), ERR_BUSY);
    assert_int_equal(one(other, "SELECT count(*) FROM t"), 0); /* reading needs no turn */
    assert_int_equal(db_begin_read(other), ERR_OK);
    assert_int_equal(db_commit(other), ERR_OK);
    assert_int_equal(db_commit(holder), ERR_OK);
    assert_int_equal(run(other, "INSERT INTO t VALUES (1)"), ERR_OK);
    assert_int_equal(run(holder, "INSERT INTO t VALUES ('x')"), ERR_INTERNAL); /* STRICT */
    assert_int_equal(run(other, "INSERT INTO t VALUES (2)"), ERR_OK);
    db_disconnect(other);
    db_disconnect(holder);
    db_fixture_close(db);
}

/* Holds the write lock until the other end of `fd` is closed; never returns. */
static void __attribute__((noreturn)) hold_write_lock(const char *url, int fd)
{
    struct db *db;
    struct db_conn *conn;
    char byte = 'x';
    if (db_open(url, problem_new(NULL), &db) != ERR_OK || db_connect(db, &conn) != ERR_OK ||
        db_begin_write(conn) != ERR_OK || write(fd, &byte, 1) != 1)
        _exit(1);
    while (read(fd, &byte, 1) > 0)
        ;
    _exit(db_commit(conn) == ERR_OK ? 0 : 1);
}

static void another_process_is_waited_for(void **state)
{
    (void)state;
    int ends[2];
    char byte;
    int status;
    struct db *db = db_fixture_open(DB_SQLITE);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        hold_write_lock(db_fixture_url(db), ends[1]);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    struct db_conn *conn = connect_to(db);
    db->wait_ms = 60;
    int64_t begun = clock_monotonic_ms();
    assert_int_equal(db_begin_write(conn), ERR_BUSY);
    assert_true(clock_monotonic_ms() - begun >= 50);
    assert_int_equal(db_begin_read(conn), ERR_OK);
    assert_int_equal(db_commit(conn), ERR_OK);
    db->wait_ms = 30000;
    close(ends[0]);
    assert_int_equal(db_begin_write(conn), ERR_OK);
    assert_int_equal(db_commit(conn), ERR_OK);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    db_disconnect(conn);
    db_fixture_close(db);
}

static void files_are_for_their_owner_only(void **state)
{
    (void)state;
    struct stat about;
    void *ctx = mem_context(NULL, 0);
    struct db *db = db_fixture_open(DB_SQLITE);
    struct db_conn *conn = connect_to(db);
    assert_int_equal(db_script(conn, "CREATE TABLE t (n INTEGER) STRICT", NULL, NULL), ERR_OK);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(stat(mem_printf(ctx, "%s%s", db->target, ends[i]), &about), 0);
        assert_int_equal(about.st_mode & 07777, 0600);
    }
    db_disconnect(conn);
    db_fixture_close(db);
    mem_free(ctx);
}

static void files_that_are_no_database_are_refused(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct db *db = db_fixture_open(DB_SQLITE);
    struct db *wrong = NULL;
    char *path = mem_printf(ctx, "%s.txt", db->target);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 200; i++)
        fputs("this is a letter and no database\n", file);
    fclose(file);
    const char *const urls[] = {mem_printf(ctx, "sqlite:%s", path), "sqlite:/nowhere/x.db",
        "sqlite:/", "sqlite:/dev/null/x"};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(db_open(urls[i], problem, &wrong), ERR_UNAVAILABLE);
        assert_string_equal(problem->detail, "database_file");
        assert_null(wrong);
    }
    db_fixture_close(db);
    mem_free(ctx);
}

static void a_full_disk_is_told_and_survived(void **state)
{
    (void)state;
    struct db *db = db_fixture_open(DB_SQLITE);
    struct db_conn *conn = connect_to(db);
    assert_int_equal(db_script(conn, "CREATE TABLE t (b BLOB) STRICT", NULL, NULL), ERR_OK);
    assert_int_equal(db_script(conn, "PRAGMA max_page_count = 20", NULL, NULL), ERR_OK);
    assert_int_equal(db_begin_write(conn), ERR_OK);
    assert_int_equal(run(conn, "INSERT INTO t VALUES (zeroblob(200000))"), ERR_STORAGE_FULL);
    assert_int_equal(run(conn, "INSERT INTO t VALUES (zeroblob(2))"), ERR_STORAGE_FULL);
    assert_int_equal(db_commit(conn), ERR_STORAGE_FULL);
    assert_int_equal(db_begin_write(conn), ERR_OK);
    assert_int_equal(run(conn, "INSERT INTO t VALUES (zeroblob(2))"), ERR_OK);
    assert_int_equal(db_commit(conn), ERR_OK);
    assert_int_equal(one(conn, "SELECT count(*) FROM t"), 1);
    db_disconnect(conn);
    db_fixture_close(db);
}

/* --- PostgreSQL --- */

struct pg_fix {
    struct db *db;
    struct db_conn *conn;
    struct db_conn *killer;
};

static int set_up_pg(void **state)
{
    struct pg_fix *f = mem_new(NULL, struct pg_fix);
    f->db = db_fixture_open(DB_POSTGRES);
    f->conn = connect_to(f->db);
    f->killer = connect_to(f->db);
    db_set_org(f->conn, 3);
    assert_int_equal(db_script(f->conn, "CREATE TABLE t (n BIGINT)", NULL, NULL), ERR_OK);
    *state = f;
    return 0;
}

static int tear_down_pg(void **state)
{
    struct pg_fix *f = *state;
    db_disconnect(f->conn);
    db_disconnect(f->killer);
    db_fixture_close(f->db);
    mem_free(f);
    return 0;
}

/* Ends the server's process of a connection and waits until it has gone. */
static void kill_backend(struct pg_fix *f, int64_t pid)
{
    DB_QUERY *q = db_query(f->killer, "SELECT pg_terminate_backend(CAST(? AS INTEGER), 5000)");
    bool row;
    db_bind_int(q, pid);
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_int_equal(db_int(q, 0), 1);
}

static void lose_connection(struct pg_fix *f)
{
    kill_backend(f, one(f->conn, "SELECT pg_backend_pid()"));
}

static void a_lost_connection_is_opened_again_by_the_next_query(void **state)
{
    struct pg_fix *f = *state;
    static const char sql[] = "SELECT count(*) + :org FROM t WHERE n >= ?";
    DB_QUERY *q = db_query(f->conn, sql);
    db_bind_int(q, 0);
    assert_int_equal(db_run(q), ERR_OK);
    for (int i = 0; i < 3; i++) {
        lose_connection(f);
        db_again(q);
        db_bind_int(q, 0);
        bool row;
        assert_int_equal(db_step(q, &row), ERR_OK); /* prepared again, too */
        assert_int_equal(db_int(q, 0), 3);
    }
    lose_connection(f);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1)"), ERR_OK);
    assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), 1);
}

static void a_lost_connection_is_opened_again_by_the_next_transaction(void **state)
{
    struct pg_fix *f = *state;
    lose_connection(f);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1)"), ERR_OK);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    lose_connection(f);
    assert_int_equal(db_begin_read(f->conn), ERR_OK);
    assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), 1);
    assert_int_equal(db_commit(f->conn), ERR_OK);
}

static int64_t open_transactions(struct pg_fix *f, int64_t pid)
{
    DB_QUERY *q = db_query(f->killer,
        "SELECT count(*) FROM pg_stat_activity WHERE pid = ? AND state = 'idle in transaction'");
    int64_t n = -1;
    db_bind_int(q, pid);
    assert_int_equal(db_one_int(q, -1, &n), ERR_OK);
    return n;
}

static void a_read_that_lingers_ends_with_the_next_or_with_a_rest(void **state)
{
    struct pg_fix *f = *state;
    int64_t pid = one(f->conn, "SELECT pg_backend_pid()");
    db_rest(f->conn);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(db_begin_read(f->conn), ERR_OK);
        assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), i);
        assert_int_equal(db_commit(f->conn), ERR_OK);
        assert_int_equal(open_transactions(f, pid), 1);
        assert_int_equal(run(f->killer, "INSERT INTO t VALUES (1)"), ERR_OK);
    }
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    db_rollback(f->conn);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1)"), ERR_OK);
    assert_int_equal(one(f->killer, "SELECT count(*) FROM t"), 4);
    assert_int_equal(db_begin_read(f->conn), ERR_OK);
    assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), 4);
    assert_int_equal(db_commit(f->conn), ERR_OK);
    db_rest(f->conn);
    assert_int_equal(open_transactions(f, pid), 0);
}

static void a_connection_lost_while_a_read_lingers_is_opened_again(void **state)
{
    struct pg_fix *f = *state;
    db_rest(f->conn);
    for (int i = 0; i < 2; i++) {
        int64_t pid = one(f->conn, "SELECT pg_backend_pid()");
        assert_int_equal(db_begin_read(f->conn), ERR_OK);
        assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), i);
        assert_int_equal(db_commit(f->conn), ERR_OK);
        kill_backend(f, pid);
        assert_int_equal(i == 0 ? db_begin_write(f->conn) : db_begin_read(f->conn), ERR_OK);
        assert_int_equal(i == 0 ? run(f->conn, "INSERT INTO t VALUES (1)")
                                : run(f->conn, "SELECT count(*) FROM t"),
            ERR_OK);
        assert_int_equal(db_commit(f->conn), ERR_OK);
    }
}

static void a_connection_lost_in_a_transaction_fails_it(void **state)
{
    struct pg_fix *f = *state;
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1)"), ERR_OK);
    lose_connection(f);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (2)"), ERR_UNAVAILABLE);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (3)"), ERR_UNAVAILABLE);
    assert_int_equal(db_commit(f->conn), ERR_UNAVAILABLE);
    assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), 0);

    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (4)"), ERR_OK);
    lose_connection(f);
    assert_int_equal(db_commit(f->conn), ERR_UNAVAILABLE); /* it is the commit that finds out */
    assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), 0);

    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    lose_connection(f);
    db_rollback(f->conn);
    assert_int_equal(one(f->conn, "SELECT count(*) FROM t"), 0);
}

static void rows_that_were_fetched_outlive_the_connection(void **state)
{
    struct pg_fix *f = *state;
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1), (2)"), ERR_OK);
    DB_QUERY *q = db_query(f->conn, "SELECT n FROM t ORDER BY n");
    bool row;
    assert_int_equal(db_step(q, &row), ERR_OK);
    lose_connection(f);
    assert_int_equal(one(f->conn, "SELECT 5"), 5); /* on a new connection */
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_int_equal(db_int(q, 0), 2);
}

static void a_server_that_does_not_answer_is_unavailable(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct db *db;
    struct db_conn *conn = NULL;
    /* The discard port: nothing listens there. */
    assert_int_equal(db_open("postgres://nobody@127.0.0.1:9/none", problem, &db), ERR_OK);
    assert_int_equal(db_connect(db, &conn), ERR_UNAVAILABLE);
    assert_null(conn);
    assert_int_equal(db_migrate(db, problem), ERR_UNAVAILABLE);
    assert_string_equal(problem->detail, "database_server");
    assert_int_equal(db_self_check(db, problem), ERR_UNAVAILABLE);
    db_close(db);
    mem_free(ctx);
}

static void a_change_of_the_schema_is_noticed(void **state)
{
    struct pg_fix *f = *state;
    static const char sql[] = "SELECT * FROM t";
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1)"), ERR_OK);
    assert_int_equal(one(f->conn, sql), 1);
    assert_int_equal(
        db_script(f->killer, "ALTER TABLE t ALTER n TYPE TEXT USING 'x' || n", NULL, NULL), ERR_OK);
    DB_QUERY *q = db_query(f->conn, sql);
    bool row;
    assert_int_equal(db_step(q, &row), ERR_OK);
    assert_string_equal(db_text(q, 0, NULL), "x1");
    db_finish(q);
    q = NULL;
    assert_int_equal(db_script(f->killer, "ALTER TABLE t ADD COLUMN m BIGINT", NULL, NULL), ERR_OK);
    assert_int_equal(db_begin_read(f->conn), ERR_OK);
    assert_int_equal(run(f->conn, sql), ERR_BUSY); /* worth a retry */
    db_rollback(f->conn);
    assert_int_equal(run(f->conn, sql), ERR_OK);
}

static void *update_second(void *conn)
{
    return (void *)(intptr_t)run(conn, "UPDATE t SET n = 2 WHERE n = 2");
}

static void a_deadlock_ends_one_and_lets_the_other_go_on(void **state)
{
    struct pg_fix *f = *state;
    assert_int_equal(run(f->conn, "INSERT INTO t VALUES (1), (2)"), ERR_OK);
    assert_int_equal(db_script(f->killer, "SET deadlock_timeout = '10ms'", NULL, NULL), ERR_OK);
    assert_int_equal(db_begin_write(f->conn), ERR_OK);
    assert_int_equal(db_begin_write(f->killer), ERR_OK);
    assert_int_equal(run(f->conn, "UPDATE t SET n = 1 WHERE n = 1"), ERR_OK);
    assert_int_equal(run(f->killer, "UPDATE t SET n = 2 WHERE n = 2"), ERR_OK);
    pthread_t thread;
    pthread_create(&thread, NULL, update_second, f->conn);
    enum err e = run(f->killer, "UPDATE t SET n = 1 WHERE n = 1");
    db_rollback(f->killer);
    void *other;
    pthread_join(thread, &other);
    db_rollback(f->conn);
    assert_true((e == ERR_BUSY) != ((intptr_t)other == ERR_BUSY));
    assert_true(e == ERR_OK || (intptr_t)other == ERR_OK);
}

/* A role like that of the program on a real server: neither superuser nor owner. */
static struct db *open_as_tenant(struct pg_fix *f, void *ctx, const char *role)
{
    struct db *db;
    assert_int_equal(
        db_script(f->killer,
            mem_printf(ctx,
                "CREATE ROLE %s LOGIN; GRANT USAGE ON SCHEMA %s TO %s;"
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %s",
                role, db_fixture_schema(f->db), role, db_fixture_schema(f->db), role),
            NULL, NULL),
        ERR_OK);
    char *url = mem_printf(ctx, "%s&user=%s", db_fixture_url(f->db), role);
    assert_int_equal(db_open(url, problem_new(ctx), &db), ERR_OK);
    return db;
}

static void try_other_organisations(struct db_conn *conn)
{
    db_set_org(conn, 1);
    assert_int_equal(one(conn, "SELECT count(*) FROM note"), 2); /* its own and the built-in one */
    assert_int_equal(one(conn, "SELECT count(*) FROM note WHERE org_id = 2"), 0);
    assert_int_equal(run(conn, "INSERT INTO note (org_id, name) VALUES (2, 'x')"), ERR_INTERNAL);
    assert_int_equal(run(conn, "INSERT INTO note (org_id, name) VALUES (0, 'x')"), ERR_INTERNAL);
    assert_int_equal(run(conn, "INSERT INTO note (org_id, name) VALUES (:org, 'x')"), ERR_OK);
    assert_int_equal(run(conn, "UPDATE note SET org_id = 2 WHERE name = 'x'"), ERR_INTERNAL);
    assert_int_equal(run(conn, "UPDATE note SET name = 'y'"), ERR_OK);
    assert_int_equal(run(conn, "DELETE FROM note WHERE org_id <> 1"), ERR_OK);
    assert_int_equal(db_begin_write(conn), ERR_OK);
    db_set_org(conn, 2);
    assert_int_equal(one(conn, "SELECT count(*) FROM note WHERE name = 'two'"), 1);
    db_rollback(conn); /* takes back what the server was told */
    assert_int_equal(one(conn, "SELECT count(*) FROM note WHERE name = 'two'"), 1);
    db_set_org(conn, 1);
    assert_int_equal(one(conn, "SELECT count(*) FROM note WHERE name = 'y'"), 2);
    assert_int_equal(one(conn, "SELECT count(*) FROM note WHERE name = 'all'"), 1);
}

static void a_statement_without_org_stays_in_its_organisation(void **state)
{
    struct pg_fix *f = *state;
    void *ctx = mem_context(NULL, 0);
    static const char create[] = "CREATE TABLE note (org_id INTEGER, name TEXT) STRICT;"
                                 "INSERT INTO note VALUES (0, 'all'), (1, 'one'), (2, 'two');";
    const struct asset migrations[] = {
        {.name = "migrations/0001_a.sql", .data = create, .len = sizeof create - 1}};
    char *role = mem_printf(ctx, "tenant_%ld", (long)getpid());
    assert_int_equal(db_migrate_with(f->db, migrations, 1, problem_new(ctx)), ERR_OK);
    struct db *db = open_as_tenant(f, ctx, role);
    struct db_conn *conn = connect_to(db);
    try_other_organisations(conn);
    db_disconnect(conn);
    assert_int_equal(db_self_check(db, problem_new(ctx)), ERR_OK);
    db_close(db);
    assert_int_equal(db_script(f->killer,
                         mem_printf(ctx, "DROP OWNED BY %s; DROP ROLE %s", role, role), NULL, NULL),
        ERR_OK);
    mem_free(ctx);
}

/* The owner is held by row-level security like everybody, except while migrating. */
static void the_owner_migrates_the_rows_of_all_organisations(void **state)
{
    struct pg_fix *f = *state;
    void *ctx = mem_context(NULL, 0);
    struct db *db;
    static const char create[] = "CREATE TABLE note (org_id INTEGER, name TEXT) STRICT;"
                                 "INSERT INTO note VALUES (0, 'all'), (1, 'one'), (2, 'two');";
    static const char change[] = "UPDATE note SET name = 'new';";
    const struct asset migrations[] = {
        {.name = "migrations/0001_a.sql", .data = create, .len = sizeof create - 1},
        {.name = "migrations/0002_a.sql", .data = change, .len = sizeof change - 1}};
    char *role = mem_printf(ctx, "owner_%ld", (long)getpid());
    char *grant = mem_printf(ctx, "CREATE ROLE %s LOGIN; GRANT ALL ON SCHEMA %s TO %s", role,
        db_fixture_schema(f->db), role);
    assert_int_equal(db_script(f->killer, grant, NULL, NULL), ERR_OK);
    char *url = mem_printf(ctx, "%s&user=%s", db_fixture_url(f->db), role);
    assert_int_equal(db_open(url, problem_new(ctx), &db), ERR_OK);
    assert_int_equal(db_migrate_with(db, migrations, 1, problem_new(ctx)), ERR_OK);
    struct db_conn *conn = connect_to(db);
    db_set_org(conn, 1);
    assert_int_equal(one(conn, "SELECT count(*) FROM note"), 2);
    db_disconnect(conn);
    assert_int_equal(db_migrate_with(db, migrations, 2, problem_new(ctx)), ERR_OK);
    assert_int_equal(one(f->killer, "SELECT count(*) FROM note WHERE name = 'new'"), 3);
    conn = connect_to(db);
    assert_int_equal(one(conn, "SELECT count(*) FROM note"), 1);
    db_disconnect(conn);
    db_close(db);
    assert_int_equal(db_script(f->killer,
                         mem_printf(ctx, "DROP OWNED BY %s; DROP ROLE %s", role, role), NULL, NULL),
        ERR_OK);
    mem_free(ctx);
}

#define ON_POSTGRES(test) cmocka_unit_test_setup_teardown(test, set_up_pg, tear_down_pg)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writers_have_their_turn_in_the_order_they_came),
        cmocka_unit_test(a_write_of_its_own_takes_a_turn_too),
        cmocka_unit_test(another_process_is_waited_for),
        cmocka_unit_test(files_are_for_their_owner_only),
        cmocka_unit_test(files_that_are_no_database_are_refused),
        cmocka_unit_test(a_full_disk_is_told_and_survived),
        cmocka_unit_test(a_server_that_does_not_answer_is_unavailable),
        ON_POSTGRES(a_lost_connection_is_opened_again_by_the_next_query),
        ON_POSTGRES(a_lost_connection_is_opened_again_by_the_next_transaction),
        ON_POSTGRES(a_read_that_lingers_ends_with_the_next_or_with_a_rest),
        ON_POSTGRES(a_connection_lost_while_a_read_lingers_is_opened_again),
        ON_POSTGRES(a_connection_lost_in_a_transaction_fails_it),
        ON_POSTGRES(rows_that_were_fetched_outlive_the_connection),
        ON_POSTGRES(a_change_of_the_schema_is_noticed),
        ON_POSTGRES(a_deadlock_ends_one_and_lets_the_other_go_on),
        ON_POSTGRES(a_statement_without_org_stays_in_its_organisation),
        ON_POSTGRES(the_owner_migrates_the_rows_of_all_organisations),
    };
    size_t n = sizeof tests / sizeof tests[0];
    while (!db_fixture_has(DB_POSTGRES) && tests[n - 1].setup_func != NULL)
        n--;                      /* the last are PostgreSQL's: they alone have a fixture */
    log_set_level(LOG_LEVEL_MAX); /* what is logged here is provoked */
    return _cmocka_run_group_tests("db_engine", tests, n, NULL, NULL);
}

#include "kernel/db/test/db_fixture.h"

#include "base/mem.h"
#include "kernel/db/db_private.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct fixture *next;
    struct db *db;
    char *url;
    char *folder; /* SQLite */
    char *schema; /* PostgreSQL */
};

static struct fixture *fixtures;
static int n_made;

static void __attribute__((noreturn)) die(const char *what)
{
    fprintf(stderr, "db_fixture: %s\n", what);
    abort();
}

bool db_fixture_has(enum db_engine engine)
{
    static bool said;
    if (engine == DB_SQLITE || getenv("KANAME_TEST_PG") != NULL)
        return true;
    if (!said)
        puts("# SKIP PostgreSQL: KANAME_TEST_PG is not set");
    said = true;
    return false;
}

static void run_on_server(const char *before, const char *schema, const char *after)
{
    struct db *db;
    struct db_conn *conn;
    char *why = NULL;
    void *ctx = mem_context(NULL, 0);
    if (db_open(getenv("KANAME_TEST_PG"), problem_new(ctx), &db) != ERR_OK ||
        db_connect(db, &conn) != ERR_OK)
        die("the server of KANAME_TEST_PG does not answer");
    if (db_script(conn, mem_printf(ctx, "%s%s%s", before, schema, after), ctx, &why) != ERR_OK)
        die(why);
    db_disconnect(conn);
    db_close(db);
    mem_free(ctx);
}

static void make_folder(struct fixture *f)
{
    const char *parent = getenv("TMPDIR");
    f->folder = mem_printf(f, "%s/kaname-db.XXXXXX", parent == NULL ? "/tmp" : parent);
    if (mkdtemp(f->folder) == NULL)
        die("no temporary folder");
    f->url = mem_printf(f, "sqlite:%s/test.db", f->folder);
}

static void make_schema(struct fixture *f)
{
    const char *server = getenv("KANAME_TEST_PG");
    if (server == NULL)
        die("KANAME_TEST_PG is not set");
    f->schema = mem_printf(f, "test_%ld_%d", (long)getpid(), ++n_made);
    run_on_server("CREATE SCHEMA ", f->schema, "");
    f->url = mem_printf(f, "%s%coptions=-csearch_path%%3D%s", server,
        strchr(server, '?') == NULL ? '?' : '&', f->schema);
}

struct db *db_fixture_open(enum db_engine engine)
{
    struct fixture *f = mem_new(NULL, struct fixture);
    if (engine == DB_SQLITE)
        make_folder(f);
    else
        make_schema(f);
    if (db_open(f->url, problem_new(f), &f->db) != ERR_OK)
        die("the database cannot be opened");
    f->next = fixtures;
    fixtures = f;
    return f->db;
}

static struct fixture **find(const struct db *db)
{
    struct fixture **link = &fixtures;
    while (*link != NULL && (*link)->db != db)
        link = &(*link)->next;
    if (*link == NULL)
        die("not a database of this fixture");
    return link;
}

const char *db_fixture_url(const struct db *db)
{
    return (*find(db))->url;
}

const char *db_fixture_schema(const struct db *db)
{
    return (*find(db))->schema;
}

static void remove_folder(const char *folder)
{
    char path[512];
    DIR *list = opendir(folder);
    if (list == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(list)) != NULL;)
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            unlink(path);
        }
    closedir(list);
    rmdir(folder);
}

void db_fixture_close(struct db *db)
{
    struct fixture **link = find(db);
    struct fixture *f = *link;
    *link = f->next;
    db_close(db);
    if (f->folder != NULL)
        remove_folder(f->folder);
    else
        run_on_server("DROP SCHEMA ", f->schema, " CASCADE");
    mem_free(f);
}

int db_fixture_run(const struct CMUnitTest *tests, size_t n)
{
    static enum db_engine engines[] = {DB_SQLITE, DB_POSTGRES};
    static const char *const names[] = {"sqlite", "postgres"};
    void *ctx = mem_context(NULL, 0);
    struct CMUnitTest *all = mem_array(ctx, struct CMUnitTest, 2 * n);
    size_t n_all = 0;
    for (int e = 0; e < 2; e++)
        for (size_t i = 0; db_fixture_has(engines[e]) && i < n; i++) {
            all[n_all] = tests[i];
            all[n_all].name = mem_printf(ctx, "%s_%s", names[e], tests[i].name);
            all[n_all++].initial_state = &engines[e];
        }
    int failed = _cmocka_run_group_tests("tests", all, n_all, NULL, NULL);
    mem_free(ctx);
    return failed;
}

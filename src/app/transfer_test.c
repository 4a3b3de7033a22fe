/* The tables that leave with an organisation, against the schema that the migrations make, on both
 * engines: a table or column that nobody has decided about fails here. */
#include "app/cli.h"
#include "base/mem.h"
#include "kernel/db/test/db_fixture.h"
#include "kernel/transfer/transfer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct schema {
    struct app app;
    struct db_conn *conn;
    void *ctx;
    struct transfer_plan plan;
};

static struct schema *open_schema(enum db_engine engine)
{
    struct schema *s = mem_new(NULL, struct schema);
    s->ctx = s;
    s->app.db = db_fixture_open(engine);
    s->app.modules = modules;
    s->app.n_modules = n_modules;
    assert_int_equal(db_migrate(s->app.db, problem_new(s)), ERR_OK);
    assert_int_equal(db_connect(s->app.db, &s->conn), ERR_OK);
    s->plan = transfer_plan_of(s, &s->app);
    return s;
}

static void close_schema(struct schema *s)
{
    db_disconnect(s->conn);
    db_fixture_close(s->app.db);
    mem_free(s);
}

static const struct transfer_table *find(
    const struct transfer_table *tables, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}

/* Tables of tenants: those with an org_id. search_word has none on purpose and is derived. */
static const char tenant_tables[] =
    "{sqlite: SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND c.name = 'org_id'}"
    "{postgres: SELECT table_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND column_name = 'org_id'}";

static void check_tables(struct schema *s)
{
    DB_QUERY *q = db_query(s->conn, tenant_tables);
    bool row = false;
    size_t n = 0;
    while (db_step(q, &row) == ERR_OK && row) {
        const char *name = db_text(q, 0, NULL);
        bool leaves = find(s->plan.tables, s->plan.n_tables, name) != NULL;
        bool left = find(s->plan.left, s->plan.n_left, name) != NULL;
        if (leaves == left)
            fail_msg(
                "%s: say in a struct transfer_table whether it leaves with an organisation", name);
        n++;
    }
    assert_int_equal(n, s->plan.n_tables + s->plan.n_left);
}

static const char *type_in_schema(enum transfer_type type, bool sqlite)
{
    switch (type) {
    case TRANSFER_TEXT:
    case TRANSFER_DATE:
    case TRANSFER_CHOICE:
    case TRANSFER_JSON:
    case TRANSFER_PATH:
        return sqlite ? "TEXT" : "text";
    case TRANSFER_UUID:
    case TRANSFER_BYTES:
        return sqlite ? "BLOB" : "bytea";
    case TRANSFER_NUM:
        return sqlite ? "REAL" : "double precision";
    default:
        return sqlite ? "INTEGER" : "bigint";
    }
}

static const struct transfer_column *column_of(const struct transfer_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return &t->columns[i];
    return NULL;
}

static void check_column(
    const struct transfer_table *t, const char *name, const char *type, bool sqlite)
{
    const struct transfer_column *column = column_of(t, name);
    if (column == NULL)
        fail_msg("%s.%s: say whether it leaves with an organisation", t->name, name);
    else if (column->type != TRANSFER_LEFT &&
             strcmp(type, type_in_schema(column->type, sqlite)) != 0)
        fail_msg("%s.%s is %s", t->name, name, type);
}

static void check_columns(struct schema *s)
{
    static const char sql[] =
        "{sqlite: SELECT name, type FROM pragma_table_info(?) WHERE name <> 'org_id'}"
        "{postgres: SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = ? AND column_name <> 'org_id'}";
    for (size_t i = 0; i < s->plan.n_tables; i++) {
        const struct transfer_table *t = &s->plan.tables[i];
        DB_QUERY *q = db_query(s->conn, sql);
        bool row = false;
        size_t n = 0;
        db_bind_text(q, t->name);
        for (; db_step(q, &row) == ERR_OK && row; n++)
            check_column(
                t, db_text(q, 0, NULL), db_text(q, 1, NULL), db_engine(s->app.db) == DB_SQLITE);
        if (n != t->n_columns)
            fail_msg("%s: columns that the schema does not have", t->name);
    }
}

static bool refers(const struct transfer_column *column, const char *target)
{
    if (column->type == TRANSFER_REF)
        return strcmp(column->ref, target) == 0;
    return (column->type == TRANSFER_SHEET && strcmp(target, "sheet") == 0) ||
           (column->type == TRANSFER_VERSION && strcmp(target, "sheet_version") == 0);
}

/* What SQLite knows as a foreign key is a reference here, so that its order is kept. */
static void check_references(struct schema *s)
{
    static const char sql[] = "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)";
    for (size_t i = 0; i < s->plan.n_tables && db_engine(s->app.db) == DB_SQLITE; i++) {
        const struct transfer_table *t = &s->plan.tables[i];
        DB_QUERY *q = db_query(s->conn, sql);
        bool row = false;
        db_bind_text(q, t->name);
        while (db_step(q, &row) == ERR_OK && row) {
            const char *from = db_text(q, 0, NULL);
            const char *target = db_text(q, 1, NULL);
            bool org = strcmp(from, "org_id") == 0;
            if (!org && !refers(column_of(t, from), target))
                fail_msg("%s.%s refers to %s", t->name, from, target);
        }
    }
}

static void with_each(void (*check)(struct schema *s))
{
    for (int engine = DB_SQLITE; engine <= DB_POSTGRES; engine++) {
        if (!db_fixture_has((enum db_engine)engine))
            continue;
        struct schema *s = open_schema((enum db_engine)engine);
        check(s);
        close_schema(s);
    }
}

static void every_table_leaves_or_has_a_reason_to_stay(void **state)
{
    (void)state;
    with_each(check_tables);
}

static void every_column_leaves_or_has_a_reason_to_stay(void **state)
{
    (void)state;
    with_each(check_columns);
}

static void foreign_keys_are_references(void **state)
{
    (void)state;
    with_each(check_references);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_leaves_or_has_a_reason_to_stay),
        cmocka_unit_test(every_column_leaves_or_has_a_reason_to_stay),
        cmocka_unit_test(foreign_keys_are_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "kernel/db/db_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the program brings, by number. */
struct migration {
    int no;
    const char *name; /* "0001_kernel" */
    const struct asset *asset;
    char digest[DIGEST_TEXT_SIZE];
};

struct plan {
    void *ctx;
    struct problem *problem;
    struct migration *all;
    size_t n_all;
    const struct migration **pending;
    size_t n_pending;
    size_t n_applied;
};

static const char create_table[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (no INTEGER NOT NULL PRIMARY KEY,"
    " name TEXT NOT NULL, digest TEXT NOT NULL, at INTEGER NOT NULL) STRICT";
static const char has_table[] =
    "SELECT count(*) FROM "
    "{sqlite: sqlite_schema WHERE type = 'table' AND name = 'schema_migration'}"
    "{postgres: pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'}";
static const char list_applied[] = "SELECT no, name, digest FROM schema_migration ORDER BY no";
static const char add_applied[] =
    "INSERT INTO schema_migration (no, name, digest, at) VALUES (?, ?, ?, ?)";
/* One node at a time. The number is arbitrary, but the same for all nodes ("kaname" in ASCII). */
static const char lock_schema[] =
    "SELECT {sqlite: 1}{postgres: pg_advisory_xact_lock(118074575187301)}";
static const char broken_references[] =
    "SELECT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check LIMIT 1";

/* Row-level security on PostgreSQL, for every table that has an org_id, whatever migration made it:
 * a statement that forgot its :org sees and changes nothing of others. Built-in rows (organisation
 * 0) are read by all. It does not protect from somebody who can run SQL of his own, nor from the
 * server's superusers, whom it does not hold (docs/adr/0006). FORCE holds the owner too, so that
 * is lifted while the owner migrates. */
static const char lift_isolation[] =
    "DO $$ DECLARE t regclass; BEGIN"
    " FOR t IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relforcerowsecurity LOOP"
    " EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', t);"
    " END LOOP; END $$";
static const char set_isolation[] =
    "DO $$ DECLARE t regclass; mine text :="
    " '(org_id = (SELECT current_setting(''kaname.org'')::bigint))'; BEGIN"
    " FOR t IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped"
    " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') LOOP"
    " EXECUTE format('DROP POLICY IF EXISTS org_own ON %s', t);"
    " EXECUTE format('DROP POLICY IF EXISTS org_built_in ON %s', t);"
    " EXECUTE format('CREATE POLICY org_own ON %s USING %s WITH CHECK %s', t, mine, mine);"
    " EXECUTE format('CREATE POLICY org_built_in ON %s FOR SELECT USING (org_id = 0)', t);"
    " EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);"
    " END LOOP; END $$";

/* --- What there is --- */

/* "migrations/NNNN_words.sql" */
static bool parse_name(const void *ctx, const struct asset *asset, struct migration *ret)
{
    static const char folder[] = "migrations/";
    const char *base = asset->name + sizeof folder - 1;
    size_t len = strlen(base);
    if (len < 10 || strspn(base, "0123456789") != 4 || base[4] != '_' ||
        strcmp(base + len - 4, ".sql") != 0)
        return false;
    ret->no = (int)strtol(base, NULL, 10);
    ret->name = mem_strndup(ctx, base, len - 4);
    ret->asset = asset;
    struct digest digest = digest_of(asset->data, asset->len);
    digest_format(&digest, ret->digest);
    return true;
}

static enum err list_migrations(struct plan *plan, const struct asset *assets, size_t n)
{
    plan->all = mem_array(plan->ctx, struct migration, n + 1);
    plan->pending = mem_array(plan->ctx, const struct migration *, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct migration *m = &plan->all[plan->n_all];
        if (strncmp(assets[i].name, "migrations/", 11) != 0)
            continue;
        if (!parse_name(plan->ctx, &assets[i], m) ||
            (plan->n_all > 0 && m->no == plan->all[plan->n_all - 1].no))
            return problem_set_arg(
                plan->problem, ERR_UNAVAILABLE, "migration_name", assets[i].name);
        plan->n_all++;
    }
    return ERR_OK;
}

static enum err compare_row(struct plan *plan, struct db_query *q, size_t *next)
{
    int64_t no = db_int(q, 0);
    while (*next < plan->n_all && plan->all[*next].no < no)
        plan->pending[plan->n_pending++] = &plan->all[(*next)++];
    if (*next == plan->n_all || plan->all[*next].no != no)
        return problem_set_arg(plan->problem, ERR_UNAVAILABLE, "schema_new", db_text(q, 1, NULL));
    if (strcmp(plan->all[*next].digest, db_text(q, 2, NULL)) != 0)
        return problem_set_arg(
            plan->problem, ERR_UNAVAILABLE, "migration_changed", plan->all[*next].name);
    (*next)++;
    plan->n_applied++;
    return ERR_OK;
}

/* Both lists are in order of number. */
static enum err compare_applied(struct plan *plan, struct db_conn *conn, size_t *next)
{
    DB_QUERY *exists = db_query(conn, has_table);
    int64_t n_tables;
    enum err e = db_one_int(exists, 0, &n_tables);
    if (e != ERR_OK || n_tables == 0)
        return e;
    DB_QUERY *q = db_query(conn, list_applied);
    bool row;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        if ((e = compare_row(plan, q, next)) != ERR_OK)
            return e;
    return e;
}

static enum err find_pending(struct plan *plan, struct db_conn *conn)
{
    size_t next = 0;
    plan->n_pending = plan->n_applied = 0;
    enum err e = compare_applied(plan, conn, &next);
    if (e != ERR_OK)
        return e;
    while (next < plan->n_all)
        plan->pending[plan->n_pending++] = &plan->all[next++];
    return ERR_OK;
}

/* --- Applying --- */

static enum err failed(struct plan *plan, enum err e, const char *what, const char *why)
{
    const char *arg = why == NULL ? what : mem_printf(plan->ctx, "%s: %s", what, why);
    if (e == ERR_FORBIDDEN)
        return problem_set_arg(plan->problem, e, "migration_rights", arg);
    if (e != ERR_BUSY && e != ERR_STORAGE_FULL)
        e = ERR_UNAVAILABLE;
    return problem_set_arg(plan->problem, e, "migration_failed", arg);
}

static enum err apply(struct plan *plan, struct db_conn *conn, const struct migration *m)
{
    char *why = NULL;
    const char *sql =
        db_dialect_map(plan->ctx, db_engine(db_of(conn)), m->asset->data, m->asset->len);
    if (sql == NULL)
        return failed(plan, ERR_UNAVAILABLE, m->name, "-- sqlite:, -- postgres:, -- end");
    enum err e = db_script(conn, sql, plan->ctx, &why);
    if (e != ERR_OK)
        return failed(plan, e, m->name, why);
    DB_QUERY *q = db_query(conn, add_applied);
    db_bind_int(q, m->no);
    db_bind_text(q, m->name);
    db_bind_text(q, m->digest);
    db_bind_int(q, clock_now_ms());
    e = db_run(q);
    return e == ERR_OK ? e : failed(plan, e, m->name, NULL);
}

/* Foreign keys are not enforced while tables are rebuilt (SQLite), so they are checked at the
 * end. */
static enum err check_references(struct plan *plan, struct db_conn *conn)
{
    if (db_engine(db_of(conn)) != DB_SQLITE)
        return ERR_OK;
    DB_QUERY *q = db_query(conn, broken_references);
    bool row;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        return failed(plan, ERR_UNAVAILABLE, db_text(q, 0, NULL), NULL);
    return e;
}

/* The write lock is held meanwhile, so nothing is written between the copy and the migration. */
static enum err copy_first(struct plan *plan, struct db *db)
{
    if (db->ops->engine != DB_SQLITE || plan->n_applied == 0)
        return ERR_OK;
    const char *path = mem_printf(plan->ctx, "%s.before-%04d", db->target, plan->pending[0]->no);
    enum err e = db_copy(db, path, plan->problem);
    return e == ERR_OK ? e : problem_set_arg(plan->problem, e, "migration_copy", path);
}

static enum err isolate(struct plan *plan, struct db_conn *conn, const char *sql)
{
    char *why = NULL;
    if (db_engine(db_of(conn)) != DB_POSTGRES)
        return ERR_OK;
    enum err e = db_script(conn, sql, plan->ctx, &why);
    return e == ERR_OK ? e : failed(plan, e, "row-level security", why);
}

static enum err apply_pending(struct plan *plan, struct db_conn *conn)
{
    char *why = NULL;
    DB_QUERY *lock = db_query(conn, lock_schema);
    enum err e = db_run(lock);
    if (e == ERR_OK)
        e = find_pending(plan, conn); /* another node may have been first */
    if (e != ERR_OK || plan->n_pending == 0)
        return e;
    e = copy_first(plan, db_of(conn));
    if (e != ERR_OK)
        return e;
    const char *sql =
        db_dialect_map(plan->ctx, db_engine(db_of(conn)), create_table, sizeof create_table - 1);
    e = db_script(conn, sql, plan->ctx, &why);
    if (e != ERR_OK)
        return failed(plan, e, "schema_migration", why);
    e = isolate(plan, conn, lift_isolation);
    for (size_t i = 0; e == ERR_OK && i < plan->n_pending; i++)
        e = apply(plan, conn, plan->pending[i]);
    if (e == ERR_OK)
        e = isolate(plan, conn, set_isolation);
    return e == ERR_OK ? check_references(plan, conn) : e;
}

static enum err migrate(struct plan *plan, struct db_conn *conn)
{
    enum err e = find_pending(plan, conn);
    if (e != ERR_OK || plan->n_pending == 0)
        return e;
    if (db_engine(db_of(conn)) == DB_SQLITE)
        e = db_script(conn, "PRAGMA foreign_keys = OFF", plan->ctx, NULL);
    if (e == ERR_OK)
        e = db_begin_write(conn);
    if (e != ERR_OK)
        return e;
    e = apply_pending(plan, conn);
    if (e == ERR_OK)
        return db_commit(conn);
    db_rollback(conn);
    return e;
}

static enum err check(struct plan *plan, struct db_conn *conn)
{
    enum err e = find_pending(plan, conn);
    if (e != ERR_OK || plan->n_pending == 0)
        return e;
    return problem_set_arg(plan->problem, ERR_UNAVAILABLE, "schema_old", plan->pending[0]->name);
}

static enum err with_plan(struct db *db, const struct asset *assets, size_t n,
    struct problem *problem, enum err (*work)(struct plan *, struct db_conn *))
{
    struct db_conn *conn;
    struct plan plan = {.ctx = mem_context(NULL, 0), .problem = problem};
    enum err e = list_migrations(&plan, assets, n);
    if (e == ERR_OK)
        e = db_connect_told(db, problem, &conn);
    if (e == ERR_OK) {
        e = work(&plan, conn);
        if (e != ERR_OK && problem->detail == NULL) /* the log has the engine's words */
            problem_set(problem, e, "database_refused");
        db_disconnect(conn);
    }
    mem_free(plan.ctx);
    return e;
}

enum err db_migrate_with(
    struct db *db, const struct asset *assets, size_t n, struct problem *problem)
{
    return with_plan(db, assets, n, problem, migrate);
}

enum err db_schema_check_with(
    struct db *db, const struct asset *assets, size_t n, struct problem *problem)
{
    return with_plan(db, assets, n, problem, check);
}

enum err db_migrate(struct db *db, struct problem *problem)
{
    size_t n;
    const struct asset *all = asset_all(&n);
    return db_migrate_with(db, all, n, problem);
}

enum err db_schema_check(struct db *db, struct problem *problem)
{
    size_t n;
    const struct asset *all = asset_all(&n);
    return db_schema_check_with(db, all, n, problem);
}

/* A PostgreSQL database as a whole: what its own tools do, and whether all of it can be read. */
#include "kernel/db/db_postgres.h"

#include <stdlib.h>

enum err pg_copy(struct db *db, const char *path, struct problem *problem)
{
    (void)db;
    return problem_set_arg(problem, ERR_METHOD, "database_copy", path);
}

enum err pg_maintain(struct db_conn *conn)
{
    (void)conn;
    return ERR_OK;
}

static enum err damaged(struct problem *problem, const char *what)
{
    return problem_set_arg(problem, ERR_INTERNAL, "database_damaged", what);
}

static enum err broken_indexes(PGconn *pg, struct problem *problem)
{
    PGresult *found = PQexec(pg,
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE NOT i.indisvalid AND n.nspname = ANY (current_schemas(false)) ORDER BY c.relname");
    enum err e = ERR_OK;
    if (!pg_succeeded(found))
        e = damaged(problem, PQresultErrorMessage(found));
    else if (PQntuples(found) > 0)
        e = damaged(problem, PQgetvalue(found, 0, 0));
    PQclear(found);
    return e;
}

/* Every row of every table becomes text once, so every page and every long value is read. */
static enum err unreadable_tables(PGconn *pg, struct problem *problem)
{
    PGresult *tables = PQexec(pg,
        "SELECT format('SELECT count(t::text) FROM %I.%I t', n.nspname, c.relname)"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname = ANY (current_schemas(false)) ORDER BY c.relname");
    enum err e = pg_succeeded(tables) ? ERR_OK : damaged(problem, PQresultErrorMessage(tables));
    for (int i = 0; e == ERR_OK && i < PQntuples(tables); i++) {
        PGresult *result = PQexec(pg, PQgetvalue(tables, i, 0));
        if (!pg_succeeded(result))
            e = damaged(problem, PQresultErrorMessage(result));
        PQclear(result);
    }
    PQclear(tables);
    return e;
}

/* Once for each organisation: a role that row-level security holds sees no more at a time. A
 * database without the table of organisations is one. */
enum err pg_self_check(struct db_conn *conn, struct problem *problem)
{
    struct pg_conn *c = pg_own(conn);
    PGresult *orgs = PQexec(c->pg, "SELECT id FROM org");
    enum err e = broken_indexes(c->pg, problem);
    for (int i = -1; e == ERR_OK && i < PQntuples(orgs); i++) {
        db_set_org(conn, i < 0 ? 0 : strtoll(PQgetvalue(orgs, i, 0), NULL, 10));
        e = pg_tell_org(c);
        if (e == ERR_OK)
            e = unreadable_tables(c->pg, problem);
    }
    PQclear(orgs);
    return e;
}

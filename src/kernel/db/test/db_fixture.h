/* For unit tests: a fresh, empty database of either engine, gone afterwards. PostgreSQL's is a
 * schema of its own in the database that KANAME_TEST_PG names, so tests may run side by side. */
#ifndef KANAME_KERNEL_DB_TEST_DB_FIXTURE_H
#define KANAME_KERNEL_DB_TEST_DB_FIXTURE_H

#include "kernel/db/db.h"

/* False for PostgreSQL when KANAME_TEST_PG is not set; says so on standard output once. */
bool db_fixture_has(enum db_engine engine);

/* Without any table (see db_migrate). Ends the process when it cannot be made. */
struct db *db_fixture_open(enum db_engine engine);

/* The database by its URL, for a second db_open or another process. Lives as long as `db`. */
const char *db_fixture_url(const struct db *db);

/* PostgreSQL: the schema all of it lies in. */
const char *db_fixture_schema(const struct db *db);

/* Every connection is closed before. */
void db_fixture_close(struct db *db);

/* Runs each test once for every engine that is there, named after it: the initial state is an
 * enum db_engine *. The result is that of main. */
struct CMUnitTest;
int db_fixture_run(const struct CMUnitTest *tests, size_t n);

#endif

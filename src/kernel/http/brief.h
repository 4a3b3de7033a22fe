/* Internal to kernel/http: reads so short that handing them to a worker would cost more than they
 * do.
 *
 * Waking a worker and being woken by it takes two switches of threads, which on a small machine is
 * twice the work of reading one record. So a GET of a ROUTE_BRIEF route is tried on the I/O thread,
 * with a connection that waits for nothing and stops after some milliseconds (db_connect_brief).
 * What it gives up, a worker does from the beginning. On PostgreSQL nothing is tried: its server is
 * waited for. docs/adr/0009. */
#ifndef KANAME_KERNEL_HTTP_BRIEF_H
#define KANAME_KERNEL_HTTP_BRIEF_H

#include <stdbool.h>

struct briefs;
struct db;
struct exchange;

/* For `n` I/O threads. `db` may be NULL: then nothing is tried. */
struct briefs *briefs_new(const void *ctx, struct db *db, int n);
void briefs_stop(struct briefs *briefs); /* when the I/O threads have ended */

/* True: the answer is ready in the exchange. False: a worker is to run it. */
bool brief_run(struct exchange *ex);

#endif

/* For unit tests of services: a migrated database of either engine with one organisation, and a
 * call that acts in it as the system. Gone afterwards. */
#ifndef KANAME_KERNEL_TEST_CALL_FIXTURE_H
#define KANAME_KERNEL_TEST_CALL_FIXTURE_H

#include "kernel/app.h"
#include "kernel/db/test/db_fixture.h"

struct call_fixture {
    struct db *db;
    struct app app;
    struct who who;
    struct call *c; /* at 2026-09-21, via "test" */
};

enum { CALL_FIXTURE_ORG = 7 };

/* Ends the test when something fails. */
void call_fixture_open(struct call_fixture *f, enum db_engine engine,
    const struct module *const *modules, size_t n_modules);
void call_fixture_close(struct call_fixture *f);

/* Forgets what went wrong and an open transaction. */
void call_fixture_renew(struct call_fixture *f);

/* Asserts success; prints the first bad field otherwise. */
void call_fixture_ok(struct call_fixture *f, enum err e);

/* Opens, runs and closes on each engine there is. */
void call_fixture_on_both(
    const struct module *const *modules, size_t n_modules, void (*test)(struct call_fixture *f));

#endif

/* For unit tests of the kernel and of modules: a migrated database of either engine with one
 * organisation (its top unit, one person, one account that is admin and ciso) and an open call by
 * the system. Gone afterwards. */
#ifndef KANAME_KERNEL_TEST_KERNEL_FIXTURE_H
#define KANAME_KERNEL_TEST_KERNEL_FIXTURE_H

#include "kernel/app.h"
#include "kernel/http/req.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct kernel_fixture {
    struct app app;
    struct call *call; /* the system in the organisation */
    int64_t org_id;
    int64_t account_id; /* "kacho": admin and ciso at the top; password FIXTURE_PASSWORD */
    int64_t top_unit_id;
    const char *folder; /* for files of the test; removed when empty or only files are in it */
};

#define FIXTURE_PASSWORD "seven grey herons walk"

/* `modules` beside those of the kernel, NULL-terminated; NULL: none. */
struct kernel_fixture *kernel_fixture_new(
    enum db_engine engine, const struct module *const *modules);
void kernel_fixture_free(struct kernel_fixture *f);

/* The same database with nothing in it but the schema. */
struct kernel_fixture *kernel_fixture_empty(
    enum db_engine engine, const struct module *const *modules);

/* A request as the router hands it to a handler: by nobody, on a connection of its own. */
struct req *kernel_fixture_request(struct kernel_fixture *f);
void kernel_fixture_request_end(struct req *r);

/* Runs each test on every engine that is there, named after it. The test's *state is a
 * struct kernel_fixture *. Returns what main returns. */
int kernel_fixture_run(const char *group, const struct CMUnitTest *tests, size_t n,
    const struct module *const *modules);

#endif

#include "kernel/test/kernel_fixture.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/password.h"
#include "kernel/auth/setup.h"
#include "kernel/db/test/db_fixture.h"
#include "kernel/unit/unit_reg.h"
#include "kernel/unit/unit_tree.h"

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MODULES_MOST = 16 };

static void must(enum err e, const char *what)
{
    if (e == ERR_OK)
        return;
    fprintf(stderr, "kernel_fixture: %s: %s\n", what, err_code(e));
    abort();
}

static void add_modules(struct kernel_fixture *f, const struct module *const *modules)
{
    const struct module **all = mem_array(f, const struct module *, MODULES_MOST);
    size_t n = 0;
    all[n++] = &module_unit;
    for (; modules != NULL && *modules != NULL && n < MODULES_MOST; modules++)
        all[n++] = *modules;
    f->app.modules = all;
    f->app.n_modules = n;
    app_build(f, &f->app);
}

struct kernel_fixture *kernel_fixture_empty(
    enum db_engine engine, const struct module *const *modules)
{
    struct kernel_fixture *f = mem_new(NULL, struct kernel_fixture);
    const char *parent = getenv("TMPDIR");
    char *folder = mem_printf(f, "%s/kaname-kernel.XXXXXX", parent == NULL ? "/tmp" : parent);
    must(mkdtemp(folder) == NULL ? ERR_INTERNAL : ERR_OK, "folder");
    f->folder = folder;
    f->app.config.public_url = "http://localhost:8080";
    f->app.config.spool_dir = folder;
    f->app.config.key_file = mem_printf(f, "%s/keys", folder);
    f->app.db = db_fixture_open(engine);
    must(db_migrate(f->app.db, problem_new(f)), "migrate");
    add_modules(f, modules);
    must(call_open(&f->app, "test", &f->call), "connect");
    return f;
}

static void set_up_organisation(struct kernel_fixture *f)
{
    struct call *c = f->call;
    static char *hash; /* once a process: it costs time by design */
    if (hash == NULL)
        hash = password_hash(NULL, FIXTURE_PASSWORD);
    json_t *body = json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:s}", "organisation", "東西商事",
        "zone", "Asia/Tokyo", "lang", "ja", "fiscal_first_month", 4, "family_name", "佐藤",
        "given_name", "一郎", "login", "kacho");
    must(tx_begin(c), "begin");
    must(setup_create(c, body, hash, &f->account_id), "organisation");
    must(tx_commit(c), "commit");
    json_decref(body);
    f->org_id = db_org(c->db);
    must(unit_tree_top(c, &f->top_unit_id), "top unit");
}

struct kernel_fixture *kernel_fixture_new(
    enum db_engine engine, const struct module *const *modules)
{
    struct kernel_fixture *f = kernel_fixture_empty(engine, modules);
    set_up_organisation(f);
    return f;
}

static void remove_folder(const char *folder)
{
    DIR *list = opendir(folder);
    if (list == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(list)) != NULL;)
        unlinkat(dirfd(list), entry->d_name, 0);
    closedir(list);
    rmdir(folder);
}

void kernel_fixture_free(struct kernel_fixture *f)
{
    call_close(f->call);
    db_fixture_close(f->app.db);
    remove_folder(f->folder);
    mem_free(f);
}

struct req *kernel_fixture_request(struct kernel_fixture *f)
{
    struct req *r = mem_new(NULL, struct req);
    must(db_connect(f->app.db, &r->call.db), "connect");
    r->call.app = &f->app;
    r->call.lang = "ja";
    r->call.via = "http 203.0.113.4";
    r->call.now_ms = clock_now_ms();
    r->call.problem = problem_new(r);
    r->remote = "203.0.113.4";
    r->user_agent = "test";
    r->resp.fd = -1;
    return r;
}

void kernel_fixture_request_end(struct req *r)
{
    tx_abort(&r->call);
    db_disconnect(r->call.db);
    mem_free(r);
}

/* ---- both engines ---- */

struct initial {
    enum db_engine engine;
    const struct module *const *modules;
};

static int set_up(void **state)
{
    const struct initial *initial = *state;
    *state = kernel_fixture_new(initial->engine, initial->modules);
    return 0;
}

static int tear_down(void **state)
{
    kernel_fixture_free(*state);
    return 0;
}

int kernel_fixture_run(const char *group, const struct CMUnitTest *tests, size_t n,
    const struct module *const *modules)
{
    static const char *const names[] = {[DB_SQLITE] = "sqlite", [DB_POSTGRES] = "postgres"};
    struct initial initial[] = {{DB_SQLITE, modules}, {DB_POSTGRES, modules}};
    void *ctx = mem_context(NULL, 0);
    struct CMUnitTest *both = mem_array(ctx, struct CMUnitTest, 2 * n);
    size_t n_both = 0;
    log_set_level(LOG_LEVEL_MAX); /* what is logged here is provoked */
    must(sodium_init() < 0 ? ERR_INTERNAL : ERR_OK, "libsodium");
    for (int e = 0; e < 2; e++) {
        if (!db_fixture_has(initial[e].engine))
            continue;
        for (size_t i = 0; i < n; i++) {
            both[n_both] = tests[i];
            both[n_both].name = mem_printf(ctx, "%s_%s", names[initial[e].engine], tests[i].name);
            both[n_both].setup_func = set_up;
            both[n_both].teardown_func = tear_down;
            both[n_both++].initial_state = &initial[e];
        }
    }
    int failed = _cmocka_run_group_tests(group, both, n_both, NULL, NULL);
    mem_free(ctx);
    return failed;
}

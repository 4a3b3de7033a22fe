#include "kernel/test/call_fixture.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void make_org(struct call_fixture *f)
{
    struct uuid uid = uuid_new(1);
    static const uint8_t zeros[32];
    assert_int_equal(db_begin_write(f->c->db), ERR_OK);
    DB_QUERY *org = db_query(f->c->db,
        "INSERT INTO org (id, uid, name, zone, lang, currency, fiscal_first_month, created_at)"
        " VALUES (:org, ?, 'org', 'Asia/Tokyo', 'ja', 'JPY', 4, 0)");
    db_bind_uuid(org, &uid);
    assert_int_equal(db_run(org), ERR_OK);
    DB_QUERY *head =
        db_query(f->c->db, "INSERT INTO audit_head (org_id, seq, hash) VALUES (:org, 0, ?)");
    db_bind_blob(head, zeros, sizeof zeros);
    assert_int_equal(db_run(head), ERR_OK);
}

void call_fixture_open(struct call_fixture *f, enum db_engine engine,
    const struct module *const *modules, size_t n_modules)
{
    f->db = db_fixture_open(engine);
    f->c = mem_new(NULL, struct call);
    f->app = (struct app){.db = f->db, .modules = modules, .n_modules = n_modules};
    f->app.config.spool_dir = "/tmp";
    f->who = (struct who){.org_id = CALL_FIXTURE_ORG, .system = true, .login = "", .name = "test"};
    f->c->app = &f->app;
    f->c->who = &f->who;
    f->c->lang = "ja";
    f->c->via = "test";
    f->c->org = (struct org_settings){"org", "Asia/Tokyo", "ja", "JPY", 4};
    f->c->now_ms = 1790000000000; /* 2026-09-21 */
    f->c->problem = problem_new(f->c);
    assert_int_equal(db_migrate(f->db, f->c->problem), ERR_OK);
    assert_int_equal(db_connect(f->db, &f->c->db), ERR_OK);
    db_set_org(f->c->db, CALL_FIXTURE_ORG);
    make_org(f);
    assert_int_equal(db_commit(f->c->db), ERR_OK);
}

void call_fixture_close(struct call_fixture *f)
{
    tx_abort(f->c);
    db_disconnect(f->c->db);
    mem_free(f->c);
    db_fixture_close(f->db);
}

void call_fixture_renew(struct call_fixture *f)
{
    tx_abort(f->c);
    f->c->problem = problem_new(f->c);
}

void call_fixture_ok(struct call_fixture *f, enum err e)
{
    if (e != ERR_OK && f->c->problem->n_fields > 0)
        print_message("%s %s\n", f->c->problem->fields[0].pointer, f->c->problem->fields[0].code);
    assert_int_equal(e, ERR_OK);
}

void call_fixture_on_both(
    const struct module *const *modules, size_t n_modules, void (*test)(struct call_fixture *f))
{
    for (int engine = DB_SQLITE; engine <= DB_POSTGRES; engine++) {
        if (!db_fixture_has((enum db_engine)engine))
            continue;
        struct call_fixture f;
        call_fixture_open(&f, (enum db_engine)engine, modules, n_modules);
        test(&f);
        call_fixture_close(&f);
    }
}

/* Signing in, sessions and accounts against a database of each engine. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/idempotency.h"
#include "kernel/auth/session.h"
#include "kernel/auth/session_store.h"
#include "kernel/auth/signin.h"
#include "kernel/auth/throttle.h"
#include "kernel/test/kernel_fixture.h"

#include <stdlib.h>
#include <string.h>

/* The cookie of the answer, as a browser sends it back; under r. */
static const char *cookie_of(struct req *r)
{
    for (size_t i = 0; i < r->resp.n_headers; i++) {
        const char *value = r->resp.headers[i].value;
        if (strcmp(r->resp.headers[i].key, "Set-Cookie") == 0)
            return mem_strndup(r, value, strcspn(value, ";"));
    }
    return NULL;
}

/* Signs in; the cookie is malloc'ed. */
static char *sign_in(struct kernel_fixture *f)
{
    struct req *r = kernel_fixture_request(f);
    assert_int_equal(signin_password(r, "kacho", FIXTURE_PASSWORD, NULL), ERR_OK);
    char *cookie = strdup(cookie_of(r));
    kernel_fixture_request_end(r);
    return cookie;
}

static enum err come_at(struct kernel_fixture *f, const char *cookie, int64_t now_ms)
{
    struct req *r = kernel_fixture_request(f);
    r->call.now_ms = now_ms;
    enum err e = session_authenticate(r, cookie, NULL, NULL);
    kernel_fixture_request_end(r);
    return e;
}

static enum err come(struct kernel_fixture *f, const char *cookie)
{
    return come_at(f, cookie, clock_now_ms());
}

static void the_right_password_opens_a_session_with_roles_and_settings(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    struct req *r = kernel_fixture_request(f);
    assert_int_equal(session_authenticate(r, cookie, NULL, NULL), ERR_OK);
    assert_int_equal(r->call.who->account_id, f->account_id);
    assert_int_equal(r->call.who->n_grants, 2);
    assert_string_equal(r->call.who->grants[0].unit_path, "/");
    assert_string_equal(r->call.who->name, "佐藤 一郎");
    assert_true(r->call.who->person_id != 0);
    assert_int_equal(strlen(r->call.who->csrf), 43);
    assert_string_equal(r->call.org.name, "東西商事");
    assert_int_equal(db_org(r->call.db), f->org_id);
    kernel_fixture_request_end(r);
    free(cookie);
}

static void a_login_is_found_however_it_is_written(void **state)
{
    struct req *r = kernel_fixture_request(*state);
    assert_int_equal(signin_password(r, "ＫＡＣＨＯ", FIXTURE_PASSWORD, NULL), ERR_OK);
    kernel_fixture_request_end(r);
}

static void wrong_login_and_wrong_password_are_told_alike(void **state)
{
    static const char *const logins[] = {"kacho", "bucho"};
    for (int i = 0; i < 2; i++) {
        struct req *r = kernel_fixture_request(*state);
        assert_int_equal(signin_password(r, logins[i], "wrong", NULL), ERR_UNAUTHENTICATED);
        assert_string_equal(r->call.problem->detail, "sign_in_wrong");
        assert_null(cookie_of(r));
        assert_null(r->call.who);
        kernel_fixture_request_end(r);
    }
}

static enum err try_password(struct kernel_fixture *f, const char *login, const char *password)
{
    struct req *r = kernel_fixture_request(f);
    enum err e = signin_password(r, login, password, NULL);
    if (e == ERR_TOO_MANY)
        assert_in_range(r->call.problem->retry_after_s, 1, LIMIT_LOGIN_WAIT_MINUTES * 60);
    kernel_fixture_request_end(r);
    return e;
}

static void too_many_failures_lock_known_and_unknown_logins_alike(void **state)
{
    struct kernel_fixture *f = *state;
    f->app.throttle = throttle_new(f, LIMIT_LOGIN_WAIT_MINUTES * 60000LL);
    for (int i = 0; i < LIMIT_LOGIN_FAILURES; i++) {
        assert_int_equal(try_password(f, "kacho", "wrong"), ERR_UNAUTHENTICATED);
        assert_int_equal(try_password(f, "nobody", "wrong"), ERR_UNAUTHENTICATED);
    }
    assert_int_equal(try_password(f, "kacho", FIXTURE_PASSWORD), ERR_TOO_MANY);
    assert_int_equal(try_password(f, "nobody", "wrong"), ERR_TOO_MANY);
}

static void the_lock_survives_a_restart(void **state)
{
    struct kernel_fixture *f = *state;
    for (int i = 0; i < LIMIT_LOGIN_FAILURES; i++)
        assert_int_equal(try_password(f, "kacho", "wrong"), ERR_UNAUTHENTICATED);
    assert_int_equal(try_password(f, "kacho", FIXTURE_PASSWORD), ERR_TOO_MANY);
}

static void a_session_ends_when_unused_and_in_the_end(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    int64_t now = clock_now_ms(), hour = 3600000;
    assert_int_equal(come_at(f, cookie, now + 2 * hour + 1000), ERR_UNAUTHENTICATED);
    for (int64_t at = now; at < now + 12 * hour - 60000; at += hour)
        assert_int_equal(come_at(f, cookie, at), ERR_OK);
    assert_int_equal(come_at(f, cookie, now + 12 * hour + 1000), ERR_UNAUTHENTICATED);
    free(cookie);
}

static void other_cookies_open_nothing(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    cookie[strlen(cookie) - 1] ^= 1;
    assert_int_equal(come(f, cookie), ERR_UNAUTHENTICATED);
    assert_int_equal(come(f, "kaname_session="), ERR_UNAUTHENTICATED);
    assert_int_equal(come(f, NULL), ERR_UNAUTHENTICATED);
    struct req *r = kernel_fixture_request(f);
    assert_int_equal(session_authenticate(r, NULL, "token", NULL), ERR_UNAUTHENTICATED);
    assert_string_equal(r->call.problem->detail, "token_dead");
    kernel_fixture_request_end(r);
    free(cookie);
}

/* As the router does it for a GET: within the handler's read transaction. */
static enum err read_at(struct kernel_fixture *f, const char *cookie, int64_t now_ms)
{
    struct req *r = kernel_fixture_request(f);
    r->call.now_ms = now_ms;
    assert_int_equal(tx_begin_ahead(&r->call), ERR_OK);
    enum err e = session_authenticate(r, cookie, NULL, NULL);
    assert_int_equal(tx_begin_read(&r->call), ERR_OK);
    assert_true(db_in_transaction(r->call.db));
    tx_abort(&r->call);
    kernel_fixture_request_end(r);
    return e;
}

static void a_session_that_only_reads_stays_in_use(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    int64_t idle_ms = LIMIT_SESSION_IDLE_HOURS * 3600000LL;
    int64_t later_ms = clock_now_ms() + idle_ms - 60000;
    assert_int_equal(read_at(f, cookie, later_ms), ERR_OK);
    assert_int_equal(come_at(f, cookie, later_ms + 120000), ERR_OK);
    free(cookie);
}

static void signing_in_again_ends_the_session_one_came_with(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    struct req *r = kernel_fixture_request(f);
    assert_int_equal(session_authenticate(r, cookie, NULL, NULL), ERR_OK);
    assert_int_equal(signin_password(r, "kacho", FIXTURE_PASSWORD, NULL), ERR_OK);
    assert_int_equal(come(f, cookie), ERR_UNAUTHENTICATED);
    assert_int_equal(come(f, cookie_of(r)), ERR_OK);
    kernel_fixture_request_end(r);
    free(cookie);
}

static void signing_out_ends_the_session(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    struct req *r = kernel_fixture_request(f);
    assert_int_equal(session_authenticate(r, cookie, NULL, NULL), ERR_OK);
    assert_int_equal(signin_out(r), ERR_OK);
    assert_int_equal(come(f, cookie), ERR_UNAUTHENTICATED);
    kernel_fixture_request_end(r);
    free(cookie);
}

static void a_link_opens_a_session_once(void **state)
{
    struct kernel_fixture *f = *state;
    struct account account;
    const char *url = NULL;
    int64_t expires = 0;
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_store_by_id(f->call, f->account_id, &account), ERR_OK);
    assert_int_equal(signin_link_new(f->call, &account, &url, &expires), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    const char *token = strchr(url, '#') + 1;
    struct req *r = kernel_fixture_request(f);
    assert_int_equal(signin_link(r, token, NULL), ERR_OK);
    assert_int_equal(come(f, cookie_of(r)), ERR_OK);
    kernel_fixture_request_end(r);
    r = kernel_fixture_request(f);
    assert_int_equal(signin_link(r, token, NULL), ERR_UNAUTHENTICATED);
    assert_string_equal(r->call.problem->detail, "link_dead");
    kernel_fixture_request_end(r);
}

static void only_so_many_sessions_are_kept(void **state)
{
    struct kernel_fixture *f = *state;
    char *first = sign_in(f);
    for (int i = 0; i < LIMIT_SESSIONS; i++)
        free(sign_in(f));
    assert_int_equal(come(f, first), ERR_UNAUTHENTICATED);
    free(first);
}

/* ---- accounts ---- */

static struct account account_add(struct kernel_fixture *f, const char *login, const char *role)
{
    struct account account;
    json_t *body = json_pack("{s:s, s:s, s:[{s:s, s:s}]}", "login", login, "name", login, "roles",
        "role", role, "unit", "U-0001");
    json_t *item = json_array_get(json_object_get(body, "roles"), 0);
    DB_QUERY *q = db_query(f->call->db, "SELECT number FROM unit WHERE org_id = :org");
    bool row = false;
    assert_int_equal(db_step(q, &row), ERR_OK);
    json_object_set_new(item, "unit", json_string(db_text(q, 0, NULL)));
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_create(f->call, body, &account), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    json_decref(body);
    return account;
}

static void the_last_administrator_stays(void **state)
{
    struct kernel_fixture *f = *state;
    struct account admin;
    json_t *none = json_array();
    account_add(f, "invited", "admin"); /* has never signed in: does not count */
    assert_int_equal(account_store_by_id(f->call, f->account_id, &admin), ERR_OK);
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_set_roles(f->call, &admin, none), ERR_CONFLICT);
    assert_string_equal(f->call->problem->detail, "last_admin");
    assert_int_equal(account_set_enabled(f->call, &admin, false), ERR_CONFLICT);
    tx_abort(f->call);
    json_decref(none);
}

static void a_second_administrator_lets_the_first_go(void **state)
{
    struct kernel_fixture *f = *state;
    struct account admin, second = account_add(f, "second", "admin");
    assert_int_equal(account_store_by_id(f->call, f->account_id, &admin), ERR_OK);
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_store_signed_in(f->call, second.id), ERR_OK);
    assert_int_equal(account_set_enabled(f->call, &admin, false), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    assert_int_equal(try_password(f, "kacho", FIXTURE_PASSWORD), ERR_UNAUTHENTICATED);
}

static void disabling_ends_the_sessions(void **state)
{
    struct kernel_fixture *f = *state;
    struct account admin, second = account_add(f, "second", "admin");
    char *cookie = sign_in(f);
    assert_int_equal(account_store_by_id(f->call, f->account_id, &admin), ERR_OK);
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_store_signed_in(f->call, second.id), ERR_OK);
    assert_int_equal(account_set_enabled(f->call, &admin, false), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    assert_int_equal(come(f, cookie), ERR_UNAUTHENTICATED);
    free(cookie);
}

static void a_login_is_taken_once_and_bad_roles_are_named(void **state)
{
    struct kernel_fixture *f = *state;
    struct account account;
    json_t *body = json_pack("{s:s, s:s}", "login", "Kacho", "name", "x");
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_create(f->call, body, &account), ERR_INVALID);
    assert_string_equal(f->call->problem->fields[0].code, "login_taken");
    tx_abort(f->call);
    json_decref(body);
    f->call->problem = problem_new(f->call);
    body = json_pack("{s:s, s:s, s:[{s:s, s:s}]}", "login", "new", "name", "x", "roles", "role",
        "member", "unit", "U-1999-0001");
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(account_create(f->call, body, &account), ERR_INVALID);
    assert_string_equal(f->call->problem->fields[0].pointer, "/roles/0/unit");
    tx_abort(f->call);
    json_decref(body);
}

static int count_actions(struct kernel_fixture *f, const char *action)
{
    int64_t next = 0;
    int n = 0;
    struct jw w = jw_init(buf_new(f->call));
    jw_arr_begin(&w);
    assert_int_equal(audit_history(f->call, "account", f->account_id, 100, 0, &w, &next), ERR_OK);
    jw_arr_end(&w);
    assert_int_equal(next, 0);
    json_t *list = json_loads(w.buf->data, 0, NULL);
    assert_non_null(list);
    for (size_t i = 0; i < json_array_size(list); i++)
        n += strcmp(json_string_value(json_object_get(json_array_get(list, i), "action")),
                 action) == 0;
    json_decref(list);
    return n;
}

static void what_happens_to_an_account_is_in_its_history(void **state)
{
    struct kernel_fixture *f = *state;
    char *cookie = sign_in(f);
    assert_int_equal(try_password(f, "kacho", "wrong"), ERR_UNAUTHENTICATED);
    assert_int_equal(count_actions(f, "create"), 1);
    assert_int_equal(count_actions(f, "sign_in"), 1);
    assert_int_equal(count_actions(f, "sign_in_failed"), 1);
    free(cookie);
}

/* ---- kept answers ---- */

static void audited(struct call *c)
{
    assert_int_equal(tx_begin(c), ERR_OK);
    audit_add(c, &(struct audit_entry){.action = "create", .subject = "thing"});
    assert_int_equal(tx_commit(c), ERR_OK);
}

static struct req *come_in(struct kernel_fixture *f)
{
    struct req *r = kernel_fixture_request(f);
    db_set_org(r->call.db, f->org_id);
    assert_int_equal(actor_account(&r->call, f->account_id), ERR_OK);
    return r;
}

static void an_answer_is_given_again_for_the_same_key(void **state)
{
    struct digest request = digest_of("a", 1), other = digest_of("b", 1);
    struct idempotency_answer answer = {.status = 201, .location = "/x", .body = "{\"a\":1}"};
    struct idempotency_answer again;
    bool kept = true;
    struct req *r = come_in(*state);
    assert_int_equal(idempotency_begin(&r->call, "k1", &request, &kept, &again), ERR_OK);
    assert_false(kept);
    audited(&r->call);
    audited(&r->call); /* a handler may have several transactions */
    assert_int_equal(idempotency_end(&r->call, &answer), ERR_OK);
    kernel_fixture_request_end(r);
    r = come_in(*state);
    assert_int_equal(idempotency_begin(&r->call, "k1", &request, &kept, &again), ERR_OK);
    assert_true(kept);
    assert_int_equal(again.status, 201);
    assert_string_equal(again.location, "/x");
    assert_string_equal(again.body, "{\"a\":1}");
    assert_int_equal(idempotency_begin(&r->call, "k1", &other, &kept, &again), ERR_INVALID);
    assert_int_equal(idempotency_begin(&r->call, "a b", &other, &kept, &again), ERR_INVALID);
    kernel_fixture_request_end(r);
}

static void a_key_whose_answer_was_lost_is_not_done_again(void **state)
{
    struct digest request = digest_of("a", 1);
    struct idempotency_answer again;
    bool kept = true;
    struct req *r = come_in(*state);
    assert_int_equal(idempotency_begin(&r->call, "k2", &request, &kept, &again), ERR_OK);
    audited(&r->call);
    kernel_fixture_request_end(r);
    r = come_in(*state);
    assert_int_equal(idempotency_begin(&r->call, "k2", &request, &kept, &again), ERR_CONFLICT);
    r->call.now_ms += 25LL * 3600 * 1000; /* a day later it is a new one */
    assert_int_equal(idempotency_begin(&r->call, "k2", &request, &kept, &again), ERR_OK);
    audited(&r->call);
    kernel_fixture_request_end(r);
}

static void two_requests_at_once_with_one_key_are_done_once(void **state)
{
    struct digest request = digest_of("a", 1);
    struct idempotency_answer again;
    bool kept = true;
    struct req *a = come_in(*state), *b = come_in(*state);
    assert_int_equal(idempotency_begin(&a->call, "k3", &request, &kept, &again), ERR_OK);
    assert_int_equal(idempotency_begin(&b->call, "k3", &request, &kept, &again), ERR_OK);
    audited(&a->call);
    assert_int_equal(tx_begin(&b->call), ERR_OK);
    audit_add(&b->call, &(struct audit_entry){.action = "create", .subject = "thing"});
    assert_int_equal(tx_commit(&b->call), ERR_CONFLICT);
    kernel_fixture_request_end(a);
    kernel_fixture_request_end(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_password_opens_a_session_with_roles_and_settings),
        cmocka_unit_test(a_login_is_found_however_it_is_written),
        cmocka_unit_test(wrong_login_and_wrong_password_are_told_alike),
        cmocka_unit_test(too_many_failures_lock_known_and_unknown_logins_alike),
        cmocka_unit_test(the_lock_survives_a_restart),
        cmocka_unit_test(a_session_ends_when_unused_and_in_the_end),
        cmocka_unit_test(other_cookies_open_nothing),
        cmocka_unit_test(a_session_that_only_reads_stays_in_use),
        cmocka_unit_test(signing_in_again_ends_the_session_one_came_with),
        cmocka_unit_test(signing_out_ends_the_session),
        cmocka_unit_test(a_link_opens_a_session_once),
        cmocka_unit_test(only_so_many_sessions_are_kept),
        cmocka_unit_test(the_last_administrator_stays),
        cmocka_unit_test(a_second_administrator_lets_the_first_go),
        cmocka_unit_test(disabling_ends_the_sessions),
        cmocka_unit_test(a_login_is_taken_once_and_bad_roles_are_named),
        cmocka_unit_test(what_happens_to_an_account_is_in_its_history),
        cmocka_unit_test(an_answer_is_given_again_for_the_same_key),
        cmocka_unit_test(a_key_whose_answer_was_lost_is_not_done_again),
        cmocka_unit_test(two_requests_at_once_with_one_key_are_done_once),
    };
    return kernel_fixture_run("signin", tests, sizeof tests / sizeof tests[0], NULL);
}

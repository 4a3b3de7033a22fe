#include "kernel/auth/who.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct perm update = {"measure.update", PERM_ROLE, OF_CISO | OF_MANAGER};

static struct who with(const struct grant *grants, size_t n)
{
    return (struct who){.org_id = 1, .account_id = 7, .grants = grants, .n_grants = n};
}

static void every_role_has_a_key_that_parses_back(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE_MAX; i++) {
        enum role role = ROLE_MAX;
        assert_true(role_parse(role_key((enum role)i), &role));
        assert_int_equal(role, i);
    }
    enum role untouched = ROLE_CSIRT;
    assert_false(role_parse("root", &untouched));
    assert_int_equal(untouched, ROLE_CSIRT);
}

static void a_tokens_scopes_limit_what_its_account_holds(void **state)
{
    static const struct perm see = {"measure.read", PERM_ROLE, OF_CISO};
    static const struct perm follow = {"campaign.follow", PERM_ROLE, OF_CISO};
    static const char *const scopes[] = {"measure.read"}, *const all[] = {"read"},
                             *const change[] = {"measure.write"};
    (void)state;
    struct grant grants[] = {{ROLE_CISO, 1, "/"}};
    struct who who = with(grants, 1);
    size_t n = 0;
    void *ctx = mem_context(NULL, 0);
    who.n_scopes = 1;
    who.scopes = scopes;
    assert_true(who_may(&who, &see, "/"));
    assert_false(who_may(&who, &update, "/"));
    assert_false(who_holds(&who, &follow));
    assert_false(who_in_scope(&who, &see, true));
    assert_true(who_in_scope(&who, &PERM_ACCOUNT, false));
    assert_false(who_in_scope(&who, &PERM_ACCOUNT, true));
    who_scope(ctx, &who, &update, &n);
    assert_int_equal(n, 0);
    who.scopes = all;
    assert_true(who_may(&who, &see, "/") && who_holds(&who, &follow));
    assert_false(who_holds(&who, &update));
    who.scopes = change;
    assert_true(who_may(&who, &see, "/") && who_may(&who, &update, "/"));
    assert_false(who_holds(&who, &follow));
    who.n_scopes = 0;
    assert_false(who_holds(&who, &see));
    mem_free(ctx);
}

static void nobody_holds_only_what_is_public(void **state)
{
    (void)state;
    assert_true(who_holds(NULL, &PERM_ANYONE));
    assert_false(who_holds(NULL, &PERM_ACCOUNT));
    assert_false(who_holds(NULL, &update));
    assert_true(who_may(NULL, &PERM_ANYONE, "/1/"));
    assert_false(who_may(NULL, &update, "/1/"));
}

static void an_account_without_roles_is_only_signed_in(void **state)
{
    (void)state;
    struct who who = with(NULL, 0);
    assert_true(who_holds(&who, &PERM_ACCOUNT));
    assert_true(who_may(&who, &PERM_ACCOUNT, "/1/"));
    assert_false(who_holds(&who, &update));
}

static void provisioning_stands_apart_from_all_other_scopes(void **state)
{
    (void)state;
    static const char *const scim[] = {"scim"}, *const others[] = {"read", "write", "scim.write"};
    struct grant grants[] = {{ROLE_ADMIN, 1, "/"}, {ROLE_MANAGER, 1, "/"}};
    struct who who = with(grants, 2);
    who.scopes = scim;
    who.n_scopes = 1;
    assert_true(who_in_scope(&who, &PERM_SCIM, true));
    assert_true(who_may(&who, &PERM_SCIM, "/"));
    assert_false(who_in_scope(&who, &update, false));
    assert_false(who_may(&who, &update, "/1/"));
    assert_false(who_in_scope(&who, &PERM_ACCOUNT, false));
    assert_false(who_in_scope(&who, &PERM_ACCOUNT, true));
    who.scopes = others;
    who.n_scopes = 3;
    assert_false(who_in_scope(&who, &PERM_SCIM, false));
    assert_false(who_may(&who, &PERM_SCIM, "/"));
}

static void a_role_reaches_its_unit_and_all_below(void **state)
{
    (void)state;
    struct grant grants[] = {{ROLE_MANAGER, 5, "/1/5/"}};
    struct who who = with(grants, 1);
    assert_true(who_holds(&who, &update));
    assert_true(who_may(&who, &update, "/1/5/"));
    assert_true(who_may(&who, &update, "/1/5/9/"));
    assert_false(who_may(&who, &update, "/1/"));
    assert_false(who_may(&who, &update, "/1/55/"));
    assert_false(who_may(&who, &update, "/1/6/"));
}

static void a_record_of_the_organisation_is_read_by_any_holder_and_changed_at_the_top(void **state)
{
    (void)state;
    struct grant low[] = {{ROLE_MANAGER, 5, "/1/5/"}};
    struct grant top[] = {{ROLE_MANAGER, 1, "/"}};
    struct who below_top = with(low, 1);
    struct who at_top = with(top, 1);
    assert_true(who_may(&below_top, &update, NULL));
    assert_false(who_may(&below_top, &update, "/"));
    assert_true(who_may(&at_top, &update, "/"));
}

static void another_role_in_the_unit_does_not_help(void **state)
{
    (void)state;
    struct grant grants[] = {{ROLE_MEMBER, 1, "/"}, {ROLE_MANAGER, 5, "/1/5/"}};
    struct who who = with(grants, 2);
    assert_false(who_may(&who, &update, "/1/6/"));
    assert_true(who_may(&who, &update, "/1/5/"));
}

static void admin_alone_sees_no_business_data(void **state)
{
    (void)state;
    static const struct perm read = {"measure.read", PERM_ROLE, OF_STAFF};
    struct grant grants[] = {{ROLE_ADMIN, 1, "/"}};
    struct who who = with(grants, 1);
    assert_false(who_holds(&who, &read));
}

static void the_system_may_everything_everywhere(void **state)
{
    (void)state;
    struct who who = {.org_id = 1, .system = true};
    size_t n = 0;
    void *ctx = mem_context(NULL, 0);
    assert_true(who_may(&who, &update, "/1/2/"));
    assert_string_equal(who_scope(ctx, &who, &update, &n)[0], "/");
    assert_int_equal(n, 1);
    mem_free(ctx);
}

static void a_scope_has_no_path_below_another(void **state)
{
    (void)state;
    struct grant grants[] = {
        {ROLE_MANAGER, 9, "/1/5/9/"},
        {ROLE_MANAGER, 5, "/1/5/"},
        {ROLE_CISO, 9, "/1/5/9/"},
        {ROLE_MANAGER, 6, "/1/6/"},
        {ROLE_MEMBER, 1, "/"},
    };
    struct who who = with(grants, 5);
    void *ctx = mem_context(NULL, 0);
    size_t n = 0;
    const char **paths = who_scope(ctx, &who, &update, &n);
    assert_int_equal(n, 2);
    assert_string_equal(paths[0], "/1/5/");
    assert_string_equal(paths[1], "/1/6/");
    mem_free(ctx);
}

static void the_scope_of_one_without_the_role_is_empty(void **state)
{
    (void)state;
    struct grant grants[] = {{ROLE_MEMBER, 1, "/"}};
    struct who who = with(grants, 1);
    void *ctx = mem_context(NULL, 0);
    size_t n = 9;
    who_scope(ctx, &who, &update, &n);
    assert_int_equal(n, 0);
    who_scope(ctx, NULL, &update, &n);
    assert_int_equal(n, 0);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_has_a_key_that_parses_back),
        cmocka_unit_test(a_tokens_scopes_limit_what_its_account_holds),
        cmocka_unit_test(nobody_holds_only_what_is_public),
        cmocka_unit_test(an_account_without_roles_is_only_signed_in),
        cmocka_unit_test(provisioning_stands_apart_from_all_other_scopes),
        cmocka_unit_test(a_role_reaches_its_unit_and_all_below),
        cmocka_unit_test(a_record_of_the_organisation_is_read_by_any_holder_and_changed_at_the_top),
        cmocka_unit_test(another_role_in_the_unit_does_not_help),
        cmocka_unit_test(admin_alone_sees_no_business_data),
        cmocka_unit_test(the_system_may_everything_everywhere),
        cmocka_unit_test(a_scope_has_no_path_below_another),
        cmocka_unit_test(the_scope_of_one_without_the_role_is_empty),
    };
    return cmocka_run_group_tests_name("who", tests, NULL, NULL);
}

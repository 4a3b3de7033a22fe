#include "kernel/auth/password.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/auth/password_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

static const char *fault_of(const char *password, const char *login, const char *name)
{
    static char code[40];
    struct problem *problem = problem_new(NULL);
    password_check(password, login, name, LIMIT_PASSWORD_MIN, "/password", problem);
    assert_true(problem->n_fields <= 1);
    snprintf(code, sizeof code, "%s", problem->n_fields == 0 ? "" : problem->fields[0].code);
    mem_free(problem);
    return code;
}

static void assert_fault(const char *password, const char *code)
{
    assert_string_equal(fault_of(password, "hanako.yamada@example.jp", "山田 花子"), code);
}

static void a_long_phrase_is_taken(void **state)
{
    (void)state;
    assert_fault("correct horse battery staple", "");
    assert_fault("x7Kp-Qm2w-Rt9z", "");
    assert_fault("富士山の上で赤い傘を回す猫", "");
}

static void length_is_counted_in_characters(void **state)
{
    (void)state;
    assert_fault("k7Kp-Qm2w-R", "password_short");
    assert_fault("あいうえおかきくけこさ", "password_short");
    char text[300];
    memset(text, 'x', sizeof text);
    text[257] = '\0';
    assert_fault(text, "password_long");
}

static void what_everybody_guesses_is_refused(void **state)
{
    (void)state;
    assert_fault("password1234", "password_common");
    assert_fault("P@ssw0rd!P@ssw0rd!", "password_common");
    assert_fault("123456789012", "password_common");
    assert_fault("qwertyuiop12", "password_common");
    assert_fault("aaaaaaaaaaaaaaaa", "password_common");
    assert_fault("xyxyxyxyxyxyxyxyxy", "password_common");
    assert_fault("Welcome2026!!", "password_common");
    assert_fault("kaname-security", "password_common");
}

static void what_people_were_found_to_use_is_refused_alone_and_in_pairs(void **state)
{
    (void)state;
    assert_fault("michael12345", "password_common");
    assert_fault("Jennifer-Michael", "password_common");
    assert_fault("1q2w3e4r5t6y", "password_common");
    assert_fault("zzzzzz-abc123-00", "password_common");
    assert_fault("jennifer plays violet drums", "");
    assert_fault("horse michael battery tiger", "");
}

static void the_accounts_own_names_do_not_count(void **state)
{
    (void)state;
    assert_fault("hanako.yamada1", "password_names");
    assert_fault("Yamada-Hanako-77", "password_names");
    assert_fault("山田花子のパスワード", "password_short");
    assert_fault("hanako sees blue rivers", "");
}

static void a_password_fits_only_its_own_hash(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const char *hash = password_hash(ctx, "correct horse battery staple");
    assert_memory_equal(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31);
    assert_true(password_ok(hash, "correct horse battery staple"));
    assert_false(password_ok(hash, "correct horse battery stapl"));
    assert_false(password_ok(NULL, "correct horse battery staple"));
    mem_free(ctx);
}

static int set_up(void **state)
{
    (void)state;
    return sodium_init() < 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_phrase_is_taken),
        cmocka_unit_test(length_is_counted_in_characters),
        cmocka_unit_test(what_everybody_guesses_is_refused),
        cmocka_unit_test(what_people_were_found_to_use_is_refused_alone_and_in_pairs),
        cmocka_unit_test(the_accounts_own_names_do_not_count),
        cmocka_unit_test(a_password_fits_only_its_own_hash),
    };
    return cmocka_run_group_tests_name("password", tests, set_up, NULL);
}

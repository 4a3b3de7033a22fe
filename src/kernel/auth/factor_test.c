#include "kernel/auth/factor_rules.h"

#include "base/mem.h"
#include "kernel/auth/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

/* RFC 6238, appendix B, SHA-1; of its eight digits authenticators show the last six. */
static const uint8_t SECRET[] = "12345678901234567890";

static void codes_are_those_of_the_standard(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } vectors[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
        {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        int64_t step = 0;
        assert_true(factor_code_ok(SECRET, vectors[i].code, vectors[i].seconds * 1000, &step));
        assert_int_equal(step, vectors[i].seconds / 30);
    }
}

static void a_code_is_good_half_a_minute_before_and_after(void **state)
{
    (void)state;
    int64_t step = 0, at = INT64_C(1234567890);
    assert_true(factor_code_ok(SECRET, "005924", (at - 30) * 1000, &step));
    assert_true(factor_code_ok(SECRET, "005924", (at + 30) * 1000, &step));
    assert_int_equal(step, at / 30);
    assert_false(factor_code_ok(SECRET, "005924", (at + 60) * 1000, &step));
    assert_false(factor_code_ok(SECRET, "005924", (at - 60) * 1000, &step));
}

static void other_texts_are_no_codes(void **state)
{
    static const char *const wrong[] = {"", "5924", "0059240", "00592a", "+05924", "      "};
    (void)state;
    int64_t step = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(factor_code_ok(SECRET, wrong[i], INT64_C(1234567890000), &step));
}

static void codes_are_read_however_they_are_typed(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    bool recovery = true;
    assert_string_equal(factor_code_clean(ctx, "１２３ 456", &recovery), "123456");
    assert_false(recovery);
    assert_string_equal(
        factor_code_clean(ctx, "ABCD-efgh jkmn-pqrs", &recovery), "abcdefghjkmnpqrs");
    assert_true(recovery);
    mem_free(ctx);
}

static void recovery_codes_differ_and_have_their_form(void **state)
{
    (void)state;
    char a[FACTOR_RECOVERY_TEXT_SIZE], b[FACTOR_RECOVERY_TEXT_SIZE];
    factor_recovery_new(a);
    factor_recovery_new(b);
    assert_string_not_equal(a, b);
    assert_int_equal(strlen(a), 19);
    assert_int_equal(strspn(a, "abcdefghjkmnpqrstuvwxyz23456789-"), 19);
    assert_int_equal(a[4], '-');
}

static void the_authenticator_gets_secret_and_names(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const char *secret = factor_secret_format(ctx, SECRET);
    assert_string_equal(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_string_equal(factor_uri(ctx, secret, "A:B 店", "hanako"),
        "otpauth://totp/Kaname%20A%20B%20%E5%BA%97:hanako?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Kaname%20A%20B%20%E5%BA%97&algorithm=SHA1&digits=6&period=30");
    mem_free(ctx);
}

static void a_qr_code_is_a_path_of_its_dark_modules(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    int size = 0;
    const char *path = qr_path(ctx, "kaname", &size);
    assert_int_equal(size, 21);
    assert_memory_equal(path, "M0 0h7v1h-7z", 12); /* the top of the finder */
    char *much = mem_array(ctx, char, 5000);
    memset(much, 'x', 4999);
    assert_null(qr_path(ctx, much, &size));
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
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(a_code_is_good_half_a_minute_before_and_after),
        cmocka_unit_test(other_texts_are_no_codes),
        cmocka_unit_test(codes_are_read_however_they_are_typed),
        cmocka_unit_test(recovery_codes_differ_and_have_their_form),
        cmocka_unit_test(the_authenticator_gets_secret_and_names),
        cmocka_unit_test(a_qr_code_is_a_path_of_its_dark_modules),
    };
    return cmocka_run_group_tests_name("factor", tests, set_up, NULL);
}

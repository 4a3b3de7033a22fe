/* What an archive of evidence is made of. */
#include "mod/custody/custody_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void names_are_plain_short_and_keep_their_end(void **state)
{
    char name[CUSTODY_NAME_SIZE];
    (void)state;
    custody_name(7, "disk image.img", name);
    assert_string_equal(name, "007-disk_image.img");
    custody_name(12, "../../etc/passwd\n", name);
    assert_string_equal(name, "012-.._.._etc_passwd_");
    custody_name(1, "\xe8\xa8\xbc.log", name);
    assert_string_equal(name, "001-___.log");
    char many[200];
    memset(many, 'x', sizeof many);
    memcpy(many + sizeof many - 5, ".eml", 5);
    custody_name(1, many, name);
    assert_int_equal(strlen(name), CUSTODY_NAME_SIZE - 1);
    assert_string_equal(name + strlen(name) - 4, ".eml");
}

static void a_head_says_name_and_size_and_sums_up(void **state)
{
    unsigned char head[TAR_BLOCK];
    unsigned sum = 0;
    (void)state;
    custody_tar_head("case/evidence/001-a", INT64_C(5000000000), INT64_C(1700000000000), head);
    assert_string_equal((char *)head, "case/evidence/001-a");
    assert_int_equal(strtoll((char *)head + 124, NULL, 8), INT64_C(5000000000));
    assert_memory_equal(head + 257, "ustar\00000", 8);
    for (int i = 0; i < TAR_BLOCK; i++)
        sum += i >= 148 && i < 156 ? ' ' : head[i];
    assert_int_equal(strtoul((char *)head + 148, NULL, 8), sum);
}

static void a_key_is_as_openssl_writes_it(void **state)
{
    char pem[CUSTODY_PEM_SIZE];
    const uint8_t key[32] = {0};
    (void)state;
    custody_pem(key, pem);
    assert_string_equal(pem, "-----BEGIN PUBLIC KEY-----\n"
                             "MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
                             "-----END PUBLIC KEY-----\n");
}

static void a_key_is_told_by_the_sum_of_what_openssl_writes(void **state)
{
    /* openssl pkey -pubin -in public.pem -outform DER | sha256sum */
    static const char SUM[] = "722abd12e99a5367f375aeb9672a8e07712e03c2add16fa8d6914d1cfa2efe0c";
    char hex[DIGEST_TEXT_SIZE];
    const uint8_t key[32] = {0};
    (void)state;
    const struct digest digest = custody_key_sum(key);
    digest_format(&digest, hex);
    assert_string_equal(hex, SUM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_plain_short_and_keep_their_end),
        cmocka_unit_test(a_head_says_name_and_size_and_sums_up),
        cmocka_unit_test(a_key_is_as_openssl_writes_it),
        cmocka_unit_test(a_key_is_told_by_the_sum_of_what_openssl_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/mem.h"
#include "kernel/file/file_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void named(const char *name, const char *expected)
{
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(file_disposition(ctx, name), expected);
    mem_free(ctx);
}

static void a_japanese_name_is_told_both_ways(void **state)
{
    (void)state;
    named("報告.pdf", "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E5%A0%B1%E5%91%8A.pdf");
}

static void folders_quotes_and_line_ends_do_not_survive(void **state)
{
    (void)state;
    named("../../etc/passwd", "attachment; filename=\"passwd\"; filename*=UTF-8''passwd");
    named("c:\\x\\a.txt", "attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt");
    named("a\"\r\nb.txt", "attachment; filename=\"a___b.txt\"; filename*=UTF-8''a___b.txt");
    named("..", "attachment; filename=\"file\"; filename*=UTF-8''file");
}

static void a_name_that_turns_direction_is_replaced(void **state)
{
    (void)state;
    /* a, U+202E (right-to-left override), gpj.exe */
    const char name[] = {
        'a', (char)0xe2, (char)0x80, (char)0xae, 'g', 'p', 'j', '.', 'e', 'x', 'e', 0};
    named(name, "attachment; filename=\"file\"; filename*=UTF-8''file");
}

static void odd_types_become_bytes(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(file_media_type(ctx, "text/html; charset=x"), "text/html");
    assert_string_equal(file_media_type(ctx, "text"), "application/octet-stream");
    assert_string_equal(file_media_type(ctx, "a/b\r\nx: y"), "a/b");
    assert_string_equal(file_media_type(ctx, NULL), "application/octet-stream");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_japanese_name_is_told_both_ways),
        cmocka_unit_test(folders_quotes_and_line_ends_do_not_survive),
        cmocka_unit_test(a_name_that_turns_direction_is_replaced),
        cmocka_unit_test(odd_types_become_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

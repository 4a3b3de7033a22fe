/* Steps of the first response. */
#include "mod/response/response_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void each_line_is_a_step_and_empty_lines_are_none(void **state)
{
    void *ctx = mem_context(NULL, 0);
    const char *text = "  LANケーブルを抜く \r\n\r\n　電源は切らない\n \n";
    (void)state;
    assert_string_equal(response_step(ctx, &text), "LANケーブルを抜く");
    assert_string_equal(response_step(ctx, &text), "電源は切らない");
    assert_null(response_step(ctx, &text));
    text = NULL;
    assert_null(response_step(ctx, &text));
    mem_free(ctx);
}

static void a_card_stays_one_sheet(void **state)
{
    void *ctx = mem_context(NULL, 0);
    char *long_step = mem_array(ctx, char, RESPONSE_STEP_CHARS + 2);
    (void)state;
    assert_int_equal(response_steps_check(ctx, NULL), RESPONSE_FINE);
    assert_int_equal(response_steps_check(ctx, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10"), RESPONSE_FINE);
    assert_int_equal(
        response_steps_check(ctx, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11"), RESPONSE_TOO_MANY);
    memset(long_step, 'a', RESPONSE_STEP_CHARS);
    assert_int_equal(response_steps_check(ctx, long_step), RESPONSE_FINE);
    long_step[RESPONSE_STEP_CHARS] = 'a';
    assert_int_equal(response_steps_check(ctx, long_step), RESPONSE_TOO_LONG);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_a_step_and_empty_lines_are_none),
        cmocka_unit_test(a_card_stays_one_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

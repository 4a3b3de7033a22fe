/* Indicators in a paper: values with their units, states by word, how they moved. */
#include "mod/report/report_scorecard_rules.h"

#include "base/json_in.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static const struct kpi_figure figures[] = {
    {.indicator = {.title = "予想損失額"},
        .perspective = "finance",
        .figure = "yen",
        .period = KPI_QUARTER,
        .limits = {.lower = true, .target = {true, 10000000}},
        .now = {true, 12000000},
        .before = {true, 8000000},
        .before_end = "2026-09-30",
        .status = KPI_BAD,
        .movement = KPI_WORSE,
        .judged = "リスクと費用のバランス",
        .comment = "倉庫の対策が遅れている。"},
    {.indicator = {.title = "中断時間"},
        .perspective = "customer",
        .figure = "hours",
        .period = KPI_MONTH,
        .status = KPI_OPEN},
    {.indicator = {.title = "成熟度"},
        .perspective = "process",
        .figure = "level",
        .limits = {.target = {true, 3}},
        .now = {true, 3},
        .status = KPI_OK},
    {.indicator = {.title = "執行率"},
        .perspective = "process",
        .figure = "percent",
        .now = {true, 82.5}},
};

static json_t *written(void *ctx, size_t n)
{
    json_t *blocks = json_array();
    json_in_keep(ctx, blocks);
    report_scorecard_write(
        &(struct report_scorecard_told){.ctx = ctx, .first_month = 4}, figures, n, blocks);
    return blocks;
}

static bool says(const json_t *json, const char *text)
{
    char *all = json_dumps(json, JSON_COMPACT);
    bool found = strstr(all, text) != NULL;
    free(all);
    return found;
}

static void views_have_a_table_each_and_the_first_words_count(void **state)
{
    const json_t *blocks = written(*state, 4);
    assert_int_equal(json_array_size(blocks), 4);
    assert_true(says(json_array_get(blocks, 0), "4件"));
    assert_true(says(json_array_get(blocks, 0), "要対応は1件"));
    assert_int_equal(json_array_size(json_object_get(json_array_get(blocks, 3), "rows")), 2);
    assert_true(says(json_array_get(blocks, 1), "財務の視点"));
}

static void a_figure_stands_with_target_state_movement_and_judgement(void **state)
{
    const json_t *table = json_array_get(written(*state, 4), 1);
    assert_true(says(table, "1,200万円"));
    assert_true(says(table, "1,000万円以下"));
    assert_true(says(table, "要対応"));
    assert_true(says(table, "悪化（2026年度第2四半期は800万円）"));
    assert_true(says(table, "倉庫の対策が遅れている。"));
    assert_true(says(table, "Needs action"));
}

static void units_are_those_of_the_figure_and_what_is_not_known_is_said(void **state)
{
    const json_t *blocks = written(*state, 4);
    assert_true(says(json_array_get(blocks, 2), "未入力"));
    assert_true(says(json_array_get(blocks, 2), "目標なし"));
    assert_true(says(json_array_get(blocks, 3), "3.0以上"));
    assert_true(says(json_array_get(blocks, 3), "82.5%"));
}

static void without_indicators_the_section_says_so(void **state)
{
    const json_t *blocks = written(*state, 0);
    assert_int_equal(json_array_size(blocks), 1);
    assert_true(says(blocks, "登録されていません"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            views_have_a_table_each_and_the_first_words_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_figure_stands_with_target_state_movement_and_judgement, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            units_are_those_of_the_figure_and_what_is_not_known_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_indicators_the_section_says_so, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

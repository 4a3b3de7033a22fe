#include "kernel/sheet/sheet_table.h"

#include "base/mem.h"
#include "kernel/sheet/sheet_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 20, CELLS = 12 };

static void *ctx;
static struct sheet_table_row rows[ROWS];
static const char *cells[ROWS][CELLS];
static struct sheet_table table;
static struct sheet_table_plan plan;
static json_t *sheet, *faults;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    table = (struct sheet_table){rows, 0};
    plan = (struct sheet_table_plan){
        .scale = "yes_no_na", .key = "k", .title = "点検表", .version = "1", .lang = "ja"};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

/* Cells parted by "|". */
static void row(const char *text)
{
    struct sheet_table_row *r = &rows[table.n];
    char *rest = mem_strdup(ctx, text);
    *r = (struct sheet_table_row){.line = table.n + 1, .cells = cells[table.n]};
    for (char *cell = strsep(&rest, "|"); cell != NULL; cell = strsep(&rest, "|"))
        cells[table.n][r->n++] = cell;
    table.n++;
}

static void convert(void)
{
    assert_true(sheet_table_guess(ctx, &table, 0, &plan));
    sheet_table_convert(ctx, &table, &plan, &sheet, &faults);
    const struct sheet_doc *doc = NULL;
    struct problem *p = problem_new(ctx);
    if (sheet != NULL && sheet_json_read(ctx, sheet, p, &doc) != ERR_OK)
        fail_msg("%s %s", p->fields[0].pointer, p->fields[0].code);
}

static void expect_fault(size_t line, int column, const char *code)
{
    size_t i;
    json_t *one;
    json_array_foreach(faults, i, one)
    {
        if ((size_t)body_int(one, "line", 0) == line && body_int(one, "column", -1) == column &&
            strcmp(body_text(one, "code"), code) == 0)
            return;
    }
    fail_msg("no fault %s in line %zu, column %d", code, line, column);
}

static const json_t *item(size_t n)
{
    return json_array_get(json_object_get(sheet, "items"), n);
}

static void the_layout_of_a_list_with_levels_side_by_side_is_understood(void **state)
{
    (void)state;
    row("経営可視化のチェックリスト");
    row("指示|No.|チェック項目|レベル1|レベル2|レベル3|レベル4|レベル5|回答のヒント|回答");
    row("指示2 体制の構築|2-1|体制がある|a|b|c|d|e|組織図を見る|");
    row("|2-2|役割が明確である|f|g|h|i|j||");
    row("指示3 資源の確保|3-1|予算がある|k|l|m|n|o||");
    convert();
    assert_non_null(sheet);
    assert_int_equal(plan.header, 1);
    assert_int_equal(json_array_size(json_object_get(sheet, "sections")), 2);
    assert_int_equal(json_array_size(json_object_get(sheet, "items")), 3);
    assert_string_equal(body_text(item(1), "key"), "2-2");
    assert_string_equal(body_text(item(1), "section"), "1");
    assert_string_equal(body_text(item(1), "scale"), "maturity5");
    assert_int_equal(json_array_size(json_object_get(item(2), "levels")), 5);
    assert_string_equal(body_text(json_object_get(item(0), "hint"), "ja"), "組織図を見る");
}

static void answers_below_one_another_become_levels_or_choices(void **state)
{
    (void)state;
    row("項番|設問|選択肢");
    row("1|方針がある|ない");
    row("||作った");
    row("||知らせた");
    row("||見直した");
    row("||改めている");
    row("2|窓口がある|ない");
    row("||ある");
    convert();
    assert_non_null(sheet);
    assert_string_equal(body_text(item(0), "scale"), "maturity5");
    assert_string_equal(body_text(item(1), "scale"), "choice");
    assert_int_equal(json_array_size(json_object_get(item(1), "options")), 2);
}

static void without_levels_all_items_have_one_scale(void **state)
{
    (void)state;
    row("Question|Section|No");
    row("Is there a list?|Assets|A.1");
    row("Is it kept?|Assets|A.2");
    plan.scale = "graded";
    plan.lang = "en";
    convert();
    assert_non_null(sheet);
    assert_string_equal(body_text(item(0), "scale"), "choice");
    assert_int_equal(json_array_size(json_object_get(item(0), "options")), 3);
    assert_string_equal(body_text(item(1), "key"), "A.2");
}

static void without_numbers_items_are_counted_by_section(void **state)
{
    (void)state;
    row("区分|質問");
    row("資産|台帳がある");
    row("|更新している");
    row("人|教育している");
    row("資産|廃棄している");
    convert();
    assert_string_equal(body_text(item(1), "key"), "1-2");
    assert_string_equal(body_text(item(2), "key"), "2-1");
    assert_string_equal(body_text(item(3), "key"), "1-3");
}

static void every_fault_is_told_with_row_and_column(void **state)
{
    (void)state;
    row("No|質問|1|2|3|4|5");
    row("1|ある|a|b|c|d|e");
    row("1|また|a|b|c|d|e");
    row("2026-02-02|日付|a|b|c|d|e");
    row("3 4|空白|a|b|c|d|e");
    row("5||||||");
    row("6|足りない|a|b||d|e");
    row("|番号がない|a|b|c|d|e");
    convert();
    assert_null(sheet);
    expect_fault(3, 1, "key_twice");
    expect_fault(4, 1, "key_date");
    expect_fault(5, 1, "key_sign");
    expect_fault(6, 2, "no_text");
    expect_fault(7, 5, "level_missing");
    expect_fault(8, 1, "no_key");
    assert_int_equal(json_array_size(faults), 6);
}

static void a_table_without_questions_is_no_sheet(void **state)
{
    (void)state;
    row("氏名|部署");
    row("山田|総務");
    convert();
    assert_null(sheet);
    expect_fault(0, 0, "no_items");
}

static void a_title_becomes_a_key(void **state)
{
    (void)state;
    assert_string_equal(sheet_table_key(ctx, "点検 表/2026?"), "点検-表-2026");
    assert_string_equal(sheet_table_key(ctx, " ?"), "sheet");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_layout_of_a_list_with_levels_side_by_side_is_understood),
        TEST(answers_below_one_another_become_levels_or_choices),
        TEST(without_levels_all_items_have_one_scale),
        TEST(without_numbers_items_are_counted_by_section),
        TEST(every_fault_is_told_with_row_and_column),
        TEST(a_table_without_questions_is_no_sheet),
        TEST(a_title_becomes_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

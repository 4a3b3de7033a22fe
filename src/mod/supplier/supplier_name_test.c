#include "base/mem.h"
#include "mod/supplier/supplier_name_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void *ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static void same(const char *one, const char *other)
{
    assert_string_equal(supplier_match_name(ctx, one), supplier_match_name(ctx, other));
}

static void differ(const char *one, const char *other)
{
    assert_string_not_equal(supplier_match_name(ctx, one), supplier_match_name(ctx, other));
}

static void legal_forms_before_and_behind_do_not_part_names(void **state)
{
    (void)state;
    assert_string_equal(supplier_match_name(ctx, "株式会社みどり運輸"), "みどり運輸");
    same("㈱みどり運輸", "みどり運輸株式会社");
    same("(株) みどり運輸", "みどり運輸　㍿");
    same("（有）あおい", "有限会社 あおい");
    same("か)ミドリウンユ", "ﾐﾄﾞﾘｳﾝﾕ(か");
    same("カ）ミドリウンユ", "株式会社ミドリウンユ");
    same("一般社団法人 みなと", "みなと");
}

static void english_forms_do_not_part_names(void **state)
{
    (void)state;
    same("ABC Co., Ltd.", "ＡＢＣ CO.,LTD");
    same("ABC Inc.", "abc");
    same("ABC K.K.", "株式会社ABC");
    same("Blue-Sky Logistics Pte. Ltd.", "BLUE SKY LOGISTICS");
    same("Taro Shoji Kabushiki Kaisha", "taro shoji");
}

static void width_case_blanks_kana_and_variants_do_not_part_names(void **state)
{
    (void)state;
    same("ﾃｸﾉ・ﾌｧｸﾄﾘｰ", "テクノ ファクトリー");
    same("てくの", "テクノ");
    same("髙橋商店", "高橋商店");
    same("⾼橋商店", "高橋商店");
}

static void what_tells_firms_apart_stays(void **state)
{
    (void)state;
    differ("みどり運輸", "みどり運送");
    differ("A&B", "AB");
    differ("東京ABC", "大阪ABC");
    differ("コ", "コー");
    differ("みなと(ほか)", "みなと(ほ");
    differ("株式会社コープ", "株式会社");
}

static void a_name_that_is_only_a_form_stays(void **state)
{
    (void)state;
    assert_string_equal(supplier_match_name(ctx, "株式会社"), "株式会社");
    assert_string_equal(supplier_match_name(ctx, "Limited"), "limited");
    assert_string_equal(supplier_match_name(ctx, "・"), "・");
    assert_string_equal(supplier_match_name(ctx, ""), "");
}

static void a_corporate_number_holds_by_its_check_digit(void **state)
{
    (void)state;
    assert_string_equal(corporate_number_read(ctx, "7000012050002"), "7000012050002");
    assert_string_equal(corporate_number_read(ctx, "７-0000-1205-0002"), "7000012050002");
    assert_string_equal(corporate_number_read(ctx, " 7000 0120 50002 "), "7000012050002");
    assert_null(corporate_number_read(ctx, "8000012050002"));
    assert_null(corporate_number_read(ctx, "7000012050020"));
    assert_null(corporate_number_read(ctx, "700001205000"));
    assert_null(corporate_number_read(ctx, "70000120500020"));
    assert_null(corporate_number_read(ctx, "T7000012050002"));
    assert_null(corporate_number_read(ctx, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legal_forms_before_and_behind_do_not_part_names),
        cmocka_unit_test(english_forms_do_not_part_names),
        cmocka_unit_test(width_case_blanks_kana_and_variants_do_not_part_names),
        cmocka_unit_test(what_tells_firms_apart_stays),
        cmocka_unit_test(a_name_that_is_only_a_form_stays),
        cmocka_unit_test(a_corporate_number_holds_by_its_check_digit),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

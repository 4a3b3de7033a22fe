/* The check of texts for outsiders. */
#include "mod/disclosure/disclosure_leak_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct said {
    const char *text;
    enum leak_kind kind;
    const char *found;
};

static void each_kind_is_found_where_it_stands(void **state)
{
    static const struct said all[] = {
        {"認証サーバーは9.1.2を使っています。", LEAK_VERSION, "9.1.2"},
        {"Ver 3を適用済みです。", LEAK_VERSION, "Ver 3"},
        {"Ｖｅｒ．３.1です。", LEAK_VERSION, "Ｖｅｒ．３.1"},
        {"基盤はバージョン12です。", LEAK_VERSION, "バージョン12"},
        {"We run Windows Server 2016.", LEAK_VERSION, "Windows Server 2016"},
        {"Our gateway is abcgate-7.4 now.", LEAK_VERSION, "abcgate-7.4"},
        {"FortiGateで守っています。", LEAK_PRODUCT, "FortiGate"},
        {"拠点は10.20.30.0/24です。", LEAK_ADDRESS, "10.20.30.0/24"},
        {"fd00:12:0:1::5に置く。", LEAK_ADDRESS, "fd00:12:0:1::5"},
        {"db01.corp.example.local is closed.", LEAK_ADDRESS, "db01.corp.example.local"},
        {"CVE-2024-12345に対応しました。", LEAK_VULNERABILITY, "CVE-2024-12345"},
        {"JVN#12345678の件。", LEAK_VULNERABILITY, "JVN#12345678"},
        {"指摘AF-2026-0012は改善済みです。", LEAK_RECORD, "AF-2026-0012"},
        {"残る脆弱性は12件です。", LEAK_COUNT, "12件"},
        {"There are 12 open findings.", LEAK_COUNT, "12 open findings"},
        {"連絡先はtaro@example.co.jpです。", LEAK_PERSON, "taro@example.co.jp"},
        {"電話03-1234-5678まで。", LEAK_PERSON, "03-1234-5678"},
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        struct leak *leaks = NULL;
        size_t n = leak_find(*state, all[i].text, NULL, 0, &leaks);
        if (n != 1)
            print_message("%s: %zu\n", all[i].text, n);
        assert_int_equal(n, 1);
        assert_string_equal(leaks[0].found, all[i].found);
        assert_int_equal(leaks[0].kind, all[i].kind);
    }
}

static void what_a_company_says_of_itself_is_no_leak(void **state)
{
    static const char *const all[] = {
        "2026年10月1日に、CISOを議長とする委員会を年4回開きました。",
        "2026.10.1現在の体制です。FY2026の計画を進めています。",
        "全従業員1,200人が訓練を受け、受講率は98.5%でした。",
        "ISO/IEC 27001の認証を3拠点で取得しています。",
        "We train all 1,200 employees twice a year. Recovery takes 4 hours.",
        "第3版の基本方針。",
        "The share of trained people was 98.5% in 2026.",
        "会議は10:20:30に始まる。",
        "取組は12件あります。",
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        struct leak *leaks = NULL;
        size_t n = leak_find(*state, all[i], NULL, 0, &leaks);
        if (n != 0)
            print_message("%s: %s\n", all[i], leaks[0].found);
        assert_int_equal(n, 0);
    }
}

static void names_are_found_whole_and_by_any_width(void **state)
{
    struct leak_name names[] = {{LEAK_SYSTEM, "研究データ基盤"}, {LEAK_SYSTEM, "LIMS"},
        {LEAK_PERSON, "佐藤 花子"}, {LEAK_SYSTEM, "AI"}, {LEAK_SYSTEM, ""}};
    struct leak *leaks = NULL;
    size_t n_names = COUNT(names);
    leak_names_prepare(*state, names, &n_names);
    assert_int_equal(n_names, 3);
    size_t n = leak_find(
        *state, "研究データ基盤とＬＩＭＳは佐藤花子がAIで守ります。", names, n_names, &leaks);
    assert_int_equal(n, 3);
    assert_string_equal(leaks[0].found, "研究データ基盤");
    assert_string_equal(leaks[1].found, "ＬＩＭＳ");
    assert_string_equal(leaks[2].found, "佐藤花子");
    assert_int_equal(leaks[2].kind, LEAK_PERSON);
    assert_int_equal(leak_find(*state, "slims and limsy", names, n_names, &leaks), 0);
}

static void the_same_is_told_once(void **state)
{
    struct leak *leaks = NULL;
    assert_int_equal(leak_find(*state, "9.1.2 and ９.１.２ and 9.1.3", NULL, 0, &leaks), 2);
    assert_true(leak_same(*state, "Ver 3", "ｖｅｒ　３"));
    assert_false(leak_same(*state, "Ver 3", "Ver 4"));
}

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

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_is_found_where_it_stands),
        TEST(what_a_company_says_of_itself_is_no_leak),
        TEST(names_are_found_whole_and_by_any_width),
        TEST(the_same_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "mod/inquiry/statement_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;

static const char *const own[] = {"情報セキュリティ基本方針を定め、従業員に周知しているか",
    "全ての端末にウイルス対策ソフトを導入し、定義ファイルを最新に保っているか",
    "重要な情報のバックアップを取り、復旧できることを確かめているか",
    "インシデントが起きたときの対応手順と連絡先を定めているか",
    "社外から社内システムへの接続に多要素認証を用いているか", "再委託先の対策状況を確認しているか",
    "従業員に情報セキュリティの教育を毎年行っているか"};
enum { OWN = sizeof own / sizeof own[0] };

static int64_t find(const char *question, int *ret_percent)
{
    struct statement_index *index = statement_index_new(ctx, own, OWN);
    return statement_index_find(index, question, ret_percent);
}

static void a_question_in_other_words_finds_the_statement_about_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *question;
        int64_t found;
    } asked[] = {{"情報セキュリティに関する基本方針を策定し、社内に周知していますか。", 0},
        {"マルウェア対策：ウイルス対策ソフトを端末に導入していますか？", 1},
        {"ﾊﾞｯｸｱｯﾌﾟを定期的に取得していますか", 2}, {"インシデント対応手順を整備しているか", 3},
        {"リモートアクセス時に多要素認証を必須としていますか", 4},
        {"再委託先のセキュリティ対策を確認していますか", 5},
        {"セキュリティ教育を従業員に実施していますか(年1回以上)", 6}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        int percent = 0;
        assert_int_equal(find(asked[i].question, &percent), asked[i].found);
        assert_in_range(percent, LIKE_LEAST, 100);
    }
}

static void what_nobody_has_written_about_finds_nothing(void **state)
{
    (void)state;
    int percent = 0;
    assert_int_equal(find("貴社の従業員数をご記入ください", &percent), -1);
    assert_int_equal(find("EDRのログを1年以上保存していますか", &percent), -1);
    assert_int_equal(find("", &percent), -1);
    struct statement_index *none = statement_index_new(ctx, NULL, 0);
    assert_int_equal(statement_index_find(none, own[0], &percent), -1);
}

static void the_same_text_is_wholly_alike(void **state)
{
    (void)state;
    int percent = 0;
    assert_int_equal(find(own[4], &percent), 4);
    assert_int_equal(percent, 100);
}

static void a_question_is_known_again_in_any_width(void **state)
{
    (void)state;
    struct digest one = statement_asked(ctx, "１．ウイルス対策　ソフトを\n入れていますか");
    struct digest two = statement_asked(ctx, "1.ｳｲﾙｽ対策ソフトを入れていますか");
    struct digest other = statement_asked(ctx, "2.ｳｲﾙｽ対策ソフトを入れていますか");
    assert_true(digest_equal(&one, &two));
    assert_false(digest_equal(&one, &other));
}

static void shares_are_called_yes_partly_and_no(void **state)
{
    (void)state;
    assert_int_equal(statement_answer_of_share(100), ANSWER_YES);
    assert_int_equal(statement_answer_of_share(75), ANSWER_YES);
    assert_int_equal(statement_answer_of_share(74), ANSWER_PARTLY);
    assert_int_equal(statement_answer_of_share(1), ANSWER_PARTLY);
    assert_int_equal(statement_answer_of_share(0), ANSWER_NO);
    assert_int_equal(statement_answer_of_share(-25), ANSWER_NO);
}

static void words_are_taken_from_what_a_list_offers(void **state)
{
    (void)state;
    struct statement_words w = {{"○", "△", "×", "－", NULL}};
    statement_words_of_choices(
        ctx, "選択してください, はい（全社）,はい（一部）,いいえ,該当なし", &w);
    assert_string_equal(w.of[ANSWER_YES], "はい（全社）");
    assert_string_equal(w.of[ANSWER_PARTLY], "△");
    assert_string_equal(w.of[ANSWER_NO], "いいえ");
    assert_string_equal(w.of[ANSWER_NA], "該当なし");
    statement_words_of_choices(ctx, "実施済み,一部実施,未実施,対象外", &w);
    assert_string_equal(w.of[ANSWER_YES], "実施済み");
    assert_string_equal(w.of[ANSWER_PARTLY], "一部実施");
    assert_string_equal(w.of[ANSWER_NO], "未実施");
    assert_string_equal(w.of[ANSWER_NA], "対象外");
}

static void columns_are_letters(void **state)
{
    (void)state;
    static const struct {
        const char *letters;
        size_t column;
    } columns[] = {{"A", 0}, {"Z", 25}, {"AA", 26}, {"GR", 199}};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        assert_int_equal(book_column(columns[i].letters), columns[i].column);
        assert_string_equal(book_column_letters(ctx, columns[i].column), columns[i].letters);
    }
    static const char *const wrong[] = {"", "a", "A1", "GS", "AAAA", "あ"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(book_column(wrong[i]), SIZE_MAX);
}

static int begin(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_in_other_words_finds_the_statement_about_the_same),
        cmocka_unit_test(what_nobody_has_written_about_finds_nothing),
        cmocka_unit_test(the_same_text_is_wholly_alike),
        cmocka_unit_test(a_question_is_known_again_in_any_width),
        cmocka_unit_test(shares_are_called_yes_partly_and_no),
        cmocka_unit_test(words_are_taken_from_what_a_list_offers),
        cmocka_unit_test(columns_are_letters),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

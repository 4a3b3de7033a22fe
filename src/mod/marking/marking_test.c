/* What of a case may stand in a text for outsiders. */
#include "mod/marking/marking_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const TOUTO[] = {"東都物産株式会社"};
static const struct marking_piece PIECES[] = {
    {1, "検体の名前", "NightCrab\nnightcrab.exe", TLP_GREEN, NULL, 0},
    {2, "通信先", "c2.example.com", TLP_AMBER, NULL, 0},
    {3, "試作品の名称", "青藍α", TLP_RED, TOUTO, 1},
    {4, "関係者", "山田", TLP_RED, NULL, 0},
};
enum { N = sizeof PIECES / sizeof PIECES[0] };

static size_t find(const void *ctx, enum tlp tlp, const char *text, const char *reader,
    struct marking_finding **findings)
{
    struct marking_text *one = mem_new(ctx, struct marking_text);
    *one = (struct marking_text){.pointer = "/body", .text = text};
    const char *readers[] = {reader};
    const struct marking_release release = {.tlp = tlp,
        .texts = one,
        .n_texts = 1,
        .readers = readers,
        .n_readers = reader != NULL,
        .all = reader == NULL};
    return marking_find(ctx, PIECES, N, &release, findings);
}

static int setup(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int teardown(void **state)
{
    mem_free(*state);
    return 0;
}

static void a_value_above_the_class_is_found_however_it_is_written(void **state)
{
    static const char *const written[] = {"通信先は c2.example.com です", "c2[.]example[.]com",
        "C2．EXAMPLE．COM", "c2 . example\n. com", "hxxps://c2[.]example.com/x",
        "c2.exam\xe2\x80\x8bple.com"};
    struct marking_finding *found = NULL;
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        assert_int_equal(find(*state, TLP_GREEN, written[i], "A社", &found), 1);
        assert_int_equal(found[0].fault, MARKING_ABOVE);
        assert_int_equal(found[0].piece->no, 2);
        assert_string_equal(found[0].text->pointer, "/body");
    }
    assert_int_equal(find(*state, TLP_AMBER, written[0], "A社", &found), 0);
    assert_int_equal(find(*state, TLP_GREEN, "原因は調査中です", "A社", &found), 0);
}

static void any_line_of_a_value_is_found_once(void **state)
{
    struct marking_finding *found = NULL;
    assert_int_equal(
        find(*state, TLP_CLEAR, "NIGHTCRAB が nightcrab.exe を置く {#1}", NULL, &found), 1);
    assert_string_equal(found[0].found, "{#1}");
}

static void a_reference_is_held_against_the_class_and_an_unknown_one_is_refused(void **state)
{
    struct marking_finding *found = NULL;
    assert_int_equal(find(*state, TLP_AMBER, "検体は {#1}、通信先は {#2}", "A社", &found), 0);
    assert_int_equal(find(*state, TLP_CLEAR, "通信先は {#2}", NULL, &found), 1);
    assert_int_equal(found[0].fault, MARKING_ABOVE);
    assert_int_equal(find(*state, TLP_RED, "{#9}", "A社", &found), 1);
    assert_int_equal(found[0].fault, MARKING_UNKNOWN);
    assert_string_equal(found[0].found, "{#9}");
    assert_int_equal(find(*state, TLP_CLEAR, "{#} {#x} {#1", "A社", &found), 0);
}

static void a_piece_with_names_is_for_those_named_alone_and_red_without_names_for_nobody(
    void **state)
{
    struct marking_finding *found = NULL;
    assert_int_equal(find(*state, TLP_RED, "青藍αの図面", "東都物産 株式会社", &found), 0);
    assert_int_equal(find(*state, TLP_RED, "青藍αの図面", "A社", &found), 1);
    assert_int_equal(found[0].fault, MARKING_READER);
    assert_int_equal(find(*state, TLP_RED, "山田が見つけた", "東都物産株式会社", &found), 1);
    assert_int_equal(found[0].piece->no, 4);
}

static void a_text_for_one_reader_is_held_against_that_one(void **state)
{
    struct marking_finding *found = NULL;
    const char *const readers[] = {"A社", TOUTO[0]};
    const struct marking_text texts[] = {{"/to/1/impact", "青藍α", TOUTO[0]},
        {"/to/2/impact", "青藍α", "A社"}, {"/body", NULL, NULL}};
    const struct marking_release release = {
        .tlp = TLP_RED, .texts = texts, .n_texts = 3, .readers = readers, .n_readers = 2};
    assert_int_equal(marking_find(*state, PIECES, N, &release, &found), 1);
    assert_string_equal(found[0].text->pointer, "/to/2/impact");
}

static void values_have_to_be_long_enough_to_be_looked_for(void **state)
{
    assert_true(marking_value_ok(*state, "abc"));
    assert_true(marking_value_ok(*state, "\n山田\n\n10.0.0.1\n"));
    assert_false(marking_value_ok(*state, "ab"));
    assert_false(marking_value_ok(*state, "山"));
    assert_false(marking_value_ok(*state, "long enough\nA 1"));
    assert_false(marking_value_ok(*state, " \n\t"));
}

static void references_are_filled_in(void **state)
{
    assert_string_equal(marking_filled(*state, "検体は {#1}、{#7}", PIECES, N),
        "検体は NightCrab, nightcrab.exe、{#7}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_above_the_class_is_found_however_it_is_written),
        cmocka_unit_test(any_line_of_a_value_is_found_once),
        cmocka_unit_test(a_reference_is_held_against_the_class_and_an_unknown_one_is_refused),
        cmocka_unit_test(
            a_piece_with_names_is_for_those_named_alone_and_red_without_names_for_nobody),
        cmocka_unit_test(a_text_for_one_reader_is_held_against_that_one),
        cmocka_unit_test(values_have_to_be_long_enough_to_be_looked_for),
        cmocka_unit_test(references_are_filled_in),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

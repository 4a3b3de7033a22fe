#include "kernel/sheet/framework_import.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/framework_report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

static void *ctx;
static struct problem *problem;
static json_t *sheets, *report;

/* Every row can be told in both languages, with nothing left unsaid. */
static void check_row(const json_t *row)
{
    struct msg_arg args[8];
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(row, "args"), key, value)
    {
        assert_true(n < 8);
        args[n++] = (struct msg_arg){key, "x"};
    }
    const char *id = json_string_value(json_object_get(row, "message"));
    for (int i = 0; i < MSG_LANGS; i++) {
        const char *text = msg_format(ctx, msg_langs[i], id, args, n);
        if (strchr(text, '{') != NULL)
            fail_msg("%s %s: %s", msg_langs[i], id, text);
    }
}

static enum err import_n(const char *data, size_t len)
{
    size_t i;
    json_t *one;
    problem = problem_new(ctx);
    struct framework_found found = {0};
    enum err e = framework_import(ctx, data, len, "test.yaml", problem, &found);
    sheets = found.sheets;
    report = found.report;
    json_array_foreach(json_object_get(report, "rows"), i, one) check_row(one);
    return e;
}

/* A library round a framework's own members. */
static void import_framework(const char *more)
{
    const char *text = mem_printf(ctx,
        "urn: urn:test:risk:library:lib\nlocale: en\nref_id: LIB\nname: A library\nversion: 3\n"
        "publication_date: 2026-01-31\nprovider: The publisher\ncopyright: Free for all\n"
        "objects:\n  framework:\n    urn: urn:test:risk:framework:Check-1\n    ref_id: CHECK\n"
        "    name: The check\n%s",
        more);
    enum err e = import_n(text, strlen(text));
    if (e != ERR_OK)
        print_message("%s %s\n", problem->detail, problem->arg);
    assert_int_equal(e, ERR_OK);
}

static const json_t *path(const json_t *json, const char *keys)
{
    char part[64];
    while (*keys != '\0') {
        size_t n = strcspn(keys, "/");
        snprintf(part, sizeof part, "%.*s", (int)n, keys);
        json = json_is_array(json) ? json_array_get(json, strtoul(part, NULL, 10))
                                   : json_object_get(json, part);
        keys += n + (keys[n] == '/');
    }
    return json;
}

static const char *text_at(const char *keys)
{
    const char *text = json_string_value(path(json_array_get(sheets, 0), keys));
    return text != NULL ? text : "(none)";
}

static int64_t int_at(const char *keys)
{
    return json_integer_value(path(json_array_get(sheets, 0), keys));
}

static size_t size_at(const char *keys)
{
    const json_t *json = path(json_array_get(sheets, 0), keys);
    return json_is_array(json) ? json_array_size(json) : json_object_size(json);
}

static const json_t *row(const char *code)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(report, "rows"), i,
        one) if (strcmp(json_string_value(json_object_get(one, "code")), code) == 0) return one;
    return NULL;
}

static void refused_with(const char *code)
{
    assert_int_equal(json_array_size(sheets), 0);
    assert_non_null(row(code));
    assert_string_equal(json_string_value(path(row(code), "severity")), "refused");
}

#define NODE(id, more) "    - urn: urn:test:risk:req_node:check-1:" id "\n" more
#define TOP(id, name) \
    NODE(id,          \
        "      assessable: false\n      depth: 1\n      ref_id: " id "\n      name: " name "\n")
#define UNDER(parent) "      parent_urn: urn:test:risk:req_node:check-1:" parent "\n"
#define ITEM(id, parent, name, more) \
    NODE(id,                         \
        "      assessable: true\n      ref_id: " id "\n      name: " name "\n" UNDER(parent) more)
#define NODES "    requirement_nodes:\n"
#define ABC                                                              \
    NODES TOP("A", "Alpha") ITEM("A.1", "A", "One", "") TOP("B", "Beta") \
        ITEM("B.1", "B", "Two", "") TOP("C", "Gamma") ITEM("C.1", "C", "Three", "")

static void groups_become_sections_and_requirements_items(void **state)
{
    (void)state;
    import_framework(
        "    description: What it is for\n" NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
            "      description: Do one.\n      annotation: How.\n      typical_evidence: A log.\n"
            "      weight: 4\n      importance: recommended\n") TOP("B", "Beta")
            ITEM("B.1", "B", "Two", "") TOP("C", "Gamma") ITEM("C.1", "C", "Three", ""));
    assert_int_equal(json_array_size(sheets), 1);
    assert_string_equal(text_at("format"), "kaname-sheet/1");
    assert_string_equal(text_at("key"), "check-1");
    assert_string_equal(text_at("version"), "3");
    assert_string_equal(text_at("publisher"), "The publisher");
    assert_string_equal(text_at("licence"), "Free for all");
    assert_string_equal(text_at("wording"), "source");
    assert_string_equal(text_at("source"), "urn:test:risk:library:lib (2026-01-31)");
    assert_string_equal(text_at("name/en"), "The check");
    assert_string_equal(text_at("description/en"), "What it is for");
    assert_int_equal(size_at("sections"), 3);
    assert_string_equal(text_at("sections/0/key"), "A");
    assert_string_equal(text_at("sections/0/name/en"), "Alpha");
    assert_string_equal(text_at("sections/0/short/en"), "A");
    assert_string_equal(text_at("sections/0/parent"), "(none)");
    assert_int_equal(size_at("items"), 3);
    assert_string_equal(text_at("items/0/key"), "A.1");
    assert_string_equal(text_at("items/0/section"), "A");
    assert_string_equal(text_at("items/0/text/en"), "One\nDo one.");
    assert_string_equal(text_at("items/0/hint/en"), "How.");
    assert_string_equal(text_at("items/0/evidence/0/en"), "A log.");
    assert_int_equal(int_at("items/0/weight"), 4);
    assert_true(json_is_false(path(json_array_get(sheets, 0), "items/0/required")));
    assert_true(json_is_true(path(json_array_get(sheets, 0), "items/1/required")));
    assert_int_equal(json_integer_value(path(row("axes"), "args/n")), 3);
    assert_int_equal(json_integer_value(path(report, "sheets/0/items")), 3);
}

static void without_scores_requirements_are_judged_by_compliance(void **state)
{
    (void)state;
    import_framework(ABC);
    assert_non_null(row("scale_compliance"));
    assert_int_equal(int_at("score/min"), 0);
    assert_int_equal(int_at("score/max"), 2);
    assert_string_equal(text_at("items/0/scale"), "choice");
    assert_int_equal(size_at("items/0/options"), 3);
    assert_string_equal(text_at("items/0/options/0/key"), "compliant");
    assert_string_equal(text_at("items/0/options/0/text/en"), "Compliant");
    assert_int_equal(int_at("items/0/options/0/points"), 2);
    assert_int_equal(int_at("items/0/options/1/points"), 1);
    assert_int_equal(int_at("items/0/options/2/points"), 0);
}

static void five_levels_from_one_to_five_are_maturity(void **state)
{
    (void)state;
    import_framework("    min_score: 1\n    max_score: 5\n    scores_definition:\n"
                     "    - {score: 1, name: None}\n    - {score: 2, name: Some}\n"
                     "    - {score: 3, name: Half, description: About half.}\n"
                     "    - {score: 4, name: Most}\n    - {score: 5, name: All}\n" ABC);
    assert_string_equal(text_at("items/0/scale"), "maturity5");
    assert_int_equal(size_at("items/0/levels"), 5);
    assert_string_equal(text_at("items/0/levels/2/en"), "Half\nAbout half.");
    assert_int_equal(int_at("score/min"), 1);
    assert_int_equal(int_at("score/max"), 5);
}

static void other_levels_are_a_choice_with_points(void **state)
{
    (void)state;
    import_framework("    min_score: 0\n    max_score: 2\n    scores_definition:\n      scale:\n"
                     "      - {score: 0, name: No}\n      - {score: 2, name: Yes}\n" ABC);
    assert_string_equal(text_at("items/0/scale"), "choice");
    assert_int_equal(size_at("items/0/options"), 2);
    assert_string_equal(text_at("items/0/options/1/key"), "2");
    assert_string_equal(text_at("items/0/options/1/text/en"), "Yes");
    assert_int_equal(int_at("items/0/options/1/points"), 2);
}

static void bounds_alone_are_figures_or_a_number(void **state)
{
    (void)state;
    import_framework("    min_score: 0\n    max_score: 3\n" ABC);
    assert_int_equal(size_at("items/0/options"), 4);
    assert_string_equal(text_at("items/0/options/3/text/en"), "3");
    import_framework("    max_score: 100\n" ABC);
    assert_string_equal(text_at("items/0/scale"), "number");
    assert_true(json_is_true(path(json_array_get(sheets, 0), "items/0/scored")));
    assert_int_equal(int_at("score/max"), 100);
    assert_non_null(row("scale_number"));
}

static void unreadable_scores_are_told_or_refused(void **state)
{
    (void)state;
    import_framework("    scores_definition:\n    - {score: high, name: Much}\n" ABC);
    assert_non_null(row("scores_unknown"));
    assert_int_equal(json_array_size(sheets), 1);
    import_framework("    min_score: 5\n    max_score: 1\n" ABC);
    refused_with("score_range");
    import_framework("    max_score: 5000\n" ABC);
    refused_with("score_range");
}

static void a_requirement_may_have_a_scale_of_its_own(void **state)
{
    (void)state;
    import_framework("    min_score: 0\n    max_score: 4\n    scores_definition:\n"
                     "      alternatives:\n        yn:\n        - {score: 0, name: No}\n"
                     "        - {score: 1, name: Yes}\n" NODES TOP("A", "Alpha") ITEM("A.1", "A",
                         "One", "      max_score: 1\n      scores_definition_ref: yn\n"));
    assert_int_equal(size_at("items/0/options"), 2);
    assert_int_equal(int_at("items/0/options/1/points"), 4);
    assert_non_null(row("score_override"));
}

static void translations_become_languages(void **state)
{
    (void)state;
    import_framework("    translations:\n      ja: {name: 点検}\n      pt-BR: {name: Teste}\n"
                     "      tlh: {name: waH}\n" NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
                         "      description: Do it.\n      translations:\n"
                         "        ja: {name: 一番}\n        en: {name: Other words}\n"));
    assert_int_equal(size_at("languages"), 3);
    assert_string_equal(text_at("languages/0"), "en");
    assert_string_equal(text_at("name/ja"), "点検");
    assert_string_equal(text_at("name/pt"), "Teste");
    /* what has no translation stands in the framework's own language */
    assert_string_equal(text_at("items/0/text/ja"), "一番\nDo it.");
    assert_string_equal(text_at("items/0/text/en"), "One\nDo it.");
    assert_string_equal(text_at("items/0/options/2/text/ja"), "不適合");
    assert_string_equal(json_string_value(path(row("language_unknown"), "args/language")), "tlh");
}

static void few_groups_at_the_top_give_way_to_the_level_below(void **state)
{
    (void)state;
#define MID(id, parent) \
    NODE(id,            \
        "      assessable: false\n      ref_id: " id "\n      name: Part " id "\n" UNDER(parent))
    import_framework(NODES TOP("A", "Alpha") MID("A.1", "A") ITEM("A.1.1", "A.1", "x", "")
            MID("A.2", "A") ITEM("A.2.1", "A.2", "x", "") MID("A.2.2", "A.2")
                ITEM("A.2.2.1", "A.2.2", "x", "") TOP("B", "Beta") MID("B.1", "B")
                    ITEM("B.1.1", "B.1", "x", "") ITEM("B.2", "B", "direct", ""));
    assert_int_equal(json_integer_value(path(row("axes"), "args/n")), 4);
    assert_int_equal(json_integer_value(path(row("axes"), "args/level")), 2);
    assert_string_equal(text_at("sections/0/key"), "A.1");
    assert_string_equal(text_at("sections/1/key"), "A.2");
    assert_string_equal(text_at("sections/2/key"), "A.2.2");
    assert_string_equal(text_at("sections/2/parent"), "A.2");
    assert_string_equal(text_at("sections/3/key"), "B"); /* it holds an item itself */
    assert_string_equal(text_at("sections/4/parent"), "(none)");
    assert_string_equal(json_string_value(path(row("level_left_out"), "args/name")), "Alpha");
}

static void requirements_outside_groups_have_a_section_too(void **state)
{
    (void)state;
    import_framework(NODES NODE("x", "      assessable: true\n      description: Alone.\n"));
    assert_int_equal(size_at("sections"), 1);
    assert_string_equal(text_at("sections/0/name/en"), "The check");
    assert_string_equal(text_at("items/0/key"), "x");
    assert_string_equal(text_at("items/0/text/en"), "Alone.");
    assert_non_null(row("axes_unfit"));
}

static void notes_move_into_the_explanation_of_their_section(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha") ITEM("A.1", "A", "One", "")
            NODE("note", "      assessable: false\n      description: Read this.\n" UNDER("A"))
                NODE("hello", "      assessable: true\n      display_mode: splash\n"
                              "      name: Welcome\n"));
    assert_string_equal(text_at("sections/0/explains/en"), "Read this.");
    assert_non_null(row("note_moved"));
    assert_non_null(row("note_left_out"));
    assert_int_equal(size_at("items"), 1);
}

static void keys_are_made_fit_and_unique(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha")
            NODE("1", "      assessable: true\n      ref_id: 'Art. 5, §2'\n" UNDER("A"))
                NODE("2", "      assessable: true\n      ref_id: 'Art. 5, §2'\n" UNDER("A"))
                    NODE("na", "      assessable: true\n      name: x\n" UNDER("A")));
    assert_string_equal(text_at("items/0/key"), "Art.-5-§2");
    assert_string_equal(text_at("items/1/key"), "Art.-5-§2-2");
    assert_string_equal(text_at("items/2/key"), "id-na");
    assert_string_equal(text_at("items/0/text/en"), "Art.-5-§2");
    assert_non_null(row("key_changed"));
    assert_non_null(row("name_from_key"));
}

#define Q(node, n) "        urn:test:risk:req_node:check-1:" node ":question:" n ":\n"
#define C(node, n, c, more) \
    "          - urn: urn:test:risk:req_node:check-1:" node ":question:" n ":choice:" c "\n" more
#define TYPE(type) "          type: " type "\n          text: Ask " type "\n"

static void every_type_of_question_has_a_scale(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
        "      questions:\n" Q("a.1", "1") TYPE("text") Q("a.1", "2") TYPE("date") Q("a.1", "3")
            TYPE("number") Q("a.1", "4") TYPE("boolean") Q("a.1", "5") TYPE("drawing") Q("a.1", "6")
                TYPE("multiple_choice") "          choices: [Red, Green]\n"));
    static const char *const scales[] = {"text", "date", "number", "yes_no_na", "text", "multi"};
    for (int i = 0; i < 6; i++)
        assert_string_equal(text_at(mem_printf(ctx, "items/%d/scale", i)), scales[i]);
    assert_string_equal(text_at("items/0/key"), "A.1-1");
    assert_string_equal(text_at("items/0/text/en"), "Ask text");
    assert_true(json_is_false(path(json_array_get(sheets, 0), "items/0/required")));
    assert_int_equal(int_at("items/3/weight"), 0);
    assert_string_equal(text_at("items/5/options/1/text/en"), "Green");
    assert_string_equal(json_string_value(path(row("question_type"), "args/type")), "drawing");
    /* together they stand in a section of their own */
    assert_string_equal(text_at("sections/1/key"), "A.1");
    assert_string_equal(text_at("sections/1/parent"), "A");
    assert_string_equal(text_at("items/0/section"), "A.1");
    assert_non_null(row("no_scores"));
}

static void a_single_question_stands_with_its_requirement(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
        "      description: Why.\n      annotation: How.\n      questions:\n" Q("a.1", "1")
            TYPE("text")));
    assert_string_equal(text_at("items/0/key"), "A.1");
    assert_string_equal(text_at("items/0/text/en"), "One\nAsk text");
    assert_string_equal(text_at("items/0/hint/en"), "Why.\n\nHow.");
    assert_int_equal(size_at("sections"), 1);
}

#define CHOICE(n, c, points) C("a.1", n, c, "            value: v" c "\n" points)

static void points_of_choices_are_kept_within_the_bounds(void **state)
{
    (void)state;
    import_framework("    min_score: 0\n    max_score: 10\n" NODES TOP("A", "Alpha") ITEM("A.1",
        "A", "One",
        "      questions:\n" Q("a.1", "1") TYPE("unique_choice") "          choices:\n" CHOICE(
            "1", "1", "            add_score: 7\n            description: Well.\n") CHOICE("1", "2",
            "            add_score: -3\n") CHOICE("1", "3", "            color: '#ffffff'\n")));
    assert_int_equal(int_at("items/0/options/0/points"), 7);
    assert_string_equal(text_at("items/0/options/0/text/en"), "v1\nWell.");
    assert_int_equal(int_at("items/0/options/1/points"), 0);
    assert_null(path(json_array_get(sheets, 0), "items/0/options/2/points"));
    assert_int_equal(json_integer_value(path(row("points_clipped"), "args/points")), -3);
    assert_int_equal(json_integer_value(path(row("colours"), "args/n")), 1);
}

static void without_bounds_the_choices_give_them(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
        "      questions:\n" Q("a.1", "1") TYPE("multiple_choice") "          choices:\n" CHOICE(
            "1", "1", "            add_score: 20\n")
            CHOICE("1", "2", "            add_score: 5\n")));
    assert_int_equal(int_at("score/max"), 25);
    assert_non_null(row("score_bounds"));
}

static void results_without_points_are_worth_points(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
        "      questions:\n" Q("a.1", "1") TYPE("unique_choice") "          choices:\n" CHOICE(
            "1", "1", "            compute_result: true\n")
            CHOICE("1", "2", "            compute_result: partially_compliant\n")
                CHOICE("1", "3", "            compute_result: false\n")
                    CHOICE("1", "4", "            compute_result: not_applicable\n")));
    assert_int_equal(int_at("items/0/options/0/points"), 2);
    assert_int_equal(int_at("items/0/options/1/points"), 1);
    assert_int_equal(int_at("items/0/options/2/points"), 0);
    assert_null(path(json_array_get(sheets, 0), "items/0/options/3/points"));
    assert_non_null(row("points_from_result"));
}

static void five_choices_worth_one_to_five_are_maturity(void **state)
{
    (void)state;
    import_framework("    min_score: 1\n    max_score: 5\n" NODES TOP("A", "Alpha") ITEM("A.1", "A",
        "One",
        "      questions:\n" Q("a.1", "1") TYPE("unique_choice") "          choices:\n" CHOICE(
            "1", "1", "            add_score: 1\n") CHOICE("1", "2", "            add_score: 2\n")
            CHOICE("1", "3", "            add_score: 3\n") CHOICE("1", "4",
                "            add_score: 4\n") CHOICE("1", "5", "            add_score: 5\n")));
    assert_string_equal(text_at("items/0/scale"), "maturity5");
    assert_string_equal(text_at("items/0/levels/4/en"), "v5");
}

static void a_choice_without_words_shows_its_number(void **state)
{
    (void)state;
    import_framework("    min_score: 1\n    max_score: 5\n" NODES TOP("A", "Alpha") ITEM("A.1", "A",
        "One",
        "      questions:\n" Q("a.1", "1") TYPE(
            "unique_choice") "          choices:\n"
                             "          - {add_score: 1}\n          - {add_score: 2}\n          - "
                             "{add_score: 3}\n"
                             "          - {add_score: 4}\n          - {add_score: 5}\n" Q(
                                 "a.1", "2")
                                 TYPE("unique_choice") "          choices: [{value: ' '}, x]\n"));
    assert_string_equal(text_at("items/0/levels/3/en"), "4");
    assert_string_equal(text_at("items/1/options/0/text/en"), "1");
    assert_null(row("sheet_invalid"));
}

#define ON(n, answers, more)                                                                      \
    "          depends_on:\n            question: urn:test:risk:req_node:check-1:a.1:question:" n \
    "\n            answers: [" answers "]\n" more
#define ANSWER(n, c) "urn:test:risk:req_node:check-1:A.1:question:" n ":choice:" c

static void a_question_that_depends_on_an_earlier_one_applies_by_its_answer(void **state)
{
    (void)state;
    import_framework(NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
        "      questions:\n" Q("a.1", "1") TYPE("unique_choice") "          choices:\n" CHOICE("1",
            "1", "") CHOICE("1", "2", "") Q("a.1", "2") TYPE("boolean") ON("1", ANSWER("1", "2"),
            "") Q("a.1", "3") TYPE("text") ON("2", "yes", "") Q("a.1", "4") TYPE("text") ON("1",
            ANSWER("1", "1") ", " ANSWER("1", "2"), "            condition: all\n") Q("a.1", "5")
            TYPE("text") ON("6", "'1'", "") Q("a.1", "6") TYPE("text") ON("1", "nonsense", "")));
    assert_string_equal(text_at("items/1/applies/answers/0/item"), "A.1-1");
    assert_string_equal(text_at("items/1/applies/answers/0/in/0"), "2");
    assert_string_equal(text_at("items/2/applies/answers/0/in/0"), "yes");
    for (int i = 3; i < 6; i++)
        assert_null(path(json_array_get(sheets, 0), mem_printf(ctx, "items/%d/applies", i)));
    assert_non_null(row("condition_all"));
    assert_non_null(row("condition_later"));
    assert_non_null(row("condition_unknown"));
}

#define GROUPS "    implementation_groups_definition:\n"
#define IN_GROUPS(groups) "      implementation_groups: [" groups "]\n"

static void groups_nobody_selects_are_told(void **state)
{
    (void)state;
    import_framework(GROUPS "    - {ref_id: g1, name: Small}\n" NODES TOP("A", "Alpha")
            ITEM("A.1", "A", "One", IN_GROUPS("g1")) ITEM("A.2", "A", "Two", IN_GROUPS("g9")));
    assert_int_equal(json_integer_value(path(row("group_static"), "args/n")), 1);
    assert_string_equal(json_string_value(path(row("group_static"), "args/group")), "Small");
    assert_non_null(row("group_undefined"));
    assert_int_equal(size_at("items"), 2);
}

static void groups_selected_by_answers_are_conditions(void **state)
{
    (void)state;
    import_framework(
        GROUPS "    - {ref_id: base, default_selected: true}\n    - {ref_id: big}\n    - {ref_id: "
               "hand}\n" NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
                   IN_GROUPS("base") "      questions:\n" Q("a.1", "1")
                       TYPE("unique_choice") "          choices:\n" CHOICE("1", "1", "")
                           CHOICE("1", "2", "            select_implementation_groups: [big]\n"))
                   ITEM("A.2", "A", "Two", IN_GROUPS("big")) ITEM("A.3", "A", "Three",
                       IN_GROUPS("big, base")) ITEM("A.4", "A", "Four", IN_GROUPS("hand")));
    assert_string_equal(text_at("items/1/applies/answers/0/item"), "A.1");
    assert_string_equal(text_at("items/1/applies/answers/0/in/0"), "2");
    assert_null(path(json_array_get(sheets, 0), "items/2/applies"));
    assert_null(path(json_array_get(sheets, 0), "items/3/applies"));
    assert_non_null(row("group_default"));
    assert_non_null(row("group_by_answer"));
    assert_non_null(row("group_manual"));
}

static void whatever_is_no_sheet_is_told_one_by_one(void **state)
{
    (void)state;
    static const char text[] =
        "urn: urn:test:risk:library:x\nlocale: en\nversion: 1\n"
        "dependencies: ['urn:test:risk:library:y']\nobjects:\n"
        "  risk_matrix:\n  - {urn: 'urn:m:1', name: First}\n  - {urn: 'urn:m:2'}\n"
        "  requirement_mapping_set: {urn: 'urn:map', name: Map}\n"
        "  threats: []\n  poems:\n  - {name: Ode}\n";
    assert_int_equal(import_n(text, strlen(text)), ERR_OK);
    assert_int_equal(json_array_size(sheets), 0);
    assert_string_equal(json_string_value(path(report, "rows/1/path")), "objects.risk_matrix[0]");
    assert_string_equal(json_string_value(path(report, "rows/1/args/name")), "First");
    assert_string_equal(json_string_value(path(report, "rows/1/urn")), "urn:m:1");
    assert_string_equal(
        json_string_value(path(report, "rows/2/args/name")), "objects.risk_matrix[1]");
    assert_non_null(row("object_mapping"));
    assert_non_null(row("object_other"));
    assert_non_null(row("no_framework"));
    assert_non_null(row("dependency"));
    assert_int_equal(json_integer_value(path(report, "counts/refused")), 5);
    assert_int_equal(json_integer_value(path(row("object_mapping"), "line")), 9);
}

static void what_a_sheet_does_not_need_is_no_refusal(void **state)
{
    (void)state;
    static const char text[] = "urn: urn:test:risk:library:x\nlocale: en\nversion: 1\nobjects:\n"
                               "  reference_controls:\n  - {urn: 'urn:c:1', name: Lock}\n"
                               "  threats:\n  - {urn: 'urn:t:1', name: Flood}\n";
    assert_int_equal(import_n(text, strlen(text)), ERR_OK);
    assert_string_equal(
        json_string_value(path(row("object_reference_control"), "severity")), "info");
    assert_string_equal(json_string_value(path(row("object_threat"), "severity")), "info");
}

static void unknown_members_are_told_with_their_node(void **state)
{
    (void)state;
    import_framework("    mood: good\n" NODES TOP("A", "Alpha") ITEM("A.1", "A", "One",
        "      visibility_expression: x > 1\n      reference_controls: [a, b]\n      threats: "
        "[]\n"));
    assert_string_equal(json_string_value(path(row("field_left_out"), "args/field")), "mood");
    assert_int_equal(json_integer_value(path(row("links_left_out"), "args/n")), 2);
    assert_string_equal(json_string_value(path(row("links_left_out"), "ref_id")), "A.1");
    assert_int_equal(json_integer_value(path(report, "counts/warning")), 3); /* with axes_unfit */
}

static void contradictions_refuse_the_framework_with_their_place(void **state)
{
    (void)state;
    import_framework(NODES NODE("x", "      assessable: true\n") NODE("X", "      name: y\n"));
    refused_with("node_twice");
    assert_int_equal(json_integer_value(path(row("node_twice"), "line")), 17);
    import_framework(NODES "    - name: no urn\n");
    refused_with("node_form");
    import_framework(NODES TOP("A", "Nothing below"));
    refused_with("framework_empty");
    import_framework("");
    refused_with("framework_empty");
    import_framework(NODES TOP("A", "Alpha")
            ITEM("A.1", "A", "One", "      questions:\n" Q("a.1", "1") TYPE("unique_choice")));
    refused_with("question_form");
    import_framework(NODES ITEM("A.1", "gone", "One", ""));
    assert_non_null(row("parent_unknown"));
    assert_int_equal(json_array_size(sheets), 1);
}

static const char *many(int n, bool assessable, bool chained)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, NODES);
    for (int i = 0; i < n; i++) {
        buf_printf(b, "    - {urn: 'n%d', name: x", i);
        if (chained)
            buf_printf(b, ", parent_urn: 'n%d'", i - 1);
        buf_str(b, assessable ? ", assessable: true}\n" : "}\n");
    }
    return b->data;
}

static void limits_refuse_the_framework(void **state)
{
    (void)state;
    import_framework(many(LIMIT_SHEET_ITEMS + 1, true, false));
    refused_with("too_many_items");
    import_framework(many(20001, false, false));
    refused_with("too_many_nodes");
    import_framework(many(60, false, true));
    refused_with("too_deep");
    char *big = mem_array(ctx, char, LIMIT_TEXT + 2);
    memset(big, 'x', LIMIT_TEXT + 1);
    import_framework(mem_printf(ctx, NODES "    - {urn: n, assessable: true, name: %s}\n", big));
    refused_with("text_too_long");
    struct buf *b = buf_new(ctx);
    buf_str(b, NODES TOP("A", "Alpha"));
    buf_str(b, ITEM("A.1", "A", "One", "      questions:\n") Q("a.1", "1") TYPE("unique_choice"));
    buf_str(b, "          choices:\n");
    for (int i = 0; i < 201; i++)
        buf_str(b, "          - x\n");
    import_framework(b->data);
    refused_with("too_many_options");
}

static void many_sections_leave_only_the_axes(void **state)
{
    (void)state;
    struct buf *b = buf_new(ctx);
    buf_str(b, NODES);
    for (int i = 0; i < 3; i++)
        buf_printf(b, "    - {urn: 't%d', name: Top}\n", i);
    for (int i = 0; i < 1000; i++)
        buf_printf(b,
            "    - {urn: 'g%d', parent_urn: 't%d', name: G}\n"
            "    - {urn: 'i%d', parent_urn: 'g%d', name: I, assessable: true}\n",
            i, i % 3, i, i);
    import_framework(b->data);
    assert_non_null(row("sections_flat"));
    assert_int_equal(size_at("sections"), 3);
    assert_int_equal(size_at("items"), 1000);
}

static size_t gzip(const char *data, size_t len, void *out, size_t room)
{
    z_stream z = {.next_in = (unsigned char *)data,
        .avail_in = (unsigned)len,
        .next_out = out,
        .avail_out = (unsigned)room};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

enum { BOMB = 64 * 1024 * 1024, PACKED = 1024 * 1024 };

static void a_gzip_file_is_unpacked_within_the_limit(void **state)
{
    (void)state;
    static const char text[] = "objects: {}\nurn: u\n";
    char *out = mem_array(ctx, char, PACKED);
    size_t n = gzip(text, strlen(text), out, 1024);
    assert_int_equal(import_n(out, n), ERR_OK);
    assert_non_null(row("no_framework"));
    assert_int_equal(import_n(out, n - 5), ERR_MALFORMED);
    assert_string_equal(problem->detail, "import_gzip");
    assert_int_equal(import_n(out, n + 1), ERR_MALFORMED);
    out[n / 2] ^= 0x55;
    assert_int_equal(import_n(out, n), ERR_MALFORMED);
    char *bomb = mem_array(ctx, char, BOMB);
    memset(bomb, ' ', BOMB);
    n = gzip(bomb, BOMB, out, PACKED);
    assert_int_equal(import_n(out, n), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "import_size");
    assert_int_equal(import_n(bomb, LIMIT_IMPORT + 1), ERR_TOO_LARGE);
}

#define OWN                                                                                 \
    "{\"format\":\"kaname-sheet/1\",\"key\":\"own\",\"version\":\"1\",\"wording\":\"own\"," \
    "\"name\":{\"en\":\"Own\"},\"languages\":[\"en\"],\"score\":{\"min\":0,\"max\":1},"     \
    "\"sections\":[{\"key\":\"s\",\"name\":{\"en\":\"S\"}}],\"items\":[{\"key\":\"i\","     \
    "\"section\":\"s\",\"scale\":\"text\",\"text\":{\"en\":\"I\"}}]}"

static void our_own_format_passes_through(void **state)
{
    (void)state;
    assert_int_equal(import_n("\n " OWN, strlen(OWN) + 2), ERR_OK);
    assert_string_equal(text_at("key"), "own");
    assert_string_equal(json_string_value(path(report, "format")), "kaname_sheet");
    assert_int_equal(json_integer_value(path(report, "sheets/0/items")), 1);
    assert_int_equal(import_n("[" OWN "]", strlen(OWN) + 2), ERR_OK);
    assert_int_equal(json_array_size(sheets), 1);
    static const char broken[] = "{\"format\":\"kaname-sheet/1\",\"key\":\"x\"}";
    assert_int_equal(import_n(broken, strlen(broken)), ERR_INVALID);
    assert_true(problem->n_fields > 1);
    assert_null(sheets);
}

static void a_library_in_json_is_read_too(void **state)
{
    (void)state;
    static const char text[] =
        "{\"urn\": \"u\", \"locale\": \"en\", \"objects\": {\"framework\": {\"urn\": \"f\", "
        "\"requirement_nodes\": [{\"urn\": \"n\", \"assessable\": true, \"name\": \"N\"}]}}}";
    assert_int_equal(import_n(text, strlen(text)), ERR_OK);
    assert_string_equal(text_at("items/0/text/en"), "N");
}

static void unknown(const char *text, const char *detail)
{
    assert_int_equal(import_n(text, strlen(text)), ERR_MALFORMED);
    assert_string_equal(problem->detail, detail);
    assert_null(sheets);
    assert_null(report);
}

static void files_of_other_kinds_are_refused(void **state)
{
    (void)state;
    unknown("PK\3\4 an Excel book", "import_zip");
    unknown("{\"catalog\": {}}", "import_unknown");
    unknown("{\"format\": \"other/2\", \"objects\": {}}", "import_unknown");
    unknown("[]", "import_unknown");
    unknown("[1, 2]", "import_unknown");
    unknown("just: yaml\n", "import_unknown");
    unknown("objects: []\n", "import_unknown");
    unknown("hello", "import_unknown");
    unknown("", "yaml_empty");
    unknown("{\"format\": ", "json_syntax");
}

static void every_row_has_words_in_both_languages(void **state)
{
    (void)state;
    for (int row = 0; row < FRAMEWORK_ROW_MAX; row++) {
        const char *code = framework_row_code((enum framework_row)row);
        for (int i = 0; i < MSG_LANGS; i++)
            if (!msg_has(msg_langs[i], mem_printf(ctx, "import.row.%s", code)))
                fail_msg("no message for %s in %s", code, msg_langs[i]);
    }
}

static int setup(void **state)
{
    *state = ctx = mem_context(NULL, 0);
    return 0;
}

static int teardown(void **state)
{
    mem_free(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_row_has_words_in_both_languages),
        TEST(groups_become_sections_and_requirements_items),
        TEST(without_scores_requirements_are_judged_by_compliance),
        TEST(five_levels_from_one_to_five_are_maturity),
        TEST(other_levels_are_a_choice_with_points),
        TEST(bounds_alone_are_figures_or_a_number),
        TEST(unreadable_scores_are_told_or_refused),
        TEST(a_requirement_may_have_a_scale_of_its_own),
        TEST(translations_become_languages),
        TEST(few_groups_at_the_top_give_way_to_the_level_below),
        TEST(requirements_outside_groups_have_a_section_too),
        TEST(notes_move_into_the_explanation_of_their_section),
        TEST(keys_are_made_fit_and_unique),
        TEST(every_type_of_question_has_a_scale),
        TEST(a_single_question_stands_with_its_requirement),
        TEST(points_of_choices_are_kept_within_the_bounds),
        TEST(without_bounds_the_choices_give_them),
        TEST(results_without_points_are_worth_points),
        TEST(five_choices_worth_one_to_five_are_maturity),
        TEST(a_choice_without_words_shows_its_number),
        TEST(a_question_that_depends_on_an_earlier_one_applies_by_its_answer),
        TEST(groups_nobody_selects_are_told),
        TEST(groups_selected_by_answers_are_conditions),
        TEST(whatever_is_no_sheet_is_told_one_by_one),
        TEST(what_a_sheet_does_not_need_is_no_refusal),
        TEST(unknown_members_are_told_with_their_node),
        TEST(contradictions_refuse_the_framework_with_their_place),
        TEST(limits_refuse_the_framework),
        TEST(many_sections_leave_only_the_axes),
        TEST(a_gzip_file_is_unpacked_within_the_limit),
        TEST(our_own_format_passes_through),
        TEST(a_library_in_json_is_read_too),
        TEST(files_of_other_kinds_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

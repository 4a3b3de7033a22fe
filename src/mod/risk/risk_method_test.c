/* Methods of valuing risks: the built-in ones, table 2-4.2 against the default one, and what a
 * method may not be. */
#include "base/mem.h"
#include "mod/risk/risk_catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { L = 1, M = 2, H = 3 };

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

static const struct risk_method *method(const char *key)
{
    const struct risk_method *m = NULL;
    struct problem *p = problem_new(ctx);
    enum err e = risk_method_load(ctx, key, p, &m);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s %s: %s\n", key, p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return m;
}

/* Threat group, system, likelihood, importance and the value printed in table 2-4.2. */
static const struct {
    const char *what;
    uint8_t likelihood, importance;
    int printed;
} table_2_4_2[] = {
    {"script planted, info site", L, L, 1},
    {"script planted, EC site", M, H, 3},
    {"skimming by the supply chain, info site", L, L, 1},
    {"skimming by the supply chain, EC site", M, H, 3},
    {"theft and extortion, internal server", M, H, 3},
    {"flood, EC site", M, H, 3},
    {"malicious attachment, business PC", H, H, 3},
    {"malicious attachment, mobile", H, M, 3},
    {"lured to a bad site, business PC", H, H, 3},
    {"weak cloud settings, payroll", L, H, 2},
    {"unapproved cloud, business PC", H, H, 3},
    {"break-in by a vulnerability, internal server", M, M, 2},
    {"break-in by a vulnerability, business PC", M, M, 2},
    {"brute force, internal server", H, H, 2},
    {"brute force, business PC", M, H, 3},
};

static void one_row_of_table_2_4_2_disagrees_with_the_matrix(void **state)
{
    (void)state;
    const struct risk_method *m = method(RISK_METHOD_DEFAULT);
    size_t rows = sizeof table_2_4_2 / sizeof table_2_4_2[0];
    int apart = 0;
    assert_int_equal(rows, 15);
    for (size_t i = 0; i < rows; i++) {
        struct risk_steps s = {
            .likelihood = table_2_4_2[i].likelihood, .importance = table_2_4_2[i].importance};
        if (risk_value(m, s) == table_2_4_2[i].printed)
            continue;
        apart++;
        assert_string_equal(table_2_4_2[i].what, "brute force, internal server");
        assert_int_equal(risk_value(m, s), 3);
    }
    assert_int_equal(apart, 1);
}

static void the_default_method_has_the_cells_of_figure_2_4_1(void **state)
{
    (void)state;
    static const int likelihood[3][3] = {{L, L, M}, {L, M, H}, {M, H, H}};
    static const int value[3][3] = {{1, 1, 2}, {1, 2, 3}, {2, 3, 3}};
    const struct risk_method *m = method("company-f");
    for (uint8_t row = 0; row < 3; row++) {
        for (uint8_t column = 0; column < 3; column++) {
            struct risk_steps from_two = {.threat = row + 1, .vulnerability = column + 1};
            struct risk_steps direct = {.likelihood = row + 1, .importance = column + 1};
            assert_int_equal(risk_likelihood(m, from_two), likelihood[row][column]);
            assert_int_equal(risk_value(m, direct), value[row][column]);
        }
    }
    assert_string_equal(risk_band_of(m, 3)->key, "grave");
    assert_int_equal(risk_band_of(m, 3)->colour, RISK_ALARM);
}

static void the_sme_guideline_is_another_method_in_five_of_nine_cells(void **state)
{
    (void)state;
    const struct risk_method *f = method("company-f");
    const struct risk_method *sme = method("sme-guideline");
    assert_int_equal(risk_likelihood_cells_apart(f, sme), 5);
    /* the worked examples of the source: 2×2 gives 1, 3×2 gives 2 */
    assert_int_equal(risk_likelihood(sme, (struct risk_steps){.threat = 2, .vulnerability = 2}), 1);
    assert_int_equal(risk_likelihood(sme, (struct risk_steps){.threat = 3, .vulnerability = 2}), 2);
    static const int product[3][3] = {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}};
    for (uint8_t i = 0; i < 3; i++)
        for (uint8_t k = 0; k < 3; k++)
            assert_int_equal(
                risk_value(sme, (struct risk_steps){.likelihood = i + 1, .importance = k + 1}),
                product[i][k]);
}

static void methods_of_five_steps_take_the_likelihood_directly(void **state)
{
    (void)state;
    const struct risk_method *table = method("five-by-five");
    const struct risk_method *times = method("multiplication");
    struct risk_steps worst = {.likelihood = 5, .importance = 5};
    assert_int_equal(risk_value(table, worst), 4);
    assert_int_equal(risk_value(times, worst), 25);
    assert_string_equal(risk_band_of(times, 25)->key, "extreme");
    assert_string_equal(risk_band_of(times, 9)->key, "middle");
    assert_int_equal(risk_value(times, (struct risk_steps){.threat = 3, .importance = 3}), 0);
    assert_int_equal(risk_likelihood_cells_apart(table, times), -1);
}

static void a_colour_is_called_as_its_bands_are(void **state)
{
    (void)state;
    struct risk_method twice = *method("multiplication");
    json_t *extreme = risk_colour_names(&twice, RISK_ALARM);
    assert_string_equal(json_string_value(json_object_get(extreme, "en")), "Extreme");
    twice.bands[2].colour = RISK_ALARM;
    json_t *both = risk_colour_names(&twice, RISK_ALARM);
    assert_string_equal(json_string_value(json_object_get(both, "ja")), "高 / 極めて高い");
    assert_string_equal(json_string_value(json_object_get(both, "en")), "High / Extreme");
    assert_null(risk_colour_names(method("company-f"), RISK_WARN));
    json_decref(extreme);
    json_decref(both);
}

static void what_is_not_known_has_no_value(void **state)
{
    (void)state;
    const struct risk_method *m = method(RISK_METHOD_DEFAULT);
    assert_int_equal(risk_value(m, (struct risk_steps){.threat = 3, .importance = 3}), 0);
    assert_int_equal(risk_value(m, (struct risk_steps){.likelihood = 2}), 0);
    assert_int_equal(risk_value(m, (struct risk_steps){.likelihood = 4, .importance = 3}), 0);
    assert_null(risk_band_of(m, 0));
    /* a likelihood set directly goes before the two */
    struct risk_steps both = {.threat = 1, .vulnerability = 1, .likelihood = 3, .importance = 3};
    assert_int_equal(risk_value(m, both), 3);
}

static void another_method_says_which_risks_moved(void **state)
{
    (void)state;
    enum { N = 100000 };
    struct risk_steps *steps = mem_array(ctx, struct risk_steps, N);
    uint8_t *f = mem_array(ctx, uint8_t, N), *sme = mem_array(ctx, uint8_t, N);
    uint32_t *moved = mem_array(ctx, uint32_t, N);
    for (size_t i = 0; i < N; i++)
        steps[i] = (struct risk_steps){.threat = (uint8_t)(i % 3 + 1),
            .vulnerability = (uint8_t)(i / 3 % 3 + 1),
            .importance = (uint8_t)(i / 9 % 3 + 1)};
    risk_values(method("company-f"), steps, N, f);
    risk_values(method("sme-guideline"), steps, N, sme);
    size_t n = risk_moved(f, sme, N, moved);
    assert_in_range(n, 1, N - 1);
    for (size_t i = 0; i < n; i++)
        assert_int_not_equal(f[moved[i]], sme[moved[i]]);
    assert_int_equal(risk_moved(f, f, N, moved), 0);
}

/* ---- what a method may not be ---- */

static void assert_wrong(const struct risk_method *m, const char *pointer, const char *code)
{
    struct problem *p = problem_new(ctx);
    assert_int_equal(risk_method_check(m, p), ERR_INVALID);
    assert_string_equal(p->fields[0].pointer, pointer);
    assert_string_equal(p->fields[0].code, code);
}

static void a_method_that_cannot_be_is_refused_by_its_cell(void **state)
{
    (void)state;
    const struct risk_method *good = method(RISK_METHOD_DEFAULT);
    struct risk_method m = *good;
    m.value[2][1] = 1;
    assert_wrong(&m, "/value/table/2/1", "risk_falls");
    m = *good;
    m.likelihood[0][2] = 4;
    assert_wrong(&m, "/likelihood/0/2", "too_large");
    m = *good;
    m.value[0][0] = 0;
    assert_wrong(&m, "/value/table/0/0", "too_small");
    m = *good;
    m.bands[1].from = 1;
    assert_wrong(&m, "/bands/1/from", "too_small");
    m = *good;
    m.bands[0].from = 2;
    assert_wrong(&m, "/bands/0/from", "too_large");
    m = *good;
    m.scales[RISK_IMPORTANCE].n = 1;
    assert_wrong(&m, "/scales/importance", "too_few");
    m = *good;
    m.derives = false;
    assert_wrong(&m, "/scales/threat", "unknown");
}

static void a_table_of_another_size_is_refused(void **state)
{
    (void)state;
    struct risk_method m;
    struct problem *p = problem_new(ctx);
    json_t *json = json_pack("{s:{s:[{},{}],s:[{},{}]},s:{s:[[i,i],[i]]},s:[{s:i,s:s}]}", "scales",
        "likelihood", "importance", "value", "table", 1, 2, 3, "bands", "from", 1, "colour",
        "calm");
    assert_non_null(json);
    assert_int_equal(risk_method_read(json, p, &m), ERR_INVALID);
    assert_string_equal(p->fields[0].pointer, "/value/table");
    json_decref(json);
}

/* ---- business damage ---- */

static void the_one_printed_cell_of_the_business_damage_sheet_is_b(void **state)
{
    (void)state;
    const struct risk_damage_method *m = NULL;
    assert_int_equal(risk_damage_method_load(ctx, problem_new(ctx), &m), ERR_OK);
    assert_string_equal(risk_damage_value(m, 2, 2, 3)->key, "B"); /* figure 2-4.3 */
    assert_string_equal(risk_damage_value(m, 3, 3, 3)->key, "A");
    assert_string_equal(risk_damage_value(m, 1, 1, 1)->key, "E");
    assert_null(risk_damage_value(m, 0, 2, 3));
    assert_null(risk_damage_value(m, 2, 4, 3));
    struct risk_damage_method wrong = *m;
    struct problem *p = problem_new(ctx);
    wrong.table[2][2][2] = 1;
    assert_int_equal(risk_damage_check(&wrong, p), ERR_INVALID);
    assert_string_equal(p->fields[0].pointer, "/table/2/2/2");
    assert_string_equal(p->fields[0].code, "risk_falls");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_row_of_table_2_4_2_disagrees_with_the_matrix),
        TEST(the_default_method_has_the_cells_of_figure_2_4_1),
        TEST(the_sme_guideline_is_another_method_in_five_of_nine_cells),
        TEST(methods_of_five_steps_take_the_likelihood_directly),
        TEST(a_colour_is_called_as_its_bands_are),
        TEST(what_is_not_known_has_no_value),
        TEST(another_method_says_which_risks_moved),
        TEST(a_method_that_cannot_be_is_refused_by_its_cell),
        TEST(a_table_of_another_size_is_refused),
        TEST(the_one_printed_cell_of_the_business_damage_sheet_is_b),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

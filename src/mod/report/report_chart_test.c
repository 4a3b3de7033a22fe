#include "mod/report/report_chart_rules.h"

#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
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

static const char *axes[] = {"方針", "体制", "資源（予算・人材）の確保", "計画"};

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-6;
}

static void the_first_axis_points_up_and_the_rest_follow_clockwise(void **state)
{
    (void)state;
    const struct report_radar radar = {.axes = axes, .n_axes = 4, .max = 50};
    struct chart_radar c = chart_radar_layout(400, 100, &radar);
    struct chart_point up = chart_radar_level(&c, 0, 50, 50);
    struct chart_point right = chart_radar_level(&c, 1, 25, 50);
    assert_int_equal(c.rings, 5);
    assert_true(near(up.x, c.centre.x) && near(up.y, c.centre.y - 100));
    assert_true(near(right.x, c.centre.x + 50) && near(right.y, c.centre.y));
    struct chart_point beyond = chart_radar_level(&c, 0, 70, 50);
    assert_true(near(beyond.y, up.y));
}

static void many_levels_share_rings_and_what_is_below_zero_lies_in_the_centre(void **state)
{
    (void)state;
    struct report_radar radar = {.axes = axes, .n_axes = 4, .max = 1000};
    struct chart_radar c = chart_radar_layout(400, 100, &radar);
    assert_int_equal(c.rings, 5);
    assert_int_equal(c.ring_step, 20);
    radar.max = 120;
    c = chart_radar_layout(400, 100, &radar);
    assert_int_equal(c.rings, 4);
    assert_int_equal(c.ring_step, 3);
    struct chart_point below = chart_radar_level(&c, 0, -10, 40);
    assert_true(near(below.x, c.centre.x) && near(below.y, c.centre.y));
}

static void labels_lie_inside_the_picture(void **state)
{
    static const char *many[REPORT_AXES];
    for (size_t n = REPORT_AXES_MIN; n <= REPORT_AXES; n++) {
        for (size_t i = 0; i < n; i++)
            many[i] = "とても長い名前の項目がここに入ると何行かになり、それでも収まりきらない場合は"
                      "省略される";
        const struct report_radar radar = {.axes = many, .n_axes = n, .max = 50};
        struct chart_radar c = chart_radar_layout(493, 133, &radar);
        for (size_t i = 0; i < n; i++) {
            struct chart_label l = chart_radar_label(*state, &c, i, many[i]);
            double bottom = l.at.y + CHART_LINE * ((double)l.lines.n - 0.5);
            assert_true(l.lines.n >= 1 && l.lines.n <= CHART_LABEL_LINES);
            assert_true(l.at.y - CHART_LINE / 2.0 >= -0.01);
            assert_true(bottom <= c.height);
        }
    }
}

static void a_missing_value_breaks_the_line(void **state)
{
    const struct report_radar radar = {.axes = axes, .n_axes = 4, .max = 50};
    struct chart_radar c = chart_radar_layout(400, 100, &radar);
    const struct report_level all[] = {{true, 10}, {true, 20}, {true, 30}, {true, 40}};
    const struct report_level gap[] = {{true, 10}, {false, 0}, {true, 30}, {true, 40}};
    const struct report_level none[] = {{false, 0}, {false, 0}, {false, 0}, {false, 0}};
    size_t n;
    const struct chart_run *runs = chart_radar_runs(*state, &c, all, 50, &n);
    assert_int_equal(n, 1);
    assert_true(runs[0].closed);
    runs = chart_radar_runs(*state, &c, gap, 50, &n);
    assert_int_equal(n, 1);
    assert_int_equal(runs[0].n, 3); /* 3, 4 and round to 1 */
    assert_false(runs[0].closed);
    chart_radar_runs(*state, &c, none, 50, &n);
    assert_int_equal(n, 0);
}

static void text_is_cut_where_a_reader_expects(void **state)
{
    struct chart_lines latin = chart_text_wrap(*state, "Supply chain risk", 10, 70, 3);
    assert_int_equal(latin.n, 2);
    assert_string_equal(latin.line[0], "Supply chain");
    assert_string_equal(latin.line[1], "risk");
    struct chart_lines ja = chart_text_wrap(*state, "方針、体制", 10, 20, 5);
    assert_string_equal(ja.line[0], "方"); /* never 、 at the beginning of a line */
    assert_string_equal(ja.line[1], "針、");
    struct chart_lines cut = chart_text_wrap(*state, "一二三四五六七八九十", 10, 30, 2);
    assert_int_equal(cut.n, 2);
    assert_string_equal(cut.line[1], "四五…");
    assert_int_equal(chart_text_wrap(*state, "", 10, 30, 2).n, 0);
}

static void a_level_takes_the_tone_of_its_step(void **state)
{
    (void)state;
    const struct report_heat_step steps[] = {{10, "a"}, {20, "b"}, {30, "c"}};
    const struct report_heatmap map = {.steps = steps, .n_steps = 3};
    assert_int_equal(chart_heat_step(&map, 5), 0);
    assert_int_equal(chart_heat_step(&map, 19), 0);
    assert_int_equal(chart_heat_step(&map, 20), 1);
    assert_int_equal(chart_heat_step(&map, 50), 2);
    for (size_t n = 2; n <= REPORT_HEAT_STEPS; n++)
        for (size_t i = 1; i < n; i++)
            assert_string_not_equal(chart_heat_colour(i, n), chart_heat_colour(i - 1, n));
}

static void the_own_level_stands_at_its_axis(void **state)
{
    const char *names[] = {"方針", "体制", "演習"};
    const struct report_level own[] = {{true, 28}, {false, 0}, {true, 30}};
    const struct report_series series = {.role = REPORT_OWN, .label = "自社", .level = own};
    const struct report_radar radar = {
        .axes = names, .n_axes = 3, .max = 50, .series = &series, .n_series = 1};
    assert_string_equal(chart_radar_axis(*state, &radar, 0), "方針 2.8");
    assert_string_equal(chart_radar_axis(*state, &radar, 1), "体制");
}

static void series_differ_without_colour(void **state)
{
    (void)state;
    for (int a = 0; a < REPORT_ROLE_MAX; a++)
        for (int b = a + 1; b < REPORT_ROLE_MAX; b++) {
            const struct chart_stroke *x = chart_series_stroke((enum report_role)a);
            const struct chart_stroke *y = chart_series_stroke((enum report_role)b);
            bool dash = x->n_dash != y->n_dash || !near(x->dash[0], y->dash[0]) ||
                        !near(x->dash[1], y->dash[1]);
            assert_true(dash && (x->marker != y->marker || x->hollow != y->hollow));
        }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_axis_points_up_and_the_rest_follow_clockwise),
        TEST(many_levels_share_rings_and_what_is_below_zero_lies_in_the_centre),
        TEST(labels_lie_inside_the_picture),
        TEST(a_missing_value_breaks_the_line),
        TEST(text_is_cut_where_a_reader_expects),
        TEST(a_level_takes_the_tone_of_its_step),
        TEST(the_own_level_stands_at_its_axis),
        TEST(series_differ_without_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

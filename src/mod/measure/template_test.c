#include "mod/measure/template.h"

#include "base/mem.h"

/* cmocka.h wants these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const json_t *load(const void *ctx, const char *key)
{
    json_t **all = NULL;
    size_t n = 0;
    assert_int_equal(measure_templates_load(ctx, problem_new(ctx), &all, &n), ERR_OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(json_string_value(json_object_get(all[i], "key")), key) == 0)
            return all[i];
    return NULL;
}

static void built_in_sets_are_sound_and_in_both_languages(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    static const char *const keys[] = {
        "ransomware", "insider", "supply-chain", "telework", "factory", "mail-attachment"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const json_t *template = load(ctx, keys[i]);
        size_t m;
        const json_t *measure;
        assert_non_null(template);
        const json_t *measures = json_object_get(template, "measures");
        json_array_foreach(measures, m, measure)
        {
            assert_non_null(json_object_get(json_object_get(measure, "title"), "ja"));
            assert_non_null(json_object_get(json_object_get(measure, "detail"), "en"));
        }
    }
    mem_free(ctx);
}

static void figure_2_5_1_has_six_measures_one_of_them_at_the_entry(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const json_t *measures = json_object_get(load(ctx, "mail-attachment"), "measures");
    size_t m, entry = 0;
    const json_t *measure;
    json_array_foreach(measures, m, measure) entry +=
        strcmp(json_string_value(json_object_get(measure, "layer")), "entry") == 0;
    assert_int_equal(json_array_size(measures), 6);
    assert_int_equal(entry, 1);
    mem_free(ctx);
}

static void what_a_set_does_not_have_is_not_found(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const json_t *insider = load(ctx, "insider");
    assert_non_null(measure_template_find(insider, "president-message"));
    assert_null(measure_template_find(insider, "offline-copy"));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_sets_are_sound_and_in_both_languages),
        cmocka_unit_test(figure_2_5_1_has_six_measures_one_of_them_at_the_entry),
        cmocka_unit_test(what_a_set_does_not_have_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

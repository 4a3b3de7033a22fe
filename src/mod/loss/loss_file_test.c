/* Loss models as files: what is read, and what is refused by its place. */
#include "base/mem.h"
#include "mod/loss/loss_file.h"
#include "mod/loss/loss_simulate.h"

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

/* A model whose scenario `a` and what follows the scenarios are given. */
static char *document(void *ctx, const char *frequency, const char *item, const char *more)
{
    return mem_printf(ctx,
        "{\"format\":\"kaname-loss/1\",\"scenarios\":[{\"key\":\"a\",\"frequency\":%s,"
        "\"items\":[%s]}]%s}",
        frequency, item, more);
}

static const char once[] = "{\"shape\":\"fixed\",\"value\":1}";
static const char cheap[] =
    "{\"form\":\"ransom\",\"amount\":{\"shape\":\"lognormal\",\"low\":1,\"high\":10}}";

static enum err read_text(
    void *ctx, const char *text, struct problem **ret_problem, struct loss_file *ret_file)
{
    *ret_problem = problem_new(ctx);
    return loss_file_read(ctx, text, strlen(text), *ret_problem, ret_file);
}

static void what_is_left_out_has_its_default(void **state)
{
    struct problem *p = NULL;
    struct loss_file f;
    assert_int_equal(read_text(*state, document(*state, once, cheap, ""), &p, &f), ERR_OK);
    assert_int_equal(f.seed, LOSS_FILE_SEED);
    assert_int_equal(f.years, LOSS_YEARS_DEFAULT);
    assert_true(f.model.scenarios[0].items[0].probability == 1);
    assert_false(f.model.scenarios[0].items[0].has_units);
    assert_false(f.model.scenarios[0].leak);
    assert_int_equal(f.model.n_policies, 0);
}

static void what_is_null_is_as_left_out(void **state)
{
    static const char item[] =
        "{\"form\":\"ransom\",\"name\":null,\"probability\":null,\"units\":null,"
        "\"amount\":{\"shape\":\"fixed\",\"value\":5,\"low\":null}}";
    struct problem *p = NULL;
    struct loss_file f;
    assert_int_equal(read_text(*state, document(*state, once, item, ""), &p, &f), ERR_OK);
    assert_true(f.model.scenarios[0].items[0].probability == 1);
    assert_false(f.model.scenarios[0].items[0].has_units);
}

static void lists_are_read_into_their_places(void **state)
{
    struct problem *p = NULL;
    struct loss_file f;
    const char *more =
        ",\"shocks\":[{\"key\":\"s\",\"frequency\":{\"shape\":\"uniform\",\"low\":1,\"high\":2},"
        "\"triggers\":[{\"scenario\":\"a\",\"probability\":0.25}]}],"
        "\"measures\":[{\"key\":\"m\",\"effects\":[{\"scenario\":\"a\",\"loss\":0.5,"
        "\"forms\":[\"ransom\"]},{\"shock\":\"s\",\"frequency\":0.1}]}],"
        "\"policies\":[{\"key\":\"p\",\"covers\":[{\"form\":\"ransom\",\"limit\":7}],"
        "\"excludes\":[\"a\"]}],\"appetite\":[{\"loss\":9,\"probability\":0.1}]";
    assert_int_equal(read_text(*state, document(*state, once, cheap, more), &p, &f), ERR_OK);
    const struct loss_measure *m = &f.model.measures[0];
    const struct loss_policy *policy = &f.model.policies[0];
    assert_true(f.model.shocks[0].triggers[0].probability == 0.25);
    assert_true(m->effects[0].loss[LOSS_RANSOM] == 0.5 && m->effects[0].loss[LOSS_PENALTY] == 1);
    assert_true(m->effects[0].frequency == 1 && m->effects[1].on_shock);
    assert_true(policy->covers[LOSS_RANSOM] && policy->form_limit[LOSS_RANSOM] == 7);
    assert_true(isinf(policy->event_limit) && policy->excludes[0]);
    assert_true(f.model.appetite[0].loss == 9);
}

static void what_is_wrong_is_told_by_its_place(void **state)
{
    static const struct {
        const char *frequency, *item, *more, *pointer, *code;
    } wrong[] = {
        {"{\"shape\":\"fixed\"}", cheap, "", "/scenarios/0/frequency/value", "required"},
        {"{\"shape\":\"fixed\",\"value\":1,\"low\":1}", cheap, "", "/scenarios/0/frequency/low",
            "unknown"},
        {"{\"shape\":\"fixed\",\"value\":1001}", cheap, "", "/scenarios/0/frequency/value",
            "too_large"},
        {once, "", "", "/scenarios/0/items", "too_few"},
        {once, cheap, ",\"seed\":-1", "/seed", "too_small"},
        {once, cheap, ",\"years\":999", "/years", "too_small"},
        {once, cheap, ",\"measures\":[{\"key\":\"m\",\"effects\":[{\"scenario\":\"b\"}]}]",
            "/measures/0/effects/0/scenario", "loss_key"},
        {once, cheap, ",\"measures\":[{\"key\":\"m\",\"effects\":[{\"loss\":0.5}]}]",
            "/measures/0/effects/0/scenario", "loss_effect"},
        {once, cheap,
            ",\"policies\":[{\"key\":\"p\",\"covers\":[{\"form\":\"ransom\"},"
            "{\"form\":\"ransom\"}]}]",
            "/policies/0/covers/1/form", "twice"},
        {once, cheap,
            ",\"shocks\":[{\"key\":\"a\",\"frequency\":{\"shape\":\"fixed\",\"value\":1},"
            "\"triggers\":[{\"scenario\":\"a\",\"probability\":1}]}]",
            "/shocks/0/key", "twice"},
        {once, cheap,
            ",\"appetite\":[{\"loss\":9,\"probability\":0.1},{\"loss\":9,\"probability\":0.1}]",
            "/appetite/1/loss", "loss_rising"},
        {once, cheap,
            ",\"appetite\":[{\"loss\":1,\"probability\":0.1},{\"loss\":9,\"probability\":0.2}]",
            "/appetite/1/probability", "loss_falling"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct problem *p = NULL;
        struct loss_file f;
        char *text = document(*state, wrong[i].frequency, wrong[i].item, wrong[i].more);
        assert_int_equal(read_text(*state, text, &p, &f), ERR_INVALID);
        assert_string_equal(p->fields[0].pointer, wrong[i].pointer);
        assert_string_equal(p->fields[0].code, wrong[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_left_out_has_its_default, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_null_is_as_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_are_read_into_their_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_told_by_its_place, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

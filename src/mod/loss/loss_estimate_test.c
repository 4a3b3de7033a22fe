/* The published figures: JO model, JCIC's example, the flat price a record. */
#include "base/mem.h"
#include "mod/loss/loss_estimate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;
static const struct loss_estimates *figures;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    struct problem *p = problem_new(ctx);
    enum err e = loss_estimates_load(ctx, p, &figures);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    return e == ERR_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static const struct loss_jo_item *item(const char *key)
{
    for (size_t i = 0; i < figures->n_jo_items; i++)
        if (strcmp(figures->jo_items[i].key, key) == 0)
            return &figures->jo_items[i];
    fail_msg("no item %s", key);
    return NULL;
}

static double per_person(const char *first, const char *second, enum loss_identifiability who,
    bool high, enum loss_handling handling)
{
    const struct loss_jo_item *items[] = {item(first), item(second)};
    struct loss_leak leak = {items, 2, who, high, handling};
    return loss_jo_per_person(&figures->jo, &leak);
}

static void the_jo_model_gives_its_worked_amounts(void **state)
{
    (void)state;
    const char *plain = "name_address", *worst = "crimes_credit";
    assert_true(per_person(plain, plain, LOSS_EASY, false, LOSS_PROPER) == 6000);
    assert_true(per_person(plain, "cards_accounts", LOSS_EASY, false, LOSS_PROPER) == 78000);
    assert_true(per_person(plain, plain, LOSS_HARD, false, LOSS_UNKNOWN) == 1000);
    assert_true(per_person(worst, worst, LOSS_EASY, true, LOSS_IMPROPER) == 1500000);
    assert_true(per_person(worst, worst, LOSS_EASY, true, LOSS_PROPER) == 750000);
}

static void the_two_levels_may_come_from_different_items(void **state)
{
    (void)state;
    /* mental 3 of one, economic 3 of the other: 500·(100 + 25)·1 */
    assert_true(
        per_person("beliefs_medical", "cards_accounts", LOSS_HARD, false, LOSS_PROPER) == 62500);
    struct loss_leak nothing = {.n_items = 0};
    assert_true(loss_jo_per_person(&figures->jo, &nothing) == 0);
}

static bool near(double found, double wanted)
{
    return fabs(found - wanted) <= 1e-9 * wanted;
}

/* A retailer with 5 billion yen of sales; what the article does not print is worked back from it.
 */
static void the_jcics_retailer_may_lose_5_37_billion(void **state)
{
    (void)state;
    struct loss_company c = {
        .customers = 100000,
        .per_customer = 6000,
        .sales_a_day = 10e6,
        .world_sales = 5e9,
        .fined = true,
        .net_profit = 0.6e8 / 0.21,
        .market_value = 200e8,
    };
    struct loss_board b = loss_jcic_board(&figures->jcic, &c);
    assert_true(near(b.personal_data, 6e8) && near(b.interruption, 0.5e8));
    assert_true(near(b.penalty, 26e8) && near(b.response, 0.6e8)); /* 4 % would be 200 million */
    assert_true(near(b.profit, 0.6e8) && near(b.market_value, 20e8));
    double direct = b.personal_data + b.interruption + b.penalty + b.response;
    assert_true(near(direct, 33.1e8) && near(direct + b.profit + b.market_value, 53.7e8));
    c.world_sales = 1e12;
    assert_true(near(loss_jcic_board(&figures->jcic, &c).penalty, 4e10));
    c.fined = false;
    assert_true(loss_jcic_board(&figures->jcic, &c).penalty == 0);
}

static void every_figure_names_its_source(void **state)
{
    (void)state;
    assert_true(figures->quick_per_record == 500);
    assert_non_null(strstr(figures->quick_source, "mini-practice 5"));
    assert_true(strlen(figures->jo_source) > 0 && strlen(figures->jcic_source) > 0);
    assert_true(figures->n_costs >= 10);
    for (size_t i = 0; i < figures->n_costs; i++) {
        assert_true(figures->costs[i].low <= figures->costs[i].high);
        assert_true(json_object_size(figures->costs[i].source) == 2);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_jo_model_gives_its_worked_amounts),
        TEST(the_two_levels_may_come_from_different_items),
        TEST(the_jcics_retailer_may_lose_5_37_billion),
        TEST(every_figure_names_its_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The route of quick estimates: the published figures, and what they come to for a company. It
 * changes nothing, so that it can be asked with each keystroke. */
#include "base/mem.h"
#include "mod/loss/loss_estimate.h"
#include "mod/loss/loss_file.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_run.h"

#include <string.h>

static const char *const identifiability_keys[] = {"easy", "some", "hard", NULL};
static const struct option_set IDENTIFIABILITY = {"loss_identifiability", identifiability_keys};
static const char *const handling_keys[] = {"proper", "improper", "unknown", NULL};
static const struct option_set HANDLING = {"loss_handling", handling_keys};

/* ---- shapes ---- */

#define YEN(name)                                                          \
    {                                                                      \
        .key = (name), .type = FIELD_NUM, .min = 0, .max = LOSS_AMOUNT_MAX \
    }
static const struct field wish_fields[] = {
    {.key = "records", .type = FIELD_INT, .min = 0, .max = LOSS_UNITS_MAX},
    {.key = "items", .type = FIELD_LIST, .max = 50},
    {.key = "identifiability", .type = FIELD_ENUM, .options = &IDENTIFIABILITY},
    {.key = "high_responsibility", .type = FIELD_BOOL},
    {.key = "handling", .type = FIELD_ENUM, .options = &HANDLING}, YEN("sales_a_day"),
    YEN("world_sales"), {.key = "fined", .type = FIELD_BOOL}, YEN("net_profit"),
    YEN("market_value")};
static const struct shape SHAPE_WISH = SHAPE("LossEstimateNew", wish_fields);

#define SUM(name)                                                 \
    {                                                             \
        .key = (name), .type = FIELD_NUM, .flags = FIELD_REQUIRED \
    }
static const struct field board_fields[] = {SUM("personal_data"), SUM("interruption"),
    SUM("penalty"), SUM("response"), SUM("profit"), SUM("market_value"), SUM("direct"),
    SUM("indirect")};
static const struct shape SHAPE_BOARD = SHAPE("LossEstimateBoard", board_fields);

static const struct field factor_fields[] = {SUM("stop_days"), SUM("fine_share"), SUM("fine_least"),
    SUM("response"), SUM("profit_share"), SUM("market_share")};
static const struct shape SHAPE_FACTORS = SHAPE("LossEstimateFactors", factor_fields);

static const struct field item_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED}, SUM("mental"), SUM("economic")};
static const struct shape SHAPE_ITEM = SHAPE("LossEstimateItem", item_fields);

static const struct field cost_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "form", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LOSS_FORM},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "per", .type = FIELD_TEXT, .flags = FIELD_REQUIRED}, SUM("low"), SUM("high"),
    {.key = "source", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED}};
static const struct shape SHAPE_COST = SHAPE("LossEstimateCost", cost_fields);

static const struct field answer_fields[] = {SUM("quick_per_record"), SUM("quick"),
    SUM("per_person"), SUM("personal_data"),
    {.key = "board", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_BOARD},
    {.key = "factors", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_FACTORS},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ITEM},
    {.key = "costs", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_COST},
    {.key = "quick_source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "jo_source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "jcic_source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED}};
static const struct shape SHAPE_ANSWER = SHAPE("LossEstimate", answer_fields);

/* ---- reckoning ---- */

static double number(const json_t *body, const char *key)
{
    return json_number_value(json_object_get(body, key));
}

/* Where the key stands in the set; `otherwise` where nothing is said. */
static int option_of(
    const json_t *body, const char *key, const struct option_set *set, int otherwise)
{
    const char *said = body_text(body, key);
    for (int i = 0; said != NULL && set->keys[i] != NULL; i++)
        if (strcmp(set->keys[i], said) == 0)
            return i;
    return otherwise;
}

static const struct loss_jo_item *item_with(const struct loss_estimates *e, const char *key)
{
    for (size_t i = 0; i < e->n_jo_items; i++)
        if (strcmp(e->jo_items[i].key, key) == 0)
            return &e->jo_items[i];
    return NULL;
}

static double per_person(struct call *c, const struct loss_estimates *e, const json_t *body)
{
    const json_t *keys = json_object_get(body, "items");
    const struct loss_jo_item **items =
        mem_array(c, const struct loss_jo_item *, json_array_size(keys) + 1);
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const char *key = json_string_value(json_array_get(keys, i));
        items[n] = item_with(e, key);
        if (items[n] != NULL)
            n++;
        else
            problem_field_value(c->problem, mem_printf(c, "/items/%zu", i), "option", key);
    }
    const struct loss_leak leak = {.items = items,
        .n_items = n,
        .identifiability = (enum loss_identifiability)option_of(
            body, "identifiability", &IDENTIFIABILITY, LOSS_SOME),
        .high_responsibility = body_bool(body, "high_responsibility"),
        .handling = (enum loss_handling)option_of(body, "handling", &HANDLING, LOSS_UNKNOWN)};
    return loss_jo_per_person(&e->jo, &leak);
}

/* ---- writing ---- */

static void write_board(struct jw *w, const struct loss_board *b)
{
    jw_key(w, "board");
    jw_obj_begin(w);
    jw_knum(w, "personal_data", b->personal_data);
    jw_knum(w, "interruption", b->interruption);
    jw_knum(w, "penalty", b->penalty);
    jw_knum(w, "response", b->response);
    jw_knum(w, "profit", b->profit);
    jw_knum(w, "market_value", b->market_value);
    jw_knum(w, "direct", b->personal_data + b->interruption + b->penalty + b->response);
    jw_knum(w, "indirect", b->profit + b->market_value);
    jw_obj_end(w);
}

static void write_factors(struct jw *w, const struct loss_jcic *j)
{
    jw_key(w, "factors");
    jw_obj_begin(w);
    jw_knum(w, "stop_days", j->stop_days);
    jw_knum(w, "fine_share", j->fine_share);
    jw_knum(w, "fine_least", j->fine_least);
    jw_knum(w, "response", j->response);
    jw_knum(w, "profit_share", j->profit_share);
    jw_knum(w, "market_share", j->market_share);
    jw_obj_end(w);
}

static void write_lists(struct jw *w, const struct loss_estimates *e)
{
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < e->n_jo_items; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "key", e->jo_items[i].key);
        jw_kjson(w, "name", e->jo_items[i].name);
        jw_kint(w, "mental", e->jo_items[i].mental);
        jw_kint(w, "economic", e->jo_items[i].economic);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_key(w, "costs");
    jw_arr_begin(w);
    for (size_t i = 0; i < e->n_costs; i++) {
        const struct loss_cost *cost = &e->costs[i];
        jw_obj_begin(w);
        jw_kstr(w, "key", cost->key);
        jw_kstr(w, "form", loss_form_key(cost->form));
        jw_kjson(w, "name", cost->name);
        jw_kstr(w, "per", cost->per);
        jw_knum(w, "low", cost->low);
        jw_knum(w, "high", cost->high);
        jw_kjson(w, "source", cost->source);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err estimate(struct req *r)
{
    struct call *c = &r->call;
    const struct loss_estimates *figures = NULL;
    enum err e = loss_estimates_load(c, c->problem, &figures);
    if (e != ERR_OK)
        return e;
    double each = per_person(c, figures, r->body);
    e = problem_check(c->problem);
    if (e != ERR_OK)
        return e;
    const struct loss_company company = {.customers = number(r->body, "records"),
        .per_customer = each,
        .sales_a_day = number(r->body, "sales_a_day"),
        .world_sales = number(r->body, "world_sales"),
        .fined = body_bool(r->body, "fined"),
        .net_profit = number(r->body, "net_profit"),
        .market_value = number(r->body, "market_value")};
    const struct loss_board board = loss_jcic_board(&figures->jcic, &company);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_knum(&w, "quick_per_record", figures->quick_per_record);
    jw_knum(&w, "quick", figures->quick_per_record * company.customers);
    jw_knum(&w, "per_person", each);
    jw_knum(&w, "personal_data", board.personal_data);
    write_board(&w, &board);
    write_factors(&w, &figures->jcic);
    write_lists(&w, figures);
    jw_kstr(&w, "quick_source", figures->quick_source);
    jw_kstr(&w, "jo_source", figures->jo_source);
    jw_kstr(&w, "jcic_source", figures->jcic_source);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/loss-estimates",
        .op = "loss_estimate",
        .perm = &PERM_LOSS_READ,
        .handle = estimate,
        .body_kind = BODY_JSON,
        .body = &SHAPE_WISH,
        .answer = &SHAPE_ANSWER},
};

const struct module module_loss_estimate = {
    .name = "loss_estimate", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

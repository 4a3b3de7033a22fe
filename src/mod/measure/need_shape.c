#include "base/limits.h"
#include "mod/measure/need.h"

static const struct field people_fields[] = {
    {.key = "skills", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "number", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "from", .type = FIELD_DATE, .flags = FIELD_NULLABLE},
};
const struct shape SHAPE_PEOPLE_NEEDED = SHAPE("PeopleNeeded", people_fields);

static const struct field sum_fields[] = {
    {.key = "n", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "without_cost", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "other_currencies", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "people_needed", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "people",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PEOPLE_NEEDED,
        .max = LIMIT_MEASURES_REPORTED},
    {.key = "cost_low", .type = FIELD_MONEY, .flags = FIELD_REQUIRED},
    {.key = "cost_high", .type = FIELD_MONEY, .flags = FIELD_REQUIRED},
    {.key = "cost_yearly", .type = FIELD_MONEY, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_NEED_SUM = SHAPE("NeedSum", sum_fields);

static void write_money(struct jw *w, const char *key, int64_t amount, const char *currency)
{
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kint(w, "amount", amount);
    jw_kstr(w, "currency", currency);
    jw_obj_end(w);
}

void need_write(struct jw *w, const char *key, const struct need_sum *sum, const char *currency)
{
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kint(w, "n", sum->n);
    jw_kint(w, "without_cost", sum->without_cost);
    jw_kint(w, "other_currencies", sum->other_currencies);
    jw_kint(w, "people_needed", sum->people);
    jw_key(w, "people");
    jw_arr_begin(w);
    for (size_t i = 0; i < sum->n_skills; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "skills", sum->by_skill[i].skills);
        jw_kint(w, "number", sum->by_skill[i].n);
        jw_kstr(w, "from", sum->by_skill[i].from);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    write_money(w, "cost_low", sum->low, currency);
    write_money(w, "cost_high", sum->high, currency);
    write_money(w, "cost_yearly", sum->yearly, currency);
    jw_obj_end(w);
}

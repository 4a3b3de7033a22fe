#include "mod/risk/damage_sheet.h"

#include "base/limits.h"
#include "base/mem.h"
#include "mod/risk/risk_record.h"

#include <stdlib.h>
#include <string.h>

/* Hangs each record's parts on it; what is part of nothing shown is not shown. */
static void hang(const json_t *wholes, const json_t *parts, const char *key, const char *as)
{
    json_t *map = records_by(parts, key);
    size_t i;
    json_t *whole;
    json_array_foreach(wholes, i, whole)
    {
        json_t *own = json_object_get(map, record_id(whole));
        json_object_set_new(whole, as, own == NULL ? json_array() : json_incref(own));
    }
    json_decref(map);
}

static int rank_of(const struct risk_damage_method *m, const json_t *tree)
{
    const char *value = body_text(tree, "value");
    for (int i = 0; i < m->n_values && value != NULL; i++)
        if (strcmp(m->values[i].key, value) == 0)
            return i + 1;
    return 0;
}

/* The one step that holds best stops the whole way. */
static void rate(const struct risk_damage_method *m, json_t *tree)
{
    int64_t best = 0;
    size_t i;
    const json_t *step;
    json_array_foreach(json_object_get(tree, "steps"), i, step)
    {
        int64_t level = body_int(step, "control_level", 0);
        best = level > best ? level : best;
    }
    json_object_set_new(tree, "control_level", best == 0 ? json_null() : json_integer(best));
    json_object_set_new(tree, "rank", json_integer(rank_of(m, tree)));
}

/* The number on paper: short, and the record's own, so that no name, order or filter changes it. */
static const char *number_of(struct call *c, const json_t *scenario)
{
    enum { CENTURY = 100, TEN = 10 };
    const char *number = body_text(scenario, "number");
    const char *digits = strpbrk(number, "0123456789");
    char *end = NULL;
    long year = digits == NULL ? 0 : strtol(digits, &end, TEN);
    if (end == NULL || *end != '-')
        return number;
    return mem_printf(c, "%02ld-%ld", year % CENTURY, strtol(end + 1, NULL, TEN));
}

static void name_all(struct call *c, const json_t *scenarios)
{
    size_t i, k;
    json_t *scenario, *tree;
    json_array_foreach(scenarios, i, scenario)
    {
        const char *no = number_of(c, scenario);
        json_object_set_new(scenario, "no", json_string(no));
        json_array_foreach(json_object_get(scenario, "trees"), k, tree)
            json_object_set_new(tree, "no",
                json_string(mem_printf(c, "%s-%lld", no, (long long)body_int(tree, "tree_no", 0))));
    }
}

static enum err list_all(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, struct damage_sheet *sheet, json_t **ret_records)
{
    json_t *records = NULL;
    enum err e = reg_list(c, def, where, n_where, sort, LIMIT_DAMAGE_ROWS, &records);
    if (e != ERR_OK)
        return e;
    if (json_array_size(records) >= LIMIT_DAMAGE_ROWS)
        sheet->complete = false;
    *ret_records = records;
    return ERR_OK;
}

enum err damage_sheet_load(struct call *c, const char *system, struct damage_sheet *ret_sheet)
{
    const struct reg_where of_system = {"system", "eq", system};
    struct damage_sheet sheet = {.complete = true};
    json_t *trees = NULL, *steps = NULL, *defences = NULL;
    size_t i;
    json_t *tree;
    enum err e = risk_damage_method_load(c, c->problem, &sheet.method);
    if (e == ERR_OK)
        e = list_all(
            c, &REG_DAMAGE_SCENARIOS, &of_system, system != NULL, "name", &sheet, &sheet.scenarios);
    if (e == ERR_OK)
        e = list_all(c, &REG_ATTACK_TREES, NULL, 0, "tree_no", &sheet, &trees);
    if (e == ERR_OK)
        e = list_all(c, &REG_ATTACK_STEPS, NULL, 0, "step_no", &sheet, &steps);
    if (e == ERR_OK)
        e = list_all(c, &REG_ATTACK_DEFENCES, NULL, 0, "number", &sheet, &defences);
    if (e != ERR_OK)
        return e;
    hang(steps, defences, "step", "defences");
    hang(trees, steps, "tree", "steps");
    hang(sheet.scenarios, trees, "scenario", "trees");
    name_all(c, sheet.scenarios);
    json_array_foreach(trees, i, tree) rate(sheet.method, tree);
    *ret_sheet = sheet;
    return ERR_OK;
}

/* ---- by value ---- */

struct placed {
    const json_t *tree;
    int64_t rank;
    size_t at; /* on the sheet, which qsort does not keep */
};

static int higher_first(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

const json_t **damage_sheet_by_value(
    const void *ctx, const struct damage_sheet *sheet, size_t *ret_n)
{
    struct placed *placed = mem_array(ctx, struct placed, LIMIT_DAMAGE_ROWS);
    size_t n = 0, i, k;
    const json_t *scenario, *tree;
    json_array_foreach(sheet->scenarios, i, scenario)
    {
        json_array_foreach(json_object_get(scenario, "trees"), k, tree)
        {
            placed[n] = (struct placed){tree, body_int(tree, "rank", 0), n};
            n++;
        }
    }
    qsort(placed, n, sizeof placed[0], higher_first);
    const json_t **trees = mem_array(ctx, const json_t *, n + 1);
    for (i = 0; i < n; i++)
        trees[i] = placed[i].tree;
    *ret_n = n;
    return trees;
}

#include "mod/assessment/assessment_rules.h"

#include "base/mem.h"
#include "kernel/sheet/response_rules.h"
#include "kernel/unit/unit_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int64_t mean_value_tenths(struct mean_value v)
{
    return raw_tenths(v.raw);
}

static struct mean_value known(double raw)
{
    return (struct mean_value){.known = true, .raw = raw};
}

static struct mean_value value_of(const struct sheet_mean *m)
{
    return m->n == 0 ? (struct mean_value){0} : known(mean_raw(m));
}

static struct total_value unit_total(const struct sheet_doc *doc, const struct unit_result *unit)
{
    struct response_total t;
    if (unit->missing > 0 || !response_total(doc, unit->unit->item_scores, &t))
        return (struct total_value){0};
    return (struct total_value){true, (double)t.points, (double)t.most};
}

void assessment_unit_result(const void *ctx, const struct sheet_doc *doc, struct unit_result *unit)
{
    unit->sections = mem_array(ctx, struct mean_value, doc->n_sections);
    unit->items = mem_array(ctx, struct mean_value, doc->n_items);
    if (!unit->unit->counted)
        return;
    for (int i = 0; i < doc->n_sections; i++) {
        const struct sheet_sum *sum = &unit->unit->sums[i];
        if (sum->w > 0)
            unit->sections[i] = known((double)sum->s / (double)sum->w);
        if (doc->sections[i].parent_no == 0)
            unit->missing += sum->missing;
    }
    const char *line = unit->unit->item_scores;
    for (int i = 0; i < doc->n_items; i++) {
        int score = 0;
        if (response_scores_next(&line, &score) == ITEM_SCORE)
            unit->items[i] = known(score);
    }
    struct sheet_mean mean = sheet_unit_mean(doc, unit->unit->sums);
    unit->overall = value_of(&mean);
    unit->total = unit_total(doc, unit);
}

/* ---- the company ---- */

/* Adds one unit's value to the company's. */
static void gather(
    struct sheet_mean *mean, struct comparison *c, const struct unit_result *u, struct mean_value v)
{
    if (!v.known)
        return;
    mean_add(mean, v.raw);
    if (u->unit->head_office && !c->head_office.known)
        c->head_office = v;
}

static void finish(struct comparison *c, const struct sheet_mean *mean)
{
    c->own = value_of(mean);
    c->n = mean->n;
}

static void company_section(struct assessment *a, int i)
{
    struct sheet_mean mean = {0};
    for (size_t u = 0; u < a->n_units; u++)
        gather(&mean, &a->sections[i], &a->units[u], a->units[u].sections[i]);
    finish(&a->sections[i], &mean);
}

static void company_item(struct assessment *a, int i)
{
    struct sheet_mean mean = {0};
    for (size_t u = 0; u < a->n_units; u++)
        gather(&mean, &a->items[i], &a->units[u], a->units[u].items[i]);
    finish(&a->items[i], &mean);
}

static void company_total(struct assessment *a)
{
    struct sheet_mean points = {0};
    struct sheet_mean most = {0};
    for (size_t u = 0; u < a->n_units; u++) {
        if (!a->units[u].total.known)
            continue;
        mean_add(&points, a->units[u].total.points);
        mean_add(&most, a->units[u].total.most);
    }
    if (points.n > 0)
        a->total = (struct total_value){true, mean_raw(&points), mean_raw(&most)};
}

void assessment_company(struct assessment *a)
{
    struct sheet_mean mean = {0};
    for (int i = 0; i < a->doc->n_sections; i++)
        company_section(a, i);
    for (int i = 0; i < a->doc->n_items; i++)
        company_item(a, i);
    for (size_t u = 0; u < a->n_units; u++) {
        a->n_counted += a->units[u].unit->counted;
        gather(&mean, &a->overall, &a->units[u], a->units[u].overall);
    }
    finish(&a->overall, &mean);
    company_total(a);
}

/* ---- the campaign before ---- */

const char *last_basis_key(enum last_basis basis)
{
    static const char *const keys[LAST_BASIS_MAX] = {
        [LAST_COMPANY] = "company",
        [LAST_SAME_UNITS] = "same_units",
        [LAST_OTHER_UNITS] = "other_units",
    };
    return keys[basis];
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a;
    const int64_t *y = b;
    return (*x > *y) - (*x < *y);
}

static bool among(const struct unit_ids *set, int64_t unit_id)
{
    return set->n > 0 && bsearch(&unit_id, set->ids, set->n, sizeof *set->ids, by_number) != NULL;
}

void unit_ids_sort(struct unit_ids *set)
{
    if (set->n > 0)
        qsort(set->ids, set->n, sizeof *set->ids, by_number);
}

static struct unit_ids counted_units(const void *ctx, const struct assessment *a)
{
    struct unit_ids set = {.ids = mem_array(ctx, int64_t, a->n_units + 1)};
    for (size_t i = 0; i < a->n_units; i++)
        if (a->units[i].unit->counted)
            set.ids[set.n++] = a->units[i].unit->unit_id;
    unit_ids_sort(&set);
    return set;
}

static bool within(const struct unit_ids *part, const struct unit_ids *whole)
{
    for (size_t i = 0; i < part->n; i++)
        if (!among(whole, part->ids[i]))
            return false;
    return true;
}

/* The organisation itself answered for all of it. */
static bool answered_as_one(const struct assessment *a)
{
    return a->n_units == 1 && unit_path_depth(a->units[0].unit->path) == 1;
}

/* Who answered in `a` alone was not there, or was not any more, when the other was opened. */
static bool only_new(const struct unit_ids *counted, const struct unit_ids *there)
{
    for (size_t i = 0; i < counted->n; i++)
        if (among(there, counted->ids[i]))
            return false;
    return true;
}

static struct unit_ids without(
    const void *ctx, const struct unit_ids *set, const struct unit_ids *less)
{
    struct unit_ids rest = {.ids = mem_array(ctx, int64_t, set->n + 1)};
    for (size_t i = 0; i < set->n; i++)
        if (!among(less, set->ids[i]))
            rest.ids[rest.n++] = set->ids[i];
    return rest;
}

enum last_basis assessment_last_basis(
    const void *ctx, const struct assessment *a, const struct assessment *last)
{
    struct unit_ids now = counted_units(ctx, a);
    struct unit_ids then = counted_units(ctx, last);
    bool whole = now.n == a->n_units && then.n == last->n_units;
    struct unit_ids come = without(ctx, &now, &then);
    struct unit_ids gone = without(ctx, &then, &now);
    bool grown = only_new(&come, &last->there) && only_new(&gone, &a->there);
    if (whole && (grown || answered_as_one(a) || answered_as_one(last)))
        return LAST_COMPANY;
    return within(&now, &then) ? LAST_SAME_UNITS : LAST_OTHER_UNITS;
}

void assessment_keep_same_units(
    const void *ctx, struct assessment *last, const struct assessment *a)
{
    struct unit_ids now = counted_units(ctx, a);
    for (size_t i = 0; i < last->n_units; i++) {
        struct unit_result *unit = &last->units[i];
        if (among(&now, unit->unit->unit_id))
            continue;
        memset(unit->sections, 0, sizeof *unit->sections * (size_t)last->doc->n_sections);
        memset(unit->items, 0, sizeof *unit->items * (size_t)last->doc->n_items);
        unit->overall = (struct mean_value){0};
        unit->total = (struct total_value){0};
    }
}

void assessment_set_last(struct assessment *a, const struct assessment *last)
{
    for (int i = 0; i < a->doc->n_sections; i++) {
        int no = sheet_section_no(last->doc, a->doc->sections[i].key);
        if (no > 0)
            a->sections[i].last = last->sections[no - 1].own;
    }
    for (int i = 0; i < a->doc->n_items; i++) {
        int no = sheet_item_no(last->doc, a->doc->items[i].key);
        if (no > 0)
            a->items[i].last = last->items[no - 1].own;
    }
    a->overall.last = last->overall.own;
}

/* A line of the sections becomes one of the whole when all of the `tops` sections have it. */
static void overall_line(struct assessment *a, enum level_line line, int tops)
{
    struct sheet_mean mean = {0};
    const struct industry_value *any = NULL;
    for (int i = 0; i < a->doc->n_sections; i++) {
        const struct comparison *c = &a->sections[i];
        if (a->doc->sections[i].parent_no != 0 || c->n == 0 || !c->lines[line].known)
            continue;
        mean_add(&mean, c->lines[line].mean);
        any = &c->lines[line];
    }
    if (tops == 0 || mean.n != tops)
        return;
    a->overall.lines[line] = *any;
    a->overall.lines[line].mean = mean_raw(&mean);
}

void assessment_overall(struct assessment *a)
{
    struct sheet_mean target = {0};
    int tops = 0;
    for (int i = 0; i < a->doc->n_sections; i++) {
        const struct comparison *c = &a->sections[i];
        if (a->doc->sections[i].parent_no != 0 || c->n == 0)
            continue;
        tops++;
        if (c->target.known)
            mean_add(&target, c->target.raw);
    }
    if (tops > 0 && target.n == tops)
        a->overall.target = value_of(&target);
    for (int line = 0; line < LEVEL_LINE_MAX; line++)
        overall_line(a, line, tops);
}

/* ---- findings ---- */

/* Of the figures as they are shown: what reads the same is no difference. */
static double above(bool both, double x, double y)
{
    int64_t tenths = raw_tenths(x) - raw_tenths(y);
    return both && tenths > 0 ? (double)tenths / 10 : 0;
}

static struct gap gap_of(const struct comparison *c, int item_no)
{
    bool own = c->own.known;
    struct gap g = {
        .item_no = item_no,
        .below_industry = above(own && c->industry.known, c->industry.mean, c->own.raw),
        .below_target = above(own && c->target.known, c->target.raw, c->own.raw),
        .fell = above(own && c->last.known, c->last.raw, c->own.raw),
    };
    g.size = fmax(g.below_industry, fmax(g.below_target, g.fell));
    return g;
}

static int by_size(const void *a, const void *b)
{
    const struct gap *x = a;
    const struct gap *y = b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return x->item_no - y->item_no;
}

struct gap *assessment_gaps(const void *ctx, const struct assessment *a, size_t *ret_n)
{
    struct gap *gaps = mem_array(ctx, struct gap, a->doc->n_items + 1);
    size_t n = 0;
    for (int i = 0; i < a->doc->n_items; i++) {
        struct gap g = gap_of(&a->items[i], i + 1);
        if (g.size > 0)
            gaps[n++] = g;
    }
    qsort(gaps, n, sizeof *gaps, by_size);
    *ret_n = n;
    return gaps;
}

static int by_difference(const void *a, const void *b)
{
    const struct unit_item *x = a;
    const struct unit_item *y = b;
    if (x->difference != y->difference)
        return x->difference < y->difference ? 1 : -1;
    if (x->item_no != y->item_no)
        return x->item_no - y->item_no;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* Items of visible units, by how far they lie from a value of the company. */
static struct unit_item *unit_items(
    const void *ctx, const struct assessment *a, bool practices, size_t *ret_n)
{
    size_t room = a->n_units * (size_t)a->doc->n_items + 1;
    struct unit_item *list = mem_array(ctx, struct unit_item, room);
    size_t n = 0;
    for (size_t u = 0; u < a->n_units; u++) {
        if (!a->units[u].visible || (practices && a->units[u].unit->head_office))
            continue;
        for (int i = 0; i < a->doc->n_items; i++) {
            struct mean_value v = a->units[u].items[i];
            struct mean_value to = practices ? a->items[i].head_office : a->items[i].own;
            double up = above(v.known && to.known, v.raw, to.raw);
            double down = above(v.known && to.known, to.raw, v.raw);
            double difference = practices ? up : down;
            if (difference > 0)
                list[n++] = (struct unit_item){u, i + 1, difference};
        }
    }
    qsort(list, n, sizeof *list, by_difference);
    *ret_n = n;
    return list;
}

struct unit_item *assessment_good_practices(
    const void *ctx, const struct assessment *a, size_t *ret_n)
{
    return unit_items(ctx, a, true, ret_n);
}

struct unit_item *assessment_floors(const void *ctx, const struct assessment *a, size_t *ret_n)
{
    return unit_items(ctx, a, false, ret_n);
}

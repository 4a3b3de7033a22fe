/* Where the assessment stands, and where it would stand when measures have reached the level they
 * aim at. A section moves by as much as the weighted mean of its items does, so that a section that
 * no measure touches stands as it was assessed. */
#include "mod/report/report_investment_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_assessment_private.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Now, with what is granted, with all that is asked for. */
enum view { VIEW_NOW, VIEW_GRANTED, VIEW_ALL, VIEWS };

struct levels {
    const struct plan *p;
    const struct assessment *a;
    struct build b;               /* for names of sections */
    struct mean_value *of[VIEWS]; /* by section number - 1 */
    struct mean_value overall[VIEWS];
};

/* The highest level that one of the measures brings the item to; 0: none does. */
static int64_t reached(const json_t *measures, const struct assessment *a, const char *item)
{
    size_t i;
    const json_t *m;
    int64_t most = 0;
    json_array_foreach(measures, i, m)
    {
        const char *sheet = body_text(m, "sheet_key");
        const char *key = body_text(m, "item_key");
        int64_t level = body_int(m, "level_to_reach", 0);
        if (sheet != NULL && key != NULL && strcmp(sheet, a->doc->key) == 0 &&
            strcmp(key, item) == 0 && level > most)
            most = level;
    }
    return most;
}

static double rise_of(const struct levels *l, int item, enum view view)
{
    const char *key = l->a->doc->items[item].key;
    double now = l->a->items[item].own.raw;
    int64_t to = view == VIEW_NOW ? 0 : reached(l->p->facts->granted, l->a, key);
    int64_t asked = view == VIEW_ALL ? reached(l->p->facts->asked, l->a, key) : 0;
    double then = (double)(asked > to ? asked : to);
    return then > now ? then - now : 0;
}

static bool within(const struct sheet_doc *doc, int section_no, int top)
{
    while (section_no != 0 && section_no != top + 1)
        section_no = doc->sections[section_no - 1].parent_no;
    return section_no != 0;
}

static struct mean_value section_level(const struct levels *l, int top, enum view view)
{
    struct mean_value v = l->a->sections[top].own;
    double rise = 0;
    int weight = 0;
    for (int i = 0; i < l->a->doc->n_items; i++) {
        const struct sheet_item *item = &l->a->doc->items[i];
        if (!l->a->items[i].own.known || !within(l->a->doc, item->section_no, top))
            continue;
        rise += item->weight * rise_of(l, i, view);
        weight += item->weight;
    }
    if (v.known && weight > 0)
        v.raw += rise / weight;
    return v;
}

/* The whole moves by the plain mean of what its sections do. */
static struct mean_value overall_level(const struct levels *l, enum view view)
{
    struct mean_value v = l->a->overall.own;
    double rise = 0;
    int n = 0;
    for (size_t i = 0; i < l->b.n_top; i++) {
        int top = l->b.top[i];
        if (!l->of[view][top].known)
            continue;
        rise += l->of[view][top].raw - l->a->sections[top].own.raw;
        n++;
    }
    if (v.known && n > 0)
        v.raw += rise / n;
    return v;
}

static struct levels levels_of(const struct plan *p)
{
    struct levels l = {.p = p, .a = p->facts->assessment};
    const struct sheet_doc *doc = l.a->doc;
    l.b = (struct build){.ctx = p->ctx, .a = l.a, .top = mem_array(p->ctx, int, doc->n_sections)};
    for (int i = 0; i < doc->n_sections; i++)
        if (doc->sections[i].parent_no == 0)
            l.b.top[l.b.n_top++] = i;
    for (int view = 0; view < VIEWS; view++) {
        l.of[view] = mem_array(p->ctx, struct mean_value, doc->n_sections);
        for (size_t i = 0; i < l.b.n_top; i++)
            l.of[view][l.b.top[i]] = section_level(&l, l.b.top[i], (enum view)view);
        l.overall[view] = overall_level(&l, (enum view)view);
    }
    return l;
}

static const char *const labels[VIEWS] = {"report.investment.level.now",
    "report.investment.level.granted", "report.investment.level.all"};

static void radar_write(const struct levels *l, json_t *blocks)
{
    static const char *const roles[VIEWS] = {"own", "comparable", "other"};
    json_t *axes = json_array();
    json_t *series = json_array();
    if (l->b.n_top < REPORT_AXES_MIN || l->b.n_top > REPORT_AXES)
        return;
    for (size_t i = 0; i < l->b.n_top; i++)
        json_array_append_new(axes,
            json_pack("{s:o}", "label", build_section_label(&l->b, l->b.top[i], LABEL_BRIEF)));
    for (int view = 0; view < VIEWS; view++) {
        json_t *values = json_array();
        for (size_t i = 0; i < l->b.n_top; i++)
            json_array_append_new(values, build_level(l->of[view][l->b.top[i]]));
        json_array_append_new(series, json_pack("{s:s, s:o, s:o}", "key", roles[view], "label",
                                          draft_message(labels[view]), "values", values));
    }
    json_array_append_new(
        blocks, json_pack("{s:s, s:o, s:o, s:i, s:o, s:b}", "type", "radar", "caption",
                    draft_message("report.investment.level.radar"), "axes", axes, "max",
                    l->a->doc->score_max * 10, "series", series, "twin", 0));
}

static void level_cells(json_t *cells, const struct mean_value of[VIEWS])
{
    for (int view = 0; view < VIEWS; view++)
        json_array_append_new(cells, build_level(of[view]));
    json_array_append_new(cells, build_difference(of[VIEW_ALL], of[VIEW_NOW]));
}

static void table_write(const struct levels *l, json_t *blocks)
{
    json_t *table =
        draft_table(blocks, "report.investment.level.table", "report.investment.level.note");
    draft_column(table, "report.investment.section", "text", 4);
    for (int view = 0; view < VIEWS; view++)
        draft_column_level(table, labels[view], 1.3, 1, false);
    draft_column_level(table, "report.investment.level.rise", 1, 1, true);
    for (size_t i = 0; i < l->b.n_top; i++) {
        int top = l->b.top[i];
        const struct mean_value of[VIEWS] = {
            l->of[VIEW_NOW][top], l->of[VIEW_GRANTED][top], l->of[VIEW_ALL][top]};
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, build_section_label(&l->b, top, LABEL_FULL));
        level_cells(cells, of);
    }
    json_t *cells = draft_row(table, "strong");
    json_array_append_new(cells, draft_message("report.investment.level.company"));
    level_cells(cells, l->overall);
}

static void lead_write(const struct levels *l, json_t *blocks)
{
    const char *of[VIEWS];
    for (int view = 0; view < VIEWS; view++)
        of[view] = report_level_text(l->p->ctx, (int)mean_value_tenths(l->overall[view]), 1, false);
    const struct draft_arg args[] = {{"assessment", l->a->campaign.name, NULL},
        {.name = "now", .ja = of[VIEW_NOW]}, {.name = "granted", .ja = of[VIEW_GRANTED]},
        {.name = "all", .ja = of[VIEW_ALL]}};
    draft_paragraph(
        blocks, "lead", draft_format(l->p->ctx, "report.investment.level.lead", args, COUNT(args)));
}

void plan_levels_write(const struct plan *p, json_t *blocks)
{
    if (p->facts->assessment == NULL || !p->facts->assessment->overall.own.known) {
        draft_paragraph(blocks, "lead", draft_message("report.investment.level.none"));
        return;
    }
    const struct levels l = levels_of(p);
    lead_write(&l, blocks);
    radar_write(&l, blocks);
    table_write(&l, blocks);
}

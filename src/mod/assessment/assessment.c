#include "mod/assessment/assessment.h"

#include "base/mem.h"
#include "kernel/sheet/campaign_store.h"
#include "kernel/sheet/sheet_store.h"
#include "kernel/unit/unit_tree.h"
#include "mod/assessment/assessment_perm.h"
#include "mod/assessment/assessment_rules.h"
#include "mod/assessment/assessment_store.h"

static bool in_scope(const char *path, const char *const *paths, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (unit_path_below(path, paths[i]))
            return true;
    return false;
}

/* Units of a campaign with their means. */
static enum err load_units(struct call *c, struct assessment *a)
{
    struct score_unit *scores = NULL;
    enum err e = score_load(c, &a->campaign, a->doc, &scores, &a->n_units);
    if (e != ERR_OK)
        return e;
    size_t n_paths = 0;
    const char **paths = who_scope(c, c->who, &PERM_RESULT_READ, &n_paths);
    a->sections = mem_array(c, struct comparison, a->doc->n_sections);
    a->items = mem_array(c, struct comparison, a->doc->n_items);
    a->units = mem_array(c, struct unit_result, a->n_units);
    for (size_t i = 0; i < a->n_units; i++) {
        a->units[i].unit = &scores[i];
        a->units[i].visible = in_scope(scores[i].path, paths, n_paths);
        assessment_unit_result(c, a->doc, &a->units[i]);
    }
    return ERR_OK;
}

enum err assessment_doc(
    struct call *c, const struct campaign *campaign, const struct sheet_doc **ret_doc)
{
    struct sheet_version version;
    enum err e = sheet_store_version_by_id(c->db, c, campaign->sheet_version.id, &version);
    return e == ERR_OK ? sheet_store_doc(c->db, c, &version, ret_doc) : e;
}

/* All units that were there when the campaign was opened. */
static enum err load_there(struct call *c, struct assessment *a)
{
    struct campaign_unit *units = NULL;
    size_t n = 0;
    enum err e = campaign_store_units(c, a->campaign.id, true, &units, &n);
    if (e != ERR_OK)
        return e;
    a->there = (struct unit_ids){.ids = mem_array(c, int64_t, n + 1), .n = n};
    for (size_t i = 0; i < n; i++)
        a->there.ids[i] = units[i].unit.id;
    unit_ids_sort(&a->there);
    return ERR_OK;
}

static enum err load_last(struct call *c, struct assessment *a)
{
    struct assessment *last = mem_new(c, struct assessment);
    enum err e = score_last_campaign(c, &a->campaign, &last->campaign);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e == ERR_OK)
        e = campaign_doc(c, &last->campaign, &last->doc);
    if (e == ERR_OK)
        e = load_units(c, last);
    if (e == ERR_OK)
        e = load_there(c, last);
    if (e == ERR_OK)
        e = load_there(c, a);
    if (e != ERR_OK)
        return e;
    a->has_last = true;
    a->last = last->campaign;
    a->last_basis = assessment_last_basis(c, a, last);
    if (a->last_basis == LAST_OTHER_UNITS)
        return ERR_OK;
    if (a->last_basis == LAST_SAME_UNITS)
        assessment_keep_same_units(c, last, a);
    assessment_company(last);
    assessment_set_last(a, last);
    return ERR_OK;
}

/* Items are held against their section's target, and against its average when they have none of
 * their own. */
static void compare_items(struct assessment *a)
{
    for (int i = 0; i < a->doc->n_items; i++) {
        const struct comparison *section = &a->sections[a->doc->items[i].section_no - 1];
        struct comparison *item = &a->items[i];
        item->target = section->target;
        for (int line = 0; line < LEVEL_LINE_MAX; line++) {
            if (item->lines[line].known || !section->lines[line].known)
                continue;
            item->lines[line] = section->lines[line];
            item->lines[line].of_section = true;
        }
    }
}

enum err assessment_load_alone(struct call *c, const char *campaign, const char *industry,
    bool of_then, struct assessment **ret_assessment)
{
    struct assessment *a = mem_new(c, struct assessment);
    a->industry = industry;
    enum err e = campaign_find(c, campaign, false, &a->campaign);
    if (e == ERR_OK)
        e = assessment_doc(c, &a->campaign, &a->doc);
    if (e == ERR_OK)
        e = load_units(c, a);
    if (e == ERR_OK)
        assessment_company(a);
    if (e == ERR_OK && industry == NULL)
        e = assessment_store_industry(c, &a->industry);
    if (e == ERR_OK)
        e = assessment_store_targets(c, a);
    if (e == ERR_OK)
        e = assessment_store_averages(c, a, of_then ? a->campaign.due : NULL);
    if (e != ERR_OK)
        return e;
    *ret_assessment = a;
    return ERR_OK;
}

enum err assessment_load(struct call *c, const char *campaign, const char *industry,
    const struct assessment **ret_assessment)
{
    struct assessment *a = NULL;
    enum err e = assessment_load_alone(c, campaign, industry, false, &a);
    if (e == ERR_OK)
        e = load_last(c, a);
    if (e != ERR_OK)
        return e;
    compare_items(a);
    assessment_overall(a);
    *ret_assessment = a;
    return ERR_OK;
}

enum err assessment_load_newest(
    struct call *c, const char *sheet_key, const struct assessment **ret_assessment)
{
    const char **numbers = NULL;
    size_t n = 0;
    enum err e = assessment_store_campaigns(c, sheet_key, &numbers, &n);
    if (e == ERR_OK && n == 0)
        return ERR_NOT_FOUND;
    return e == ERR_OK ? assessment_load(c, numbers[0], NULL, ret_assessment) : e;
}

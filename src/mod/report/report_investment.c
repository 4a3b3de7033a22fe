/* Gathers what an investment plan is made of. */
#include "mod/report/report_investment_rules.h"

#include "base/mem.h"
#include "kernel/sheet/sheet_store.h"
#include "kernel/unit/unit_tree.h"
#include "mod/measure/measure.h"
#include "mod/report/report_assessment_private.h"
#include "mod/report/report_link.h"
#include "mod/report/report_section.h"
#include "mod/risk/risk.h"

#include <string.h>

enum { MOST_MEASURES = 100, MOST_CASES = 30 };

/* ---- names of what money is for ---- */

struct names {
    struct call *c;
    struct unit_node *units;
    size_t n_units;
    struct sheet_version *sheets;
    const struct sheet_doc **docs; /* of the sheets; NULL: not read yet */
    size_t n_sheets;
};

static enum err names_load(struct call *c, struct names *ret_names)
{
    struct names names = {.c = c};
    enum err e = unit_tree_load(c, &names.units, &names.n_units);
    if (e == ERR_OK)
        e = sheet_store_newest(c->db, c, &names.sheets, &names.n_sheets);
    names.docs = mem_array(c, const struct sheet_doc *, names.n_sheets);
    if (e == ERR_OK)
        *ret_names = names;
    return e;
}

static const json_t *unit_name(const struct names *names, int64_t id)
{
    for (size_t i = 0; i < names->n_units; i++)
        if (names->units[i].id == id)
            return reg_keep(names->c, draft_texts(names->units[i].name, names->units[i].name_en));
    return NULL;
}

static const json_t *kind_name(const struct names *names, const char *kind)
{
    return kind == NULL ? NULL
                        : reg_keep(names->c,
                              draft_message(mem_printf(names->c, "enum.measure_kind.%s", kind)));
}

/* NULL in *ret_name: of no sheet, or of one that is not there any more. */
static enum err section_name(
    struct names *names, const struct budget_group *group, const json_t **ret_name)
{
    size_t i = 0;
    enum err e = ERR_OK;
    *ret_name = NULL;
    if (group->sheet_key == NULL || group->section_key == NULL)
        return ERR_OK;
    while (i < names->n_sheets && strcmp(names->sheets[i].sheet_key, group->sheet_key) != 0)
        i++;
    if (i == names->n_sheets)
        return ERR_OK;
    if (names->docs[i] == NULL)
        e = sheet_store_doc(names->c->db, names->c, &names->sheets[i], &names->docs[i]);
    if (e != ERR_OK)
        return e;
    const struct assessment of_sheet = {.doc = names->docs[i]};
    const struct build b = {.ctx = names->c, .a = &of_sheet};
    int no = sheet_section_no(of_sheet.doc, group->section_key);
    if (no > 0)
        *ret_name = reg_keep(names->c, build_section_label(&b, no - 1, LABEL_FULL));
    return ERR_OK;
}

static enum err gather(struct names *names, const struct budget_year *year, enum budget_by by,
    struct report_sum_rows *ret_rows)
{
    struct call *c = names->c;
    struct budget_group *groups = mem_array(c, struct budget_group, year->n);
    struct report_sum_row *rows = mem_array(c, struct report_sum_row, year->n);
    size_t n = budget_gather(year->groups, year->n, by, groups);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        rows[i].sum = groups[i].sum;
        if (by == BUDGET_BY_UNIT)
            rows[i].label = unit_name(names, groups[i].unit_id);
        else if (by == BUDGET_BY_KIND)
            rows[i].label = kind_name(names, groups[i].kind);
        else
            e = section_name(names, &groups[i], &rows[i].label);
    }
    *ret_rows = (struct report_sum_rows){rows, n};
    return e;
}

static enum err budget_load(struct call *c, const char *fiscal_year, struct budget_year *year,
    struct report_investment_facts *facts)
{
    struct names names;
    enum err e = budget_year_load(c, fiscal_year, year);
    if (e == ERR_OK)
        e = names_load(c, &names);
    if (e == ERR_OK)
        e = gather(&names, year, BUDGET_BY_SECTION, &facts->by_section);
    if (e == ERR_OK)
        e = gather(&names, year, BUDGET_BY_UNIT, &facts->by_unit);
    if (e == ERR_OK)
        e = gather(&names, year, BUDGET_BY_KIND, &facts->by_kind);
    facts->budget = year;
    return e;
}

/* ---- measures and business cases ---- */

/* Of this year's plan is what names the year, and what names none. */
static json_t *of_year(struct call *c, const json_t *measures, const char *fiscal_year)
{
    size_t i;
    json_t *m;
    json_t *list = reg_keep(c, json_array());
    json_array_foreach(measures, i, m)
    {
        const char *year = body_text(m, "fiscal_year");
        if (year == NULL || strcmp(year, fiscal_year) == 0)
            json_array_append(list, m);
    }
    return list;
}

static enum err measures_load(
    struct call *c, const char *fiscal_year, struct report_investment_facts *facts)
{
    char since[DATE_TEXT_SIZE];
    int year = 0;
    json_t *granted = NULL;
    json_t *asked = NULL;
    if (!period_parse(fiscal_year, &year))
        return ERR_INTERNAL;
    date_format((struct date){year, c->org.fiscal_first_month, 1}, since);
    enum err e = measure_for_meeting(c, since, MOST_MEASURES, &granted, &asked);
    if (e != ERR_OK)
        return e;
    struct loss_avoided_run *avoided = mem_new(c, struct loss_avoided_run);
    e = loss_avoided_newest(c, avoided);
    if (e != ERR_OK)
        return e;
    facts->avoided = avoided;
    facts->zone = c->org.zone;
    facts->granted = of_year(c, granted, fiscal_year);
    facts->asked = of_year(c, asked, fiscal_year);
    e = report_link_all(c, &REG_MEASURES, facts->granted, &REG_RISKS, "risks");
    return e == ERR_OK ? report_link_all(c, &REG_MEASURES, facts->asked, &REG_RISKS, "risks") : e;
}

/* Those of the year, then those under way that name no year. */
static enum err cases_load(
    struct call *c, const char *fiscal_year, struct report_investment_facts *facts)
{
    json_t *cases = NULL;
    json_t *more = NULL;
    const struct reg_where of[] = {{"fiscal_year", "eq", fiscal_year}};
    const struct reg_where open[] = {
        {"fiscal_year", "is_null", "true"}, {"state", "ne", "reported"}};
    enum err e = reg_list(c, &REG_BUSINESS_CASES, of, 1, "due", MOST_CASES, &cases);
    if (e == ERR_OK)
        e = reg_list(c, &REG_BUSINESS_CASES, open, 2, "due", MOST_CASES, &more);
    if (e == ERR_OK)
        json_array_extend(cases, more);
    if (e == ERR_OK)
        e = report_link_all(c, &REG_BUSINESS_CASES, cases, &REG_RISKS, "risks");
    if (e == ERR_OK)
        e = report_link_all(c, &REG_BUSINESS_CASES, cases, &REG_MEASURES, "measures");
    facts->cases = cases;
    return e;
}

/* ---- the assessment that the measures are to raise ---- */

static enum err newest_of(
    struct call *c, const json_t *records, const struct assessment **ret_assessment)
{
    size_t i;
    const json_t *one;
    const char *tried = NULL;
    json_array_foreach(records, i, one)
    {
        const char *sheet = body_text(one, "sheet_key");
        if (sheet == NULL || (tried != NULL && strcmp(tried, sheet) == 0))
            continue;
        enum err e = assessment_load_newest(c, sheet, ret_assessment);
        if (e != ERR_NOT_FOUND)
            return e;
        tried = sheet;
    }
    return ERR_NOT_FOUND;
}

static enum err assessment_find(struct call *c, struct report_investment_facts *facts)
{
    const json_t *in_turn[] = {facts->cases, facts->asked, facts->granted};
    enum err e = ERR_NOT_FOUND;
    for (size_t i = 0; e == ERR_NOT_FOUND && i < sizeof in_turn / sizeof in_turn[0]; i++)
        e = newest_of(c, in_turn[i], &facts->assessment);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err facts_load(
    struct call *c, const char *period, struct report_investment_facts *facts)
{
    int n = 0;
    bool named = period != NULL && period_parse(period, &n);
    struct budget_year *year = mem_new(c, struct budget_year);
    enum err e = budget_load(c, named ? period : NULL, year, facts);
    if (e == ERR_OK)
        e = measures_load(c, year->fiscal_year, facts);
    if (e == ERR_OK)
        e = cases_load(c, year->fiscal_year, facts);
    return e == ERR_OK ? assessment_find(c, facts) : e;
}

enum err report_investment_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    enum err e = ERR_OK;
    if (d->investment == NULL) {
        struct report_investment_facts *facts = mem_new(d->c, struct report_investment_facts);
        facts->ja = d->issue->ja;
        e = facts_load(d->c, d->issue->period, facts);
        if (e == ERR_OK)
            d->investment = facts;
    }
    if (e == ERR_OK)
        report_investment_write(d->c, d->investment, builder->section, blocks);
    return e;
}

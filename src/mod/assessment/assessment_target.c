#include "mod/assessment/assessment_target.h"

#include "base/mem.h"
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_import.h"

#include <string.h>

/* The target of a section in a period: NULL when there is none. */
static enum err find(
    struct call *c, const char *sheet, const char *section, const char *period, json_t **ret_target)
{
    const struct reg_where where[] = {
        {"sheet_key", "eq", sheet}, {"section_key", "eq", section}, {"period", "eq", period}};
    json_t *found = NULL;
    enum err e = reg_list(c, &REG_TARGETS, where, 3, NULL, 1, &found);
    if (e == ERR_OK)
        *ret_target = json_array_get(found, 0);
    return e;
}

static enum err create(
    struct call *c, const char *sheet, const char *section, const char *period, const json_t *level)
{
    struct reg_record record;
    json_t *body = json_pack("{s:s, s:s, s:s, s:O}", "sheet_key", sheet, "section_key", section,
        "period", period, "level", level);
    enum err e = reg_create(c, &REG_TARGETS, body, &record);
    json_decref(body);
    return e;
}

static enum err set_one(struct call *c, const json_t *body, const json_t *one)
{
    const char *sheet = body_text(body, "sheet_key");
    const char *period = body_text(body, "period");
    const char *section = body_text(one, "section");
    const json_t *level = json_object_get(one, "level");
    bool clear = level == NULL || json_is_null(level);
    json_t *target = NULL;
    struct reg_record record;
    enum err e = find(c, sheet, section, period, &target);
    if (e != ERR_OK || (clear && target == NULL))
        return e;
    if (target == NULL)
        return create(c, sheet, section, period, level);
    const char *id = body_text(target, "id");
    int64_t version = body_int(target, "version", 0);
    if (clear)
        return reg_delete(c, &REG_TARGETS, id, version);
    json_t *patch = json_pack("{s:O}", "level", level);
    e = reg_update(c, &REG_TARGETS, id, version, patch, &record);
    json_decref(patch);
    return e;
}

static void check_one(struct call *c, const struct sheet_doc *doc, size_t i, const json_t *one)
{
    int64_t level = body_int(one, "level", (int64_t)doc->score_min * 10);
    if (sheet_section_no(doc, body_text(one, "section")) == 0)
        problem_field_value(c->problem, mem_printf(c, "/levels/%zu/section", i), "section",
            body_text(one, "section"));
    if (level < (int64_t)doc->score_min * 10)
        problem_field_limit(c->problem, mem_printf(c, "/levels/%zu/level", i), "too_small",
            (int64_t)doc->score_min * 10);
    if (level > (int64_t)doc->score_max * 10)
        problem_field_limit(c->problem, mem_printf(c, "/levels/%zu/level", i), "too_large",
            (int64_t)doc->score_max * 10);
}

enum err assessment_set_targets(struct call *c, const json_t *body)
{
    const struct sheet_doc *doc = NULL;
    const json_t *levels = json_object_get(body, "levels");
    size_t i;
    json_t *one;
    enum err e = assessment_sheet(c, body_text(body, "sheet_key"), "/sheet_key", &doc);
    if (e != ERR_OK)
        return e;
    json_array_foreach(levels, i, one) check_one(c, doc, i, one);
    e = problem_check(c->problem);
    json_array_foreach(levels, i, one)
    {
        if (e == ERR_OK)
            e = set_one(c, body, one);
    }
    return e;
}

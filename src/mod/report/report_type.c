#include "mod/report/report_type.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "mod/report/report_draft_rules.h"

#include <inttypes.h>
#include <string.h>

static const char *const assessment[] = {"assessment_summary", "assessment_results",
    "assessment_units", "assessment_gaps", "assessment_measures", "assessment_practices",
    "assessment_claims", "assessment_decisions", "assessment_method", NULL};

/* The fixed parts of figure 2-1.1. */
static const char *const meeting[] = {
    "meeting_attacks", "meeting_measures", "meeting_cases", "meeting_trends", NULL};

/* W11 and practice 3-1 of the practices, role C of a CISO. */
static const char *const investment[] = {"investment_summary", "investment_goal",
    "investment_budget", "investment_measures", "investment_deferred", "investment_cases",
    "investment_levels", NULL};

/* Figure 2-9.1. */
static const char *const survey[] = {
    "suppliers_share", "suppliers_concern", "suppliers_list", NULL};

/* Practice 1-3, mini-practices 3 and 8. */
static const char *const sites[] = {"sites_summary", "sites_state", "sites_lists", "sites_audits",
    "sites_differ", "sites_corrections", "sites_meetings", "sites_follow", "sites_minutes", NULL};

/* Practice 6-3: for outsiders. */
static const char *const disclosure[] = {
    "disclosure_organisation", "disclosure_pair", "disclosure_appeal", NULL};

/* One case from beginning to end. */
static const char *const incident[] = {"case_summary", "case_phases", "case_impact", "case_duties",
    "case_timeline", "case_tasks", "case_evidence", "case_cost", "case_lessons", NULL};

static const char *const exercise[] = {"exercises_state", "exercises", "exercises_measures", NULL};
static const char *const training[] = {"trainings_state", "trainings", NULL};

/* The management's review of a year's round: what was reached and carried out, what was found, and
 * what has to change. */
static const char *const review[] = {"scorecard_indicators", "measures_state", "risk_movement",
    "findings", "exercises_state", "trainings_state", "policies", "risk_accepted", NULL};

const struct report_builtin REPORT_BUILTINS[] = {
    {"assessment", assessment},
    {"management_meeting", meeting},
    {"investment_plan", investment},
    {"supplier_survey", survey},
    {"site_audit", sites},
    {REPORT_TYPE_INCIDENT, incident},
    {"exercise", exercise},
    {"training", training},
    {"yearly_review", review},
    {REPORT_TYPE_DISCLOSURE, disclosure},
};
const size_t N_REPORT_BUILTINS = sizeof REPORT_BUILTINS / sizeof REPORT_BUILTINS[0];

static const char *const type_keys[] = {"assessment", "management_meeting", "investment_plan",
    "supplier_survey", "site_audit", REPORT_TYPE_INCIDENT, "exercise", "training", "yearly_review",
    REPORT_TYPE_DISCLOSURE, REPORT_TYPE_OWN, NULL};
const struct option_set OPTIONS_REPORT_TYPE = {"report_type", type_keys};

static json_t *kept(const void *ctx, json_t *json)
{
    json_in_keep(ctx, json);
    return json;
}

static struct report_slot builtin_slot(const void *ctx, const char *type, const char *key)
{
    const struct report_builder *builder = report_builder_of(key);
    const char *id = mem_printf(ctx, "report.%s.section.%s", type, builder->section);
    return (struct report_slot){.key = builder->section,
        .builder = builder,
        .heading = kept(ctx, draft_message(id)),
        .words = true};
}

struct report_slots report_type_builtin(const void *ctx, const char *type)
{
    size_t n = 0;
    const char *const *keys = NULL;
    for (size_t i = 0; i < N_REPORT_BUILTINS; i++)
        if (strcmp(REPORT_BUILTINS[i].key, type) == 0)
            keys = REPORT_BUILTINS[i].builders;
    if (keys == NULL)
        return (struct report_slots){0};
    while (keys[n] != NULL)
        n++;
    struct report_slot *slots = mem_array(ctx, struct report_slot, n);
    for (size_t i = 0; i < n; i++)
        slots[i] = builtin_slot(ctx, type, keys[i]);
    return (struct report_slots){slots, n};
}

static json_t *own_heading(
    const void *ctx, const json_t *section, const struct report_builder *builder)
{
    json_t *heading = json_object_get(section, "heading");
    if (json_object_size(heading) > 0)
        return heading;
    return kept(ctx, builder == NULL
                         ? draft_message("report.section.words")
                         : draft_message(mem_printf(ctx, "enum.report_section.%s", builder->key)));
}

struct report_slots report_type_own(const void *ctx, const json_t *sections)
{
    size_t i;
    const json_t *one;
    struct report_slot *slots = mem_array(ctx, struct report_slot, json_array_size(sections) + 1);
    struct report_slots all = {.slots = slots};
    json_array_foreach(sections, i, one)
    {
        const struct report_builder *builder = report_builder_of(body_text(one, "builder"));
        const char *key = body_text(one, "key");
        if (key == NULL && builder != NULL)
            key = builder->key;
        slots[all.n++] = (struct report_slot){
            .key = key == NULL ? mem_printf(ctx, REPORT_WORDS_KEY "%zu", i + 1) : key,
            .builder = builder,
            .heading = own_heading(ctx, one, builder),
            .words = builder == NULL || body_bool(one, "words")};
    }
    return all;
}

struct report_slots report_type_frozen(const void *ctx, const json_t *doc)
{
    size_t i;
    const json_t *one;
    const json_t *sections = json_object_get(doc, "sections");
    struct report_slot *slots = mem_array(ctx, struct report_slot, json_array_size(sections) + 1);
    struct report_slots all = {.slots = slots};
    json_array_foreach(sections, i, one)
    {
        if (strcmp(body_text(one, "key"), "approval") != 0)
            slots[all.n++] = (struct report_slot){.key = body_text(one, "key"),
                .heading = json_object_get(one, "heading"),
                .words = true};
    }
    return all;
}

const struct report_slot *report_slot_of(const struct report_slots *slots, const char *key)
{
    for (size_t i = 0; i < slots->n; i++)
        if (strcmp(slots->slots[i].key, key) == 0)
            return &slots->slots[i];
    return NULL;
}

unsigned report_type_needs(const struct report_slots *slots)
{
    unsigned needs = 0;
    for (size_t i = 0; i < slots->n; i++)
        needs |= slots->slots[i].builder == NULL ? 0 : slots->slots[i].builder->needs;
    return needs;
}

/* ---- keys of an own type's sections ---- */

static bool has_key(const json_t *sections, size_t n, const char *key)
{
    for (size_t i = 0; i < n && i < json_array_size(sections); i++) {
        const char *one = body_text(json_array_get(sections, i), "key");
        if (one != NULL && strcmp(one, key) == 0)
            return true;
    }
    return false;
}

void report_type_keys(struct call *c, json_t *sections, const json_t *before, int64_t version)
{
    size_t i;
    json_t *one;
    /* Numbers that no section has had. */
    int64_t no = before == NULL ? 0 : version * LIMIT_REPORT_SECTIONS;
    json_array_foreach(sections, i, one)
    {
        const char *builder = body_text(one, "builder");
        const char *key = body_text(one, "key");
        const struct report_builder *of = report_builder_of(builder);
        if (of != NULL && (of->needs & REPORT_NEEDS_CASE) != 0) /* its title would be one's own */
            problem_field(c->problem, mem_printf(c, "/sections/%zu/builder", i), "not_of_type");
        bool known = key != NULL && has_key(before, json_array_size(before), key) &&
                     report_builder_of(key) == NULL;
        if (builder == NULL && json_object_size(json_object_get(one, "heading")) == 0)
            problem_field(c->problem, mem_printf(c, "/sections/%zu/heading", i), "required");
        if (builder != NULL)
            key = builder;
        else if (!known || has_key(sections, i, key))
            key = mem_printf(c, REPORT_WORDS_KEY "%" PRId64, ++no);
        if (has_key(sections, i, key))
            problem_field(c->problem, mem_printf(c, "/sections/%zu/builder", i), "twice");
        json_object_set_new(one, "key", json_string(key));
    }
}

/* Arrows of the strategy map: the one indicator is among the causes of the other (figure 2-6.3 of
 * the practices). Several causes may have one effect, and one cause several effects. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/kpi/kpi_private.h"

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED,
        .max = 2 * LIMIT_NAME + 10},
    {.key = "cause",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "indicators",
        .column = "cause_id"},
    {.key = "effect",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "indicators",
        .column = "effect_id"},
    {.key = "reason",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_NOTE},
};

/* The map says where effort leads in the end; what led back to itself would say nothing. */
static void check_arrow(
    struct call *c, struct kpi_arrow arrow, const struct kpi_arrow *arrows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (arrows[i].cause == arrow.cause && arrows[i].effect == arrow.effect)
            problem_field(c->problem, "/effect", "cause_twice");
    if (kpi_leads_to(c, arrows, n, arrow.effect, arrow.cause))
        problem_field(c->problem, "/effect", "cause_round");
}

static const char *title_of(const struct reg_record *record, const char *key)
{
    return body_text(json_object_get(record->after, key), "title");
}

/* Arrows are made and taken away, but not turned: both ends are fixed once it stands. */
static enum err check(struct call *c, const struct reg_record *record)
{
    struct kpi_arrow arrow = {0};
    struct kpi_arrow *arrows = NULL;
    size_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "cause", &arrow.cause);
    if (e == ERR_OK)
        e = reg_ref_id(c, record, "effect", &arrow.effect);
    if (e == ERR_OK)
        e = kpi_store_arrows(c, &arrows, &n);
    if (e != ERR_OK || arrow.cause == 0 || arrow.effect == 0)
        return e;
    if (n >= LIMIT_INDICATOR_CAUSES)
        return problem_set_limit(
            c->problem, ERR_CONFLICT, "indicator_causes_too_many", LIMIT_INDICATOR_CAUSES);
    json_object_set_new(record->after, "name",
        json_string(
            mem_printf(c, "%s → %s", title_of(record, "cause"), title_of(record, "effect"))));
    if (arrow.cause == arrow.effect)
        problem_field(c->problem, "/effect", "indicator_itself");
    else
        check_arrow(c, arrow, arrows, n);
    return ERR_OK;
}

const struct reg_def REG_INDICATOR_CAUSES = {
    .name = "indicator-causes",
    .singular = "indicator_cause",
    .schema = "IndicatorCause",
    .table = "indicator_cause",
    .prefix = "KC",
    .scope = REG_ORG,
    .read = &PERM_INDICATOR_READ,
    .create = &PERM_INDICATOR_WRITE,
    .update = &PERM_INDICATOR_WRITE,
    .remove = &PERM_INDICATOR_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};

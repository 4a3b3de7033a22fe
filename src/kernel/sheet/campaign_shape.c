#include "kernel/sheet/campaign_shape.h"

#include "base/limits.h"
#include "kernel/sheet/campaign_rules.h"

#include <string.h>

#define CAMPAIGN_STATE_KEY(name, key) key,
static const char *const state_keys[] = {CAMPAIGN_STATE_LIST(CAMPAIGN_STATE_KEY) NULL};
#undef CAMPAIGN_STATE_KEY
const struct option_set OPTIONS_CAMPAIGN_STATE = {"campaign_state", state_keys};

static const char *const outside_keys[] = {"supplier", NULL};
const struct option_set OPTIONS_OUTSIDE = {"outside_kind", outside_keys};

static const struct field unit_choice_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "units"},
    {.key = "assignee", .type = FIELD_ID},
};
static const struct shape SHAPE_UNIT_CHOICE = SHAPE("CampaignUnitChoice", unit_choice_fields);

static const struct field body_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "sheet_version", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED},
    {.key = "opens", .type = FIELD_DATE},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "remind_before", .type = FIELD_INT, .min = 1, .max = REMIND_BEFORE_MAX},
    {.key = "remind_every", .type = FIELD_INT, .min = 1, .max = REMIND_EVERY_MAX},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "for_request", .type = FIELD_BOOL, .flags = FIELD_CREATE_ONLY},
    {.key = "outside", .type = FIELD_ENUM, .flags = FIELD_CREATE_ONLY, .options = &OPTIONS_OUTSIDE},
    {.key = "units",
        .type = FIELD_LIST,
        .flags = FIELD_CREATE_ONLY,
        .max = LIMIT_UNITS,
        .shape = &SHAPE_UNIT_CHOICE},
};
const struct shape SHAPE_CAMPAIGN_BODY = SHAPE("CampaignBody", body_fields);

static const struct field units_body_fields[] = {
    {.key = "units",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = LIMIT_UNITS,
        .shape = &SHAPE_UNIT_CHOICE},
};
const struct shape SHAPE_CAMPAIGN_UNITS_BODY = SHAPE("CampaignUnitsBody", units_body_fields);

static const struct field counts_fields[] = {
    {.key = "units", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "draft", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "submitted", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "returned", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "accepted", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_COUNTS = SHAPE("CampaignCounts", counts_fields);

static const struct field campaign_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "sheet", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "sheet_version", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED},
    {.key = "opens", .type = FIELD_DATE},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "overdue", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_CAMPAIGN_STATE},
    {.key = "scheduled", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "remind_before", .type = FIELD_INT},
    {.key = "remind_every", .type = FIELD_INT},
    {.key = "reminded_on", .type = FIELD_DATE},
    {.key = "for_request", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "outside", .type = FIELD_ENUM, .options = &OPTIONS_OUTSIDE},
    {.key = "note", .type = FIELD_LONGTEXT},
    {.key = "snapshot_at", .type = FIELD_INSTANT},
    {.key = "closed_at", .type = FIELD_INSTANT},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "created_by", .type = FIELD_REF},
    {.key = "counts", .type = FIELD_OBJECT, .shape = &SHAPE_COUNTS},
};
const struct shape SHAPE_CAMPAIGN = SHAPE("Campaign", campaign_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_CAMPAIGN},
    {.key = "next", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_CAMPAIGN_LIST = SHAPE("CampaignList", list_fields);

static const struct field query_fields[] = {
    {.key = "state", .type = FIELD_ENUM, .options = &OPTIONS_CAMPAIGN_STATE},
    {.key = "period", .type = FIELD_PERIOD},
    {.key = "sheet", .type = FIELD_TEXT, .max = 64},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "cursor", .type = FIELD_ID},
};
const struct shape SHAPE_CAMPAIGN_QUERY = SHAPE("CampaignQuery", query_fields);

#define UNIT_FIELDS                                                          \
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},             \
        {.key = "name_en", .type = FIELD_TEXT},                              \
        {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},        \
        {.key = "path", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},        \
        {.key = "head_office", .type = FIELD_BOOL, .flags = FIELD_REQUIRED}, \
    {                                                                        \
        .key = "assignee", .type = FIELD_REF                                 \
    }

static const struct field unit_fields[] = {UNIT_FIELDS};
static const struct shape SHAPE_UNIT = SHAPE("CampaignUnit", unit_fields);

static const struct field units_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_UNIT},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_CAMPAIGN_UNITS = SHAPE("CampaignUnitList", units_fields);

static const struct field progress_row_fields[] = {
    UNIT_FIELDS,
    {.key = "response",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_RESPONSE_BRIEF},
};
static const struct shape SHAPE_PROGRESS_ROW = SHAPE("CampaignProgressUnit", progress_row_fields);

static const struct field progress_fields[] = {
    {.key = "campaign", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_CAMPAIGN},
    {.key = "asked", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "answered", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "units", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_PROGRESS_ROW},
};
const struct shape SHAPE_PROGRESS = SHAPE("CampaignProgress", progress_fields);

static const struct field supplement_body_fields[] = {
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = 2000},
};
const struct shape SHAPE_SUPPLEMENT_BODY = SHAPE("SupplementBody", supplement_body_fields);

static const struct field supplement_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SUPPLEMENT = SHAPE("Supplement", supplement_fields);

static const struct field supplements_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SUPPLEMENT},
};
const struct shape SHAPE_SUPPLEMENTS = SHAPE("SupplementList", supplements_fields);

static const struct field answerer_fields[] = {
    {.key = "account", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "role", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "own_unit", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ANSWERER = SHAPE("Answerer", answerer_fields);

static const struct field answerers_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ANSWERER},
};
const struct shape SHAPE_ANSWERERS = SHAPE("AnswererList", answerers_fields);

static const struct field unanswered_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_UNANSWERED_UNIT = SHAPE("UnitWithoutAnswerer", unanswered_fields);

static const struct field unanswered_list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_UNANSWERED_UNIT},
};
const struct shape SHAPE_UNANSWERED = SHAPE("UnitWithoutAnswererList", unanswered_list_fields);

static void counts_write(struct jw *w, const struct campaign_counts *counts)
{
    jw_key(w, "counts");
    if (counts == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kint(w, "units", counts->units);
    jw_kint(w, "draft", counts->draft);
    jw_kint(w, "submitted", counts->submitted);
    jw_kint(w, "returned", counts->returned);
    jw_kint(w, "accepted", counts->accepted);
    jw_obj_end(w);
}

static void days_write(struct jw *w, const char *key, int days)
{
    jw_key(w, key);
    if (days == 0)
        jw_null(w);
    else
        jw_int(w, days);
}

/* Late is an open campaign in which something has yet to be handed in; counts NULL: not the
 * reader's to know. */
static bool overdue(
    const struct call *c, const struct campaign *campaign, const struct campaign_counts *counts)
{
    const bool awaited = counts == NULL || counts->draft + counts->returned > 0;
    return campaign->state == CAMPAIGN_OPEN && awaited && campaign_overdue(c, campaign->due, NULL);
}

void campaign_write(struct jw *w, const struct call *c, const struct campaign *campaign,
    const struct campaign_counts *counts)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &campaign->uid);
    jw_kstr(w, "number", campaign->number);
    jw_kint(w, "version", campaign->version);
    jw_kstr(w, "name", campaign->name);
    out_ref(w, "sheet", &campaign->sheet);
    out_ref(w, "sheet_version", &campaign->sheet_version);
    jw_kstr(w, "period", campaign->period);
    jw_kstr(w, "opens", campaign->opens);
    jw_kstr(w, "due", campaign->due);
    jw_kbool(w, "overdue", overdue(c, campaign, counts));
    jw_kstr(w, "state", campaign_state_key(campaign->state));
    jw_kbool(w, "scheduled", campaign->state == CAMPAIGN_DRAFT && campaign->scheduled);
    days_write(w, "remind_before", campaign->remind_before);
    days_write(w, "remind_every", campaign->remind_every);
    jw_kstr(w, "reminded_on", campaign->reminded_on);
    jw_kbool(w, "for_request", campaign->for_request);
    jw_kstr(w, "outside", campaign->outside);
    jw_kstr(w, "note", campaign->note);
    jw_kinstant(w, "snapshot_at", campaign->snapshot_at_ms);
    jw_kinstant(w, "closed_at", campaign->closed_at_ms);
    jw_kinstant(w, "created_at", campaign->created_at_ms);
    jw_kinstant(w, "updated_at", campaign->updated_at_ms);
    out_ref(w, "created_by", &campaign->created_by);
    counts_write(w, counts);
    jw_obj_end(w);
}

void campaign_unit_write(struct jw *w, const struct campaign_unit *unit)
{
    out_ref(w, "unit", &unit->unit);
    jw_kstr(w, "name_en", unit->name_en);
    jw_kstr(w, "kind", unit->kind);
    jw_kstr(w, "path", unit->path);
    jw_kbool(w, "head_office", unit->head_office);
    out_ref(w, "assignee", &unit->assignee);
}

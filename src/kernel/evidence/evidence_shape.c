#include "kernel/evidence/evidence_shape.h"

#define MUST FIELD_REQUIRED

static const char *const state_keys[] = {"not_judged", "supported", "unsupported", NULL};
const struct option_set OPTIONS_EVIDENCE_STATE = {"evidence_state", state_keys};

static const struct field rule_fields[] = {
    {.key = "rule", .type = FIELD_TEXT, .flags = MUST},
    {.key = "level", .type = FIELD_INT, .flags = MUST},
    {.key = "holds", .type = FIELD_BOOL, .flags = MUST},
    {.key = "register", .type = FIELD_TEXT, .flags = MUST},
    {.key = "met", .type = FIELD_INT, .flags = MUST},
    {.key = "of", .type = FIELD_INT, .flags = MUST},
    {.key = "needs", .type = FIELD_INT, .flags = MUST},
    {.key = "share", .type = FIELD_BOOL, .flags = MUST},
    {.key = "missing", .type = FIELD_TEXTS, .flags = MUST},
};
const struct shape SHAPE_EVIDENCE_RULE_RESULT = SHAPE("EvidenceRuleResult", rule_fields);

static const struct field item_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "claimed", .type = FIELD_INT, .flags = MUST | FIELD_NULLABLE},
    {.key = "supported", .type = FIELD_INT, .flags = MUST | FIELD_NULLABLE},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_EVIDENCE_STATE},
    {.key = "rules", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_EVIDENCE_RULE_RESULT},
};
static const struct shape SHAPE_ITEM = SHAPE("EvidenceItem", item_fields);

static const struct field set_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "version", .type = FIELD_TEXT, .flags = MUST},
    {.key = "wording", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXTS, .flags = MUST},
};
static const struct shape SHAPE_SET = SHAPE("EvidenceRules", set_fields);

static const struct field body_fields[] = {
    {.key = "judged_on", .type = FIELD_DATE, .flags = MUST},
    {.key = "rules", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SET},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ITEM},
};
static const struct shape SHAPE_BODY = SHAPE("EvidenceVerdict", body_fields);

/* evidence: null where no rules speak about the sheet. frozen: kept when the response was
 * submitted. */
static const struct field evidence_fields[] = {
    {.key = "frozen", .type = FIELD_BOOL, .flags = MUST},
    {.key = "evidence", .type = FIELD_OBJECT, .shape = &SHAPE_BODY},
};
const struct shape SHAPE_RESPONSE_EVIDENCE = SHAPE("ResponseEvidence", evidence_fields);

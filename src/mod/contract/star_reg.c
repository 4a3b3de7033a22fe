/* Which mark of the supply chain assessment scheme to ask of a firm: three questions of METI's
 * model (2025-04); one yes is ★4, three noes ★3, and other reasons may raise it. */
#include "mod/contract/contract_private.h"

static const char *const yes_no_keys[] = {"yes", "no", NULL};
static const struct option_set YES_NO = {"yes_no", yes_no_keys};
static const char *const star_result_keys[] = {"undecided", "star_3", "star_4", NULL};
static const struct option_set STAR_RESULT = {"star_result", star_result_keys};

static const struct field fields[] = {
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_INDEXED},
    {.key = "information", .type = FIELD_ENUM, .options = &YES_NO},
    {.key = "stop", .type = FIELD_ENUM, .options = &YES_NO},
    {.key = "access", .type = FIELD_ENUM, .options = &YES_NO},
    {.key = "raised", .type = FIELD_BOOL},
    {.key = "raised_reason", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "result",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &STAR_RESULT},
    {.key = "judged_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static const char *const questions[] = {"information", "stop", "access"};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

static const char *result_of(const json_t *record)
{
    int noes = 0;
    for (int i = 0; i < QUESTIONS; i++) {
        if (contract_is(record, questions[i], "yes"))
            return "star_4";
        noes += contract_is(record, questions[i], "no");
    }
    if (body_bool(record, "raised"))
        return "star_4";
    return noes == QUESTIONS ? "star_3" : "undecided";
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    if (body_bool(record->after, "raised") && body_text(record->after, "raised_reason") == NULL)
        problem_field(c->problem, "/raised_reason", "star_reason");
    json_object_set_new(record->after, "result", json_string(result_of(record->after)));
    contract_named_by(record, "supplier");
    return ERR_OK;
}

const struct reg_def REG_STAR_JUDGEMENTS = {
    .name = "star-judgements",
    .singular = "star_judgement",
    .schema = "StarJudgement",
    .table = "star_judgement",
    .prefix = "SJ",
    .scope = REG_ORG,
    .read = &PERM_ASK_READ,
    .create = &PERM_ASK_WRITE,
    .update = &PERM_ASK_WRITE,
    .remove = &PERM_ASK_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-judged_on",
    .check = check,
};

#include "base/limits.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_json.h"

#define RESPONSE_STATE_KEY(name, key) key,
static const char *const state_keys[] = {RESPONSE_STATE_LIST(RESPONSE_STATE_KEY) NULL};
static const char *const wanted_keys[] = {RESPONSE_STATE_LIST(RESPONSE_STATE_KEY) "open", NULL};
#undef RESPONSE_STATE_KEY
const struct option_set OPTIONS_RESPONSE_STATE = {"response_state", state_keys};
static const struct option_set OPTIONS_WANTED = {"response_wanted", wanted_keys};
static const char *const question_kinds[] = {"question", "evidence", NULL};
static const struct option_set OPTIONS_QUESTION = {"question_kind", question_kinds};
static const char *const respondent_kinds[] = {"unit", "supplier", "person", "site", NULL};
static const struct option_set OPTIONS_RESPONDENT = {"respondent_kind", respondent_kinds};

static const char *const notices[] = {"late", "soon", NULL};
static const struct option_set OPTIONS_NOTICE = {"response_notice", notices};

#define MUST FIELD_REQUIRED

/* ---- answers ---- */

static const struct field answer_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
    {.key = "na_reason", .type = FIELD_LONGTEXT},
    {.key = "comment", .type = FIELD_LONGTEXT},
    {.key = "score", .type = FIELD_INT},
    {.key = "by", .type = FIELD_REF},
    {.key = "guest", .type = FIELD_TEXT}, /* who answered without an account */
    {.key = "at", .type = FIELD_INSTANT},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_ANSWER = SHAPE("Answer", answer_fields);

static const struct field answer_body_fields[] = {
    {.key = "value", .type = FIELD_ANY},
    {.key = "na_reason", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "comment", .type = FIELD_LONGTEXT},
};
const struct shape SHAPE_ANSWER_BODY = SHAPE("AnswerBody", answer_body_fields);

/* What a guest is told of an answer: no score, nobody of ours. */
static const struct field guest_answer_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
    {.key = "na_reason", .type = FIELD_LONGTEXT},
    {.key = "comment", .type = FIELD_LONGTEXT},
    {.key = "guest", .type = FIELD_TEXT},
    {.key = "phone", .type = FIELD_BOOL, .flags = MUST}, /* taken down by telephone */
    {.key = "at", .type = FIELD_INSTANT},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_GUEST_ANSWER = SHAPE("GuestAnswer", guest_answer_fields);

#define ASKED_FIELDS                                           \
    {.key = "asked", .type = FIELD_INT, .flags = MUST},        \
        {.key = "answered", .type = FIELD_INT, .flags = MUST}, \
        {.key = "hidden", .type = FIELD_LIST, .flags = MUST},  \
    {                                                          \
        .key = "missing", .type = FIELD_LIST, .flags = MUST    \
    }
static const struct field saved_fields[] = {
    {.key = "answer", .type = FIELD_OBJECT, .shape = &SHAPE_ANSWER}, ASKED_FIELDS};
const struct shape SHAPE_ANSWER_SAVED = SHAPE("AnswerSaved", saved_fields);
static const struct field guest_saved_fields[] = {
    {.key = "answer", .type = FIELD_OBJECT, .shape = &SHAPE_GUEST_ANSWER}, ASKED_FIELDS};
const struct shape SHAPE_GUEST_SAVED = SHAPE("GuestAnswerSaved", guest_saved_fields);

static const struct field answer_history_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ANSWER},
};
const struct shape SHAPE_ANSWER_HISTORY = SHAPE("AnswerHistory", answer_history_fields);

static const struct field file_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "media_type", .type = FIELD_TEXT, .flags = MUST},
    {.key = "size", .type = FIELD_INT, .flags = MUST},
    {.key = "sha256", .type = FIELD_TEXT, .flags = MUST},
    {.key = "by", .type = FIELD_REF},
    {.key = "guest", .type = FIELD_TEXT},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
};
const struct shape SHAPE_ANSWER_FILE = SHAPE("AnswerFile", file_fields);

static const struct field copy_fields[] = {
    {.key = "items", .type = FIELD_LIST, .max = LIMIT_SHEET_ITEMS},
};
const struct shape SHAPE_COPY_BODY = SHAPE("CopyLastBody", copy_fields);

static const struct field copied_fields[] = {{.key = "copied", .type = FIELD_INT, .flags = MUST},
    {.key = "answers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ANSWER}, ASKED_FIELDS};
const struct shape SHAPE_COPIED = SHAPE("CopiedLast", copied_fields);
static const struct field guest_copied_fields[] = {
    {.key = "copied", .type = FIELD_INT, .flags = MUST},
    {.key = "answers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_GUEST_ANSWER},
    ASKED_FIELDS};
const struct shape SHAPE_GUEST_COPIED = SHAPE("GuestCopiedLast", guest_copied_fields);

/* ---- steps ---- */

static const struct field ask_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .max = 64},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_QUESTION},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST, .max = 2000},
};
static const struct shape SHAPE_ASK = SHAPE("QuestionBody", ask_fields);

static const struct field return_fields[] = {
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MUST, .max = 2000},
    {.key = "questions", .type = FIELD_LIST, .max = 200, .shape = &SHAPE_ASK},
};
const struct shape SHAPE_RETURN_BODY = SHAPE("ResponseReturnBody", return_fields);

static const struct field reply_fields[] = {
    {.key = "reply", .type = FIELD_LONGTEXT, .flags = MUST},
};
const struct shape SHAPE_REPLY_BODY = SHAPE("QuestionReplyBody", reply_fields);

static const struct field patch_fields[] = {
    {.key = "assignee", .type = FIELD_ID},
};
const struct shape SHAPE_RESPONSE_PATCH = SHAPE("ResponseAssign", patch_fields);

/* ---- responses ---- */

#define BRIEF_FIELDS                                                                               \
    {.key = "id", .type = FIELD_ID, .flags = MUST},                                                \
        {.key = "version", .type = FIELD_INT, .flags = MUST},                                      \
        {.key = "campaign", .type = FIELD_REF, .flags = MUST},                                     \
        {.key = "campaign_state",                                                                  \
            .type = FIELD_ENUM,                                                                    \
            .flags = MUST,                                                                         \
            .options = &OPTIONS_CAMPAIGN_STATE},                                                   \
        {.key = "period", .type = FIELD_PERIOD, .flags = MUST},                                    \
        {.key = "due", .type = FIELD_DATE, .flags = MUST},                                         \
        {.key = "overdue", .type = FIELD_BOOL, .flags = MUST},                                     \
        {.key = "days_left", .type = FIELD_INT, .flags = MUST},                                    \
        {.key = "notice", .type = FIELD_ENUM, .options = &OPTIONS_NOTICE},                         \
        {.key = "sheet_version", .type = FIELD_REF, .flags = MUST},                                \
        {.key = "respondent_kind",                                                                 \
            .type = FIELD_ENUM,                                                                    \
            .flags = MUST,                                                                         \
            .options = &OPTIONS_RESPONDENT},                                                       \
        {.key = "unit", .type = FIELD_REF, .flags = MUST},                                         \
        {.key = "respondent", .type = FIELD_REF}, /* one that is no unit: a supplier */            \
        {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_RESPONSE_STATE},   \
        {.key = "assignee", .type = FIELD_REF},                                                    \
        {.key = "asked", .type = FIELD_INT, .flags = MUST},                                        \
        {.key = "answered", .type = FIELD_INT, .flags = MUST},                                     \
        {.key = "submitted_at", .type = FIELD_INSTANT},                                            \
        {.key = "submitted_guest", .type = FIELD_TEXT},                                            \
        {.key = "submitted_by", .type = FIELD_REF}, {.key = "accepted_at", .type = FIELD_INSTANT}, \
        {.key = "accepted_by", .type = FIELD_REF},                                                 \
        {.key = "alone", .type = FIELD_BOOL, .flags = MUST},                                       \
        {.key = "returned_at", .type = FIELD_INSTANT}, {.key = "returned_by", .type = FIELD_REF},  \
        {.key = "return_reason", .type = FIELD_LONGTEXT}, {.key = "digest", .type = FIELD_TEXT},   \
    {                                                                                              \
        .key = "updated_at", .type = FIELD_INSTANT, .flags = MUST                                  \
    }

static const struct field brief_fields[] = {BRIEF_FIELDS};
const struct shape SHAPE_RESPONSE_BRIEF = SHAPE("ResponseBrief", brief_fields);

static const struct field may_fields[] = {
    {.key = "answer", .type = FIELD_BOOL, .flags = MUST},
    {.key = "submit", .type = FIELD_BOOL, .flags = MUST},
    {.key = "withdraw", .type = FIELD_BOOL, .flags = MUST},
    {.key = "accept", .type = FIELD_BOOL, .flags = MUST},
    {.key = "return", .type = FIELD_BOOL, .flags = MUST},
    {.key = "assign", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_MAY = SHAPE("ResponseMay", may_fields);

static const struct field spared_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
    {.key = "certificate", .type = FIELD_TEXT, .flags = MUST},
    {.key = "until", .type = FIELD_DATE, .flags = MUST},
};
static const struct shape SHAPE_SPARED = SHAPE("SparedItem", spared_fields);

static const struct field section_score_fields[] = {
    {.key = "section", .type = FIELD_TEXT, .flags = MUST},
    {.key = "n", .type = FIELD_INT, .flags = MUST},
    {.key = "missing", .type = FIELD_INT, .flags = MUST},
    {.key = "tenths", .type = FIELD_INT},
    {.key = "raw", .type = FIELD_NUM},
};
static const struct shape SHAPE_SECTION_SCORE = SHAPE("SectionScore", section_score_fields);

static const struct field scores_fields[] = {
    {.key = "sections", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SECTION_SCORE},
    {.key = "tenths", .type = FIELD_INT},
    {.key = "raw", .type = FIELD_NUM},
};
static const struct shape SHAPE_SCORES = SHAPE("ResponseScores", scores_fields);

static const struct field last_fields[] = {
    {.key = "campaign", .type = FIELD_REF, .flags = MUST},
    {.key = "period", .type = FIELD_PERIOD, .flags = MUST},
    {.key = "answers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ANSWER},
};
static const struct shape SHAPE_LAST = SHAPE("LastResponse", last_fields);

static const struct field supplement_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_TEXTS, .flags = MUST},
};
static const struct shape SHAPE_SUPPLEMENT = SHAPE("Supplement", supplement_fields);

static const struct field question_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "item", .type = FIELD_TEXT},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_QUESTION},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "asked_by", .type = FIELD_REF},
    {.key = "asked_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "reply", .type = FIELD_LONGTEXT},
    {.key = "replied_by", .type = FIELD_REF},
    {.key = "replied_guest", .type = FIELD_TEXT},
    {.key = "replied_at", .type = FIELD_INSTANT},
    {.key = "met", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_QUESTION = SHAPE("ResponseQuestion", question_fields);

static const struct field response_fields[] = {
    BRIEF_FIELDS,
    {.key = "may", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_MAY},
    {.key = "answers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ANSWER},
    {.key = "hidden", .type = FIELD_LIST, .flags = MUST},
    {.key = "spared", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SPARED},
    {.key = "missing", .type = FIELD_LIST, .flags = MUST},
    {.key = "scores", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SCORES},
    {.key = "last", .type = FIELD_OBJECT, .shape = &SHAPE_LAST},
    {.key = "supplements", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SUPPLEMENT},
    {.key = "questions", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_QUESTION},
    {.key = "files", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ANSWER_FILE},
};
const struct shape SHAPE_RESPONSE = SHAPE("Response", response_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_RESPONSE_BRIEF},
    {.key = "next", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
    {.key = "total", .type = FIELD_INT},
    {.key = "total_at_least", .type = FIELD_INT},
};
const struct shape SHAPE_RESPONSE_LIST = SHAPE("ResponseList", list_fields);

static const struct field query_fields[] = {
    {.key = "campaign", .type = FIELD_TEXT, .max = 64},
    {.key = "state", .type = FIELD_ENUM, .options = &OPTIONS_WANTED},
    {.key = "mine", .type = FIELD_BOOL},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "cursor", .type = FIELD_ID},
};
const struct shape SHAPE_RESPONSE_QUERY = SHAPE("ResponseQuery", query_fields);

static const struct field tasks_fields[] = {
    {.key = "to_answer", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_RESPONSE_BRIEF},
    {.key = "unassigned", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_RESPONSE_BRIEF},
    {.key = "to_review", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_RESPONSE_BRIEF},
};
const struct shape SHAPE_TASKS = SHAPE("Tasks", tasks_fields);

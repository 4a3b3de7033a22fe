/* The register of articles. */
#include "kernel/register/register_check.h"
#include "mod/knowledge/knowledge.h"
#include "mod/risk/risk.h"

static const struct perm READ = {"knowledge.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"knowledge.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const kind_keys[] = {
    "own_incident", "sign", "outside_incident", "threat", "solution", NULL};
static const struct option_set KIND = {"knowledge_kind", kind_keys};
static const char *const state_keys[] = {"draft", "published", "retired", NULL};
static const struct option_set STATE = {"knowledge_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KIND},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "threat_key",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_THREAT_KEY},
    {.key = "happened_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "summary", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "signs", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "cause", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "response", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "lessons", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 500},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_form_part parts[] = {{"content", "summary"}, {"keeping", "source"}};

static const struct reg_transition transitions[] = {
    {"draft", "publish", "published", &WRITE, false},
    {"published", "revise", "draft", &WRITE, false},
    {"published", "retire", "retired", &WRITE, true},
    {"retired", "publish", "published", &WRITE, false},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    if (reg_enters(record, "published") && body_text(record->after, "summary") == NULL)
        problem_field(c->problem, "/summary", "required");
    if (reg_enters(record, "published"))
        reg_fill_today(c, record, "reviewed_on");
    return ERR_OK;
}

const struct reg_def REG_KNOWLEDGE_ARTICLES = {
    .name = "knowledge-articles",
    .singular = "knowledge_article",
    .schema = "KnowledgeArticle",
    .table = "knowledge_article",
    .prefix = "KB",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "-reviewed_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};

static const struct reg_def *const registers[] = {&REG_KNOWLEDGE_ARTICLES};

const struct module module_knowledge = {
    .name = "knowledge", .registers = registers, .n_registers = 1};

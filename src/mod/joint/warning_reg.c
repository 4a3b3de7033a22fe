/* Notices of suspicious mails that one firm saw, for the others. What they say is written so that
 * nobody can open it from there, and stands as it was sent; which firm saw the mail is told to
 * nobody. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/register/register_check.h"
#include "mod/joint/joint_private.h"
#include "mod/joint/warning_rules.h"

enum { TEXT_MOST = 2000 };

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "looks",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = TEXT_MOST},
    {.key = "sender", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "links", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = TEXT_MOST},
    {.key = "todo", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .max = TEXT_MOST},
    {.key = "seen_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "seen_by", .type = FIELD_REF, .ref = "suppliers", .column = "seen_by_id"},
    {.key = "measure",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "joint-measures",
        .column = "measure_id"},
    {.key = "sent_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "sent_to", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = TEXT_MOST},
};

struct told {
    const char *key;
    size_t most;
};

/* Written otherwise it may have grown beyond what the field holds. */
static void tell(struct call *c, const struct reg_record *record, const struct told *told)
{
    const char *text = body_text(record->after, told->key);
    if (text == NULL)
        return;
    text = warning_defang(c, text);
    if (utf8_chars(text) > told->most)
        problem_field_limit(
            c->problem, mem_printf(c, "/%s", told->key), "too_long", (int64_t)told->most);
    json_object_set_new(record->after, told->key, json_string(text));
}

static enum err check(struct call *c, const struct reg_record *record)
{
    static const struct told told[] = {{"title", LIMIT_NAME}, {"looks", TEXT_MOST},
        {"sender", LIMIT_NAME}, {"links", TEXT_MOST}, {"todo", TEXT_MOST}};
    bool sent = body_text(record->after, "sent_on") != NULL;
    if (sent && record->change == REG_DELETE)
        return problem_set(c->problem, ERR_CONFLICT, "warning_sent");
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        if (sent && record->change == REG_UPDATE && reg_changes(record, told[i].key))
            problem_field(c->problem, mem_printf(c, "/%s", told[i].key), "warning_sent");
        else if (!sent)
            tell(c, record, &told[i]);
    return ERR_OK;
}

const struct reg_def REG_MAIL_WARNINGS = {
    .name = "mail-warnings",
    .singular = "mail_warning",
    .schema = "MailWarning",
    .table = "mail_warning",
    .prefix = "MW",
    .scope = REG_ORG,
    .read = &PERM_JOINT_READ,
    .create = &PERM_JOINT_WRITE,
    .update = &PERM_JOINT_WRITE,
    .remove = &PERM_JOINT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .check = check,
};

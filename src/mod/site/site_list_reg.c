/* The check list of a site: drafted by the head office, commented on by the site, agreed, and then
 * asked again and again. */
#include "mod/site/site_private.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/sheet_perm.h"

#include <string.h>

/* What the site itself says of its list. */
const struct perm PERM_SITE_AGREE = {"site.agree", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const state_keys[] = {"draft", "commenting", "agreed", "sent", NULL};
static const struct option_set STATE = {"site_list_state", state_keys};

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "site",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "sites",
        .column = "site_id"},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "comment", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "sheet_key",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED,
        .max = 80,
        .key_of = KEY_OF_SHEET},
    {.key = "sheet_no", .type = FIELD_INT, .flags = FIELD_READONLY, .max = 100000},
    {.key = "items", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_LISTED, .max = 5000},
    {.key = "untranslated", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_LISTED, .max = 5000},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_INDEXED},
    {.key = "answer_by", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "every_months", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 1, .max = 36},
    {.key = "campaign",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED,
        .max = 40,
        .key_of = KEY_OF_CAMPAIGN},
    {.key = "next_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_transition transitions[] = {
    {"draft", "ask", "commenting", &PERM_SITE_WRITE, false},
    {"commenting", "agree", "agreed", &PERM_SITE_AGREE, false},
    {"commenting", "object", "draft", &PERM_SITE_AGREE, true},
    {"agreed", "send", "sent", &PERM_SITE_WRITE, false},
    {"sent", "send_again", "sent", &PERM_SITE_WRITE, false},
    {"agreed", "redraft", "draft", &PERM_SITE_WRITE, true},
    {"sent", "redraft", "draft", &PERM_SITE_WRITE, true},
};

/* Sheets are the whole organisation's, this one of a site too. */
static enum err make(struct call *c, const struct reg_record *record, const json_t *site)
{
    struct site_list_made made;
    enum err e = call_needs_top(c, &PERM_SHEET_WRITE);
    if (e == ERR_OK)
        e = site_list_make(c, site, &made);
    if (e != ERR_OK)
        return e;
    json_object_set_new(record->after, "sheet_key", json_string(made.key));
    reg_fill_int(record, "sheet_no", made.no);
    reg_fill_int(record, "items", made.items);
    reg_fill_int(record, "untranslated", made.untranslated);
    return ERR_OK;
}

/* The same day so many months later; the last of a month that is shorter. */
static void fill_next(const struct reg_record *record)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    char text[DATE_TEXT_SIZE];
    struct date day;
    int months = (int)body_int(record->after, "every_months", 0);
    if (months == 0 || !date_parse(body_text(record->after, "answer_by"), &day))
        return;
    int at = day.year * 12 + day.month - 1 + months;
    day.year = at / 12;
    day.month = at % 12 + 1;
    if (day.day > days[day.month - 1])
        day.day = days[day.month - 1];
    date_format(day, text);
    json_object_set_new(record->after, "next_on", json_string(text));
}

static enum err send(struct call *c, const struct reg_record *record)
{
    const char *number = NULL;
    if (body_text(record->after, "period") == NULL)
        problem_field(c->problem, "/period", "required");
    if (body_text(record->after, "answer_by") == NULL)
        problem_field(c->problem, "/answer_by", "required");
    if (problem_check(c->problem) != ERR_OK)
        return ERR_OK;
    enum err e = site_list_send(c, record, &number);
    if (e != ERR_OK)
        return e;
    json_object_set_new(record->after, "campaign", json_string(number));
    fill_next(record);
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *site = NULL;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = site_of_record(c, record, &site);
    if (e != ERR_OK || site == NULL)
        return e;
    site_fill_name(record, site);
    if (record->action != NULL && strcmp(record->action, "object") == 0)
        json_object_set_new(record->after, "comment", json_string(record->reason));
    if (record->change == REG_CREATE || reg_enters(record, "commenting"))
        return make(c, record, site);
    return reg_enters(record, "sent") ? send(c, record) : ERR_OK;
}

static const char *const due_states[] = {"sent", NULL};
static const struct reg_due due = {"next_on", NULL, due_states};

const struct reg_def REG_SITE_CHECK_LISTS = {
    .name = "site-check-lists",
    .singular = "site_check_list",
    .schema = "SiteCheckList",
    .table = "site_check_list",
    .prefix = "SL",
    .scope = REG_BY_UNIT,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "next_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};

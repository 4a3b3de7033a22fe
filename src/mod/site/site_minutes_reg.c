/* Minutes of a site's committee: what they say of security is read by rule, what that counts in the
 * yearly check is confirmed by a person of the head office (mini-practice 8). */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/register/register_check.h"
#include "mod/site/site_follow.h"

#include <string.h>

static const char *const state_keys[] = {"proposed", "confirmed", NULL};
static const struct option_set STATE = {"site_minutes_state", state_keys};
static const char *const mark_keys[] = {"plus", "none", "minus", NULL};
const struct option_set OPTIONS_SITE_MARK = {"site_mark", mark_keys};
static const char *const basis_keys[] = {"minutes", "text", NULL};
static const struct option_set BASIS = {"site_basis", basis_keys};

enum { MINUTES_MOST = 60000, DAY_MINUTES = 1440 };

#define READ_BOOL(name)                                            \
    {                                                              \
        .key = (name), .type = FIELD_BOOL, .flags = FIELD_READONLY \
    }
#define MARK(name, in)                                                                  \
    {                                                                                   \
        .key = (name), .type = FIELD_ENUM, .flags = (in), .options = &OPTIONS_SITE_MARK \
    }
#define TIME(name)                                                                             \
    {                                                                                          \
        .key = (name), .type = FIELD_INT, .flags = FIELD_INDEXED, .min = 0, .max = DAY_MINUTES \
    }

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "site",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "sites",
        .column = "site_id"},
    {.key = "held_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "minutes",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = MINUTES_MOST},
    TIME("minutes_total"),
    TIME("minutes_security"),
    {.key = "basis", .type = FIELD_ENUM, .flags = FIELD_READONLY, .options = &BASIS},
    {.key = "share",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED,
        .max = 100},
    {.key = "mentions", .type = FIELD_INT, .flags = FIELD_READONLY, .max = 100000},
    READ_BOOL("explained"),
    READ_BOOL("nothing_said"),
    MARK("proposal", FIELD_READONLY),
    MARK("mark", FIELD_LISTED),
    {.key = "mark_reason", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 1000},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
};

static const struct reg_transition transitions[] = {
    {"proposed", "confirm", "confirmed", &PERM_SITE_WRITE, false},
    {"confirmed", "reopen", "proposed", &PERM_SITE_WRITE, true},
};

/* ---- reading ---- */

static enum err read(struct call *c, const struct reg_record *record)
{
    struct site_setting setting;
    struct site_words words;
    enum err e = site_setting_load(c, &setting);
    if (e != ERR_OK)
        return e;
    site_setting_words(c, &setting, &words);
    int64_t total = body_int(record->after, "minutes_total", -1);
    int64_t security = body_int(record->after, "minutes_security", -1);
    struct site_minutes_read read =
        site_minutes_read(utf8_fold(c, body_text(record->after, "minutes")), &words);
    int64_t share = site_minutes_share(&read, security, total);
    enum site_mark mark = site_minutes_mark(&read, share, setting.plus_share);
    bool timed = security >= 0 && total > 0;
    json_object_set_new(record->after, "basis", json_string(timed ? "minutes" : "text"));
    json_object_set_new(record->after, "explained", json_boolean(read.explained));
    json_object_set_new(record->after, "nothing_said", json_boolean(read.nothing));
    json_object_set_new(record->after, "proposal", json_string(mark_keys[mark]));
    reg_fill_int(record, "share", share);
    reg_fill_int(record, "mentions", read.mentions);
    return ERR_OK;
}

static bool differs(const struct reg_record *record)
{
    return strcmp(body_text(record->after, "mark"), body_text(record->after, "proposal")) != 0;
}

/* Whoever marks otherwise than the rule says why. */
static enum err check_confirmed(struct call *c, const struct reg_record *record)
{
    if (body_text(record->after, "mark") == NULL)
        problem_field(c->problem, "/mark", "required");
    else if (differs(record) && body_text(record->after, "mark_reason") == NULL)
        problem_field(c->problem, "/mark_reason", "required");
    json_object_set_new(record->after, "confirmed_on", json_null());
    reg_fill_today(c, record, "confirmed_on");
    return problem_check(c->problem) != ERR_OK ? ERR_OK : site_talk_propose(c, record);
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *site = NULL;
    const char *was = body_text(record->before, "state");
    bool confirmed = was != NULL && strcmp(was, "confirmed") == 0;
    if (confirmed && record->change != REG_TRANSITION)
        return problem_set(c->problem, ERR_CONFLICT, "site_minutes_confirmed");
    bool marked = body_text(record->before, "mark") != NULL ||
                  (record->change <= REG_UPDATE && body_text(record->after, "mark") != NULL);
    if ((marked || record->change == REG_TRANSITION) &&
        !site_from_above(c, &PERM_SITE_WRITE, record->unit_path))
        return problem_set(c->problem, ERR_FORBIDDEN, "site_from_above");
    if (record->change == REG_DELETE)
        return ERR_OK;
    reg_check_at_most(c, record, "minutes_security", "minutes_total");
    enum err e = record->change == REG_CREATE ? site_of_record(c, record, &site) : ERR_OK;
    if (e == ERR_OK && record->change <= REG_UPDATE && body_text(record->after, "minutes") != NULL)
        e = read(c, record);
    if (e == ERR_OK && record->change == REG_TRANSITION && !confirmed)
        e = check_confirmed(c, record);
    return e;
}

const struct reg_def REG_SITE_MINUTES = {
    .name = "site-minutes",
    .singular = "site_minutes",
    .schema = "SiteMinutes",
    .table = "site_minutes",
    .prefix = "SM",
    .scope = REG_BY_UNIT,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_AGREE,
    .update = &PERM_SITE_AGREE,
    .remove = &PERM_SITE_AGREE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-held_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};

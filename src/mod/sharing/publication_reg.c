/* Whether something is published: a case, or a stop that is no attack – the silence on one breeds
 * rumours, too. The management decides, by a round of approval; the text holds nothing that is
 * marked above TLP:CLEAR in the case. The program publishes nothing itself.
 *
 * A case that is kept to readers of its own is not named here: a decision on it would tell of it to
 * who decides. One that comes to be kept so takes its decisions with it, as they stand. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register_check.h"
#include "mod/incident/incident.h"
#include "mod/marking/marking.h"
#include "mod/sharing/sharing_private.h"

#include <string.h>

static const char *const kind_keys[] = {"attack", "suspected", "failure", "other", NULL};
static const struct option_set KINDS = {"publication_kind", kind_keys};
static const char *const decision_keys[] = {"publish", "not_publish", NULL};
static const struct option_set DECISIONS = {"publication_choice", decision_keys};
static const char *const state_keys[] = {"draft", "decided", "published", "withdrawn", NULL};
static const struct option_set STATES = {"publication_state", state_keys};

enum { TEXT_MOST = 8000 };

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "incident", .type = FIELD_TEXT, .flags = FIELD_INDEXED | FIELD_LISTED, .max = 32},
    {.key = "happened_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "drill", .type = FIELD_BOOL, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "outline", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "decision",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &DECISIONS},
    {.key = "reason",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = LIMIT_NOTE},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = TEXT_MOST},
    {.key = "text_en", .type = FIELD_LONGTEXT, .max = TEXT_MOST},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "decided_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "place", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_LINE},
    {.key = "published_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
};

static const struct reg_form_part parts[] = {{"decision", "decision"}, {"published", "decided_on"}};

static const struct reg_transition transitions[] = {
    {"draft", "decide", "decided", &PERM_SHARING_DECIDE, false},
    {"decided", "publish", "published", &PERM_SHARING_WRITE, false},
    {"decided", "revise", "draft", &PERM_SHARING_WRITE, true},
    {"draft", "withdraw", "withdrawn", &PERM_SHARING_WRITE, true},
    {"decided", "withdraw", "withdrawn", &PERM_SHARING_WRITE, true},
};

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

/* ---- its case ---- */

/* Whoever decides may not run cases: what follows from the case is the program's to look up. */
static enum err look(struct call *c, const char *number, struct reg_record *ret_incident)
{
    const struct who *who = c->who;
    struct who *all = mem_new(c, struct who);
    *all = *who;
    all->system = true;
    c->who = all;
    enum err e = reg_look(c, &REG_INCIDENTS, number, ret_incident);
    c->who = who;
    return e;
}

/* Not kept to readers of its own, and nobody shuts it meanwhile. */
static enum err is_open(struct call *c, const char *number)
{
    struct incident_kept kept;
    enum err e = incident_kept_of(c, number, &kept);
    return e == ERR_OK && kept.secret ? problem_set(c->problem, ERR_CONFLICT, "publication_secret")
                                      : e;
}

/* Named by who may read it. */
static enum err may_name(struct call *c, const struct reg_record *record, const char *number)
{
    struct incident_seen *seen = NULL;
    size_t n = 0;
    int64_t id = 0;
    enum err e = reader_lock(c);
    if (e == ERR_OK && record->change != REG_CREATE && !reg_changes(record, "incident"))
        return is_open(c, number);
    if (e == ERR_OK)
        e = reg_find(c, &REG_INCIDENTS, number, &id);
    if (e == ERR_OK)
        e = incident_seen_of(c, &id, 1, &seen, &n);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && n == 0)) {
        problem_field(c->problem, "/incident", "reference");
        return problem_check(c->problem);
    }
    if (e == ERR_OK && seen[0].secret)
        return problem_set(c->problem, ERR_CONFLICT, "publication_secret");
    return e;
}

static enum err marked_check(
    struct call *c, const struct reg_record *record, const struct reg_record *incident)
{
    const struct marking_text texts[] = {
        {.pointer = "/text", .text = body_text(record->after, "text")},
        {.pointer = "/text_en", .text = body_text(record->after, "text_en")},
    };
    const struct marking_release release = {
        .tlp = TLP_CLEAR, .texts = texts, .n_texts = sizeof texts / sizeof texts[0], .all = true};
    struct marking_set set;
    enum err e = marking_load(c, incident->id, &set);
    return e == ERR_OK ? marking_check(c, &set, &release) : e;
}

static enum err case_check(struct call *c, const struct reg_record *record)
{
    struct reg_record incident;
    const char *number = body_text(record->after, "incident");
    if (number == NULL) {
        json_object_set_new(record->after, "drill", json_false());
        return ERR_OK;
    }
    enum err e = may_name(c, record, number);
    if (e == ERR_OK)
        e = look(c, number, &incident);
    if (e == ERR_NOT_FOUND) /* deleted since: what was marked in it is not known any more */
        return problem_set(c->problem, ERR_CONFLICT, "publication_case_gone");
    if (e != ERR_OK)
        return e;
    json_object_set(record->after, "incident", json_object_get(incident.after, "number"));
    json_object_set_new(record->after, "drill", json_boolean(body_bool(incident.after, "drill")));
    return marked_check(c, record, &incident);
}

/* ---- checks ---- */

static enum err fixed_check(struct call *c, const struct reg_record *record)
{
    static const char *const decided[] = {
        "kind", "incident", "happened_on", "outline", "decision", "reason", "text", "text_en"};
    bool touched = record->change == REG_DELETE;
    if (record->before == NULL || is(record->before, "state", "draft"))
        return ERR_OK;
    for (size_t i = 0; record->change == REG_UPDATE && i < sizeof decided / sizeof decided[0]; i++)
        touched = touched || reg_changes(record, decided[i]);
    return touched ? problem_set(c->problem, ERR_CONFLICT, "publication_decided") : ERR_OK;
}

static enum err publish_check(struct call *c, const struct reg_record *record)
{
    if (!is(record->after, "decision", "publish"))
        return problem_set(c->problem, ERR_CONFLICT, "publication_not");
    if (reg_absent(json_object_get(record->after, "place")))
        problem_field(c->problem, "/place", "required");
    reg_fill_today(c, record, "published_on");
    return case_check(c, record);
}

static enum err transition_check(struct call *c, const struct reg_record *record)
{
    if (reg_enters(record, "published"))
        return publish_check(c, record);
    if (reg_enters(record, "decided")) {
        reg_fill_today(c, record, "decided_on");
        return case_check(c, record);
    }
    if (reg_enters(record, "draft"))
        json_object_set_new(record->after, "decided_on", json_null());
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    bool decide = record->change == REG_TRANSITION && strcmp(record->action, "decide") == 0;
    enum err e = ERR_OK;
    if (!record->decided)
        e = call_needs_top(c, decide ? &PERM_SHARING_DECIDE : &PERM_SHARING_WRITE);
    if (e == ERR_OK)
        e = fixed_check(c, record);
    if (e != ERR_OK || record->change == REG_DELETE || record->change == REG_RESTORE)
        return e;
    if (is(record->after, "decision", "publish") &&
        reg_absent(json_object_get(record->after, "text")))
        problem_field(c->problem, "/text", "required");
    return record->change == REG_TRANSITION ? transition_check(c, record) : case_check(c, record);
}

/* The case's timeline tells what was decided, and that it was published. */
static enum err apply(struct call *c, const struct reg_record *record)
{
    struct reg_record incident;
    const char *number = body_text(record->after, "incident");
    const char *line = reg_enters(record, "decided")       ? "publication.line.decided"
                       : !reg_enters(record, "published")  ? NULL
                       : body_bool(record->after, "drill") ? "publication.line.drill"
                                                           : "publication.line.published";
    if (record->change != REG_TRANSITION || number == NULL || line == NULL)
        return ERR_OK;
    const struct msg_arg args[] = {{"number", body_text(record->after, "number")},
        {"title", body_text(record->after, "title")},
        {"decision", msg_get(c->org.lang, mem_printf(c, "enum.publication_choice.%s",
                                              body_text(record->after, "decision")))},
        {"reason", body_text(record->after, "reason")},
        {"place", body_text(record->after, "place")}};
    enum err e = look(c, number, &incident);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e != ERR_OK)
        return e;
    return incident_tell(c, &incident,
        reg_enters(record, "decided") ? INCIDENT_TOLD_DECISION : INCIDENT_TOLD_OUTSIDE,
        msg_format(c, c->org.lang, line, args, 5));
}

/* ---- the case's readers ---- */

static enum err follow(struct call *c, const char *number, const struct readers *now)
{
    int64_t ids[LIMIT_RECORD_ITEMS];
    int64_t after = 0;
    size_t n = 0;
    enum err e = ERR_OK;
    do {
        e = publication_store_of_case(c, number, after, LIMIT_RECORD_ITEMS, ids, &n);
        for (size_t i = 0; e == ERR_OK && i < n; i++)
            e = reg_readers_follow(c, &REG_PUBLICATION_DECISIONS, after = ids[i], now, number);
    } while (e == ERR_OK && n == LIMIT_RECORD_ITEMS);
    return e;
}

static enum err readers(struct call *c, const struct reg_def *def, int64_t id,
    const struct uuid *uid, const struct readers *before)
{
    const char *number = NULL;
    (void)uid;
    (void)before;
    if (def != &REG_INCIDENTS)
        return ERR_OK;
    struct readers *now = mem_new(c, struct readers);
    enum err e = reader_read(c, def->singular, id, now);
    if (e == ERR_OK)
        e = incident_number_of(c, id, &number);
    return e == ERR_OK && number != NULL ? follow(c, number, now) : e;
}

const struct reg_watch publication_watch = {.readers = readers};

const struct reg_def REG_PUBLICATION_DECISIONS = {
    .name = "publication-decisions",
    .singular = "publication_decision",
    .schema = "PublicationDecision",
    .table = "publication_decision",
    .prefix = "PB",
    .scope = REG_ORG,
    .read = &PERM_SHARING_READ,
    .create = &PERM_SHARING_WRITE,
    .update = &PERM_SHARING_WRITE,
    .remove = &PERM_SHARING_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .readers = true, /* one on a case has the case's */
    .readers_taken = true,
    .default_sort = "-happened_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
    .apply = apply,
};

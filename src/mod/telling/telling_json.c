/* Shapes, and how texts and recipients are written. */
#include "base/limits.h"
#include "kernel/auth/me.h"
#include "mod/marking/marking.h"
#include "mod/telling/telling_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

#define KEY(name, key) key,
static const char *const audience_keys[] = {AUDIENCE_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_TELLING_AUDIENCE = {"telling_audience", audience_keys};
static const char *const state_keys[] = {"draft", "sent", NULL};
static const struct option_set STATE = {"telling_state", state_keys};
static const char *const source_keys[] = {"contact", "supplier", "partner", "free", NULL};
static const struct option_set SOURCE = {"told_source", source_keys};
static const char *const way_keys[] = {"link", "phone", "email", "meeting", "other", NULL};
static const struct option_set WAY = {"told_way", way_keys};
static const struct option_set WAY_BY_HAND = {"told_way", way_keys + 1};

#define AUDIENCE                                                        \
    {                                                                   \
        .key = "audience", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, \
        .options = &OPTIONS_TELLING_AUDIENCE                            \
    }

/* ---- recipients ---- */

static const struct field told_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "source", .type = FIELD_ENUM, .flags = MUST, .options = &SOURCE},
    {.key = "record", .type = FIELD_ID, .flags = MAYBE},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "person", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "address", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "bounced", .type = FIELD_BOOL, .flags = MUST}, /* the address takes no mail */
    {.key = "impact", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MAYBE}, /* of one; lists have none */
    {.key = "by_mail", .type = FIELD_BOOL, .flags = MUST},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "reminders", .type = FIELD_INT, .flags = MUST},
    {.key = "reminded_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "confirmed_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "way", .type = FIELD_ENUM, .flags = MAYBE, .options = &WAY},
    {.key = "confirmed_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
const struct shape SHAPE_TOLD = SHAPE("CaseTold", told_fields);

static const struct field told_new_fields[] = {
    {.key = "list", .type = FIELD_REF, .ref = "contact-lists"},
    {.key = "contacts", .type = FIELD_LIST, .max = LIMIT_TOLD},
    {.key = "suppliers", .type = FIELD_LIST, .max = LIMIT_TOLD},
    {.key = "partners", .type = FIELD_LIST, .max = LIMIT_TOLD},
    {.key = "coupled", .type = FIELD_BOOL}, /* all partners that are tightly coupled */
    {.key = "name", .type = FIELD_TEXT, .min = 1, .max = LIMIT_NAME},
    {.key = "person", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "address", .type = FIELD_TEXT, .max = 254},
    {.key = "impact", .type = FIELD_LONGTEXT, .max = TELLING_IMPACT_MOST},
};
const struct shape SHAPE_TOLD_NEW = SHAPE("CaseToldNew", told_new_fields);

static const struct field added_fields[] = {
    {.key = "added", .type = FIELD_INT, .flags = MUST},
    {.key = "there", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_TOLD_ADDED = SHAPE("CaseToldAdded", added_fields);

static const struct field told_body_fields[] = {
    {.key = "person", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "address", .type = FIELD_TEXT, .max = 254},
    {.key = "impact", .type = FIELD_LONGTEXT, .max = TELLING_IMPACT_MOST},
};
const struct shape SHAPE_TOLD_BODY = SHAPE("CaseToldBody", told_body_fields);

static const struct field confirm_fields[] = {
    {.key = "way", .type = FIELD_ENUM, .flags = MUST, .options = &WAY_BY_HAND},
    {.key = "confirmed_by", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = LIMIT_LABEL},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_LINE},
};
const struct shape SHAPE_TOLD_CONFIRM = SHAPE("CaseToldConfirmation", confirm_fields);

void told_write(struct jw *w, const struct told *told, bool bounced)
{
    static const struct uuid none = {0};
    char uid[UUID_TEXT_SIZE];
    uuid_format(&told->record, uid);
    jw_obj_begin(w);
    jw_kint(w, "no", told->no);
    jw_kstr(w, "source", told->source);
    jw_kstr(w, "record", memcmp(&told->record, &none, sizeof none) == 0 ? NULL : uid);
    jw_kstr(w, "name", told->name);
    jw_kstr(w, "person", told->person);
    jw_kstr(w, "address", told->address);
    jw_kbool(w, "bounced", bounced);
    jw_kstr(w, "impact", told->impact);
    jw_kstr(w, "text", told->text);
    jw_kbool(w, "by_mail", told->by_mail);
    jw_kinstant(w, "sent_at", told->sent_ms);
    jw_kint(w, "reminders", told->reminders);
    jw_kinstant(w, "reminded_at", told->reminded_ms);
    jw_kinstant(w, "confirmed_at", told->confirmed_ms);
    jw_kstr(w, "way", told->way);
    jw_kstr(w, "confirmed_by", told->confirmed_by);
    jw_kstr(w, "note", told->note);
    jw_obj_end(w);
}

/* ---- texts ---- */

static const struct field telling_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    AUDIENCE,
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LANGUAGE},
    {.key = "subject", .type = FIELD_TEXT, .flags = MUST},
    {.key = "body", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &STATE},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "sent_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "n_to", .type = FIELD_INT, .flags = MUST},
    {.key = "n_unsent", .type = FIELD_INT, .flags = MUST},
    {.key = "n_unconfirmed", .type = FIELD_INT, .flags = MUST},
    {.key = "to", /* of one; lists have none */
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_TOLD,
        .max = LIMIT_TOLD},
};
const struct shape SHAPE_TELLING = SHAPE("CaseTelling", telling_fields);

static const struct field body_fields[] = {
    AUDIENCE,
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LANGUAGE},
    {.key = "subject", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = LIMIT_NAME},
    {.key = "body", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = TELLING_BODY_MOST},
};
const struct shape SHAPE_TELLING_BODY = SHAPE("CaseTellingBody", body_fields);

void telling_write(
    struct jw *w, const struct telling *telling, const struct told *told, size_t n, const bool *bad)
{
    jw_obj_begin(w);
    jw_kint(w, "no", telling->no);
    jw_kstr(w, "audience", telling->audience);
    jw_kstr(w, "tlp", telling->tlp);
    jw_kstr(w, "lang", telling->lang);
    jw_kstr(w, "subject", telling->subject);
    jw_kstr(w, "body", telling->body);
    jw_kstr(w, "state", telling->state);
    jw_kint(w, "version", telling->version);
    jw_kinstant(w, "updated_at", telling->updated_ms);
    jw_kstr(w, "by", telling->by_name);
    jw_kinstant(w, "sent_at", telling->sent_ms);
    jw_kstr(w, "sent_by", telling->sent_name);
    jw_kint(w, "n_to", telling->n_to);
    jw_kint(w, "n_unsent", telling->n_unsent);
    jw_kint(w, "n_unconfirmed", telling->n_unconfirmed);
    jw_key(w, "to");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        told_write(w, &told[i], bad[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

/* ---- the board ---- */

static const struct field ref_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_OWNER = SHAPE("TellingPerson", ref_fields);

void telling_ref_write(struct jw *w, const char *key, const struct telling_ref *ref)
{
    char uid[UUID_TEXT_SIZE];
    jw_key(w, key);
    if (ref->name == NULL) {
        jw_null(w);
        return;
    }
    uuid_format(&ref->uid, uid);
    jw_obj_begin(w);
    jw_kstr(w, "id", uid);
    jw_kstr(w, "number", ref->number);
    jw_kstr(w, "name", ref->name);
    jw_obj_end(w);
}

static const struct field clock_fields[] = {
    AUDIENCE,
    {.key = "due", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "first_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "late", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_CLOCK = SHAPE("TellingClock", clock_fields);

static const struct field board_fields[] = {
    {.key = "mail", .type = FIELD_BOOL, .flags = MUST}, /* emails can be sent from here */
    {.key = "drill", .type = FIELD_BOOL, .flags = MUST},
    {.key = "judged_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "owner", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_OWNER},
    {.key = "own_owner", .type = FIELD_BOOL, .flags = MUST}, /* named for this case */
    {.key = "clocks", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CLOCK},
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_TELLING,
        .max = LIMIT_TELLINGS},
};
const struct shape SHAPE_TELLINGS = SHAPE("CaseTellings", board_fields);

static const struct field owner_fields[] = {
    {.key = "owner", .type = FIELD_REF, .flags = MUST, .ref = "people"},
};
const struct shape SHAPE_TELLING_OWNER = SHAPE("CaseTellingOwner", owner_fields);

static const struct field sent_fields[] = {
    {.key = "sent", .type = FIELD_INT, .flags = MUST},    /* by email */
    {.key = "would", .type = FIELD_INT, .flags = MUST},   /* had it been no drill */
    {.key = "by_hand", .type = FIELD_INT, .flags = MUST}, /* who has no address that works */
};
const struct shape SHAPE_TELLING_SENT = SHAPE("CaseTellingSent", sent_fields);

/* ---- who waits, on the first page ---- */

static const struct field open_one[] = {
    {.key = "incident", .type = FIELD_TEXT, .flags = MUST},
    {.key = "incident_title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "subject", .type = FIELD_TEXT, .flags = MUST},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "n_unsent", .type = FIELD_INT, .flags = MUST},
    {.key = "n_unconfirmed", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_OPEN_ONE = SHAPE("OpenTelling", open_one);
static const struct field open_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_OPEN_ONE,
        .max = LIMIT_OPEN_TELLINGS},
};
const struct shape SHAPE_TELLINGS_OPEN = SHAPE("OpenTellings", open_fields);

/* ---- the rule ---- */

enum { HOURS_MOST = 24 * 30, MINUTES_MOST = 60 * HOURS_MOST };
static const struct field rule_fields[] = {
    {.key = "close_minutes", .type = FIELD_INT, .flags = MUST, .min = 1, .max = MINUTES_MOST},
    {.key = "partner_minutes", .type = FIELD_INT, .flags = MUST, .min = 1, .max = MINUTES_MOST},
    {.key = "remind_hours", .type = FIELD_INT, .flags = MUST, .min = 1, .max = HOURS_MOST},
    {.key = "reminders", .type = FIELD_INT, .flags = MUST, .max = LIMIT_TELLING_REMINDERS},
    {.key = "owner", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_OWNER},
};
const struct shape SHAPE_TELLING_RULE = SHAPE("TellingRule", rule_fields);
static const struct field rule_body_fields[] = {
    {.key = "close_minutes", .type = FIELD_INT, .flags = MUST, .min = 1, .max = MINUTES_MOST},
    {.key = "partner_minutes", .type = FIELD_INT, .flags = MUST, .min = 1, .max = MINUTES_MOST},
    /* without: as they are */
    {.key = "remind_hours", .type = FIELD_INT, .min = 1, .max = HOURS_MOST},
    {.key = "reminders", .type = FIELD_INT, .max = LIMIT_TELLING_REMINDERS},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
};
const struct shape SHAPE_TELLING_RULE_BODY = SHAPE("TellingRuleBody", rule_body_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_TEMPLATE_STARTER_MADE = SHAPE("TellingTemplatesMade", made_fields);

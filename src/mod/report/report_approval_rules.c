#include "mod/report/report_approval_rules.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct sheet {
    const void *ctx;
    const char *ja; /* that of the issue */
    const json_t *round;
    const char *zone;
    json_t *blocks;
};

json_t *draft_round_at_once(const struct report_issue *issue, const char *reason, bool alone)
{
    char at[INSTANT_TEXT_SIZE];
    instant_format(issue->approved_ms, at);
    json_t *approver =
        json_pack("{s:s, s:s}", "name", issue->approver.name, "post", issue->approver.post);
    json_t *seat = json_pack("{s:O, s:o, s:s, s:s, s:s, s:s?}", "person", approver, "by", approver,
        "decision", "approve", "capacity", "self", "decided_at", at, "comment", reason);
    json_t *step =
        json_pack("{s:s, s:s, s:s, s:[o]}", "name", msg_get("ja", "approval.step.default"),
            "name_en", msg_get("en", "approval.step.default"), "need", "all", "seats", seat);
    return json_pack("{s:{s:s, s:s}, s:b, s:[o], s:[]}", "drafter", "name", issue->author.name,
        "post", issue->author.post, "alone", alone, "steps", step, "events");
}

/* ---- texts ---- */

static struct report_person person_of(const json_t *json)
{
    const char *name = body_text(json, "name");
    const char *post = body_text(json, "post");
    return (struct report_person){name == NULL ? "" : name, post == NULL ? "" : post};
}

static json_t *person_texts(const struct sheet *s, const json_t *json)
{
    if (!json_is_object(json))
        return draft_message("report.approval.by_itself");
    return draft_texts(report_person_text(s->ctx, "ja", person_of(json)),
        report_person_text(s->ctx, "en", person_of(json)));
}

static bool day_of(const struct sheet *s, const json_t *json, const char *key, struct date *ret_day)
{
    int64_t ms = 0;
    const char *text = body_text(json, key);
    return text != NULL && instant_parse(text, &ms) && clock_day_in_zone(ms, s->zone, ret_day);
}

static json_t *day_cell(const struct sheet *s, const json_t *json, const char *key)
{
    struct date day;
    char text[DATE_TEXT_SIZE];
    if (!day_of(s, json, key, &day))
        return json_null();
    date_format(day, text);
    return json_string(text);
}

static json_t *text_cell(const json_t *json, const char *key)
{
    const char *text = body_text(json, key);
    return text == NULL ? json_string("") : json_string(text);
}

/* ---- what was asked ---- */

static void fact_row(json_t *table, const char *label, json_t *value)
{
    if (value == NULL)
        return;
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_message(label));
    json_array_append_new(cells, value);
}

static json_t *plain(const json_t *json, const char *key)
{
    const char *text = body_text(json, key);
    return text == NULL || text[0] == '\0' ? NULL : json_string(text);
}

static json_t *day_text(const struct sheet *s, const char *key)
{
    struct date day;
    if (!day_of(s, s->round, key, &day))
        return NULL;
    return draft_texts(report_date_long(s->ctx, s->ja, day), report_date_long(s->ctx, "en", day));
}

static json_t *named(const json_t *json)
{
    const char *name = body_text(json, "name");
    return name == NULL ? NULL : draft_texts(name, body_text(json, "name_en"));
}

static void facts_write(const struct sheet *s)
{
    json_t *table = draft_table(s->blocks, NULL, NULL);
    draft_column(table, "report.approval.fact", "text", 1.2);
    draft_column(table, "report.approval.value", "text", 4);
    fact_row(table, "report.approval.number", plain(s->round, "number"));
    fact_row(table, "report.approval.route", named(json_object_get(s->round, "route")));
    fact_row(
        table, "report.approval.drafter", person_texts(s, json_object_get(s->round, "drafter")));
    fact_row(table, "report.approval.sent_at", day_text(s, "sent_at"));
    fact_row(table, "report.approval.note", plain(s->round, "note"));
    fact_row(table, "report.approval.digest", plain(s->round, "digest"));
}

/* ---- who decided ---- */

static bool is(const json_t *json, const char *key, const char *value)
{
    const char *text = body_text(json, key);
    return text != NULL && strcmp(text, value) == 0;
}

/* Who decided, and in whose place. */
static json_t *decider(const struct sheet *s, const json_t *seat)
{
    const char *id = is(seat, "capacity", "deputy")      ? "report.approval.deputy"
                     : is(seat, "capacity", "escalated") ? "report.approval.escalated"
                                                         : NULL;
    const json_t *by = json_object_get(seat, "by");
    const json_t *person = json_object_get(seat, "person");
    if (!json_is_object(by) || id == NULL)
        return person_texts(s, json_is_object(by) ? by : person);
    const struct draft_arg args[] = {
        {.name = "by",
            .ja = report_person_text(s->ctx, "ja", person_of(by)),
            .en = report_person_text(s->ctx, "en", person_of(by))},
        {.name = "person", .ja = person_of(person).name},
    };
    return draft_format(s->ctx, id, args, COUNT(args));
}

static void seat_row(const struct sheet *s, json_t *table, const json_t *step, const json_t *seat)
{
    bool approved = is(seat, "decision", "approve");
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, named(step));
    json_array_append_new(cells, decider(s, seat));
    json_array_append_new(cells,
        draft_state(mem_printf(s->ctx, "enum.approval_decision.%s", body_text(seat, "decision")),
            approved ? "good" : "neutral"));
    json_array_append_new(cells, day_cell(s, seat, "decided_at"));
    json_array_append_new(cells, text_cell(seat, "comment"));
}

/* Those whom nobody needed any more are left out. */
static bool counts(const json_t *step, const json_t *seat)
{
    return !is(seat, "decision", "none") ||
           (is(step, "need", "all") && !body_bool(seat, "escalated"));
}

static void approvers_write(const struct sheet *s)
{
    size_t i, k;
    const json_t *step, *seat;
    json_t *table = draft_table(s->blocks, "report.approval.approvers",
        body_bool(s->round, "alone") ? "report.approval.alone" : NULL);
    draft_column(table, "report.approval.step", "text", 1.1);
    draft_column(table, "report.approval.person", "text", 2);
    draft_column(table, "report.approval.decision", "state", 0.8);
    draft_column(table, "report.approval.on", "date", 0.9);
    draft_column(table, "report.approval.comment", "text", 2.4);
    json_array_foreach(json_object_get(s->round, "steps"), i, step)
    {
        json_array_foreach(json_object_get(step, "seats"), k, seat)
        {
            if (counts(step, seat))
                seat_row(s, table, step, seat);
        }
    }
}

/* ---- what happened on the way ---- */

static void history_write(const struct sheet *s)
{
    size_t i;
    const json_t *event;
    const json_t *events = json_object_get(s->round, "events");
    if (json_array_size(events) == 0) {
        draft_paragraph(s->blocks, "small", draft_message("report.approval.at_once"));
        return;
    }
    json_t *table = draft_table(s->blocks, "report.approval.history", NULL);
    draft_column(table, "report.approval.on", "date", 0.9);
    draft_column(table, "report.approval.what", "text", 1.1);
    draft_column(table, "report.approval.person", "text", 2);
    draft_column(table, "report.approval.comment", "text", 3.2);
    json_array_foreach(events, i, event)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, day_cell(s, event, "at"));
        json_array_append_new(cells,
            draft_message(mem_printf(s->ctx, "enum.approval_event.%s", body_text(event, "kind"))));
        json_array_append_new(cells, person_texts(s, json_object_get(event, "person")));
        json_array_append_new(cells, text_cell(event, "comment"));
    }
}

void draft_approval_sheet(const void *ctx, json_t *doc, const json_t *round, const char *zone)
{
    json_t *section = json_pack("{s:s, s:o, s:b, s:[]}", "key", "approval", "heading",
        draft_message("report.approval.heading"), "own_page", 1, "blocks");
    json_array_append_new(json_object_get(doc, "sections"), section);
    const struct sheet s = {.ctx = ctx,
        .ja = report_doc_by_era(doc) ? REPORT_JA_ERA : "ja",
        .round = round,
        .zone = zone,
        .blocks = json_object_get(section, "blocks")};
    facts_write(&s);
    approvers_write(&s);
    history_write(&s);
}

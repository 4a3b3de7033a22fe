/* What is said of a decision: lines of the timeline, entries of the history, notices. A notice says
 * the number of the case and nothing else of it, as mails are read by others. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "mod/incident/incident.h"
#include "mod/ruling/ruling_private.h"

#include <inttypes.h>
#include <string.h>

const struct notice_kind ruling_notices[RULING_NOTICES] = {
    [RULING_TOLD_ASKED] = {.name = "ruling_asked", .usual = NOTICE_NOW},
    [RULING_TOLD_OPINION] = {.name = "ruling_opinion", .usual = NOTICE_NOW},
    [RULING_TOLD_ENDED] = {.name = "ruling_ended", .usual = NOTICE_NOW},
    [RULING_TOLD_REVIEW] = {.name = "ruling_review", .usual = NOTICE_NOW},
    [RULING_TOLD_LATE] = {.name = "ruling_late", .usual = NOTICE_NOW},
    [RULING_TOLD_HEARD] = {.name = "ruling_heard", .usual = NOTICE_NOW},
};

/* ---- the timeline ---- */

enum { ARGS = 8 };
struct words {
    struct msg_arg args[ARGS];
    size_t n;
};

static void say(struct words *words, const char *name, const char *value)
{
    words->args[words->n++] = (struct msg_arg){name, value == NULL ? "" : value};
}

static const char *label(struct call *c, const char *set, const char *key)
{
    return msg_get(c->org.lang, mem_printf(c, "enum.%s.%s", set, key));
}

static struct words begin(struct call *c, const struct ruling *ruling)
{
    struct words words = {.n = 0};
    say(&words, "no", mem_printf(c, "%" PRId64, ruling->no));
    return words;
}

static enum err line(
    struct call *c, const struct reg_record *incident, const char *id, const struct words *words)
{
    const char *text = msg_format(c, c->org.lang, id, words->args, words->n);
    return incident_tell(c, incident, INCIDENT_TOLD_DECISION, text);
}

static void audit(struct call *c, const struct reg_record *incident, const char *action,
    json_t *after, const char *reason)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .after = reg_keep(c, after),
                     .reason = reason});
}

/* ---- notices ---- */

static struct notice_new notice_of(struct call *c, int kind, const struct reg_record *incident,
    const struct ruling *ruling, const char *path)
{
    char due[INSTANT_TEXT_SIZE];
    struct notice_arg *args = mem_array(c, struct notice_arg, 4);
    instant_format(ruling->due_ms, due);
    args[0] = (struct notice_arg){"number", NOTICE_TEXT, body_text(incident->after, "number")};
    args[1] = (struct notice_arg){
        "drill", NOTICE_MESSAGE, body_bool(incident->after, "drill") ? "ruling.drill" : NULL};
    args[2] = (struct notice_arg){"due", NOTICE_INSTANT, mem_strdup(c, due)};
    args[3] = (struct notice_arg){"state", NOTICE_MESSAGE,
        mem_printf(c, "enum.ruling_state.%s", ruling_state_key(ruling->state))};
    return (struct notice_new){.kind = &ruling_notices[kind],
        .subject = "ruling",
        .subject_uid = &ruling->uid,
        .path = path,
        .args = args,
        .n_args = 4};
}

static enum err tell_person(struct call *c, int kind, const struct reg_record *incident,
    const struct ruling *ruling, int64_t person)
{
    const struct notice_new notice = notice_of(c, kind, incident, ruling, "/asked-decisions");
    return person == 0 ? ERR_OK : notice_tell_person(c, &notice, person);
}

static enum err tell_voices(struct call *c, int kind, const struct reg_record *incident,
    const struct ruling *ruling, bool before)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < ruling->n_voices && e == ERR_OK; i++)
        if (ruling_heard_before(ruling->voices[i].part) == before)
            e = tell_person(c, kind, incident, ruling, ruling->voices[i].person.id);
    return e;
}

static enum err tell_asker(
    struct call *c, int kind, const struct reg_record *incident, const struct ruling *ruling)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&incident->uid, uid);
    const struct notice_new notice =
        notice_of(c, kind, incident, ruling, mem_printf(c, "/incidents/%s", uid));
    return ruling->asked_by == 0 ? ERR_OK : notice_tell(c, &notice, &ruling->asked_by, 1);
}

enum err ruling_tell_late(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling)
{
    enum err e = tell_person(c, RULING_TOLD_LATE, incident, ruling, ruling->decider.id);
    return e == ERR_OK ? tell_asker(c, RULING_TOLD_LATE, incident, ruling) : e;
}

/* ---- what happens to one ---- */

/* Who is no holder of the rank's post is said to be chosen. */
static const char *who_is(struct call *c, const char *rank, const char *name, bool stand_in)
{
    const struct msg_arg args[] = {{"rank", label(c, "decision_rank", rank)}, {"name", name}};
    return msg_format(
        c, c->org.lang, stand_in ? "ruling.told.chosen" : "ruling.told.holder", args, 2);
}

static const char *voices_of(struct call *c, const struct ruling *ruling)
{
    const char *all = "";
    for (size_t i = 0; i < ruling->n_voices; i++) {
        const struct ruling_voice *v = &ruling->voices[i];
        const char *name =
            v->person.id == 0 ? msg_get(c->org.lang, "ruling.told.nobody") : v->person.name;
        all = mem_printf(c, "%s\n%s: %s", all, label(c, "decision_part", v->part),
            who_is(c, v->rank, name, v->stand_in));
    }
    return all;
}

enum err ruling_tell_asked(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling)
{
    struct words words = begin(c, ruling);
    say(&words, "what", ruling->what);
    say(&words, "action", label(c, "decision_action", ruling->action));
    say(&words, "impact", label(c, "decision_impact", ruling->impact));
    say(&words, "who", who_is(c, ruling->rank, ruling->decider.name, ruling->stand_in));
    say(&words, "voices", voices_of(c, ruling));
    enum err e = line(c, incident,
        ruling->matrix == NULL ? "ruling.told.asked.no_row" : "ruling.told.asked", &words);
    if (e != ERR_OK)
        return e;
    audit(c, incident, "ruling_ask",
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s*}", "decision", (json_int_t)ruling->no,
            "action", ruling->action, "impact", ruling->impact, "rank", ruling->rank, "decider",
            ruling->decider.number, "what", ruling->what, "matrix", ruling->matrix),
        NULL);
    e = tell_person(c, RULING_TOLD_ASKED, incident, ruling, ruling->decider.id);
    return e == ERR_OK ? tell_voices(c, RULING_TOLD_OPINION, incident, ruling, true) : e;
}

enum err ruling_tell_ended(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling)
{
    static const char *const ids[] = {[RULING_ASKED] = NULL,
        [RULING_APPROVED] = "ruling.told.approved",
        [RULING_REFUSED] = "ruling.told.refused",
        [RULING_OVERRIDDEN] = "ruling.told.overridden",
        [RULING_WITHDRAWN] = "ruling.told.withdrawn"};
    struct words words = begin(c, ruling);
    say(&words, "what", ruling->what);
    say(&words, "who", ruling->decider.name);
    say(&words, "text", ruling->answer);
    enum err e = line(c, incident, ids[ruling->state], &words);
    if (e != ERR_OK)
        return e;
    audit(c, incident, "ruling_end",
        json_pack("{s:I, s:s}", "decision", (json_int_t)ruling->no, "outcome",
            ruling_state_key(ruling->state)),
        ruling->answer);
    if (ruling->state == RULING_WITHDRAWN) {
        e = tell_person(c, RULING_TOLD_ENDED, incident, ruling, ruling->decider.id);
        return e == ERR_OK ? tell_voices(c, RULING_TOLD_ENDED, incident, ruling, true) : e;
    }
    if (ruling->state == RULING_OVERRIDDEN)
        e = tell_person(c, RULING_TOLD_REVIEW, incident, ruling, ruling->decider.id);
    if (e == ERR_OK)
        e = tell_asker(c, RULING_TOLD_ENDED, incident, ruling);
    return e == ERR_OK ? tell_voices(c, RULING_TOLD_ENDED, incident, ruling, false) : e;
}

/* Besides the caller, who has just been heard; of a vacant post nobody was asked. */
static bool others_to_hear(const struct call *c, const struct ruling *ruling)
{
    for (size_t i = 0; i < ruling->n_voices; i++) {
        const struct ruling_voice *v = &ruling->voices[i];
        if (v->opinion == NULL && ruling_heard_before(v->part) && v->person.id != 0 &&
            v->person.id != c->who->person_id)
            return true;
    }
    return false;
}

enum err ruling_tell_opinion(struct call *c, const struct reg_record *incident,
    const struct ruling *ruling, const char *opinion, const char *text)
{
    bool passed = strcmp(opinion, "passed") == 0;
    struct words words = begin(c, ruling);
    say(&words, "opinion", label(c, "ruling_opinion", opinion));
    say(&words, "text", text);
    enum err e = line(c, incident, passed ? "ruling.told.passed" : "ruling.told.opinion", &words);
    if (e != ERR_OK)
        return e;
    audit(c, incident, "ruling_opinion",
        json_pack("{s:I, s:s}", "decision", (json_int_t)ruling->no, "opinion", opinion), text);
    return passed || others_to_hear(c, ruling)
               ? ERR_OK
               : tell_person(c, RULING_TOLD_HEARD, incident, ruling, ruling->decider.id);
}

enum err ruling_tell_review(struct call *c, const struct reg_record *incident,
    const struct ruling *ruling, const char *verdict, const char *text)
{
    struct words words = begin(c, ruling);
    say(&words, "verdict", label(c, "ruling_verdict", verdict));
    say(&words, "text", text);
    enum err e = line(c, incident, "ruling.told.review", &words);
    if (e != ERR_OK)
        return e;
    audit(c, incident, "ruling_review",
        json_pack("{s:I, s:s}", "decision", (json_int_t)ruling->no, "verdict", verdict), text);
    return tell_asker(c, RULING_TOLD_ENDED, incident, ruling);
}

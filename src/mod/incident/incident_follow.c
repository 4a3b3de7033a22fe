/* What follows an incident or a report: reports are kept to the readers of the case they are part
 * of, and people are told. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/incident/incident_private.h"

#include <string.h>

/* ---- readers ---- */

enum err report_take_readers(struct call *c, int64_t report_id, const struct reg_record *incident)
{
    struct readers *now = mem_new(c, struct readers);
    enum err e = reader_lock(c);
    if (e == ERR_OK)
        e = reader_read(c, REG_INCIDENTS.singular, incident->id, now);
    return e == ERR_OK && now->secret ? reg_readers_follow(c, &REG_INCIDENT_REPORTS, report_id, now,
                                            body_text(incident->after, "number"))
                                      : e;
}

enum err report_give_readers(struct call *c, const struct reg_record *report, int64_t incident_id)
{
    struct readers *kept = mem_new(c, struct readers);
    enum err e = reader_read(c, REG_INCIDENT_REPORTS.singular, report->id, kept);
    return e == ERR_OK && kept->secret ? reg_readers_follow(c, &REG_INCIDENTS, incident_id, kept,
                                             body_text(report->after, "number"))
                                       : e;
}

/* A report whose readers were chosen apart from the case's keeps them: whoever may only change the
 * case would open it, or name himself. */
static enum err shut_one(struct call *c, const char *number, int64_t report_id,
    const struct readers *before, const struct readers *now)
{
    struct readers *own = mem_new(c, struct readers);
    enum err e = reader_read(c, REG_INCIDENT_REPORTS.singular, report_id, own);
    if (e != ERR_OK || (own->secret && !readers_same(own, before)))
        return e;
    return reg_readers_follow(c, &REG_INCIDENT_REPORTS, report_id, now, number);
}

static enum err shut_reports(
    struct call *c, const char *number, const struct readers *before, const struct readers *now)
{
    int64_t ids[LIMIT_RECORD_ITEMS];
    int64_t after = 0;
    size_t n = 0;
    enum err e = ERR_OK;
    do {
        e = report_store_of(c, number, after, LIMIT_RECORD_ITEMS, ids, &n);
        for (size_t i = 0; e == ERR_OK && i < n; i++)
            e = shut_one(c, number, after = ids[i], before, now);
    } while (e == ERR_OK && n == LIMIT_RECORD_ITEMS);
    return e;
}

static enum err readers(struct call *c, const struct reg_def *def, int64_t id,
    const struct uuid *uid, const struct readers *before)
{
    char text[UUID_TEXT_SIZE];
    struct reg_record incident;
    if (def != &REG_INCIDENTS)
        return ERR_OK;
    const struct who *who = c->who;
    struct who all = *who; /* who appoints others is no reader himself */
    all.system = true;
    c->who = &all;
    uuid_format(uid, text);
    enum err e = reg_look(c, def, text, &incident);
    c->who = who;
    struct readers *now = mem_new(c, struct readers);
    if (e == ERR_OK)
        e = reader_read(c, def->singular, id, now);
    return e == ERR_OK ? shut_reports(c, body_text(incident.after, "number"), before, now) : e;
}

const struct reg_watch incident_watch = {.readers = readers};

/* ---- notices ---- */

enum { NOTICE_NEW, NOTICE_TAKEN, NOTICE_NONE, NOTICE_THANKS };

const struct notice_kind incident_notices[INCIDENT_NOTICES] = {
    [NOTICE_NEW] = {.name = "incident_reported", .usual = NOTICE_NOW},
    [NOTICE_TAKEN] = {.name = "incident_report_taken", .usual = NOTICE_NOW},
    [NOTICE_NONE] = {.name = "incident_report_answered", .usual = NOTICE_NOW},
    [NOTICE_THANKS] = {.name = "incident_report_thanked", .usual = NOTICE_NOW},
};

enum err report_tell_new(struct call *c, const struct reg_record *report)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&report->uid, uid);
    const struct notice_arg args[] = {
        {"title", NOTICE_TEXT, body_text(report->after, "title")},
        {"source", NOTICE_MESSAGE,
            mem_printf(c, "enum.incident_report_source.%s", body_text(report->after, "source"))},
    };
    const struct notice_new notice = {.kind = &incident_notices[NOTICE_NEW],
        .subject = REG_INCIDENT_REPORTS.singular,
        .subject_uid = &report->uid,
        .path = mem_printf(c, "/incident-reports/%s", uid),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell_holders(c, &notice, &PERM_INCIDENT_REPORT_WRITE, report->unit_path);
}

/* What was decided, and nothing of the case. */
enum err report_tell_outcome(struct call *c, const struct reg_record *report)
{
    const char *answer = body_text(report->after, "answer");
    int64_t person = 0;
    const struct notice_arg args[] = {
        {"number", NOTICE_TEXT, body_text(report->after, "number")},
        {"answer", NOTICE_TEXT, answer},
    };
    const struct notice_new notice = {
        .kind = &incident_notices[answer == NULL ? NOTICE_TAKEN : NOTICE_NONE],
        .subject = REG_INCIDENT_REPORTS.singular,
        .subject_uid = &report->uid,
        .path = "/report-incident",
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    enum err e = reg_ref_id(c, report, "reporter", &person);
    if (e != ERR_OK)
        return e;
    if (person != 0)
        return notice_tell_person(c, &notice, person);
    return strcmp(body_text(report->after, "source"), "staff") == 0 && report->created_by != 0
               ? notice_tell(c, &notice, &report->created_by, 1)
               : ERR_OK;
}

/* Of his own report's number, and nothing of the case. */
enum err report_tell_thanks(struct call *c, const struct thanked_report *report, const char *text)
{
    const struct notice_arg args[] = {
        {"number", NOTICE_TEXT, report->number}, {"text", NOTICE_TEXT, text}};
    const struct notice_new notice = {.kind = &incident_notices[NOTICE_THANKS],
        .subject = REG_INCIDENT_REPORTS.singular,
        .subject_uid = &report->uid,
        .path = "/report-incident",
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return report->person_id != 0 ? notice_tell_person(c, &notice, report->person_id)
                                  : notice_tell(c, &notice, &report->account_id, 1);
}

/* Inside the module only. */
#ifndef KANAME_MOD_INCIDENT_INCIDENT_PRIVATE_H
#define KANAME_MOD_INCIDENT_INCIDENT_PRIVATE_H

#include "kernel/notice/notice.h"
#include "kernel/reader/reader.h"
#include "kernel/transfer/transfer.h"
#include "mod/incident/incident.h"
#include "mod/incident/incident_rules.h"

extern const struct perm PERM_INCIDENT_READ;
extern const struct perm PERM_INCIDENT_WRITE;
extern const struct perm PERM_INCIDENT_NOTE;         /* writing into a case's timeline */
extern const struct perm PERM_INCIDENT_REPORT_WRITE; /* taking reports down, judging them */

extern const struct option_set OPTIONS_INCIDENT_PRIORITY, OPTIONS_REPORT_DONE, OPTIONS_REPORT_STATE;

/* Writes the moment of the call into the record where there is none yet. */
void incident_fill_now(const struct call *c, const struct reg_record *record, const char *key);
/* Of an instant of the record; 0: none. */
int64_t incident_ms(const json_t *record, const char *key);

/* ---- incident_store.c: the timeline ---- */

/* X(name, key): "enum.incident_entry.<key>". The last three are the program's own. */
#define ENTRY_KIND_LIST(X)                                 \
    X(ENTRY_FACT, "fact")                                  \
    X(ENTRY_DECISION, "decision")                          \
    X(ENTRY_ACTION, "action")                              \
    X(ENTRY_NOTE, "note")                                  \
    X(ENTRY_REPORT, "report")   /* a report became part */ \
    X(ENTRY_PHASE, "phase")     /* the case has gone on */ \
    X(ENTRY_OUTSIDE, "outside") /* reporting it to authorities and others outside */

#define ENTRY_KIND_ENUM(name, key) name,
enum entry_kind { ENTRY_KIND_LIST(ENTRY_KIND_ENUM) ENTRY_KIND_MAX };
#undef ENTRY_KIND_ENUM
const char *entry_kind_key(enum entry_kind kind);

/* Adds a line behind all that there are: the incident's row is locked until the end of the write
 * transaction, so lines are seen in the order of their numbers. Fills in `seq`. With its audit
 * entry. ERR_CONFLICT (incident_full): there are LIMIT_INCIDENT_ENTRIES; people's lines end some
 * way before that. */
enum err incident_entry_add(
    struct call *c, const struct reg_record *incident, struct incident_entry *entry);
/* Whether the incident has a line with that number. */
enum err incident_entry_is(struct call *c, int64_t incident_id, int64_t seq, bool *ret_is);
/* Lines in order, under c: the first `limit` behind `after`; with `before` > 0 the last `limit`
 * before that one. *ret_last: the number of the newest line there is. */
enum err incident_entries(struct call *c, int64_t incident_id, int64_t after, int64_t before,
    int limit, struct incident_entry **ret_entries, size_t *ret_n, int64_t *ret_last);
/* For good, with the incident. */
enum err incident_entries_purge(struct call *c, int64_t incident_id);

/* ---- incident_report_store.c ---- */

struct own_report {
    struct uuid uid;
    const char *number, *what, *state, *answer;
    int64_t received_ms;
};
/* What the caller has reported, the newest first. */
enum err report_store_own(struct call *c, struct own_report **ret_reports, size_t *ret_n);
/* How many the caller has made since an instant. */
enum err report_store_since(struct call *c, int64_t since_ms, int64_t *ret_n);
/* UUIDs of the caller's person (NULL: none) and of the unit his report belongs to, under c. */
enum err report_store_where(struct call *c, const char **ret_person, const char **ret_unit);
/* Ids of the reports of an incident, deleted ones too, behind `after`. */
enum err report_store_of(
    struct call *c, const char *incident, int64_t after, int most, int64_t *ret_ids, size_t *ret_n);

/* ---- incident_thanks_store.c ---- */

struct thanked_report {
    int64_t id;
    struct uuid uid;
    const char *number;
    int64_t person_id;  /* who reported; 0: … */
    int64_t account_id; /* … whoever wrote it */
};
enum { THANKS_MOST = 200 }; /* told by one press */
/* Reports of a case from inside the firm that the caller may see and whose reporters have not been
 * thanked, the first THANKS_MOST; *ret_thanked: how many have been. */
enum err thanks_store_waiting(struct call *c, const char *incident,
    struct thanked_report **ret_reports, size_t *ret_n, int64_t *ret_thanked);
enum err thanks_store_add(struct call *c, int64_t report_id, const char *text);
/* For good, with the report. */
enum err thanks_store_purge(struct call *c, int64_t report_id);

/* ---- the rest ---- */

/* The report becomes kept to the incident's readers, when that has any of its own. */
enum err report_take_readers(struct call *c, int64_t report_id, const struct reg_record *incident);
/* The other way round: a new incident becomes kept to the readers of the report it is made of, when
 * that has any of its own. After reader_lock. */
enum err report_give_readers(struct call *c, const struct reg_record *report, int64_t incident_id);
extern const struct reg_watch incident_watch;

enum { INCIDENT_NOTICES = 4, INCIDENT_TRANSFERS = 2, INCIDENT_ROUTES = 7 };
extern const struct notice_kind incident_notices[INCIDENT_NOTICES];
/* The CSIRT of the new report; whoever reported, of what became of it. */
enum err report_tell_new(struct call *c, const struct reg_record *report);
enum err report_tell_outcome(struct call *c, const struct reg_record *report);
/* Whoever reported, that it helped. */
enum err report_tell_thanks(struct call *c, const struct thanked_report *report, const char *text);
extern const struct transfer_table incident_transfers[INCIDENT_TRANSFERS];

extern const struct shape SHAPE_TIMELINE_QUERY, SHAPE_TIMELINE, SHAPE_ENTRY_BODY, SHAPE_ENTRY;
enum err timeline_get(struct req *r);
enum err timeline_post(struct req *r);
extern const struct shape SHAPE_OWN_REPORTS, SHAPE_OWN_REPORT_BODY, SHAPE_OWN_REPORT_MADE;
enum err own_reports_get(struct req *r);
enum err own_report_post(struct req *r);
extern const struct shape SHAPE_TRIAGE_BODY, SHAPE_TRIAGE_MADE;
enum err report_incident_post(struct req *r);
extern const struct shape SHAPE_THANKS, SHAPE_THANKS_BODY, SHAPE_THANKS_MADE;
enum err thanks_get(struct req *r);
enum err thanks_post(struct req *r);

#endif

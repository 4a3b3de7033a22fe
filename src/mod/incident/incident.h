/* Incidents: what people report, how that is judged, and the case in which it is dealt with
 * (docs/adr/0041).
 *
 * Not exercises (mod/exercise), nor what is planned for a threat beforehand, nor who decides what
 * (mod/response), nor whom to call (mod/contact). */
#ifndef KANAME_MOD_INCIDENT_INCIDENT_H
#define KANAME_MOD_INCIDENT_INCIDENT_H

#include "base/clock.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register.h"

extern const struct reg_def REG_INCIDENTS, REG_INCIDENT_REPORTS, REG_SEVERITY_CRITERIA;
extern const struct module module_incident;

/* X(name, key): "enum.incident_severity.<key>". */
#define INCIDENT_SEVERITY_LIST(X)    \
    X(INCIDENT_CRITICAL, "critical") \
    X(INCIDENT_HIGH, "high")         \
    X(INCIDENT_MEDIUM, "medium")     \
    X(INCIDENT_LOW, "low")

#define INCIDENT_SEVERITY_ENUM(name, key) name,
enum incident_severity { INCIDENT_SEVERITY_LIST(INCIDENT_SEVERITY_ENUM) INCIDENT_SEVERITY_MAX };
#undef INCIDENT_SEVERITY_ENUM
extern const struct option_set OPTIONS_INCIDENT_SEVERITY;

/* Incidents that were detected in a span of days of the organisation's zone. Neither drills nor
 * what turned out to be none, nor those that have readers of their own: a figure does not change
 * with who looks. */
struct incident_figures {
    int64_t n[INCIDENT_SEVERITY_MAX];
    int64_t started; /* of these, those whose investigation has begun */
    int64_t minutes; /* from detection to that, of all of them together */
};
enum err incident_figures(
    struct call *c, struct date_span span, struct incident_figures *ret_figures);

/* no message: a table for statements of other modules. The incidents that count in figures, as
 * those do: id and threat_key. */
#define INCIDENTS_COUNTED                                                  \
    "(SELECT i.id, i.threat_key FROM incident i WHERE i.org_id = :org"     \
    " AND i.deleted_at IS NULL AND i.drill = 0 AND i.state <> 'withdrawn'" \
    " AND NOT EXISTS (SELECT 1 FROM record_secret h WHERE h.org_id = :org" \
    " AND h.subject = 'incident' AND h.record_id = i.id))"

/* Until the end of the write transaction others who hold the incident wait: for who reads what
 * there is of it and adds what is missing. ERR_NOT_FOUND is not told: there is nothing to wait for.
 */
enum err incident_hold(struct call *c, int64_t incident_id);

/* A line of a timeline. */
struct incident_entry {
    int64_t seq;
    const char *kind, *text;
    const char *state;    /* NULL: no change of phase */
    int64_t corrects;     /* 0: nothing */
    int64_t corrected_by; /* the last line that corrects it; 0: none */
    bool due;             /* to be written: of incident_tell */
    int64_t happened_ms, written_ms;
    struct uuid by_uid;
    const char *by_name; /* NULL: the program, or gone */
};

/* The newest `most` lines of an incident in their order, under c, of one that reg_look gave;
 * *ret_all: how many there are. */
enum err incident_timeline(struct call *c, int64_t incident_id, int most,
    struct incident_entry **ret_entries, size_t *ret_n, int64_t *ret_all);

/* Adds a line to the timeline of an incident, as its route does, inside the caller's write
 * transaction. `body`: kind, text, and if given happened_at and corrects, checked against the
 * shape. ERR_NOT_FOUND: no such incident for the caller. */
enum err incident_write(
    struct call *c, const char *id, const json_t *body, struct incident_entry *ret_entry);

/* A line of one of these kinds that the case cannot go on without, by who acts: there is room for
 * it where people's lines have filled the timeline. Inside the caller's write transaction; the
 * incident is one that reg_look gave. */
enum incident_told { INCIDENT_TOLD_OUTSIDE, INCIDENT_TOLD_ACTION, INCIDENT_TOLD_DECISION };
enum err incident_tell(
    struct call *c, const struct reg_record *incident, enum incident_told kind, const char *text);

/* Condition for statements of modules: the incident with this id is one, and no exercise. */
#define INCIDENT_COUNTS(id_sql)                           \
    "EXISTS (SELECT 1 FROM "                              \
    "incident i WHERE i.org_id = :org AND i.id = " id_sql \
    " AND i.deleted_at IS NULL AND i.state <> 'withdrawn' AND i.drill = 0)"

/* The incident as reg_look gives it, whoever asks: for those who have a part in it without seeing
 * it. ERR_NOT_FOUND: it is deleted. */
enum err incident_look_for_all(
    struct call *c, int64_t incident_id, struct reg_record *ret_incident);

/* What others show of an incident to somebody who may read it. Texts are under c. */
struct incident_seen {
    int64_t id;
    struct uuid uid;
    const char *number, *title, *unit_path;
    bool secret; /* kept to its readers */
    bool drill;
};
/* Of an incident by its number, deleted or not: whether it has readers of its own, and whether it
 * is kept from the caller, by these or by its unit. Neither where no such incident is left. */
struct incident_kept {
    bool secret, kept;
};
enum err incident_kept_of(struct call *c, const char *number, struct incident_kept *ret_kept);
/* The number of an incident by its internal id, whoever asks, under c; NULL: there is none. */
enum err incident_number_of(struct call *c, int64_t incident_id, const char **ret_number);

/* Of these internal ids the incidents that the caller may read, each once: neither deleted nor
 * withdrawn ones. One statement. */
enum err incident_seen_of(
    struct call *c, const int64_t *ids, size_t n, struct incident_seen **ret_seen, size_t *ret_n);

/* no message: a condition for statements of modules. The incident with this id counts as one
 * (INCIDENT_COUNTS), the caller may read it, and holds a permission in its unit. Asked before a
 * list is cut, not after: what others alone may see would crowd out the rest. Placeholders:
 * incident_seen_bind. */
#define INCIDENT_UNIT_IN                                                                    \
    "EXISTS (SELECT 1 FROM ({sqlite: SELECT value AS x FROM json_each(?)}{postgres: SELECT" \
    " j.x FROM json_array_elements_text(CAST(? AS json)) AS j(x)}) held"                    \
    " WHERE substr(u.path, 1, length(held.x)) = held.x)"
#define INCIDENT_SEEN(id_sql)                                                                   \
    "EXISTS (SELECT 1 FROM incident i JOIN unit u ON u.org_id = :org AND u.id = i.unit_id"      \
    " WHERE i.org_id = :org AND i.id = " id_sql                                                 \
    " AND i.deleted_at IS NULL AND i.state <> 'withdrawn' AND i.drill = 0 AND " READER_MAY_SEE( \
        "'incident'", "i.id") " AND " INCIDENT_UNIT_IN " AND " INCIDENT_UNIT_IN ")"
void incident_seen_bind(struct call *c, struct db_query *q, const struct perm *perm);

/* Of an incident by its internal id, whoever asks: for entries of the audit where somebody without
 * an account does something. ERR_NOT_FOUND: deleted, or none. */
struct incident_place {
    struct uuid uid;
    int64_t unit_id;
};
enum err incident_place_of(struct call *c, int64_t id, struct incident_place *ret_place);

#endif

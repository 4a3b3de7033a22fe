/* When the time of a decision is over and nobody has answered, who decides and who asked are told.
 */
#include "kernel/audit/tx.h"
#include "mod/incident/incident.h"
#include "mod/ruling/ruling_private.h"

#include <string.h>

/* One that is answered, or whose case is gone or turned out to be none, is late no more. */
static enum err look(struct call *c, int64_t incident_id, int64_t no)
{
    struct reg_record incident;
    struct ruling ruling;
    enum err e = ruling_store_get(c, incident_id, no, &ruling);
    if (e != ERR_OK || ruling.state != RULING_ASKED || ruling.due_ms > c->now_ms)
        return e;
    e = incident_look_for_all(c, incident_id, &incident);
    if (e != ERR_OK || strcmp(body_text(incident.after, "state"), "withdrawn") == 0)
        return e;
    return ruling_tell_late(c, &incident, &ruling);
}

static enum err run(struct call *c, struct job *job)
{
    const json_t *payload = job_payload(job);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = look(c, body_int(payload, "incident", 0), body_int(payload, "no", 0));
    if (e == ERR_OK || e == ERR_NOT_FOUND)
        e = tx_commit_unaudited(c); /* nothing of the case has changed */
    tx_abort(c);
    return e;
}

const struct job_kind ruling_jobs[RULING_JOBS] = {{.name = "ruling_late", .run = run}};

enum err ruling_late_add(struct call *c, const struct ruling *ruling)
{
    struct uuid uid;
    const json_t *payload =
        reg_keep(c, json_pack("{s:I, s:I}", "incident", (json_int_t)ruling->incident_id, "no",
                        (json_int_t)ruling->no));
    const struct job_new job = {.kind = ruling_jobs[0].name,
        .payload = payload,
        .run_at_ms = ruling->due_ms,
        .system = true};
    return job_add(c, &job, &uid);
}

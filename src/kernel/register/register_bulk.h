/* Inside the register engine only: bulk edits. Records are chosen one by one or by a filter, some
 * of their fields set and perhaps a transition made. A preview says for each record what would
 * change or why not; then it is done as one transaction, and may be undone as one step for a while.
 *
 * The preview is the edit itself, rolled back. Both run as jobs, as the one who asked: the same
 * checks, permissions, watchers, audit entries and search rows as of a change of one record. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_BULK_H
#define KANAME_KERNEL_REGISTER_REGISTER_BULK_H

#include "base/limits.h"
#include "kernel/register/register_work.h"

#define BULK_STATE_LIST(X)       \
    X(BULK_CHECKING, "checking") \
    X(BULK_CHECKED, "checked")   \
    X(BULK_TAKING, "taking")     \
    X(BULK_TAKEN, "taken")       \
    X(BULK_UNDOING, "undoing")   \
    X(BULK_UNDONE, "undone")     \
    X(BULK_FAILED, "failed")

#define BULK_STATE_ENUM(name, key) name,
enum bulk_state { BULK_STATE_LIST(BULK_STATE_ENUM) BULK_STATE_MAX };
#undef BULK_STATE_ENUM

const char *bulk_state_key(enum bulk_state state);

enum {
    BULK_LIST = 50,     /* edits listed */
    BULK_KEPT_DAYS = 7, /* one that nobody carried out */
};

struct reg_bulk {
    int64_t id;
    struct uuid uid;
    const char *reg;
    enum bulk_state state;
    struct uuid job;
    bool has_job;
    json_t *plan; /* { q, filters: [{ field, op, value }], all, patch, action, reason, partial } */
    json_t *result; /* { rows, changed, unchanged, refused, refusals, changes, … }; or NULL */
    int64_t created_at_ms, taken_at_ms, undone_at_ms;
};

/* register_bulk_store.c. Only the caller's own edits of the register exist. */
enum err bulk_store_add(struct call *c, const struct reg_bulk *bulk, int64_t *ret_id);
enum err bulk_store_find(
    struct call *c, const struct reg_def *def, const char *id, struct reg_bulk *ret_bulk);
enum err bulk_store_by_id(struct call *c, int64_t id, struct reg_bulk *ret_bulk);
enum err bulk_store_list(
    struct call *c, const struct reg_def *def, struct reg_bulk **ret_bulks, size_t *ret_n);
/* Writes result, plan and instants with a new state if it still has the state it was read with:
 * else ERR_CONFLICT. `bulk` then has the new one. */
enum err bulk_store_step(struct call *c, struct reg_bulk *bulk, enum bulk_state to);
/* One of the records: work_done.before is NULL until the edit has changed it. */
enum err bulk_store_row_add(struct call *c, int64_t bulk_id, const struct work_done *row);
enum err bulk_store_row_done(struct call *c, int64_t bulk_id, const struct work_done *row);
/* Up to `most` from the first on, above `no`; and those changed, from the last backwards. */
enum err bulk_store_rows_above(
    struct call *c, int64_t bulk_id, int64_t no, int most, struct work_done *ret_rows, int *ret_n);
enum err bulk_store_row_count(struct call *c, int64_t bulk_id, int64_t *ret_n);

/* register_bulk_run.c */
struct bulk_run {
    struct call *c;
    const struct reg_def *def;
    struct reg_bulk *bulk;
    struct job *job;
    bool take;
    int64_t all; /* records there are */
    int64_t rows, changed, unchanged, refused, more_refusals;
    json_t *refusals, *changes;
};
/* The list request that a plan asks for all records of. ERR_INVALID. */
enum err bulk_query(
    struct call *c, const struct reg_def *def, const json_t *plan, struct reg_query *ret_query);
/* Finds the records that the plan's filter meets and writes them down, or the versions of those
 * that were named without one. In the open write transaction. ERR_INVALID: more than
 * LIMIT_BULK_ROWS. */
enum err bulk_find_rows(struct bulk_run *run);
/* Changes the records in the open write transaction and puts what came of it into the result. */
enum err bulk_run_rows(struct bulk_run *run);

/* register_bulk_job.c */
/* Adds the job that does what the edit's state says. In the write transaction. */
enum err bulk_job_add(struct call *c, struct reg_bulk *bulk);
enum err bulk_job_run(struct call *c, struct job *job);
enum err bulk_job_sweep(struct call *c, struct job *job);

/* register_bulk_api.c: rows of the template. */
enum err bulk_api_add(struct req *r);
enum err bulk_api_list(struct req *r);
enum err bulk_api_get(struct req *r);
enum err bulk_api_commit(struct req *r);
enum err bulk_api_undo(struct req *r);
/* register_bulk_shape.c */
extern const struct shape SHAPE_BULK_NEW, SHAPE_BULK, SHAPE_BULK_LIST, SHAPE_BULK_COMMIT;

#endif

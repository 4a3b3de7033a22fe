/* Inside the register engine only: what imports and bulk edits have in common. Both change many
 * records as one step of one transaction, each record a part of it that is undone alone when it is
 * refused; both say beforehand what they would do by doing it and rolling back; both remember each
 * record as it was and can be taken back as one step. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_WORK_H
#define KANAME_KERNEL_REGISTER_REGISTER_WORK_H

#include "kernel/http/req.h"
#include "kernel/job/job.h"
#include "kernel/register/register_private.h"

enum {
    WORK_REFUSALS = 200, /* refused rows told one by one; the rest is counted */
    WORK_CHANGES = 100,  /* changes told one by one */
};

/* Not the row's fault: the whole is tried again, or fails. */
bool work_is_fatal(enum err e);
/* So much so that rows that were tried together need not be tried one by one. What is wrong in the
 * program may be no fault of any row alone. */
bool work_is_lost(enum err e);
/* Takes all but the first `n` of the list away. */
void work_cut(json_t *list, size_t n);

/* A call for one row: its memory goes with it (mem_free), its problem is its own. */
struct call *work_row_call(struct call *c);

/* ---- columns ---- */

void work_bind_json(struct call *c, struct db_query *q, const json_t *json); /* NULL: NULL */
json_t *work_read_json(struct call *c, struct db_query *q, int col);         /* NULL: NULL */
void work_bind_set(struct db_query *q, int64_t value);                       /* 0: NULL */

/* ---- what has changed ---- */

/* The fields that differ, as JSON [{ field, before, after }], confidential ones left out: a new
 * reference. */
json_t *work_changed(const struct reg_def *def, const json_t *before, const json_t *after);
/* The patch that takes the record back, as text under ctx: references as their ids. With `all`
 * also what people do not fill in themselves: states, and what the program fills in. */
const char *work_patch_back(const void *ctx, const struct reg_def *def, const json_t *before,
    const json_t *after, bool all);

/* ---- what is refused, as data: told in the reader's language later ---- */

/* { number, title, field, code, value, limit } of a refused record; `record` NULL: it is not
 * there. A new reference. */
json_t *work_refusal(struct call *c, const struct reg_def *def, const json_t *record, enum err e,
    const struct problem *problem);
/* The same with a message of one's own ("bulk.kept.changed"). */
json_t *work_refusal_said(const struct reg_def *def, const json_t *record, const char *code);
/* The text of an entry's { code, value, limit } in the caller's language. */
const char *work_message(struct req *r, const json_t *entry, const char *prefix);
void work_write_instant(struct jw *w, const char *key, int64_t ms); /* 0: left out */
/* "kept": refused records of an undo. */
void work_write_kept(struct req *r, struct jw *w, const json_t *list);
/* "progress" of the job that works, and why it has given up: true then. */
bool work_write_job(struct req *r, struct jw *w, const struct uuid *job);
/* Why the whole cannot be, as data: { code, value, limit }. A new reference. */
json_t *work_error(struct call *c, enum err e);
extern const struct shape SHAPE_RECORD_KEPT, SHAPE_RECORD_CHANGED;

/* Before the commit of what has changed `rows` records: the database's figures of them. */
enum err work_count_anew(struct call *c, const struct reg_def *def, int64_t rows);

/* ---- what is kept of the step (register_work_store.c) ---- */

enum work_kind { WORK_IMPORT, WORK_BULK };

/* What was done to one record. */
struct work_done {
    int64_t no;
    struct uuid record;
    int64_t version;    /* after it */
    const char *before; /* the patch back, as JSON; NULL: the record was added */
};

/* The index of a key; `last` (what it is when none is it) ends the keys. */
int work_state_of(const char *const *keys, int last, const char *key);

enum err work_store_set_job(
    struct call *c, enum work_kind kind, int64_t id, const struct uuid *job);
/* Up to `most` of what was done, from the last backwards, below `no`. */
enum err work_store_done_below(struct call *c, enum work_kind kind, int64_t of, int64_t no,
    int most, struct work_done *ret_done, int *ret_n);
/* Rows of no, record_uid, version, before. */
enum err work_read_done(struct call *c, struct db_query *q, struct work_done *ret_done, int *ret_n);
/* One that nothing has happened to since, with its file; 0: none. */
enum err work_store_stale(struct call *c, enum work_kind kind, int64_t before_ms, bool taken,
    int64_t *ret_id, int64_t *ret_file_id);
enum err work_store_remove(struct call *c, enum work_kind kind, int64_t id);

/* The job that forgets: those not taken after `open_days`, those taken after `taken_days`. */
enum err work_sweep(
    struct call *c, struct job *job, enum work_kind kind, int open_days, int taken_days);

/* ---- taking back ---- */

struct work_undo {
    struct call *c;
    const struct reg_def *def;
    struct job *job;
    enum work_kind kind;
    int64_t of;          /* the import or edit */
    const char *changed; /* message for what somebody has changed since */
    int64_t undone;      /* out */
    json_t *kept;        /* out: refusals; under c */
    int64_t more_kept;   /* out */
};

/* From the last to the first, in the open write transaction. Records that somebody has changed
 * since stay as they are and are named. */
enum err work_undo_all(struct work_undo *u);
/* Puts what came of it into a result: undone, kept, more_kept. */
void work_undo_tell(const struct work_undo *u, json_t *result);

#endif

/* The records of a bulk edit, one after the other, each a part of the transaction that is undone
 * alone when the record is refused. */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/kept.h"
#include "kernel/register/register_bulk.h"

#include <string.h>

enum { ROW_PAGE = 500 };

static enum err each_row(
    struct bulk_run *run, enum err (*work)(struct bulk_run *run, const struct work_done *row))
{
    int64_t no = 0;
    int n = ROW_PAGE;
    enum err e = ERR_OK;
    while (e == ERR_OK && n == ROW_PAGE) {
        void *ctx = mem_context(run->c, 0);
        struct work_done *rows = mem_array(ctx, struct work_done, ROW_PAGE);
        e = bulk_store_rows_above(run->c, run->bulk->id, no, ROW_PAGE, rows, &n);
        for (int i = 0; i < n && e == ERR_OK; i++) {
            e = work(run, &rows[i]);
            no = rows[i].no;
        }
        mem_free(ctx);
    }
    return e;
}

/* ---- which records ---- */

enum err bulk_query(
    struct call *c, const struct reg_def *def, const json_t *plan, struct reg_query *ret_query)
{
    const json_t *filters = json_object_get(plan, "filters");
    size_t n = json_array_size(filters);
    struct reg_where *where = mem_array(c, struct reg_where, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *filter = json_array_get(filters, i);
        where[i] = (struct reg_where){
            body_text(filter, "field"), body_text(filter, "op"), body_text(filter, "value")};
    }
    enum err e = reg_query_of(c, def, where, n, "number", LIMIT_BULK_ROWS + 1, ret_query);
    const char *q = body_text(plan, "q");
    if (e == ERR_OK && q != NULL && *q != '\0')
        ret_query->folded = utf8_fold(c, q);
    return e;
}

static enum err collect(struct call *c, const struct reg_def *def, const struct reg_query *query,
    struct work_done *ret_rows, int64_t *ret_n)
{
    struct reg_scope_sql scope;
    bool row = false;
    int64_t n = 0;
    enum err e = reg_scope_of(c, def, &scope);
    if (e != ERR_OK)
        return e;
    REG_ROWS rows = reg_rows_open(c, def, query, &scope);
    for (e = reg_rows_step(&rows, &row); e == ERR_OK && row; e = reg_rows_step(&rows, &row)) {
        if (n == LIMIT_BULK_ROWS)
            return problem_set_limit(c->problem, ERR_INVALID, "bulk_many", LIMIT_BULK_ROWS);
        ret_rows[n] = (struct work_done){.no = n + 1,
            .record = db_uuid(rows.q, COL_UID),
            .version = db_int(rows.q, COL_VERSION)};
        n++;
    }
    *ret_n = n;
    return e;
}

static enum err pin(
    struct call *c, const struct reg_def *def, int64_t bulk_id, const struct work_done *chosen)
{
    char uid[UUID_TEXT_SIZE];
    struct reg_loaded record;
    struct work_done row = *chosen;
    struct call *own = work_row_call(c);
    uuid_format(&chosen->record, uid);
    enum err e = reg_load(own, def, uid, &record);
    row.version = e == ERR_OK ? record.version : 0;
    mem_free(own);
    if (row.version == 0)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    return bulk_store_row_done(c, bulk_id, &row);
}

static enum err pin_row(struct bulk_run *run, const struct work_done *row)
{
    return row->version != 0 ? ERR_OK : pin(run->c, run->def, run->bulk->id, row);
}

static enum err find_all(struct call *c, const struct reg_def *def, struct reg_bulk *bulk)
{
    struct reg_query query;
    int64_t n = 0;
    struct work_done *rows = mem_array(c, struct work_done, LIMIT_BULK_ROWS);
    enum err e = bulk_query(c, def, bulk->plan, &query);
    if (e == ERR_OK)
        e = collect(c, def, &query, rows, &n);
    for (int64_t i = 0; i < n && e == ERR_OK; i++)
        e = bulk_store_row_add(c, bulk->id, &rows[i]);
    mem_free(rows);
    return e;
}

enum err bulk_find_rows(struct bulk_run *run)
{
    int64_t n = 0;
    enum err e = bulk_store_row_count(run->c, run->bulk->id, &n);
    if (e == ERR_OK && n == 0)
        return find_all(run->c, run->def, run->bulk);
    return e != ERR_OK ? e : each_row(run, pin_row);
}

/* ---- one record ---- */

struct row {
    struct call *c; /* of this record alone: its memory goes with it */
    const struct work_done *chosen;
    const char *uid;
    json_t *before; /* NULL: not there */
    json_t *after;
    int64_t version; /* after the edit */
};

static enum err load(struct bulk_run *run, struct row *row, struct reg_loaded *ret_record)
{
    enum err e = reg_load(row->c, run->def, row->uid, ret_record);
    if (e == ERR_OK && ret_record->deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && row->before == NULL)
        row->before = ret_record->json;
    return e == ERR_NOT_FOUND ? problem_set(row->c->problem, e, "bulk_gone") : e;
}

static enum err change(struct bulk_run *run, struct row *row)
{
    struct reg_loaded record;
    struct reg_record changed;
    const json_t *plan = run->bulk->plan;
    json_t *patch = json_object_get(plan, "patch");
    const char *action = body_text(plan, "action");
    enum err e = load(run, row, &record);
    if (e == ERR_OK && row->chosen->version != 0 && row->chosen->version != record.version)
        e = problem_set(row->c->problem, ERR_STALE, "bulk_changed");
    if (e == ERR_OK && json_object_size(patch) > 0) {
        e = reg_write_update(row->c, run->def, &record, patch, &changed);
        if (e == ERR_OK && action != NULL)
            e = load(run, row, &record);
    }
    if (e == ERR_OK && action != NULL)
        e = reg_write_transition(
            row->c, run->def, &record, action, body_text(plan, "reason"), false);
    if (e == ERR_OK)
        e = load(run, row, &record);
    if (e != ERR_OK)
        return e;
    row->after = record.json;
    row->version = record.version;
    return ERR_OK;
}

static void note_change(struct bulk_run *run, const struct row *row)
{
    if (json_array_size(run->changes) >= WORK_CHANGES)
        return;
    json_array_append_new(run->changes,
        json_pack("{s:s, s:s?, s:s?, s:o}", "id", row->uid, "number",
            body_text(row->before, "number"), "title", body_text(row->before, run->def->title),
            "fields", work_changed(run->def, row->before, row->after)));
}

/* The preview pins the version it looked at, so that what is confirmed is what was shown. */
static enum err remember(struct bulk_run *run, const struct row *row)
{
    if (!run->take) {
        note_change(run, row);
        return ERR_OK;
    }
    const struct work_done done = {
        .no = row->chosen->no,
        .version = row->version,
        .before = work_patch_back(row->c, run->def, row->before, row->after, true),
    };
    return bulk_store_row_done(row->c, run->bulk->id, &done);
}

static void note_refusal(struct bulk_run *run, const struct row *row, enum err e)
{
    run->refused++;
    if (json_array_size(run->refusals) >= WORK_REFUSALS) {
        run->more_refusals++;
        return;
    }
    json_t *told = work_refusal(row->c, run->def, row->before, e, row->c->problem);
    json_object_set_new(told, "id", json_string(row->uid));
    json_array_append_new(run->refusals, told);
}

static enum err run_row(struct bulk_run *run, struct row *row)
{
    enum err e = tx_part_begin(run->c);
    if (e != ERR_OK)
        return e;
    e = change(run, row);
    bool same = e == ERR_OK && row->version == body_int(row->before, "version", 0);
    if (e == ERR_OK && !same)
        e = remember(run, row);
    if (work_is_fatal(e))
        return e;
    if (e != ERR_OK) {
        note_refusal(run, row, e);
        return tx_part_undo(run->c);
    }
    run->changed += !same;
    run->unchanged += same;
    return tx_part_keep(run->c);
}

static enum err take_row(struct bulk_run *run, const struct work_done *chosen)
{
    char uid[UUID_TEXT_SIZE];
    if (job_cancelled(run->job))
        return ERR_BUSY;
    uuid_format(&chosen->record, uid);
    struct row row = {.c = work_row_call(run->c), .chosen = chosen, .uid = uid};
    enum err e = run_row(run, &row);
    mem_free(row.c);
    run->rows++;
    if (run->rows % 100 == 0)
        job_progress(run->job, (double)run->rows / (double)run->all, "bulk.progress");
    return e;
}

enum err bulk_run_rows(struct bulk_run *run)
{
    run->refusals = reg_keep(run->c, json_array());
    run->changes = reg_keep(run->c, json_array());
    enum err e = bulk_store_row_count(run->c, run->bulk->id, &run->all);
    kept_begin(run->c);
    if (e == ERR_OK)
        e = each_row(run, take_row);
    kept_end(run->c);
    if (e != ERR_OK)
        return e;
    run->bulk->result = reg_keep(
        run->c, json_pack("{s:I, s:I, s:I, s:I, s:O, s:O, s:I}", "rows", (json_int_t)run->rows,
                    "changed", (json_int_t)run->changed, "unchanged", (json_int_t)run->unchanged,
                    "refused", (json_int_t)run->refused, "refusals", run->refusals, "changes",
                    run->changes, "more_refusals", (json_int_t)run->more_refusals));
    return ERR_OK;
}

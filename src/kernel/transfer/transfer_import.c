/* In: an archive becomes a new organisation, in two passes. The first compares every part with its
 * digest and reads every line; it writes nothing and leaves the ids of each part, eight bytes a
 * row. The second checks the references against these and writes, all in one transaction. */
#include "kernel/transfer/transfer_import.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/audit/verify_run.h"
#include "kernel/auth/actor.h"
#include "kernel/sheet/sheet_store.h"

enum { SHIFT_STEP = 1000 };

/* ---- the organisation and its numbers ---- */

static enum err room_for_it(struct transfer_import *x)
{
    struct problem *problem = x->c->problem;
    int64_t n = 0;
    bool known = false;
    enum err e = transfer_store_orgs(x->c, &x->manifest.org.uid, &n, &known);
    if (e == ERR_OK && known)
        e = problem_set_arg(problem, ERR_CONFLICT, "transfer_known", x->manifest.org.name);
    else if (e == ERR_OK && n > 0 && db_engine(x->c->app->db) == DB_SQLITE)
        e = problem_set(problem, ERR_CONFLICT, "transfer_not_empty");
    return e;
}

/* Beyond everything that was ever given: what others add meanwhile stays below. */
static enum err find_shift(struct transfer_import *x)
{
    int64_t most = 0;
    for (size_t i = 0; i < x->plan.n_tables; i++) {
        const struct transfer_table *t = &x->plan.tables[i];
        if (t->columns[0].type != TRANSFER_ID)
            continue;
        const char *sql = transfer_sql_last_id(x, t);
        DB_QUERY *q = db_query(x->c->db, sql);
        int64_t last = 0;
        db_bind_text(q, t->name);
        enum err e = db_one_int(q, 0, &last);
        if (e != ERR_OK)
            return e;
        most = last > most ? last : most;
    }
    x->numbers.org = x->manifest.org_no;
    x->numbers.shift = most == 0 ? 0 : (most / SHIFT_STEP + 2) * SHIFT_STEP;
    return ERR_OK;
}

/* Beyond the ids of records that have left for good, too: what the audit and the readers of a
 * record tell of an id is about that record for ever. */
static enum err move_on(struct transfer_import *x)
{
    for (size_t i = 0; i < x->plan.n_tables; i++) {
        if (x->last_id == 0 || x->plan.tables[i].columns[0].type != TRANSFER_ID)
            continue;
        enum err e =
            transfer_store_move_on(x->c, x->plan.tables[i].name, x->last_id + x->numbers.shift);
        if (e == ERR_FORBIDDEN)
            return problem_set(x->c->problem, e, "transfer_owner");
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err begin_org(struct transfer_import *x)
{
    int64_t org_id = 0;
    enum err e = room_for_it(x);
    if (e == ERR_OK)
        e = find_shift(x);
    if (e == ERR_OK)
        e = move_on(x);
    if (e == ERR_OK)
        e = transfer_store_org_add(x->c, &x->manifest.org, &org_id);
    if (e == ERR_OK)
        e = transfer_store_setup_end(x->c);
    return e == ERR_OK ? actor_system(x->c, org_id) : e;
}

/* ---- the audit ---- */

static void chain_begin(void *arg, const char *organisation)
{
    (void)arg;
    (void)organisation;
}

/* Keys can have been lost; that is for the one to judge who checks with `kaname verify`. */
static void chain_fault(void *arg, enum verify_fault fault, int64_t seq)
{
    struct transfer_import *x = arg;
    if (fault != VERIFY_KEY_UNKNOWN && x->chain_fault == 0)
        x->chain_fault = seq;
}

static void chain_end(void *arg, const struct verify_result *result)
{
    (void)arg;
    (void)result;
}

static enum err check_chain(struct transfer_import *x)
{
    struct keys_known keys = {.n = 0};
    for (size_t i = 0; i < x->manifest.keys.n; i++)
        keys_known_put(x, &keys, x->manifest.keys.keys[i], &x->manifest.org.uid);
    const struct verify_run run = {
        .keys = &keys,
        .begin = chain_begin,
        .tell = chain_fault,
        .end = chain_end,
        .arg = x,
    };
    enum err e = verify_run_open(x->c, &run);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && x->chain_fault != 0))
        return problem_set_limit(x->c->problem, ERR_INVALID, "transfer_chain", x->chain_fault);
    return e;
}

static enum err put_down(struct transfer_import *x, const struct transfer_told *told)
{
    char sha[DIGEST_TEXT_SIZE];
    digest_format(&told->sha256, sha);
    json_t *after = json_pack("{s:s, s:I, s:I, s:s}", "format", TRANSFER_FORMAT, "rows",
        (json_int_t)told->rows, "files", (json_int_t)told->files, "sha256", sha);
    audit_add(x->c, &(struct audit_entry){.action = "import",
                        .subject = "organisation",
                        .subject_uid = &x->manifest.org.uid,
                        .after = after});
    json_decref(after);
    return tx_commit(x->c);
}

/* What the types of columns do not say, and the program relies on when it reads sheets and answers.
 */
static enum err check_sheets(struct transfer_import *x)
{
    int64_t id = 0;
    enum err e = transfer_store_next_version(x->c, 0, &id);
    while (e == ERR_OK && id != 0) {
        void *ctx = mem_context(x, 0);
        struct sheet_version version;
        const struct sheet_doc *doc = NULL;
        e = sheet_store_version_by_id(x->c->db, ctx, id, &version);
        if (e == ERR_OK)
            e = sheet_store_doc(x->c->db, ctx, &version, &doc);
        mem_free(ctx);
        if (e == ERR_INTERNAL)
            return problem_set_arg(x->c->problem, ERR_INVALID, "transfer_value", "item.ndjson");
        if (e == ERR_OK)
            e = transfer_store_next_version(x->c, id, &id);
    }
    return e;
}

static enum err check_items(struct transfer_import *x)
{
    const char *table = NULL;
    enum err e = transfer_store_misplaced(x->c, &table);
    if (e != ERR_OK || table == NULL)
        return e;
    return problem_set_arg(x->c->problem, ERR_INVALID, "transfer_reference",
        mem_printf(x->c->problem, "%s.ndjson, item_no", table));
}

static enum err write_all(struct transfer_import *x, const struct transfer_told *told)
{
    enum err e = tx_begin(x->c);
    if (e == ERR_OK)
        e = begin_org(x);
    if (e == ERR_OK)
        e = transfer_import_write(x);
    if (e == ERR_OK)
        e = transfer_store_set_numbers(x->c, &x->numbers);
    if (e == ERR_OK)
        e = check_sheets(x);
    if (e == ERR_OK)
        e = check_items(x);
    if (e == ERR_OK)
        e = check_chain(x);
    return e == ERR_OK ? put_down(x, told) : e;
}

enum err transfer_import(struct call *c, const char *path, struct transfer_told *ret_told,
    struct transfer_keys *ret_keys)
{
    struct transfer_import *x = mem_new(c, struct transfer_import);
    struct transfer_told told = {0};
    x->c = c;
    x->plan = transfer_plan_of(x, c->app);
    x->known = mem_array(x, struct transfer_known, x->plan.n_tables);
    enum err e = transfer_archive_open(x, path, &x->plan, c->problem, &x->archive, &x->manifest);
    if (e == ERR_OK)
        e = transfer_store_built_ins(c, &x->built_ins);
    if (e == ERR_OK)
        e = transfer_import_look(x);
    if (e == ERR_OK)
        e = transfer_digest_archive(x, path, &told);
    told.organisation = x->manifest.org.name;
    told.uid = x->manifest.org.uid;
    told.rows = x->n_rows;
    told.files = x->n_files;
    if (e == ERR_OK)
        e = write_all(x, &told);
    tx_abort(c);
    if (e == ERR_OK) {
        *ret_told = told;
        *ret_keys = x->manifest.keys;
    }
    return e;
}

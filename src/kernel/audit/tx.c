#include "kernel/audit/tx.h"

#include "base/mem.h"
#include "kernel/audit/audit_spill.h"
#include "kernel/audit/audit_store.h"
#include "kernel/auth/idempotency_store.h"
#include "kernel/job/job.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum { HELD_MOST = 1000 /* entries kept in memory at the beginning of a part */ };

/* Exists while a write transaction is open. */
struct audit_pending {
    struct audit_waiting *first;
    struct audit_waiting **last; /* where the next goes */
    int64_t n;                   /* all of them */
    struct audit_spill *spill;   /* holds the first n_spilled; NULL: none */
    int64_t n_spilled;
    void (*done)(void);
    struct audit_waiting **part_last; /* `last` and `n` as the open part found them */
    int64_t part_n;
};

enum err tx_begin_read(struct call *c)
{
    bool open = c->ahead;
    c->ahead = false;
    return open ? ERR_OK : db_begin_read(c->db);
}

enum err tx_begin_ahead(struct call *c)
{
    enum err e = db_begin_read(c->db);
    c->ahead = e == ERR_OK;
    return e;
}

enum err tx_begin(struct call *c)
{
    if (c->ahead)
        tx_abort(c);
    enum err e = db_begin_write(c->db);
    if (e != ERR_OK)
        return e;
    c->audit = mem_new(c, struct audit_pending);
    c->audit->last = &c->audit->first;
    return ERR_OK;
}

/* What stands before a part is undone with the whole only: it may leave the memory. */
static enum err spill(struct call *c)
{
    struct audit_pending *audit = c->audit;
    enum err e = ERR_OK;
    if (audit->spill == NULL)
        e = audit_spill_new(audit, c->app, &audit->spill);
    while (e == ERR_OK && audit->first != NULL) {
        struct audit_waiting *p = audit->first;
        e = audit_spill_put(audit->spill, p);
        audit->first = p->next;
        audit->n_spilled++;
        mem_free(p);
    }
    audit->last = &audit->first;
    return e;
}

enum err tx_part_begin(struct call *c)
{
    assert(c->audit != NULL);
    if (c->audit->n - c->audit->n_spilled > HELD_MOST) {
        enum err e = spill(c);
        if (e != ERR_OK)
            return e;
    }
    c->audit->part_last = c->audit->last;
    c->audit->part_n = c->audit->n;
    return db_part_begin(c->db);
}

enum err tx_part_keep(struct call *c)
{
    return db_part_keep(c->db);
}

enum err tx_part_undo(struct call *c)
{
    struct audit_pending *audit = c->audit;
    struct audit_waiting *undone = *audit->part_last;
    while (undone != NULL) {
        struct audit_waiting *next = undone->next;
        mem_free(undone);
        undone = next;
    }
    *audit->part_last = NULL;
    audit->last = audit->part_last;
    audit->n = audit->part_n;
    return db_part_undo(c->db);
}

void tx_on_commit(struct call *c, void (*done)(void))
{
    assert(c->audit != NULL);
    c->audit->done = done;
}

static void put(json_t *object, const char *key, json_t *value)
{
    if (value != NULL)
        json_object_set_new(object, key, json_incref(value));
}

/* The text that the digest covers: members in order of their names, without spaces. */
static const char *payload_text(const void *ctx, const struct audit_entry *entry)
{
    if (entry->before == NULL && entry->after == NULL && entry->reason == NULL)
        return NULL;
    json_t *object = json_object();
    put(object, "before", entry->before);
    put(object, "after", entry->after);
    if (entry->reason != NULL)
        json_object_set_new(object, "reason", json_string(entry->reason));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    assert(text != NULL);
    const char *copy = mem_strdup(ctx, text);
    free(text);
    return copy;
}

void audit_add(struct call *c, const struct audit_entry *entry)
{
    struct audit_pending *audit = c->audit;
    assert(audit != NULL);
    struct audit_waiting *p = mem_new(audit, struct audit_waiting);
    p->action = mem_strdup(p, entry->action);
    p->subject = mem_strdup(p, entry->subject);
    p->subject_id = entry->subject_id;
    p->unit_id = entry->unit_id;
    p->has_uid = entry->subject_uid != NULL;
    if (p->has_uid)
        p->uid = *entry->subject_uid;
    p->payload = payload_text(p, entry);
    *audit->last = p;
    audit->last = &p->next;
    audit->n++;
}

void audit_add_own(struct call *c, const char *action, json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "account",
                     .subject_id = c->who->account_id,
                     .subject_uid = &c->who->account_uid,
                     .before = before,
                     .after = after});
}

/* `via` may hold a name from outside: one line of it. */
static const char *one_line(const void *ctx, const char *text)
{
    char *copy = mem_strdup(ctx, text == NULL ? "" : text);
    for (char *p = copy; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    }
    return copy;
}

/* Where the next entry goes. */
struct chain_end {
    const char *via;
    int64_t seq;
    struct digest head; /* the hash before it */
    struct chain_numbers numbers;
};

static enum err append(struct call *c, struct chain_end *end, const struct audit_waiting *p)
{
    uint8_t salt[CHAIN_SALT_SIZE];
    struct digest digest;
    struct chain_entry entry = {
        .org_id = db_org(c->db),
        .seq = end->seq++,
        .at_ms = c->now_ms,
        .account_id = c->who == NULL ? 0 : c->who->account_id,
        .via = end->via,
        .action = p->action,
        .subject = p->subject,
        .subject_id = p->subject_id,
        .subject_uid = p->has_uid ? &p->uid : NULL,
        .unit_id = p->unit_id,
    };
    if (p->payload != NULL) {
        randombytes_buf(salt, sizeof salt);
        digest = chain_payload_digest(salt, p->payload, strlen(p->payload));
        entry.payload = &digest;
    }
    struct chain_entry own = chain_own(&entry, &end->numbers);
    end->head = chain_hash(&end->head, &own);
    enum err e = audit_store_append(c, &entry, &end->head);
    if (e == ERR_OK && p->payload != NULL)
        e = audit_store_payload(c, entry.seq, salt, p->payload);
    return e;
}

static enum err append_spilled(struct call *c, struct chain_end *end)
{
    struct audit_pending *audit = c->audit;
    enum err e = audit->spill == NULL ? ERR_OK : audit_spill_rewind(audit->spill);
    for (int64_t i = 0; i < audit->n_spilled && e == ERR_OK; i++) {
        void *ctx = mem_context(audit, 0);
        struct audit_waiting entry;
        e = audit_spill_get(audit->spill, ctx, &entry);
        if (e == ERR_OK)
            e = append(c, end, &entry);
        mem_free(ctx);
    }
    return e;
}

/* Those who go on from the entries of the chain are told that there are more. */
static enum err wake_listeners(struct call *c)
{
    enum err e = ERR_OK;
    for (size_t m = 0; m < c->app->n_modules && e == ERR_OK; m++) {
        struct uuid uid;
        const struct job_new job = {
            .kind = c->app->modules[m]->audit_job, .once = true, .system = true};
        if (job.kind != NULL)
            e = job_add(c, &job, &uid);
    }
    return e;
}

static enum err append_all(struct call *c)
{
    struct audit_locked locked;
    enum err e = audit_store_lock(c, c->audit->n, &locked);
    if (e != ERR_OK)
        return e;
    struct chain_end end = {.via = one_line(c->audit, c->via),
        .seq = locked.first,
        .head = locked.head,
        .numbers = locked.numbers};
    if (locked.listeners > 0)
        e = wake_listeners(c);
    if (e == ERR_OK)
        e = append_spilled(c, &end);
    for (const struct audit_waiting *p = c->audit->first; e == ERR_OK && p != NULL; p = p->next)
        e = append(c, &end, p);
    return e == ERR_OK ? audit_store_head_set(c, &end.head) : e;
}

/* Commits what is open, or undoes it when `e` says that something failed. */
static enum err end(struct call *c, enum err e)
{
    void (*done)(void) = c->audit == NULL ? NULL : c->audit->done;
    if (e == ERR_OK)
        e = db_commit(c->db);
    tx_abort(c);
    if (e == ERR_OK && done != NULL)
        done();
    return e;
}

enum err tx_commit(struct call *c)
{
    if (c->audit == NULL)
        return end(c, ERR_OK); /* a read transaction */
    assert(c->audit->n > 0 && "a change without an audit entry");
    if (c->audit->n == 0)
        return end(c, ERR_INTERNAL);
    bool keep = c->idempotency != NULL && !c->idempotency->kept;
    enum err e = keep ? idempotency_store_keep(c) : ERR_OK;
    e = end(c, e == ERR_OK ? append_all(c) : e);
    if (e == ERR_OK && keep)
        c->idempotency->kept = true;
    return e;
}

enum err tx_commit_unaudited(struct call *c)
{
    return end(c, ERR_OK);
}

enum err tx_commit_any(struct call *c)
{
    return c->audit != NULL && c->audit->n > 0 ? tx_commit(c) : tx_commit_unaudited(c);
}

void tx_abort(struct call *c)
{
    db_rollback(c->db);
    mem_free(c->audit);
    c->audit = NULL;
    c->ahead = false;
}

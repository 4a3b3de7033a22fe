#include "kernel/audit/verify_run.h"

#include "base/buf.h"
#include "base/jw.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/audit/verify_line.h"
#include "kernel/audit/verify_store.h"
#include "kernel/auth/actor_store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Of an organisation (NULL: one that nobody knows), with the keys that are believed of it. */
static struct verifier *verifier_for(
    const void *ctx, const struct verify_run *run, const struct uuid *org)
{
    size_t n = 0;
    const uint8_t(*keys)[KEYS_PUBLIC_SIZE] = keys_known_of(ctx, run->keys, org, &n);
    return verifier_new(ctx, keys, n, run->tell, run->arg);
}

/* ---- a database ---- */

struct stream {
    struct verifier *verifier;
    FILE *copy;
    struct buf *line;
    bool failed; /* to write the copy */
};

static void put_line(struct stream *s)
{
    if (s->copy == NULL)
        return;
    if (fwrite(s->line->data, 1, s->line->len, s->copy) != s->line->len)
        s->failed = true;
}

static void take(void *arg, const struct verify_row *row)
{
    struct stream *s = arg;
    verifier_entry(s->verifier, row);
    if (s->copy == NULL)
        return;
    verify_line_entry(s->line, row);
    put_line(s);
}

static enum err take_signatures(struct call *c, struct stream *s)
{
    enum { PAGE = 1000 };
    struct signature *list = NULL;
    size_t n = 0;
    int64_t last = 0;
    do {
        enum err e = sign_store_page(c, last, PAGE, &list, &n);
        if (e != ERR_OK)
            return e;
        for (size_t i = 0; i < n; i++) {
            verifier_signature(s->verifier, &list[i]);
            verify_line_signature(s->line, &list[i]);
            put_line(s);
        }
        last = n == 0 ? last : list[n - 1].head.seq;
        mem_free(list);
    } while (n == PAGE);
    return ERR_OK;
}

static enum err stream_all(struct call *c, const struct verify_run *run, const struct uuid *org,
    struct stream *s, struct verify_result *ret)
{
    struct sign_head head;
    bool is_signed = false;
    enum err e = sign_store_head(c, &head, &is_signed);
    if (e != ERR_OK)
        return e;
    verify_line_head(s->line, &head, org, c->org.name);
    put_line(s);
    e = take_signatures(c, s);
    if (e == ERR_OK)
        e = verify_store_entries(c, take, s);
    if (e != ERR_OK)
        return e;
    *ret = verifier_end(s->verifier, head.seq, &head.hash);
    bool written = run->copy == NULL || (!s->failed && fflush(run->copy) == 0);
    return written ? ERR_OK : ERR_STORAGE_FULL;
}

enum err verify_run_open(struct call *c, const struct verify_run *run)
{
    void *ctx = mem_context(c, 0);
    struct verify_result result;
    struct uuid org;
    struct stream s = {.copy = run->copy, .line = buf_new(ctx)};
    enum err e = actor_store_org_uid(c, &org);
    if (e == ERR_OK) {
        s.verifier = verifier_for(ctx, run, &org);
        run->begin(run->arg, c->org.name);
        e = stream_all(c, run, &org, &s, &result);
    }
    if (e == ERR_OK)
        run->end(run->arg, &result);
    mem_free(ctx);
    return e;
}

enum err verify_run_database(struct call *c, const struct verify_run *run)
{
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = verify_run_open(c, run);
    tx_abort(c);
    return e;
}

/* ---- an export ---- */

struct reading {
    const struct verify_run *run;
    void *ctx; /* of the chain being read */
    struct verifier *verifier;
    struct sign_head head;
    bool entries_begun;
};

static void end_chain(struct reading *r)
{
    if (r->verifier == NULL)
        return;
    struct verify_result result = verifier_end(r->verifier, r->head.seq, &r->head.hash);
    r->run->end(r->run->arg, &result);
    mem_free(r->ctx);
    r->verifier = NULL;
}

static bool read_head(struct reading *r, const json_t *json)
{
    const char *organisation = NULL;
    struct sign_head head;
    struct uuid org;
    bool named = false;
    if (!verify_line_read_head(json, &head, &org, &named, &organisation))
        return false;
    end_chain(r);
    r->ctx = mem_context(NULL, 0);
    r->verifier = verifier_for(r->ctx, r->run, named ? &org : NULL);
    r->head = head;
    r->entries_begun = false;
    r->run->begin(r->run->arg, organisation);
    return true;
}

static bool read_line(struct reading *r, const json_t *json)
{
    struct signature signature;
    struct verify_line_row row;
    if (json_object_get(json, "kaname_audit") != NULL)
        return read_head(r, json);
    if (r->verifier == NULL)
        return false;
    if (json_object_get(json, "signature") != NULL) {
        if (r->entries_begun || !verify_line_read_signature(json, r->head.org_id, &signature))
            return false;
        verifier_signature(r->verifier, &signature);
        return true;
    }
    r->entries_begun = true;
    if (!verify_line_read_entry(json, r->head.org_id, &row))
        return false;
    verifier_entry(r->verifier, &row.row);
    return true;
}

enum err verify_run_export(FILE *in, const struct verify_run *run, struct problem *problem)
{
    struct reading r = {.run = run};
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    int64_t n = 0;
    bool ok = true;
    while (ok && (len = getline(&line, &room, in)) > 0) {
        json_t *json = json_loadb(line, (size_t)len, JSON_REJECT_DUPLICATES, NULL);
        n++;
        ok = json != NULL && read_line(&r, json);
        json_decref(json);
    }
    free(line);
    ok = ok && n > 0 && !ferror(in);
    if (ok)
        end_chain(&r);
    else if (r.verifier != NULL)
        mem_free(r.ctx);
    return ok ? ERR_OK : problem_set_limit(problem, ERR_MALFORMED, "audit_export_line", n);
}

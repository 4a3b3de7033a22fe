/* The archive of a case's evidence: a tar with every file, the chains of custody, the SHA-256 of
 * all of them as sha256sum checks it, and an Ed25519 signature of that list as openssl checks it.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/sign.h"
#include "kernel/audit/sign_store.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/keys.h"
#include "kernel/file/file_name.h"
#include "kernel/i18n/msg.h"
#include "mod/custody/custody_private.h"
#include "mod/custody/custody_rules.h"
#include "mod/incident/incident.h"

#include <string.h>
#include <unistd.h>

struct archive {
    struct call *c;
    int fd;
    const char *folder;
    struct buf *sums; /* of MANIFEST.sha256 */
    const struct reg_record *incident;
    struct custody_item *items;
    size_t n;
    char head[SIGN_TEXT_SIZE]; /* of the audit's chain, signed */
    uint8_t head_signature[KEYS_SIGNATURE_SIZE];
};

/* ---- tar ---- */

static enum err put(struct archive *a, const void *data, size_t len)
{
    const char *from = data;
    while (len > 0) {
        ssize_t n = write(a->fd, from, len);
        if (n <= 0)
            return ERR_STORAGE_FULL;
        from += n;
        len -= (size_t)n;
    }
    return ERR_OK;
}

static enum err put_head(struct archive *a, const char *name, int64_t size)
{
    unsigned char head[TAR_BLOCK];
    custody_tar_head(mem_printf(a->c, "%s/%s", a->folder, name), size, a->c->now_ms, head);
    return put(a, head, sizeof head);
}

static enum err put_end(struct archive *a, int64_t size)
{
    static const char zeros[TAR_BLOCK];
    size_t over = (size_t)(size % TAR_BLOCK);
    return over == 0 ? ERR_OK : put(a, zeros, TAR_BLOCK - over);
}

static enum err put_bytes(struct archive *a, const char *name, const void *data, size_t len)
{
    enum err e = put_head(a, name, (int64_t)len);
    if (e == ERR_OK)
        e = put(a, data, len);
    return e == ERR_OK ? put_end(a, (int64_t)len) : e;
}

static void sum(struct archive *a, const char *name, const struct digest *digest)
{
    char hex[DIGEST_TEXT_SIZE];
    digest_format(digest, hex);
    buf_printf(a->sums, "%s  %s\n", hex, name);
}

/* A file that the list of sums names. */
static enum err put_summed(struct archive *a, const char *name, const void *data, size_t len)
{
    const struct digest digest = digest_of(data, len);
    sum(a, name, &digest);
    return put_bytes(a, name, data, len);
}

/* ---- what is in it ---- */

static enum err copy_file(struct archive *a, int from, int64_t size)
{
    char *block = mem_array(a->c, char, FILE_BLOCK);
    int64_t left = size;
    enum err e = ERR_OK;
    while (left > 0 && e == ERR_OK) {
        ssize_t n = read(from, block, FILE_BLOCK);
        e = n <= 0 ? ERR_INTERNAL : put(a, block, (size_t)n);
        left -= n;
    }
    mem_free(block);
    return e;
}

/* Its sum is the one taken as it arrived, not one taken now: had it changed since, sha256sum would
 * say so. */
static enum err put_evidence(struct archive *a, const struct custody_item *item)
{
    char name[CUSTODY_NAME_SIZE];
    int from = -1;
    if (item->file.id == 0)
        return ERR_OK;
    custody_name(item->no, item->file.name, name);
    const char *path = mem_printf(a->c, "evidence/%s", name);
    enum err e = file_spool(a->c, &item->file, &from);
    if (e != ERR_OK)
        return e;
    sum(a, path, &item->file.sha256);
    e = put_head(a, path, item->file.size);
    if (e == ERR_OK)
        e = copy_file(a, from, item->file.size);
    close(from);
    return e == ERR_OK ? put_end(a, item->file.size) : e;
}

static enum err put_chains(struct archive *a, const struct buf *chains)
{
    return put_summed(a, "custody.json", chains->data, chains->len);
}

static enum err put_readme(struct archive *a)
{
    struct buf *b = buf_new(a->c);
    uint8_t key[KEYS_PUBLIC_SIZE];
    char id[KEYS_ID_TEXT_SIZE];
    keys_public(a->c->app->keys, key);
    keys_id_of(key, id);
    const struct msg_arg args[] = {
        {"key", id}, {"number", body_text(a->incident->after, "number")}};
    for (size_t i = 0; i < MSG_LANGS; i++)
        buf_printf(b, "%s\n", msg_format(a->c, msg_langs[i], "custody.readme", args, 2));
    return put_summed(a, "README.txt", b->data, b->len);
}

static enum err put_signed(struct archive *a)
{
    uint8_t key[KEYS_PUBLIC_SIZE], signature[KEYS_SIGNATURE_SIZE];
    char pem[CUSTODY_PEM_SIZE];
    keys_public(a->c->app->keys, key);
    custody_pem(key, pem);
    keys_sign(a->c->app->keys, a->sums->data, a->sums->len, signature);
    enum err e = put_bytes(a, "MANIFEST.sha256", a->sums->data, a->sums->len);
    if (e == ERR_OK)
        e = put_bytes(a, "MANIFEST.sig", signature, sizeof signature);
    if (e == ERR_OK)
        e = put_bytes(a, "public.pem", pem, strlen(pem));
    return e;
}

static enum err fill(struct archive *a, const struct buf *chains)
{
    static const char zeros[2 * TAR_BLOCK];
    enum err e = put_readme(a);
    if (e == ERR_OK)
        e = put_chains(a, chains);
    if (e == ERR_OK)
        e = put_summed(a, "audit-head.txt", a->head, strlen(a->head));
    if (e == ERR_OK)
        e = put_summed(a, "audit-head.sig", a->head_signature, sizeof a->head_signature);
    for (size_t i = 0; i < a->n && e == ERR_OK; i++)
        e = put_evidence(a, &a->items[i]);
    if (e == ERR_OK)
        e = put_signed(a);
    return e == ERR_OK ? put(a, zeros, sizeof zeros) : e;
}

/* ---- what the archive tells ---- */

static enum err write_chain(struct archive *a, struct jw *w, const struct custody_item *item)
{
    struct custody_event *events = NULL;
    size_t n = 0;
    enum err e = ERR_OK;
    custody_item_begin(w, item);
    for (int64_t seq = 0; e == ERR_OK && seq < item->n_events;) {
        e = custody_store_events(a->c, item->id, seq, &events, &n);
        if (e == ERR_OK && n == 0)
            e = ERR_NOT_FOUND; /* removed meanwhile */
        if (e != ERR_OK)
            break;
        custody_events_write(w, events, n);
        seq = events[n - 1].seq;
    }
    custody_item_end(w);
    return e;
}

static enum err write_chains(struct archive *a, struct buf *ret_chains)
{
    struct call *c = a->c;
    struct jw w = jw_init(ret_chains);
    enum err e = ERR_OK;
    jw_obj_begin(&w);
    jw_kstr(&w, "format", "kaname-evidence/1");
    jw_kstr(&w, "organisation", c->org.name);
    jw_kstr(&w, "incident", body_text(a->incident->after, "number"));
    jw_kstr(&w, "title", body_text(a->incident->after, "title"));
    jw_kinstant(&w, "exported_at", c->now_ms);
    jw_kstr(&w, "exported_by", c->who->name);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < a->n && e == ERR_OK; i++)
        e = write_chain(a, &w, &a->items[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* Each piece's chain says that it left, before it leaves. */
static enum err record(struct archive *a)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < a->n && e == ERR_OK; i++) {
        struct custody_event event = {
            .kind = custody_kind_keys[CUSTODY_EXPORTED], .happened_ms = a->c->now_ms};
        e = custody_write(a->c, a->incident, &a->items[i], &event);
    }
    return e;
}

static enum err prepare(struct req *r, struct archive *a, struct reg_record *incident)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = custody_case(r, &PERM_CUSTODY_WRITE, incident);
    if (e == ERR_OK)
        e = incident_hold(c, incident->id);
    a->incident = incident;
    if (e == ERR_OK)
        e = custody_store_items(c, incident->id, 0, &a->items, &a->n);
    if (e == ERR_OK && a->n == 0)
        e = problem_set(c->problem, ERR_NOT_FOUND, "evidence_none");
    if (e == ERR_OK)
        e = record(a);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* As things stand after that: the chains, and the audit's head that seals them. */
static enum err gather(struct archive *a, struct buf *ret_chains)
{
    struct sign_head head = {.at_ms = a->c->now_ms};
    bool is_signed = false;
    enum err e = tx_begin_read(a->c);
    if (e == ERR_OK)
        e = custody_store_items(a->c, a->incident->id, 0, &a->items, &a->n);
    if (e == ERR_OK)
        e = write_chains(a, ret_chains);
    if (e == ERR_OK)
        e = sign_store_head(a->c, &head, &is_signed);
    tx_abort(a->c);
    if (e != ERR_OK)
        return e;
    sign_text(&head, a->head);
    keys_sign(a->c->app->keys, a->head, strlen(a->head), a->head_signature);
    return ERR_OK;
}

enum err custody_export(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct buf *chains = buf_new(c);
    struct archive a = {.c = c, .fd = -1, .sums = buf_new(c)};
    enum err e = prepare(r, &a, &incident);
    if (e == ERR_OK)
        e = gather(&a, chains);
    if (e == ERR_OK)
        e = file_spool_open(c->app, &a.fd);
    if (e != ERR_OK)
        return e;
    a.folder = mem_printf(c, "%s-evidence", body_text(incident.after, "number"));
    e = fill(&a, chains);
    if (e != ERR_OK) {
        close(a.fd);
        return e;
    }
    r->resp.fd = a.fd; /* closed with the answer */
    r->resp.fd_size = lseek(a.fd, 0, SEEK_END);
    lseek(a.fd, 0, SEEK_SET);
    resp_header(r, "Content-Disposition", file_disposition(c, mem_printf(c, "%s.tar", a.folder)));
    return ERR_OK;
}

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

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
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
        if (n < 0 && errno == EINTR)
            continue;
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

/* ---- the chains ---- */

/* custody.json grows in the archive itself, a stretch at a time: its head is written when its size
 * is known. */
struct stream {
    struct archive *a;
    struct buf *text; /* what is not written yet */
    crypto_hash_sha256_state sha;
    int64_t size;
};

static enum err flow(struct stream *s)
{
    struct buf *b = s->text;
    crypto_hash_sha256_update(&s->sha, (const unsigned char *)b->data, b->len);
    enum err e = put(s->a, b->data, b->len);
    s->size += (int64_t)b->len;
    buf_clear(b);
    return e;
}

/* The next lines, up to the one that says that the piece left: what is added meanwhile is not part
 * of what left. */
static enum err put_lines(
    struct stream *s, struct jw *w, const struct custody_item *item, int64_t *seq)
{
    struct custody_event *events = NULL;
    size_t n = 0;
    enum err e = custody_store_events(s->a->c, item->id, *seq, &events, &n);
    while (n > 0 && events[n - 1].seq > item->n_events)
        n--;
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND; /* removed meanwhile */
    if (e != ERR_OK)
        return e;
    *seq = events[n - 1].seq;
    custody_events_write(w, events, n);
    mem_free(events);
    return flow(s);
}

static enum err put_chain(struct stream *s, struct jw *w, const struct custody_item *item)
{
    enum err e = ERR_OK;
    custody_item_begin(w, item);
    for (int64_t seq = 0; e == ERR_OK && seq < item->n_events;)
        e = put_lines(s, w, item, &seq);
    custody_item_end(w);
    return e;
}

static enum err stream_chains(struct stream *s)
{
    struct archive *a = s->a;
    struct jw w = jw_init(s->text);
    enum err e = ERR_OK;
    jw_obj_begin(&w);
    jw_kstr(&w, "format", "kaname-evidence/1");
    jw_kstr(&w, "organisation", a->c->org.name);
    jw_kstr(&w, "incident", body_text(a->incident->after, "number"));
    jw_kstr(&w, "title", body_text(a->incident->after, "title"));
    jw_kinstant(&w, "exported_at", a->c->now_ms);
    jw_kstr(&w, "exported_by", a->c->who->name);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < a->n && e == ERR_OK; i++)
        e = put_chain(s, &w, &a->items[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e == ERR_OK ? flow(s) : e;
}

static enum err put_chains(struct archive *a)
{
    static const char NAME[] = "custody.json";
    unsigned char head[TAR_BLOCK];
    struct digest digest;
    struct stream s = {.a = a, .text = buf_new(a->c)};
    off_t start = lseek(a->fd, 0, SEEK_CUR);
    crypto_hash_sha256_init(&s.sha);
    enum err e = put_head(a, NAME, 0);
    if (e == ERR_OK)
        e = stream_chains(&s);
    if (e == ERR_OK)
        e = put_end(a, s.size);
    if (e != ERR_OK)
        return e;
    crypto_hash_sha256_final(&s.sha, digest.bytes);
    sum(a, NAME, &digest);
    custody_tar_head(mem_printf(a->c, "%s/%s", a->folder, NAME), s.size, a->c->now_ms, head);
    return pwrite(a->fd, head, sizeof head, start) == (ssize_t)sizeof head ? ERR_OK : ERR_INTERNAL;
}

/* ---- what else is in it ---- */

/* Its sum is the one taken as it arrived, not one taken now: had it changed since, sha256sum would
 * say so. */
static enum err put_evidence(struct archive *a, const struct custody_item *item)
{
    char name[CUSTODY_NAME_SIZE];
    if (item->file.id == 0)
        return ERR_OK;
    custody_name(item->no, item->file.name, name);
    const char *path = mem_printf(a->c, "evidence/%s", name);
    sum(a, path, &item->file.sha256);
    enum err e = put_head(a, path, item->file.size);
    if (e == ERR_OK)
        e = file_copy(a->c, &item->file, a->fd);
    return e == ERR_OK ? put_end(a, item->file.size) : e;
}

/* It names no key: what stands here a forger writes too. */
static enum err put_readme(struct archive *a)
{
    struct buf *b = buf_new(a->c);
    const struct msg_arg args[] = {{"number", body_text(a->incident->after, "number")}};
    for (size_t i = 0; i < MSG_LANGS; i++)
        buf_printf(b, "%s\n", msg_format(a->c, msg_langs[i], "custody.readme.text", args, 1));
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

static enum err fill(struct archive *a)
{
    static const char zeros[2 * TAR_BLOCK];
    enum err e = put_readme(a);
    if (e == ERR_OK)
        e = put_chains(a);
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

/* ---- one at a time ---- */

/* An archive is up to a gigabyte in the spool folder and a worker's time: an organisation has one
 * at a time, from its beginning until the last byte of it is sent or given up. */
struct turn {
    int64_t org_id;
    struct turn *next;
};
static pthread_mutex_t turns_lock = PTHREAD_MUTEX_INITIALIZER;
static struct turn *turns;

static int give_back(struct turn *turn)
{
    pthread_mutex_lock(&turns_lock);
    for (struct turn **at = &turns; *at != NULL; at = &(*at)->next)
        if (*at == turn) {
            *at = turn->next;
            break;
        }
    pthread_mutex_unlock(&turns_lock);
    return 0;
}

static enum err take_turn(struct req *r)
{
    enum { AGAIN_S = 10 };
    struct call *c = &r->call;
    struct turn *turn = mem_new(r, struct turn);
    bool taken = false;
    turn->org_id = c->who->org_id;
    pthread_mutex_lock(&turns_lock);
    for (const struct turn *t = turns; t != NULL; t = t->next)
        taken = taken || t->org_id == turn->org_id;
    if (!taken) {
        turn->next = turns;
        turns = turn;
        talloc_set_destructor(turn, give_back);
    }
    pthread_mutex_unlock(&turns_lock);
    if (!taken)
        return ERR_OK;
    mem_free(turn);
    c->problem->retry_after_s = AGAIN_S;
    return problem_set(c->problem, ERR_UNAVAILABLE, "evidence_busy");
}

/* ---- what leaves ---- */

/* Each piece's chain says that it left, before it leaves; and what leaves is what was there then,
 * lines and files, whatever is added until the archive is made. */
static enum err record(struct archive *a)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < a->n && e == ERR_OK; i++) {
        struct custody_event event = {
            .kind = custody_kind_keys[CUSTODY_EXPORTED], .happened_ms = a->c->now_ms};
        e = custody_write(a->c, a->incident, &a->items[i], &event);
        a->items[i].n_events = event.seq;
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
        e = take_turn(r);
    if (e == ERR_OK)
        e = record(a);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* The audit's head after that: it seals what `prepare` wrote. */
static enum err sign_audit(struct archive *a)
{
    struct sign_head head = {.at_ms = a->c->now_ms};
    bool is_signed = false;
    enum err e = tx_begin_read(a->c);
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
    struct archive a = {.c = c, .fd = -1, .sums = buf_new(c)};
    enum err e = prepare(r, &a, &incident);
    if (e == ERR_OK)
        e = sign_audit(&a);
    if (e == ERR_OK)
        e = file_spool_open(c->app, &a.fd);
    if (e != ERR_OK)
        return e;
    a.folder = mem_printf(c, "%s-evidence", body_text(incident.after, "number"));
    e = fill(&a);
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

#include "mod/risk/risk_recompute.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/risk/risk_lapse.h"
#include "mod/risk/risk_recompute_store.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 5000 }; /* rows of one statement */

#define CAUSE_KEY(name, key) key,
static const char *const cause_keys[] = {RISK_CAUSE_LIST(CAUSE_KEY) NULL};
#undef CAUSE_KEY
const struct option_set OPTIONS_RISK_CAUSE = {"risk_cause", cause_keys};

/* A risk whose figures change. */
struct change {
    int64_t id;
    bool told;  /* deleted risks are not */
    bool steps; /* likelihood or importance change too */
    struct risk_worth before, after;
};

struct work {
    struct call *c;
    const struct risk_method *method;
    struct change *changes;
    size_t n;
    struct risk_move *moves;
    size_t n_moves;
};

/* ---- what changes ---- */

static bool steps_differ(const struct risk_worth *a, const struct risk_worth *b)
{
    return a->likelihood != b->likelihood || a->importance != b->importance ||
           a->residual_likelihood != b->residual_likelihood ||
           a->residual_importance != b->residual_importance;
}

static int band_of(const struct risk_method *m, int value)
{
    const struct risk_band *band = risk_band_of(m, value);
    return band == NULL ? RISK_COLOUR_MAX : (int)band->colour;
}

static void find_changes(struct work *w, const struct risk_row *rows, size_t n)
{
    struct risk_said *said = mem_array(w->c, struct risk_said, n + 1);
    struct risk_worth *worth = mem_array(w->c, struct risk_worth, n + 1);
    for (size_t i = 0; i < n; i++)
        said[i] = rows[i].said;
    risk_worth_all(w->method, said, n, worth);
    w->changes = mem_array(w->c, struct change, n + 1);
    for (size_t i = 0; i < n; i++)
        if (memcmp(&worth[i], &rows[i].worth, sizeof worth[i]) != 0 ||
            band_of(w->method, worth[i].value_now) != rows[i].band)
            w->changes[w->n++] = (struct change){rows[i].id, !rows[i].deleted,
                steps_differ(&rows[i].worth, &worth[i]), rows[i].worth, worth[i]};
}

static int growth(const struct risk_move *m)
{
    return m->now_after - m->now_before;
}

/* What rises most first, then what is highest. */
static int compare_moves(const void *a, const void *b)
{
    const struct risk_move *x = a, *y = b;
    if (growth(x) != growth(y))
        return growth(y) - growth(x);
    if (x->now_after != y->now_after)
        return y->now_after - x->now_after;
    return x->risk_id < y->risk_id ? -1 : x->risk_id > y->risk_id;
}

static void find_moves(struct work *w, struct risk_recompute *r)
{
    w->moves = mem_array(w->c, struct risk_move, w->n + 1);
    for (size_t i = 0; i < w->n; i++) {
        const struct change *x = &w->changes[i];
        const struct risk_move m = {
            x->id, x->before.value, x->after.value, x->before.value_now, x->after.value_now};
        bool moved = m.value_before != m.value_after || m.now_before != m.now_after;
        if (!moved || !x->told)
            continue;
        w->moves[w->n_moves++] = m;
        r->up += growth(&m) > 0;
        r->down += growth(&m) < 0;
    }
    qsort(w->moves, w->n_moves, sizeof *w->moves, compare_moves);
    r->moved = (int64_t)w->n_moves;
    r->moves = w->moves;
}

static enum err look(struct work *w, enum risk_cause cause, int64_t of, struct risk_recompute *r)
{
    struct risk_row *rows = NULL;
    size_t n = 0;
    enum err e = risk_recompute_store_rows(w->c, cause, of, &rows, &n);
    if (e != ERR_OK)
        return e;
    *r = (struct risk_recompute){.uid = uuid_new(w->c->now_ms),
        .cause = cause,
        .at_ms = w->c->now_ms,
        .by = w->c->who->account_id};
    for (size_t i = 0; i < n; i++)
        r->rows += !rows[i].deleted;
    find_changes(w, rows, n);
    find_moves(w, r);
    return ERR_OK;
}

/* ---- writing ---- */

/* Risks that become worth the same stand together: one statement for all of them. */
static int compare_outcome(const struct change *x, const struct change *y)
{
    return x->steps != y->steps ? x->steps - y->steps
                                : memcmp(&x->after, &y->after, sizeof x->after);
}

static int compare_changes(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    int order = compare_outcome(x, y);
    return order != 0 ? order : x->id < y->id ? -1 : x->id > y->id;
}

static enum err write_alike(struct work *w, const struct change *from, size_t n)
{
    struct buf *ids = buf_new(w->c);
    const struct risk_band *band = risk_band_of(w->method, from->after.value_now);
    for (size_t i = 0; i < n; i++)
        buf_printf(ids, "%c%lld", i == 0 ? '[' : ',', (long long)from[i].id);
    buf_char(ids, ']');
    enum err e = risk_recompute_store_write(w->c, &from->after, from->steps,
        band == NULL ? NULL : risk_colour_key(band->colour), ids->data);
    mem_free(ids);
    return e;
}

static enum err write_stretch(struct work *w, struct change *all, size_t n)
{
    enum err e = ERR_OK;
    size_t alike = 0;
    qsort(all, n, sizeof *all, compare_changes);
    for (size_t i = 0; i < n && e == ERR_OK; i += alike) {
        alike = 1;
        while (i + alike < n && compare_outcome(&all[i], &all[i + alike]) == 0)
            alike++;
        e = write_alike(w, &all[i], alike);
    }
    return e;
}

/* Changes come in order of id and are written in stretches of it: what lies side by side in the
 * table, and in most of its indexes, is touched once and not again by each outcome. */
static enum err write_changes(struct work *w)
{
    enum err e = ERR_OK;
    for (size_t from = 0; from < w->n && e == ERR_OK; from += AT_ONCE)
        e = write_stretch(w, &w->changes[from], w->n - from < AT_ONCE ? w->n - from : AT_ONCE);
    return e;
}

static enum err write_moves(struct work *w, const struct risk_recompute *r)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < w->n_moves && e == ERR_OK; i += AT_ONCE) {
        struct buf *list = buf_new(w->c);
        for (size_t k = i; k < w->n_moves && k < i + AT_ONCE; k++) {
            const struct risk_move *m = &w->moves[k];
            buf_printf(list, "%c[%zu,%lld,%d,%d,%d,%d]", k == i ? '[' : ',', k + 1,
                (long long)m->risk_id, m->value_before, m->value_after, m->now_before,
                m->now_after);
        }
        buf_char(list, ']');
        e = risk_recompute_store_moves(w->c, r->id, list->data);
        mem_free(list);
    }
    return e;
}

static void audit(struct call *c, const struct risk_recompute *r)
{
    json_t *after = json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I}", "cause", cause_keys[r->cause],
        "method", r->method.key, "method_version", (json_int_t)r->method.version, "rows",
        (json_int_t)r->rows, "moved", (json_int_t)r->moved, "up", (json_int_t)r->up, "down",
        (json_int_t)r->down);
    const struct audit_entry entry = {.action = "recompute", .subject = "risk", .after = after};
    audit_add(c, &entry);
    json_decref(after);
}

static enum err store(struct work *w, struct risk_recompute *r)
{
    enum err e = risk_choice_load(w->c, &r->method);
    if (e == ERR_OK)
        e = write_changes(w);
    if (e == ERR_OK)
        e = risk_recompute_store_add(w->c, r);
    if (e == ERR_OK)
        e = write_moves(w, r);
    if (e == ERR_OK)
        audit(w->c, r);
    if (e == ERR_OK && r->up > 0)
        e = risk_lapse_soon(w->c);
    return e;
}

enum err risk_recompute_look(
    struct call *c, const struct risk_choice *method, struct risk_recompute *ret_recompute)
{
    struct work w = {.c = c};
    enum err e = risk_method_find(c, method->key, method->version, &w.method);
    if (e == ERR_OK)
        e = look(&w, RISK_CAUSE_METHOD, 0, ret_recompute);
    if (e == ERR_OK)
        ret_recompute->method = *method;
    return e;
}

enum err risk_recompute_all(struct call *c, struct risk_recompute *ret_recompute)
{
    struct work w = {.c = c};
    enum err e = risk_method_now(c, &w.method);
    if (e == ERR_OK)
        e = look(&w, RISK_CAUSE_METHOD, 0, ret_recompute);
    return e != ERR_OK ? e : store(&w, ret_recompute);
}

enum err risk_recompute_of(struct call *c, enum risk_cause cause, int64_t id)
{
    struct risk_recompute r;
    struct work w = {.c = c};
    enum err e = risk_method_now(c, &w.method);
    if (e == ERR_OK)
        e = look(&w, cause, id, &r);
    return e != ERR_OK || w.n == 0 ? e : store(&w, &r);
}

enum err risk_recompute_by_importance(
    struct call *c, const struct reg_record *record, enum risk_cause cause)
{
    const json_t *before = json_object_get(record->before, "importance");
    const json_t *after = json_object_get(record->after, "importance");
    if (record->change != REG_UPDATE || json_equal(before, after))
        return ERR_OK;
    return risk_recompute_of(c, cause, record->id);
}

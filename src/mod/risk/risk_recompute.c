#include "mod/risk/risk_recompute.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "mod/risk/risk_lapse.h"
#include "mod/risk/risk_recompute_store.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 5000 }; /* rows of one statement */

#define CAUSE_KEY(name, key) key,
static const char *const cause_keys[] = {RISK_CAUSE_LIST(CAUSE_KEY) NULL};
#undef CAUSE_KEY
const struct option_set OPTIONS_RISK_CAUSE = {"risk_cause", cause_keys};
#define RETURN_KEY(name, key) key,
static const char *const return_keys[] = {RISK_RETURN_LIST(RETURN_KEY) NULL};
#undef RETURN_KEY
const struct option_set OPTIONS_RISK_RETURN = {"risk_return", return_keys};

const char *risk_band_key(uint8_t band)
{
    return band == RISK_COLOUR_MAX ? NULL : risk_colour_key((enum risk_colour)band);
}

const char *risk_return_key(uint8_t returns)
{
    return returns == RISK_STAYS ? NULL : return_keys[returns - 1];
}

/* A risk whose figures change. */
struct change {
    int64_t id;
    bool steps; /* likelihood or importance change too */
    struct risk_worth after;
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

/* What each row is worth by the method; those that have to be written are the changes. */
static const struct risk_worth *find_changes(struct work *w, const struct risk_row *rows, size_t n)
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
            w->changes[w->n++] =
                (struct change){rows[i].id, steps_differ(&rows[i].worth, &worth[i]), worth[i]};
    return worth;
}

/* No band is below the lowest. */
static int rank_of(int band)
{
    return band == RISK_COLOUR_MAX ? -1 : band;
}

/* Numbers of two methods cannot be compared, their bands can. */
static int growth(const struct risk_figures *f, enum risk_cause cause)
{
    return cause == RISK_CAUSE_METHOD ? rank_of(f->band_after) - rank_of(f->band_before)
                                      : f->now_after - f->now_before;
}

static struct risk_move move_of(const struct work *w, enum risk_cause cause,
    const struct risk_row *row, const struct risk_worth *worth)
{
    int band = band_of(w->method, worth->value_now);
    struct risk_move m = {.risk_id = row->id,
        .figures = {.returns = row->accepted ? (uint8_t)risk_acceptance_return(
                                                   &row->acceptance, worth->value_now, band)
                                             : RISK_STAYS,
            .now_after = worth->value_now,
            .value_after = worth->value,
            .value_before = row->worth.value,
            .now_before = row->worth.value_now,
            .band_after = (uint8_t)band,
            .band_before = (uint8_t)row->band}};
    m.growth = (int8_t)growth(&m.figures, cause);
    return m;
}

static bool has_moved(const struct risk_figures *f)
{
    return f->value_before != f->value_after || f->now_before != f->now_after ||
           f->band_before != f->band_after || f->returns != RISK_STAYS;
}

/* What comes back first, then what rises most, then what is highest; what moves alike stands
 * together. */
static int compare_moves(const void *a, const void *b)
{
    const struct risk_move *x = a, *y = b;
    bool x_returns = x->figures.returns != RISK_STAYS, y_returns = y->figures.returns != RISK_STAYS;
    if (x_returns != y_returns)
        return y_returns - x_returns;
    if (x->growth != y->growth)
        return y->growth - x->growth;
    int order = memcmp(&y->figures, &x->figures, sizeof x->figures);
    return order != 0 ? order : x->risk_id < y->risk_id ? -1 : x->risk_id > y->risk_id;
}

/* Deleted risks are valued too, and not told. */
static void find_moves(struct work *w, const struct risk_row *rows, const struct risk_worth *worth,
    size_t n, struct risk_recompute *r)
{
    w->moves = mem_array(w->c, struct risk_move, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct risk_move m = move_of(w, r->cause, &rows[i], &worth[i]);
        if (rows[i].deleted)
            continue;
        r->rows++;
        if (!has_moved(&m.figures))
            continue;
        w->moves[w->n_moves++] = m;
        r->up += m.growth > 0;
        r->down += m.growth < 0;
        r->returned += m.figures.returns != RISK_STAYS;
    }
    qsort(w->moves, w->n_moves, sizeof *w->moves, compare_moves);
    r->moved = (int64_t)w->n_moves;
    r->moves = w->moves;
}

static enum err look(struct work *w, enum risk_cause cause, int64_t of,
    const struct risk_choice *method, struct risk_recompute *r)
{
    struct risk_row *rows = NULL;
    size_t n = 0;
    enum err e =
        risk_recompute_store_rows(w->c, cause, of, risk_choice_ref(w->c, method), &rows, &n);
    if (e != ERR_OK)
        return e;
    *r = (struct risk_recompute){.uid = uuid_new(w->c->now_ms),
        .cause = cause,
        .method = *method,
        .at_ms = w->c->now_ms,
        .by = w->c->who->account_id};
    const struct risk_worth *worth = find_changes(w, rows, n);
    find_moves(w, rows, worth, n, r);
    return ERR_OK;
}

/* ---- writing ---- */

/* Risks that become worth the same stand together, those whose steps stay before the others. */
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

static void put_key(struct buf *to, const char *key)
{
    if (key == NULL)
        buf_str(to, "null,");
    else
        buf_printf(to, "\"%s\",", key);
}

static void put_small(struct buf *to, int value)
{
    if (value == 0)
        buf_str(to, "null,");
    else
        buf_printf(to, "%d,", value);
}

/* What a group has in common; risk_recompute_store_write says the order. */
static void put_worth(const struct work *w, struct buf *to, const struct risk_worth *worth)
{
    const struct risk_band *band = risk_band_of(w->method, worth->value_now);
    put_small(to, worth->value);
    put_small(to, worth->residual_value);
    put_small(to, worth->value_now);
    put_key(to, band == NULL ? NULL : risk_colour_key(band->colour));
    put_small(to, worth->likelihood);
    put_small(to, worth->importance);
    put_small(to, worth->residual_likelihood);
    put_small(to, worth->residual_importance);
}

/* The changes of one stretch that change steps too, or that do not. */
static enum err write_groups(
    struct work *w, const struct change *all, size_t n, int64_t first_id, int64_t last_id)
{
    struct buf *groups = buf_new(w->c);
    for (size_t i = 0; i < n; i++) {
        bool opens = i == 0 || compare_outcome(&all[i - 1], &all[i]) != 0;
        if (opens) {
            buf_str(groups, i == 0 ? "[[" : "]],[");
            put_worth(w, groups, &all[i].after);
        }
        buf_printf(groups, "%c%lld", opens ? '[' : ',', (long long)all[i].id);
    }
    buf_str(groups, "]]]");
    enum err e = risk_recompute_store_write(w->c, groups->data, all->steps, first_id, last_id);
    mem_free(groups);
    return e;
}

static enum err write_stretch(struct work *w, struct change *all, size_t n)
{
    const int64_t first_id = all[0].id, last_id = all[n - 1].id;
    size_t values = 0;
    enum err e = ERR_OK;
    qsort(all, n, sizeof *all, compare_changes);
    while (values < n && !all[values].steps)
        values++;
    if (values > 0)
        e = write_groups(w, all, values, first_id, last_id);
    if (e == ERR_OK && values < n)
        e = write_groups(w, all + values, n - values, first_id, last_id);
    return e;
}

/* Changes come in order of id and are written in stretches of it. */
static enum err write_changes(struct work *w)
{
    enum err e = ERR_OK;
    for (size_t from = 0; from < w->n && e == ERR_OK; from += AT_ONCE)
        e = write_stretch(w, &w->changes[from], w->n - from < AT_ONCE ? w->n - from : AT_ONCE);
    return e;
}

static bool moved_alike(const struct risk_move *a, const struct risk_move *b)
{
    return memcmp(&a->figures, &b->figures, sizeof a->figures) == 0;
}

/* What a group has in common, numbered from `no`; risk_recompute_store_moves says the order. */
static void put_figures(struct buf *to, size_t no, const struct risk_figures *f)
{
    buf_printf(
        to, "%zu,%d,%d,%d,%d,", no, f->value_before, f->value_after, f->now_before, f->now_after);
    put_key(to, risk_band_key(f->band_before));
    put_key(to, risk_band_key(f->band_after));
    put_key(to, risk_return_key(f->returns));
}

static enum err write_some_moves(struct work *w, int64_t recompute_id, size_t from, size_t to)
{
    struct buf *groups = buf_new(w->c);
    for (size_t i = from; i < to; i++) {
        const struct risk_move *m = &w->moves[i];
        bool opens = i == from || !moved_alike(&w->moves[i - 1], m);
        if (opens) {
            buf_str(groups, i == from ? "[[" : "]],[");
            put_figures(groups, i + 1, &m->figures);
        }
        buf_printf(groups, "%c%lld", opens ? '[' : ',', (long long)m->risk_id);
    }
    buf_str(groups, "]]]");
    enum err e = risk_recompute_store_moves(w->c, recompute_id, groups->data);
    mem_free(groups);
    return e;
}

static enum err write_moves(struct work *w, const struct risk_recompute *r)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < w->n_moves && e == ERR_OK; i += AT_ONCE)
        e = write_some_moves(w, r->id, i, w->n_moves - i < AT_ONCE ? w->n_moves : i + AT_ONCE);
    return e;
}

static void audit(struct call *c, const struct risk_recompute *r)
{
    json_t *after = json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I}", "cause",
        cause_keys[r->cause], "method", r->method.key, "method_version",
        (json_int_t)r->method.version, "rows", (json_int_t)r->rows, "moved", (json_int_t)r->moved,
        "up", (json_int_t)r->up, "down", (json_int_t)r->down, "returned", (json_int_t)r->returned);
    const struct audit_entry entry = {.action = "recompute", .subject = "risk", .after = after};
    audit_add(c, &entry);
    json_decref(after);
}

static enum err store(struct work *w, struct risk_recompute *r)
{
    enum err e = write_changes(w);
    if (e == ERR_OK)
        e = risk_recompute_store_add(w->c, r);
    if (e == ERR_OK)
        e = write_moves(w, r);
    if (e == ERR_OK)
        audit(w->c, r);
    if (e == ERR_OK && r->returned > 0)
        e = risk_lapse_soon(w->c);
    return e;
}

enum err risk_recompute_look(
    struct call *c, const struct risk_choice *method, struct risk_recompute *ret_recompute)
{
    struct work w = {.c = c};
    enum err e = risk_method_find(c, method->key, method->version, &w.method);
    return e == ERR_OK ? look(&w, RISK_CAUSE_METHOD, 0, method, ret_recompute) : e;
}

static enum err method_in_force(struct work *w, struct risk_choice *ret_choice)
{
    enum err e = risk_choice_load(w->c, ret_choice);
    return e == ERR_OK ? risk_method_now(w->c, &w->method) : e;
}

enum err risk_recompute_all(struct call *c, struct risk_recompute *ret_recompute)
{
    struct risk_choice now;
    struct work w = {.c = c};
    enum err e = method_in_force(&w, &now);
    if (e == ERR_OK)
        e = look(&w, RISK_CAUSE_METHOD, 0, &now, ret_recompute);
    return e != ERR_OK ? e : store(&w, ret_recompute);
}

enum err risk_recompute_of(struct call *c, enum risk_cause cause, int64_t id)
{
    struct risk_recompute r;
    struct risk_choice now;
    struct work w = {.c = c};
    enum err e = method_in_force(&w, &now);
    if (e == ERR_OK)
        e = look(&w, cause, id, &now, &r);
    return e != ERR_OK || w.n == 0 ? e : store(&w, &r);
}

enum err risk_recompute_by_importance(
    struct call *c, const struct reg_record *record, enum risk_cause cause)
{
    if (record->change != REG_UPDATE || !reg_changes(record, "importance"))
        return ERR_OK;
    return risk_recompute_of(c, cause, record->id);
}

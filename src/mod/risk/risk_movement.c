/* Two times of the register, and what has moved between them. */
#include "base/mem.h"
#include "mod/risk/risk_snapshot_store.h"

#include <string.h>

static enum err find(
    struct call *c, const char *units, const struct uuid *uid, struct risk_snapshot *ret_snapshot)
{
    struct risk_snapshot *found = NULL;
    size_t n = 0;
    enum err e = risk_snapshot_store_list(c, units, uid, 1, &found, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_snapshot = found[0];
    return e;
}

/* As it stands: by the method in force. */
static enum err find_now(struct call *c, struct risk_movement *m)
{
    struct risk_choice choice;
    enum err e = risk_choice_load(c, &choice);
    m->to_now = true;
    if (e == ERR_OK)
        m->to = (struct risk_snapshot){
            .method_key = choice.key, .method_version = choice.version, .taken_at_ms = c->now_ms};
    return e;
}

static enum err find_to(struct call *c, const char *to, struct risk_movement *m)
{
    struct uuid uid;
    if (to == NULL || strcmp(to, "now") == 0)
        return find_now(c, m);
    return uuid_parse(to, &uid) ? find(c, m->units, &uid, &m->to) : ERR_NOT_FOUND;
}

static enum err find_from(struct call *c, const char *from, struct risk_movement *m)
{
    struct uuid uid;
    enum err e = ERR_OK;
    if (from == NULL)
        e = risk_snapshot_store_before(c, m->to.taken_at_ms, &uid);
    else if (!uuid_parse(from, &uid))
        e = ERR_NOT_FOUND;
    return e == ERR_OK ? find(c, m->units, &uid, &m->from) : e;
}

static enum err units_of(struct call *c, const char *unit, struct risk_movement *m)
{
    const char **paths = NULL;
    size_t n = 0;
    enum err e = risk_paths(c, unit, &paths, &n);
    if (e == ERR_OK)
        m->units = risk_snapshot_units(c, paths, n);
    return e;
}

static void compare_methods(struct risk_movement *m)
{
    m->same_method = strcmp(m->from.method_key, m->to.method_key) == 0 &&
                     m->from.method_version == m->to.method_version;
}

enum err risk_movement_find(struct call *c, const char *from, const char *to, const char *unit,
    struct risk_movement *ret_movement)
{
    struct risk_movement m = {0};
    enum err e = units_of(c, unit, &m);
    if (e == ERR_OK)
        e = find_to(c, to, &m);
    if (e == ERR_OK)
        e = find_from(c, from, &m);
    if (e == ERR_OK && m.to.taken_at_ms <= m.from.taken_at_ms) {
        problem_field(c->problem, "/query/to", "risk_snapshot_order");
        e = ERR_INVALID;
    }
    if (e != ERR_OK)
        return e;
    compare_methods(&m);
    *ret_movement = m;
    return ERR_OK;
}

enum err risk_movement_load(struct call *c, const char *from, const char *to, const char *unit,
    struct risk_movement *ret_movement)
{
    enum err e = risk_movement_find(c, from, to, unit, ret_movement);
    return e == ERR_OK ? risk_movement_store_count(c, ret_movement) : e;
}

/* ---- over a span of days ---- */

/* What the days begin with: the register as it was before them, or as it was first kept in them. */
static enum err find_begin(struct call *c, struct date_span span, struct risk_movement *m)
{
    struct uuid uid;
    const struct date ever = {1, 1, 1}, before = date_of_days(date_days(span.first) - 1);
    enum err e = risk_snapshot_store_within(c, (struct date_span){ever, before}, true, &uid);
    if (e == ERR_NOT_FOUND)
        e = risk_snapshot_store_within(c, span, false, &uid);
    return e == ERR_OK ? find(c, m->units, &uid, &m->from) : e;
}

static enum err find_end(struct call *c, struct date_span span, struct risk_movement *m)
{
    struct uuid uid;
    struct date today;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    if (date_compare(span.last, today) >= 0)
        return find_now(c, m);
    enum err e = risk_snapshot_store_within(c, span, true, &uid);
    return e == ERR_OK ? find(c, m->units, &uid, &m->to) : e;
}

enum err risk_movement_of_days(
    struct call *c, struct date_span span, struct risk_movement *ret_movement)
{
    struct risk_movement m = {0};
    enum err e = units_of(c, NULL, &m);
    if (e == ERR_OK)
        e = find_end(c, span, &m);
    if (e == ERR_OK)
        e = find_begin(c, span, &m);
    if (e == ERR_OK && m.to.taken_at_ms <= m.from.taken_at_ms)
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    compare_methods(&m);
    *ret_movement = m;
    return risk_movement_store_count(c, ret_movement);
}

enum err risk_movement_largest(struct call *c, const struct risk_movement *m, enum risk_kind kind,
    int most, struct risk_moved **ret_rows, size_t *ret_n)
{
    *ret_rows = mem_array(c, struct risk_moved, (size_t)most);
    *ret_n = 0;
    if (m->kinds[kind] == 0)
        return ERR_OK;
    const struct risk_moved_wish wish = {kind, true, RISK_MOVED_FIRST, "", most};
    return risk_movement_store_list(c, m, &wish, *ret_rows, ret_n);
}

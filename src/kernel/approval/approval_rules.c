#include "kernel/approval/approval_rules.h"

#include <string.h>

bool approval_deputy_on(const struct rule_deputy *d, const char *today)
{
    return (d->first == NULL || strcmp(d->first, today) <= 0) &&
           (d->last == NULL || strcmp(d->last, today) >= 0);
}

/* ---- steps ---- */

/* Whether the person who decided seat `i` has decided an earlier one too. */
static bool counted(const struct rule_step *step, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (step->seats[k].decision == DECISION_APPROVE &&
            step->seats[k].decided_by == step->seats[i].decided_by)
            return true;
    return false;
}

bool approval_step_done(const struct rule_step *step)
{
    int asked = 0, approved = 0, people = 0;
    for (size_t i = 0; i < step->n_seats; i++) {
        const struct rule_seat *s = &step->seats[i];
        bool yes = s->decision == DECISION_APPROVE;
        if (s->escalated && yes)
            return true;
        asked += !s->escalated;
        approved += yes;
        people += yes && !counted(step, i);
    }
    switch (step->need) {
    case NEED_ANY:
        return approved > 0;
    case NEED_COUNT:
        return people > 0 && people >= (step->count < asked ? step->count : asked);
    default:
        return asked > 0 && approved == asked;
    }
}

enum approval_next approval_next(const struct rule_round *round)
{
    if (round->step < 1 || !approval_step_done(&round->steps[round->step - 1]))
        return NEXT_WAIT;
    return (size_t)round->step < round->n_steps ? NEXT_STEP : NEXT_APPROVED;
}

bool approval_return_ok(const struct rule_round *round, int to_step)
{
    return to_step >= 0 && to_step < round->step;
}

/* ---- who may ---- */

static const struct rule_seat *seat_of(const struct rule_step *step, int64_t actor)
{
    for (size_t i = 0; i < step->n_seats; i++)
        if (step->seats[i].account_id == actor)
            return &step->seats[i];
    return NULL;
}

/* Of one who has no open seat in the current step, nor stands in for such a one. */
static enum approval_right elsewhere(const struct rule_round *round, int64_t actor)
{
    for (size_t i = 0; i < round->n_steps; i++)
        for (size_t k = 0; k < round->steps[i].n_seats; k++)
            if (round->steps[i].seats[k].decided_by == actor)
                return RIGHT_ALREADY;
    for (size_t i = (size_t)round->step; i < round->n_steps; i++)
        if (seat_of(&round->steps[i], actor) != NULL)
            return RIGHT_NOT_TURN;
    return RIGHT_NOT_ASKED;
}

static enum approval_right as_deputy(const struct rule_step *step, int64_t actor,
    const struct rule_deputy *deputies, size_t n, const char *today, size_t *ret_seat)
{
    enum approval_right right = RIGHT_NOT_ASKED;
    for (size_t i = 0; i < n; i++) {
        const struct rule_deputy *d = &deputies[i];
        const struct rule_seat *s = d->deputy_id == actor ? seat_of(step, d->account_id) : NULL;
        if (s == NULL || s->decision != DECISION_NONE)
            continue;
        if (approval_deputy_on(d, today)) {
            *ret_seat = (size_t)(s - step->seats);
            return RIGHT_YES;
        }
        right = RIGHT_DEPUTY_OUT;
    }
    return right;
}

enum approval_right approval_right(const struct rule_round *round, int64_t actor,
    const struct rule_deputy *deputies, size_t n_deputies, const char *today, size_t *ret_seat,
    enum approval_as *ret_as)
{
    if (round->state != APPROVAL_OPEN || round->step < 1)
        return RIGHT_ENDED;
    if (actor == round->drafter_id && !round->alone)
        return RIGHT_DRAFTER;
    const struct rule_step *step = &round->steps[round->step - 1];
    const struct rule_seat *own = seat_of(step, actor);
    if (own != NULL && own->decision == DECISION_NONE) {
        *ret_seat = (size_t)(own - step->seats);
        *ret_as = own->escalated ? AS_ESCALATED : AS_SELF;
        return RIGHT_YES;
    }
    enum approval_right right = RIGHT_NOT_ASKED;
    if (actor != round->drafter_id)
        right = as_deputy(step, actor, deputies, n_deputies, today, ret_seat);
    if (right == RIGHT_YES)
        *ret_as = AS_DEPUTY;
    return right == RIGHT_NOT_ASKED ? elsewhere(round, actor) : right;
}

/* ---- routes ---- */

static bool fits(const struct rule_condition *r, const struct rule_facts *f)
{
    if (r->path != NULL && strncmp(f->path, r->path, strlen(r->path)) != 0)
        return false;
    if (r->class_key != NULL && (f->class_key == NULL || strcmp(r->class_key, f->class_key) != 0))
        return false;
    return !r->has_amount ||
           (f->has_amount && strcmp(r->currency, f->currency) == 0 && f->amount >= r->amount);
}

static bool goes_before(const struct rule_condition *a, const struct rule_condition *b)
{
    int64_t from_a = a->has_amount ? a->amount : -1, from_b = b->has_amount ? b->amount : -1;
    size_t path_a = a->path == NULL ? 0 : strlen(a->path);
    size_t path_b = b->path == NULL ? 0 : strlen(b->path);
    if (from_a != from_b)
        return from_a > from_b;
    if ((a->class_key != NULL) != (b->class_key != NULL))
        return a->class_key != NULL;
    return path_a > path_b;
}

int approval_route_choose(
    const struct rule_condition *routes, size_t n, const struct rule_facts *facts)
{
    int best = -1;
    for (size_t i = 0; i < n; i++)
        if (fits(&routes[i], facts) && (best < 0 || goes_before(&routes[i], &routes[best])))
            best = (int)i;
    return best;
}

/* ---- whom a step asks ---- */

static bool above(const char *unit, const char *path)
{
    return strncmp(path, unit, strlen(unit)) == 0;
}

static size_t add_once(int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return n;
    if (n < APPROVAL_SEATS)
        ids[n++] = id;
    return n;
}

bool approval_among(const struct rule_ids *ids, int64_t id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->ids[i] == id)
            return true;
    return false;
}

size_t approval_nearest(const struct rule_candidate *all, size_t n, const char *path,
    const struct rule_ids *but, int64_t ret_ids[APPROVAL_SEATS])
{
    size_t nearest = 0, found = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(all[i].path);
        if (!approval_among(but, all[i].account_id) && above(all[i].path, path) && len > nearest)
            nearest = len;
    }
    for (size_t i = 0; i < n; i++)
        if (!approval_among(but, all[i].account_id) && above(all[i].path, path) &&
            strlen(all[i].path) == nearest)
            found = add_once(ret_ids, found, all[i].account_id);
    return found;
}

/* ---- four eyes ---- */

/* When the account wrote last; long ago: never. */
static int64_t written(const struct rule_writer *writers, size_t n, int64_t account_id)
{
    for (size_t i = 0; i < n; i++)
        if (writers[i].account_id == account_id)
            return writers[i].at_ms;
    return INT64_MIN;
}

bool approval_wrote(const struct rule_writer *writers, size_t n, int64_t account_id)
{
    return written(writers, n, account_id) != INT64_MIN;
}

size_t approval_rather(const struct rule_eyes *eyes, int64_t actor, int64_t ret_ids[APPROVAL_SEATS])
{
    int64_t mine = written(eyes->writers, eyes->n_writers, actor);
    size_t found = 0;
    for (size_t i = 0; i < eyes->n_deciders; i++) {
        int64_t id = eyes->deciders[i];
        int64_t at = written(eyes->writers, eyes->n_writers, id);
        bool sent = id == eyes->sender_id && at != INT64_MIN;
        if (id != actor && !sent && at < mine)
            found = add_once(ret_ids, found, id);
    }
    return found;
}

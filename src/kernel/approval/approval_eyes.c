/* Four eyes: who has written what is to be decided on, and who decides on it rather (ADR 39). */
#include "base/buf.h"
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_check.h"

#include <string.h>

enum { NAMES_TOLD = 5 };

/* ---- written ---- */

/* Whether a change has to do with what is decided on: what the program or the state machine sets
 * nobody has written. */
static bool content_changed(const struct reg_record *record)
{
    const struct reg_def *def = record->def;
    for (size_t i = 0; i < def->n_fields; i++) {
        const char *key = def->fields[i].key;
        bool state = def->state_field != NULL && strcmp(key, def->state_field) == 0;
        if (!state && !(def->fields[i].flags & FIELD_READONLY) && reg_changes(record, key))
            return true;
    }
    return def->scope == REG_BY_UNIT && reg_changes(record, "unit");
}

enum err approval_wrote_beside(struct call *c, const struct reg_def *def, int64_t record_id)
{
    return c->who->system || c->who->account_id == 0
               ? ERR_OK
               : approval_store_wrote(c, def->name, record_id, c->who->account_id, c->now_ms);
}

enum err approval_written(struct call *c, const struct reg_record *record)
{
    return record->change == REG_UPDATE && content_changed(record)
               ? approval_wrote_beside(c, record->def, record->id)
               : ERR_OK;
}

/* ---- writers ---- */

static struct rule_writer *plain(
    struct call *c, const struct approval_writer *all, size_t n, int64_t maker, size_t *ret_n)
{
    struct rule_writer *writers = mem_array(c, struct rule_writer, n + 1);
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        writers[found++] = all[i].by;
    if (maker != 0 && !approval_wrote(writers, found, maker))
        writers[found++] = (struct rule_writer){maker, 0}; /* before whoever wrote later */
    *ret_n = found;
    return writers;
}

enum err approval_writers(
    struct call *c, const struct approval_of *of, struct rule_writer **ret_all, size_t *ret_n)
{
    struct approval_writer *all = NULL;
    size_t n = 0;
    bool approved = false;
    const char *reg = of->subject->reg->name;
    enum err e = approval_store_writers(c, reg, of->record.id, &all, &n);
    if (e == ERR_OK)
        e = approval_store_was_approved(c, reg, of->record.id, &of->record.uid, &approved);
    if (e == ERR_OK)
        *ret_all = plain(c, all, n, approved ? 0 : of->record.created_by, ret_n);
    return e;
}

/* ---- who decides rather ---- */

enum err approval_eyes_of(
    struct call *c, const struct approval_of *of, int64_t sender_id, struct rule_eyes *ret_eyes)
{
    struct rule_eyes eyes = {.sender_id = sender_id};
    struct rule_writer *writers = NULL;
    int64_t *deciders = NULL;
    enum err e = approval_writers(c, of, &writers, &eyes.n_writers);
    if (e == ERR_OK)
        e = approval_deciders(c, of->subject, of->facts.path, &deciders, &eyes.n_deciders);
    eyes.writers = writers;
    eyes.deciders = deciders;
    if (e == ERR_OK)
        *ret_eyes = eyes;
    return e;
}

/* All who agree answer for it together: nobody rather than one of them is nobody at all. */
static struct approval_ids rather_than(
    const struct rule_eyes *eyes, int64_t actor, const struct approval_voices *voices)
{
    struct approval_ids rather;
    rather.n = approval_rather(eyes, actor, rather.ids);
    for (size_t i = 0; i < voices->n; i++) {
        struct approval_ids ids;
        ids.n = approval_rather(eyes, voices->ids[i], ids.ids);
        if (ids.n < rather.n)
            rather = ids;
    }
    return rather;
}

enum err approval_own_of(struct call *c, const struct approval_of *of,
    const struct approval_voices *voices, struct approval_own *ret_own)
{
    struct rule_eyes eyes = {.sender_id = voices->sender_id};
    struct rule_writer *writers = NULL;
    int64_t *deciders = NULL;
    struct approval_own own = {.wrote = false};
    enum err e = approval_writers(c, of, &writers, &eyes.n_writers);
    eyes.writers = writers;
    if (e != ERR_OK)
        return e;
    own.wrote = approval_wrote(writers, eyes.n_writers, c->who->account_id);
    for (size_t i = 0; i < voices->n; i++) /* somebody who has not written agreed already */
        own.wrote &= approval_wrote(writers, eyes.n_writers, voices->ids[i]);
    if (own.wrote)
        e = approval_deciders(c, of->subject, of->facts.path, &deciders, &eyes.n_deciders);
    eyes.deciders = deciders;
    if (own.wrote && e == ERR_OK)
        own.rather = rather_than(&eyes, c->who->account_id, voices);
    if (e == ERR_OK)
        *ret_own = own;
    return e;
}

const char *approval_names(struct call *c, const struct approval_ids *ids)
{
    struct buf *names = buf_new(c);
    for (size_t i = 0; i < ids->n && i < NAMES_TOLD; i++) {
        struct approval_person person;
        bool enabled;
        if (approval_store_person(c, ids->ids[i], &person, &enabled) == ERR_OK)
            buf_printf(names, "%s%s", names->len == 0 ? "" : msg_get(c->lang, "approval.and"),
                person.name);
    }
    return names->data;
}

enum err approval_refuse_own(struct call *c, const struct approval_own *own)
{
    if (own->rather.n == 0)
        return ERR_OK;
    return problem_set_arg(
        c->problem, ERR_CONFLICT, "approval_own", approval_names(c, &own->rather));
}

enum err approval_own_draft(struct call *c, const struct reg_def *def, const char *id,
    const struct approval_voices *voices, bool *ret_own)
{
    struct approval_of of = {0};
    struct approval_own own = {.wrote = false};
    enum err e = approval_of_record(c, def->name, id, &of);
    if (e == ERR_OK)
        e = approval_own_of(c, &of, voices, &own);
    if (e == ERR_OK)
        *ret_own = own.rather.n > 0;
    return e;
}

enum err approval_own_part(
    struct call *c, const struct reg_def *def, const char *id, bool *ret_wrote)
{
    struct approval_of of = {0};
    struct rule_writer *writers = NULL;
    size_t n = 0;
    enum err e = approval_of_record(c, def->name, id, &of);
    if (e == ERR_OK)
        e = approval_writers(c, &of, &writers, &n);
    if (e == ERR_OK)
        *ret_wrote = approval_wrote(writers, n, c->who->account_id);
    return e;
}

/* ---- in a round ---- */

enum err approval_maker_kept(struct call *c, const struct approval_of *of)
{
    struct rule_writer *writers = NULL;
    size_t n = 0;
    enum err e = approval_writers(c, of, &writers, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (writers[i].at_ms == 0)
            e = approval_store_wrote(
                c, of->subject->reg->name, of->record.id, writers[i].account_id, 0);
    return e;
}

enum err approval_round_eyes(struct call *c, const struct approval *a, struct rule_eyes *ret_eyes)
{
    struct approval_writer *all = NULL;
    size_t n = 0;
    struct rule_eyes eyes = {.sender_id = a->drafter.id};
    enum err e = approval_store_writers(c, a->reg, a->record_id, &all, &n);
    if (e != ERR_OK)
        return e;
    eyes.writers = plain(c, all, n, 0, &eyes.n_writers);
    *ret_eyes = eyes;
    return ERR_OK;
}

/* Who has approved so far; what was sent back meanwhile is cleared. */
static struct approval_voices voices_of(struct call *c, const struct approval *a)
{
    int64_t *ids = mem_array(c, int64_t, APPROVAL_STEPS * APPROVAL_SEATS);
    struct approval_voices voices = {.sender_id = a->drafter.id, .ids = ids};
    for (size_t i = 0; i < a->n_steps; i++)
        for (size_t k = 0; k < a->steps[i].n_seats && k < APPROVAL_SEATS; k++)
            if (a->steps[i].seats[k].decision == DECISION_APPROVE)
                ids[voices.n++] = a->steps[i].seats[k].by.id;
    return voices;
}

enum err approval_going_of(
    struct call *c, const struct reg_def *def, int64_t record_id, struct approval_going *ret_going)
{
    int64_t live = 0;
    struct approval a;
    enum err e = approval_store_live(c, def->name, record_id, &live);
    if (e == ERR_OK)
        e = live == 0 ? ERR_NOT_FOUND : approval_load_id(c, live, false, &a);
    if (e == ERR_OK)
        *ret_going = (struct approval_going){a.route_id != 0, voices_of(c, &a)};
    return e;
}

enum err approval_see_own(struct call *c, struct approval *a, struct approval_own *ret_own)
{
    char uid[UUID_TEXT_SIZE];
    struct approval_of of;
    const struct approval_voices voices = voices_of(c, a);
    const struct rule_round rule = approval_rule(c, a);
    uuid_format(&a->record_uid, uid);
    if (a->alone || approval_next(&rule) != NEXT_APPROVED)
        return ERR_OK;
    enum err e = approval_of_record(c, a->reg, uid, &of);
    if (e == ERR_OK)
        e = approval_own_of(c, &of, &voices, ret_own);
    if (e == ERR_OK)
        a->alone = ret_own->wrote && ret_own->rather.n == 0;
    return e == ERR_OK && a->alone ? approval_store_move(c, a) : e; /* what is frozen says it too */
}

/* Those whose decision the current step waits for. */
static struct approval_ids awaited(const struct approval *a)
{
    const struct approval_step *s = &a->steps[a->step - 1];
    struct approval_ids ids = {.n = 0};
    for (size_t i = 0; i < s->n_seats && ids.n < APPROVAL_SEATS; i++)
        if (s->seats[i].decision == DECISION_NONE)
            ids.ids[ids.n++] = s->seats[i].who.id;
    return ids;
}

/* Refused in any case: a step may have nobody to wait for, until somebody is put in the place of
 * who has left. */
enum err approval_refuse_drafter(struct call *c, const struct approval *a)
{
    const struct approval_ids ids = awaited(a);
    return ids.n == 0
               ? problem_set(c->problem, ERR_CONFLICT, "approval_own_unasked")
               : problem_set_arg(c->problem, ERR_CONFLICT, "approval_own", approval_names(c, &ids));
}

enum err approval_refuse_unasked(struct call *c, const struct approval *a)
{
    struct rule_eyes eyes;
    enum err e = approval_round_eyes(c, a, &eyes);
    if (e != ERR_OK)
        return e;
    if (!approval_wrote(eyes.writers, eyes.n_writers, c->who->account_id))
        return problem_set(c->problem, ERR_FORBIDDEN, "approval_not_asked");
    return approval_refuse_drafter(c, a);
}

/* ---- what waits for one press ---- */

static char *ids_of(struct call *c, const struct approval_case *cases, size_t n)
{
    struct buf *ids = buf_new(c);
    buf_str(ids, "[");
    for (size_t i = 0; i < n; i++)
        buf_printf(ids, "%s%lld", i == 0 ? "" : ",", (long long)cases[i].record_id);
    buf_str(ids, "]");
    return ids->data;
}

/* All that is known of many cases, read at once. */
struct known {
    struct approval_writer *writers;
    size_t n_writers;
    struct rule_ids going, approved;
    const char *path; /* of which the deciders are */
    int64_t *deciders;
    size_t n_deciders;
};

static enum err know(struct call *c, const struct reg_def *def, const struct approval_case *cases,
    size_t n, struct known *k)
{
    const char *ids = ids_of(c, cases, n);
    int64_t *going = NULL, *approved = NULL;
    enum err e = approval_store_going_of(c, def->name, ids, &going, &k->going.n);
    if (e == ERR_OK)
        e = approval_store_once_approved(c, def->name, ids, &approved, &k->approved.n);
    if (e == ERR_OK)
        e = approval_store_writers_of(c, def->name, ids, &k->writers, &k->n_writers);
    k->going.ids = going;
    k->approved.ids = approved;
    return e;
}

/* Whether the caller has written it while somebody else could decide. The deciders are asked once
 * for records of one unit that follow each other. */
static enum err case_own(struct call *c, const struct approval_subject *subject,
    const struct approval_case *of, struct known *k, bool *ret_own)
{
    size_t from = 0, to;
    int64_t rather[APPROVAL_SEATS];
    struct rule_eyes eyes = {.sender_id = 0};
    enum err e = ERR_OK;
    *ret_own = false;
    while (from < k->n_writers && k->writers[from].record_id != of->record_id)
        from++;
    for (to = from; to < k->n_writers && k->writers[to].record_id == of->record_id;)
        to++;
    bool approved = approval_among(&k->approved, of->record_id);
    const struct approval_writer *mine = from == to ? NULL : k->writers + from;
    eyes.writers = plain(c, mine, to - from, approved ? 0 : of->created_by, &eyes.n_writers);
    if (!approval_wrote(eyes.writers, eyes.n_writers, c->who->account_id))
        return ERR_OK;
    if (k->path == NULL || strcmp(k->path, of->path) != 0)
        e = approval_deciders(c, subject, k->path = of->path, &k->deciders, &k->n_deciders);
    eyes.deciders = k->deciders;
    eyes.n_deciders = k->n_deciders;
    *ret_own = e == ERR_OK && approval_rather(&eyes, c->who->account_id, rather) > 0;
    return e;
}

enum err approval_cases(
    struct call *c, const struct reg_def *def, struct approval_case *cases, size_t n)
{
    const struct approval_subject *subject = approval_subject_of(c->app, def->name);
    struct rule_condition *routes = NULL;
    struct known k = {.path = NULL};
    size_t n_routes = 0;
    enum err e = approval_conditions(c, def->name, &routes, &n_routes);
    if (e == ERR_OK)
        e = know(c, def, cases, n, &k);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct rule_facts facts = {.path = cases[i].path, .class_key = cases[i].class_key};
        bool own = false;
        cases[i].waits = approval_route_choose(routes, n_routes, &facts) < 0 &&
                         !approval_among(&k.going, cases[i].record_id);
        if (cases[i].waits)
            e = case_own(c, subject, &cases[i], &k, &own);
        cases[i].waits &= !own;
    }
    return e;
}

#include "mod/measure/request.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

static bool is(const char *text, const char *key)
{
    return text != NULL && strcmp(text, key) == 0;
}

/* ---- what is derived ---- */

static json_t *money_of(int64_t amount, const char *currency)
{
    return json_pack("{s:I, s:s}", "amount", (json_int_t)amount, "currency", currency);
}

static json_t *people_of(const struct need_sum *sum)
{
    json_t *list = json_array();
    for (size_t i = 0; i < sum->n_skills; i++) {
        const struct need_people *p = &sum->by_skill[i];
        json_array_append_new(list, json_pack("{s:s?, s:I, s:s?}", "skills", p->skills, "number",
                                        (json_int_t)p->n, "from", p->from));
    }
    return list;
}

void request_derive(struct call *c, json_t *to, const struct request_measure *measures, size_t n)
{
    struct need_sum sum = {0};
    json_t *contents = json_array();
    for (size_t i = 0; i < n; i++) {
        need_add(c, &sum, measures[i].content, c->org.currency);
        json_array_append(contents, measures[i].content);
    }
    bool stated = sum.without_cost < sum.n;
    json_object_set_new(to, "people_needed", json_integer((json_int_t)sum.people));
    json_object_set_new(to, "people", people_of(&sum));
    json_object_set_new(to, "cost_low", stated ? money_of(sum.low, c->org.currency) : json_null());
    json_object_set_new(
        to, "cost_high", stated ? money_of(sum.high, c->org.currency) : json_null());
    json_object_set_new(
        to, "cost_yearly", stated ? money_of(sum.yearly, c->org.currency) : json_null());
    json_object_set_new(to, "contents", contents);
}

/* ---- whether measures can be decided together ---- */

static const struct request_measure *measure_of(
    const struct request_measure *measures, size_t n, const json_t *number)
{
    for (size_t i = 0; i < n; i++)
        if (is(json_string_value(number), measures[i].number))
            return &measures[i];
    return NULL;
}

static bool other_currency(struct call *c, const struct request_measure *m)
{
    struct need_sum sum = {0};
    need_add(c, &sum, m->content, c->org.currency);
    return sum.other_currencies > 0;
}

static bool named_before(const json_t *numbers, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (json_equal(json_array_get(numbers, i), json_array_get(numbers, at)))
            return true;
    return false;
}

/* What is wrong with a measure of a draft, as the code of a field; NULL: nothing. */
static const char *fault_of(
    struct call *c, const struct reg_record *record, const struct request_measure *m)
{
    if (m == NULL || !who_may(c->who, &PERM_MEASURE_READ, m->unit_path))
        return "reference";
    if (!unit_path_below(m->unit_path, record->unit_path))
        return "request_unit";
    if (!is(m->state, "proposed"))
        return "request_measure_state";
    return other_currency(c, m) ? "currency" : NULL;
}

static enum err load(struct call *c, const struct reg_record *record,
    struct request_measure **ret_measures, size_t *ret_n)
{
    return request_store_measures(
        c, json_object_get(record->after, "measures"), ret_measures, ret_n);
}

/* A measure may be named by its UUID as well: what is kept is its number. */
static void keep_numbers(struct call *c, const struct reg_record *record)
{
    json_t *numbers = json_array();
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(record->after, "measures"), i, one)
    {
        struct uuid uid;
        json_t *measure = NULL;
        bool found = uuid_parse(json_string_value(one), &uid) &&
                     reg_get(c, &REG_MEASURES, json_string_value(one), &measure) == ERR_OK;
        json_array_append(numbers, found ? json_object_get(measure, "number") : one);
    }
    json_object_set_new(record->after, "measures", numbers);
}

static enum err check_draft(struct call *c, const struct reg_record *record)
{
    keep_numbers(c, record);
    const json_t *numbers = json_object_get(record->after, "measures");
    struct request_measure *measures = NULL;
    size_t n = 0;
    size_t i;
    const json_t *number;
    enum err e = load(c, record, &measures, &n);
    if (e != ERR_OK)
        return e;
    json_array_foreach(numbers, i, number)
    {
        const char *fault = named_before(numbers, i)
                                ? "twice"
                                : fault_of(c, record, measure_of(measures, n, number));
        if (fault != NULL)
            problem_field_value(
                c->problem, mem_printf(c, "/measures/%zu", i), fault, json_string_value(number));
    }
    request_derive(c, record->after, measures, n);
    return ERR_OK;
}

/* A measure that goes round by itself is decided by itself. */
static enum err goes_round(struct call *c, const struct request_measure *m, bool *ret_goes)
{
    json_t *round = NULL;
    enum err e = approval_story(c, &REG_MEASURES, m->id, &round);
    if (e == ERR_OK)
        *ret_goes = round != NULL;
    return e;
}

static enum err check_alone(struct call *c, const struct request_measure *m)
{
    bool goes = false;
    enum err e = goes_round(c, m, &goes);
    if (e == ERR_OK && goes)
        e = problem_set_arg(c->problem, ERR_CONFLICT, "request_measure_round", m->number);
    return e;
}

/* All that are named can be decided on together, now. */
static enum err check_ready(struct call *c, const struct reg_record *record,
    const struct request_measure *measures, size_t n)
{
    const json_t *numbers = json_object_get(record->after, "measures");
    enum err e = ERR_OK;
    size_t i;
    const json_t *number;
    json_array_foreach(numbers, i, number)
    {
        const struct request_measure *m = measure_of(measures, n, number);
        if (fault_of(c, record, m) != NULL)
            return problem_set_arg(
                c->problem, ERR_CONFLICT, "request_measure_fault", json_string_value(number));
        if (e == ERR_OK)
            e = check_alone(c, m);
    }
    return e;
}

/* A measure meets in a request what it would meet alone: its route, and four eyes (`approve`). */
static enum err check_press(
    struct call *c, const struct request_measure *measures, size_t n, bool approve)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        enum approval_press press = PRESS_MAY;
        if (!is(measures[i].state, "proposed"))
            continue;
        e = approval_press_of(c, &REG_MEASURES, measures[i].number, &press);
        if (e == ERR_OK && press == PRESS_ROUTE)
            e = problem_set_arg(
                c->problem, ERR_CONFLICT, "request_measure_route", measures[i].number);
        if (e == ERR_OK && press == PRESS_OWN && approve)
            e = problem_set_arg(
                c->problem, ERR_CONFLICT, "request_measure_own", measures[i].number);
    }
    return e;
}

/* What of a measure is decided on: its unit's name is only told with it. */
static bool same_content(const json_t *one, const json_t *other)
{
    json_t *a = json_copy((json_t *)one);
    json_t *b = json_copy((json_t *)other);
    json_object_del(a, "unit_name");
    json_object_del(b, "unit_name");
    bool same = json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return same;
}

/* Whether what stands in the record is what the measures say. */
static bool up_to_date(const json_t *record, const struct request_measure *measures, size_t n)
{
    const json_t *contents = json_object_get(record, "contents");
    if (json_array_size(contents) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!same_content(json_array_get(contents, i), measures[i].content))
            return false;
    return true;
}

/* ---- deciding ---- */

static enum err check_approval(struct call *c, const struct reg_record *record, const json_t *seen,
    const struct request_measure *measures, size_t n)
{
    enum err e = check_ready(c, record, measures, n);
    if (e == ERR_OK && !up_to_date(seen, measures, n))
        e = problem_set(c->problem, ERR_CONFLICT, "request_changed");
    return e;
}

/* In a round, what a measure would meet alone: its route, unless the request's own goes before it,
 * and four eyes. */
static enum err check_round(struct call *c, const struct reg_record *record,
    const struct request_measure *measures, size_t n, bool approve)
{
    struct approval_going going;
    enum err e = approval_going_of(c, record->def, record->id, &going);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        enum approval_press press = PRESS_MAY;
        bool own = false;
        if (!is(measures[i].state, "proposed"))
            continue;
        if (!going.routed)
            e = approval_press_of(c, &REG_MEASURES, measures[i].number, &press);
        if (e == ERR_OK && approve)
            e = approval_own_draft(c, &REG_MEASURES, measures[i].number, &going.voices, &own);
        if (e == ERR_OK && (press == PRESS_ROUTE || own))
            e = problem_set_arg(c->problem, ERR_CONFLICT,
                own ? "request_measure_own" : "request_measure_route", measures[i].number);
    }
    return e;
}

static enum err check_decision(struct call *c, const struct reg_record *record)
{
    struct request_measure *measures = NULL;
    json_t *frozen = NULL;
    size_t n = 0;
    bool approve = is(record->action, "approve");
    measure_fill_today(c, record, "decided_on");
    enum err e = load(c, record, &measures, &n);
    if (e == ERR_OK)
        e = approval_frozen(c, record->def, record->id, &frozen);
    if (e == ERR_OK && approve)
        e = check_approval(c, record, frozen == NULL ? record->after : frozen, measures, n);
    if (e != ERR_OK)
        return e;
    return frozen == NULL ? check_press(c, measures, n, approve)
                          : check_round(c, record, measures, n, approve);
}

enum err request_check(struct call *c, const struct reg_record *record)
{
    const char *before = body_text(record->before, "state");
    if (record->change == REG_TRANSITION)
        return check_decision(c, record);
    if (before != NULL && !is(before, "draft"))
        return problem_set(c->problem, ERR_CONFLICT, "request_decided");
    return record->change == REG_CREATE || record->change == REG_UPDATE ? check_draft(c, record)
                                                                        : ERR_OK;
}

/* What stands in the history of each measure. */
static const char *reason_of(struct call *c, const struct reg_record *record)
{
    const char *what = mem_printf(
        c, "%s %s", body_text(record->before, "number"), body_text(record->before, "title"));
    return record->reason == NULL ? what : mem_printf(c, "%s: %s", what, record->reason);
}

/* What somebody else has decided on, or decides on, stays as it is: only a rejection meets such. */
static enum err decide(
    struct call *c, const struct reg_record *record, const struct request_measure *m)
{
    bool goes = false;
    if (!is(m->state, "proposed"))
        return ERR_OK;
    enum err e = goes_round(c, m, &goes);
    if (e != ERR_OK || goes)
        return e;
    return reg_decide(c, &REG_MEASURES, m->number, record->action, reason_of(c, record));
}

enum err request_apply(struct call *c, const struct reg_record *record)
{
    struct request_measure *measures = NULL;
    size_t n = 0;
    if (record->change == REG_CREATE || record->change == REG_UPDATE)
        return reg_changes(record, "measures")
                   ? request_store_names(c, record->id, json_object_get(record->after, "measures"))
                   : ERR_OK;
    if (record->change != REG_TRANSITION)
        return ERR_OK;
    enum err e = load(c, record, &measures, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = decide(c, record, &measures[i]);
    return e;
}

/* ---- sending ---- */

/* In no other request that is being decided on. */
static enum err check_elsewhere(struct call *c, int64_t measure, int64_t but)
{
    struct request_draft *drafts = NULL;
    size_t n = 0;
    enum err e = request_store_drafts(c, measure, but, &drafts, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        json_t *round = NULL;
        e = approval_story(c, &REG_RESOURCE_REQUESTS, drafts[i].id, &round);
        if (e == ERR_OK && is(body_text(round, "state"), "open"))
            e = problem_set_arg(c->problem, ERR_CONFLICT, "measure_in_request", drafts[i].number);
    }
    return e;
}

/* A route set for requests decides on the measures too; the default one does not go before theirs.
 */
static enum err check_routes(struct call *c, const struct reg_record *record,
    const struct request_measure *measures, size_t n)
{
    enum approval_press press = PRESS_MAY;
    char uid[UUID_TEXT_SIZE];
    uuid_format(&record->uid, uid);
    enum err e = approval_press_of(c, record->def, uid, &press);
    return e != ERR_OK || press == PRESS_ROUTE ? e : check_press(c, measures, n, false);
}

static enum err check_sending(struct call *c, const struct reg_record *record)
{
    struct request_measure *measures = NULL;
    size_t n = 0;
    enum err e = load(c, record, &measures, &n);
    if (e == ERR_OK)
        e = check_ready(c, record, measures, n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = check_elsewhere(c, measures[i].id, record->id);
    if (e == ERR_OK)
        e = check_routes(c, record, measures, n);
    if (e == ERR_OK && !up_to_date(record->after, measures, n))
        e = problem_set(c->problem, ERR_CONFLICT, "request_changed");
    return e;
}

enum err request_freeze(struct call *c, const char *id, json_t **ret_content)
{
    static const char *const members[] = {"unit", "title", "sheet_key", "campaign",
        "level_to_reach", "measures", "reason", "people_needed", "people", "cost_low", "cost_high",
        "cost_yearly", "contents"};
    struct reg_record record;
    enum err e = reg_look(c, &REG_RESOURCE_REQUESTS, id, &record);
    if (e == ERR_OK && is(body_text(record.after, "state"), "draft"))
        e = check_sending(c, &record);
    if (e != ERR_OK)
        return e;
    json_t *content = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        json_object_set(content, members[i], json_object_get(record.after, members[i]));
    *ret_content = content;
    return ERR_OK;
}

/* ---- lists of others ---- */

enum err measure_requests_for_sheet(
    struct call *c, const char *sheet_key, int limit, json_t **ret_requests)
{
    size_t n = 0;
    const char **paths = who_scope(c, c->who, &PERM_MEASURE_READ, &n);
    return request_store_for_sheet(c, sheet_key, paths, n, limit, ret_requests);
}

/* ---- measures that change ---- */

/* Of a measure, what requests decide on. */
static bool need_changes(const struct reg_record *record)
{
    static const char *const keys[] = {"unit", "title", "item_key", "section_key", "level_to_reach",
        "people_needed", "people_skills", "people_from", "cost_initial", "cost_low", "cost_high",
        "cost_yearly"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (reg_changes(record, keys[i]))
            return true;
    return false;
}

static bool concerns(const struct reg_record *record)
{
    return record->def == &REG_MEASURES && record->change != REG_CREATE &&
           (record->change != REG_UPDATE || need_changes(record));
}

static enum err check_measure(struct call *c, const struct reg_record *record)
{
    if (!concerns(record) || record->change == REG_RESTORE)
        return ERR_OK;
    return check_elsewhere(c, record->id, 0);
}

/* The draft's sums as they are now; its history says because of which measure. */
static enum err follow(struct call *c, const struct request_draft *draft, const char *why)
{
    struct request_measure *measures = NULL;
    size_t n = 0;
    json_t *derived = reg_keep(c, json_object());
    enum err e = request_store_measures(c, draft->measures, &measures, &n);
    if (e != ERR_OK)
        return e;
    request_derive(c, derived, measures, n);
    e = request_store_derived(c, draft->id, derived);
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = REG_RESOURCE_REQUESTS.singular,
                     .subject_id = draft->id,
                     .subject_uid = &draft->uid,
                     .unit_id = draft->unit_id,
                     .after = derived,
                     .reason = why});
    return e;
}

static enum err apply_measure(struct call *c, const struct reg_record *record)
{
    struct request_draft *drafts = NULL;
    size_t n = 0;
    const char *number = body_text(record->before, "number");
    if (!concerns(record) || record->change == REG_TRANSITION)
        return ERR_OK;
    enum err e = request_store_drafts(c, record->id, 0, &drafts, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = follow(c, &drafts[i], number);
    return e;
}

const struct reg_watch request_watch = {.check = check_measure, .apply = apply_measure};

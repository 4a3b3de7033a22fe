/* Decisions that the caller makes, is heard on or was told of. He need not see the case: of it he
 * reads the number, whether it is an exercise, and what was asked of him (docs/adr/0050). */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident.h"
#include "mod/ruling/ruling_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shapes ---- */

static const char *const todo_keys[] = {"none", "decide", "opinion", "review", NULL};
static const struct option_set OWED = {"ruling_todo", todo_keys};
static const char *const opinion_keys[] = {"for", "against", NULL};
static const struct option_set OPINION = {"ruling_opinion", opinion_keys};
static const char *const answer_keys[] = {"approved", "refused", NULL};
static const struct option_set ANSWER = {"ruling_state", answer_keys};
static const char *const verdict_keys[] = {"right", "wrong", NULL};
static const struct option_set VERDICT = {"ruling_verdict", verdict_keys};

static const struct field own_fields[] = {
    {.key = "todo", .type = FIELD_ENUM, .flags = MUST, .options = &OWED},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST}, /* of the case */
    {.key = "drill", .type = FIELD_BOOL, .flags = MUST},
    {.key = "case", .type = FIELD_ID, .flags = MAYBE},    /* null: he does not see it */
    {.key = "title", .type = FIELD_TEXT, .flags = MAYBE}, /* of the case */
    {.key = "ruling", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_RULING},
};
const struct shape SHAPE_OWN_RULING = SHAPE("OwnRuling", own_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_OWN_RULING,
        .max = LIMIT_OWN_RULINGS},
};
const struct shape SHAPE_OWN_RULINGS = SHAPE("OwnRulings", list_fields);

static const struct field opinion_fields[] = {
    {.key = "opinion", .type = FIELD_ENUM, .flags = MUST, .options = &OPINION},
    {.key = "text", .type = FIELD_LONGTEXT, .max = RULING_WORDS},
};
const struct shape SHAPE_RULING_OPINION = SHAPE("RulingOpinion", opinion_fields);

static const struct field answer_fields[] = {
    {.key = "answer", .type = FIELD_ENUM, .flags = MUST, .options = &ANSWER},
    {.key = "text", .type = FIELD_LONGTEXT, .max = RULING_WORDS},
    {.key = "passed_over", /* why opinions are not waited for */
        .type = FIELD_LONGTEXT,
        .max = RULING_WORDS},
};
const struct shape SHAPE_RULING_ANSWER = SHAPE("RulingAnswer", answer_fields);

static const struct field review_fields[] = {
    {.key = "verdict", .type = FIELD_ENUM, .flags = MUST, .options = &VERDICT},
    {.key = "text", .type = FIELD_LONGTEXT, .max = RULING_WORDS},
};
const struct shape SHAPE_RULING_REVIEW = SHAPE("RulingReview", review_fields);

/* ---- reading ---- */

/* Cases that are there, whoever asks, and of these those that the caller may read. */
struct cases {
    struct incident_seen *all, *seen;
    size_t n_all, n_seen;
};

static enum err cases_of(
    struct call *c, const struct ruling *list, size_t n, struct cases *ret_cases)
{
    int64_t *ids = mem_array(c, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        ids[i] = list[i].incident_id;
    const struct who *who = c->who;
    struct who all = *who;
    all.system = true;
    c->who = &all;
    enum err e = incident_seen_of(c, ids, n, &ret_cases->all, &ret_cases->n_all);
    c->who = who;
    return e == ERR_OK ? incident_seen_of(c, ids, n, &ret_cases->seen, &ret_cases->n_seen) : e;
}

static const struct incident_seen *case_in(const struct incident_seen *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id)
            return &list[i];
    return NULL;
}

static void write_own(struct call *c, struct jw *w, const struct incident_seen *of,
    const struct incident_seen *seen, const struct ruling *ruling)
{
    char uid[UUID_TEXT_SIZE];
    bool decides = ruling->decider.id == c->who->person_id;
    jw_obj_begin(w);
    jw_kstr(w, "todo",
        todo_keys[ruling_todo_of(
            ruling->state, decides, ruling->owes_opinion, ruling->verdict != NULL)]);
    jw_kstr(w, "number", of->number);
    jw_kbool(w, "drill", of->drill);
    if (seen != NULL)
        uuid_format(&seen->uid, uid);
    jw_kstr(w, "case", seen == NULL ? NULL : uid);
    jw_kstr(w, "title", seen == NULL ? NULL : seen->title);
    jw_key(w, "ruling");
    ruling_write(w, ruling);
    jw_obj_end(w);
}

enum err own_rulings_get(struct req *r)
{
    struct call *c = &r->call;
    struct ruling *list = NULL;
    struct cases cases = {.n_all = 0};
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = ruling_store_own(c, &list, &n);
    if (e == ERR_OK)
        e = cases_of(c, list, n, &cases);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        const struct incident_seen *of = case_in(cases.all, cases.n_all, list[i].incident_id);
        if (of != NULL)
            write_own(c, &w, of, case_in(cases.seen, cases.n_seen, of->id), &list[i]);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err answer(struct req *r, const struct ruling *ruling)
{
    struct call *c = &r->call;
    struct cases cases = {.n_all = 0};
    enum err e = cases_of(c, ruling, 1, &cases);
    if (e != ERR_OK || cases.n_all == 0)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    struct jw w = resp_json(r);
    write_own(c, &w, cases.all, cases.n_seen == 0 ? NULL : cases.seen, ruling);
    return ERR_OK;
}

enum err own_ruling_get(struct req *r)
{
    struct ruling ruling;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = ruling_store_own_get(&r->call, req_param(r, "id"), &ruling);
    return e == ERR_OK ? answer(r, &ruling) : e;
}

/* ---- writing ---- */

/* One's own, and its case held; what of it others changed meanwhile is read again. */
static enum err open_own(
    struct req *r, enum ruling_todo todo, struct reg_record *ret_incident, struct ruling *ruling)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = ruling_store_own_get(c, req_param(r, "id"), ruling);
    if (e == ERR_OK)
        e = incident_look_for_all(c, ruling->incident_id, ret_incident);
    if (e == ERR_OK)
        e = incident_hold(c, ret_incident->id);
    if (e == ERR_OK)
        e = ruling_store_own_get(c, req_param(r, "id"), ruling);
    if (e != ERR_OK)
        return e;
    bool decides = ruling->decider.id == c->who->person_id;
    if (ruling_todo_of(ruling->state, decides, ruling->owes_opinion, ruling->verdict != NULL) ==
        todo)
        return ERR_OK;
    if (ruling->state != RULING_ASKED || todo == TODO_REVIEW)
        return problem_set(c->problem, ERR_CONFLICT, "ruling_over");
    return problem_set(c->problem, ERR_FORBIDDEN, "ruling_not_yours");
}

/* As it is by now, and done. */
static enum err finish(struct req *r)
{
    struct ruling ruling;
    enum err e = ruling_store_own_get(&r->call, req_param(r, "id"), &ruling);
    if (e == ERR_OK)
        e = answer(r, &ruling);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

enum err own_ruling_opinion_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct ruling ruling;
    const char *opinion = body_text(r->body, "opinion");
    const char *text = ruling_said(
        c, r->body, "text", strcmp(opinion, "against") == 0); /* who is against says why */
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_own(r, TODO_OPINION, &incident, &ruling);
    if (e == ERR_OK)
        e = ruling_store_opinion(c, ruling.id, c->who->person_id, opinion, text);
    if (e == ERR_OK)
        e = ruling_tell_opinion(c, &incident, &ruling, opinion, text);
    return e == ERR_OK ? finish(r) : e;
}

static bool waits_for_opinions(const struct ruling *ruling)
{
    for (size_t i = 0; i < ruling->n_voices; i++)
        if (ruling->voices[i].opinion == NULL && ruling_heard_before(ruling->voices[i].part))
            return true;
    return false;
}

/* Whoever was to be heard before has been, or it is said why not. */
static enum err pass_over(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling, const char *why)
{
    if (!waits_for_opinions(ruling))
        return ERR_OK;
    if (why == NULL) {
        problem_field(c->problem, "/passed_over", "ruling_opinions");
        return problem_check(c->problem);
    }
    enum err e = ruling_store_opinion(c, ruling->id, 0, "passed", why);
    return e == ERR_OK ? ruling_tell_opinion(c, incident, ruling, "passed", why) : e;
}

enum err own_ruling_answer_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct ruling ruling;
    enum ruling_state state = ruling_state_of(body_text(r->body, "answer"));
    const char *text = ruling_said(c, r->body, "text", state == RULING_REFUSED);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_own(r, TODO_DECIDE, &incident, &ruling);
    if (e == ERR_OK)
        e = pass_over(c, &incident, &ruling, ruling_said(c, r->body, "passed_over", false));
    if (e != ERR_OK)
        return e;
    ruling.state = state;
    ruling.answer = text;
    e = ruling_store_end(c, &ruling);
    if (e == ERR_OK)
        e = ruling_tell_ended(c, &incident, &ruling);
    return e == ERR_OK ? finish(r) : e;
}

enum err own_ruling_review_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct ruling ruling;
    const char *verdict = body_text(r->body, "verdict");
    const char *text = ruling_said(c, r->body, "text", strcmp(verdict, "wrong") == 0);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_own(r, TODO_REVIEW, &incident, &ruling);
    if (e == ERR_OK)
        e = ruling_store_review(c, ruling.id, verdict, text);
    if (e == ERR_OK)
        e = ruling_tell_review(c, &incident, &ruling, verdict, text);
    return e == ERR_OK ? finish(r) : e;
}

/* Finding and reading responses, saving answers. The steps are in response_step.c. */
#include "kernel/sheet/response.h"
#include "kernel/guest/guest.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/respondent.h"
#include "kernel/sheet/answer_store.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_search.h"
#include "kernel/sheet/sheet_store.h"

#include <string.h>

enum err response_find(struct call *c, const char *id, bool lock, struct response *ret_response)
{
    struct uuid uid;
    struct response r;
    if (!uuid_parse(id, &uid))
        return ERR_NOT_FOUND;
    enum err e = response_store_find(c, &uid, lock, &r);
    if (e == ERR_OK && !who_may(c->who, &PERM_RESPONSE_READ, r.unit_path))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_response = r;
    return e;
}

static void plain_fill(struct response_sheet *s)
{
    for (int i = 0; i < s->doc->n_items; i++)
        s->plain[i] = (struct sheet_answer){s->answers[i].value, s->answers[i].na_reason};
}

/* What is known of whoever answers. A response that was handed in is asked what it was asked on
 * that day: a certificate that ends later takes nothing from it. */
static enum err facts_load(
    struct call *c, const struct response *response, struct sheet_facts *ret_facts)
{
    bool given = response->state == RESPONSE_SUBMITTED || response->state == RESPONSE_ACCEPTED;
    int64_t at_ms = given ? response->submitted_at_ms : c->now_ms;
    const char *zone = response->zone == NULL ? c->org.zone : response->zone;
    const struct respondent_kind *kind = respondent_kind_find(c->app, response->respondent_kind);
    struct sheet_certificate *held = NULL;
    char day[DATE_TEXT_SIZE] = "";
    struct date date;
    if (clock_day_in_zone(at_ms, zone, &date))
        date_format(date, day);
    *ret_facts = (struct sheet_facts){.respondent_class = response->respondent_class,
        .unit_kind = response->unit_kind,
        .today = mem_strdup(c, day)};
    if (kind == NULL || kind->certificates == NULL)
        return ERR_OK;
    enum err e =
        kind->certificates(c, response->respondent_id, day, &held, &ret_facts->n_certificates);
    ret_facts->certificates = held;
    return e;
}

/* What is asked depends on the answers, so this follows every change of them. */
static void ask(struct response_sheet *s)
{
    plain_fill(s);
    sheet_ask(s->doc, &s->facts, s->plain, s->asked);
}

enum err response_load(
    struct call *c, const struct response *response, struct response_sheet *ret_sheet)
{
    struct sheet_version version;
    struct response_sheet s = {0};
    enum err e = sheet_store_version_by_id(c->db, c, response->sheet_version.id, &version);
    if (e == ERR_OK)
        e = sheet_store_rules(c->db, c, &version, &s.doc);
    if (e != ERR_OK)
        return e;
    s.answers = mem_array(c, struct answer, s.doc->n_items);
    s.plain = mem_array(c, struct sheet_answer, s.doc->n_items);
    s.asked = mem_array(c, struct sheet_asked, s.doc->n_items);
    e = answer_store_all(c, response->id, s.answers, s.doc->n_items);
    if (e != ERR_OK)
        return e;
    e = facts_load(c, response, &s.facts);
    if (e != ERR_OK)
        return e;
    ask(&s);
    *ret_sheet = s;
    return ERR_OK;
}

/* The caller's own answers, and someone else could review: then nobody reviews their own. */
static enum err others_review(struct call *c, const struct response *response, bool *ret_others)
{
    int64_t n = 0;
    bool own = false;
    enum err e = response_store_own(c, c->who->account_id, response, 1, &own);
    if (e == ERR_OK && own)
        e = response_store_reviewers(c, c->who->account_id, response->unit_path, &n);
    if (e == ERR_OK)
        *ret_others = n > 0;
    return e;
}

bool response_is_outside(const struct response *response)
{
    return strcmp(response->respondent_kind, "unit") != 0;
}

bool response_answers(const struct call *c, const struct response *response)
{
    if (!response_is_outside(response))
        return c->who->guest_id == 0 && who_may(c->who, &PERM_RESPONSE_ANSWER, response->unit_path);
    if (c->who->guest_id != 0)
        return c->who->guest_response_id == response->id;
    return response->taken_by != 0 && response->taken_by == c->who->account_id &&
           who_may(c->who, &PERM_GUEST_WRITE, "/");
}

enum err response_may(struct call *c, const struct response *response, struct response_may *ret_may)
{
    enum response_state to;
    bool open = response->campaign_state == CAMPAIGN_OPEN;
    bool answers = response_answers(c, response);
    bool reviews = who_may(c->who, &PERM_RESPONSE_REVIEW, response->unit_path);
    bool others = false;
    struct response_may may = {
        .answer = answers && response_editable(response->state, open),
        .submit = answers && response_step_to(response->state, STEP_SUBMIT, open, &to),
        .withdraw = answers && response_step_to(response->state, STEP_WITHDRAW, open, &to),
        .accept = reviews && response_step_to(response->state, STEP_ACCEPT, open, &to),
        .give_back = reviews && response_step_to(response->state, STEP_RETURN, open, &to),
        .assign = !response_is_outside(response) &&
                  who_may(c->who, &PERM_RESPONSE_ASSIGN, response->unit_path) &&
                  response_editable(response->state, open),
    };
    if (may.accept || may.give_back) {
        enum err e = others_review(c, response, &others);
        if (e != ERR_OK)
            return e;
        may.accept = may.accept && !others;
        may.give_back = may.give_back && !others;
    }
    *ret_may = may;
    return ERR_OK;
}

/* ---- saving answers ---- */

enum err response_editable_check(struct call *c, const struct response *response)
{
    if (!response_answers(c, response))
        return ERR_FORBIDDEN;
    if (response->campaign_state != CAMPAIGN_OPEN)
        return problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (!response_editable(response->state, true))
        return problem_set(c->problem, ERR_CONFLICT, "response_state");
    return ERR_OK;
}

/* NULL when nothing but blanks was given. */
static const char *text_member(const void *ctx, const json_t *body, const char *key)
{
    const char *text = body_text(body, key);
    if (text == NULL || text[strspn(text, " \t\r\n")] == '\0')
        return NULL;
    return mem_strdup(ctx, text);
}

enum err response_answer_check(struct call *c, const struct sheet_doc *doc, int item_no,
    const json_t *body, struct answer *ret_answer)
{
    const struct sheet_item *item = &doc->items[item_no - 1];
    const json_t *value = json_object_get(body, "value");
    struct answer a = {.item_no = item_no,
        .na_reason = text_member(c, body, "na_reason"),
        .comment = text_member(c, body, "comment")};
    if (value != NULL && !json_is_null(value)) {
        const char *code = sheet_value_parse(c, item, value, &a.value);
        if (code != NULL)
            problem_field(c->problem, "/value", code);
        else
            a.has_score = sheet_value_score(doc, item, a.value, &a.score);
        if (a.na_reason != NULL)
            problem_field(c->problem, "/na_reason", "answer_or_reason");
    }
    *ret_answer = a;
    return problem_check(c->problem);
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool response_answer_same(const struct answer *a, const struct answer *b)
{
    return same_text(a->value, b->value) && same_text(a->na_reason, b->na_reason) &&
           same_text(a->comment, b->comment);
}

/* Both sides of a collision, so that the page can show them and let the person choose. */
static enum err stale(struct call *c, const struct sheet_item *item, const struct answer *current,
    const struct answer *yours)
{
    struct jw w = jw_init(buf_new(c->problem));
    jw_obj_begin(&w);
    jw_key(&w, "current");
    if (current->version == 0)
        jw_null(&w);
    else
        answer_write(&w, c, item, current);
    jw_key(&w, "yours");
    if (yours == NULL)
        jw_null(&w);
    else
        answer_write(&w, c, item, yours);
    jw_obj_end(&w);
    c->problem->extra_key = "versions";
    c->problem->extra_json = w.buf->data;
    return problem_set(c->problem, ERR_STALE, "answer_stale");
}

static enum err match(struct call *c, const struct sheet_item *item, const struct answer *current,
    int64_t if_match, const struct answer *yours)
{
    if (if_match == ANSWER_ANY || if_match == current->version ||
        (if_match < 0 && current->version == 0))
        return ERR_OK;
    return if_match < 0 ? ERR_PRECONDITION : stale(c, item, current, yours);
}

enum err response_answers_done(struct call *c, struct response *r, struct response_sheet *s)
{
    ask(s);
    sheet_progress(s->doc, s->plain, s->asked, &r->asked, &r->answered);
    return response_store_progress(c, r);
}

/* The response's sheet and the number of an item in it. */
static enum err item_find(struct call *c, const struct response *r, const char *key,
    struct response_sheet *ret_sheet, int *ret_item_no)
{
    enum err e = response_editable_check(c, r);
    if (e == ERR_OK)
        e = response_load(c, r, ret_sheet);
    if (e != ERR_OK)
        return e;
    *ret_item_no = sheet_item_no(ret_sheet->doc, key);
    return *ret_item_no == 0 ? ERR_NOT_FOUND : ERR_OK;
}

enum err response_answer_put(struct call *c, struct response *response, const char *item_key,
    const json_t *body, int64_t if_match, struct response_saved *ret_saved)
{
    struct response_saved saved = {.changed = true};
    struct response_sheet *s = &saved.sheet;
    struct answer a;
    enum err e = item_find(c, response, item_key, s, &saved.item_no);
    if (e == ERR_OK)
        e = response_answer_check(c, s->doc, saved.item_no, body, &a);
    if (e != ERR_OK)
        return e;
    struct answer *current = &s->answers[saved.item_no - 1];
    a.version = current->version;
    if (current->version > 0 && response_answer_same(current, &a)) { /* sent twice: nothing to do */
        saved.changed = false;
        *ret_saved = saved;
        return ERR_OK;
    }
    e = match(c, &s->doc->items[saved.item_no - 1], current, if_match, &a);
    if (e == ERR_OK)
        e = answer_store_put(c, response->id, &a);
    if (e == ERR_OK)
        e = sheet_search_answer(c, response->id, saved.item_no);
    if (e != ERR_OK)
        return e;
    *current = a;
    e = response_answers_done(c, response, s);
    if (e == ERR_OK)
        *ret_saved = saved;
    return e;
}

enum err response_answer_delete(struct call *c, struct response *response, const char *item_key,
    int64_t if_match, struct response_saved *ret_saved)
{
    struct response_saved saved = {.changed = false};
    struct response_sheet *s = &saved.sheet;
    enum err e = item_find(c, response, item_key, s, &saved.item_no);
    if (e != ERR_OK)
        return e;
    struct answer *current = &s->answers[saved.item_no - 1];
    if (current->version > 0) {
        saved.changed = true;
        e = match(c, &s->doc->items[saved.item_no - 1], current, if_match, NULL);
        if (e == ERR_OK)
            e = answer_store_delete(c, response->id, current);
        if (e == ERR_OK)
            e = sheet_search_answer(c, response->id, saved.item_no);
        *current = (struct answer){0};
        if (e == ERR_OK)
            e = response_answers_done(c, response, s);
    }
    if (e == ERR_OK)
        *ret_saved = saved;
    return e;
}

static bool wanted(const json_t *items, const char *key)
{
    size_t i;
    json_t *one;
    if (!json_is_array(items))
        return true;
    json_array_foreach(items, i, one)
    {
        if (strcmp(json_string_value(one), key) == 0)
            return true;
    }
    return false;
}

enum err response_answer_set(
    struct call *c, struct response *response, struct response_sheet *sheet, struct answer *answer)
{
    struct answer *current = &sheet->answers[answer->item_no - 1];
    bool gone = answer->value == NULL && answer->na_reason == NULL && answer->comment == NULL;
    answer->version = current->version;
    enum err e = gone ? answer_store_delete(c, response->id, current)
                      : answer_store_put(c, response->id, answer);
    if (e == ERR_OK)
        e = sheet_search_answer(c, response->id, answer->item_no);
    if (e == ERR_OK)
        *current = gone ? (struct answer){0} : *answer;
    return e;
}

enum err response_copy_last(
    struct call *c, struct response *response, const json_t *items, int64_t *ret_copied)
{
    struct response_sheet s;
    struct last_response last = {0};
    struct answer *old = NULL;
    size_t n = 0;
    int64_t copied = 0;
    enum err e = response_editable_check(c, response);
    if (e == ERR_OK)
        e = response_load(c, response, &s);
    if (e == ERR_OK)
        e = response_store_last(c, response, &last);
    if (e == ERR_OK && last.id != 0)
        e = answer_store_last(c, last.id, s.doc, &old, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct answer *current = &s.answers[old[i].item_no - 1];
        if (current->value != NULL || current->na_reason != NULL || current->comment != NULL ||
            !wanted(items, s.doc->items[old[i].item_no - 1].key))
            continue;
        old[i].has_score =
            old[i].value != NULL && sheet_value_score(s.doc, &s.doc->items[old[i].item_no - 1],
                                        old[i].value, &old[i].score);
        e = response_answer_set(c, response, &s, &old[i]);
        copied++;
    }
    if (e == ERR_OK)
        e = response_answers_done(c, response, &s);
    if (e == ERR_OK)
        *ret_copied = copied;
    return e;
}

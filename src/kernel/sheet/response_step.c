/* The steps of a response between its states. Each writes one audit entry. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/evidence/evidence.h"
#include "kernel/guest/respondent.h"
#include "kernel/job/job.h"
#include "kernel/sheet/answer_store.h"
#include "kernel/sheet/answerer.h"
#include "kernel/sheet/response.h"
#include "kernel/sheet/response_notice.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_store.h"

#include <string.h>

static void audit(struct call *c, const struct response *r, const char *action,
    enum response_state before, json_t *after, const char *reason)
{
    json_t *was = json_pack("{s:s}", "state", response_state_key(before));
    json_object_set_new(after, "state", json_string(response_state_key(r->state)));
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "response",
                     .subject_id = r->id,
                     .subject_uid = &r->uid,
                     .unit_id = r->unit.id,
                     .before = was,
                     .after = after,
                     .reason = reason});
    json_decref(was);
    json_decref(after);
}

static struct ref me(const struct call *c)
{
    return (struct ref){c->who->account_id, c->who->account_uid, NULL, c->who->name};
}

static enum err take_step(struct call *c, struct response *r, enum response_step step)
{
    if (response_step_to(r->state, step, r->campaign_state == CAMPAIGN_OPEN, &r->state))
        return ERR_OK;
    return problem_set(c->problem, ERR_CONFLICT,
        r->campaign_state == CAMPAIGN_OPEN ? "response_state" : "campaign_not_open");
}

/* ---- submitting ---- */

static void missing_check(struct call *c, const struct response_sheet *s)
{
    for (int i = 0; i < s->doc->n_items; i++) {
        const struct sheet_item *item = &s->doc->items[i];
        if (s->asked[i].ask == ASK_YES && item->required && s->plain[i].value == NULL &&
            s->plain[i].na_reason == NULL)
            problem_field(c->problem, mem_printf(c, "/answers/%s", item->key), "answer_missing");
    }
}

/* What is asked of outside respondents beside the sheet. */
static enum err beside_check(struct call *c, const struct response *r)
{
    const struct respondent_kind *kind = respondent_kind_find(c->app, r->respondent_kind);
    return kind == NULL || kind->complete == NULL ? ERR_OK : kind->complete(c, r);
}

bool response_question_met(const struct question *question, const struct response_sheet *sheet,
    const struct answer_file *files, size_t n_files)
{
    if (question->reply != NULL)
        return true;
    if (question->item_no == 0)
        return false;
    if (sheet->answers[question->item_no - 1].at_ms > question->asked_at_ms)
        return true;
    for (size_t i = 0; i < n_files; i++)
        if (files[i].item_no == question->item_no && files[i].at_ms > question->asked_at_ms)
            return true;
    return false;
}

static enum err questions_check(struct call *c, const struct response *r,
    const struct response_sheet *s, const struct answer_file *files, size_t n_files)
{
    struct question *list = NULL;
    size_t n = 0;
    enum err e = response_store_questions(c, r->id, &list, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        char uid[UUID_TEXT_SIZE];
        uuid_format(&list[i].uid, uid);
        if (!response_question_met(&list[i], s, files, n_files))
            problem_field(c->problem, mem_printf(c, "/questions/%s", uid), "question_open");
    }
    return e == ERR_OK ? problem_check(c->problem) : e;
}

/* Files come in order of item, so those of one stand together. */
static size_t digest_answers(struct call *c, const struct response_sheet *s,
    const struct answer_file *files, size_t n_files, struct digest_answer *ret)
{
    size_t n = 0;
    for (int i = 0; i < s->doc->n_items; i++) {
        const struct answer *a = &s->answers[i];
        struct digest *shas = mem_array(c, struct digest, n_files);
        size_t n_shas = 0;
        for (size_t k = 0; k < n_files; k++)
            if (files[k].item_no == i + 1)
                shas[n_shas++] = files[k].file.sha256;
        if (a->version == 0 && n_shas == 0)
            continue;
        ret[n++] = (struct digest_answer){
            s->doc->items[i].key, a->value, a->na_reason, a->comment, shas, n_shas};
    }
    return n;
}

static enum err digest_all(struct call *c, struct response *r, const struct response_sheet *s,
    const struct answer_file *files, size_t n_files)
{
    struct sheet_version version;
    enum err e = sheet_store_version_by_id(c->db, c, r->sheet_version.id, &version);
    if (e != ERR_OK)
        return e;
    struct digest_answer *answers = mem_array(c, struct digest_answer, s->doc->n_items);
    size_t n = digest_answers(c, s, files, n_files, answers);
    r->digest = response_digest(&r->uid, &version.digest, answers, n);
    r->has_digest = true;
    return ERR_OK;
}

static enum err scores_keep(
    struct call *c, const struct response *r, const struct response_sheet *s)
{
    struct sheet_sum *sums = mem_array(c, struct sheet_sum, s->doc->n_sections);
    sheet_sums(s->doc, s->plain, s->asked, sums);
    return response_store_scores_set(
        c, r->id, s->doc, sums, response_scores_format(c, s->doc, s->plain, s->asked));
}

static enum err submission_check(struct call *c, struct response *r,
    struct response_sheet *ret_sheet, struct answer_file **ret_files, size_t *ret_n)
{
    enum err e = response_answers(c, r) ? ERR_OK : ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = take_step(c, r, STEP_SUBMIT);
    if (e == ERR_OK)
        e = response_load(c, r, ret_sheet);
    if (e == ERR_OK)
        e = answer_store_files(c, r->id, ret_files, ret_n);
    if (e != ERR_OK)
        return e;
    missing_check(c, ret_sheet);
    e = beside_check(c, r);
    if (e != ERR_OK)
        return e;
    return questions_check(c, r, ret_sheet, *ret_files, *ret_n);
}

enum err response_submit(struct call *c, struct response *response)
{
    struct response r = *response;
    struct response_sheet s;
    struct answer_file *files = NULL;
    size_t n_files = 0;
    enum err e = submission_check(c, &r, &s, &files, &n_files);
    if (e == ERR_OK)
        e = digest_all(c, &r, &s, files, n_files);
    if (e == ERR_OK)
        e = scores_keep(c, &r, &s);
    if (e == ERR_OK)
        e = evidence_freeze(c, &r, &s);
    if (e != ERR_OK)
        return e;
    sheet_progress(s.doc, s.plain, s.asked, &r.asked, &r.answered);
    r.submitted_at_ms = c->now_ms;
    r.submitted_by = me(c);
    r.submitted_guest = c->who->guest_id;
    r.accepted_at_ms = 0;
    r.accepted_by = (struct ref){0};
    r.alone = false;
    e = response_store_step(c, &r);
    if (e == ERR_OK && response_is_outside(&r))
        e = response_store_call_end(c, r.id);
    if (e != ERR_OK)
        return e;
    char hex[DIGEST_TEXT_SIZE];
    digest_format(&r.digest, hex);
    audit(c, &r, "submit", response->state,
        json_pack("{s:s, s:i, s:i, s:I}", "digest", hex, "asked", r.asked, "answered", r.answered,
            "files", (json_int_t)n_files),
        NULL);
    *response = r;
    return ERR_OK;
}

/* ---- steps back ---- */

/* What was worked out from answers that may change now. */
static enum err results_forget(struct call *c, int64_t response_id)
{
    enum err e = response_store_scores_clear(c, response_id);
    return e == ERR_OK ? evidence_thaw(c, response_id) : e;
}

static void submission_forget(struct response *r)
{
    r->submitted_at_ms = 0;
    r->submitted_by = (struct ref){0};
    r->submitted_guest = 0;
    r->accepted_at_ms = 0;
    r->accepted_by = (struct ref){0};
    r->alone = false;
    r->has_digest = false;
}

enum err response_withdraw(struct call *c, struct response *response)
{
    struct response r = *response;
    enum err e = response_answers(c, &r) ? ERR_OK : ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = take_step(c, &r, STEP_WITHDRAW);
    if (e == ERR_OK)
        e = results_forget(c, r.id);
    if (e != ERR_OK)
        return e;
    submission_forget(&r);
    e = response_store_step(c, &r);
    if (e != ERR_OK)
        return e;
    audit(c, &r, "withdraw", response->state, json_object(), NULL);
    *response = r;
    return ERR_OK;
}

/* Nobody reviews their own answers, unless there is nobody else; that is kept on record. */
static enum err reviewer_check(struct call *c, const struct response *r, bool *ret_alone)
{
    int64_t others = 0;
    bool own = false;
    if (!who_may(c->who, &PERM_RESPONSE_REVIEW, r->unit_path))
        return ERR_FORBIDDEN;
    *ret_alone = false;
    enum err e = response_store_own(c, c->who->account_id, r, 1, &own);
    if (e != ERR_OK || !own)
        return e;
    e = response_store_reviewers(c, c->who->account_id, r->unit_path, &others);
    if (e == ERR_OK && others > 0)
        e = problem_set(c->problem, ERR_FORBIDDEN, "self_review");
    if (e == ERR_OK)
        *ret_alone = true;
    return e;
}

static enum err questions_add(struct call *c, const struct response *r, const json_t *questions)
{
    const struct sheet_doc *doc = NULL;
    struct response_sheet s;
    int64_t n = 0;
    enum err e = response_store_question_count(c, r->id, &n);
    if (e == ERR_OK && n + (int64_t)json_array_size(questions) > LIMIT_QUESTIONS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "questions_many", LIMIT_QUESTIONS);
    if (e == ERR_OK)
        e = response_load(c, r, &s);
    doc = e == ERR_OK ? s.doc : NULL;
    for (size_t i = 0; e == ERR_OK && i < json_array_size(questions); i++) {
        const json_t *one = json_array_get(questions, i);
        const char *key = body_text(one, "item");
        int no = key == NULL ? 0 : sheet_item_no(doc, key);
        if (key != NULL && no == 0)
            problem_field_value(
                c->problem, mem_printf(c, "/questions/%zu/item", i), "sheet_item", key);
        else
            e = response_store_question_add(
                c, r->id, no, body_text(one, "kind"), body_text(one, "text"));
    }
    return e == ERR_OK ? problem_check(c->problem) : e;
}

/* Those without an account: kernel/guest writes to them. */
static enum err tell_outside(struct call *c, const struct response *r)
{
    struct uuid uid;
    json_t *payload = json_pack("{s:I}", "response", (json_int_t)r->id);
    enum err e = job_add(
        c, &(struct job_new){.kind = "guest_returned", .payload = payload, .system = true}, &uid);
    json_decref(payload);
    tx_on_commit(c, job_wake);
    return e;
}

enum err response_return(
    struct call *c, struct response *response, const char *reason, const json_t *questions)
{
    struct response r = *response;
    bool alone = false;
    enum err e = reviewer_check(c, &r, &alone);
    if (e == ERR_OK)
        e = take_step(c, &r, STEP_RETURN);
    if (e == ERR_OK && json_array_size(questions) > 0)
        e = questions_add(c, &r, questions);
    if (e == ERR_OK)
        e = results_forget(c, r.id);
    if (e != ERR_OK)
        return e;
    submission_forget(&r);
    r.returned_at_ms = c->now_ms;
    r.returned_by = me(c);
    r.return_reason = mem_strdup(c, reason);
    e = response_store_step(c, &r);
    if (e != ERR_OK)
        return e;
    json_t *after = json_object();
    if (json_array_size(questions) > 0)
        json_object_set(after, "questions", (json_t *)questions);
    audit(c, &r, "return", response->state, after, reason);
    e = response_notice_returned(c, &r, response->submitted_by.id);
    if (e == ERR_OK && response_is_outside(&r))
        e = tell_outside(c, &r);
    if (e == ERR_OK)
        *response = r;
    return e;
}

enum err response_accept(struct call *c, struct response *response)
{
    struct response r = *response;
    enum err e = reviewer_check(c, &r, &r.alone);
    if (e == ERR_OK)
        e = take_step(c, &r, STEP_ACCEPT);
    if (e != ERR_OK)
        return e;
    r.accepted_at_ms = c->now_ms;
    r.accepted_by = me(c);
    e = response_store_step(c, &r);
    if (e != ERR_OK)
        return e;
    char hex[DIGEST_TEXT_SIZE];
    digest_format(&r.digest, hex);
    audit(c, &r, "accept", response->state,
        json_pack("{s:s, s:b}", "digest", hex, "alone", r.alone), NULL);
    *response = r;
    return ERR_OK;
}

enum err response_assign(struct call *c, struct response *response, const char *account)
{
    struct response r = *response;
    struct answerers all;
    if (response_is_outside(&r) || !who_may(c->who, &PERM_RESPONSE_ASSIGN, r.unit_path))
        return ERR_FORBIDDEN;
    if (!response_editable(r.state, r.campaign_state == CAMPAIGN_OPEN))
        return problem_set(c->problem, ERR_CONFLICT, "response_state");
    enum err e = answerers_load(c, &all);
    if (e != ERR_OK)
        return e;
    const struct ref *to = account == NULL ? NULL : answerer_account(&all, account);
    if (account != NULL && (to == NULL || !answerer_in(&all, to->id, r.unit_path)))
        problem_field_value(c->problem, "/assignee", "campaign_assignee", account);
    e = problem_check(c->problem);
    r.assignee = to == NULL ? (struct ref){0} : *to;
    if (e == ERR_OK)
        e = response_store_step(c, &r);
    if (e != ERR_OK)
        return e;
    audit(
        c, &r, "assign", response->state, json_pack("{s:s?}", "assignee", r.assignee.title), NULL);
    e = r.assignee.id == response->assignee.id ? ERR_OK : response_notice_asked(c, &r);
    if (e == ERR_OK)
        *response = r;
    return e;
}

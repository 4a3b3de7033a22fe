#include "kernel/sheet/response_view.h"

#include "base/mem.h"
#include "kernel/sheet/campaign_days.h"
#include "kernel/sheet/campaign_rules.h"

#include <math.h>

static void answer_ours(struct jw *w, const struct answer *answer)
{
    jw_key(w, "score");
    if (answer->has_score)
        jw_int(w, answer->score);
    else
        jw_null(w);
    out_ref(w, "by", &answer->by);
}

void answer_write(
    struct jw *w, const struct call *c, const struct sheet_item *item, const struct answer *answer)
{
    jw_obj_begin(w);
    jw_kstr(w, "item", item->key);
    jw_key(w, "value");
    sheet_value_write(w, item, answer->value);
    jw_kstr(w, "na_reason", answer->na_reason);
    jw_kstr(w, "comment", answer->comment);
    if (c->who->guest_id == 0)
        answer_ours(w, answer);
    jw_kstr(w, "guest", answer->guest);
    if (c->who->guest_id != 0)
        jw_kbool(w, "phone", answer->guest == NULL && answer->version > 0);
    jw_kinstant(w, "at", answer->at_ms);
    jw_kint(w, "version", answer->version);
    jw_obj_end(w);
}

static void brief_members(struct jw *w, const struct call *c, const struct response *r)
{
    bool answering = response_editable(r->state, r->campaign_state == CAMPAIGN_OPEN);
    int days_left = campaign_days_left(r->due, campaign_today(c, r->zone));
    out_uuid(w, "id", &r->uid);
    jw_kint(w, "version", r->version);
    out_ref(w, "campaign", &r->campaign);
    jw_kstr(w, "campaign_state", campaign_state_key(r->campaign_state));
    jw_kstr(w, "period", r->period);
    jw_kstr(w, "due", r->due);
    jw_kbool(w, "overdue", answering && campaign_overdue(c, r->due, r->zone));
    jw_kint(w, "days_left", days_left);
    jw_kstr(w, "notice", answering ? campaign_notice(days_left, r->remind_before) : NULL);
    out_ref(w, "sheet_version", &r->sheet_version);
    jw_kstr(w, "respondent_kind", r->respondent_kind);
    out_ref(w, "unit", &r->unit);
    out_ref(w, "respondent", &r->respondent);
    jw_kstr(w, "state", response_state_key(r->state));
    out_ref(w, "assignee", &r->assignee);
    jw_kint(w, "asked", r->asked);
    jw_kint(w, "answered", r->answered);
    jw_kinstant(w, "submitted_at", r->submitted_at_ms);
    out_ref(w, "submitted_by", &r->submitted_by);
    jw_kstr(w, "submitted_guest", r->submitted_as);
    jw_kinstant(w, "accepted_at", r->accepted_at_ms);
    out_ref(w, "accepted_by", &r->accepted_by);
    jw_kbool(w, "alone", r->alone);
    jw_kinstant(w, "returned_at", r->returned_at_ms);
    out_ref(w, "returned_by", &r->returned_by);
    jw_kstr(w, "return_reason", r->return_reason);
    if (r->has_digest)
        out_digest(w, "digest", &r->digest);
    else
        jw_kstr(w, "digest", NULL);
    jw_kinstant(w, "updated_at", r->updated_at_ms);
}

void response_brief_write(struct jw *w, const struct call *c, const struct response *response)
{
    jw_obj_begin(w);
    brief_members(w, c, response);
    jw_obj_end(w);
}

enum err response_of(struct req *r, bool lock, struct response *ret_response)
{
    struct call *c = &r->call;
    if (c->who->guest_id == 0)
        return response_find(c, req_param(r, "id"), lock, ret_response);
    return response_store_by_id(c, c->who->guest_response_id, lock, ret_response);
}

enum err response_view_load(struct call *c, struct response_view *view)
{
    enum err e = response_load(c, &view->response, &view->sheet);
    if (e == ERR_OK)
        e = response_may(c, &view->response, &view->may);
    if (e == ERR_OK)
        e = response_store_last(c, &view->response, &view->last);
    if (e == ERR_OK && view->last.id != 0)
        e = answer_store_last(
            c, view->last.id, view->sheet.doc, &view->last_answers, &view->n_last_answers);
    if (e == ERR_OK)
        e = campaign_store_supplements(
            c, view->response.campaign.id, &view->supplements, &view->n_supplements);
    if (e == ERR_OK)
        e = response_store_questions(c, view->response.id, &view->questions, &view->n_questions);
    if (e == ERR_OK)
        e = answer_store_files(c, view->response.id, &view->files, &view->n_files);
    return e;
}

static void may_write(struct jw *w, const struct response_may *may)
{
    jw_key(w, "may");
    jw_obj_begin(w);
    jw_kbool(w, "answer", may->answer);
    jw_kbool(w, "submit", may->submit);
    jw_kbool(w, "withdraw", may->withdraw);
    jw_kbool(w, "accept", may->accept);
    jw_kbool(w, "return", may->give_back);
    jw_kbool(w, "assign", may->assign);
    jw_obj_end(w);
}

static void answers_write(struct jw *w, const struct call *c, const struct response_sheet *s)
{
    jw_key(w, "answers");
    jw_arr_begin(w);
    for (int i = 0; i < s->doc->n_items; i++)
        if (s->answers[i].version > 0)
            answer_write(w, c, &s->doc->items[i], &s->answers[i]);
    jw_arr_end(w);
}

static void hidden_write(struct jw *w, const struct response_sheet *s)
{
    jw_key(w, "hidden");
    jw_arr_begin(w);
    for (int i = 0; i < s->doc->n_items; i++)
        if (s->asked[i].ask == ASK_HIDDEN)
            jw_str(w, s->doc->items[i].key);
    jw_arr_end(w);
}

static void spared_write(struct jw *w, const struct response_sheet *s)
{
    jw_key(w, "spared");
    jw_arr_begin(w);
    for (int i = 0; i < s->doc->n_items; i++) {
        if (s->asked[i].ask != ASK_SPARED)
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "item", s->doc->items[i].key);
        jw_key(w, "value");
        sheet_value_write(w, &s->doc->items[i], s->asked[i].value);
        jw_kstr(w, "certificate", s->asked[i].certificate->key);
        jw_kstr(w, "until", s->asked[i].certificate->until);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void missing_write(struct jw *w, const struct response_sheet *s)
{
    jw_key(w, "missing");
    jw_arr_begin(w);
    for (int i = 0; i < s->doc->n_items; i++)
        if (s->asked[i].ask == ASK_YES && s->doc->items[i].required && s->plain[i].value == NULL &&
            s->plain[i].na_reason == NULL)
            jw_str(w, s->doc->items[i].key);
    jw_arr_end(w);
}

void response_asked_write(
    struct jw *w, const struct response *response, const struct response_sheet *sheet)
{
    jw_kint(w, "asked", response->asked);
    jw_kint(w, "answered", response->answered);
    hidden_write(w, sheet);
    missing_write(w, sheet);
}

void response_copied_write(struct jw *w, const struct call *c, const struct response *response,
    const struct response_sheet *sheet, int64_t copied)
{
    jw_obj_begin(w);
    jw_kint(w, "copied", copied);
    answers_write(w, c, sheet);
    response_asked_write(w, response, sheet);
    jw_obj_end(w);
}

/* Six decimals: more would show how the machine computes, not what the mean is. */
static double shown_raw(double raw)
{
    return round(raw * 1e6) / 1e6;
}

static void section_score_write(
    struct jw *w, const struct sheet_doc *doc, int no, const struct sheet_sum *sum)
{
    jw_obj_begin(w);
    jw_kstr(w, "section", doc->sections[no - 1].key);
    jw_kint(w, "n", sum->n);
    jw_kint(w, "missing", sum->missing);
    jw_key(w, "tenths");
    if (sum->w > 0)
        jw_int(w, mean_tenths(sum->s, sum->w));
    else
        jw_null(w);
    jw_key(w, "raw");
    if (sum->w > 0)
        jw_num(w, shown_raw((double)sum->s / (double)sum->w));
    else
        jw_null(w);
    jw_obj_end(w);
}

static void scores_write(struct jw *w, const struct response_sheet *s)
{
    const struct sheet_doc *doc = s->doc;
    struct sheet_sum *sums = mem_array(w->buf, struct sheet_sum, doc->n_sections);
    sheet_sums(doc, s->plain, s->asked, sums);
    struct sheet_mean mean = sheet_unit_mean(doc, sums);
    jw_key(w, "scores");
    jw_obj_begin(w);
    jw_key(w, "sections");
    jw_arr_begin(w);
    for (int i = 0; i < doc->n_sections; i++)
        section_score_write(w, doc, i + 1, &sums[i]);
    jw_arr_end(w);
    jw_key(w, "tenths");
    if (mean.n > 0)
        jw_int(w, raw_tenths(mean_raw(&mean)));
    else
        jw_null(w);
    jw_key(w, "raw");
    if (mean.n > 0)
        jw_num(w, shown_raw(mean_raw(&mean)));
    else
        jw_null(w);
    jw_obj_end(w);
}

static void last_write(struct jw *w, const struct call *c, const struct response_view *v)
{
    const struct sheet_doc *doc = v->sheet.doc;
    jw_key(w, "last");
    if (v->last.id == 0) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    out_ref(w, "campaign", &v->last.campaign);
    jw_kstr(w, "period", v->last.period);
    jw_key(w, "answers");
    jw_arr_begin(w);
    for (size_t i = 0; i < v->n_last_answers; i++)
        answer_write(w, c, &doc->items[v->last_answers[i].item_no - 1], &v->last_answers[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

static void supplements_write(struct jw *w, const struct response_view *v)
{
    jw_key(w, "supplements");
    jw_arr_begin(w);
    for (size_t i = 0; i < v->n_supplements; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "item", v->sheet.doc->items[v->supplements[i].item_no - 1].key);
        jw_kraw(w, "text", v->supplements[i].texts);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void question_write(struct jw *w, const struct response_view *v, const struct question *q)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &q->uid);
    jw_kstr(w, "item", sheet_item_key(v->sheet.doc, q->item_no));
    jw_kstr(w, "kind", q->kind);
    jw_kstr(w, "text", q->text);
    out_ref(w, "asked_by", &q->asked_by);
    jw_kinstant(w, "asked_at", q->asked_at_ms);
    jw_kstr(w, "reply", q->reply);
    out_ref(w, "replied_by", &q->replied_by);
    jw_kstr(w, "replied_guest", q->replied_guest);
    jw_kinstant(w, "replied_at", q->replied_at_ms);
    jw_kbool(w, "met", response_question_met(q, &v->sheet, v->files, v->n_files));
    jw_obj_end(w);
}

void answer_file_write(struct jw *w, const struct sheet_doc *doc, const struct answer_file *file)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &file->file.uid);
    jw_kstr(w, "item", doc->items[file->item_no - 1].key);
    jw_kstr(w, "name", file->file.name);
    jw_kstr(w, "media_type", file->file.media_type);
    jw_kint(w, "size", file->file.size);
    out_digest(w, "sha256", &file->file.sha256);
    out_ref(w, "by", &file->by);
    jw_kstr(w, "guest", file->guest);
    jw_kinstant(w, "at", file->at_ms);
    jw_obj_end(w);
}

void response_view_write(struct jw *w, const struct call *c, const struct response_view *view)
{
    jw_obj_begin(w);
    brief_members(w, c, &view->response);
    may_write(w, &view->may);
    answers_write(w, c, &view->sheet);
    hidden_write(w, &view->sheet);
    spared_write(w, &view->sheet);
    missing_write(w, &view->sheet);
    scores_write(w, &view->sheet);
    last_write(w, c, view);
    supplements_write(w, view);
    jw_key(w, "questions");
    jw_arr_begin(w);
    for (size_t i = 0; i < view->n_questions; i++)
        question_write(w, view, &view->questions[i]);
    jw_arr_end(w);
    jw_key(w, "files");
    jw_arr_begin(w);
    for (size_t i = 0; i < view->n_files; i++)
        answer_file_write(w, view->sheet.doc, &view->files[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

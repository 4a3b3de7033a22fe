#include "kernel/guest/guest_view.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"
#include "kernel/guest/guest_talk_store.h"
#include "kernel/guest/respondent.h"
#include "kernel/sheet/campaign_days.h"
#include "kernel/sheet/campaign_rules.h"

#define MUST FIELD_REQUIRED

static const struct field question_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "item", .type = FIELD_TEXT},
    {.key = "kind", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "asked_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "reply", .type = FIELD_LONGTEXT},
    {.key = "replied_at", .type = FIELD_INSTANT},
    {.key = "met", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_QUESTION = SHAPE("GuestQuestion", question_fields);

static const struct field spared_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
    {.key = "certificate", .type = FIELD_TEXT, .flags = MUST},
    {.key = "until", .type = FIELD_DATE, .flags = MUST},
};
static const struct shape SHAPE_SPARED_ITEM = SHAPE("GuestSpared", spared_fields);

static const struct field supplement_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_TEXTS, .flags = MUST},
};
static const struct shape SHAPE_SUPPLEMENT_TOLD = SHAPE("GuestSupplement", supplement_fields);

static const struct field colleague_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "address", .type = FIELD_TEXT, .flags = MUST},
    {.key = "ended", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_COLLEAGUE = SHAPE("GuestColleague", colleague_fields);

static const struct field call_fields[] = {
    {.key = "spoken_with", .type = FIELD_TEXT, .flags = MUST},
    {.key = "held_on", .type = FIELD_DATE, .flags = MUST},
};
static const struct shape SHAPE_CALL = SHAPE("GuestCall", call_fields);

static const struct field message_fields[] = {
    {.key = "item", .type = FIELD_TEXT},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "ours", .type = FIELD_BOOL, .flags = MUST}, /* of the company that asks */
    {.key = "guest", .type = FIELD_TEXT},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
};
static const struct shape SHAPE_MESSAGE = SHAPE("GuestMessage", message_fields);

static const struct field letter_fields[] = {
    {.key = "subject", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
};
static const struct shape SHAPE_LETTER_TOLD = SHAPE("GuestLetter", letter_fields);

static const struct field response_fields[] = {
    {.key = "organisation", .type = FIELD_TEXT, .flags = MUST},
    {.key = "asker", .type = FIELD_TEXT},
    {.key = "respondent", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "campaign", .type = FIELD_TEXT, .flags = MUST},
    {.key = "note", .type = FIELD_LONGTEXT},
    {.key = "due", .type = FIELD_DATE, .flags = MUST},
    {.key = "days_left", .type = FIELD_INT, .flags = MUST},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_RESPONSE_STATE},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "may_answer", .type = FIELD_BOOL, .flags = MUST},
    {.key = "submitted_at", .type = FIELD_INSTANT},
    {.key = "return_reason", .type = FIELD_LONGTEXT},
    {.key = "asked", .type = FIELD_INT, .flags = MUST},
    {.key = "answered", .type = FIELD_INT, .flags = MUST},
    {.key = "hidden", .type = FIELD_LIST, .flags = MUST},
    {.key = "missing", .type = FIELD_LIST, .flags = MUST},
    {.key = "answers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_GUEST_ANSWER},
    {.key = "last", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_GUEST_ANSWER},
    {.key = "spared", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SPARED_ITEM},
    {.key = "supplements", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SUPPLEMENT_TOLD},
    {.key = "questions", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_QUESTION},
    {.key = "files", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ANSWER_FILE},
    {.key = "colleagues", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_COLLEAGUE},
    {.key = "calls", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CALL},
    {.key = "may_correct", .type = FIELD_BOOL, .flags = MUST},
    {.key = "may_invite", .type = FIELD_BOOL, .flags = MUST},
    {.key = "messages", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MESSAGE},
    {.key = "may_ask", .type = FIELD_BOOL, .flags = MUST},
    {.key = "letters", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LETTER_TOLD},
};
const struct shape SHAPE_GUEST_RESPONSE = SHAPE("GuestResponse", response_fields);

static void answers(struct jw *w, const struct call *c, const struct response_view *v)
{
    const struct sheet_doc *doc = v->sheet.doc;
    jw_key(w, "answers");
    jw_arr_begin(w);
    for (int i = 0; i < doc->n_items; i++)
        if (v->sheet.answers[i].version > 0)
            answer_write(w, c, &doc->items[i], &v->sheet.answers[i]);
    jw_arr_end(w);
    jw_key(w, "last");
    jw_arr_begin(w);
    for (size_t i = 0; i < v->n_last_answers; i++)
        answer_write(w, c, &doc->items[v->last_answers[i].item_no - 1], &v->last_answers[i]);
    jw_arr_end(w);
}

static void spared(struct jw *w, const struct response_sheet *s)
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

static void supplements(struct jw *w, const struct response_view *v)
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

static void questions(struct jw *w, const struct response_view *v)
{
    jw_key(w, "questions");
    jw_arr_begin(w);
    for (size_t i = 0; i < v->n_questions; i++) {
        const struct question *q = &v->questions[i];
        jw_obj_begin(w);
        out_uuid(w, "id", &q->uid);
        jw_kstr(w, "item", sheet_item_key(v->sheet.doc, q->item_no));
        jw_kstr(w, "kind", q->kind);
        jw_kstr(w, "text", q->text);
        jw_kinstant(w, "asked_at", q->asked_at_ms);
        jw_kstr(w, "reply", q->reply);
        jw_kinstant(w, "replied_at", q->replied_at_ms);
        jw_kbool(w, "met", response_question_met(q, &v->sheet, v->files, v->n_files));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void files(struct jw *w, const struct response_view *v)
{
    jw_key(w, "files");
    jw_arr_begin(w);
    for (size_t i = 0; i < v->n_files; i++)
        answer_file_write(w, v->sheet.doc, &v->files[i]);
    jw_arr_end(w);
}

static const struct guest *self(const struct call *c, const struct guest *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].id == c->who->guest_id)
            return &all[i];
    return NULL;
}

static void colleagues(struct jw *w, const struct call *c, const struct guest *all, size_t n)
{
    jw_key(w, "colleagues");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        if (all[i].id == c->who->guest_id || guest_erased(&all[i]))
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "name", all[i].name);
        jw_kstr(w, "address", all[i].address);
        jw_kbool(w, "ended", !guest_alive(&all[i], c->now_ms));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err calls(struct jw *w, struct call *c, int64_t response_id)
{
    struct guest_call *all = NULL;
    size_t n = 0;
    enum err e = guest_store_calls(c, response_id, &all, &n);
    if (e != ERR_OK)
        return e;
    jw_key(w, "calls");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "spoken_with", all[i].spoken_with);
        jw_kstr(w, "held_on", all[i].held_on);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    return ERR_OK;
}

static enum err messages(struct jw *w, struct call *c, const struct response_view *v)
{
    struct guest_message *all = NULL;
    size_t n = 0;
    enum err e = guest_store_messages(c, v->response.id, &all, &n);
    if (e != ERR_OK)
        return e;
    jw_key(w, "messages");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        const struct guest_message *m = &all[i];
        jw_obj_begin(w);
        jw_kstr(w, "item", sheet_item_key(v->sheet.doc, m->item_no));
        jw_kstr(w, "text", m->text);
        jw_kbool(w, "ours", m->guest == NULL);
        jw_kstr(w, "guest", m->guest);
        jw_kinstant(w, "at", m->at_ms);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_kbool(w, "may_ask", v->response.campaign_state == CAMPAIGN_OPEN);
    return ERR_OK;
}

static void letters(struct jw *w, const struct respondent_letter *all, size_t n)
{
    jw_key(w, "letters");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "subject", all[i].subject);
        jw_kstr(w, "text", all[i].text);
        jw_kinstant(w, "sent_at", all[i].sent_at_ms);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err letters_load(struct call *c, const struct response *response,
    struct respondent_letter **ret_letters, size_t *ret_n)
{
    const struct respondent_kind *kind = respondent_kind_find(c->app, response->respondent_kind);
    return kind == NULL || kind->letters == NULL
               ? ERR_OK
               : kind->letters(c, response->id, ret_letters, ret_n);
}

static void head(struct jw *w, const struct call *c, const struct response *r, const char *note,
    const struct guest *me)
{
    jw_kstr(w, "organisation", c->org.name);
    jw_kstr(w, "asker", me == NULL ? NULL : me->created_by_name);
    jw_kstr(w, "respondent", r->respondent.title);
    jw_kstr(w, "name", c->who->name);
    jw_kstr(w, "campaign", r->campaign.title);
    jw_kstr(w, "note", note);
    jw_kstr(w, "due", r->due);
    jw_kint(w, "days_left", campaign_days_left(r->due, campaign_today(c, r->zone)));
    jw_kstr(w, "state", response_state_key(r->state));
    jw_kint(w, "version", r->version);
    jw_kbool(w, "may_answer", response_editable(r->state, r->campaign_state == CAMPAIGN_OPEN));
    jw_kinstant(w, "submitted_at", r->submitted_at_ms);
    jw_kstr(w, "return_reason", r->return_reason);
}

enum err guest_response_begin(
    struct req *r, const struct perm *perm, bool lock, struct response *ret_response)
{
    struct call *c = &r->call;
    enum err e = call_needs_top(c, perm);
    if (e == ERR_OK)
        e = lock ? tx_begin(c) : tx_begin_read(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), lock, ret_response);
    if (e == ERR_OK && !response_is_outside(ret_response))
        e = problem_set(c->problem, ERR_CONFLICT, "guest_unit");
    return e;
}

bool guest_may_correct(const struct response *r)
{
    return r->state == RESPONSE_SUBMITTED && r->campaign_state == CAMPAIGN_OPEN &&
           r->submitted_guest == 0;
}

enum err guest_view_answer(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct response_view view = {.response = *response};
    struct campaign campaign;
    struct guest *all = NULL;
    struct respondent_letter *sent = NULL;
    size_t n = 0, n_sent = 0;
    enum err e = response_view_load(c, &view);
    if (e == ERR_OK)
        e = campaign_find(c, response->campaign.number, false, &campaign);
    if (e == ERR_OK)
        e = guest_store_of(c, response->id, &all, &n);
    if (e == ERR_OK)
        e = letters_load(c, response, &sent, &n_sent);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    head(&w, c, response, campaign.note, self(c, all, n));
    response_asked_write(&w, response, &view.sheet);
    answers(&w, c, &view);
    spared(&w, &view.sheet);
    supplements(&w, &view);
    questions(&w, &view);
    files(&w, &view);
    colleagues(&w, c, all, n);
    jw_kbool(&w, "may_correct", guest_may_correct(response));
    jw_kbool(&w, "may_invite", guest_may_invite(self(c, all, n)));
    e = calls(&w, c, response->id);
    if (e == ERR_OK)
        e = messages(&w, c, &view);
    letters(&w, sent, n_sent);
    jw_obj_end(&w);
    resp_etag(r, response->version);
    return e;
}

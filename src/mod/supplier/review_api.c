/* Routes of reviews: what they rest on, a letter to begin from, sending it, and making the plan a
 * measure. Reviews are the whole organisation's. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mail/mail.h"
#include "kernel/sheet/sheet_json.h"
#include "mod/measure/measure.h"
#include "mod/supplier/supplier_review.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- what a review rests on ---- */

static const char *const lang_keys[] = {"ja", "en", NULL};
static const struct option_set LANGS = {"contact_language", lang_keys};

static const struct field letter_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "address", .type = FIELD_TEXT, .flags = MUST},
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &LANGS},
    {.key = "subject", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "sent_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "shown", .type = FIELD_BOOL, .flags = MUST}, /* on the page where they answer */
};
static const struct shape SHAPE_LETTER = SHAPE("SupplierLetter", letter_fields);

static const struct field basis_fields[] = {
    {.key = "response", .type = FIELD_ID, .flags = MAYBE},
    {.key = "answered", .type = FIELD_BOOL, .flags = MUST},
    {.key = "contact", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "address", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &LANGS},
    {.key = "may_write", .type = FIELD_BOOL, .flags = MUST},
    {.key = "mail", .type = FIELD_BOOL, .flags = MUST}, /* whether this program sends any */
    {.key = "letters", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LETTER},
};
static const struct shape SHAPE_BASIS = SHAPE("SupplierReviewBasis", basis_fields);

static const struct field draft_fields[] = {
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &LANGS},
    {.key = "subject", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
};
static const struct shape SHAPE_DRAFT = SHAPE("SupplierLetterDraft", draft_fields);

/* A review with what it is about. */
struct about {
    struct reg_record review;
    json_t *supplier;
    struct review_answers answers;
    const char *lang;
};

static enum err look(struct call *c, const char *id, struct about *ret_about)
{
    struct about a = {.supplier = NULL};
    enum err e = reg_look(c, &REG_SUPPLIER_REVIEWS, id, &a.review);
    if (e == ERR_OK)
        e = reg_get(c, &REG_SUPPLIERS, body_text(json_object_get(a.review.after, "supplier"), "id"),
            &a.supplier);
    if (e == ERR_OK)
        e = review_answers_load(c, &a.review, &a.answers);
    if (e != ERR_OK)
        return e;
    a.lang = body_text(a.supplier, "contact_language");
    if (a.lang == NULL)
        a.lang = strcmp(c->org.lang, "en") == 0 ? "en" : "ja";
    *ret_about = a;
    return ERR_OK;
}

static void write_letter(struct jw *w, const struct review_letter *l)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &l->uid);
    jw_kstr(w, "name", l->name);
    jw_kstr(w, "address", l->address);
    jw_kstr(w, "lang", l->lang);
    jw_kstr(w, "subject", l->subject);
    jw_kstr(w, "text", l->body);
    jw_kinstant(w, "sent_at", l->sent_at_ms);
    jw_kstr(w, "sent_by", l->sent_by);
    jw_kbool(w, "shown", l->response_id != 0);
    jw_obj_end(w);
}

static enum err answer_basis(struct req *r, const struct about *a)
{
    struct call *c = &r->call;
    struct review_letter *letters = NULL;
    size_t n = 0;
    enum err e = review_store_letters(c, a->review.id, &letters, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    if (a->answers.asked)
        out_uuid(&w, "response", &a->answers.response.uid);
    else
        jw_kstr(&w, "response", NULL);
    jw_kbool(&w, "answered", a->answers.answered);
    jw_kstr(&w, "contact", body_text(a->supplier, "contact_name"));
    jw_kstr(&w, "address", body_text(a->supplier, "contact_email"));
    jw_kstr(&w, "lang", a->lang);
    jw_kbool(&w, "may_write", who_may(c->who, &PERM_SUPPLIER_REVIEW_WRITE, "/"));
    jw_kbool(&w, "mail", mail_on(c->app));
    jw_key(&w, "letters");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_letter(&w, &letters[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err basis_get(struct req *r)
{
    struct about a;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_SUPPLIER_REVIEW_READ);
    if (e == ERR_OK)
        e = look(&r->call, req_param(r, "id"), &a);
    return e == ERR_OK ? answer_basis(r, &a) : e;
}

/* ---- letters ---- */

static enum err draft_get(struct req *r)
{
    struct call *c = &r->call;
    struct about a;
    const char *subject = NULL;
    const char *text = NULL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_REVIEW_WRITE);
    if (e == ERR_OK)
        e = look(c, req_param(r, "id"), &a);
    if (e == ERR_OK)
        e = review_letter_draft(c, &a.answers, a.supplier, a.lang, &subject, &text);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "lang", a.lang);
    jw_kstr(&w, "subject", subject);
    jw_kstr(&w, "text", text);
    jw_obj_end(&w);
    return ERR_OK;
}

/* What was approved is sent as it was approved, to the contact as it is now: of the firm whose
 * answers it speaks of, and of no other entry that it was merged into. */
static enum err may_send(struct call *c, const struct about *a)
{
    struct review_letter *letters = NULL;
    size_t n = 0;
    enum err e = review_store_letters(c, a->review.id, &letters, &n);
    if (e != ERR_OK)
        return e;
    if (!mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "mail_off");
    if (strcmp(body_text(a->review.after, "state"), "approved") != 0)
        return problem_set(c->problem, ERR_CONFLICT, "supplier_letter_approved");
    if (body_text(a->review.after, "letter") == NULL)
        return problem_set(c->problem, ERR_CONFLICT, "supplier_letter_none");
    if (body_text(a->review.after, "campaign") != NULL && !a->answers.own)
        return problem_set(c->problem, ERR_CONFLICT, "supplier_letter_merged");
    if (body_text(a->supplier, "contact_email") == NULL)
        return problem_set(c->problem, ERR_CONFLICT, "supplier_letter_address");
    if (n >= LIMIT_SUPPLIER_LETTERS)
        return problem_set_limit(
            c->problem, ERR_CONFLICT, "supplier_letters", LIMIT_SUPPLIER_LETTERS);
    return ERR_OK;
}

/* To whom stands in the letter alone: nothing but it has to be erased. */
static void audit_letter(struct call *c, const struct about *a, const struct review_letter *letter)
{
    json_t *after = json_pack("{s:s}", "letter_subject", letter->subject);
    audit_add(c, &(struct audit_entry){.action = "letter",
                     .subject = REG_SUPPLIER_REVIEWS.singular,
                     .subject_id = a->review.id,
                     .subject_uid = &a->review.uid,
                     .after = after});
    json_decref(after);
}

static enum err send(struct call *c, const struct about *a)
{
    struct review_letter letter = {.uid = uuid_new(c->now_ms),
        .name = body_text(a->supplier, "contact_name"),
        .address = body_text(a->supplier, "contact_email"),
        .lang = a->lang,
        .subject = body_text(a->review.after, "letter_subject"),
        .body = body_text(a->review.after, "letter"),
        .response_id = a->answers.asked ? a->answers.response.id : 0};
    struct mail_new mail = {
        .kind = "supplier_letter", /* without a name: the letter greets itself */
        .address = letter.address,
        .lang = letter.lang,
        .subject = letter.subject,
        .text = letter.body};
    enum err e = review_store_letter_add(c, a->review.id, &letter);
    if (e == ERR_OK)
        e = mail_queue(c, &mail);
    if (e == ERR_OK)
        audit_letter(c, a, &letter);
    return e;
}

static enum err letter_post(struct req *r)
{
    struct call *c = &r->call;
    struct about a;
    int64_t id = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_REVIEW_WRITE);
    if (e == ERR_OK)
        e = reg_find(c, &REG_SUPPLIER_REVIEWS, req_param(r, "id"), &id);
    if (e == ERR_OK)
        e = review_store_lock(c, id);
    if (e == ERR_OK)
        e = look(c, req_param(r, "id"), &a);
    if (e == ERR_OK) /* a second press is no second letter */
        e = req_match(r, a.review.version);
    if (e == ERR_OK)
        e = may_send(c, &a);
    if (e == ERR_OK)
        e = send(c, &a);
    if (e == ERR_OK)
        e = review_store_touch(c, id);
    if (e == ERR_OK)
        e = answer_basis(r, &a);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- the plan as a measure ---- */

static const struct field measure_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = MUST, .ref = "units"},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST, .max = LIMIT_NAME},
    {.key = "purpose", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "priority", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_PRIORITY},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
    {.key = "due", .type = FIELD_DATE},
};
static const struct shape SHAPE_MEASURE_BODY = SHAPE("SupplierMeasureBody", measure_fields);

static const struct field made_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_MEASURE_MADE = SHAPE("SupplierMeasureMade", made_fields);

static enum err measure_post(struct req *r)
{
    struct call *c = &r->call;
    struct about a;
    struct reg_record measure;
    json_t *made = NULL;
    char id[UUID_TEXT_SIZE];
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_REVIEW_WRITE);
    if (e == ERR_OK)
        e = look(c, req_param(r, "id"), &a);
    if (e == ERR_OK)
        e = reg_create(c, &REG_MEASURES, r->body, &measure);
    if (e != ERR_OK)
        return e;
    uuid_format(&measure.uid, id);
    e = reg_link(c, &REG_MEASURES, id, &REG_SUPPLIER_REVIEWS, body_text(a.review.after, "id"));
    if (e == ERR_OK)
        e = reg_get(c, &REG_MEASURES, id, &made);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", id);
    jw_kstr(&w, "number", body_text(made, "number"));
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-reviews/{id}/basis",
        .op = "supplier_review_basis",
        .perm = &PERM_SUPPLIER_REVIEW_READ,
        .handle = basis_get,
        .answer = &SHAPE_BASIS},
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-reviews/{id}/letter-draft",
        .op = "supplier_letter_draft",
        .perm = &PERM_SUPPLIER_REVIEW_WRITE,
        .handle = draft_get,
        .answer = &SHAPE_DRAFT},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-reviews/{id}/letters",
        .op = "supplier_letter_send",
        .perm = &PERM_SUPPLIER_REVIEW_WRITE,
        .handle = letter_post,
        .answer = &SHAPE_BASIS,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-reviews/{id}/measure",
        .op = "supplier_review_measure",
        .perm = &PERM_SUPPLIER_REVIEW_WRITE,
        .handle = measure_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_MEASURE_BODY,
        .answer = &SHAPE_MEASURE_MADE,
        .status = 201},
};

const struct module module_supplier_review = {
    .name = "supplier_review", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

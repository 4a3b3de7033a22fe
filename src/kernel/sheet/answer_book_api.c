/* Routes of answers as an Excel book. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "kernel/file/file_name.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/answer_book.h"
#include "kernel/sheet/answer_route.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_store.h"

#include <string.h>

#define BOOK_CHANGE_LIST(X)    \
    X(BOOK_SAME, "unchanged")  \
    X(BOOK_ADDED, "added")     \
    X(BOOK_CHANGED, "changed") \
    X(BOOK_CLEARED, "cleared") \
    X(BOOK_KEPT, "kept")       \
    X(BOOK_CONFLICT, "conflicts")

#define CHANGE_KEY(name, key) [name] = key,
static const char *const changes[] = {BOOK_CHANGE_LIST(CHANGE_KEY)};
#undef CHANGE_KEY

static enum err texts_load(
    struct call *c, const struct response *response, const struct sheet_doc **ret_doc)
{
    struct sheet_version version;
    enum err e = sheet_store_version_by_id(c->db, c, response->sheet_version.id, &version);
    return e == ERR_OK ? sheet_store_doc(c->db, c, &version, ret_doc) : e;
}

/* ---- taking it out ---- */

enum err answer_book_get(struct req *r)
{
    struct call *c = &r->call;
    struct response_view view = {0};
    const struct sheet_doc *doc = NULL;
    if (req_query(r, "lang") != NULL)
        c->lang = req_query(r, "lang");
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_of(r, false, &view.response);
    if (e == ERR_OK && response_is_outside(&view.response))
        view.response.unit.title = view.response.respondent.title;
    if (e == ERR_OK)
        e = response_view_load(c, &view);
    if (e == ERR_OK)
        e = texts_load(c, &view.response, &doc);
    tx_abort(c); /* nothing is read while the book is written */
    if (e == ERR_OK)
        e = answer_book_write(c, &view, doc, &r->resp.fd, &r->resp.fd_size);
    if (e != ERR_OK)
        return e;
    r->resp.media_type = BOOK_MEDIA;
    const struct msg_arg args[] = {
        {"campaign", view.response.campaign.number}, {"unit", view.response.unit.title}};
    resp_header(r, "Content-Disposition",
        file_disposition(r, msg_format(r, c->lang, "book.file", args, 2)));
    return ERR_OK;
}

/* ---- bringing it back ---- */

static size_t count(const struct book_plan *plan, enum book_change change)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        n += plan->steps[i].change == change;
    return n;
}

static void answer_or_null(struct jw *w, const struct call *c, const char *key,
    const struct sheet_item *item, const struct answer *a)
{
    jw_key(w, key);
    if (a->value == NULL && a->na_reason == NULL && a->comment == NULL)
        jw_null(w);
    else
        answer_write(w, c, item, a);
}

static void step_write(
    struct req *r, struct jw *w, const struct sheet_doc *doc, const struct book_step *s)
{
    const struct sheet_item *item = &doc->items[s->item_no - 1];
    struct answer now = s->now;
    now.item_no = s->item_no;
    jw_obj_begin(w);
    jw_kstr(w, "item", item->key);
    jw_kstr(w, "cell", mem_printf(r, "%c%zu", 'A' + BOOK_ANSWER, s->line));
    jw_kstr(w, "change", changes[s->change]);
    jw_kint(w, "version", s->now.version);
    answer_or_null(w, &r->call, "now", item, &now);
    answer_or_null(w, &r->call, "book", item, &s->book);
    jw_obj_end(w);
}

static const char *fault_text(struct req *r, const struct problem_field *f)
{
    const struct msg_arg args[] = {{"limit", mem_printf(r, "%lld", (long long)f->limit)},
        {"value", f->value == NULL ? "" : f->value}};
    return msg_format(r, r->call.lang, mem_printf(r, "error.field.%s", f->code), args, 2);
}

static void faults_write(struct req *r, struct jw *w, const struct answer_book *book)
{
    jw_key(w, "faults");
    jw_arr_begin(w);
    for (size_t i = 0; i < book->n_faults; i++) {
        const struct book_fault *f = &book->faults[i];
        jw_obj_begin(w);
        jw_kstr(w, "item", f->item);
        jw_kstr(w, "sheet", book->sheet);
        jw_kstr(w, "cell", f->cell);
        jw_kstr(w, "code", f->field.code);
        jw_kstr(w, "message", fault_text(r, &f->field));
        jw_kstr(w, "value", f->field.value);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void book_write(struct req *r, const struct answer_book *book, const struct book_plan *plan,
    const struct response_sheet *sheet, bool taken)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "taken", taken);
    jw_kinstant(&w, "written_at", book->written_at_ms);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        jw_kint(&w, changes[i], (int64_t)count(plan, (enum book_change)i));
    faults_write(r, &w, book);
    jw_key(&w, "steps");
    jw_arr_begin(&w);
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].change != BOOK_SAME)
            step_write(r, &w, sheet->doc, &plan->steps[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
}

/* All or nothing: what is in the way, each at its cell. */
static enum err refused(struct req *r, const struct answer_book *book, const struct book_plan *plan)
{
    struct problem *p = r->call.problem;
    for (size_t i = 0; i < book->n_faults; i++) {
        const struct book_fault *f = &book->faults[i];
        const char *at = mem_printf(r, "%s!%s", book->sheet, f->cell);
        if (f->field.has_limit)
            problem_field_limit(p, at, f->field.code, f->field.limit);
        else
            problem_field_value(p, at, f->field.code, f->field.value);
    }
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].change == BOOK_CONFLICT)
            problem_field(p,
                mem_printf(r, "%s!%c%zu", book->sheet, 'A' + BOOK_ANSWER, plan->steps[i].line),
                "book_conflict");
    return problem_check(p);
}

static enum err for_answers(struct req *r, bool lock, struct response *ret_response)
{
    struct call *c = &r->call;
    enum err e = lock ? tx_begin(c) : tx_begin_read(c);
    if (e == ERR_OK)
        e = response_of(r, lock, ret_response);
    return e == ERR_OK ? response_editable_check(c, ret_response) : e;
}

/* The book is read outside of transactions: its child may take its time. */
static enum err book_of(struct req *r, struct answer_book *ret_book)
{
    struct call *c = &r->call;
    struct response response;
    const struct sheet_doc *doc = NULL;
    enum err e = for_answers(r, false, &response);
    if (e == ERR_OK)
        e = texts_load(c, &response, &doc);
    tx_abort(c);
    return e == ERR_OK ? answer_book_read(c, &response, doc, r->upload.fd, ret_book) : e;
}

enum err answer_book_post(struct req *r)
{
    struct call *c = &r->call;
    struct answer_book book;
    struct response response;
    struct response_sheet sheet;
    struct book_plan plan = {0};
    const char *take = req_query(r, "take");
    bool takes = take != NULL && strcmp(take, "check") != 0;
    enum err e = book_of(r, &book);
    if (e == ERR_OK)
        e = for_answers(r, true, &response);
    if (e == ERR_OK)
        e = response_load(c, &response, &sheet);
    if (e == ERR_OK)
        e = answer_book_plan(c, &response, &sheet, &book, req_query(r, "overwrite"), &plan);
    if (e == ERR_OK && takes && strcmp(take, "all") == 0)
        e = refused(r, &book, &plan);
    if (e == ERR_OK && takes)
        e = answer_book_take(c, &response, &sheet, &plan);
    if (e != ERR_OK)
        return e;
    book_write(r, &book, &plan, &sheet, takes);
    if (takes)
        return tx_commit_unaudited(c); /* drafts have their own history */
    tx_abort(c);
    return ERR_OK;
}

/* ---- shapes ---- */

#define MUST FIELD_REQUIRED

static const struct field language_fields[] = {
    {.key = "lang", .type = FIELD_ENUM, .options = &OPTIONS_LANGUAGE},
};
const struct shape SHAPE_ANSWER_BOOK_LANGUAGE = SHAPE("AnswerBookLanguage", language_fields);

static const char *const takes[] = {"check", "all", "valid", NULL};
static const struct option_set OPTIONS_TAKE = {"book_take", takes};
#define CHANGE_OPTION(name, key) key,
static const char *const change_keys[] = {BOOK_CHANGE_LIST(CHANGE_OPTION) NULL};
#undef CHANGE_OPTION
static const struct option_set OPTIONS_CHANGE = {"book_change", change_keys};

static const struct field query_fields[] = {
    {.key = "take", .type = FIELD_ENUM, .options = &OPTIONS_TAKE},
    {.key = "overwrite", .type = FIELD_TEXT, .max = LIMIT_URI},
};
const struct shape SHAPE_ANSWER_BOOK_QUERY = SHAPE("AnswerBookQuery", query_fields);

static const struct field fault_fields[] = {
    {.key = "item", .type = FIELD_TEXT},
    {.key = "sheet", .type = FIELD_TEXT, .flags = MUST},
    {.key = "cell", .type = FIELD_TEXT, .flags = MUST},
    {.key = "code", .type = FIELD_TEXT, .flags = MUST},
    {.key = "message", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_TEXT},
};
static const struct shape SHAPE_FAULT = SHAPE("AnswerBookFault", fault_fields);

static const struct field step_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "cell", .type = FIELD_TEXT, .flags = MUST},
    {.key = "change", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CHANGE},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "now", .type = FIELD_OBJECT, .shape = &SHAPE_ANSWER},
    {.key = "book", .type = FIELD_OBJECT, .shape = &SHAPE_ANSWER},
};
static const struct shape SHAPE_STEP = SHAPE("AnswerBookStep", step_fields);
static const struct field guest_step_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "cell", .type = FIELD_TEXT, .flags = MUST},
    {.key = "change", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CHANGE},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "now", .type = FIELD_OBJECT, .shape = &SHAPE_GUEST_ANSWER},
    {.key = "book", .type = FIELD_OBJECT, .shape = &SHAPE_GUEST_ANSWER},
};
static const struct shape SHAPE_GUEST_STEP = SHAPE("GuestAnswerBookStep", guest_step_fields);

#define CHANGE_FIELD(name, count_key) {.key = count_key, .type = FIELD_INT, .flags = MUST},
#define BOOK_FIELDS(step)                                                                   \
    {                                                                                       \
        {.key = "taken", .type = FIELD_BOOL, .flags = MUST},                                \
            {.key = "written_at", .type = FIELD_INSTANT},                                   \
            BOOK_CHANGE_LIST(CHANGE_FIELD){                                                 \
                .key = "faults", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FAULT}, \
            {.key = "steps", .type = FIELD_LIST, .flags = MUST, .shape = &(step)},          \
    }
static const struct field book_fields[] = BOOK_FIELDS(SHAPE_STEP);
static const struct field guest_book_fields[] = BOOK_FIELDS(SHAPE_GUEST_STEP);
#undef CHANGE_FIELD
const struct shape SHAPE_ANSWER_BOOK = SHAPE("AnswerBook", book_fields);
const struct shape SHAPE_GUEST_BOOK = SHAPE("GuestAnswerBook", guest_book_fields);

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/book",
        .op = "answer_book_get",
        .perm = &PERM_RESPONSE_READ,
        .handle = answer_book_get,
        .query = &SHAPE_ANSWER_BOOK_LANGUAGE,
        .media = BOOK_MEDIA},
    {.method = METHOD_POST,
        .path = "/api/v1/responses/{id}/book",
        .op = "answer_book_take",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = answer_book_post,
        .body_kind = BODY_UPLOAD,
        .query = &SHAPE_ANSWER_BOOK_QUERY,
        .answer = &SHAPE_ANSWER_BOOK,
        .limit = LIMIT_IMPORT},
};

const struct module module_answer_book = {
    .name = "answer_book", .routes = routes, .n_routes = ROWS(routes)};

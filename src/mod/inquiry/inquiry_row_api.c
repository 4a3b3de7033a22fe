/* Routes of the questions in a customer's file: what is proposed, and a person's decision on each.
 */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/inquiry/inquiry_private.h"

#include <string.h>

static const char *const state_keys[] = {"open", "proposed", "confirmed", "blank", NULL};
const struct option_set OPTIONS_ROW_STATE = {"inquiry_row_state", state_keys};
static const char *const why_keys[] = {"earlier", "alike", NULL};
const struct option_set OPTIONS_ROW_WHY = {"inquiry_row_why", why_keys};

/* ---- shapes ---- */

static const struct field statement_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "question", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "answer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_STATEMENT_ANSWER},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "valid_until", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_STATEMENT = SHAPE("InquiryRowStatement", statement_fields);

static const struct field earlier_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "asker", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_EARLIER = SHAPE("InquiryRowEarlier", earlier_fields);

static const struct field row_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "sheet", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "line", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "question", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "cell", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_BOOK_CELL},
    {.key = "remark_cell",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .options = &OPTIONS_BOOK_CELL},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_ROW_STATE},
    {.key = "why",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .options = &OPTIONS_ROW_WHY},
    {.key = "likeness", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "earlier",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_EARLIER},
    {.key = "statement",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_STATEMENT},
    {.key = "answer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .options = &OPTIONS_STATEMENT_ANSWER},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "remark", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "changed", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "confirmed_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "confirmed_by", .type = FIELD_REF, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ROW = SHAPE("InquiryRow", row_fields);

static const struct field rows_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROW},
};
static const struct shape SHAPE_ROWS = SHAPE("InquiryRows", rows_fields);

static const struct field body_fields[] = {
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_ROW_STATE},
    {.key = "statement", .type = FIELD_REF, .ref = "statements"},
    {.key = "answer", .type = FIELD_ENUM, .options = &OPTIONS_STATEMENT_ANSWER},
    {.key = "text", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "remark", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};
static const struct shape SHAPE_BODY = SHAPE("InquiryRowBody", body_fields);

/* ---- telling ---- */

static void write_statement(struct jw *w, const struct inquiry_row *row)
{
    jw_key(w, "statement");
    if (row->statement.title == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    out_uuid(w, "id", &row->statement.uid);
    jw_kstr(w, "number", row->statement.number);
    jw_kstr(w, "question", row->statement.title);
    jw_kstr(w, "state", row->statement_state);
    jw_kstr(w, "answer", row->statement_answer);
    jw_kstr(w, "detail", row->statement_detail);
    jw_kstr(w, "valid_until", row->statement_until);
    jw_obj_end(w);
}

static void write_earlier(struct jw *w, const struct inquiry_row *row)
{
    jw_key(w, "earlier");
    if (row->earlier.title == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    out_uuid(w, "id", &row->earlier.uid);
    jw_kstr(w, "number", row->earlier.number);
    jw_kstr(w, "title", row->earlier.title);
    jw_kstr(w, "asker", row->earlier_asker);
    jw_obj_end(w);
}

static void write_row(struct jw *w, const struct inquiry_row *row)
{
    char at[INSTANT_TEXT_SIZE];
    jw_obj_begin(w);
    out_uuid(w, "id", &row->uid);
    jw_kstr(w, "sheet", row->sheet);
    jw_kint(w, "line", row->line);
    jw_kstr(w, "question", row->question);
    jw_kstr(w, "cell", row->can);
    jw_kstr(w, "remark_cell", row->remark_can);
    jw_kstr(w, "state", row->state);
    jw_kstr(w, "why", row->why);
    jw_key(w, "likeness");
    if (row->likeness == 0)
        jw_null(w);
    else
        jw_int(w, row->likeness);
    write_earlier(w, row);
    write_statement(w, row);
    jw_kstr(w, "answer", row->answer);
    jw_kstr(w, "text", row->text);
    jw_kstr(w, "remark", row->remark);
    jw_kbool(w, "changed", row_changed(row));
    if (row->confirmed_at_ms != 0)
        instant_format(row->confirmed_at_ms, at);
    jw_kstr(w, "confirmed_at", row->confirmed_at_ms == 0 ? NULL : at);
    out_ref(w, "confirmed_by", &row->confirmed_by);
    jw_kint(w, "version", row->version);
    jw_obj_end(w);
}

static enum err rows_get(struct req *r)
{
    struct book_of of;
    struct inquiry_row *rows = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = inquiry_book_of(&r->call, req_param(r, "id"), BOOK_READ, true, &of);
    if (e == ERR_OK)
        e = row_store_list(&r->call, of.inquiry.id, 0, &rows, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_row(&w, &rows[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return tx_commit(&r->call);
}

/* ---- deciding ---- */

/* What the person gave; what is not given is none. */
static enum err take_statement(struct req *r, struct inquiry_row *row)
{
    struct reg_record record;
    const char *id = body_text(r->body, "statement");
    row->statement = (struct ref){0};
    row->basis_answer = NULL;
    row->basis_detail = NULL;
    if (id == NULL)
        return ERR_OK;
    enum err e = reg_look(&r->call, &REG_STATEMENTS, id, &record);
    if (e == ERR_NOT_FOUND) {
        problem_field(r->call.problem, "/statement", "reference");
        return ERR_OK;
    }
    if (e != ERR_OK)
        return e;
    row->statement.id = record.id;
    row->basis_answer = body_text(record.after, "answer");
    row->basis_detail = body_text(record.after, "detail");
    /* What may not be told others is not told by way of a file. */
    if (strcmp(row->state, "confirmed") == 0 &&
        strcmp(body_text(record.after, "state"), "ready") != 0)
        problem_field(r->call.problem, "/statement", "statement_not_ready");
    return ERR_OK;
}

static void check_row(struct req *r, const struct inquiry_row *row)
{
    struct problem *p = r->call.problem;
    bool confirmed = strcmp(row->state, "confirmed") == 0;
    if (confirmed && row->text == NULL)
        problem_field(p, "/text", "required");
    if (confirmed && strcmp(row->can, "free") != 0)
        problem_field(p, "/state", "book_cell");
    if (row->remark != NULL && (row->remark_can == NULL || strcmp(row->remark_can, "free") != 0))
        problem_field(p, "/remark", "book_cell");
    if (strcmp(row->state, "proposed") == 0)
        problem_field(p, "/state", "book_row_state");
}

static enum err take(struct req *r, struct inquiry_row *row)
{
    struct call *c = &r->call;
    int64_t proposed = row->statement.id;
    row->state = body_text(r->body, "state");
    enum err e = take_statement(r, row);
    if (e != ERR_OK)
        return e;
    if (row->statement.id != proposed) { /* a person has chosen another one */
        row->why = NULL;
        row->likeness = 0;
        row->earlier = (struct ref){0};
    }
    bool blank = strcmp(row->state, "blank") == 0;
    bool open = strcmp(row->state, "open") == 0;
    row->answer = blank ? NULL : body_text(r->body, "answer");
    row->text = blank ? NULL : body_text(r->body, "text");
    row->remark = blank ? NULL : body_text(r->body, "remark");
    if (blank)
        row->statement = (struct ref){0};
    row->confirmed_at_ms = open ? 0 : c->now_ms;
    row->confirmed_by = (struct ref){.id = open ? 0 : c->who->account_id};
    check_row(r, row);
    return problem_check(c->problem);
}

static json_t *row_json(struct call *c, const struct inquiry_row *row)
{
    return reg_keep(
        c, json_pack("{s:s, s:s, s:s?, s:s?}", "asked",
               mem_printf(c, "%s %lld: %s", row->sheet, (long long)row->line, row->question),
               "row_state", row->state, "text", row->text, "remark", row->remark));
}

static enum err row_put(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    struct uuid uid;
    struct inquiry_row row;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_CHANGE, true, &of);
    if (e == ERR_OK && !uuid_parse(req_param(r, "row"), &uid))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = row_store_find(c, of.inquiry.id, &uid, &row);
    if (e == ERR_OK)
        e = req_match(r, row.version);
    json_t *before = e == ERR_OK ? row_json(c, &row) : NULL;
    if (e == ERR_OK)
        e = take(r, &row);
    if (e == ERR_OK)
        e = row_store_answer(c, &row);
    if (e == ERR_OK)
        e = book_changed(c, &of, before, row_json(c, &row));
    if (e == ERR_OK)
        e = row_store_find(c, of.inquiry.id, &uid, &row);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_row(&w, &row);
    resp_etag(r, row.version);
    return tx_commit(c);
}

const struct route row_routes[ROW_ROUTES] = {
    {.method = METHOD_GET,
        .path = "/api/v1/inquiries/{id}/rows",
        .op = "inquiry_rows",
        .perm = &PERM_INQUIRY_READ,
        .handle = rows_get,
        .answer = &SHAPE_ROWS},
    {.method = METHOD_PUT,
        .path = "/api/v1/inquiries/{id}/rows/{row}",
        .op = "inquiry_row_put",
        .perm = &PERM_INQUIRY_WRITE,
        .handle = row_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_ROW,
        .flags = ROUTE_IF_MATCH},
};

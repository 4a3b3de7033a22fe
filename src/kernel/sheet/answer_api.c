/* Routes of answers: autosave, take back, history, copy of last period, replies to the reviewer,
 * evidence files. Drafts are no business change: they have their own history instead of audit
 * entries; evidence added or removed is kept in the submission's digest. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/answer_route.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_search.h"

#include <stdlib.h>
#include <string.h>

static enum err find(struct req *r, bool lock, struct response *ret_response)
{
    enum err e = lock ? tx_begin(&r->call) : tx_begin_read(&r->call);
    return e == ERR_OK ? response_of(r, lock, ret_response) : e;
}

/* If-Match as the version of an answer: "\"3\"", "*". Anything else matches nothing. */
static int64_t if_match(const struct req *r)
{
    const char *text = r->if_match;
    if (text == NULL)
        return ANSWER_UNSEEN;
    if (strcmp(text, "*") == 0)
        return ANSWER_ANY;
    char *end = NULL;
    long long version = text[0] == '"' ? strtoll(text + 1, &end, 10) : 0;
    return end != NULL && strcmp(end, "\"") == 0 && version > 0 ? version : 0;
}

static void saved_answer(
    struct req *r, const struct response *response, const struct response_saved *saved)
{
    const struct answer *a = &saved->sheet.answers[saved->item_no - 1];
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "answer");
    if (a->version == 0)
        jw_null(&w);
    else
        answer_write(&w, &r->call, &saved->sheet.doc->items[saved->item_no - 1], a);
    response_asked_write(&w, response, &saved->sheet);
    jw_obj_end(&w);
    if (a->version > 0)
        resp_etag(r, a->version);
}

static enum err saved_done(
    struct req *r, enum err e, const struct response *response, const struct response_saved *saved)
{
    if (e != ERR_OK)
        return e;
    saved_answer(r, response, saved);
    if (saved->changed)
        return tx_commit_unaudited(&r->call);
    tx_abort(&r->call);
    return ERR_OK;
}

enum err answer_put(struct req *r)
{
    struct response response;
    struct response_saved saved;
    enum err e = find(r, true, &response);
    if (e == ERR_OK)
        e = response_answer_put(
            &r->call, &response, req_param(r, "item"), r->body, if_match(r), &saved);
    return saved_done(r, e, &response, &saved);
}

enum err answer_delete(struct req *r)
{
    struct response response;
    struct response_saved saved;
    enum err e = find(r, true, &response);
    if (e == ERR_OK)
        e = response_answer_delete(&r->call, &response, req_param(r, "item"), if_match(r), &saved);
    return saved_done(r, e, &response, &saved);
}

static enum err item_of(struct req *r, const struct response *response,
    struct response_sheet *ret_sheet, int *ret_item_no)
{
    enum err e = response_load(&r->call, response, ret_sheet);
    if (e != ERR_OK)
        return e;
    *ret_item_no = sheet_item_no(ret_sheet->doc, req_param(r, "item"));
    return *ret_item_no == 0 ? ERR_NOT_FOUND : ERR_OK;
}

static enum err history(struct req *r)
{
    struct response response;
    struct response_sheet sheet;
    struct answer *list = NULL;
    size_t n = 0;
    int no = 0;
    enum err e = find(r, false, &response);
    if (e == ERR_OK)
        e = item_of(r, &response, &sheet, &no);
    if (e == ERR_OK)
        e = answer_store_history(&r->call, response.id, no, &list, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        answer_write(&w, &r->call, &sheet.doc->items[no - 1], &list[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err answer_copy_last(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct response_sheet s;
    int64_t copied = 0;
    enum err e = find(r, true, &response);
    if (e == ERR_OK)
        e = response_copy_last(c, &response, json_object_get(r->body, "items"), &copied);
    if (e == ERR_OK)
        e = response_load(c, &response, &s);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    response_copied_write(&w, c, &response, &s, copied);
    return tx_commit_unaudited(c);
}

/* ---- replies ---- */

static enum err whole(struct req *r, const struct response *response)
{
    struct response_view view = {.response = *response};
    enum err e = response_view_load(&r->call, &view);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    response_view_write(&w, &r->call, &view);
    resp_etag(r, response->version);
    return ERR_OK;
}

static enum err reply(struct req *r)
{
    struct response response;
    struct uuid uid;
    enum err e = find(r, true, &response);
    if (e == ERR_OK)
        e = response_editable_check(&r->call, &response);
    if (e == ERR_OK && !uuid_parse(req_param(r, "question"), &uid))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = response_store_question_reply(&r->call, response.id, &uid, body_text(r->body, "reply"));
    if (e == ERR_OK)
        e = whole(r, &response);
    return e == ERR_OK ? tx_commit_unaudited(&r->call) : e;
}

/* ---- evidence ---- */

/* Before megabytes are stored: may this caller add to this item at all? */
static enum err room_check(struct call *c, int64_t response_id, int no)
{
    int64_t n = 0;
    enum err e = answer_store_file_count(c, response_id, no, &n);
    if (e == ERR_OK && n >= LIMIT_ANSWER_FILES)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "answer_files_many", LIMIT_ANSWER_FILES);
    if (e == ERR_OK && c->who->guest_id != 0)
        e = answer_store_file_total(c, response_id, &n);
    if (e == ERR_OK && c->who->guest_id != 0 && n >= LIMIT_GUEST_FILES)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "guest_files_many", LIMIT_GUEST_FILES);
    return e;
}

static enum err upload_check(struct req *r)
{
    struct response response;
    struct response_sheet sheet;
    int no = 0;
    enum err e = find(r, false, &response);
    if (e == ERR_OK)
        e = response_editable_check(&r->call, &response);
    if (e == ERR_OK)
        e = item_of(r, &response, &sheet, &no);
    if (e == ERR_OK)
        e = room_check(&r->call, response.id, no);
    tx_abort(&r->call);
    return e;
}

static enum err file_link(struct req *r, const struct file_info *info)
{
    struct call *c = &r->call;
    struct response response;
    struct response_sheet sheet;
    int no = 0;
    enum err e = find(r, true, &response);
    if (e == ERR_OK)
        e = response_editable_check(c, &response);
    if (e == ERR_OK)
        e = item_of(r, &response, &sheet, &no);
    if (e == ERR_OK)
        e = room_check(c, response.id, no);
    if (e == ERR_OK)
        e = file_make_ready(c, info->id);
    if (e == ERR_OK)
        e = answer_store_file_add(c, response.id, no, info->id);
    if (e == ERR_OK)
        e = sheet_search_answer(c, response.id, no);
    if (e != ERR_OK)
        return e;
    const struct answer_file file = {.item_no = no,
        .file = *info,
        .by = {c->who->account_id, c->who->account_uid, NULL, c->who->name},
        .guest = c->who->guest_id == 0 ? NULL : c->who->name,
        .at_ms = c->now_ms};
    struct jw w = resp_json(r);
    answer_file_write(&w, sheet.doc, &file);
    return tx_commit_unaudited(c);
}

enum err answer_file_post(struct req *r)
{
    struct file_info info;
    enum err e = upload_check(r);
    if (e == ERR_OK)
        e = file_store_upload(&r->call, &r->upload, &info);
    return e == ERR_OK ? file_link(r, &info) : e;
}

static enum err file_of(
    struct req *r, const struct response *response, struct answer_file *ret_file)
{
    struct answer_file *files = NULL;
    struct uuid uid;
    size_t n = 0;
    if (!uuid_parse(req_param(r, "file"), &uid))
        return ERR_NOT_FOUND;
    enum err e = answer_store_files(&r->call, response->id, &files, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (memcmp(&files[i].file.uid, &uid, sizeof uid) == 0) {
            *ret_file = files[i];
            return ERR_OK;
        }
    }
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

enum err answer_file_get(struct req *r)
{
    struct response response;
    struct answer_file file;
    enum err e = find(r, false, &response);
    if (e == ERR_OK)
        e = file_of(r, &response, &file);
    tx_abort(&r->call); /* the file is read in transactions of its own */
    return e == ERR_OK ? file_send(r, &file.file) : e;
}

enum err answer_file_delete(struct req *r)
{
    struct response response;
    struct answer_file file;
    enum err e = find(r, true, &response);
    if (e == ERR_OK)
        e = response_editable_check(&r->call, &response);
    if (e == ERR_OK)
        e = file_of(r, &response, &file);
    if (e == ERR_OK)
        e = answer_store_file_remove(&r->call, response.id, file.file.id);
    if (e == ERR_OK)
        e = file_remove(&r->call, file.file.id);
    if (e == ERR_OK)
        e = sheet_search_answer(&r->call, response.id, file.item_no);
    return e == ERR_OK ? tx_commit_unaudited(&r->call) : e;
}

#define ANSWER_PATH "/api/v1/responses/{id}/answers/{item}"

static const struct route routes[] = {
    {.method = METHOD_PUT,
        .path = ANSWER_PATH,
        .op = "answer_put",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = answer_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_ANSWER_BODY,
        .answer = &SHAPE_ANSWER_SAVED,
        .flags = ROUTE_MAY_MATCH},
    {.method = METHOD_DELETE,
        .path = ANSWER_PATH,
        .op = "answer_delete",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = answer_delete,
        .answer = &SHAPE_ANSWER_SAVED,
        .flags = ROUTE_MAY_MATCH},
    {.method = METHOD_GET,
        .path = ANSWER_PATH "/history",
        .op = "answer_history",
        .perm = &PERM_RESPONSE_READ,
        .handle = history,
        .answer = &SHAPE_ANSWER_HISTORY},
    {.method = METHOD_POST,
        .path = "/api/v1/responses/{id}/copy-last",
        .op = "response_copy_last",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = answer_copy_last,
        .body_kind = BODY_JSON,
        .body = &SHAPE_COPY_BODY,
        .answer = &SHAPE_COPIED},
    {.method = METHOD_PUT,
        .path = "/api/v1/responses/{id}/questions/{question}",
        .op = "response_question_reply",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = reply,
        .body_kind = BODY_JSON,
        .body = &SHAPE_REPLY_BODY,
        .answer = &SHAPE_RESPONSE},
    {.method = METHOD_POST,
        .path = ANSWER_PATH "/files",
        .op = "answer_file_add",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = answer_file_post,
        .body_kind = BODY_UPLOAD,
        .answer = &SHAPE_ANSWER_FILE,
        .status = 201},
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/files/{file}",
        .op = "answer_file_get",
        .perm = &PERM_RESPONSE_READ,
        .handle = answer_file_get,
        .media = "application/octet-stream"},
    {.method = METHOD_DELETE,
        .path = "/api/v1/responses/{id}/files/{file}",
        .op = "answer_file_delete",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = answer_file_delete,
        .status = 204},
};

const struct module module_answer = {.name = "answer", .routes = routes, .n_routes = ROWS(routes)};

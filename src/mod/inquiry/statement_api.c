/* Routes of statements: to whom one was told, what the latest self-check says of it, and drafts
 * made from a self-check. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_store.h"
#include "mod/inquiry/inquiry_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- to whom it was told ---- */

enum { TOLD_SHOWN = 200 };

static const struct field told_fields[] = {
    {.key = "inquiry", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "asker", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "told_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "question", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "remark", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "changed", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_TOLD = SHAPE("StatementTold", told_fields);
static const struct field told_list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_TOLD},
};
static const struct shape SHAPE_TOLD_LIST = SHAPE("StatementToldList", told_list_fields);

static void write_told(struct jw *w, const struct statement_told *t)
{
    jw_obj_begin(w);
    out_uuid(w, "inquiry", &t->inquiry.uid);
    jw_kstr(w, "number", t->inquiry.number);
    jw_kstr(w, "title", t->inquiry.title);
    jw_kstr(w, "asker", t->asker);
    jw_kstr(w, "state", t->state);
    jw_kstr(w, "told_on", t->told_on);
    jw_kstr(w, "question", t->question);
    jw_kstr(w, "text", t->text);
    jw_kstr(w, "remark", t->remark);
    jw_kbool(w, "changed", t->changed);
    jw_obj_end(w);
}

static enum err told_get(struct req *r)
{
    struct reg_record record;
    struct statement_told *list = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_look(&r->call, &REG_STATEMENTS, req_param(r, "id"), &record);
    if (e == ERR_OK)
        e = statement_store_told(&r->call, record.id, TOLD_SHOWN, &list, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_told(&w, &list[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return tx_commit(&r->call);
}

/* ---- what a self-check says ---- */

struct checked {
    struct response response;
    struct response_sheet sheet;
    const struct sheet_doc *doc; /* with texts */
};

/* Accepted answers that the caller may read. ERR_NOT_FOUND: there are none. */
static enum err checked_load(struct call *c, const char *sheet_key, struct checked *ret)
{
    struct sheet_version version;
    enum err e = response_store_newest(c, sheet_key, &ret->response);
    if (e == ERR_OK && !who_may(c->who, &PERM_RESPONSE_READ, ret->response.unit_path))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = response_load(c, &ret->response, &ret->sheet);
    if (e == ERR_OK)
        e = sheet_store_version_by_id(c->db, c, ret->response.sheet_version.id, &version);
    return e == ERR_OK ? sheet_store_doc(c->db, c, &version, &ret->doc) : e;
}

static const char *text_of(const struct call *c, const struct checked *k, struct sheet_texts texts)
{
    int lang = sheet_language(k->doc, c->org.lang);
    if (texts.of == NULL)
        return NULL;
    return lang >= 0 && texts.of[lang] != NULL ? texts.of[lang] : texts.of[0];
}

/* What the answer reads: a level's or option's words, or the value itself. */
static const char *value_text(
    struct call *c, const struct checked *k, const struct sheet_item *item, const char *value)
{
    if (item->scale == SCALE_MATURITY5)
        return text_of(c, k, item->levels[value[0] - '1']);
    const char *all = NULL;
    for (size_t i = 0; i < item->n_options; i++) {
        if (!sheet_value_has(value, item->options[i].key))
            continue;
        const char *text = text_of(c, k, item->options[i].text);
        all = all == NULL ? text : mem_printf(c, "%s\n%s", all, text);
    }
    return all == NULL ? value : all;
}

struct said {
    enum statement_answer answer; /* ANSWER_MAX: nothing */
    const char *detail;           /* NULL: none */
};

static struct said said_of(struct call *c, const struct checked *k, int item_no)
{
    const struct sheet_item *item = &k->doc->items[item_no - 1];
    const struct answer *a = &k->sheet.answers[item_no - 1];
    int score = 0;
    int base = k->doc->score_min > 0 ? k->doc->score_min : 0;
    struct said said = {.answer = ANSWER_MAX, .detail = a->comment};
    if (a->na_reason != NULL)
        return (struct said){ANSWER_NA, a->na_reason};
    if (a->value == NULL || k->sheet.asked[item_no - 1].ask != ASK_YES)
        return said;
    int most = sheet_item_most(k->doc, item) - base;
    if (most > 0 && sheet_value_score(k->doc, item, a->value, &score))
        said.answer = statement_answer_of_share((score - base) * 100 / most);
    else
        said.answer = ANSWER_TEXT;
    bool plain = item->scale == SCALE_YES_NO_NA || item->scale == SCALE_HAVE;
    if (said.answer == ANSWER_TEXT || (said.detail == NULL && !plain))
        said.detail = value_text(c, k, item, a->value);
    if (said.detail != NULL)
        said.detail = utf8_head(c, said.detail, LIMIT_NOTE);
    return said;
}

static const struct field proposal_fields[] = {
    {.key = "answer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_STATEMENT_ANSWER},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "differs", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "response", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "campaign", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "unit", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_PROPOSAL = SHAPE("StatementProposal", proposal_fields);
static const struct field proposals_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_PROPOSAL},
};
static const struct shape SHAPE_PROPOSALS = SHAPE("StatementProposals", proposals_fields);

static void write_proposal(
    struct jw *w, const struct checked *k, const struct said *said, const char *answer)
{
    jw_obj_begin(w);
    jw_kstr(w, "answer", statement_answer_key(said->answer));
    jw_kstr(w, "detail", said->detail);
    jw_kbool(w, "differs", strcmp(statement_answer_key(said->answer), answer) != 0);
    out_uuid(w, "response", &k->response.uid);
    jw_kstr(w, "campaign", k->response.campaign.title);
    jw_kstr(w, "unit", k->response.unit.title);
    jw_obj_end(w);
}

/* At most one; none where the statement stands for no item, or nobody has answered it. */
static enum err proposal_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record record;
    struct checked k = {0};
    struct said said = {.answer = ANSWER_MAX};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_STATEMENTS, req_param(r, "id"), &record);
    if (e != ERR_OK)
        return e;
    const char *sheet = body_text(record.after, "sheet_key");
    const char *item = body_text(record.after, "item_key");
    if (sheet != NULL && item != NULL) {
        e = checked_load(c, sheet, &k);
        int no = e == ERR_OK ? sheet_item_no(k.doc, item) : 0;
        if (no != 0)
            said = said_of(c, &k, no);
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    if (said.answer != ANSWER_MAX)
        write_proposal(&w, &k, &said, body_text(record.after, "answer"));
    jw_arr_end(&w);
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- drafts from a self-check ---- */

static const struct field from_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 64},
};
static const struct shape SHAPE_FROM = SHAPE("StatementsFromSheet", from_fields);
static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "there", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "differ", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "campaign", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MADE = SHAPE("StatementsMade", made_fields);

struct made {
    int64_t made, there, differ;
};

static const struct statement_of_item *stands(
    const struct statement_of_item *list, size_t n, const char *item_key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].item_key, item_key) == 0)
            return &list[i];
    return NULL;
}

static enum err make_one(struct call *c, const struct checked *k, const char *sheet_key, int no)
{
    struct reg_record record;
    const struct sheet_item *item = &k->doc->items[no - 1];
    struct said said = said_of(c, k, no);
    json_t *body = reg_keep(c, json_pack("{s:s, s:s, s:s?, s:s, s:s}", "question",
                                   utf8_head(c, text_of(c, k, item->text), LIMIT_LINE), "answer",
                                   statement_answer_key(said.answer), "detail", said.detail,
                                   "sheet_key", sheet_key, "item_key", item->key));
    return reg_create(c, &REG_STATEMENTS, body, &record);
}

static enum err make_all(
    struct call *c, const struct checked *k, const char *sheet_key, struct made *made)
{
    struct statement_of_item *list = NULL;
    size_t n = 0;
    enum err e = statement_store_of_sheet(c, sheet_key, &list, &n);
    for (int no = 1; e == ERR_OK && no <= k->doc->n_items; no++) {
        struct said said = said_of(c, k, no);
        const struct statement_of_item *own = stands(list, n, k->doc->items[no - 1].key);
        if (said.answer == ANSWER_MAX)
            continue;
        made->there += own != NULL;
        made->differ += own != NULL && strcmp(own->answer, statement_answer_key(said.answer)) != 0;
        if (own == NULL && (int64_t)n + made->made < LIMIT_STATEMENTS) {
            e = make_one(c, k, sheet_key, no);
            made->made++;
        }
    }
    return e;
}

static enum err from_sheet(struct req *r)
{
    struct call *c = &r->call;
    struct checked k = {0};
    struct made made = {0};
    const char *sheet_key = body_text(r->body, "sheet_key");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_INQUIRY_WRITE);
    if (e == ERR_OK)
        e = checked_load(c, sheet_key, &k);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/sheet_key", "statement_no_check");
        e = ERR_INVALID;
    }
    if (e == ERR_OK)
        e = make_all(c, &k, sheet_key, &made);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", made.made);
    jw_kint(&w, "there", made.there);
    jw_kint(&w, "differ", made.differ);
    jw_kstr(&w, "campaign", k.response.campaign.title);
    jw_obj_end(&w);
    return ERR_OK;
}

const struct route statement_routes[STATEMENT_ROUTES] = {
    {.method = METHOD_GET,
        .path = "/api/v1/statements/{id}/told",
        .op = "statement_told",
        .perm = &PERM_INQUIRY_READ,
        .handle = told_get,
        .answer = &SHAPE_TOLD_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/statements/{id}/proposals",
        .op = "statement_proposals",
        .perm = &PERM_INQUIRY_READ,
        .handle = proposal_get,
        .answer = &SHAPE_PROPOSALS},
    {.method = METHOD_POST,
        .path = "/api/v1/statements/from-sheet",
        .op = "statements_from_sheet",
        .perm = &PERM_INQUIRY_WRITE,
        .handle = from_sheet,
        .body_kind = BODY_JSON,
        .body = &SHAPE_FROM,
        .answer = &SHAPE_MADE,
        .status = 201},
};

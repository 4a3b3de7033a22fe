#include "base/buf.h"
#include "base/mem.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_search.h"

#include <string.h>

static void add_line(struct buf *b, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    if (b->len > 0)
        buf_char(b, '\n');
    buf_str(b, text);
}

/* ---- answers ---- */

static enum err add_files(struct call *c, int64_t response_id, int item_no, struct buf *body)
{
    static const char sql[] =
        "SELECT f.name FROM answer_file l JOIN file f ON f.org_id = :org AND f.id = l.file_id"
        " WHERE l.org_id = :org AND l.response_id = ? AND l.item_no = ? ORDER BY f.id";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    db_bind_int(q, response_id);
    db_bind_int(q, item_no);
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        add_line(body, db_text(q, 0, NULL));
        e = db_step(q, &row);
    }
    return e;
}

static struct db_query *query_answer(struct call *c, int64_t response_id, int item_no)
{
    static const char sql[] =
        "SELECT r.uid, r.unit_id, u.path, k.name, i.key, a.comment, a.na_reason,"
        " CASE WHEN i.scale = 'text' THEN a.value END AS words"
        " FROM response r JOIN unit u ON u.org_id = :org AND u.id = r.unit_id"
        " JOIN campaign k ON k.org_id = :org AND k.id = r.campaign_id"
        " JOIN item i ON i.org_id IN (0, :org) AND i.version_id = r.version_id AND i.no = ?"
        " LEFT JOIN answer a ON a.org_id = :org AND a.response_id = r.id AND a.item_no = i.no"
        " WHERE r.org_id = :org AND r.id = ?";
    struct db_query *q = db_query(c->db, sql);
    db_bind_int(q, item_no);
    db_bind_int(q, response_id);
    return q;
}

enum err sheet_search_answer(struct call *c, int64_t response_id, int item_no)
{
    struct buf *body = buf_new(c);
    DB_QUERY *q = query_answer(c, response_id, item_no);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e;
    for (int col = 5; col <= 7; col++)
        add_line(body, db_text(q, col, NULL));
    e = add_files(c, response_id, item_no, body);
    if (e != ERR_OK)
        return e;
    if (body->len == 0)
        return search_remove(c, "answer", response_id, item_no);
    struct uuid uid = db_uuid(q, 0);
    const struct search_text text = {
        .kind = "answer",
        .record_id = response_id,
        .part = item_no,
        .uid = &uid,
        .unit_id = db_int(q, 1),
        .unit_path = mem_strdup(c, db_text(q, 2, NULL)),
        .number = mem_strdup(c, db_text(q, 4, NULL)),
        .title = mem_strdup(c, db_text(q, 3, NULL)),
        .body = body->data,
    };
    return search_put(c, &text);
}

/* The items of a response that have something to be found by. */
static enum err answers_of(struct call *c, int64_t response_id)
{
    static const char sql[] =
        "SELECT item_no FROM answer WHERE org_id = :org AND response_id = ?"
        " UNION SELECT item_no FROM answer_file WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    db_bind_int(q, response_id);
    db_bind_int(q, response_id);
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        e = sheet_search_answer(c, response_id, (int)db_int(q, 0));
        if (e == ERR_OK)
            e = db_step(q, &row);
    }
    return e;
}

enum { RESPONSES = 20 }; /* of one transaction: each has some forty answers */

static enum err fill_answers(struct call *c, int64_t after, int most, int64_t *ret_last)
{
    static const char sql[] =
        "SELECT id FROM response WHERE org_id = :org AND id > ? ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    int64_t last = 0;
    db_bind_int(q, after);
    db_bind_int(q, most < RESPONSES ? most : RESPONSES);
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        last = db_int(q, 0);
        e = answers_of(c, last);
        if (e == ERR_OK)
            e = db_step(q, &row);
    }
    if (e == ERR_OK)
        *ret_last = last;
    return e;
}

/* ---- campaigns ---- */

static enum err put_campaign(struct call *c, int64_t id, const struct uuid *uid, const char *number,
    const char *name, const char *note)
{
    const struct search_text text = {.kind = "campaign",
        .record_id = id,
        .uid = uid,
        .number = number,
        .title = name,
        .body = note};
    return search_put(c, &text);
}

enum err sheet_search_campaign(
    struct call *c, const struct campaign *campaign, const struct campaign *before)
{
    const struct campaign *k = campaign;
    enum err e = put_campaign(c, k->id, &k->uid, k->number, k->name, k->note);
    bool renamed = before != NULL && strcmp(before->name, k->name) != 0;
    return e == ERR_OK && renamed ? search_again(c, "answer") : e;
}

static enum err fill_campaigns(struct call *c, int64_t after, int most, int64_t *ret_last)
{
    static const char sql[] =
        "SELECT id, uid, number, name, note FROM campaign"
        " WHERE org_id = :org AND deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    int64_t last = 0;
    db_bind_int(q, after);
    db_bind_int(q, most);
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        struct uuid uid = db_uuid(q, 1);
        last = db_int(q, 0);
        e = put_campaign(
            c, last, &uid, db_text(q, 2, NULL), db_text(q, 3, NULL), db_text(q, 4, NULL));
        if (e == ERR_OK)
            e = db_step(q, &row);
    }
    if (e == ERR_OK)
        *ret_last = last;
    return e;
}

/* ---- items of sheets ---- */

struct newest {
    int64_t version_id;
    struct uuid uid; /* the sheet's */
};

static enum err newest_version(struct call *c, int64_t sheet_id, struct newest *ret, bool *ret_row)
{
    static const char sql[] =
        "SELECT v.id, s.uid FROM sheet s JOIN sheet_version v"
        " ON v.org_id IN (0, :org) AND v.sheet_id = s.id"
        " WHERE s.org_id IN (0, :org) AND s.id = ? ORDER BY v.no DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, sheet_id);
    enum err e = db_step(q, ret_row);
    if (e == ERR_OK && *ret_row)
        *ret = (struct newest){db_int(q, 0), db_uuid(q, 1)};
    return e;
}

static struct db_query *query_items(struct call *c, int64_t version_id, const char *lang)
{
    static const char sql[] =
        "SELECT i.no, i.key, t.text, h.text FROM item i"
        " JOIN item_text t ON t.org_id IN (0, :org) AND t.version_id = i.version_id"
        " AND t.item_no = i.no AND t.lang = ? AND t.kind = 'text'"
        " LEFT JOIN item_text h ON h.org_id IN (0, :org) AND h.version_id = i.version_id"
        " AND h.item_no = i.no AND h.lang = t.lang AND h.kind = 'hint'"
        " WHERE i.org_id IN (0, :org) AND i.version_id = ? ORDER BY i.no";
    struct db_query *q = db_query(c->db, sql);
    db_bind_text(q, lang);
    db_bind_int(q, version_id);
    return q;
}

static enum err put_items(
    struct call *c, int64_t sheet_id, const struct newest *v, const char *kind, const char *lang)
{
    DB_QUERY *q = query_items(c, v->version_id, lang);
    bool row = false;
    int64_t last = 0;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        last = db_int(q, 0);
        const struct search_text text = {.kind = kind,
            .record_id = sheet_id,
            .part = last,
            .uid = &v->uid,
            .number = db_text(q, 1, NULL),
            .title = db_text(q, 2, NULL),
            .body = db_text(q, 3, NULL)};
        e = search_put(c, &text);
        if (e == ERR_OK)
            e = db_step(q, &row);
    }
    return e != ERR_OK ? e : search_remove_above(c, kind, sheet_id, last);
}

enum err sheet_search_sheet(struct call *c, int64_t sheet_id)
{
    struct newest v = {.version_id = 0};
    bool row = false;
    enum err e = newest_version(c, sheet_id, &v, &row);
    if (e == ERR_OK)
        e = put_items(c, sheet_id, &v, "item_ja", "ja");
    return e != ERR_OK ? e : put_items(c, sheet_id, &v, "item_en", "en");
}

static enum err fill_items(struct call *c, int64_t after, int most, int64_t *ret_last)
{
    static const char sql[] =
        "SELECT id FROM sheet WHERE org_id IN (0, :org) AND id > ? ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    int64_t last = 0;
    db_bind_int(q, after);
    db_bind_int(q, most < 1 ? most : 1); /* one sheet has enough items for a transaction */
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row) {
        last = db_int(q, 0);
        e = sheet_search_sheet(c, last);
    }
    if (e == ERR_OK)
        *ret_last = last;
    return e;
}

const struct search_kind sheet_searches[SHEET_SEARCHES] = {
    {.name = "answer", .read = &PERM_RESPONSE_READ, .by_unit = true, .fill = fill_answers},
    {.name = "campaign", .read = &PERM_CAMPAIGN_READ, .fill = fill_campaigns},
    {.name = "item_ja",
        .read = &PERM_SHEET_READ,
        .shown = "item",
        .lang = "ja",
        .fill = fill_items,
        .unannounced = true},
    {.name = "item_en", .read = &PERM_SHEET_READ, .shown = "item", .lang = "en"},
};

#include "base/mem.h"
#include "kernel/sheet/score.h"

#include <stdlib.h>
#include <string.h>

static struct score_unit read_unit(struct call *c, struct db_query *q, int n_sections)
{
    const char *scores = db_text(q, 10, NULL);
    struct score_unit u = {
        .unit_id = db_int(q, 1),
        .unit = {db_int(q, 1), db_uuid(q, 2), mem_strdup(c, db_text(q, 3, NULL)),
            mem_strdup(c, db_text(q, 4, NULL))},
        .name_en = mem_strdup(c, db_text(q, 5, NULL)),
        .kind = mem_strdup(c, db_text(q, 6, NULL)),
        .path = mem_strdup(c, db_text(q, 7, NULL)),
        .head_office = db_int(q, 8) != 0,
        .state = mem_strdup(c, db_text(q, 9, NULL)),
        .response_uid = db_uuid(q, 11),
        .counted = scores != NULL,
        .item_scores = mem_strdup(c, scores),
        .sums = mem_array(c, struct sheet_sum, n_sections),
    };
    return u;
}

enum err score_ids(struct call *c, int64_t campaign_id, struct id_range *ret_range)
{
    /* + 0: else PostgreSQL looks for them along the primary key, through all other campaigns. */
    static const char sql[] = "SELECT min(id + 0) AS first, max(id + 0) AS last FROM response"
                              " WHERE org_id = :org AND campaign_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_range = (struct id_range){db_int(q, 0), db_int(q, 1)};
    return e;
}

/* Units in order of response, with the response's id beside them. */
static enum err load_units(struct call *c, int64_t campaign_id, struct id_range range,
    int n_sections, struct score_unit **ret_units, int64_t **ret_ids, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.id, u.unit_id, v.uid, v.number, u.name, u.name_en, u.kind, u.path,"
        " u.head_office, r.state, x.item_scores, r.uid FROM response r"
        " JOIN campaign_unit u ON u.org_id = r.org_id AND u.campaign_id = r.campaign_id"
        " AND u.unit_id = r.respondent_id"
        " JOIN unit v ON v.org_id = r.org_id AND v.id = u.unit_id"
        " LEFT JOIN response_result x ON x.org_id = r.org_id AND x.response_id = r.id"
        " AND x.response_id BETWEEN ? AND ?"
        " WHERE r.org_id = :org AND r.campaign_id = ? AND r.respondent_kind = 'unit'"
        " ORDER BY r.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, range.first);
    db_bind_int(q, range.last);
    db_bind_int(q, campaign_id);
    struct score_unit *units = NULL;
    int64_t *ids = NULL;
    size_t n = 0;
    size_t room = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        if (n == room) {
            room = room == 0 ? 64 : room * 2;
            units = mem_grow(c, units, struct score_unit, room);
            ids = mem_grow(c, ids, int64_t, room);
        }
        ids[n] = db_int(q, 0);
        units[n++] = read_unit(c, q, n_sections);
    }
    if (e != ERR_OK)
        return e;
    *ret_units = units;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

/* Both lists are in order of response: one pass. */
static enum err load_sums(struct call *c, int64_t campaign_id, struct id_range range,
    int n_sections, struct score_unit *units, const int64_t *ids, size_t n)
{
    static const char sql[] =
        "SELECT r.id, s.section_no, s.s, s.w, s.n, s.missing FROM response r"
        " JOIN response_score s ON s.org_id = r.org_id AND s.response_id = r.id"
        " WHERE r.org_id = :org AND r.campaign_id = ? AND s.response_id BETWEEN ? AND ?"
        " ORDER BY r.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, range.first);
    db_bind_int(q, range.last);
    size_t at = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        int64_t section = db_int(q, 1);
        while (at < n && ids[at] < db_int(q, 0))
            at++;
        if (at == n || ids[at] != db_int(q, 0) || section < 1 || section > n_sections)
            continue;
        units[at].sums[section - 1] =
            (struct sheet_sum){db_int(q, 2), db_int(q, 3), (int)db_int(q, 4), (int)db_int(q, 5)};
    }
    return e;
}

static int by_path(const void *a, const void *b)
{
    const struct score_unit *x = a;
    const struct score_unit *y = b;
    return x->head_office != y->head_office ? y->head_office - x->head_office
                                            : strcmp(x->path, y->path);
}

enum err score_load(struct call *c, const struct campaign *campaign, const struct sheet_doc *doc,
    struct score_unit **ret_units, size_t *ret_n)
{
    int64_t *ids = NULL;
    struct score_unit *units = NULL;
    struct id_range range = {0, 0};
    size_t n = 0;
    enum err e = score_ids(c, campaign->id, &range);
    if (e == ERR_OK)
        e = load_units(c, campaign->id, range, doc->n_sections, &units, &ids, &n);
    if (e == ERR_OK)
        e = load_sums(c, campaign->id, range, doc->n_sections, units, ids, n);
    if (e != ERR_OK)
        return e;
    if (n > 0)
        qsort(units, n, sizeof *units, by_path);
    *ret_units = units;
    *ret_n = n;
    return ERR_OK;
}

enum err score_last_campaign(
    struct call *c, const struct campaign *campaign, struct campaign *ret_last)
{
    static const char sql[] =
        "SELECT k.number FROM campaign k WHERE k.org_id = :org AND k.sheet_id = ?"
        " AND k.deleted_at IS NULL AND k.for_request = 0 AND (k.period < ? OR (k.period = ? AND "
        "k.id < ?))"
        " AND EXISTS (SELECT 1 FROM response r JOIN response_result x"
        " ON x.org_id = r.org_id AND x.response_id = r.id"
        " WHERE r.org_id = k.org_id AND r.campaign_id = k.id AND r.respondent_kind = 'unit')"
        " ORDER BY k.period DESC, k.id DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign->sheet.id);
    db_bind_text(q, campaign->period);
    db_bind_text(q, campaign->period);
    db_bind_int(q, campaign->id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    return campaign_find(c, mem_strdup(c, db_text(q, 0, NULL)), false, ret_last);
}

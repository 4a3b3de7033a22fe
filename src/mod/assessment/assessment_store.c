#include "mod/assessment/assessment_store.h"

#include "base/mem.h"
#include "mod/assessment/assessment_perm.h"

#include <string.h>

enum err assessment_store_targets(struct call *c, struct assessment *a)
{
    /* Oldest first: a later period replaces an earlier one. */
    static const char sql[] = "SELECT section_key, level FROM target WHERE org_id = :org"
                              " AND sheet_key = ? AND period <= ? AND deleted_at IS NULL"
                              " ORDER BY period, id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, a->doc->key);
    db_bind_text(q, a->campaign.period);
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        int no = sheet_section_no(a->doc, db_text(q, 0, NULL));
        if (no > 0)
            a->sections[no - 1].target =
                (struct mean_value){.known = true, .raw = (double)db_int(q, 1) / 10};
    }
    return e;
}

static struct comparison *compared(struct assessment *a, const char *section, const char *item)
{
    int no = item != NULL ? sheet_item_no(a->doc, item) : sheet_section_no(a->doc, section);
    if (no == 0)
        return NULL;
    return item != NULL ? &a->items[no - 1] : &a->sections[no - 1];
}

/* As kept; nothing is the industry's mean. */
static enum level_line line_of(const char *key)
{
    for (int line = 0; key != NULL && line < LEVEL_LINE_MAX; line++)
        if (strcmp(OPTIONS_LEVEL_LINE.keys[line], key) == 0)
            return line;
    return LEVEL_INDUSTRY;
}

enum err assessment_store_averages(struct call *c, struct assessment *a, const char *until)
{
    static const char sql[] =
        "SELECT section_key, item_key, mean, n, source, as_of, sample, level_line FROM "
        "industry_average"
        " WHERE org_id = :org AND sheet_key = ? AND industry = ? AND as_of <= ?"
        " AND deleted_at IS NULL ORDER BY as_of, id";
    if (a->industry == NULL)
        return ERR_OK;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, a->doc->key);
    db_bind_text(q, a->industry);
    db_bind_text(q, until == NULL ? "9999-12-31" : until);
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        struct comparison *to = compared(a, db_text(q, 0, NULL), db_text(q, 1, NULL));
        if (to == NULL)
            continue;
        to->lines[line_of(db_text(q, 7, NULL))] = (struct industry_value){
            .known = true,
            .mean = db_num(q, 2),
            .n = db_int(q, 3),
            .source = mem_strdup(c, db_text(q, 4, NULL)),
            .as_of = mem_strdup(c, db_text(q, 5, NULL)),
            .sample = db_int(q, 6) != 0,
        };
    }
    return e;
}

enum { PARTS_MAX = 2000 };

enum err assessment_store_parts(struct call *c, struct average_part **ret_parts, size_t *ret_n)
{
    static const char sql[] =
        "SELECT sheet_key, source, as_of, sample, industry, count(*), max(created_at)"
        " FROM industry_average WHERE org_id = :org AND deleted_at IS NULL"
        " GROUP BY sheet_key, source, as_of, sample, industry"
        " ORDER BY as_of DESC, sheet_key, source, sample, industry LIMIT ?";
    struct average_part *parts = mem_array(c, struct average_part, PARTS_MAX);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, PARTS_MAX);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        parts[n++] = (struct average_part){
            .set = {mem_strdup(c, db_text(q, 0, NULL)), mem_strdup(c, db_text(q, 1, NULL)),
                mem_strdup(c, db_text(q, 2, NULL)), db_int(q, 3) != 0},
            .industry = mem_strdup(c, db_text(q, 4, NULL)),
            .rows = db_int(q, 5),
            .loaded_at_ms = db_int(q, 6),
        };
    if (e != ERR_OK)
        return e;
    *ret_parts = parts;
    *ret_n = n;
    return ERR_OK;
}

enum err assessment_store_set_rows(
    struct call *c, const struct average_set *set, struct average_row **ret_rows, size_t *ret_n)
{
    static const char sql[] =
        "SELECT uid, version FROM industry_average WHERE org_id = :org AND deleted_at IS NULL"
        " AND sheet_key = ? AND source = ? AND as_of = ? AND sample = ? ORDER BY id";
    struct average_row *rows = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, set->sheet_key);
    db_bind_text(q, set->source);
    db_bind_text(q, set->as_of);
    db_bind_int(q, set->sample);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if ((n & (n + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
            rows = mem_grow(c, rows, struct average_row, 2 * n + 1);
        rows[n++] = (struct average_row){db_uuid(q, 0), db_int(q, 1)};
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err assessment_store_industry(struct call *c, const char **ret_industry)
{
    static const char sql[] = "SELECT industry FROM org WHERE id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_industry = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum { TREND_CAMPAIGNS = 10, TREND_PERIODS = 10 };

enum err assessment_store_campaigns(
    struct call *c, const char *sheet_key, const char ***ret_numbers, size_t *ret_n)
{
    static const char sql[] =
        "SELECT k.number FROM campaign k JOIN sheet s ON s.id = k.sheet_id"
        " WHERE k.org_id = :org AND s.key = ? AND k.deleted_at IS NULL AND k.for_request = 0"
        " AND EXISTS (SELECT 1 FROM response r JOIN response_result x"
        " ON x.org_id = r.org_id AND x.response_id = r.id"
        " WHERE r.org_id = k.org_id AND r.campaign_id = k.id AND r.respondent_kind = 'unit')"
        " ORDER BY k.period DESC, k.id DESC LIMIT ?";
    const char **numbers = mem_array(c, const char *, TREND_CAMPAIGNS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, sheet_key);
    db_bind_int(q, TREND_CAMPAIGNS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        numbers[n++] = mem_strdup(c, db_text(q, 0, NULL));
    if (e != ERR_OK)
        return e;
    *ret_numbers = numbers;
    *ret_n = n;
    return ERR_OK;
}

enum err assessment_store_target_periods(struct call *c, const char *sheet_key, const char *after,
    const char ***ret_periods, size_t *ret_n)
{
    static const char sql[] = "SELECT DISTINCT period FROM target WHERE org_id = :org"
                              " AND sheet_key = ? AND period > ? AND deleted_at IS NULL"
                              " ORDER BY period LIMIT ?";
    const char **periods = mem_array(c, const char *, TREND_PERIODS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, sheet_key);
    db_bind_text(q, after);
    db_bind_int(q, TREND_PERIODS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        periods[n++] = mem_strdup(c, db_text(q, 0, NULL));
    if (e != ERR_OK)
        return e;
    *ret_periods = periods;
    *ret_n = n;
    return ERR_OK;
}

enum err assessment_outside_scores(
    struct call *c, size_t most, struct outside_score **ret_scores, size_t *ret_n)
{
    static const char sql[] =
        "SELECT service, measured_on, score, industry_score, score_max FROM"
        " (SELECT service, measured_on, score, industry_score, score_max, id FROM outside_score"
        " WHERE org_id = :org AND deleted_at IS NULL ORDER BY measured_on DESC, id DESC LIMIT ?) s"
        " ORDER BY service, measured_on, id";
    struct outside_score *scores = mem_array(c, struct outside_score, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, (int64_t)most);
    while ((e = db_step(q, &row)) == ERR_OK && row && n < most)
        scores[n++] = (struct outside_score){.service = mem_strdup(c, db_text(q, 0, NULL)),
            .day = mem_strdup(c, db_text(q, 1, NULL)),
            .score = db_num(q, 2),
            .has_industry = !db_is_null(q, 3),
            .industry = db_num(q, 3),
            .has_max = !db_is_null(q, 4),
            .max = db_num(q, 4)};
    if (e != ERR_OK)
        return e;
    *ret_scores = scores;
    *ret_n = n;
    return ERR_OK;
}

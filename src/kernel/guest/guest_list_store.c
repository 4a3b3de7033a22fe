/* SQL of what those see who ask: respondents of a campaign, and whose mail comes back. */
#include "kernel/guest/guest_list_store.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

#define WANTED_KEY(name, key) key,
static const char *const wanted[] = {RESPONDENT_WANTED_LIST(WANTED_KEY) NULL};
#undef WANTED_KEY
const struct option_set OPTIONS_RESPONDENT_WANTED = {"respondent_wanted", wanted};

/* Of f: what is wanted. One that nobody may come in for is none of "sent", "opened". */
#define LIVING                                                                                  \
    "SELECT 1 FROM guest g WHERE g.org_id = :org AND g.response_id = x.id AND g.revoked_at IS " \
    "NULL"
#define BOUNCED                                                                             \
    "SELECT 1 FROM guest g JOIN mail_bounce b ON b.org_id = :org AND b.address = g.address" \
    " WHERE g.org_id = :org AND g.response_id = x.id AND g.revoked_at IS NULL"
#define OPENED LIVING " AND g.opens > 0"
#define ASKS                                                                                      \
    "SELECT 1 FROM guest_message q WHERE q.org_id = :org AND q.response_id = x.id AND q.guest_id" \
    " IS NOT NULL AND q.answered_at IS NULL"
#define UNDONE "x.state IN ('draft', 'returned')"
#define WANTED                                                                  \
    " AND CASE f.want WHEN '' THEN 1 = 1"                                       \
    " WHEN 'unsent' THEN " UNDONE " AND NOT EXISTS (" LIVING ")"                \
    " WHEN 'bounced' THEN " UNDONE " AND EXISTS (" BOUNCED ")"                  \
    " WHEN 'locked' THEN EXISTS (" LIVING " AND g.locked_at IS NOT NULL)"       \
    " WHEN 'sent' THEN " UNDONE " AND x.answered = 0 AND EXISTS (" LIVING       \
    ") AND NOT EXISTS (" OPENED ")"                                             \
    " WHEN 'opened' THEN " UNDONE " AND x.answered = 0 AND EXISTS (" OPENED ")" \
    " WHEN 'answering' THEN " UNDONE " AND x.answered > 0"                      \
    " WHEN 'late' THEN " UNDONE " AND COALESCE(x.due, k.due) < f.today"         \
    " WHEN 'asking' THEN EXISTS (" ASKS ")"                                     \
    " ELSE x.state = f.want END"

/* A text folded already, anywhere; LIKE's own signs are meant as they are. */
static const char *pattern(struct call *c, const char *text)
{
    struct buf *b = buf_new(c);
    buf_char(b, '%');
    for (const char *p = utf8_fold(c, text); *p != '\0'; p++) {
        if (strchr("%_\\", *p) != NULL)
            buf_char(b, '\\');
        buf_char(b, *p);
    }
    buf_char(b, '%');
    return b->data;
}

static struct respondent_row respondent_row(struct call *c, struct db_query *q)
{
    return (struct respondent_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .respondent = ref_columns(c, q, 2),
        .kind = mem_strdup(c, db_text(q, 5, NULL)),
        .class = mem_strdup(c, db_text(q, 6, NULL)),
        .state = mem_strdup(c, db_text(q, 7, NULL)),
        .due = mem_strdup(c, db_text(q, 8, NULL)),
        .version = db_int(q, 9),
        .asked = db_int(q, 10),
        .answered = db_int(q, 11),
        .submitted_at_ms = db_int(q, 12),
        .guests = db_int(q, 13),
        .opens = db_int(q, 14),
        .opened_at_ms = db_int(q, 15),
        .entered_at_ms = db_int(q, 16),
        .locked = db_int(q, 17),
        .bounced = db_int(q, 18),
        .asking = db_int(q, 19),
    };
}

enum err guest_store_respondents(struct call *c, const struct respondent_filter *f,
    struct respondent_row **ret_rows, size_t *ret_n)
{
    static const char SQL[] =
        "WITH f AS (SELECT CAST(? AS TEXT) AS want, CAST(? AS TEXT) AS name, CAST(? AS TEXT) AS "
        "today)"
        " SELECT r.id, r.uid, r.respondent_id, r.respondent_uid, r.respondent_name,"
        " r.respondent_kind, r.class, r.state, COALESCE(r.due, k.due) AS due, r.version, r.asked,"
        " r.answered, r.submitted_at, count(g.id) AS guests, sum(g.opens) AS opens,"
        " max(g.opened_at) AS opened_at, max(g.entered_at) AS entered_at,"
        " count(g.locked_at) AS locked, count(m.id) AS bounced, (SELECT count(*) FROM "
        "guest_message q"
        " WHERE q.org_id = :org AND q.response_id = r.id AND q.guest_id IS NOT NULL"
        " AND q.answered_at IS NULL) AS asking FROM (SELECT x.id FROM response x JOIN campaign k "
        "ON k.org_id = x.org_id"
        " AND k.id = x.campaign_id CROSS JOIN f WHERE x.org_id = :org AND x.campaign_id = ?"
        " AND x.respondent_kind <> 'unit' AND x.id < ?" WANTED
        " AND (f.name = '' OR kaname_fold(x.respondent_name) LIKE f.name ESCAPE '\\')"
        " ORDER BY x.id + 0 DESC LIMIT ?) p"
        " JOIN response r ON r.org_id = :org AND r.id = p.id"
        " JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id"
        " LEFT JOIN guest g ON g.org_id = r.org_id AND g.response_id = r.id"
        " AND g.revoked_at IS NULL"
        " LEFT JOIN mail_bounce m ON m.org_id = g.org_id AND m.address = g.address"
        " GROUP BY r.id, k.id ORDER BY r.id DESC";
    struct respondent_row *rows = mem_array(c, struct respondent_row, f->limit + 1);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, f->wanted == NULL ? "" : f->wanted);
    db_bind_text(q, f->name == NULL ? "" : pattern(c, f->name));
    db_bind_text(q, f->today);
    db_bind_int(q, f->campaign_id);
    db_bind_int(q, f->before);
    db_bind_int(q, f->limit + 1);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        rows[n++] = respondent_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err guest_store_counts(
    struct call *c, int64_t campaign_id, const char *today, struct respondent_counts *ret_counts)
{
    static const char SQL[] =
        "SELECT count(*), count(p.opens), count(CASE WHEN p.opens > 0 THEN 1 END),"
        " count(CASE WHEN r.state IN ('draft', 'returned') AND r.answered > 0 THEN 1 END),"
        " count(CASE WHEN r.state = 'submitted' THEN 1 END),"
        " count(CASE WHEN r.state = 'accepted' THEN 1 END),"
        " count(CASE WHEN r.state IN ('draft', 'returned') AND COALESCE(r.due, k.due) < ? THEN 1 "
        "END),"
        " count(CASE WHEN r.state IN ('draft', 'returned') AND p.bounced > 0 THEN 1 END)"
        " FROM response r JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id"
        " LEFT JOIN (SELECT g.response_id, sum(g.opens) AS opens, count(m.id) AS bounced"
        " FROM guest g JOIN response x ON x.org_id = g.org_id AND x.id = g.response_id"
        " LEFT JOIN mail_bounce m ON m.org_id = g.org_id AND m.address = g.address"
        " WHERE g.org_id = :org AND x.campaign_id = ? AND g.revoked_at IS NULL"
        " GROUP BY g.response_id) p ON p.response_id = r.id"
        " WHERE r.org_id = :org AND r.campaign_id = ? AND r.respondent_kind <> 'unit'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, today);
    db_bind_int(q, campaign_id);
    db_bind_int(q, campaign_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_counts = (struct respondent_counts){.all = db_int(q, 0),
            .contacted = db_int(q, 1),
            .opened = db_int(q, 2),
            .answering = db_int(q, 3),
            .submitted = db_int(q, 4),
            .accepted = db_int(q, 5),
            .late = db_int(q, 6),
            .bounced = db_int(q, 7)};
    return e;
}

enum err guest_store_bounces(
    struct call *c, int64_t response_id, struct guest_bounce **ret_bounces, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT g.id, m.at, m.status FROM guest g JOIN mail_bounce m ON m.org_id = g.org_id"
        " AND m.address = g.address WHERE g.org_id = :org AND g.response_id = ?";
    struct guest_bounce *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct guest_bounce, n + 1);
        list[n++] = (struct guest_bounce){.guest_id = db_int(q, 0),
            .at_ms = db_int(q, 1),
            .status = mem_strdup(c, db_text(q, 2, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_bounces = list;
    *ret_n = n;
    return ERR_OK;
}

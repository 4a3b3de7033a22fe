/* SQL of what cases cost, and of the articles made of them. */
#include "base/mem.h"
#include "mod/aftercase/aftercase_private.h"
#include "mod/incident/incident.h"

enum err case_cost_load(
    struct call *c, int64_t incident_id, struct case_cost ret_costs[LOSS_FORM_MAX])
{
    static const char SQL[] = "SELECT form, version, amount, settled, note FROM case_cost"
                              " WHERE org_id = :org AND incident_id = ?";
    bool row = false;
    enum err e;
    for (int i = 0; i < LOSS_FORM_MAX; i++)
        ret_costs[i] = (struct case_cost){.version = 0};
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        enum loss_form form = loss_form_of(db_text(q, 0, NULL));
        if (form < LOSS_FORM_MAX)
            ret_costs[form] = (struct case_cost){.version = db_int(q, 1),
                .known = !db_is_null(q, 2),
                .amount = db_int(q, 2),
                .settled = db_int(q, 3) != 0,
                .note = mem_strdup(c, db_text(q, 4, NULL))};
    }
    return e;
}

enum err case_cost_put(
    struct call *c, int64_t incident_id, enum loss_form form, const struct case_cost *cost)
{
    static const char SQL[] =
        "INSERT INTO case_cost (org_id, incident_id, form, amount, settled, note, version,"
        " updated_at, updated_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id, incident_id, form) DO UPDATE SET amount = excluded.amount,"
        " settled = excluded.settled, note = excluded.note, version = excluded.version,"
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        " WHERE case_cost.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_text(q, loss_form_key(form));
    if (cost->known)
        db_bind_int(q, cost->amount);
    else
        db_bind_null(q);
    db_bind_int(q, cost->settled ? 1 : 0);
    db_bind_text(q, cost->note);
    db_bind_int(q, cost->version + 1);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err case_cost_purge(struct call *c, int64_t incident_id)
{
    static const char SQL[] = "DELETE FROM case_cost WHERE org_id = :org AND incident_id = ?";
    static const char ARTICLE[] =
        "DELETE FROM case_article WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    enum err e = db_run(q);
    if (e != ERR_OK)
        return e;
    DB_QUERY *article = db_query(c->db, ARTICLE);
    db_bind_int(article, incident_id);
    return db_run(article);
}

enum err case_article_load(struct call *c, int64_t incident_id, const char **ret_article)
{
    static const char SQL[] =
        "SELECT article FROM case_article WHERE org_id = :org AND incident_id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_article = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum err case_article_put(struct call *c, int64_t incident_id, const char *article)
{
    static const char SQL[] =
        "INSERT INTO case_article (org_id, incident_id, article) VALUES (:org, ?, ?)"
        " ON CONFLICT (org_id, incident_id) DO UPDATE SET article = excluded.article";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_text(q, article);
    return db_run(q);
}

enum err case_cost_figures(
    struct call *c, const char *threat_key, struct case_costs ret_costs[LOSS_FORM_MAX])
{
    static const char SQL[] =
        "SELECT k.form, count(*), min(k.amount), max(k.amount), sum(k.amount) FROM case_cost k"
        " JOIN " INCIDENTS_COUNTED " n ON n.id = k.incident_id"
        " WHERE k.org_id = :org AND k.amount IS NOT NULL AND (? = '' OR n.threat_key = ?)"
        " GROUP BY k.form";
    const char *threat = threat_key == NULL ? "" : threat_key;
    bool row = false;
    enum err e;
    for (int i = 0; i < LOSS_FORM_MAX; i++)
        ret_costs[i] = (struct case_costs){.cases = 0};
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, threat);
    db_bind_text(q, threat);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        enum loss_form form = loss_form_of(db_text(q, 0, NULL));
        if (form < LOSS_FORM_MAX)
            ret_costs[form] =
                (struct case_costs){db_int(q, 1), db_int(q, 2), db_int(q, 3), db_int(q, 4)};
    }
    return e;
}

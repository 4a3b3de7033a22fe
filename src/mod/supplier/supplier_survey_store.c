#include "base/buf.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/supplier/supplier_rule_store.h"

#include <string.h>

/* Names that several pieces of work bring, each once. */
struct names {
    const char *seen[20];
    size_t n;
    struct buf *text;
};

static void name_add(struct call *c, struct names *names, const char *name)
{
    if (name == NULL || names->n == sizeof names->seen / sizeof names->seen[0])
        return;
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->seen[i], name) == 0)
            return;
    names->seen[names->n++] = name;
    if (names->n > 1)
        buf_str(names->text, msg_get(c->org.lang, "ui.list.comma"));
    buf_str(names->text, name);
}

struct row {
    struct names units, work, stops;
};

static void row_add(struct call *c, struct row *row, struct db_query *q)
{
    size_t i;
    const json_t *one;
    const char *stops = db_text(q, 9, NULL);
    name_add(c, &row->units, mem_strdup(c, db_text(q, 7, NULL)));
    name_add(c, &row->work, mem_strdup(c, db_text(q, 8, NULL)));
    json_t *list = stops == NULL ? NULL : reg_keep(c, json_loads(stops, 0, NULL));
    json_array_foreach(list, i, one) name_add(c, &row->stops, json_string_value(one));
}

static const char *text_of(const struct names *names)
{
    return names->n == 0 ? NULL : names->text->data;
}

static void row_finish(struct supplier_concerned *s, const struct row *row)
{
    s->units = text_of(&row->units);
    s->work = text_of(&row->work);
    s->stops = text_of(&row->stops);
}

static struct supplier_concerned concerned_row(struct call *c, struct db_query *q)
{
    return (struct supplier_concerned){.number = mem_strdup(c, db_text(q, 1, NULL)),
        .name = mem_strdup(c, db_text(q, 2, NULL)),
        .main_concern = mem_strdup(c, db_text(q, 3, NULL)),
        .plan = mem_strdup(c, db_text(q, 4, NULL)),
        .plan_note = mem_strdup(c, db_text(q, 5, NULL)),
        .due = mem_strdup(c, db_text(q, 6, NULL))};
}

static enum err concerned_load(
    struct call *c, int most, struct supplier_concerned **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT s.id, s.number, s.name, s.main_concern, s.plan, s.plan_note,"
        " (SELECT COALESCE(r.accepted_until, r.due) FROM supplier_review r WHERE r.org_id = "
        "s.org_id"
        " AND r.supplier_id = s.id AND r.state = 'approved' AND r.deleted_at IS NULL"
        " ORDER BY r.decided_on DESC, r.id DESC LIMIT 1) AS due, u.name AS unit_name, e.work, "
        "e.stops"
        " FROM (SELECT * FROM supplier WHERE org_id = :org AND deleted_at IS NULL"
        " AND concern = 'some' AND risk = 'with' AND state <> 'ended' ORDER BY name, id LIMIT ?) s"
        " LEFT JOIN supplier_engagement e ON e.org_id = s.org_id AND e.supplier_id = s.id"
        " AND e.risk = 'with' AND e.state <> 'ended' AND e.deleted_at IS NULL"
        " LEFT JOIN unit u ON u.org_id = s.org_id AND u.id = e.unit_id"
        " ORDER BY s.name, s.id, e.id";
    struct supplier_concerned *list = mem_array(c, struct supplier_concerned, most);
    struct row row = {.units = {.n = 0}};
    int64_t last = 0;
    size_t n = 0;
    bool more = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, most);
    while ((e = db_step(q, &more)) == ERR_OK && more) {
        if (db_int(q, 0) != last) {
            if (n > 0)
                row_finish(&list[n - 1], &row);
            list[n++] = concerned_row(c, q);
            row = (struct row){
                .units.text = buf_new(c), .work.text = buf_new(c), .stops.text = buf_new(c)};
            last = db_int(q, 0);
        }
        row_add(c, &row, q);
    }
    if (e != ERR_OK)
        return e;
    if (n > 0)
        row_finish(&list[n - 1], &row);
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

enum err supplier_survey_load(struct call *c, int most, struct supplier_survey *ret_survey,
    struct supplier_concerned **ret_list, size_t *ret_n)
{
    struct supplier_figures f;
    enum err e = supplier_store_figures(c, "", "", &f); /* of duties nothing is told */
    if (e != ERR_OK)
        return e;
    *ret_survey = (struct supplier_survey){.suppliers = f.suppliers,
        .with_risk = f.with_risk,
        .without_risk = f.without_risk,
        .unknown = f.suppliers - f.with_risk - f.without_risk,
        .concern_some = f.concern_some,
        .concern_none = f.concern_none,
        .not_reviewed = f.with_risk - f.concern_some - f.concern_none};
    return concerned_load(c, most, ret_list, ret_n);
}

#include "mod/supplier/supplier_chain_store.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/auth/who.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static enum err one_ref(struct call *c, struct db_query *q, struct ref *ret_firm, int *ret_n)
{
    bool row = false;
    enum err e;
    *ret_n = 0;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        if ((*ret_n)++ == 0)
            *ret_firm = (struct ref){.id = db_int(q, 0),
                .uid = db_uuid(q, 1),
                .number = mem_strdup(c, db_text(q, 2, NULL)),
                .title = mem_strdup(c, db_text(q, 3, NULL))};
    return e;
}

enum err supplier_store_ref(struct call *c, int64_t id, struct ref *ret_firm)
{
    static const char SQL[] = "SELECT id, uid, number, name FROM supplier"
                              " WHERE org_id = :org AND id = ? AND deleted_at IS NULL";
    int n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = one_ref(c, q, ret_firm, &n);
    return e == ERR_OK && n == 0 ? ERR_NOT_FOUND : e;
}

static enum err by_number(
    struct call *c, const char *corporate_number, struct ref *ret_firm, int *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, number, name FROM supplier"
        " WHERE org_id = :org AND corporate_number = ? AND deleted_at IS NULL LIMIT 2";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, corporate_number);
    return one_ref(c, q, ret_firm, ret_n);
}

enum err supplier_store_match(struct call *c, const char *corporate_number, const char *match_name,
    struct ref *ret_firm, int *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, number, name FROM supplier"
        " WHERE org_id = :org AND match_name = ? AND deleted_at IS NULL"
        " AND (corporate_number IS NULL OR CAST(? AS INTEGER) = 0) ORDER BY id LIMIT 2";
    *ret_n = 0;
    enum err e =
        corporate_number == NULL ? ERR_OK : by_number(c, corporate_number, ret_firm, ret_n);
    if (e != ERR_OK || *ret_n > 0)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, match_name);
    db_bind_int(q, corporate_number != NULL);
    return one_ref(c, q, ret_firm, ret_n);
}

enum err supplier_store_same_step(
    struct call *c, const struct supplier_step *step, const char **ret_number)
{
    static const char SQL[] =
        "SELECT number FROM supplier_subcontract WHERE org_id = :org AND supplier_id = ?"
        " AND subcontractor_id = ? AND work = ? AND id <> ? AND state <> 'ended'"
        " AND deleted_at IS NULL LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, step->supplier_id);
    db_bind_int(q, step->subcontractor_id);
    db_bind_text(q, step->work);
    db_bind_int(q, step->id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_number = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

/* ---- the whole chain ---- */

static enum supplier_answer answer_of(const char *text)
{
    if (text == NULL)
        return SUPPLIER_UNKNOWN;
    return strcmp(text, "yes") == 0 ? SUPPLIER_YES : SUPPLIER_NO;
}

/* Room for one more, twice as much when it is full. */
#define ROOM_FOR(c, list, type, n, room)                                    \
    do {                                                                    \
        if ((n) == (room))                                                  \
            (list) = mem_grow((c), (list), type, (room) = 2 * (room) + 64); \
    } while (0)

enum err supplier_store_chain_firms(
    struct call *c, int most, struct chain_firm **ret_firms, int *ret_n)
{
    static const char SQL[] = "SELECT id, trusted, risk, subcontracts FROM supplier"
                              " WHERE org_id = :org AND deleted_at IS NULL ORDER BY name, id"
                              " LIMIT ?";
    struct chain_firm *firms = NULL;
    int n = 0;
    int room = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        const char *risk = db_text(q, 2, NULL);
        ROOM_FOR(c, firms, struct chain_firm, n, room);
        firms[n++] = (struct chain_firm){.id = db_int(q, 0),
            .trusted = db_int(q, 1) != 0,
            .with_risk = risk != NULL && strcmp(risk, "with") == 0,
            .gives_on = answer_of(db_text(q, 3, NULL))};
    }
    *ret_firms = firms;
    *ret_n = n;
    return e;
}

enum err supplier_store_chain_steps(
    struct call *c, int most, struct chain_row **ret_rows, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, supplier_id, subcontractor_id, further FROM supplier_subcontract"
        " WHERE org_id = :org AND deleted_at IS NULL AND state <> 'ended' ORDER BY id LIMIT ?";
    struct chain_row *rows = NULL;
    size_t n = 0;
    size_t room = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ROOM_FOR(c, rows, struct chain_row, n, room);
        rows[n++] = (struct chain_row){
            db_int(q, 0), db_int(q, 1), db_int(q, 2), answer_of(db_text(q, 3, NULL))};
    }
    *ret_rows = rows;
    *ret_n = n;
    return e;
}

enum err supplier_store_chain_served(
    struct call *c, int most, struct chain_served **ret_rows, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT subcontract_id, business_id FROM supplier_subcontract_business"
        " WHERE org_id = :org ORDER BY subcontract_id, business_id LIMIT ?";
    struct chain_served *rows = NULL;
    size_t n = 0;
    size_t room = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ROOM_FOR(c, rows, struct chain_served, n, room);
        rows[n++] = (struct chain_served){db_int(q, 0), db_int(q, 1)};
    }
    *ret_rows = rows;
    *ret_n = n;
    return e;
}

enum err supplier_store_chain_needs(
    struct call *c, int most, struct chain_row **ret_rows, size_t *ret_n, bool *ret_all)
{
    static const char SQL[] =
        "SELECT e.supplier_id, b.business_id, u.path FROM supplier_engagement e"
        " JOIN unit u ON u.org_id = :org AND u.id = e.unit_id"
        " LEFT JOIN supplier_engagement_business b ON b.org_id = :org AND b.engagement_id = e.id"
        " WHERE e.org_id = :org AND e.deleted_at IS NULL AND e.state <> 'ended'"
        " AND e.supplier_id IS NOT NULL LIMIT ?";
    struct chain_row *rows = NULL;
    size_t n = 0;
    int seen = 0; /* also of units that the caller does not read */
    size_t room = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, most + 1);
    while ((e = db_step(q, &row)) == ERR_OK && row && seen++ < most) {
        if (!who_may(c->who, &PERM_ENGAGEMENT_READ, db_text(q, 2, NULL)))
            continue;
        ROOM_FOR(c, rows, struct chain_row, n, room);
        rows[n++] = (struct chain_row){.supplier_id = db_int(q, 0), .other_id = db_int(q, 1)};
    }
    *ret_rows = rows;
    *ret_n = n;
    *ret_all = seen <= most;
    return e;
}

enum err supplier_store_chain_businesses(
    struct call *c, int most, struct chain_business **ret_list, int *ret_n)
{
    static const char SQL[] = "SELECT id, uid, number, name, importance FROM business"
                              " WHERE org_id = :org AND deleted_at IS NULL ORDER BY name, id"
                              " LIMIT ?";
    struct chain_business *list = mem_array(c, struct chain_business, most);
    int n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        const char *importance = db_text(q, 4, NULL);
        list[n++] = (struct chain_business){.ref = {.id = db_int(q, 0),
                                                .uid = db_uuid(q, 1),
                                                .number = mem_strdup(c, db_text(q, 2, NULL)),
                                                .title = mem_strdup(c, db_text(q, 3, NULL))},
            .important = importance != NULL && strcmp(importance, "high") == 0};
    }
    *ret_list = list;
    *ret_n = n;
    return e;
}

/* ---- what is shown of some ---- */

#define IDS_LISTED                                                                             \
    "({sqlite: SELECT value FROM json_each(?)}"                                                \
    "{postgres: SELECT CAST(j.x AS bigint) FROM json_array_elements_text(CAST(? AS json)) AS " \
    "j(x)})"

static const char *listed(struct call *c, const int64_t *ids, size_t n)
{
    struct buf *list = buf_new(c);
    buf_char(list, '[');
    for (size_t i = 0; i < n; i++)
        buf_printf(list, i == 0 ? "%" PRId64 : ",%" PRId64, ids[i]);
    buf_char(list, ']');
    return list->data;
}

struct placed {
    int64_t id;
    size_t at;
};

static int by_id(const void *a, const void *b)
{
    const struct placed *x = a;
    const struct placed *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static struct chain_face face_of(struct call *c, struct db_query *q)
{
    return (struct chain_face){.firm = {.id = db_int(q, 0),
                                   .uid = db_uuid(q, 1),
                                   .number = mem_strdup(c, db_text(q, 2, NULL)),
                                   .title = mem_strdup(c, db_text(q, 3, NULL))},
        .state = mem_strdup(c, db_text(q, 4, NULL)),
        .risk = mem_strdup(c, db_text(q, 5, NULL)),
        .grade = mem_strdup(c, db_text(q, 6, NULL)),
        .concern = mem_strdup(c, db_text(q, 7, NULL)),
        .surveyed_on = mem_strdup(c, db_text(q, 8, NULL)),
        .assured_reason = mem_strdup(c, db_text(q, 9, NULL))};
}

enum err supplier_store_chain_faces(
    struct call *c, const int64_t *ids, size_t n, struct chain_face **ret_faces)
{
    static const char SQL[] =
        "SELECT id, uid, number, name, state, risk, grade, concern, surveyed_on, trusted_reason"
        " FROM supplier WHERE org_id = :org AND deleted_at IS NULL AND id IN " IDS_LISTED;
    struct chain_face *faces = mem_array(c, struct chain_face, n + 1);
    struct placed *places = mem_array(c, struct placed, n + 1);
    bool row = false;
    enum err e = ERR_OK;
    for (size_t i = 0; i < n; i++)
        places[i] = (struct placed){ids[i], i};
    qsort(places, n, sizeof *places, by_id);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, listed(c, ids, n));
    while (n > 0 && (e = db_step(q, &row)) == ERR_OK && row) {
        struct placed key = {.id = db_int(q, 0)};
        const struct placed *found = bsearch(&key, places, n, sizeof *places, by_id);
        if (found != NULL)
            faces[found->at] = face_of(c, q);
    }
    *ret_faces = faces;
    return e;
}

#define WORK_COLUMNS                                                                \
    "SELECT t.uid, t.number, t.work, t.state, t.subcontractor_name, t.supplier_id," \
    " t.subcontractor_id, t.serves FROM supplier_subcontract t"
#define WORK_LIVE " AND t.deleted_at IS NULL AND t.state <> 'ended'"

static enum err read_works(
    struct call *c, struct db_query *q, struct chain_work **ret_works, size_t *ret_n)
{
    struct chain_work *works = NULL;
    size_t n = 0;
    size_t room = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ROOM_FOR(c, works, struct chain_work, n, room);
        works[n++] = (struct chain_work){.uid = db_uuid(q, 0),
            .number = mem_strdup(c, db_text(q, 1, NULL)),
            .work = mem_strdup(c, db_text(q, 2, NULL)),
            .state = mem_strdup(c, db_text(q, 3, NULL)),
            .name = mem_strdup(c, db_text(q, 4, NULL)),
            .supplier_id = db_int(q, 5),
            .subcontractor_id = db_int(q, 6),
            .serves = mem_strdup(c, db_text(q, 7, NULL))};
    }
    *ret_works = works;
    *ret_n = n;
    return e;
}

enum err supplier_store_chain_below(struct call *c, int64_t supplier_id, int skip, int most,
    struct chain_work **ret_works, size_t *ret_n, int64_t *ret_total)
{
    static const char COUNT[] = "SELECT count(*) FROM supplier_subcontract t"
                                " WHERE t.org_id = :org AND t.supplier_id = ?" WORK_LIVE;
    static const char SQL[] =
        WORK_COLUMNS " LEFT JOIN supplier s ON s.org_id = :org AND s.id = t.subcontractor_id"
                     " WHERE t.org_id = :org AND t.supplier_id = ?" WORK_LIVE
                     " ORDER BY coalesce(s.name, t.subcontractor_name), t.work, t.id"
                     " LIMIT ? OFFSET ?";
    DB_QUERY *count = db_query(c->db, COUNT);
    db_bind_int(count, supplier_id);
    enum err e = db_one_int(count, 0, ret_total);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    db_bind_int(q, most);
    db_bind_int(q, skip);
    return read_works(c, q, ret_works, ret_n);
}

enum err supplier_store_chain_between(struct call *c, const int64_t *ids, size_t n, int most,
    struct chain_work **ret_works, size_t *ret_n)
{
    static const char SQL[] =
        WORK_COLUMNS " WHERE t.org_id = :org AND t.supplier_id IN " IDS_LISTED
                     " AND t.subcontractor_id IN " IDS_LISTED WORK_LIVE " ORDER BY t.id LIMIT ?";
    const char *list = listed(c, ids, n);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, list);
    db_bind_text(q, list);
    db_bind_int(q, most);
    return read_works(c, q, ret_works, ret_n);
}

/* SQL of seminars for suppliers. */
#include "base/mem.h"
#include "mod/supplier/supplier_seminar.h"

#include <string.h>

enum err seminar_store_same(
    struct call *c, int64_t seminar_id, int64_t supplier_id, int64_t but, bool *ret_there)
{
    static const char SQL[] = "SELECT count(*) FROM seminar_attendance WHERE org_id = :org"
                              " AND seminar_id = ? AND supplier_id = ? AND id <> ?"
                              " AND deleted_at IS NULL";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, seminar_id);
    db_bind_int(q, supplier_id);
    db_bind_int(q, but);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_there = n > 0;
    return e;
}

static int class_no(const char *class)
{
    return class != NULL && class[0] >= 'a' && class[0] <= 'd' ? class[0] - 'a'
                                                               : SEMINAR_CLASSES - 1;
}

enum err seminar_store_classes(
    struct call *c, int64_t seminar_id, struct seminar_class ret_classes[SEMINAR_CLASSES])
{
    static const char SQL[] =
        "SELECT s.class, count(*) AS invited,"
        " sum(CASE WHEN a.standing = 'attended' THEN 1 ELSE 0 END) AS attended,"
        " sum(CASE WHEN a.standing = 'watched' THEN 1 ELSE 0 END) AS watched FROM supplier s"
        " LEFT JOIN seminar_attendance a ON a.org_id = :org AND a.supplier_id = s.id"
        " AND a.seminar_id = ? AND a.deleted_at IS NULL WHERE s.org_id = :org"
        " AND s.deleted_at IS NULL AND s.state = 'active' GROUP BY s.class";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, seminar_id);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_classes[class_no(db_text(q, 0, NULL))] =
            (struct seminar_class){db_int(q, 1), db_int(q, 2), db_int(q, 3)};
    return e;
}

#define NEVER                                                                                \
    " FROM supplier s WHERE s.org_id = :org AND s.deleted_at IS NULL AND s.state = 'active'" \
    " AND s.class IS NOT NULL AND s.class IN (?, ?, ?, ?) AND NOT EXISTS (SELECT 1"          \
    " FROM seminar_attendance a WHERE a.org_id = :org AND a.supplier_id = s.id"              \
    " AND a.deleted_at IS NULL AND a.standing IN ('attended', 'watched'))"

/* A letter that is not wanted is bound as one that no class has. */
static void bind_classes(struct db_query *q, const char *classes)
{
    static const char *const letters[] = {"a", "b", "c", "d"};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        db_bind_text(q, strchr(classes, letters[i][0]) != NULL ? letters[i] : "-");
}

enum err seminar_store_never(struct call *c, const char *classes, int limit,
    struct seminar_firm **ret_list, size_t *ret_n, int64_t *ret_total)
{
    static const char COUNT[] = "SELECT count(*)" NEVER;
    static const char SQL[] =
        "SELECT s.id, s.uid, s.number, s.name, s.class" NEVER " ORDER BY s.name, s.id LIMIT ?";
    struct seminar_firm *list = mem_array(c, struct seminar_firm, limit);
    size_t n = 0;
    bool row = false;
    DB_QUERY *counting = db_query(c->db, COUNT);
    bind_classes(counting, classes);
    enum err e = db_one_int(counting, 0, ret_total);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    bind_classes(q, classes);
    db_bind_int(q, limit);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct seminar_firm){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .name = mem_strdup(c, db_text(q, 3, NULL)),
            .class = mem_strdup(c, db_text(q, 4, NULL))};
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

#define KEYS                                    \
    "({sqlite: SELECT value FROM json_each(?)}" \
    "{postgres: SELECT j.x FROM json_array_elements_text(CAST(? AS json)) AS j(x)})"
#define FIRMS(column)                                                                 \
    "SELECT s.id, s.uid, s." column " AS found FROM supplier s WHERE s.org_id = :org" \
    " AND s.deleted_at IS NULL AND s." column " IN " KEYS

enum err seminar_store_match(struct call *c, int64_t seminar_id, const char *keys,
    struct seminar_match **ret_matches, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT f.found, f.uid, a.uid FROM (" FIRMS("match_name") " UNION ALL " FIRMS(
            "number") " UNION ALL " FIRMS("corporate_number") ") f LEFT JOIN seminar_attendance a"
                                                              " ON a.org_id = :org AND "
                                                              "a.supplier_id = "
                                                              "f.id AND a.seminar_id = ?"
                                                              " AND a.deleted_at IS NULL ORDER BY "
                                                              "f.id";
    struct seminar_match *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, keys);
    db_bind_int(q, seminar_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct seminar_match, n + 1);
        list[n] = (struct seminar_match){.key = mem_strdup(c, db_text(q, 0, NULL)),
            .supplier = db_uuid(q, 1),
            .entered = !db_is_null(q, 2)};
        if (list[n].entered)
            list[n].attendance = db_uuid(q, 2);
        n++;
    }
    if (e != ERR_OK)
        return e;
    *ret_matches = list;
    *ret_n = n;
    return ERR_OK;
}

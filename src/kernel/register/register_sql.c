/* Composes the SQL of lists, filters, sorts and writes. The one place where SQL is put together
 * from parts: identifiers come only from constant register tables, values are always bound. */
#include "kernel/register/register_private.h"

#include "base/mem.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

enum { FIRST_VALUES = 8 };

static struct reg_sql begin(const void *ctx)
{
    return (struct reg_sql){.text = buf_new(ctx)};
}

static void put(struct reg_sql *sql, const char *text)
{
    buf_str(sql->text, text);
}

static void bind(struct reg_sql *sql, struct reg_value value)
{
    if (sql->n_values == sql->room) {
        sql->room = sql->room == 0 ? FIRST_VALUES : 2 * sql->room;
        sql->values = mem_grow(sql->text, sql->values, struct reg_value, sql->room);
    }
    sql->values[sql->n_values++] = value;
}

static struct reg_value text_value(const char *text)
{
    return (struct reg_value){.kind = REG_VALUE_TEXT, .text = text};
}

/* ---- selecting ---- */

/* The alias of a reference's table: r0, r1, … A select is put together for every record that is
 * read, so without printf. */
struct alias {
    char name[4];
};
_Static_assert(REG_FIELDS_MAX <= 100, "an alias has two digits");

static struct alias alias_of(size_t no)
{
    struct alias a = {{'r', (char)('0' + no % 10)}};
    if (no >= 10)
        a = (struct alias){{'r', (char)('0' + no / 10), (char)('0' + no % 10)}};
    return a;
}

static void put_column(struct reg_sql *sql, const char *before, const char *table, const char *name)
{
    put(sql, before);
    put(sql, table);
    put(sql, ".");
    put(sql, name);
}

/* A reference shows the other record's uid, number and title. */
static void select_field(
    struct reg_sql *sql, const struct app *app, const struct field *f, size_t no)
{
    const struct reg_def *ref = f->type == FIELD_REF ? reg_ref_def(app, f) : NULL;
    if (ref != NULL) {
        struct alias r = alias_of(no);
        put_column(sql, ", ", r.name, "uid");
        put_column(sql, ", ", r.name, "number");
        put_column(sql, ", ", r.name, reg_column(reg_field(ref, ref->title)));
        return;
    }
    put_column(sql, ", ", "t", reg_column(f));
    if (f->type == FIELD_MONEY) {
        put_column(sql, ", ", "t", reg_column(f));
        put(sql, "_currency");
    }
}

static void join_ref(
    struct reg_sql *sql, const struct reg_def *ref, const struct field *f, size_t no)
{
    struct alias r = alias_of(no);
    put(sql, " LEFT JOIN ");
    put(sql, ref->table);
    put(sql, " ");
    put(sql, r.name);
    put_column(sql, " ON ", r.name, "org_id = :org");
    put_column(sql, " AND ", r.name, "id = t.");
    put(sql, reg_column(f));
}

static void select_from(struct reg_sql *sql, const struct app *app, const struct reg_def *def)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    bool by_unit = def->scope == REG_BY_UNIT;
    put(sql, "SELECT t.id, t.uid, t.number, t.version, t.created_at, t.created_by, t.updated_at,"
             " t.updated_by, t.deleted_at");
    put(sql, by_unit ? ", t.unit_id, r0.path" : ", 0, NULL");
    for (size_t i = 0; i < n; i++)
        select_field(sql, app, fields[i], i);
    put(sql, " FROM ");
    put(sql, def->table);
    put(sql, " t");
    for (size_t i = 0; i < n; i++) {
        const struct reg_def *ref =
            fields[i]->type == FIELD_REF ? reg_ref_def(app, fields[i]) : NULL;
        if (ref != NULL)
            join_ref(sql, ref, fields[i], i);
    }
}

static struct reg_value int_value(int64_t i)
{
    return (struct reg_value){.kind = REG_VALUE_INT, .i = i};
}

static void where_reader(struct reg_sql *sql, const struct reg_scope_sql *scope)
{
    if (scope->subject == NULL)
        return;
    put(sql, " AND " READER_MAY_SEE("?", "t.id"));
    bind(sql, int_value(scope->reader.all));
    bind(sql, text_value(scope->subject));
    bind(sql, int_value(scope->reader.person));
    bind(sql, int_value(scope->reader.roles));
}

static void path_range(struct reg_sql *sql, const char *path)
{
    char *end = mem_array(sql->text, char, UNIT_PATH_SIZE);
    put(sql, "(v.path >= ? AND v.path < ?)");
    unit_path_end(path, end);
    bind(sql, text_value(path));
    bind(sql, text_value(end));
}

static void where_host(struct reg_sql *sql, const struct reg_scope_sql *scope)
{
    if (scope->host == NULL)
        return;
    buf_printf(sql->text, " AND (t.%s IS NULL", scope->host);
    for (size_t i = 0; i < scope->n_hosts; i++) {
        const struct reg_host_sql *at = &scope->hosts[i];
        put(sql, " OR (");
        if (at->path != NULL) {
            put(sql, "t.unit_id IN (");
            put(sql, "SELECT v.id FROM unit v WHERE v.org_id = :org AND ");
            path_range(sql, at->path);
            put(sql, ") AND ");
        }
        buf_printf(sql->text, "t.%s IN (NULL", scope->host);
        for (size_t k = 0; k < at->n; k++) {
            put(sql, ", ?");
            bind(sql, text_value(at->names[k]));
        }
        put(sql, "))");
    }
    put(sql, ")");
}

static void where_scope(struct reg_sql *sql, const struct reg_scope_sql *scope)
{
    where_reader(sql, scope);
    where_host(sql, scope);
    if (scope->none) {
        put(sql, " AND 1 = 0");
        return;
    }
    if (scope->all)
        return;
    /* The plus sign keeps SQLite from driving by unit when many units are visible. */
    put(sql, scope->small ? " AND t.unit_id IN (" : " AND +t.unit_id IN (");
    put(sql, "SELECT v.id FROM unit v WHERE v.org_id = :org AND (");
    for (size_t i = 0; i < scope->n_paths; i++) {
        put(sql, i == 0 ? "" : " OR ");
        path_range(sql, scope->paths[i]);
    }
    for (size_t i = 0; i < scope->n_units; i++) {
        put(sql, " OR v.id = ?");
        bind(sql, (struct reg_value){.kind = REG_VALUE_INT, .i = scope->units[i]});
    }
    put(sql, "))");
}

static const char *const op_signs[OP_MAX] = {
    [OP_EQ] = "=", [OP_NE] = "<>", [OP_LT] = "<", [OP_LE] = "<=", [OP_GT] = ">", [OP_GE] = ">="};

/* Escapes LIKE's own signs; the pattern matches anywhere, or at the beginning. */
static const char *like_pattern(const void *ctx, const char *folded, bool anywhere)
{
    struct buf *b = buf_new(ctx);
    if (anywhere)
        buf_char(b, '%');
    for (const char *p = folded; *p != '\0'; p++) {
        if (strchr("%_\\", *p) != NULL)
            buf_char(b, '\\');
        buf_char(b, *p);
    }
    buf_char(b, '%');
    return b->data;
}

/* Folding a text costs PostgreSQL some 25 µs, so what ?q= looks at, folded already, says first
 * which records it is worth for. */
static void where_text(struct reg_sql *sql, const struct reg_filter *f)
{
    const char *folded = f->values[0].text;
    if (f->field->flags & FIELD_SEARCHABLE) {
        put(sql, " AND t.folded LIKE ? ESCAPE '\\'");
        bind(sql, text_value(like_pattern(sql->text, folded, true)));
    }
    buf_printf(sql->text, " AND kaname_fold(t.%s) LIKE ? ESCAPE '\\'", reg_column(f->field));
    bind(sql, text_value(like_pattern(sql->text, folded, f->op == OP_CONTAINS)));
}

static void where_filter(struct reg_sql *sql, const struct reg_filter *f)
{
    const char *column = reg_column(f->field);
    if (f->op == OP_IS_NULL) {
        buf_printf(sql->text, " AND t.%s IS %sNULL", column, f->values[0].i != 0 ? "" : "NOT ");
        return;
    }
    if (f->op == OP_CONTAINS || f->op == OP_BEGINS) {
        where_text(sql, f);
        return;
    }
    if (f->op != OP_IN) {
        buf_printf(sql->text, " AND t.%s %s ?", column, op_signs[f->op]);
        bind(sql, f->values[0]);
        return;
    }
    buf_printf(sql->text, " AND t.%s IN (", column);
    for (size_t i = 0; i < f->n_values; i++) {
        put(sql, i == 0 ? "?" : ", ?");
        bind(sql, f->values[i]);
    }
    put(sql, ")");
}

static void where_all(
    struct reg_sql *sql, const struct reg_query *q, const struct reg_scope_sql *scope)
{
    put(sql, " WHERE t.org_id = :org AND t.deleted_at IS ");
    put(sql, q->deleted ? "NOT NULL" : "NULL");
    where_scope(sql, scope);
    for (size_t i = 0; i < q->n_filters; i++)
        where_filter(sql, &q->filters[i]);
    if (q->folded != NULL) {
        put(sql, " AND t.folded LIKE ? ESCAPE '\\'");
        bind(sql, text_value(like_pattern(sql->text, q->folded, true)));
    }
}

static const char *sort_column(const struct reg_sort *s)
{
    return s->field == NULL ? "id" : reg_column(s->field);
}

static bool nullable(const struct reg_sort *s)
{
    return s->field != NULL && !(s->field->flags & FIELD_REQUIRED);
}

/* Rows after a key; NULLs, where there may be some, come last in either direction. */
static void after_key(
    struct reg_sql *sql, const struct reg_sort *s, const struct reg_value *v, bool nulls)
{
    const char *column = sort_column(s);
    if (v->kind == REG_VALUE_NULL) {
        put(sql, "1 = 0"); /* nothing follows NULL by this key alone */
        return;
    }
    buf_printf(sql->text, "(t.%s %s ?", column, s->descending ? "<" : ">");
    bind(sql, *v);
    if (nulls && nullable(s))
        buf_printf(sql->text, " OR t.%s IS NULL", column);
    put(sql, ")");
}

static void same_key(struct reg_sql *sql, const struct reg_sort *s, const struct reg_value *v)
{
    if (v->kind == REG_VALUE_NULL) {
        buf_printf(sql->text, "t.%s IS NULL AND ", sort_column(s));
        return;
    }
    buf_printf(sql->text, "t.%s = ? AND ", sort_column(s));
    bind(sql, *v);
}

/* One comparison of rows bounds the index range to the row itself, however many share its first
 * key; it needs keys of one direction, none of them NULL. */
static bool one_range(const struct reg_query *q, enum reg_part part)
{
    for (size_t i = 0; i < q->n_sorts; i++) {
        const struct reg_sort *s = &q->sorts[i];
        bool nulls = i > 0 ? nullable(s) : part == REG_PART_NULLS_REST;
        if (nulls || s->descending != q->sorts[0].descending)
            return false;
    }
    return true;
}

static void after_row(struct reg_sql *sql, const struct reg_query *q)
{
    /* A sort by id is unique by itself. */
    size_t n = q->sorts[q->n_sorts - 1].field == NULL ? q->n_sorts : q->n_sorts + 1;
    for (size_t i = 0; i < n; i++)
        put_column(
            sql, i == 0 ? " AND (" : ", ", "t", i < q->n_sorts ? sort_column(&q->sorts[i]) : "id");
    put(sql, q->sorts[0].descending ? ") < (" : ") > (");
    for (size_t i = 0; i < n; i++) {
        put(sql, i == 0 ? "?" : ", ?");
        bind(sql, q->after[i]);
    }
    put(sql, ")");
}

/* The first key bounds the index range at once; the alternatives below it order ties. */
static void after_keys(struct reg_sql *sql, const struct reg_query *q, enum reg_part part)
{
    struct reg_sort id = {.field = NULL, .descending = q->sorts[q->n_sorts - 1].descending};
    if (part != REG_PART_NULLS_REST) {
        const struct reg_sort *s = &q->sorts[0];
        put_column(sql, " AND ", "t", sort_column(s));
        put(sql, s->descending ? " <= ?" : " >= ?");
        bind(sql, q->after[0]);
    }
    put(sql, " AND (");
    for (size_t i = 0; i <= q->n_sorts; i++) {
        const struct reg_sort *s = i < q->n_sorts ? &q->sorts[i] : &id;
        put(sql, i == 0 ? "(" : " OR (");
        for (size_t j = 0; j < i; j++)
            same_key(sql, &q->sorts[j], &q->after[j]);
        after_key(sql, s, &q->after[i], i > 0 || part == REG_PART_NULLS_REST);
        put(sql, ")");
    }
    put(sql, ")");
}

static void where_cursor(struct reg_sql *sql, const struct reg_query *q, enum reg_part part)
{
    if (one_range(q, part))
        after_row(sql, q);
    else
        after_keys(sql, q, part);
}

static void where_part(struct reg_sql *sql, const struct reg_query *q, enum reg_part part)
{
    if (part == REG_PART_ALL)
        return;
    put_column(sql, " AND ", "t", sort_column(&q->sorts[0]));
    put(sql, part == REG_PART_VALUES ? " IS NOT NULL" : " IS NULL");
}

static void order_by(struct reg_sql *sql, const struct reg_query *q, enum reg_part part)
{
    bool nulls = part == REG_PART_NULLS || part == REG_PART_NULLS_REST;
    put(sql, " ORDER BY ");
    for (size_t i = nulls ? 1 : 0; i < q->n_sorts; i++) {
        const struct reg_sort *s = &q->sorts[i];
        put_column(sql, "", "t", sort_column(s));
        put(sql, s->descending ? " DESC" : "");
        put(sql, i > 0 && nullable(s) ? " NULLS LAST, " : ", ");
    }
    put(sql, q->sorts[q->n_sorts - 1].descending ? "t.id DESC" : "t.id");
}

enum reg_part reg_sql_first_part(const struct reg_query *q)
{
    if (!nullable(&q->sorts[0]))
        return REG_PART_ALL;
    bool among_nulls = q->has_cursor && q->after[0].kind == REG_VALUE_NULL;
    return among_nulls ? REG_PART_NULLS_REST : REG_PART_VALUES;
}

/* Whether the best plan hangs on the values: a text that few rows hold, the units or records seen.
 */
static bool plan_hangs_on_values(const struct reg_query *q, const struct reg_scope_sql *scope)
{
    for (size_t i = 0; i < q->n_filters; i++)
        if (q->filters[i].op == OP_CONTAINS || q->filters[i].op == OP_BEGINS)
            return true;
    return q->folded != NULL || scope->subject != NULL || !scope->all;
}

/* PostgreSQL takes a bound limit for a tenth of all rows and so plans the statement anew for every
 * page. Where no better plan comes of that the limit is written out, and one plan serves all. */
static void limit(
    struct reg_sql *sql, const struct reg_query *q, const struct reg_scope_sql *scope, int64_t most)
{
    if (!plan_hangs_on_values(q, scope)) {
        buf_printf(sql->text, " LIMIT %lld", (long long)most);
        return;
    }
    put(sql, " LIMIT ?");
    bind(sql, int_value(most));
}

struct reg_sql reg_sql_list(const void *ctx, const struct app *app, const struct reg_def *def,
    const struct reg_query *q, const struct reg_scope_sql *scope, enum reg_part part)
{
    struct reg_sql sql = begin(ctx);
    select_from(&sql, app, def);
    where_all(&sql, q, scope);
    where_part(&sql, q, part);
    if (q->has_cursor && part != REG_PART_NULLS)
        where_cursor(&sql, q, part);
    order_by(&sql, q, part);
    limit(&sql, q, scope, q->limit + 1);
    return sql;
}

struct reg_sql reg_sql_count(const void *ctx, const struct reg_def *def, const struct reg_query *q,
    const struct reg_scope_sql *scope, int64_t most)
{
    struct reg_sql sql = begin(ctx);
    buf_printf(sql.text, "SELECT count(*) FROM (SELECT 1 FROM %s t", def->table);
    where_all(&sql, q, scope);
    limit(&sql, q, scope, most);
    put(&sql, ") counted");
    return sql;
}

struct reg_sql reg_sql_one(
    const void *ctx, const struct app *app, const struct reg_def *def, const char *key_column)
{
    struct reg_sql sql = begin(ctx);
    select_from(&sql, app, def);
    put(&sql, " WHERE t.org_id = :org");
    put_column(&sql, " AND ", "t", key_column);
    put(&sql, " = ?");
    return sql;
}

struct reg_sql reg_sql_ref(const void *ctx, const struct reg_def *def, const char *key_column)
{
    struct reg_sql sql = begin(ctx);
    const struct field *title = reg_field(def, def->title);
    buf_printf(
        sql.text, "SELECT t.id, t.uid, t.number, t.%s FROM %s t", reg_column(title), def->table);
    buf_printf(
        sql.text, " WHERE t.org_id = :org AND t.%s = ? AND t.deleted_at IS NULL", key_column);
    return sql;
}

struct reg_sql reg_sql_scan(const void *ctx, const struct reg_def *def, const char *column)
{
    struct reg_sql sql = begin(ctx);
    bool by_unit = def->scope == REG_BY_UNIT;
    buf_printf(sql.text, "SELECT t.id, t.uid, t.number, t.%s AS word, %s FROM %s t", column,
        by_unit ? "u.path" : "NULL AS path", def->table);
    if (by_unit)
        put(&sql, " JOIN unit u ON u.org_id = :org AND u.id = t.unit_id");
    put(&sql, " WHERE t.org_id = :org AND t.deleted_at IS NULL AND t.id > ?"
              " ORDER BY t.id LIMIT ?");
    return sql;
}

struct reg_sql reg_sql_after(const void *ctx, const struct app *app, const struct reg_def *def)
{
    struct reg_sql sql = begin(ctx);
    select_from(&sql, app, def);
    put(&sql, " WHERE t.org_id = :org AND t.deleted_at IS NULL AND t.id > ?"
              " ORDER BY t.id LIMIT ?");
    return sql;
}

/* ---- writing ---- */

struct reg_sql reg_sql_folded(const void *ctx, const struct reg_def *def)
{
    struct reg_sql sql = begin(ctx);
    buf_printf(sql.text, "UPDATE %s SET folded = ? WHERE org_id = :org AND id = ? AND folded <> ?",
        def->table);
    return sql;
}

static size_t columns_of(const struct field *f)
{
    return f->type == FIELD_MONEY ? 2 : 1;
}

static void column_names(struct reg_sql *sql, const struct field *f, const char *suffix)
{
    buf_printf(sql->text, ", %s%s", reg_column(f), suffix);
    if (f->type == FIELD_MONEY)
        buf_printf(sql->text, ", %s_currency%s", reg_column(f), suffix);
}

/* SQLite would give the id of its last row again once that row has left for good; but what the
 * audit log and the readers of a record (record_secret) tell of an id is about that record for
 * ever. The audit log has an entry of every record there was. */
static void next_id(struct reg_sql *sql, const struct reg_def *def)
{
    buf_printf(sql->text,
        "SELECT 1 + max(coalesce((SELECT max(id) FROM %s), 0), coalesce((SELECT a.subject_id"
        " FROM audit a WHERE a.org_id = :org AND a.subject = '%s' AND a.subject_id IS NOT NULL"
        " ORDER BY a.subject_id DESC LIMIT 1), 0))",
        def->table, def->singular);
}

struct reg_sql reg_sql_ids(const void *ctx, const struct reg_def *def)
{
    struct reg_sql sql = begin(ctx);
    put(&sql, "{sqlite: WITH RECURSIVE n (i) AS (");
    next_id(&sql, def);
    put(&sql, " UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT ?}");
    buf_printf(sql.text,
        "{postgres: SELECT nextval(pg_get_serial_sequence('%s', 'id')) FROM generate_series(1, ?)}",
        def->table);
    return sql;
}

struct reg_sql reg_sql_insert(const void *ctx, const struct reg_def *def, bool given)
{
    struct reg_sql sql = begin(ctx);
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    size_t columns = 0;
    buf_printf(sql.text,
        "INSERT INTO %s (%sorg_id, uid, number, folded, version, created_at, created_by,"
        " updated_at, updated_by",
        def->table, given ? "id, " : "{sqlite: id, }");
    for (size_t i = 0; i < n; i++) {
        column_names(&sql, fields[i], "");
        columns += columns_of(fields[i]);
    }
    put(&sql, given ? ") VALUES (?, " : ") VALUES ({sqlite: (");
    if (!given) {
        next_id(&sql, def);
        put(&sql, "), }");
    }
    put(&sql, ":org, ?, ?, ?, 1, ?, ?, ?, ?");
    for (size_t i = 0; i < columns; i++)
        put(&sql, ", ?");
    put(&sql, given ? ")" : ") RETURNING id");
    return sql;
}

struct reg_sql reg_sql_update(
    const void *ctx, const struct reg_def *def, const bool changed[REG_FIELDS_MAX])
{
    struct reg_sql sql = begin(ctx);
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    buf_printf(sql.text,
        "UPDATE %s SET folded = ?, version = version + 1, updated_at = ?, updated_by = ?",
        def->table);
    for (size_t i = 0; i < n; i++)
        if (changed[i])
            column_names(&sql, fields[i], " = ?");
    put(&sql, " WHERE org_id = :org AND id = ? AND version = ?");
    return sql;
}

/* "IS NULL" would let PostgreSQL take any of the partial indexes of what is not deleted for the
 * key: after all has been deleted once they look empty, and each row of an undone import was looked
 * for in all rows. */
struct reg_sql reg_sql_delete(const void *ctx, const struct reg_def *def, bool restore)
{
    struct reg_sql sql = begin(ctx);
    buf_printf(sql.text,
        "UPDATE %s SET deleted_at = ?, version = version + 1, updated_at = ?, updated_by = ?"
        " WHERE org_id = :org AND id = ? AND version = ? AND coalesce(deleted_at, 0) %s 0",
        def->table, restore ? "<>" : "=");
    return sql;
}

struct reg_sql reg_sql_point(
    const void *ctx, const struct reg_def *def, const struct field *f, bool one)
{
    struct reg_sql sql = begin(ctx);
    buf_printf(sql.text,
        "UPDATE %s SET %s = ?, version = version + 1, updated_at = ?, updated_by = ?"
        " WHERE org_id = :org AND %s = ?%s RETURNING id",
        def->table, reg_column(f), reg_column(f), one ? " AND id = ?" : "");
    return sql;
}

struct reg_sql reg_sql_purgeable(const void *ctx, const struct reg_def *def)
{
    struct reg_sql sql = begin(ctx);
    buf_printf(sql.text,
        "SELECT id, uid FROM %s WHERE org_id = :org AND deleted_at < ? AND id > ?"
        " ORDER BY id LIMIT 1",
        def->table);
    return sql;
}

struct reg_sql reg_sql_purge(const void *ctx, const struct reg_def *def)
{
    struct reg_sql sql = begin(ctx);
    buf_printf(
        sql.text, "DELETE FROM %s WHERE org_id = :org AND id = ? AND deleted_at < ?", def->table);
    return sql;
}

/* ---- binding ---- */

void reg_bind(struct db_query *q, const struct reg_value *value)
{
    switch (value->kind) {
    case REG_VALUE_INT:
        db_bind_int(q, value->i);
        break;
    case REG_VALUE_NUM:
        db_bind_num(q, value->n);
        break;
    case REG_VALUE_TEXT:
        db_bind_text(q, value->text);
        break;
    default:
        db_bind_null(q);
    }
}

struct db_query *reg_sql_query(struct db_conn *db, const struct reg_sql *sql)
{
    struct db_query *q = db_query(db, sql->text->data);
    for (size_t i = 0; i < sql->n_values; i++)
        reg_bind(q, &sql->values[i]);
    return q;
}

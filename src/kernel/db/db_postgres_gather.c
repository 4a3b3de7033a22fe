/* Rows of one statement that go to the server together, as arrays: what a statement costs there
 * beside its row (finding its plan, opening each index) is then paid once for a hundred. */
#include "base/buf.h"
#include "kernel/db/db_postgres.h"

#include <arpa/inet.h>
#include <string.h>

enum {
    GATHER_ROWS = 100,
    GATHER_BYTES = 256 * 1024, /* of all values together */
    HEAD_SIZE = 20,            /* of an array in the server's form: five words (arrayfuncs.c) */
};

/* The values of one parameter, one after the other in the server's form. */
struct column {
    Oid type; /* OID_ANY: only NULLs so far */
    bool has_null;
    struct buf *values; /* behind HEAD_SIZE bytes of room */
};

struct rows {
    struct rows *next;
    uint64_t hash;
    char *sql;
    int n_params; /* the parameter after the last is :org */
    bool uses_org;
    int64_t org;
    int n;
    struct column *columns;
};

/* Kept for the whole transaction, so that the order of the texts is one for all their rows. */
struct pg_gathered {
    struct rows *first;
    struct rows **last;
    size_t bytes; /* of rows that have not been sent */
};

/* ---- the statement ---- */

struct array_type {
    Oid element, array;
    const char *name;
};

static const struct array_type array_types[] = {
    {OID_INT8, 1016, "bigint[]"},
    {OID_FLOAT8, 1022, "float8[]"},
    {OID_BYTEA, 1001, "bytea[]"},
    {OID_TEXT, 1009, "text[]"},
};

static const struct array_type *array_of(Oid element)
{
    size_t i = 0;
    while (i + 1 < sizeof array_types / sizeof array_types[0] && array_types[i].element != element)
        i++;
    return &array_types[i];
}

/* The `)` of the `(` at `p`. */
static const char *closing(const char *p)
{
    int depth = 0;
    for (; *p != '\0'; p++) {
        size_t opaque = db_text_opaque(p);
        if (opaque > 0) {
            p += opaque - 1;
            continue;
        }
        depth += (*p == '(') - (*p == ')');
        if (*p == ')' && depth == 0)
            return p;
    }
    return NULL;
}

/* What stands for parameter `no` in the row: its column of the arrays, or NULL where all rows have
 * it (of what type could only be guessed). The organisation is one for all. */
static void put_param(struct buf *sql, const struct rows *rows, int no, int org_at)
{
    if (no > rows->n_params) {
        buf_printf(sql, "$%d", org_at);
        return;
    }
    if (rows->columns[no - 1].type == OID_ANY)
        buf_str(sql, "NULL");
    else
        buf_printf(sql, "g.c%d", no);
}

static void put_row(
    struct buf *sql, const struct rows *rows, const char *p, const char *end, int org_at)
{
    while (p < end) {
        size_t opaque = db_text_opaque(p);
        if (opaque > 0) {
            buf_put(sql, p, opaque);
            p += opaque;
        } else if (*p == '$') {
            char *after;
            put_param(sql, rows, (int)strtol(p + 1, &after, 10), org_at);
            p = after;
        } else {
            buf_char(sql, *p++);
        }
    }
}

/* unnest($1::bigint[], …) AS g (c1, …) of the parameters that some row has a value for. */
static void put_from(struct buf *sql, const struct rows *rows)
{
    int n = 0;
    struct buf *names = buf_new(sql);
    for (int i = 0; i < rows->n_params; i++) {
        if (rows->columns[i].type == OID_ANY)
            continue;
        buf_printf(sql, "%s$%d::%s", n == 0 ? " FROM unnest(" : ", ", n + 1,
            array_of(rows->columns[i].type)->name);
        buf_printf(names, "%sc%d", n == 0 ? "" : ", ", i + 1);
        n++;
    }
    if (n == 0)
        buf_printf(sql, " FROM generate_series(1, %d)", rows->n);
    else
        buf_printf(sql, ") AS g (%s)", names->data);
}

/* VALUES (row) becomes SELECT row FROM unnest(arrays). NULL: there is no such row. */
static const char *many(const void *ctx, const struct rows *rows, int org_at)
{
    static const char values[] = "VALUES (";
    const char *begin = strstr(rows->sql, values);
    const char *end = begin == NULL ? NULL : closing(begin + strlen(values) - 1);
    if (end == NULL)
        return NULL;
    struct buf *sql = buf_new(ctx);
    buf_put(sql, rows->sql, (size_t)(begin - rows->sql));
    buf_str(sql, "SELECT ");
    put_row(sql, rows, begin + strlen(values), end, org_at);
    put_from(sql, rows);
    buf_str(sql, end + 1);
    return sql->data;
}

/* ---- sending ---- */

static void put_word(char *at, uint32_t word)
{
    uint32_t sent = htonl(word);
    memcpy(at, &sent, sizeof sent);
}

static void finish_array(struct column *column, int n)
{
    char *head = column->values->data;
    put_word(head, 1); /* dimension */
    put_word(head + 4, column->has_null);
    put_word(head + 8, column->type);
    put_word(head + 12, (uint32_t)n);
    put_word(head + 16, 1); /* the first index */
}

struct params {
    Oid *types;
    const char **data;
    int *lengths;
    int *formats;
    int n;
};

static void add_param(struct params *p, Oid type, const char *data, size_t len)
{
    p->types[p->n] = type;
    p->data[p->n] = data;
    p->lengths[p->n] = (int)len;
    p->formats[p->n++] = 1;
}

static enum err send_rows(struct pg_conn *c, struct rows *rows)
{
    uint64_t org = htobe64((uint64_t)rows->org);
    int most = rows->n_params + 1;
    void *ctx = mem_context(rows, 0);
    struct params p = {mem_array(ctx, Oid, most), mem_array(ctx, const char *, most),
        mem_array(ctx, int, most), mem_array(ctx, int, most), 0};
    for (int i = 0; i < rows->n_params; i++) {
        struct column *column = &rows->columns[i];
        if (column->type == OID_ANY)
            continue;
        finish_array(column, rows->n);
        add_param(&p, array_of(column->type)->array, column->values->data, column->values->len);
    }
    const char *sql = many(ctx, rows, p.n + 1);
    if (rows->uses_org)
        add_param(&p, OID_INT8, (const char *)&org, sizeof org);
    enum err e = sql == NULL ? db_misuse(NULL, "a statement without a row of values is gathered")
                             : pg_send_ahead(c, sql, p.n, p.types, p.data, p.lengths, p.formats);
    mem_free(ctx);
    return e;
}

static void clear_rows(struct rows *rows)
{
    rows->n = 0;
    for (int i = 0; i < rows->n_params; i++) {
        struct column *column = &rows->columns[i];
        column->type = OID_ANY;
        column->has_null = false;
        buf_clear(column->values);
        memset(buf_room(column->values, HEAD_SIZE), 0, HEAD_SIZE);
        buf_wrote(column->values, HEAD_SIZE);
    }
}

void pg_clear_gathered(struct pg_conn *c)
{
    if (c->gathered == NULL)
        return;
    c->gathered->bytes = 0;
    for (struct rows *rows = c->gathered->first; rows != NULL; rows = rows->next)
        clear_rows(rows);
}

void pg_drop_gathered(struct pg_conn *c)
{
    mem_free(c->gathered);
    c->gathered = NULL;
}

enum err pg_send_gathered(struct pg_conn *c)
{
    if (c->gathered == NULL || c->gathered->bytes == 0)
        return ERR_OK;
    c->gathered->bytes = 0; /* what is said to the server meanwhile does not begin here again */
    enum err e = ERR_OK;
    for (struct rows *rows = c->gathered->first; rows != NULL && e == ERR_OK; rows = rows->next)
        if (rows->n > 0)
            e = send_rows(c, rows);
    pg_clear_gathered(c);
    return e == ERR_OK && PQflush(c->pg) < 0 ? ERR_UNAVAILABLE : e;
}

/* ---- gathering ---- */

static struct rows *rows_new(struct pg_gathered *gathered, const struct pg_query *q)
{
    struct rows *rows = mem_new(gathered, struct rows);
    rows->hash = q->base.hash;
    rows->sql = mem_strdup(rows, q->sql);
    rows->n_params = q->base.n_params;
    rows->uses_org = q->base.uses_org;
    rows->org = q->base.conn->org_id;
    rows->columns = mem_array(rows, struct column, rows->n_params + 1);
    for (int i = 0; i < rows->n_params; i++)
        rows->columns[i].values = buf_new(rows);
    clear_rows(rows);
    *gathered->last = rows;
    gathered->last = &rows->next;
    return rows;
}

static struct rows *find_rows(const struct pg_gathered *gathered, const struct pg_query *q)
{
    for (struct rows *rows = gathered->first; rows != NULL; rows = rows->next)
        if (rows->hash == q->base.hash && rows->org == q->base.conn->org_id &&
            strcmp(rows->sql, q->sql) == 0)
            return rows;
    return NULL;
}

static bool fits(const struct rows *rows, const struct pg_query *q)
{
    for (int i = 0; i < rows->n_params; i++)
        if (q->data[i] != NULL && rows->columns[i].type != OID_ANY &&
            rows->columns[i].type != q->types[i])
            return false;
    return true;
}

static size_t add_value(struct column *column, const struct pg_query *q, int i)
{
    char length[4];
    const char *data = q->data[i];
    size_t len = data == NULL ? 0 : (size_t)q->lengths[i];
    put_word(length, data == NULL ? UINT32_MAX : (uint32_t)len);
    buf_put(column->values, length, sizeof length);
    if (data == NULL)
        column->has_null = true;
    else
        column->type = q->types[i];
    buf_put(column->values, data == NULL ? "" : data, len);
    return sizeof length + len;
}

enum err pg_gather(struct db_query *base)
{
    struct pg_query *q = pg_own_query(base);
    struct pg_conn *c = pg_own(base->conn);
    if (!c->gathers)
        return pg_later(base);
    struct rows *rows = c->gathered == NULL ? NULL : find_rows(c->gathered, q);
    if (rows != NULL && !fits(rows, q)) {
        enum err e = pg_send_gathered(c);
        if (e != ERR_OK)
            return e;
    }
    if (c->gathered == NULL) {
        c->gathered = mem_new(c, struct pg_gathered);
        c->gathered->last = &c->gathered->first;
    }
    if (rows == NULL)
        rows = rows_new(c->gathered, q);
    c->gathered->bytes++; /* there is a row, also one without values */
    for (int i = 0; i < rows->n_params; i++)
        c->gathered->bytes += add_value(&rows->columns[i], q, i);
    rows->n++;
    bool full = rows->n == GATHER_ROWS || c->gathered->bytes > GATHER_BYTES;
    return full ? pg_send_gathered(c) : ERR_OK;
}

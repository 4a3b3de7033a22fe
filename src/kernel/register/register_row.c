#include "kernel/register/register_private.h"

#include "base/json_in.h"
#include "base/mem.h"

#include <string.h>

static int columns_of(const struct field *f)
{
    if (f->type == FIELD_REF)
        return 3; /* uid, number, title */
    return f->type == FIELD_MONEY ? 2 : 1;
}

int reg_row_column(const struct reg_def *def, const struct field *f)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    int col = COL_FIRST_FIELD;
    for (size_t i = 0; i < n && fields[i] != f; i++)
        col += columns_of(fields[i]);
    return col;
}

static void write_uid(struct jw *w, struct db_query *q, int col)
{
    struct uuid id = db_uuid(q, col);
    char text[UUID_TEXT_SIZE];
    uuid_format(&id, text);
    jw_kstr(w, "id", text);
}

static void write_text(struct jw *w, struct db_query *q, int col)
{
    size_t len = 0;
    const char *text = db_text(q, col, &len);
    if (text == NULL)
        jw_null(w);
    else
        jw_strn(w, text, len);
}

static void write_ref(struct jw *w, struct db_query *q, int col)
{
    jw_obj_begin(w);
    write_uid(w, q, col);
    jw_key(w, "number");
    write_text(w, q, col + 1);
    jw_key(w, "title");
    write_text(w, q, col + 2);
    jw_obj_end(w);
}

static void write_money(struct jw *w, struct db_query *q, int col)
{
    jw_obj_begin(w);
    jw_kint(w, "amount", db_int(q, col));
    jw_key(w, "currency");
    write_text(w, q, col + 1);
    jw_obj_end(w);
}

static void write_field(struct jw *w, const struct field *f, struct db_query *q, int col)
{
    jw_key(w, f->key);
    if (db_is_null(q, col)) {
        jw_null(w);
        return;
    }
    switch (f->type) {
    case FIELD_INT:
        jw_int(w, db_int(q, col));
        break;
    case FIELD_NUM:
        jw_num(w, db_num(q, col));
        break;
    case FIELD_BOOL:
        jw_bool(w, db_int(q, col) != 0);
        break;
    case FIELD_INSTANT:
        jw_instant(w, db_int(q, col));
        break;
    case FIELD_MONEY:
        write_money(w, q, col);
        break;
    case FIELD_REF:
        write_ref(w, q, col);
        break;
    case FIELD_TEXTS:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_ANY:
        jw_raw(w, db_text(q, col, NULL)); /* stored as JSON of our own writing */
        break;
    default:
        write_text(w, q, col);
    }
}

void reg_row_write(struct jw *w, const struct reg_def *def, struct db_query *q, const bool *shown)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    jw_obj_begin(w);
    write_uid(w, q, COL_UID);
    if (def->prefix != NULL) {
        jw_key(w, "number");
        write_text(w, q, COL_NUMBER);
    }
    jw_kint(w, "version", db_int(q, COL_VERSION));
    int col = COL_FIRST_FIELD;
    for (size_t i = 0; i < n; i++) {
        if (shown == NULL || shown[i])
            write_field(w, fields[i], q, col);
        col += columns_of(fields[i]);
    }
    jw_key(w, "created_at");
    jw_instant(w, db_int(q, COL_CREATED_AT));
    jw_key(w, "updated_at");
    jw_instant(w, db_int(q, COL_UPDATED_AT));
    if (!db_is_null(q, COL_DELETED_AT)) {
        jw_key(w, "deleted_at");
        jw_instant(w, db_int(q, COL_DELETED_AT));
    }
    jw_obj_end(w);
}

json_t *reg_row_json(struct call *c, const struct reg_def *def, struct db_query *q)
{
    struct jw w = jw_init(buf_new(c));
    reg_row_write(&w, def, q, NULL);
    json_t *json = NULL;
    /* Our own writing: it parses, or memory is broken. */
    enum err e = json_in_parse(c, w.buf->data, w.buf->len, JSON_IN_DEPTH, problem_new(c), &json);
    return e == ERR_OK ? json : NULL;
}

struct reg_value reg_row_value(struct db_query *q, int col, enum field_type type)
{
    if (db_is_null(q, col))
        return (struct reg_value){.kind = REG_VALUE_NULL};
    switch (type) {
    case FIELD_INT:
    case FIELD_BOOL:
    case FIELD_INSTANT:
    case FIELD_MONEY:
        return (struct reg_value){.kind = REG_VALUE_INT, .i = db_int(q, col)};
    case FIELD_NUM:
        return (struct reg_value){.kind = REG_VALUE_NUM, .n = db_num(q, col)};
    default:
        return (struct reg_value){.kind = REG_VALUE_TEXT, .text = db_text(q, col, NULL)};
    }
}

void reg_row_keys(const void *ctx, const struct reg_def *def, const struct reg_query *query,
    struct db_query *q, struct reg_value ret_keys[SORT_MAX + 1])
{
    for (size_t i = 0; i < query->n_sorts; i++) {
        const struct field *f = query->sorts[i].field;
        ret_keys[i] = f == NULL ? reg_row_value(q, COL_ID, FIELD_INT)
                                : reg_row_value(q, reg_row_column(def, f), f->type);
        if (ret_keys[i].kind == REG_VALUE_TEXT)
            ret_keys[i].text = mem_strdup(ctx, ret_keys[i].text);
    }
    ret_keys[query->n_sorts] = reg_row_value(q, COL_ID, FIELD_INT);
}

/* jansson counts references; a talloc child drops ours when the call ends. */
static int drop(json_t **json)
{
    json_decref(*json);
    return 0;
}

json_t *reg_keep(struct call *c, json_t *json)
{
    json_t **holder = mem_new(c, json_t *);
    *holder = json;
    talloc_set_destructor(holder, drop);
    return json;
}

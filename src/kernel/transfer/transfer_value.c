/* A row as a line of JSON. Members stand in the order of the table's columns; bytes are
 * hexadecimal, UUIDs their usual text, everything else as the database holds it, ids in the
 * organisation's own numbering. */
#include "kernel/transfer/transfer_private.h"

#include "base/clock.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/shape.h"

#include <inttypes.h>
#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_DEPTH = 1 /* a line is one object of plain values */ };

const char *transfer_path_move(const void *ctx, const char *path, int64_t by)
{
    struct buf *b = buf_new(ctx);
    if (*path != '/')
        return NULL;
    buf_char(b, '/');
    for (const char *p = path + 1; *p != '\0';) {
        char *end = NULL;
        int64_t id = *p >= '1' && *p <= '9' ? strtoll(p, &end, 10) : 0;
        if (id <= 0 || id > TRANSFER_ID_MAX || *end != '/' || id + by <= 0)
            return NULL;
        buf_printf(b, "%" PRId64 "/", id + by);
        p = end + 1;
    }
    return b->data;
}

/* ---- writing ---- */

static void write_text(struct jw *w, struct db_query *q, int col)
{
    size_t len = 0;
    const char *text = db_text(q, col, &len);
    jw_strn(w, text, len);
}

static void write_bytes(struct jw *w, struct db_query *q, int col)
{
    size_t len = 0;
    const uint8_t *bytes = db_blob(q, col, &len);
    char *hex = mem_array(w->buf, char, 2 * len + 1);
    jw_strn(w, sodium_bin2hex(hex, 2 * len + 1, bytes, len), 2 * len);
    mem_free(hex);
}

static void write_uuid(struct jw *w, struct db_query *q, int col)
{
    char text[UUID_TEXT_SIZE];
    struct uuid uid = db_uuid(q, col);
    uuid_format(&uid, text);
    jw_str(w, text);
}

static void write_id(struct jw *w, const struct transfer_view *view, int64_t id)
{
    jw_int(w, id > 0 ? id - view->numbers->shift : id);
}

static void write_path(struct jw *w, const struct transfer_view *view, const char *path)
{
    void *ctx = mem_context(w->buf, 0);
    const char *own = transfer_path_move(ctx, path, -view->numbers->shift);
    jw_str(w, own == NULL ? path : own);
    mem_free(ctx);
}

static void write_sheet(
    struct jw *w, const struct transfer_view *view, enum transfer_type type, int64_t id)
{
    char digest[DIGEST_TEXT_SIZE];
    for (size_t i = 0; i < view->built_ins->n; i++) {
        const struct transfer_built_in *b = &view->built_ins->at[i];
        if (id != (type == TRANSFER_SHEET ? b->sheet_id : b->version_id))
            continue;
        digest_format(&b->digest, digest);
        jw_str(w, type == TRANSFER_SHEET ? b->key : digest);
        return;
    }
    write_id(w, view, id);
}

static void write_value(struct jw *w, enum transfer_type type, const struct transfer_view *view,
    struct db_query *q, int col)
{
    if (db_is_null(q, col)) {
        jw_null(w);
        return;
    }
    switch (type) {
    case TRANSFER_INT:
    case TRANSFER_INSTANT:
        jw_int(w, db_int(q, col));
        break;
    case TRANSFER_NUM:
        jw_num(w, db_num(q, col));
        break;
    case TRANSFER_UUID:
        write_uuid(w, q, col);
        break;
    case TRANSFER_BYTES:
        write_bytes(w, q, col);
        break;
    case TRANSFER_ID:
    case TRANSFER_REF:
    case TRANSFER_BY:
    case TRANSFER_LOOSE:
        write_id(w, view, db_int(q, col));
        break;
    case TRANSFER_PATH:
        write_path(w, view, db_text(q, col, NULL));
        break;
    case TRANSFER_SHEET:
    case TRANSFER_VERSION:
        write_sheet(w, view, type, db_int(q, col));
        break;
    default:
        write_text(w, q, col);
    }
}

void transfer_value_write(struct buf *b, const struct transfer_table *table,
    const struct transfer_view *view, struct db_query *q)
{
    struct jw w = jw_init(b);
    int col = 0;
    jw_obj_begin(&w);
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i].type == TRANSFER_LEFT)
            continue;
        jw_key(&w, table->columns[i].name);
        write_value(&w, table->columns[i].type, view, q, col++);
    }
    jw_obj_end(&w);
    buf_char(b, '\n');
}

/* ---- reading ---- */

static bool read_int(const json_t *json, int64_t least, int64_t most, struct transfer_value *ret)
{
    ret->i = json_integer_value(json);
    return json_is_integer(json) && ret->i >= least && ret->i <= most;
}

static bool read_text(const json_t *json, struct transfer_value *ret)
{
    ret->text = json_string_value(json);
    ret->len = json_string_length(json);
    return ret->text != NULL && strlen(ret->text) == ret->len;
}

/* It goes into answers as it is. */
static bool is_json(const char *text, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    json_t *json = NULL;
    enum err e = json_in_parse(ctx, text, len, JSON_IN_DEPTH, problem_new(ctx), &json);
    mem_free(ctx);
    return e == ERR_OK;
}

static bool read_bytes(const void *ctx, const json_t *json, struct transfer_value *ret)
{
    size_t len = 0;
    if (!read_text(json, ret) || ret->len % 2 != 0)
        return false;
    ret->bytes = mem_array(ctx, uint8_t, ret->len / 2 + 1);
    if (sodium_hex2bin(ret->bytes, ret->len / 2, ret->text, ret->len, NULL, &len, NULL) != 0 ||
        len != ret->len / 2)
        return false;
    ret->len = len;
    return true;
}

/* The built-in sheet or version that the text names; false: this program has none such. */
static bool read_built_in(
    enum transfer_type type, const struct transfer_built_ins *list, struct transfer_value *v)
{
    struct digest digest = {{0}};
    if (type == TRANSFER_VERSION && !digest_parse(v->text, &digest))
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const struct transfer_built_in *b = &list->at[i];
        bool same = type == TRANSFER_SHEET ? strcmp(b->key, v->text) == 0
                                           : digest_equal(&b->digest, &digest);
        if (!same)
            continue;
        v->i = type == TRANSFER_SHEET ? b->sheet_id : b->version_id;
        v->built_in = true;
        return true;
    }
    return false;
}

/* What is wrong with a value: message "error.field.<code>" and its {limit}. */
struct fault {
    const char *code; /* NULL: nothing */
    int64_t limit;
};

static struct fault fault_unless(bool ok, const char *code)
{
    return (struct fault){.code = ok ? NULL : code};
}

static struct fault read_long_text(
    const json_t *json, int64_t most, struct transfer_value *ret_value)
{
    if (!read_text(json, ret_value))
        return fault_unless(false, "transfer_value");
    bool fits = (int64_t)utf8_chars(ret_value->text) <= most;
    return (struct fault){.code = fits ? NULL : "too_long", .limit = most};
}

static struct fault read_json(const json_t *json, struct transfer_value *ret_value)
{
    struct fault f = read_long_text(json, TRANSFER_JSON_MAX, ret_value);
    if (f.code == NULL && !is_json(ret_value->text, ret_value->len))
        f = (struct fault){.code = "transfer_json_inside", .limit = JSON_IN_DEPTH};
    return f;
}

static struct fault read_date(const json_t *json, struct transfer_value *ret_value)
{
    struct date date;
    return fault_unless(read_text(json, ret_value) && date_parse(ret_value->text, &date), "date");
}

static struct fault read_instant(const json_t *json, struct transfer_value *ret_value)
{
    bool ok = read_int(json, INT64_MIN, INT64_MAX, ret_value) && instant_ok(ret_value->i);
    return fault_unless(ok, "transfer_instant");
}

static struct fault read_choice(
    const struct option_set *options, const json_t *json, struct transfer_value *ret_value)
{
    bool ok = read_text(json, ret_value) && option_known(options, ret_value->text);
    return fault_unless(ok, "option");
}

static struct fault read_sheet(enum transfer_type type, const json_t *json,
    const struct transfer_built_ins *built_ins, struct transfer_value *ret_value)
{
    if (!json_is_string(json))
        return fault_unless(read_int(json, 1, TRANSFER_ID_MAX, ret_value), "transfer_value");
    bool ok = read_text(json, ret_value) && read_built_in(type, built_ins, ret_value);
    return fault_unless(ok, "transfer_built_in");
}

static struct fault read_number(const json_t *json, struct transfer_value *ret_value)
{
    ret_value->n = json_number_value(json);
    return fault_unless(json_is_number(json) && isfinite(ret_value->n), "transfer_value");
}

static bool read_path(const void *ctx, const json_t *json, struct transfer_value *ret_value)
{
    return read_text(json, ret_value) && transfer_path_move(ctx, ret_value->text, 0) != NULL;
}

static struct fault read_value(const void *ctx, const struct transfer_column *column,
    const json_t *json, const struct transfer_built_ins *built_ins, struct transfer_value *ret)
{
    static const char other[] = "transfer_value";
    switch (column->type) {
    case TRANSFER_INT:
        return fault_unless(read_int(json, INT64_MIN, INT64_MAX, ret), other);
    case TRANSFER_INSTANT:
        return read_instant(json, ret);
    case TRANSFER_NUM:
        return read_number(json, ret);
    case TRANSFER_DATE:
        return read_date(json, ret);
    case TRANSFER_CHOICE:
        return read_choice(column->options, json, ret);
    case TRANSFER_JSON:
        return read_json(json, ret);
    case TRANSFER_UUID:
        return fault_unless(read_text(json, ret) && uuid_parse(ret->text, &ret->uid), other);
    case TRANSFER_BYTES:
        return fault_unless(read_bytes(ctx, json, ret), other);
    case TRANSFER_ID:
    case TRANSFER_REF:
        return fault_unless(read_int(json, 1, TRANSFER_ID_MAX, ret), other);
    case TRANSFER_BY:
    case TRANSFER_LOOSE:
        return fault_unless(read_int(json, 0, TRANSFER_ID_MAX, ret), other);
    case TRANSFER_PATH:
        return fault_unless(read_path(ctx, json, ret), other);
    case TRANSFER_SHEET:
    case TRANSFER_VERSION:
        return read_sheet(column->type, json, built_ins, ret);
    default:
        return read_long_text(json, TRANSFER_TEXT_MAX, ret);
    }
}

static void tell(struct problem *problem, const char *member, struct fault f)
{
    if (f.code == NULL)
        return;
    if (f.limit != 0)
        problem_field_limit(problem, member, f.code, f.limit);
    else
        problem_field(problem, member, f.code);
}

bool transfer_type_is_text(enum transfer_type type)
{
    return type == TRANSFER_TEXT || type == TRANSFER_DATE || type == TRANSFER_CHOICE ||
           type == TRANSFER_JSON;
}

static bool known(const struct transfer_table *table, const char *member)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].type != TRANSFER_LEFT && strcmp(table->columns[i].name, member) == 0)
            return true;
    return false;
}

static void check_members(const struct transfer_table *table, json_t *json, struct problem *problem)
{
    const char *member;
    json_t *value;
    json_object_foreach(json, member, value) if (!known(table, member))
        problem_field(problem, member, "transfer_member");
}

enum err transfer_value_read(const void *ctx, const struct transfer_table *table,
    const struct transfer_built_ins *built_ins, const char *line, size_t len,
    struct problem *problem, struct transfer_value *ret_values)
{
    json_t *json = NULL;
    if (json_in_parse(ctx, line, len, LINE_DEPTH, problem_new(ctx), &json) != ERR_OK ||
        !json_is_object(json))
        return problem_set(problem, ERR_MALFORMED, "transfer_json");
    check_members(table, json, problem);
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct transfer_column *column = &table->columns[i];
        const json_t *value = json_object_get(json, column->name);
        ret_values[i] = (struct transfer_value){.null = value == NULL || json_is_null(value)};
        if (column->type == TRANSFER_LEFT || ret_values[i].null)
            continue;
        tell(problem, column->name, read_value(ctx, column, value, built_ins, &ret_values[i]));
    }
    return problem_check(problem);
}

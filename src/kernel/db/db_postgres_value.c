/* Values on their way to PostgreSQL (integers, numbers and bytes in its own form) and back (as
 * text). */
#include "kernel/db/db_postgres.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

static void bind(
    struct db_query *base, int index, Oid type, const void *data, size_t len, bool binary)
{
    struct pg_query *q = pg_own_query(base);
    q->types[index - 1] = type;
    q->data[index - 1] = data;
    q->lengths[index - 1] = (int)len;
    q->formats[index - 1] = binary;
}

static void bind_word(struct db_query *base, int index, Oid type, uint64_t word)
{
    union pg_value *value = &pg_own_query(base)->values[index - 1];
    value->word = htobe64(word);
    bind(base, index, type, value, sizeof value->word, true);
}

void pg_bind_int(struct db_query *base, int index, int64_t value)
{
    bind_word(base, index, OID_INT8, (uint64_t)value);
}

void pg_bind_num(struct db_query *base, int index, double value)
{
    uint64_t word;
    memcpy(&word, &value, sizeof word);
    bind_word(base, index, OID_FLOAT8, word);
}

void pg_bind_text(struct db_query *base, int index, const char *text, size_t len)
{
    bind(base, index, OID_TEXT, text, len, false);
}

void pg_bind_blob(struct db_query *base, int index, const void *data, size_t len)
{
    bind(base, index, OID_BYTEA, data, len, true);
}

void pg_bind_uuid(struct db_query *base, int index, const struct uuid *id)
{
    union pg_value *value = &pg_own_query(base)->values[index - 1];
    memcpy(value->uuid, id->bytes, sizeof value->uuid);
    bind(base, index, OID_BYTEA, value, sizeof value->uuid, true);
}

void pg_bind_null(struct db_query *base, int index)
{
    bind(base, index, OID_ANY, NULL, 0, false);
}

bool pg_is_null(struct db_query *base, int col)
{
    struct pg_query *q = pg_own_query(base);
    return PQgetisnull(q->result, q->row, col);
}

/* Sums of integers are numeric, comparisons are truths: SQLite has integers for both. */
int64_t pg_get_int(struct db_query *base, int col)
{
    struct pg_query *q = pg_own_query(base);
    const char *text = PQgetvalue(q->result, q->row, col);
    if (PQftype(q->result, col) == OID_BOOL)
        return text[0] == 't';
    char *end;
    long long value = strtoll(text, &end, 10);
    if (*end == '.' || *end == 'e') {
        double number = strtod(text, NULL);
        if (number >= 9223372036854775807.0)
            return INT64_MAX;
        return number <= -9223372036854775808.0 ? INT64_MIN : (int64_t)number;
    }
    return value;
}

double pg_get_num(struct db_query *base, int col)
{
    struct pg_query *q = pg_own_query(base);
    const char *text = PQgetvalue(q->result, q->row, col);
    if (PQftype(q->result, col) == OID_BOOL)
        return text[0] == 't';
    return strtod(text, NULL);
}

const char *pg_get_text(struct db_query *base, int col, size_t *ret_len)
{
    struct pg_query *q = pg_own_query(base);
    if (PQgetisnull(q->result, q->row, col))
        return NULL;
    *ret_len = (size_t)PQgetlength(q->result, q->row, col);
    return PQgetvalue(q->result, q->row, col);
}

static uint8_t nibble(char c)
{
    return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "\x" and two lower-case digits a byte, as bytea_output = hex promises. */
static void decode(const char *hex, size_t n_bytes, uint8_t *ret_bytes)
{
    for (size_t i = 0; i < n_bytes; i++)
        ret_bytes[i] = (uint8_t)(nibble(hex[2 + 2 * i]) << 4 | nibble(hex[3 + 2 * i]));
}

const void *pg_get_blob(struct db_query *base, int col, size_t *ret_len)
{
    struct pg_query *q = pg_own_query(base);
    size_t text_len;
    const char *text = pg_get_text(base, col, &text_len);
    if (text == NULL)
        return NULL;
    if (PQftype(q->result, col) != OID_BYTEA || text_len < 2) {
        *ret_len = text_len;
        return text;
    }
    if (q->row_memory == NULL)
        q->row_memory = mem_context(q, 0);
    *ret_len = (text_len - 2) / 2;
    uint8_t *bytes = mem_resize(q->row_memory, NULL, *ret_len + 1, "bytes");
    decode(text, *ret_len, bytes);
    return bytes;
}

bool pg_get_uuid(struct db_query *base, int col, struct uuid *ret_id)
{
    struct pg_query *q = pg_own_query(base);
    size_t len = 0;
    const char *text = pg_get_text(base, col, &len);
    if (PQftype(q->result, col) != OID_BYTEA || len != 2 + 2 * UUID_SIZE)
        return false;
    decode(text, UUID_SIZE, ret_id->bytes);
    return true;
}

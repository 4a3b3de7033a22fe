/* A row of a register as the record it would be, so that it is asked what every body of a request
 * is asked: shape_check, with the register's own fields. */
#include "base/clock.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/transfer/transfer_import.h"

static json_t *instant_of(int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    instant_format(ms, text);
    return json_string(text);
}

static json_t *parsed(struct transfer_row *r, const struct transfer_value *v)
{
    json_t *json = NULL;
    enum err e = json_in_parse(r->ctx, v->text, v->len, JSON_IN_DEPTH, problem_new(r->ctx), &json);
    return e == ERR_OK ? json_incref(json) : json_null(); /* it was JSON when it was read */
}

/* One that is neither 0 nor 1 stays a number, and is refused as one. */
static json_t *bool_of(const struct transfer_value *v)
{
    return v->i == 0 || v->i == 1 ? json_boolean(v->i == 1) : json_integer(v->i);
}

/* An amount and, in the next column, its currency; `v` is both. */
static json_t *money_of(const struct transfer_value *v)
{
    json_t *money = json_object();
    if (!v[0].null)
        json_object_set_new(money, "amount", json_integer(v[0].i));
    if (!v[1].null)
        json_object_set_new(money, "currency", json_string(v[1].text));
    return money;
}

/* A new reference. */
static json_t *json_of(
    struct transfer_row *r, const struct field *f, const struct transfer_value *v)
{
    switch (f->type) {
    case FIELD_INT:
        return json_integer(v->i);
    case FIELD_NUM:
        return json_real(v->n);
    case FIELD_BOOL:
        return bool_of(v);
    case FIELD_INSTANT:
        return instant_of(v->i);
    case FIELD_MONEY:
        return money_of(v);
    case FIELD_REF: /* that it is there is asked of all references alike */
        return json_string(mem_printf(r->ctx, "%lld", (long long)v->i));
    case FIELD_TEXTS:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_ANY:
        return parsed(r, v);
    default:
        return json_string(v->text);
    }
}

static bool is_absent(const struct field *f, const struct transfer_value *v)
{
    return v[0].null && (f->type != FIELD_MONEY || v[1].null);
}

static json_t *record_of(struct transfer_row *r)
{
    json_t *record = json_object();
    const struct transfer_value *v = transfer_row_value(r, r->stored.fields[0].key);
    for (size_t i = 0; i < r->stored.n_fields; i++) {
        const struct field *f = &r->stored.fields[i];
        if (!is_absent(f, v))
            json_object_set_new(record, f->key, json_of(r, f, v));
        v += f->type == FIELD_MONEY ? 2 : 1;
    }
    return record;
}

enum err transfer_row_record(struct transfer_row *r)
{
    struct problem *found = problem_new(r->ctx);
    json_t *record = record_of(r);
    const struct transfer_value *number = transfer_row_value(r, "number");
    const struct transfer_value *version = transfer_row_value(r, "version");
    shape_check(&r->stored, record, "", false, found);
    json_decref(record);
    if (!reg_number_ok(r->table->reg, number->null ? NULL : number->text))
        problem_field(found, "number", "transfer_number");
    if (version->null || version->i < 1)
        problem_field_limit(found, "version", "too_small", 1);
    return transfer_row_faults(r, found);
}

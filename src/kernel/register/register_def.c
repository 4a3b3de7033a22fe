#include "kernel/register/register_private.h"

#include "base/mem.h"

#include <string.h>

const struct field REG_UNIT_FIELD = {
    .key = "unit",
    .type = FIELD_REF,
    .flags = FIELD_REQUIRED | FIELD_LISTED,
    .ref = "units",
    .column = "unit_id",
};

const char *reg_column(const struct field *f)
{
    return f->column != NULL ? f->column : f->key;
}

const struct reg_def *reg_ref_def(const struct app *app, const struct field *f)
{
    return f->ref == NULL ? NULL : app_register(app, f->ref);
}

const struct field *reg_field(const struct reg_def *def, const char *key)
{
    if (def->scope == REG_BY_UNIT && strcmp(key, REG_UNIT_FIELD.key) == 0)
        return &REG_UNIT_FIELD;
    for (size_t i = 0; i < def->n_fields; i++)
        if (strcmp(def->fields[i].key, key) == 0)
            return &def->fields[i];
    return NULL;
}

size_t reg_fields(const struct reg_def *def, const struct field *ret_fields[REG_FIELDS_MAX])
{
    size_t n = 0;
    if (def->scope == REG_BY_UNIT)
        ret_fields[n++] = &REG_UNIT_FIELD;
    for (size_t i = 0; i < def->n_fields && n < REG_FIELDS_MAX; i++)
        ret_fields[n++] = &def->fields[i];
    return n;
}

bool reg_filterable(const struct field *f)
{
    if (f->flags & FIELD_CONFIDENTIAL)
        return false;
    switch (f->type) {
    case FIELD_ENUM:
    case FIELD_BOOL:
    case FIELD_REF:
    case FIELD_DATE:
        return true;
    case FIELD_INT:
    case FIELD_NUM:
    case FIELD_MONEY:
        return (f->flags & (FIELD_INDEXED | FIELD_LISTED)) != 0;
    case FIELD_TEXT:
    case FIELD_LONGTEXT:
        return (f->flags & (FIELD_INDEXED | FIELD_SEARCHABLE)) != 0;
    default:
        return (f->flags & FIELD_INDEXED) != 0;
    }
}

bool reg_sets_readers(const struct reg_def *def)
{
    return def->readers && def->host == NULL && !def->readers_taken;
}

bool reg_takes(const struct reg_def *def, const struct field *f)
{
    bool state = def->state_field != NULL && strcmp(f->key, def->state_field) == 0;
    bool in_cell = f->type <= FIELD_REF || (f->type == FIELD_LIST && f->ref != NULL);
    return in_cell && !(f->flags & FIELD_READONLY) && !state;
}

bool reg_compares(const struct field *f)
{
    return (f->flags & FIELD_READONLY) && (f->type == FIELD_INT || f->type == FIELD_NUM);
}

struct shape reg_shape(const void *ctx, const struct reg_def *def)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    struct field *copy = mem_array(ctx, struct field, n);
    for (size_t i = 0; i < n; i++) {
        copy[i] = *fields[i];
        if (def->state_field != NULL && strcmp(copy[i].key, def->state_field) == 0)
            copy[i].flags |= FIELD_READONLY;
    }
    return (struct shape){.name = def->schema, .fields = copy, .n_fields = n};
}

struct shape reg_stored_shape(const void *ctx, const struct reg_def *def)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    struct field *copy = mem_array(ctx, struct field, n);
    for (size_t i = 0; i < n; i++) {
        bool state = def->state_field != NULL && strcmp(fields[i]->key, def->state_field) == 0;
        copy[i] = *fields[i];
        copy[i].key = reg_column(fields[i]);
        if (state)
            copy[i].flags |= FIELD_REQUIRED;
        else if (copy[i].flags & FIELD_READONLY)
            copy[i].flags &= ~(unsigned)FIELD_REQUIRED;
        copy[i].flags &= ~(unsigned)(FIELD_READONLY | FIELD_CREATE_ONLY);
    }
    return (struct shape){.name = def->schema, .fields = copy, .n_fields = n};
}

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

bool reg_number_ok(const struct reg_def *def, const char *number)
{
    enum { YEAR = 4, COUNT_LEAST = 4, COUNT_MOST = 18 };
    if (def->prefix == NULL || number == NULL)
        return def->prefix == NULL && number == NULL;
    size_t prefix = strlen(def->prefix);
    if (strncmp(number, def->prefix, prefix) != 0 || number[prefix] != '-')
        return false;
    const char *year = number + prefix + 1;
    if (digits(year) != YEAR || year[YEAR] != '-')
        return false;
    const char *count = year + YEAR + 1;
    size_t n = digits(count);
    return n >= COUNT_LEAST && n <= COUNT_MOST && count[n] == '\0';
}

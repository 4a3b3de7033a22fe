#include "kernel/schema.h"

#include "base/mem.h"

#include <string.h>

const char *schema_name(const void *ctx, const struct shape *shape, enum schema_use use)
{
    static const char *const suffixes[SCHEMA_USE_MAX] = {"Body", "Patch", "", "Query"};
    size_t name = strlen(shape->name);
    size_t suffix = strlen(suffixes[use]);
    bool ends = name >= suffix && strcmp(shape->name + name - suffix, suffixes[use]) == 0;
    return mem_printf(ctx, "%s%s", shape->name, ends ? "" : suffixes[use]);
}

/* A patch's nested objects are whole. */
static enum schema_use nested_use(enum schema_use use)
{
    return use == SCHEMA_PATCH ? SCHEMA_BODY : use;
}

static void write_ref(struct jw *w, const struct shape *shape, enum schema_use use)
{
    char *path =
        mem_printf(w->buf, "#/components/schemas/%s", schema_name(w->buf, shape, nested_use(use)));
    jw_kstr(w, "$ref", path);
}

static void write_type(struct jw *w, const char *type, bool nullable)
{
    jw_key(w, "type");
    if (!nullable) {
        jw_str(w, type);
        return;
    }
    jw_arr_begin(w);
    jw_str(w, type);
    jw_str(w, "null");
    jw_arr_end(w);
}

static void write_lengths(struct jw *w, const struct field *f, const char *min, const char *max)
{
    int64_t least = f->min;
    if (least == 0 && (f->flags & FIELD_REQUIRED) && f->type <= FIELD_LONGTEXT)
        least = 1;
    if (least > 0)
        jw_kint(w, min, least);
    jw_kint(w, max, field_max(f));
}

/* In answers lengths are not promised: limits bind what comes in. */
static void write_text(struct jw *w, const struct field *f, enum schema_use use, bool nullable)
{
    write_type(w, "string", nullable);
    if (use != SCHEMA_ANSWER)
        write_lengths(w, f, "minLength", "maxLength");
}

static void write_number(struct jw *w, const struct field *f, enum schema_use use, bool nullable)
{
    write_type(w, f->type == FIELD_INT ? "integer" : "number", nullable);
    if (use == SCHEMA_ANSWER || (f->min == 0 && f->max == 0))
        return;
    jw_kint(w, "minimum", f->min);
    jw_kint(w, "maximum", field_max(f));
}

static void write_enum(struct jw *w, const struct field *f, bool nullable)
{
    write_type(w, "string", nullable);
    jw_key(w, "enum");
    jw_arr_begin(w);
    for (const char *const *key = f->options->keys; *key != NULL; key++)
        jw_str(w, *key);
    if (nullable)
        jw_null(w);
    jw_arr_end(w);
}

static void write_form(struct jw *w, const char *format, const char *pattern, bool nullable)
{
    write_type(w, "string", nullable);
    if (format != NULL)
        jw_kstr(w, "format", format);
    if (pattern != NULL)
        jw_kstr(w, "pattern", pattern);
}

static void write_texts(struct jw *w, const struct field *f, bool nullable)
{
    write_type(w, "object", nullable);
    jw_key(w, "additionalProperties");
    jw_obj_begin(w);
    jw_kstr(w, "type", "string");
    jw_kint(w, "maxLength", field_max(f));
    jw_obj_end(w);
    jw_key(w, "propertyNames");
    jw_raw(w, "{\"pattern\":\"^[a-z]{2}$\"}");
}

static void write_list(struct jw *w, const struct field *f, enum schema_use use, bool nullable)
{
    write_type(w, "array", nullable);
    jw_key(w, "items");
    jw_obj_begin(w);
    if (f->shape != NULL)
        write_ref(w, f->shape, use);
    else
        jw_kstr(w, "type", "string");
    jw_obj_end(w);
    if (use != SCHEMA_ANSWER)
        write_lengths(w, f, "minItems", "maxItems");
}

/* A component, or null when the member may be that. */
static void write_component(struct jw *w, const struct shape *shape, const char *component,
    enum schema_use use, bool nullable)
{
    if (nullable) {
        jw_key(w, "anyOf");
        jw_arr_begin(w);
        jw_obj_begin(w);
    }
    if (shape != NULL)
        write_ref(w, shape, use);
    else
        jw_kstr(w, "$ref", component);
    if (nullable) {
        jw_obj_end(w);
        jw_raw(w, "{\"type\":\"null\"}");
        jw_arr_end(w);
    }
}

static void write_members(struct jw *w, const struct field *f, enum schema_use use, bool nullable)
{
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_LONGTEXT:
        write_text(w, f, use, nullable);
        break;
    case FIELD_INT:
    case FIELD_NUM:
        write_number(w, f, use, nullable);
        break;
    case FIELD_BOOL:
        write_type(w, "boolean", nullable);
        break;
    case FIELD_DATE:
        write_form(w, "date", NULL, nullable);
        break;
    case FIELD_INSTANT:
        write_form(w, "date-time", NULL, nullable);
        break;
    case FIELD_PERIOD:
        write_form(w, NULL, "^FY[0-9]{4}$", nullable);
        break;
    case FIELD_ID:
        write_form(w, "uuid", NULL, nullable);
        break;
    case FIELD_ENUM:
        write_enum(w, f, nullable);
        break;
    case FIELD_MONEY:
        write_component(w, &SHAPE_MONEY, NULL, use, nullable);
        break;
    case FIELD_REF:
        if (use == SCHEMA_ANSWER)
            write_component(w, NULL, "#/components/schemas/Reference", use, nullable);
        else
            write_form(w, NULL, NULL, nullable);
        break;
    case FIELD_TEXTS:
        write_texts(w, f, nullable);
        break;
    case FIELD_OBJECT:
        write_component(w, f->shape, NULL, use, nullable);
        break;
    case FIELD_LIST:
        write_list(w, f, use, nullable);
        break;
    default:
        break; /* FIELD_ANY: no constraint */
    }
}

void schema_write_field(struct jw *w, const struct field *f, enum schema_use use)
{
    bool required = (f->flags & FIELD_REQUIRED) != 0;
    bool nullable = use != SCHEMA_QUERY && (!required || (f->flags & FIELD_NULLABLE));
    jw_obj_begin(w);
    write_members(w, f, use, nullable);
    jw_obj_end(w);
}

bool schema_has(const struct field *f, enum schema_use use)
{
    if (use == SCHEMA_ANSWER)
        return true;
    if (use == SCHEMA_PATCH && (f->flags & FIELD_CREATE_ONLY))
        return false;
    return !(f->flags & FIELD_READONLY);
}

void schema_write(struct jw *w, const struct shape *shape, enum schema_use use)
{
    jw_obj_begin(w);
    jw_kstr(w, "type", "object");
    jw_key(w, "properties");
    jw_obj_begin(w);
    for (size_t i = 0; i < shape->n_fields; i++) {
        if (!schema_has(&shape->fields[i], use))
            continue;
        jw_key(w, shape->fields[i].key);
        schema_write_field(w, &shape->fields[i], use);
    }
    jw_obj_end(w);
    jw_key(w, "required");
    jw_arr_begin(w);
    for (size_t i = 0; i < shape->n_fields && use != SCHEMA_PATCH; i++) {
        const struct field *f = &shape->fields[i];
        if (schema_has(f, use) && (f->flags & FIELD_REQUIRED))
            jw_str(w, f->key);
    }
    jw_arr_end(w);
    jw_kbool(w, "additionalProperties", shape->open);
    jw_obj_end(w);
}

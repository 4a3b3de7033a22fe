/* Shapes: constant tables that say which members a JSON object has. One table gives the check of
 * a request body or query, the JSON Schema in the OpenAPI document and so the TypeScript type.
 * Registers (kernel/register) are shapes whose fields have columns. */
#ifndef KANAME_KERNEL_SHAPE_H
#define KANAME_KERNEL_SHAPE_H

#include "base/problem.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_type {
    FIELD_TEXT,     /* one line; min..max characters */
    FIELD_LONGTEXT, /* several lines */
    FIELD_INT,      /* min..max */
    FIELD_NUM,      /* min..max */
    FIELD_BOOL,
    FIELD_DATE,    /* "YYYY-MM-DD" */
    FIELD_INSTANT, /* RFC 3339; UTC milliseconds inside */
    FIELD_PERIOD,  /* "FY2026" */
    FIELD_ENUM,    /* one of `options` */
    FIELD_MONEY,   /* { "amount": minor units, "currency": "JPY" }; columns X and X_currency */
    FIELD_REF,     /* a record of register `ref`: UUID or number in, UUID out */
    FIELD_ID,      /* a UUID that is no register's record */
    FIELD_TEXTS,   /* { "ja": text, "en": text }, at least one; max characters each */
    FIELD_OBJECT,  /* `shape` */
    FIELD_LIST, /* list of `shape` objects, or of FIELD_TEXT when shape is NULL; min..max items */
    FIELD_ANY,  /* any JSON value */
    FIELD_TYPE_MAX
};

enum {
    FIELD_REQUIRED = 1 << 0,
    FIELD_READONLY = 1 << 1,     /* set by the program: in answers, refused in bodies */
    FIELD_INDEXED = 1 << 2,      /* offered as sort; its column leads an index with org_id */
    FIELD_SEARCHABLE = 1 << 3,   /* part of ?q= */
    FIELD_CONFIDENTIAL = 1 << 4, /* never in exports, audit shows only that it changed */
    FIELD_PUBLISHABLE = 1 << 5,  /* may appear in a disclosure */
    FIELD_LISTED = 1 << 6,       /* a column of the generic list by default */
    FIELD_NULLABLE = 1 << 7,     /* in answers: may be null (a field that is not required may be) */
    FIELD_CREATE_ONLY = 1 << 8,  /* taken at creation, then fixed */
    FIELD_TENTHS = 1 << 9, /* an integer of tenths: people read and type 3.5 where 35 is kept */
};

/* What texts are keys of. Sections and items are those of the sheet whose key the record holds too.
 */
#define KEY_OF_SHEET "sheet"
#define KEY_OF_SECTION "section"
#define KEY_OF_ITEM "item"
#define KEY_OF_CAMPAIGN "campaign" /* its number */
#define KEY_OF_COUNTRY "country"   /* ISO 3166-1, two letters */
#define KEY_OF_REGISTER "register" /* its name, plural */
#define KEY_OF_ZONE "zone"         /* of the IANA time zone database */

struct option_set {
    const char *name;        /* "measure_state": labels are messages "enum.<name>.<key>" */
    const char *const *keys; /* NULL-terminated, in the order shown */
};

bool option_known(const struct option_set *set, const char *key);

struct shape;

struct field {
    const char *key; /* snake_case JSON member; a register's column has the same name unless set */
    enum field_type type;
    unsigned flags;
    int64_t min, max; /* 0, 0: the type's default limit (limits.h) */
    const struct option_set *options;
    const char *ref;
    const struct shape *shape;
    const char *column;
    const char *key_of; /* of a text: what it is the key of, KEY_OF_…: people read the name */
};

struct shape {
    const char *name; /* PascalCase: the schema's name in the OpenAPI document, "ResponseSubmit" */
    const struct field *fields;
    size_t n_fields;
    bool open; /* other members are allowed (answers only) */
};

#define SHAPE(shape_name, field_table)                             \
    {                                                              \
        .name = (shape_name), .fields = (field_table),             \
        .n_fields = sizeof(field_table) / sizeof((field_table)[0]) \
    }

extern const struct shape SHAPE_MONEY; /* { amount, currency } */

/* The field with that key, NULL: none. */
const struct field *shape_field(const struct shape *shape, const char *key);

/* The upper limit in force: the field's own or its type's default. */
int64_t field_max(const struct field *field);

/* Checks a body against a shape and lists every bad member with its JSON pointer under `base`
 * ("" for the whole body): unknown and read-only members, wrong types, limits, missing required
 * ones (not when `partial`, as in PATCH; there null means clear and is refused for required
 * fields). References are checked for form only. Returns problem_check. */
enum err shape_check(const struct shape *shape, const json_t *json, const char *base, bool partial,
    struct problem *problem);

/* One value against one field. */
void field_check(
    const struct field *field, const json_t *value, const char *pointer, struct problem *problem);

/* Members of a checked body. Absent or null: NULL, `fallback`, false. */
const char *body_text(const json_t *body, const char *key);
int64_t body_int(const json_t *body, const char *key, int64_t fallback);
bool body_bool(const json_t *body, const char *key);

#endif

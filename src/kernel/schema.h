/* Shapes as JSON Schema (2020-12): what the OpenAPI document and so the TypeScript types say. */
#ifndef KANAME_KERNEL_SCHEMA_H
#define KANAME_KERNEL_SCHEMA_H

#include "base/jw.h"
#include "kernel/shape.h"

/* The same shape reads differently as a body and as an answer: references are texts in, objects
 * out; read-only members are refused in and present out; a patch requires nothing. */
enum schema_use { SCHEMA_BODY, SCHEMA_PATCH, SCHEMA_ANSWER, SCHEMA_QUERY, SCHEMA_USE_MAX };

/* The component's name: "Measure" (answer), "MeasureBody", "MeasurePatch". Under `ctx`. */
const char *schema_name(const void *ctx, const struct shape *shape, enum schema_use use);

/* Whether the member stands in such an object. */
bool schema_has(const struct field *field, enum schema_use use);

/* Writes the schema of one object; nested shapes are references to components. */
void schema_write(struct jw *w, const struct shape *shape, enum schema_use use);

/* Writes the schema of one member's value. */
void schema_write_field(struct jw *w, const struct field *field, enum schema_use use);

#endif

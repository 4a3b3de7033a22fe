/* Our own exchange format of sheets, kaname-sheet/1 (docs/admin/sheet-format.md): read with every
 * fault told by its JSON pointer, written in one fixed form whose SHA-256 names the content.
 * Other formats are turned into this one elsewhere (framework import). */
#ifndef KANAME_KERNEL_SHEET_SHEET_JSON_H
#define KANAME_KERNEL_SHEET_SHEET_JSON_H

#include "kernel/sheet/sheet.h"

#include "base/digest.h"
#include "base/jw.h"
#include "base/problem.h"
#include "kernel/shape.h"

#include <jansson.h>

#define SHEET_FORMAT "kaname-sheet/1"

extern const struct shape SHAPE_SHEET_DOCUMENT;
extern const struct shape SHAPE_SHEET_QUESTIONS;
extern const struct shape SHAPE_SHEET_TEXTS; /* { "ja": text, "en": text, … } */
extern const struct option_set OPTIONS_SHEET_SCALE;
extern const struct option_set OPTIONS_SHEET_WORDING;

/* A whole sheet. Texts are copied under `ctx`. ERR_INVALID with every bad place in `problem`. */
enum err sheet_json_read(
    const void *ctx, const json_t *json, struct problem *problem, const struct sheet_doc **ret_doc);

/* The same from bytes; ERR_MALFORMED when they are no JSON. */
enum err sheet_json_parse(const void *ctx, const char *data, size_t len, struct problem *problem,
    const struct sheet_doc **ret_doc);

/* Members that are absent or have their default are left out, so equal sheets give equal bytes. */
void sheet_json_write(struct jw *w, const struct sheet_doc *doc);
/* The questions alone, for whoever answers and is not to know what counts: no points, weights,
 * right answers or totals. Shape SHAPE_SHEET_QUESTIONS; not a format that is read. */
void sheet_questions_write(struct jw *w, const struct sheet_doc *doc);
void sheet_texts_write(
    struct jw *w, const char *key, const struct sheet_doc *doc, const struct sheet_texts *texts);

/* Only the "applies" member of an item, as kept in the database; NULL: the item has no rule. */
const char *sheet_applies_json(
    const void *ctx, const struct sheet_doc *doc, const struct sheet_item *item);
const char *sheet_strings_json(const void *ctx, const struct sheet_strings *list); /* NULL: empty */

/* The same two, read back. NULL reads empty. Items that stand before in doc are found, others give
 * the number 0. */
void sheet_applies_read(const void *ctx, const struct sheet_doc *doc, const json_t *json,
    struct sheet_applies *ret_applies);
struct sheet_strings sheet_strings_read(const void *ctx, const json_t *list);

/* The same for the "total" member of the sheet, whose languages and bounds are filled already. */
const char *sheet_total_json(const void *ctx, const struct sheet_doc *doc);
void sheet_total_read(const void *ctx, struct sheet_doc *doc, const json_t *json);

struct digest sheet_digest(const struct sheet_doc *doc);

#endif

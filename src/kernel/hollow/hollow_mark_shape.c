/* A mark as answers of the API show it. */
#include "kernel/hollow/hollow.h"

#define MUST FIELD_REQUIRED

#define HOLLOW_KEY(name, key) key,
static const char *const reason_keys[] = {HOLLOW_REASON_LIST(HOLLOW_KEY) NULL};
#undef HOLLOW_KEY
static const struct option_set REASONS = {"hollow_reason", reason_keys};

static const struct field record_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = MUST},
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT},
    {.key = "title", .type = FIELD_TEXT},
    {.key = "day", .type = FIELD_DATE, .flags = MUST},
    {.key = "says", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "remedy", .type = FIELD_TEXTS, .flags = MUST},
};
static const struct shape SHAPE_RECORD = SHAPE("HollowRecord", record_fields);

static const struct field unit_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = MUST},
    {.key = "response", .type = FIELD_ID, .flags = MUST},
};
static const struct shape SHAPE_UNIT = SHAPE("HollowUnit", unit_fields);

static const struct field mark_fields[] = {
    {.key = "reason", .type = FIELD_ENUM, .flags = MUST, .options = &REASONS},
    {.key = "section", .type = FIELD_TEXT, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST},
    {.key = "periods", .type = FIELD_LIST, .flags = MUST},
    {.key = "record", .type = FIELD_OBJECT, .shape = &SHAPE_RECORD},
    {.key = "n_units", .type = FIELD_INT, .flags = MUST},
    {.key = "units", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_UNIT},
};
const struct shape SHAPE_HOLLOW_MARK = SHAPE("HollowMark", mark_fields);

static void record_write(struct jw *w, const struct hollow_record *r)
{
    jw_key(w, "record");
    if (r == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kstr(w, "register", r->reg);
    jw_kstr(w, "id", r->id);
    jw_kstr(w, "number", r->number);
    jw_kstr(w, "title", r->title);
    jw_kstr(w, "day", r->day);
    jw_kjson(w, "says", r->says);
    jw_kjson(w, "remedy", r->remedy);
    jw_obj_end(w);
}

static void mark_write(struct jw *w, const struct sheet_doc *doc, const struct hollow_mark *mark)
{
    jw_obj_begin(w);
    jw_kstr(w, "reason", hollow_reason_key(mark->reason));
    jw_kstr(w, "section", doc->sections[mark->section_no - 1].key);
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < mark->n_items; i++)
        jw_str(w, doc->items[mark->items[i] - 1].key);
    jw_arr_end(w);
    jw_key(w, "periods");
    jw_arr_begin(w);
    for (size_t i = 0; i < mark->n_periods; i++)
        jw_str(w, mark->periods[i]);
    jw_arr_end(w);
    record_write(w, mark->record);
    jw_kint(w, "n_units", (int64_t)mark->n_units);
    jw_key(w, "units");
    jw_arr_begin(w);
    for (size_t i = 0; i < mark->n_units && i < HOLLOW_UNITS_SHOWN; i++) {
        jw_obj_begin(w);
        out_ref(w, "unit", &mark->units[i]->unit);
        out_uuid(w, "response", &mark->units[i]->response_uid);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

void hollow_marks_write(struct jw *w, const char *key, const struct sheet_doc *doc,
    const struct hollow_mark *marks, size_t n)
{
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        mark_write(w, doc, &marks[i]);
    jw_arr_end(w);
}

/* Claims of a campaign that are open to doubt: levels that no record supports, items that an
 * auditor sees otherwise, and sections that look perfect while nothing bears it out. Of the units
 * that the caller may see. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/evidence/evidence.h"
#include "kernel/evidence/evidence_shape.h"
#include "kernel/second/second.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/unit/unit_tree.h"
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_perm.h"
#include "mod/assessment/assessment_shape.h"

#include <string.h>

enum { UNITS_MAX = 500, DIFFERENCES_MAX = 2000 };

#define ITEM_FIELDS                                                      \
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},         \
        {.key = "response", .type = FIELD_ID, .flags = FIELD_REQUIRED},  \
        {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},     \
        {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED}, \
        {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},   \
    {                                                                    \
        .key = "claimed", .type = FIELD_INT, .flags = FIELD_REQUIRED     \
    }

static const struct field unsupported_fields[] = {
    ITEM_FIELDS,
    {.key = "supported", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "rules",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_EVIDENCE_RULE_RESULT},
};
static const struct shape SHAPE_UNSUPPORTED = SHAPE("UnsupportedClaim", unsupported_fields);

static const struct field difference_fields[] = {
    ITEM_FIELDS,
    {.key = "second", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "comment", .type = FIELD_LONGTEXT},
    {.key = "by", .type = FIELD_REF},
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_DIFFERENCE = SHAPE("SecondOpinionDifference", difference_fields);

static const struct field claims_fields[] = {
    {.key = "unsupported",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_UNSUPPORTED},
    {.key = "differences", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_DIFFERENCE},
    {.key = "hollow", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_HOLLOW_MARK},
};
const struct shape SHAPE_CLAIMS = SHAPE("AssessmentClaims", claims_fields);

/* Who is looking, and at which sheet. */
struct view {
    const struct sheet_doc *doc;
    const char **paths;
    size_t n_paths;
};

static bool visible(const struct view *v, const char *path)
{
    for (size_t i = 0; i < v->n_paths; i++)
        if (unit_path_below(path, v->paths[i]))
            return true;
    return false;
}

static void write_head(struct jw *w, const struct view *v, const struct ref *unit,
    const struct uuid *response, int no, int64_t claimed)
{
    const struct sheet_item *item = &v->doc->items[no - 1];
    out_ref(w, "unit", unit);
    out_uuid(w, "response", response);
    jw_kstr(w, "key", item->key);
    jw_kstr(w, "section", v->doc->sections[item->section_no - 1].key);
    sheet_texts_write(w, "text", v->doc, &item->text);
    jw_kint(w, "claimed", claimed);
}

static void copy_member(struct jw *w, const json_t *from, const char *key)
{
    jw_kjson(w, key, json_object_get(from, key));
}

/* The rules up to the claim that do not hold. */
static void write_failed(struct jw *w, const json_t *rules, int64_t claimed)
{
    size_t i;
    json_t *rule;
    jw_key(w, "rules");
    jw_arr_begin(w);
    json_array_foreach(rules, i, rule)
    {
        if (json_is_true(json_object_get(rule, "holds")) || body_int(rule, "level", 0) > claimed)
            continue;
        jw_json(w, rule);
    }
    jw_arr_end(w);
}

static void write_unsupported(struct jw *w, const struct view *v, const struct evidence_row *row)
{
    size_t i;
    json_t *item;
    json_array_foreach(row->items, i, item)
    {
        int no = sheet_item_no(v->doc, body_text(item, "item"));
        if (no == 0 || strcmp(body_text(item, "state"), "unsupported") != 0)
            continue;
        int64_t claimed = body_int(item, "claimed", 0);
        jw_obj_begin(w);
        write_head(w, v, &row->unit, &row->response_uid, no, claimed);
        copy_member(w, item, "supported");
        write_failed(w, json_object_get(item, "rules"), claimed);
        jw_obj_end(w);
    }
}

static void write_difference(struct jw *w, const struct view *v, const struct second_difference *d)
{
    jw_obj_begin(w);
    write_head(w, v, &d->unit, &d->response_uid, d->item_no, d->claimed);
    jw_kint(w, "second", d->second);
    jw_kstr(w, "comment", d->comment);
    out_ref(w, "by", &d->by);
    jw_kinstant(w, "at", d->at_ms);
    jw_obj_end(w);
}

enum err assessment_hollow(struct call *c, const struct campaign *campaign,
    const struct sheet_doc *doc, bool for_all, struct hollow_mark **ret_marks, size_t *ret_n)
{
    size_t n = 0;
    const char *const *paths = who_scope(c, c->who, &PERM_RESULT_READ, &n);
    const struct hollow_ask ask = {.paths = paths, .n_paths = n, .for_all = for_all};
    return hollow_marks(c, campaign, doc, &ask, ret_marks, ret_n);
}

enum err assessment_claims_get(struct req *r)
{
    struct call *c = &r->call;
    struct campaign campaign;
    struct view v = {0};
    struct evidence_row *rows = NULL;
    struct second_difference *seconds = NULL;
    struct hollow_mark *marks = NULL;
    size_t n_rows = 0;
    size_t n_seconds = 0;
    size_t n_marks = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = campaign_find(c, req_param(r, "id"), false, &campaign);
    if (e == ERR_OK)
        e = assessment_doc(c, &campaign, &v.doc);
    if (e == ERR_OK)
        e = evidence_unsupported(c, campaign.id, UNITS_MAX, &rows, &n_rows);
    if (e == ERR_OK)
        e = second_differences(c, campaign.id, DIFFERENCES_MAX, &seconds, &n_seconds);
    if (e == ERR_OK)
        e = assessment_hollow(c, &campaign, v.doc, false, &marks, &n_marks);
    if (e != ERR_OK)
        return e;
    v.paths = who_scope(c, c->who, &PERM_RESULT_READ, &v.n_paths);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "unsupported");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n_rows; i++)
        if (visible(&v, rows[i].unit_path))
            write_unsupported(&w, &v, &rows[i]);
    jw_arr_end(&w);
    jw_key(&w, "differences");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n_seconds; i++)
        if (visible(&v, seconds[i].unit_path))
            write_difference(&w, &v, &seconds[i]);
    jw_arr_end(&w);
    hollow_marks_write(&w, "hollow", v.doc, marks, n_marks);
    jw_obj_end(&w);
    return ERR_OK;
}

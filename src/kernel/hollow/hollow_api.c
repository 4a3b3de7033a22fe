/* Routes: hints, by thresholds from the catalogue and answers of this time and the last – not in
 * results or reports, a hint is a reason to ask –, and the marks of a response. */
#include "base/asset.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/hollow/hollow.h"
#include "kernel/hollow/hollow_rules.h"
#include "kernel/sheet/answer_store.h"
#include "kernel/sheet/catalog_doc.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_api.h"

#include <string.h>

static const struct perm HINT = {"response.hint", PERM_ROLE, OF_LEADS | OF_AUDITOR};

/* ---- the thresholds ---- */

static const char *const formats[] = {"kaname-hints/1", NULL};
static const struct option_set FORMAT = {"hints_format", formats};
#define HOLLOW_KEY(name, key) key,
static const char *const hint_keys[] = {HOLLOW_LIST(HOLLOW_KEY) NULL};
#undef HOLLOW_KEY
static const struct option_set HINTS = {"hollow_hint", hint_keys};

static const struct field hint_fields[] = {
    CATALOG_CHOICE("key", HINTS),
    {.key = "share", .type = FIELD_INT, .min = 1, .max = 100},
    {.key = "level", .type = FIELD_INT, .min = 2, .max = SHEET_LEVELS},
    {.key = "seconds", .type = FIELD_INT, .min = 1, .max = 600},
};
static const struct shape SHAPE_LIMIT = SHAPE("CatalogHint", hint_fields);

static const struct field catalog_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "fewest_items", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = 1000},
    {.key = "hints",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = HOLLOW_MAX,
        .shape = &SHAPE_LIMIT},
};
static const struct shape SHAPE_CATALOG = SHAPE("CatalogHints", catalog_fields);

static enum hollow_hint hint_of(const char *key)
{
    int h = 0;
    while (h < HOLLOW_MAX - 1 && strcmp(hollow_hint_key((enum hollow_hint)h), key) != 0)
        h++;
    return (enum hollow_hint)h;
}

static enum err limits_load(struct call *c, struct hollow_limits *ret_limits)
{
    struct hollow_limits l = {.high_level = SHEET_LEVELS};
    json_t *json = NULL;
    const struct asset *a = asset_find("catalog/hints/hollow.json");
    enum err e =
        a == NULL ? ERR_INTERNAL : catalog_doc_read(c, a, &SHAPE_CATALOG, c->problem, &json);
    if (e != ERR_OK)
        return e;
    l.fewest_items = (int)body_int(json, "fewest_items", 0);
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(json, "hints"), i, one)
    {
        enum hollow_hint h = hint_of(catalog_text(one, "key"));
        l.used[h] = true;
        l.share[h] = (int)body_int(one, "share", 0);
        l.high_level = (int)body_int(one, "level", l.high_level);
        l.seconds = (int)body_int(one, "seconds", l.seconds);
    }
    *ret_limits = l;
    return ERR_OK;
}

/* ---- the answers ---- */

struct material {
    struct response_sheet sheet;
    struct answer *last; /* by item number - 1 */
    struct answer_file *files, *last_files;
    size_t n_files, n_last_files;
};

static enum err last_load(struct call *c, const struct response *response, struct material *m)
{
    struct last_response last = {0};
    struct answer *list = NULL;
    size_t n = 0;
    enum err e = response_store_last(c, response, &last);
    if (e == ERR_OK && last.id != 0)
        e = answer_store_last(c, last.id, m->sheet.doc, &list, &n);
    if (e == ERR_OK && last.id != 0)
        e = answer_store_files(c, last.id, &m->last_files, &m->n_last_files);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        m->last[list[i].item_no - 1] = list[i];
    return e;
}

static enum err material_load(
    struct call *c, const struct response *response, struct material *ret_material)
{
    struct material m = {0};
    enum err e = response_load(c, response, &m.sheet);
    if (e != ERR_OK)
        return e;
    m.last = mem_array(c, struct answer, m.sheet.doc->n_items);
    e = answer_store_files(c, response->id, &m.files, &m.n_files);
    if (e == ERR_OK)
        e = last_load(c, response, &m);
    if (e == ERR_OK)
        *ret_material = m;
    return e;
}

static bool stood_last_time(const struct material *m, const struct digest *sha)
{
    for (size_t i = 0; i < m->n_last_files; i++)
        if (memcmp(m->last_files[i].file.sha256.bytes, sha->bytes, DIGEST_SIZE) == 0)
            return true;
    return false;
}

static struct hollow_answer look_at(const struct material *m, int no)
{
    const struct answer *a = &m->sheet.answers[no - 1];
    const struct answer *last = &m->last[no - 1];
    struct hollow_answer h = {.at_ms = a->at_ms,
        .has_level = m->sheet.doc->items[no - 1].scale == SCALE_MATURITY5 && a->has_score,
        .level = a->score,
        .as_last = last->version > 0 && response_answer_same(a, last)};
    for (size_t i = 0; i < m->n_files; i++) {
        if (m->files[i].item_no != no)
            continue;
        h.files++;
        h.files_before += stood_last_time(m, &m->files[i].file.sha256);
    }
    h.bare = a->comment == NULL && h.files == 0;
    return h;
}

static size_t look(struct call *c, const struct material *m, struct hollow_answer **ret_answers)
{
    struct hollow_answer *list = mem_array(c, struct hollow_answer, m->sheet.doc->n_items);
    size_t n = 0;
    for (int no = 1; no <= m->sheet.doc->n_items; no++)
        if (m->sheet.asked[no - 1].ask == ASK_YES && m->sheet.answers[no - 1].value != NULL)
            list[n++] = look_at(m, no);
    *ret_answers = list;
    return n;
}

/* ---- the answer of the API ---- */

static const struct field found_fields[] = {
    {.key = "hint", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &HINTS},
    {.key = "n", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "of", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_FOUND = SHAPE("HollowHint", found_fields);

static const struct field answer_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_FOUND},
};
static const struct shape SHAPE_HINTS = SHAPE("HollowHints", answer_fields);

static enum err get(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct hollow_limits limits;
    struct material m;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), false, &response);
    if (e == ERR_OK && !who_may(c->who, &HINT, response.unit_path))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = limits_load(c, &limits);
    if (e == ERR_OK)
        e = material_load(c, &response, &m);
    if (e != ERR_OK)
        return e;
    struct hollow_answer *answers = NULL;
    struct hollow_found found[HOLLOW_MAX];
    size_t n = look(c, &m, &answers);
    hollow_judge(&limits, answers, n, found);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int h = 0; h < HOLLOW_MAX; h++) {
        if (!found[h].given)
            continue;
        jw_obj_begin(&w);
        jw_kstr(&w, "hint", hollow_hint_key((enum hollow_hint)h));
        jw_kint(&w, "n", found[h].n);
        jw_kint(&w, "of", found[h].of);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- marks of one response ---- */

static const struct field mark_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_HOLLOW_MARK},
};
static const struct shape SHAPE_MARKS = SHAPE("HollowMarks", mark_fields);

static enum err get_marks(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct campaign campaign;
    const struct sheet_doc *doc = NULL;
    struct hollow_mark *marks = NULL;
    size_t n = 0;
    char id[UUID_TEXT_SIZE];
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), false, &response);
    if (e == ERR_OK && !who_may(c->who, &HINT, response.unit_path))
        e = ERR_FORBIDDEN;
    if (e != ERR_OK)
        return e;
    uuid_format(&response.campaign.uid, id);
    e = campaign_find(c, id, false, &campaign);
    if (e == ERR_OK)
        e = campaign_doc(c, &campaign, &doc);
    const struct hollow_ask ask = {
        .paths = &response.unit_path, .n_paths = 1, .unit_id = response.respondent_id};
    if (e == ERR_OK && strcmp(response.respondent_kind, "unit") == 0)
        e = hollow_marks(c, &campaign, doc, &ask, &marks, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    hollow_marks_write(&w, "items", doc, marks, n);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/hollow",
        .op = "response_hollow",
        .perm = &HINT,
        .handle = get_marks,
        .answer = &SHAPE_MARKS},
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/hints",
        .op = "response_hints",
        .perm = &HINT,
        .handle = get,
        .answer = &SHAPE_HINTS},
};

const struct module module_hollow = {.name = "hollow", .routes = routes, .n_routes = ROWS(routes)};

/* Route: marks and next steps of a response. */
#include "base/mem.h"
#include "kernel/advice/advice.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sheet/sheet_json.h"

static const struct perm ADVICE = {"response.advice", PERM_ROLE, OF_LEADS | OF_AUDITOR};

static struct advice_found found_of(const struct advice_rule *rule)
{
    return (struct advice_found){.mark = rule->mark,
        .item_no = rule->item_no,
        .says = json_object_get(rule->words, "says"),
        .ask = json_object_get(rule->words, "ask"),
        .advice = json_object_get(rule->words, "advice"),
        .practices = json_object_get(rule->words, "practices"),
        .services = json_object_get(rule->words, "services")};
}

enum err advice_of(struct call *c, const struct response_sheet *sheet, struct advice *ret_advice)
{
    struct advice_set set;
    enum err e = advice_load(c, sheet->doc, c->problem, &set);
    if (e != ERR_OK)
        return e;
    size_t *places = mem_array(c, size_t, set.n);
    struct advice a = {.services = set.services};
    a.n = advice_judge(set.rules, set.n, sheet->doc, sheet->plain, sheet->asked, places);
    a.found = mem_array(c, struct advice_found, a.n);
    for (size_t i = 0; i < a.n; i++) {
        a.found[i] = found_of(&set.rules[places[i]]);
        a.grade = a.found[i].mark > a.grade ? a.found[i].mark : a.grade;
    }
    *ret_advice = a;
    return ERR_OK;
}

#define MUST FIELD_REQUIRED

#define ADVICE_KEY(name, key) key,
static const char *const mark_keys[] = {ADVICE_MARK_LIST(ADVICE_KEY) NULL};
#undef ADVICE_KEY
static const struct option_set MARKS = {"advice_mark", mark_keys};

static const struct field mark_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "mark", .type = FIELD_ENUM, .flags = MUST, .options = &MARKS},
    {.key = "says", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "ask", .type = FIELD_TEXTS},
    {.key = "advice", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "practices", .type = FIELD_LIST, .flags = MUST},
    {.key = "services", .type = FIELD_LIST, .flags = MUST},
};
static const struct shape SHAPE_MARK = SHAPE("AdviceMark", mark_fields);

static const struct field service_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "url", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_FREE_SERVICE = SHAPE("AdviceFreeService", service_fields);

static const struct field step_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "next", .type = FIELD_TEXTS, .flags = MUST},
};
static const struct shape SHAPE_STEP = SHAPE("AdviceStep", step_fields);

static const struct field answer_fields[] = {
    {.key = "grade", .type = FIELD_ENUM, .options = &MARKS},
    {.key = "marks", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MARK},
    {.key = "services", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FREE_SERVICE},
    {.key = "steps", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_STEP},
};
static const struct shape SHAPE_ADVICE = SHAPE("ResponseAdvice", answer_fields);

static void list_or_empty(struct jw *w, const char *key, const json_t *list)
{
    if (list != NULL) {
        jw_kjson(w, key, list);
        return;
    }
    jw_key(w, key);
    jw_arr_begin(w);
    jw_arr_end(w);
}

static void found_write(struct jw *w, const struct sheet_doc *doc, const struct advice_found *found)
{
    jw_obj_begin(w);
    jw_kstr(w, "item", doc->items[found->item_no - 1].key);
    jw_kstr(w, "mark", advice_mark_key(found->mark));
    jw_kjson(w, "says", found->says);
    if (found->ask != NULL)
        jw_kjson(w, "ask", found->ask);
    jw_kjson(w, "advice", found->advice);
    list_or_empty(w, "practices", found->practices);
    list_or_empty(w, "services", found->services);
    jw_obj_end(w);
}

static void steps_write(struct jw *w, const struct response_sheet *sheet)
{
    jw_key(w, "steps");
    jw_arr_begin(w);
    for (int i = 0; i < sheet->doc->n_items; i++) {
        const struct sheet_item *item = &sheet->doc->items[i];
        const struct sheet_texts *next =
            sheet->asked[i].ask == ASK_YES ? advice_next(item, &sheet->plain[i]) : NULL;
        if (next == NULL)
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "item", item->key);
        sheet_texts_write(w, "next", sheet->doc, next);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void advice_write(
    struct jw *w, const struct response_sheet *sheet, const struct advice *advice)
{
    jw_obj_begin(w);
    jw_kstr(w, "grade", advice->services == NULL ? NULL : advice_mark_key(advice->grade));
    jw_key(w, "marks");
    jw_arr_begin(w);
    for (size_t i = 0; i < advice->n; i++)
        found_write(w, sheet->doc, &advice->found[i]);
    jw_arr_end(w);
    list_or_empty(w, "services", advice->services);
    steps_write(w, sheet);
    jw_obj_end(w);
}

/* The answers are loaded with a sheet that has no texts; the next steps are said in them. */
static enum err words_load(
    struct call *c, const struct response *response, struct response_sheet *sheet)
{
    struct sheet_version version;
    enum err e = sheet_store_version_by_id(c->db, c, response->sheet_version.id, &version);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &version, &sheet->doc);
    return e;
}

static enum err get(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct response_sheet sheet;
    struct advice advice;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), false, &response);
    if (e == ERR_OK && !who_may(c->who, &ADVICE, response.unit_path))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = response_load(c, &response, &sheet);
    if (e == ERR_OK)
        e = words_load(c, &response, &sheet);
    if (e == ERR_OK)
        e = advice_of(c, &sheet, &advice);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    advice_write(&w, &sheet, &advice);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/advice",
        .op = "response_advice",
        .perm = &ADVICE,
        .handle = get,
        .answer = &SHAPE_ADVICE},
};

const struct module module_advice = {.name = "advice", .routes = routes, .n_routes = ROWS(routes)};

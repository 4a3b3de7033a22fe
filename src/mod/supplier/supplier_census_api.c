/* Routes of rounds in which units tell of their suppliers. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/supplier/supplier_census.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { SAME_MOST = 200 };

static const char *today_of(struct call *c)
{
    struct date date = {0};
    char text[DATE_TEXT_SIZE];
    clock_day_in_zone(c->now_ms, c->org.zone, &date);
    date_format(date, text);
    return mem_strdup(c, text);
}

/* ---- how a round stands ---- */

static const struct field progress_fields[] = {
    {.key = "units", .type = FIELD_INT, .flags = MUST},
    {.key = "waiting", .type = FIELD_INT, .flags = MUST},
    {.key = "returned", .type = FIELD_INT, .flags = MUST},
    {.key = "submitted", .type = FIELD_INT, .flags = MUST},
    {.key = "none", .type = FIELD_INT, .flags = MUST},
    {.key = "accepted", .type = FIELD_INT, .flags = MUST},
    {.key = "late", .type = FIELD_INT, .flags = MUST}, /* of those waiting or returned */
};
static const struct perm PROGRESS = {"supplier_census.progress", PERM_ROLE, OF_READERS};
static const struct shape SHAPE_PROGRESS = SHAPE("SupplierCensusProgress", progress_fields);

static enum err progress_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record census;
    struct census_figures f;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PROGRESS); /* figures of all units */
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIER_CENSUSES, req_param(r, "id"), &census);
    if (e == ERR_OK)
        e = census_store_figures(c, census.id, today_of(c), &f);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "units", f.units);
    jw_kint(&w, "waiting", f.waiting);
    jw_kint(&w, "returned", f.returned);
    jw_kint(&w, "submitted", f.submitted);
    jw_kint(&w, "none", f.none);
    jw_kint(&w, "accepted", f.accepted);
    jw_kint(&w, "late", f.late);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- a unit's list ---- */

/* since: the first day of the round; null: it has not been opened. may: the caller may answer. */
static const struct field list_fields[] = {
    {.key = "since", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "work", .type = FIELD_INT, .flags = MUST},
    {.key = "unchecked", .type = FIELD_INT, .flags = MUST},
    {.key = "unplaced", .type = FIELD_INT, .flags = MUST},
    {.key = "may", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_LIST = SHAPE("SupplierCensusUnit", list_fields);

/* A reply with its round's first day and whether it may be changed now. */
struct answering {
    struct reg_record reply;
    const char *since;
    bool open;
};

static enum err load_answering(struct req *r, struct answering *ret_answering)
{
    struct call *c = &r->call;
    struct answering a = {.since = NULL};
    json_t *census = NULL;
    enum err e = reg_look(c, &REG_SUPPLIER_CENSUS_REPLIES, req_param(r, "id"), &a.reply);
    if (e == ERR_OK)
        e = reg_get(c, &REG_SUPPLIER_CENSUSES,
            body_text(json_object_get(a.reply.after, "census"), "id"), &census);
    if (e != ERR_OK)
        return e;
    const char *state = body_text(a.reply.after, "state");
    a.since = body_text(census, "opened_on");
    a.open = a.since != NULL && strcmp(body_text(census, "state"), CENSUS_ASKING) == 0 &&
             (strcmp(state, "waiting") == 0 || strcmp(state, "returned") == 0);
    *ret_answering = a;
    return ERR_OK;
}

static enum err answer_list(struct req *r, const struct answering *a)
{
    struct call *c = &r->call;
    struct census_work work;
    enum err e = census_store_work(c, a->reply.unit_id, a->since == NULL ? "" : a->since, &work);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "since", a->since);
    jw_kint(&w, "work", work.all);
    jw_kint(&w, "unchecked", work.unchecked);
    jw_kint(&w, "unplaced", work.unplaced);
    jw_kbool(&w, "may", a->open && who_may(c->who, &PERM_ENGAGEMENT_WRITE, a->reply.unit_path));
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err list_get(struct req *r)
{
    struct answering a;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = load_answering(r, &a);
    return e == ERR_OK ? answer_list(r, &a) : e;
}

static const struct field same_fields[] = {
    {.key = "items", .type = FIELD_LIST, .max = SAME_MOST},
};
static const struct shape SHAPE_SAME = SHAPE("SupplierCensusSame", same_fields);

/* Those named, or all that nobody has looked at in this round. */
static enum err say_same(
    struct call *c, const struct answering *a, const json_t *named, json_t *numbers)
{
    size_t i;
    const json_t *one;
    const char *today = today_of(c);
    enum err e = ERR_OK;
    if (!json_is_array(named))
        return census_store_same(c, a->reply.unit_id, NULL, a->since, today, numbers);
    json_array_foreach(named, i, one)
    {
        struct uuid uid;
        if (e == ERR_OK && !uuid_parse(json_string_value(one), &uid))
            problem_field(c->problem, mem_printf(c, "/items/%zu", i), "reference");
        else if (e == ERR_OK)
            e = census_store_same(c, a->reply.unit_id, &uid, a->since, today, numbers);
    }
    return e == ERR_OK ? problem_check(c->problem) : e;
}

static void audit_same(struct call *c, const struct reg_record *reply, json_t *numbers)
{
    json_t *after = json_pack("{s:O}", "work", numbers);
    audit_add(c, &(struct audit_entry){.action = "census_same",
                     .subject = reply->def->singular,
                     .subject_id = reply->id,
                     .subject_uid = &reply->uid,
                     .unit_id = reply->unit_id,
                     .after = after});
    json_decref(after);
}

static enum err same_post(struct req *r)
{
    struct call *c = &r->call;
    struct answering a;
    json_t *numbers = reg_keep(c, json_array());
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = load_answering(r, &a);
    if (e == ERR_OK && !who_may(c->who, &PERM_ENGAGEMENT_WRITE, a.reply.unit_path))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK && !a.open)
        e = problem_set(c->problem, ERR_CONFLICT, "census_not_open");
    if (e == ERR_OK)
        e = say_same(c, &a, json_object_get(r->body, "items"), numbers);
    if (e == ERR_OK && json_array_size(numbers) > 0)
        audit_same(c, &a.reply, numbers);
    if (e == ERR_OK)
        e = answer_list(r, &a);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-censuses/{id}/progress",
        .op = "supplier_census_progress",
        .perm = &PROGRESS,
        .handle = progress_get,
        .answer = &SHAPE_PROGRESS},
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-census-replies/{id}/list",
        .op = "supplier_census_unit",
        .perm = &PERM_ENGAGEMENT_READ,
        .handle = list_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-census-replies/{id}/same",
        .op = "supplier_census_same",
        .perm = &PERM_ENGAGEMENT_WRITE,
        .handle = same_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_SAME,
        .answer = &SHAPE_LIST},
};

static const struct reg_def *const registers[] = {
    &REG_SUPPLIER_CENSUSES, &REG_SUPPLIER_CENSUS_REPLIES};
static const struct job_kind jobs[] = {
    {.name = CENSUS_OPEN, .run = census_open_run},
    {.name = "census_remind", .run = census_remind_run, .every_ms = INT64_C(3600000)},
};

const struct module module_supplier_census = {.name = "supplier_census",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .notices = census_notices,
    .n_notices = CENSUS_NOTICES};

/* What the management meeting is told of measures, as two tables (practice 3-1, table 2-3.1). */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/measure/measure_private.h"

#include <stdlib.h>
#include <string.h>

static bool shown(const json_t *measure, const char *since)
{
    const char *done = body_text(measure, "done_on");
    return since == NULL || done == NULL || strcmp(done, since) >= 0;
}

static int rank(const json_t *measure)
{
    const char *priority = body_text(measure, "priority");
    const char *const *keys = OPTIONS_PRIORITY.keys;
    int i = 0;
    while (keys[i] != NULL && strcmp(keys[i], priority) != 0)
        i++;
    return i;
}

struct entry {
    json_t *measure;
};

/* By priority, then by how often it was asked for, then by number: the same order every time. */
static int by_urgency(const void *a, const void *b)
{
    const json_t *x = ((const struct entry *)a)->measure;
    const json_t *y = ((const struct entry *)b)->measure;
    int64_t more = body_int(y, "asked_times", 1) - body_int(x, "asked_times", 1);
    if (rank(x) != rank(y))
        return rank(x) - rank(y);
    if (more != 0)
        return more < 0 ? -1 : 1;
    return strcmp(body_text(x, "number"), body_text(y, "number"));
}

/* A list under c of the given ones, which belong to another. */
static json_t *list_of(struct call *c, const struct entry *all, size_t n, int limit)
{
    json_t *list = reg_keep(c, json_array());
    for (size_t i = 0; i < n && i < (size_t)limit; i++)
        json_array_append(list, all[i].measure);
    return list;
}

enum err measure_for_meeting(
    struct call *c, const char *since, int limit, json_t **ret_approved, json_t **ret_not_approved)
{
    const struct reg_where granted[] = {{"state", "in", "approved,under_way,done,reviewed"}};
    const struct reg_where asked[] = {{"state", "in", "proposed,deferred"}};
    json_t *yes = NULL;
    json_t *no = NULL;
    json_t *one;
    size_t i;
    size_t n = 0;
    enum err e = reg_list(c, &REG_MEASURES, granted, 1, "due", LIMIT_MEASURES_REPORTED, &yes);
    if (e == ERR_OK)
        e = reg_list(c, &REG_MEASURES, asked, 1, "due", LIMIT_MEASURES_REPORTED, &no);
    if (e != ERR_OK)
        return e;
    struct entry *some = mem_array(c, struct entry, json_array_size(yes) + json_array_size(no));
    json_array_foreach(yes, i, one)
    {
        if (shown(one, since))
            some[n++].measure = one;
    }
    json_t *approved = list_of(c, some, n, limit);
    n = 0;
    json_array_foreach(no, i, one) some[n++].measure = one;
    qsort(some, n, sizeof some[0], by_urgency);
    *ret_not_approved = list_of(c, some, n, limit);
    *ret_approved = approved;
    return ERR_OK;
}

/* ---- over HTTP ---- */

static const struct field person_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
};
static const struct shape SHAPE_PERSON = {"MeasureOwner", person_fields, 2, true};

static const struct field row_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_MEASURE_STATE},
    {.key = "priority", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_PRIORITY},
    {.key = "owner",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_PERSON},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "cost_initial", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "cost_low", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "cost_high", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "cost_yearly", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "likelihood",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .options = &OPTIONS_LIKELIHOOD},
    {.key = "asked_times", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "asked_on", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = LIMIT_MEASURE_ASKED},
    {.key = "back_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "done_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_ROW = SHAPE("MeasureForMeeting", row_fields);

static const struct field tables_fields[] = {
    {.key = "approved", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROW},
    {.key = "not_approved", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROW},
};
static const struct shape SHAPE_TABLES = SHAPE("MeasuresForMeeting", tables_fields);

static const struct field query_fields[] = {{.key = "since", .type = FIELD_DATE}};
static const struct shape SHAPE_QUERY = SHAPE("MeasuresForMeetingQuery", query_fields);

static void write_table(struct jw *w, const char *key, const json_t *list)
{
    size_t i;
    const json_t *one;
    jw_key(w, key);
    jw_arr_begin(w);
    json_array_foreach(list, i, one)
    {
        jw_obj_begin(w);
        for (size_t f = 0; f < SHAPE_ROW.n_fields; f++)
            jw_kjson(w, row_fields[f].key, json_object_get(one, row_fields[f].key));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err tables_get(struct req *r)
{
    json_t *approved = NULL;
    json_t *not_approved = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = measure_for_meeting(
            &r->call, req_query(r, "since"), LIMIT_PAGE, &approved, &not_approved);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_table(&w, "approved", approved);
    write_table(&w, "not_approved", not_approved);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/measures-for-meeting",
        .op = "measures_for_meeting",
        .perm = &PERM_MEASURE_READ,
        .handle = tables_get,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_TABLES},
};

const struct module module_measure_meeting = {
    .name = "measure_meeting", .routes = routes, .n_routes = 1};

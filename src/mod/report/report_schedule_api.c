/* Routes of those who are asked for words, of a schedule and of an issue; the module of both. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice_store.h"
#include "kernel/transfer/transfer.h"
#include "kernel/unit/unit_reg.h"
#include "mod/report/report_schedule.h"
#include "mod/report/report_schedule_notice.h"

#include <string.h>

/* ---- the answer ---- */

static const struct field person_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "able", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_PERSON = SHAPE("ReportAuthor", person_fields);

static const struct field section_fields[] = {
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "heading", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "written", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "people", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_PERSON},
};
static const struct shape SHAPE_SECTION = SHAPE("ReportSectionAuthors", section_fields);

static const struct field authors_fields[] = {
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SECTION},
};
static const struct shape SHAPE_AUTHORS = SHAPE("ReportAuthors", authors_fields);

/* Of one schedule or issue. */
struct subject {
    const struct reg_def *def;
    int64_t id;
    struct uuid uid;
    struct report_slots sections;
    const char *due;
    struct report_author_list authors;
};

/* Whether a person could write at all: an account of theirs holds the permission at the top. */
static enum err is_able(
    struct call *c, int64_t person, const int64_t *holders, size_t n, bool *ret_able)
{
    int64_t *accounts = NULL;
    size_t n_accounts = 0;
    enum err e = notice_store_accounts_of(c, person, &accounts, &n_accounts);
    *ret_able = false;
    for (size_t i = 0; e == ERR_OK && i < n_accounts; i++)
        for (size_t k = 0; k < n; k++)
            *ret_able |= accounts[i] == holders[k];
    return e;
}

static void write_people(
    struct jw *w, const struct subject *s, const char *section, const bool *able, bool *ret_written)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "people");
    jw_arr_begin(w);
    for (size_t i = 0; i < s->authors.n; i++) {
        const struct report_author *a = &s->authors.items[i];
        if (strcmp(a->section, section) != 0)
            continue;
        *ret_written = a->written;
        uuid_format(&a->person.uid, id);
        jw_obj_begin(w);
        jw_kstr(w, "id", id);
        jw_kstr(w, "number", a->person.number);
        jw_kstr(w, "title", a->person.title);
        jw_kbool(w, "able", able[i]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_section(
    struct jw *w, const struct subject *s, const struct report_slot *slot, const bool *able)
{
    bool written = false;
    jw_obj_begin(w);
    jw_kstr(w, "section", slot->key);
    jw_kjson(w, "heading", slot->heading);
    write_people(w, s, slot->key, able, &written);
    jw_kbool(w, "written", written);
    jw_obj_end(w);
}

static enum err write_authors(struct req *r, const struct subject *s)
{
    int64_t *holders = NULL;
    size_t n = 0;
    bool *able = mem_array(r, bool, s->authors.n + 1);
    enum err e = notice_store_holders(&r->call, &PERM_REPORT_WORDS, "/", &holders, &n);
    for (size_t i = 0; i < s->authors.n && e == ERR_OK; i++)
        e = is_able(&r->call, s->authors.items[i].person.id, holders, n, &able[i]);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "due", s->due);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < s->sections.n; i++)
        if (s->sections.slots[i].words)
            write_section(&w, s, &s->sections.slots[i], able);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err load_issue(struct call *c, const char *id, struct subject *s)
{
    struct report_issue issue;
    enum err e = report_issue_load(c, id, false, &issue);
    if (e == ERR_OK)
        e = report_issue_sections(c, &issue, &s->sections);
    return e == ERR_OK ? author_store_of_issue(c, s->id, &s->authors) : e;
}

static enum err load_schedule(struct call *c, const struct reg_record *record, struct subject *s)
{
    bool active;
    enum err e = report_record_sections(c, record, &s->sections, &active);
    return e == ERR_OK ? author_store_of_schedule(c, s->id, &s->authors) : e;
}

static enum err load(struct req *r, const struct reg_def *def, struct subject *ret_subject)
{
    struct call *c = &r->call;
    struct reg_record record;
    struct subject s = {.def = def};
    enum err e = reg_look(c, def, req_param(r, "id"), &record);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_REPORT_READ);
    if (e != ERR_OK)
        return e;
    s.id = record.id;
    s.uid = record.uid;
    s.due = body_text(record.after, "words_due");
    e = def == &REG_REPORT_ISSUES ? load_issue(c, req_param(r, "id"), &s)
                                  : load_schedule(c, &record, &s);
    if (e == ERR_OK)
        *ret_subject = s;
    return e;
}

static enum err get_of(struct req *r, const struct reg_def *def)
{
    struct subject s;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = load(r, def, &s);
    return e == ERR_OK ? write_authors(r, &s) : e;
}

static enum err schedule_get(struct req *r)
{
    return get_of(r, &REG_REPORT_SCHEDULES);
}

static enum err issue_get(struct req *r)
{
    return get_of(r, &REG_REPORT_ISSUES);
}

/* ---- the change ---- */

static const struct field put_fields[] = {
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "people", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = LIMIT_SECTION_AUTHORS},
};
static const struct shape SHAPE_PUT_SECTION = SHAPE("ReportSectionAuthorsPut", put_fields);

static const struct field schedule_put_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PUT_SECTION,
        .max = LIMIT_AUTHORED_SECTIONS},
};
static const struct shape SHAPE_SCHEDULE_PUT =
    SHAPE("ReportScheduleAuthorsPut", schedule_put_fields);

static const struct field issue_put_fields[] = {
    {.key = "due", .type = FIELD_DATE},
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PUT_SECTION,
        .max = LIMIT_AUTHORED_SECTIONS},
};
static const struct shape SHAPE_ISSUE_PUT = SHAPE("ReportIssueAuthorsPut", issue_put_fields);

static enum err read_person(
    struct req *r, const char *id, const char *pointer, struct report_author *author)
{
    json_t *record = NULL;
    enum err e = reg_find(&r->call, &REG_PEOPLE, id, &author->person.id);
    if (e == ERR_OK)
        e = reg_get(&r->call, &REG_PEOPLE, id, &record);
    if (e == ERR_OK)
        author->person.title = body_text(record, "name");
    if (e == ERR_NOT_FOUND) {
        problem_field_value(r->call.problem, pointer, "reference", id);
        return ERR_OK;
    }
    return e;
}

static enum err read_section(struct req *r, const struct report_slots *sections, const json_t *item,
    size_t no, struct report_author_list *list)
{
    size_t i;
    const json_t *person;
    enum err e = ERR_OK;
    const char *section = body_text(item, "section");
    const struct report_slot *slot = report_slot_of(sections, section);
    if (slot == NULL || !slot->words) {
        problem_field_value(
            r->call.problem, mem_printf(r, "/items/%zu/section", no), "reference", section);
        return ERR_OK;
    }
    json_array_foreach(json_object_get(item, "people"), i, person)
    {
        struct report_author author = {.section = section};
        const char *pointer = mem_printf(r, "/items/%zu/people/%zu", no, i);
        if (e == ERR_OK)
            e = read_person(r, json_string_value(person), pointer, &author);
        list->items = mem_grow(r, list->items, struct report_author, list->n + 1);
        list->items[list->n++] = author;
    }
    return e;
}

static enum err read_list(
    struct req *r, const struct report_slots *sections, struct report_author_list *ret_list)
{
    size_t i;
    const json_t *item;
    enum err e = ERR_OK;
    struct report_author_list list = {NULL, 0};
    json_array_foreach(json_object_get(r->body, "items"), i, item)
    {
        if (e == ERR_OK)
            e = read_section(r, sections, item, i, &list);
    }
    if (e == ERR_OK)
        e = problem_check(r->call.problem);
    if (e == ERR_OK)
        *ret_list = list;
    return e;
}

/* { section: [names] } */
static json_t *told(const struct report_author_list *list)
{
    json_t *all = json_object();
    for (size_t i = 0; i < list->n; i++) {
        const struct report_author *a = &list->items[i];
        if (json_object_get(all, a->section) == NULL)
            json_object_set_new(all, a->section, json_array());
        json_array_append_new(json_object_get(all, a->section), json_string(a->person.title));
    }
    return all;
}

static void audit_authors(struct call *c, const struct subject *before,
    const struct report_author_list *list, const char *due)
{
    json_t *was = json_pack("{s:o}", "authors", told(&before->authors));
    json_t *is = json_pack("{s:o}", "authors", told(list));
    if (before->def == &REG_REPORT_ISSUES) {
        json_object_set_new(
            was, "words_due", before->due == NULL ? json_null() : json_string(before->due));
        json_object_set_new(is, "words_due", due == NULL ? json_null() : json_string(due));
    }
    audit_add(c, &(struct audit_entry){.action = "authors",
                     .subject = before->def->singular,
                     .subject_id = before->id,
                     .subject_uid = &before->uid,
                     .before = was,
                     .after = is});
    json_decref(was);
    json_decref(is);
}

/* By when, if anybody is asked: what was said, what it is, a week from now. */
static enum err due_of(struct req *r, const struct subject *s,
    const struct report_author_list *list, const char **ret_due)
{
    struct date today;
    char *day = mem_array(r, char, DATE_TEXT_SIZE);
    const char *said = body_text(r->body, "due");
    *ret_due = list->n == 0 ? NULL : said != NULL ? said : s->due;
    if (list->n == 0 || *ret_due != NULL)
        return ERR_OK;
    if (!clock_day_in_zone(r->call.now_ms, r->call.org.zone, &today))
        return ERR_INTERNAL;
    date_format(date_of_days(date_days(today) + REPORT_WORDS_DAYS), day);
    *ret_due = day;
    return ERR_OK;
}

static enum err may_change(struct req *r, const struct reg_def *def, struct subject *ret_subject)
{
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = load(r, def, ret_subject);
    return e == ERR_OK ? call_needs_top(&r->call, &PERM_REPORT_WRITE) : e;
}

static enum err finish(struct req *r, const struct reg_def *def)
{
    enum err e = tx_commit(&r->call);
    return e == ERR_OK ? get_of(r, def) : e;
}

static enum err schedule_put(struct req *r)
{
    struct call *c = &r->call;
    struct subject s;
    struct report_author_list list;
    enum err e = may_change(r, &REG_REPORT_SCHEDULES, &s);
    if (e == ERR_OK)
        e = read_list(r, &s.sections, &list);
    if (e == ERR_OK)
        e = author_store_put_schedule(c, s.id, &list);
    if (e != ERR_OK)
        return e;
    audit_authors(c, &s, &list, NULL);
    return finish(r, &REG_REPORT_SCHEDULES);
}

/* Who is asked anew is told at once. */
static enum err issue_put(struct req *r)
{
    struct call *c = &r->call;
    struct subject s;
    struct report_issue issue;
    struct report_author_list list;
    const char *due = NULL;
    enum err e = may_change(r, &REG_REPORT_ISSUES, &s);
    if (e == ERR_OK)
        e = report_issue_load(c, req_param(r, "id"), true, &issue);
    if (e == ERR_OK)
        e = read_list(r, &s.sections, &list);
    if (e == ERR_OK)
        e = due_of(r, &s, &list, &due);
    if (e == ERR_OK)
        e = author_store_put_issue(c, s.id, &list);
    if (e == ERR_OK)
        e = author_store_due(c, s.id, due);
    if (e == ERR_OK)
        e = author_store_forget(c, s.id);
    if (e == ERR_OK)
        e = report_authors_ask(c, &issue, &list, &s.authors);
    if (e != ERR_OK)
        return e;
    audit_authors(c, &s, &list, due);
    return finish(r, &REG_REPORT_ISSUES);
}

/* ---- the module ---- */

#define AUTHORS_ROUTE(verb, of, operation, may, handler)                                       \
    .method = (verb), .path = "/api/v1/" of "/{id}/authors", .op = (operation), .perm = (may), \
    .handle = (handler), .answer = &SHAPE_AUTHORS

static const struct route routes[] = {
    {AUTHORS_ROUTE(METHOD_GET, "report-schedules", "report_schedule_authors", &PERM_REPORT_READ,
        schedule_get)},
    {AUTHORS_ROUTE(METHOD_PUT, "report-schedules", "report_schedule_authors_put",
         &PERM_REPORT_WRITE, schedule_put),
        .body_kind = BODY_JSON, .body = &SHAPE_SCHEDULE_PUT},
    {AUTHORS_ROUTE(
        METHOD_GET, "report-issues", "report_issue_authors", &PERM_REPORT_READ, issue_get)},
    {AUTHORS_ROUTE(
         METHOD_PUT, "report-issues", "report_issue_authors_put", &PERM_REPORT_WRITE, issue_put),
        .body_kind = BODY_JSON, .body = &SHAPE_ISSUE_PUT},
};

static const struct reg_def *const registers[] = {&REG_REPORT_SCHEDULES};

static const struct transfer_column schedule_author[] = {
    {"schedule_id", TRANSFER_REF, "report_schedule"},
    {"section", TRANSFER_TEXT, NULL},
    {"person_id", TRANSFER_REF, "person"},
};

static const struct transfer_column author[] = {
    {"issue_id", TRANSFER_REF, "report_issue"},
    {"section", TRANSFER_TEXT, NULL},
    {"person_id", TRANSFER_REF, "person"},
};

static const struct transfer_column asked[] = {
    {"issue_id", TRANSFER_REF, "report_issue"},
    {"reminded_on", TRANSFER_DATE, NULL},
    {"complete_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_table tables[] = {
    TRANSFER_TABLE("report_schedule_author", schedule_author, 3),
    TRANSFER_TABLE("report_author", author, 3),
    TRANSFER_TABLE("report_asked", asked, 1),
};

const struct module module_report_schedule = {
    .name = "report_schedule",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = &REPORT_SCHEDULE_JOB,
    .n_jobs = 1,
    .notices = REPORT_NOTICES,
    .n_notices = REPORT_NOTICE_MAX,
    .transfers = tables,
    .n_transfers = sizeof tables / sizeof tables[0],
    .calendar = report_authors_calendar,
};

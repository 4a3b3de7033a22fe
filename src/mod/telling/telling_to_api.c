/* To whom a text goes: taken from contacts, suppliers and partners or written down, each with what
 * it has to expect; and what they have confirmed, taken down by hand. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/mail/mail.h"
#include "kernel/mail/mail_rules.h"
#include "mod/contact/contact.h"
#include "mod/incident/incident.h"
#include "mod/supplier/supplier.h"
#include "mod/telling/telling_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct adding {
    struct call *c;
    int64_t telling_id;
    const char *impact;
    struct told *there; /* with those added */
    size_t n_there;
    json_t *names; /* of those added */
    int64_t last;  /* number given */
    int64_t added, known;
    enum err e;
};

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcasecmp(a, b) == 0;
}

/* The same record, or the same name at the same address. */
static bool is_there(const struct adding *a, const struct told *told)
{
    static const struct uuid none = {0};
    bool record = memcmp(&told->record, &none, sizeof none) != 0;
    for (size_t i = 0; i < a->n_there; i++) {
        const struct told *one = &a->there[i];
        if (record && memcmp(&one->record, &told->record, sizeof none) == 0)
            return true;
        if (same_text(one->name, told->name) && same_text(one->address, told->address))
            return true;
    }
    return false;
}

static void add(struct adding *a, struct told told)
{
    if (a->e != ERR_OK)
        return;
    told.impact = a->impact;
    if (is_there(a, &told)) {
        a->known++;
        return;
    }
    told.no = ++a->last;
    if (a->n_there >= LIMIT_TOLD)
        a->e = problem_set_limit(a->c->problem, ERR_CONFLICT, "items_full", LIMIT_TOLD);
    if (a->e == ERR_OK)
        a->e = told_store_add(a->c, a->telling_id, &told);
    if (a->e != ERR_OK)
        return;
    json_array_append_new(a->names, json_string(told.name));
    a->there[a->n_there++] = told;
    a->added++;
}

static void add_list(struct adding *a, const char *list)
{
    struct contact_called *called = NULL;
    size_t n = 0;
    int64_t id = 0;
    if (list == NULL)
        return;
    a->e = reg_find(a->c, &REG_CONTACT_LISTS, list, &id);
    if (a->e == ERR_NOT_FOUND) {
        problem_field(a->c->problem, "/list", "reference");
        a->e = problem_check(a->c->problem);
    }
    if (a->e == ERR_OK)
        a->e = contact_on_list(a->c, id, LIMIT_TOLD + 1, &called, &n);
    for (size_t i = 0; a->e == ERR_OK && i < n; i++)
        add(a, (struct told){.source = "contact",
                   .record = called[i].uid,
                   .name = called[i].organisation == NULL ? called[i].name : called[i].organisation,
                   .person = called[i].person,
                   .address = called[i].email});
}

/* From which register, and where its records keep what is needed. */
struct source {
    const char *key, *source;
    const struct reg_def *def;
    const char *firm, *person, *email; /* members; firm NULL: the name */
};
static const struct source sources[] = {
    {"contacts", "contact", &REG_CONTACTS, "organisation", "person", "email"},
    {"suppliers", "supplier", &REG_SUPPLIERS, NULL, "contact_name", "contact_email"},
    {"partners", "partner", &REG_PARTNERS, NULL, "contact_name", "contact_email"},
};
enum { SOURCES = sizeof sources / sizeof sources[0], PARTNERS = SOURCES - 1 };

static void add_record(struct adding *a, const struct source *source, const json_t *record)
{
    struct told told = {.source = source->source, .name = body_text(record, "name")};
    const char *firm = source->firm == NULL ? NULL : body_text(record, source->firm);
    if (firm != NULL)
        told.name = firm;
    told.person = body_text(record, source->person);
    told.address = body_text(record, source->email);
    uuid_parse(body_text(record, "id"), &told.record);
    add(a, told);
}

static void add_records(struct adding *a, const struct source *source, const json_t *ids)
{
    size_t i;
    const json_t *one;
    json_array_foreach(ids, i, one)
    {
        json_t *record = NULL;
        const char *id = json_string_value(one);
        if (a->e != ERR_OK)
            return;
        a->e = id == NULL ? ERR_NOT_FOUND : reg_get(a->c, source->def, id, &record);
        if (a->e == ERR_NOT_FOUND) {
            problem_field(a->c->problem, mem_printf(a->c, "/%s/%zu", source->key, i), "reference");
            a->e = problem_check(a->c->problem);
        }
        if (a->e == ERR_OK)
            add_record(a, source, record);
    }
}

static void add_coupled(struct adding *a, bool asked)
{
    static const struct reg_where where[] = {{"coupled", "eq", "true"}, {"state", "eq", "active"}};
    json_t *items = NULL;
    size_t i;
    const json_t *one;
    if (!asked || a->e != ERR_OK)
        return;
    a->e = reg_list(a->c, &REG_PARTNERS, where, 2, NULL, LIMIT_TOLD + 1, &items);
    json_array_foreach(items, i, one)
    {
        add_record(a, &sources[PARTNERS], one);
    }
}

const char *telling_trimmed(struct call *c, const char *text)
{
    const char *start = NULL;
    size_t len = text == NULL ? 0 : utf8_trim(text, &start);
    return len == 0 ? NULL : mem_printf(c, "%.*s", (int)len, start);
}

static void check_address(struct call *c, const char *address)
{
    if (address != NULL && !mail_address_ok(address))
        problem_field(c->problem, "/address", "email");
}

static void add_free(struct adding *a, const json_t *body)
{
    struct call *c = a->c;
    const char *name = telling_trimmed(c, body_text(body, "name"));
    const char *address = telling_trimmed(c, body_text(body, "address"));
    if (a->e != ERR_OK || body_text(body, "name") == NULL)
        return;
    check_address(c, address);
    if (name == NULL)
        problem_field(c->problem, "/name", "required");
    a->e = problem_check(c->problem);
    if (a->e == ERR_OK)
        add(a, (struct told){.source = "free",
                   .name = name,
                   .person = telling_trimmed(c, body_text(body, "person")),
                   .address = address});
}

enum err told_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    struct told *there = NULL;
    struct adding a = {.c = c, .impact = telling_trimmed(c, body_text(r->body, "impact"))};
    enum err e = telling_open(r, true, &incident, &telling);
    if (e == ERR_OK)
        e = told_store_all(c, telling.id, 0, &there, &a.n_there);
    if (e != ERR_OK)
        return e;
    a.telling_id = telling.id;
    a.last = a.n_there == 0 ? 0 : there[a.n_there - 1].no;
    a.there = mem_array(c, struct told, LIMIT_TOLD);
    memcpy(a.there, there, a.n_there * sizeof *there);
    a.names = reg_keep(c, json_array());
    add_list(&a, body_text(r->body, "list"));
    for (size_t i = 0; i < SOURCES; i++)
        add_records(&a, &sources[i], json_object_get(r->body, sources[i].key));
    add_coupled(&a, body_bool(r->body, "coupled"));
    add_free(&a, r->body);
    if (a.e != ERR_OK)
        return a.e;
    if (a.added > 0)
        telling_audit(c, &incident, "telling_to", NULL,
            json_pack("{s:I, s:O}", "telling", (json_int_t)telling.no, "to", a.names));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "added", a.added);
    jw_kint(&w, "there", a.known);
    jw_obj_end(&w);
    return tx_commit_any(c);
}

/* ---- one of them ---- */

static int64_t to_of(const struct req *r)
{
    return strtoll(req_param(r, "to"), NULL, 10);
}

static enum err answer(struct req *r, int64_t telling_id)
{
    struct call *c = &r->call;
    struct told told;
    bool bad[MAIL_BOUNCED_MOST];
    enum err e = told_store_one(c, telling_id, to_of(r), &told);
    if (e == ERR_OK)
        e = mail_bounced(c, &told.address, 1, bad);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    told_write(&w, &told, bad[0]);
    return ERR_OK;
}

enum err told_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = telling_case(r, &PERM_CASE_TELL_READ, &incident);
    if (e == ERR_OK)
        e = telling_store_one(c, incident.id, strtoll(req_param(r, "no"), NULL, 10), &telling);
    return e == ERR_OK ? answer(r, telling.id) : e;
}

/* Of the firm: people outside can be forgotten by law, and the audit is for ever. */
static json_t *told_said(const struct telling *telling, const struct told *told)
{
    return json_pack("{s:I, s:s, s:s?}", "telling", (json_int_t)telling->no, "to", told->name,
        "impact", told->impact);
}

enum err told_put(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    struct told told;
    enum err e = telling_open(r, true, &incident, &telling);
    if (e == ERR_OK)
        e = told_store_one(c, telling.id, to_of(r), &told);
    if (e != ERR_OK)
        return e;
    json_t *before = reg_keep(c, told_said(&telling, &told));
    told.person = telling_trimmed(c, body_text(r->body, "person"));
    told.address = telling_trimmed(c, body_text(r->body, "address"));
    told.impact = telling_trimmed(c, body_text(r->body, "impact"));
    check_address(c, told.address);
    e = problem_check(c->problem);
    if (e == ERR_OK)
        e = told_store_put(c, &told);
    if (e != ERR_OK)
        return e;
    telling_audit(c, &incident, "telling_to", json_incref(before), told_said(&telling, &told));
    e = answer(r, telling.id);
    return e == ERR_OK ? tx_commit(c) : e;
}

enum err told_delete(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    struct told told;
    enum err e = telling_open(r, true, &incident, &telling);
    if (e == ERR_OK)
        e = told_store_one(c, telling.id, to_of(r), &told);
    if (e == ERR_OK)
        e = told_store_remove(c, told.id);
    if (e != ERR_OK)
        return e;
    telling_audit(c, &incident, "telling_to", told_said(&telling, &told), NULL);
    return tx_commit(c);
}

/* ---- confirmed by telephone, in a meeting ---- */

enum err told_confirm_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    struct told told;
    enum err e = telling_open(r, false, &incident, &telling);
    if (e == ERR_OK && strcmp(telling.state, "sent") != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "telling_draft");
    if (e == ERR_OK)
        e = told_store_one(c, telling.id, to_of(r), &told);
    if (e == ERR_OK && told.confirmed_ms != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "telling_confirmed");
    if (e != ERR_OK)
        return e;
    told.way = body_text(r->body, "way");
    told.confirmed_by = telling_trimmed(c, body_text(r->body, "confirmed_by"));
    told.note = telling_trimmed(c, body_text(r->body, "note"));
    if (told.confirmed_by == NULL)
        problem_field(c->problem, "/confirmed_by", "required");
    e = problem_check(c->problem);
    if (e == ERR_OK)
        e = told_store_confirmed(c, &told);
    if (e != ERR_OK)
        return e;
    telling_audit(c, &incident, "telling_confirm", NULL,
        json_pack("{s:I, s:s, s:s}", "telling", (json_int_t)telling.no, "to", told.name, "way",
            told.way));
    e = answer(r, telling.id);
    return e == ERR_OK ? tx_commit(c) : e;
}

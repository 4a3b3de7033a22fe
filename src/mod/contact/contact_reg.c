/* Whom to call in an emergency, on which lists, and who keeps that right. What became of the last
 * test mail is written by the program. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/auth/me.h"
#include "kernel/register/register_check.h"
#include "mod/contact/contact_private.h"

#include <string.h>

enum { PHONE_MAX = 60, EMAIL_MAX = 254 };

const struct perm PERM_CONTACT_READ = {
    "contact.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_CONTACT_WRITE = {"contact.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_CONTACT_SEND = {
    "contact.send", PERM_ROLE, OF_LEADS | OF_CSIRT, .named = true};

static const char *const kind_keys[] = {"internal", "authority", "vendor", "expert", "insurer",
    "lawyer", "customer", "media", "industry", "other", NULL};
static const struct option_set KINDS = {"contact_kind", kind_keys};
static const char *const mail_keys[] = {"confirmed", "changed", "returned", NULL};
static const struct option_set MAILS = {"contact_mail", mail_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "lists",
        .type = FIELD_LIST,
        .flags = FIELD_LISTED,
        .ref = "contact-lists",
        .max = CONTACT_LISTS_MOST},
    {.key = "purpose", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "it", .type = FIELD_BOOL},
    {.key = "organisation", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "person", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 100},
    {.key = "member", .type = FIELD_REF, .ref = "people", .column = "member_id"},
    {.key = "post", .type = FIELD_TEXT, .max = 100},
    {.key = "phone", .type = FIELD_TEXT, .flags = FIELD_LISTED, .max = PHONE_MAX},
    {.key = "phone_other", .type = FIELD_TEXT, .max = PHONE_MAX}, /* at night, on holidays */
    {.key = "email", .type = FIELD_TEXT, .max = EMAIL_MAX},
    {.key = "hours", .type = FIELD_TEXT, .max = 200},
    {.key = "language", .type = FIELD_ENUM, .options = &OPTIONS_LANGUAGE},
    {.key = "deputy", .type = FIELD_REF, .ref = "contacts", .column = "deputy_id"},
    {.key = "keeper",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "keeper_id"},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "mail_state",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &MAILS},
    {.key = "answered_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};

static const struct reg_form_part parts[] = {
    {"who", "organisation"}, {"reach", "phone"}, {"upkeep", "keeper"}};

enum err contact_lists_read(
    struct call *c, const struct reg_record *record, bool check, int64_t *ids, size_t *ret_n)
{
    json_t *list = reg_keep(c, json_array());
    size_t i, n = 0;
    const json_t *one;
    json_array_foreach(json_object_get(record->after, "lists"), i, one)
    {
        int64_t id = 0;
        bool twice = false;
        const char *name = NULL;
        enum err e = contact_store_list(c, json_string_value(one), &id, &name);
        if (e != ERR_OK)
            return e;
        if (id == 0 && check)
            problem_field_value(
                c->problem, mem_printf(c, "/lists/%zu", i), "reference", json_string_value(one));
        for (size_t k = 0; k < n; k++)
            twice = twice || ids[k] == id;
        if (id == 0 || twice || n == CONTACT_LISTS_MOST)
            continue;
        ids[n++] = id;
        json_array_append_new(list, json_string(name));
    }
    if (check)
        json_object_set(record->after, "lists", n == 0 ? json_null() : list);
    *ret_n = n;
    return ERR_OK;
}

/* More would be left out of the sheet and of rounds. */
static enum err check_number(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = reg_count(c, &REG_CONTACTS, NULL, 0, "/", &n);
    return e == ERR_OK && n >= LIMIT_CONTACTS
               ? problem_set_limit(c->problem, ERR_CONFLICT, "contacts_too_many", LIMIT_CONTACTS)
               : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t ids[CONTACT_LISTS_MOST];
    size_t n = 0;
    const char *deputy = body_text(json_object_get(record->after, "deputy"), "id");
    char uid[UUID_TEXT_SIZE];
    if (record->change == REG_DELETE)
        return ERR_OK;
    reg_check_email(c, record, "email");
    uuid_format(&record->uid, uid);
    if (deputy != NULL && strcmp(deputy, uid) == 0)
        problem_field(c->problem, "/deputy", "contact_own_deputy");
    if (record->before != NULL && reg_changes(record, "email")) {
        json_object_set_new(record->after, "mail_state", json_null());
        json_object_set_new(record->after, "answered_on", json_null());
    }
    enum err e = check_number(c, record);
    return e == ERR_OK ? contact_lists_read(c, record, true, ids, &n) : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    int64_t ids[CONTACT_LISTS_MOST];
    size_t n = 0;
    enum err e = ERR_OK;
    if (record->change == REG_DELETE || (record->before != NULL && reg_changes(record, "email")))
        e = contact_store_unlink(c, record->id);
    if (e != ERR_OK || json_equal(json_object_get(record->before, "lists"),
                           json_object_get(record->after, "lists")))
        return e;
    e = contact_lists_read(c, record, false, ids, &n);
    return e == ERR_OK ? contact_store_set_lists(c, record->id, ids, n) : e;
}

const struct reg_def REG_CONTACTS = {
    .name = "contacts",
    .singular = "contact",
    .schema = "Contact",
    .table = "contact",
    .prefix = "CT",
    .scope = REG_ORG,
    .read = &PERM_CONTACT_READ,
    .create = &PERM_CONTACT_WRITE,
    .update = &PERM_CONTACT_WRITE,
    .remove = &PERM_CONTACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "confirmed_on",
    .check = check,
    .apply = apply,
    .purge = contact_store_purge,
};

/* Seminars that we hold for suppliers, and which firms came: what one may point to when a firm has
 * put nothing in place yet. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_seminar.h"

#include <string.h>

enum { PEOPLE_MAX = 10000 };

static const char *const state_keys[] = {"planned", "held", "cancelled", NULL};
static const struct option_set STATES = {"seminar_state", state_keys};
static const char *const way_keys[] = {"place", "online", "both", NULL};
static const struct option_set WAYS = {"seminar_way", way_keys};
static const char *const standing_keys[] = {"invited", "attended", "watched", "absent", NULL};
const struct option_set OPTIONS_SEMINAR_STANDING = {"seminar_standing", standing_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "held_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "way", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &WAYS},
    {.key = "place", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NAME},
    {.key = "link", .type = FIELD_TEXT, .max = LIMIT_LINE},
    {.key = "video", .type = FIELD_TEXT, .max = LIMIT_LINE},
    {.key = "speaker", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NAME},
    {.key = "class_a", .type = FIELD_BOOL},
    {.key = "class_b", .type = FIELD_BOOL},
    {.key = "class_c", .type = FIELD_BOOL},
    {.key = "class_d", .type = FIELD_BOOL},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"planned", "hold", "held", &PERM_SUPPLIER_WRITE, false},
    {"planned", "cancel", "cancelled", &PERM_SUPPLIER_WRITE, true},
    {"held", "plan", "planned", &PERM_SUPPLIER_WRITE, true},
    {"cancelled", "plan", "planned", &PERM_SUPPLIER_WRITE, true},
};

/* People follow it: nothing but a page. */
static void check_page(struct call *c, const struct reg_record *record, const char *key)
{
    const char *link = body_text(record->after, key);
    if (link != NULL && strncmp(link, "https://", 8) != 0 && strncmp(link, "http://", 7) != 0)
        problem_field_value(c->problem, mem_printf(c, "/%s", key), "service_link", link);
}

static enum err check_seminar(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    check_page(c, record, "link");
    check_page(c, record, "video");
    return ERR_OK;
}

static const struct reg_form_part parts[] = {{"where", "way"}, {"invited", "class_a"}};
static const char *const due_states[] = {"planned", NULL};
static const struct reg_due due = {"held_on", "owner", due_states};

const struct reg_def REG_SUPPLIER_SEMINARS = {
    .name = "supplier-seminars",
    .singular = "supplier_seminar",
    .schema = "SupplierSeminar",
    .table = "supplier_seminar",
    .prefix = "SZ",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_READ,
    .create = &PERM_SUPPLIER_WRITE,
    .update = &PERM_SUPPLIER_WRITE,
    .remove = &PERM_SUPPLIER_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "-held_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check_seminar,
};

/* ---- who came ---- */

static const struct field attendance_fields[] = {
    {.key = "seminar",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "supplier-seminars",
        .column = "seminar_id"},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_INDEXED},
    {.key = "standing",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_SEMINAR_STANDING},
    {.key = "people", .type = FIELD_INT, .min = 0, .max = PEOPLE_MAX},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

/* It is called after its firm, which stands once in a seminar. */
static enum err check_attendance(struct call *c, const struct reg_record *record)
{
    int64_t seminar = 0, supplier = 0;
    bool there = false;
    const json_t *name = json_object_get(json_object_get(record->after, "supplier"), "title");
    if (record->change == REG_DELETE)
        return ERR_OK;
    json_object_set_new(
        record->after, "title", name == NULL ? json_null() : json_incref((json_t *)name));
    enum err e = reg_ref_id(c, record, "seminar", &seminar);
    if (e == ERR_OK)
        e = reg_ref_id(c, record, "supplier", &supplier);
    if (e == ERR_OK && seminar != 0 && supplier != 0)
        e = seminar_store_same(c, seminar, supplier, record->id, &there);
    if (there)
        problem_field(c->problem, "/supplier", "seminar_twice");
    return e;
}

const struct reg_def REG_SEMINAR_ATTENDANCES = {
    .name = "seminar-attendances",
    .singular = "seminar_attendance",
    .schema = "SeminarAttendance",
    .table = "seminar_attendance",
    .prefix = "SA",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_READ,
    .create = &PERM_SUPPLIER_WRITE,
    .update = &PERM_SUPPLIER_WRITE,
    .remove = &PERM_SUPPLIER_WRITE,
    .fields = attendance_fields,
    .n_fields = sizeof attendance_fields / sizeof attendance_fields[0],
    .title = "title",
    .default_sort = "title",
    .check = check_attendance,
};

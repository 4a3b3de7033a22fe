/* The module's rows, what of it leaves with an organisation, and whom a law lets be forgotten. */
#include "mod/contact/contact.h"

#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/erase_store.h"
#include "kernel/guest/respondent.h"
#include "mod/contact/contact_private.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct transfer_column member[] = {
    {"contact_id", TRANSFER_REF, "contact"},
    {"list_id", TRANSFER_REF, "contact_list"},
};

/* Links stay: they are secrets, and lead to the other program. */
static const struct transfer_column check[] = {
    {"round_id", TRANSFER_REF, "contact_round"},
    {"contact_id", TRANSFER_REF, "contact"},
    {"in_scenario", TRANSFER_INT, NULL},
    {"outcome", TRANSFER_TEXT, NULL},
    {"wrong", TRANSFER_TEXT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"checked_at", TRANSFER_INSTANT, NULL},
    {"checked_by", TRANSFER_BY, NULL},
    {"token_hash", TRANSFER_LEFT, "secret"},
    {"expires_at", TRANSFER_LEFT, "secret"},
    {"mailed_at", TRANSFER_INSTANT, NULL},
    {"mails", TRANSFER_INT, NULL},
    {"answered_at", TRANSFER_INSTANT, NULL},
    {"answer", TRANSFER_TEXT, NULL},
    {"answer_note", TRANSFER_TEXT, NULL},
    {"returned_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column setting[] = {
    {"version", TRANSFER_INT, NULL},
    {"stale_months", TRANSFER_INT, NULL},
    {"remind_days", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

const struct transfer_table contact_transfers[CONTACT_TRANSFERS] = {
    TRANSFER_TABLE("contact_list_member", member, 2),
    TRANSFER_TABLE("contact_check", check, 2),
    TRANSFER_TABLE("contact_setting", setting, 1),
};

/* Somebody outside the company is an address: the record stays as its number, on its lists. Our own
 * people are erased as persons. Not erased: what others wrote about them elsewhere. */
static enum err erase(struct call *c, const struct uuid *uid, struct erase_list *list)
{
    int64_t id = 0;
    const char *email = NULL;
    enum err e = contact_store_erase(c, uid, &id, &email);
    if (e == ERR_NOT_FOUND) /* purged: its entries are there still */
        e = erase_store_record(c, REG_CONTACTS.singular, uid, &id);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e == ERR_OK && email != NULL)
        e = respondent_forget(c, email);
    return e == ERR_OK ? erase_store_entries(c, REG_CONTACTS.singular, id, list) : e;
}

static const struct erase_kind erasures[] = {{.subject = "contact", .erase = erase}};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/contact-lists/sheet", "contact_sheet", .perm = &PERM_CONTACT_READ,
        .handle = contact_sheet_get, .answer = &SHAPE_CONTACT_SHEET},
    {METHOD_GET, "/api/v1/contact-rounds/{id}/progress", "contact_progress",
        .perm = &PERM_CONTACT_READ, .handle = contact_progress_get,
        .answer = &SHAPE_CONTACT_PROGRESS},
    {METHOD_GET, "/api/v1/stale-contacts", "stale_contacts", .perm = &PERM_ACCOUNT,
        .handle = contact_stale_get, .answer = &SHAPE_CONTACTS_STALE},
    {METHOD_GET, "/api/v1/own-contact-checks", "own_contact_checks", .perm = &PERM_ACCOUNT,
        .handle = contact_own_get, .answer = &SHAPE_OWN_CONTACT_CHECKS},
    {METHOD_POST, "/api/v1/contact-answers", "contact_answer", .perm = &PERM_ACCOUNT,
        .handle = contact_answer_post, .body_kind = BODY_JSON, .body = &SHAPE_CONTACT_ANSWER,
        .status = 204},
    {METHOD_GET, "/api/v1/contact-settings", "contact_setting_get", .perm = &PERM_CONTACT_READ,
        .handle = contact_setting_get, .answer = &SHAPE_CONTACT_SETTING},
    {METHOD_PUT, "/api/v1/contact-settings", "contact_setting_put", .perm = &PERM_CONTACT_WRITE,
        .handle = contact_setting_put, .body_kind = BODY_JSON, .body = &SHAPE_CONTACT_SETTING_BODY,
        .answer = &SHAPE_CONTACT_SETTING, .flags = ROUTE_IF_MATCH},
};

/* Less than the time for which a job that is done is kept: else it would be done at once again. */
static const struct job_kind jobs[] = {
    {.name = "contact_stale",
        .run = contact_stale_tell,
        .every_ms = INT64_C(28) * 24 * 3600 * 1000},
};

static const struct reg_def *const registers[] = {
    &REG_CONTACTS, &REG_CONTACT_LISTS, &REG_CONTACT_ROUNDS};

const struct module module_contact = {.name = "contact",
    .routes = routes,
    .n_routes = N(routes),
    .registers = registers,
    .n_registers = N(registers),
    .jobs = jobs,
    .n_jobs = N(jobs),
    .notices = contact_notices,
    .n_notices = CONTACT_NOTICES,
    .transfers = contact_transfers,
    .n_transfers = CONTACT_TRANSFERS,
    .erasures = erasures,
    .n_erasures = N(erasures)};

/* The link in a letter: whoever holds it says, without an account, that the letter has arrived;
 * once, for its own letter. */
#include "base/limits.h"
#include "kernel/audit/tx.h"
#include "kernel/mail/mail_link.h"
#include "mod/incident/incident.h"
#include "mod/telling/telling_private.h"

static const struct field said_fields[] = {
    MAIL_LINK_TOKEN,
    {.key = "name", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_LINE},
};
static const struct shape SHAPE_SAID = SHAPE("TellingSaid", said_fields);

struct opened {
    struct told_link link;
    struct incident_place place;
};

static enum err find(struct call *c, const struct digest *token, bool lock, void *into)
{
    struct opened *opened = into;
    enum err e = told_store_by_token(c, token, lock, &opened->link);
    return e == ERR_OK ? incident_place_of(c, opened->link.incident_id, &opened->place) : e;
}

static const struct mail_link link_kind = {.area = "telling", .find = find};

static enum err open_post(struct req *r)
{
    struct opened opened;
    enum err e = mail_link_open(r, &link_kind, false, &opened);
    if (e == ERR_OK)
        mail_link_answer(r);
    return e;
}

/* The remark is a stranger's: it is read on the page of the case, and not in the audit. */
static void note_it(
    struct call *c, const struct told_link *link, const struct incident_place *place)
{
    audit_add(c, &(struct audit_entry){.action = "telling_confirm",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = link->incident_id,
                     .subject_uid = &place->uid,
                     .unit_id = place->unit_id,
                     .after = reg_keep(
                         c, json_pack("{s:I, s:s, s:s}", "telling", (json_int_t)link->telling_no,
                                "to", link->told.name, "way", "link"))});
}

static enum err said_post(struct req *r)
{
    struct call *c = &r->call;
    struct opened opened;
    enum err e = mail_link_open(r, &link_kind, true, &opened);
    if (e != ERR_OK)
        return e;
    struct told_link link = opened.link;
    link.told.way = "link";
    link.told.confirmed_by = telling_trimmed(c, body_text(r->body, "name"));
    link.told.note = telling_trimmed(c, body_text(r->body, "note"));
    e = told_store_confirmed(c, &link.told);
    if (e != ERR_OK)
        return e;
    note_it(c, &link, &opened.place);
    mail_link_answer(r);
    return tx_commit(c);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/telling-confirmation/open", "telling_confirmation_open",
        .perm = &PERM_ANYONE, .handle = open_post, .body_kind = BODY_JSON,
        .body = &SHAPE_MAIL_LINK_TOKEN, .answer = &SHAPE_MAIL_LINK_ASKED,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/telling-confirmation", "telling_confirmation", .perm = &PERM_ANYONE,
        .handle = said_post, .body_kind = BODY_JSON, .body = &SHAPE_SAID,
        .answer = &SHAPE_MAIL_LINK_ASKED, .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
};

const struct module module_telling_link = {
    .name = "telling_link", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

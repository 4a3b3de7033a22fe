/* The sample company asks its suppliers, and these answer as guests do: by invitations of their
 * own, behind a link that nobody was sent. */
#include "app/demo_private.h"

#include "base/mem.h"
#include "kernel/guest/guest.h"
#include "kernel/guest/guest_ask.h"
#include "kernel/guest/guest_store.h"
#include "kernel/sheet/response.h"
#include "kernel/sheet/response_store.h"
#include "mod/supplier/supplier.h"

#include <stdlib.h>
#include <string.h>

/* ---- asking ---- */

static enum err open_survey(struct demo *d, const json_t *plan, struct campaign *ret_campaign)
{
    const char *version = NULL;
    int64_t n = 0;
    enum err e = demo_sheet(d, body_text(plan, "sheet"), &version);
    if (e != ERR_OK)
        return e;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name",
        demo_campaign_name(d, plan, d->year), "sheet_version", version, "period",
        demo_period_of(d, 0), "opens", demo_date_of(d, 0, body_text(plan, "opens")), "due",
        demo_date_of(d, 0, body_text(plan, "due")), "outside", "supplier");
    e = tx_begin(d->c);
    if (e == ERR_OK)
        e = campaign_create(d->c, body, ret_campaign);
    json_decref(body);
    if (e == ERR_OK)
        e = campaign_open(d->c, ret_campaign, &n);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static enum err ask(struct demo *d, const json_t *plan, const struct campaign *campaign)
{
    size_t i;
    const json_t *one;
    json_t *only = json_array();
    json_array_foreach(json_object_get(plan, "asked"), i, one)
        json_array_append_new(only, json_string(demo_id_of(d->named, json_string_value(one))));
    json_t *payload = json_pack(
        "{s:s, s:s, s:o}", "campaign", campaign->number, "kind", "supplier", "only", only);
    enum err e = guest_ask_unsent(d->c, payload);
    json_decref(payload);
    return e;
}

/* ---- what happens ---- */

static enum err find_response(struct demo *d, const struct campaign *campaign, const char *supplier,
    struct response *ret_response)
{
    struct response *all = NULL;
    size_t n = 0;
    struct uuid uid;
    char id[UUID_TEXT_SIZE];
    enum err e = response_store_of_campaign(d->c, campaign->id, &all, &n);
    if (e != ERR_OK || !uuid_parse(demo_id_of(d->named, supplier), &uid))
        return e == ERR_OK ? ERR_INTERNAL : e;
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&all[i].respondent.uid, &uid, sizeof uid) != 0)
            continue;
        uuid_format(&all[i].uid, id);
        return response_find(d->c, id, true, ret_response);
    }
    return ERR_NOT_FOUND;
}

/* The first of those who were invited comes in. */
static enum err come_in(struct demo *d, const struct response *response)
{
    struct guest *all = NULL;
    size_t n = 0;
    enum err e = guest_store_of(d->c, response->id, &all, &n);
    if (e != ERR_OK || n == 0)
        return e == ERR_OK ? ERR_NOT_FOUND : e;
    guest_act_as(d->c, &all[0]);
    e = guest_store_opened(d->c, all[0].id);
    guest_audit(d->c, &all[0], "link_open", NULL);
    if (e == ERR_OK)
        e = guest_store_entered(d->c, all[0].id);
    guest_audit(d->c, &all[0], "enter", NULL);
    return e;
}

/* A letter of the file: have, none (0), yes, no; "-" is not answered. */
static const char *value_of(char letter)
{
    switch (letter) {
    case 'h':
        return "have";
    case '0':
        return "none";
    case 'y':
        return "yes";
    case 'n':
        return "no";
    default:
        return NULL;
    }
}

static enum err answer(struct demo *d, const json_t *event, struct response *response)
{
    struct response_sheet sheet;
    const char *letters = body_text(event, "answers");
    const json_t *comments = json_object_get(event, "comments");
    enum err e = response_load(d->c, response, &sheet);
    for (int i = 0; e == ERR_OK && i < sheet.doc->n_items && letters[i] != '\0'; i++) {
        struct response_saved saved;
        const char *item = sheet.doc->items[i].key;
        const char *value = value_of(letters[i]);
        if (value == NULL)
            continue;
        json_t *body =
            json_pack("{s:s, s:s?}", "value", value, "comment", demo_own_text(d, comments, item));
        e = response_answer_put(d->c, response, item, body, ANSWER_ANY, &saved);
        json_decref(body);
    }
    return e;
}

/* "subcontractors" of the file; none: it says that it gives nothing on. */
static enum err declare(struct demo *d, const json_t *event, const struct response *response)
{
    size_t i;
    const json_t *one;
    json_t *items = json_array();
    json_array_foreach(json_object_get(event, "subcontractors"), i, one)
    {
        const char *serves = demo_own_text(d, one, "serves");
        json_array_append_new(
            items, json_pack("{s:s, s:s, s:s*}", "name", demo_own_text(d, one, "name"), "work",
                       demo_own_text(d, one, "work"), "serves", serves));
    }
    bool none = json_array_size(items) == 0;
    json_t *body = json_pack("{s:b, s:o}", "none", none, "items", items);
    enum err e = supplier_declare(d->c, response, body);
    json_decref(body);
    return e;
}

/* Somebody of the supplier answers, and hands in unless it is "open" yet. */
static enum err respond(struct demo *d, const json_t *event, struct response *response)
{
    enum err e = come_in(d, response);
    if (e == ERR_OK)
        e = answer(d, event, response);
    if (e == ERR_OK && !body_bool(event, "open"))
        e = declare(d, event, response);
    if (e == ERR_OK && !body_bool(event, "open"))
        e = response_submit(d->c, response);
    return e;
}

static enum err give_back(struct demo *d, const json_t *event, struct response *response)
{
    const json_t *question = json_object_get(event, "question");
    json_t *questions = json_pack("[{s:s, s:s, s:s}]", "item", body_text(question, "item"), "kind",
        "evidence", "text", demo_own_text(d, question, "text"));
    enum err e = response_return(d->c, response, demo_own_text(d, event, "return"), questions);
    json_decref(questions);
    return e;
}

static enum err happen(struct demo *d, const struct campaign *campaign, const json_t *event)
{
    struct response response;
    const char *via = d->c->via;
    enum err e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = find_response(d, campaign, body_text(event, "supplier"), &response);
    if (e != ERR_OK)
        return e;
    if (body_text(event, "answers") != NULL)
        e = respond(d, event, &response);
    else if (json_object_get(event, "return") != NULL)
        e = give_back(d, event, &response);
    else
        e = response_accept(d->c, &response);
    if (e == ERR_OK)
        e = tx_commit(d->c);
    d->c->via = via;
    return e;
}

enum err demo_survey(struct demo *d)
{
    const json_t *plan = demo_part(d, "survey");
    const char *opens = demo_date_of(d, 0, body_text(plan, "opens"));
    struct campaign campaign;
    size_t i;
    const json_t *event;
    enum err e = demo_go_to(d, opens, 0);
    if (e == ERR_OK)
        e = demo_act_as(d, "security");
    if (e == ERR_OK)
        e = open_survey(d, plan, &campaign);
    if (e == ERR_OK)
        e = ask(d, plan, &campaign);
    json_array_foreach(json_object_get(plan, "events"), i, event)
    {
        if (e == ERR_OK)
            e = demo_go_to(d, opens, (int)body_int(event, "day", 0));
        if (e == ERR_OK)
            e = happen(d, &campaign, event);
    }
    return e;
}

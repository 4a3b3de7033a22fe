#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_store.h"
#include "mod/site/site_audit.h"

#include <string.h>

/* The unit's response, if it is there to be looked at. */
static enum err find_response(struct call *c, const struct campaign *campaign, const char *unit,
    struct response *ret_response, bool *ret_found)
{
    struct response *all = NULL;
    struct uuid uid;
    size_t n = 0;
    char id[UUID_TEXT_SIZE];
    enum err e = response_store_of_campaign(c, campaign->id, &all, &n);
    if (e != ERR_OK || unit == NULL || !uuid_parse(unit, &uid))
        return e;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].respondent_kind, "unit") != 0 ||
            memcmp(&all[i].unit.uid, &uid, sizeof uid) != 0)
            continue;
        uuid_format(&all[i].uid, id);
        e = response_find(c, id, false, ret_response);
        *ret_found = e == ERR_OK && (ret_response->state == RESPONSE_SUBMITTED ||
                                        ret_response->state == RESPONSE_ACCEPTED);
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    return ERR_OK;
}

/* As people read it: the option's text, "yes", a number. */
static const char *value_text(struct call *c, const struct sheet_doc *doc,
    const struct sheet_item *item, const struct answer *answer)
{
    const char *lang = c->org.lang;
    if (answer->na_reason != NULL)
        return mem_printf(c, "%s: %s", msg_get(lang, "site.answer.na"), answer->na_reason);
    if (strcmp(answer->value, "yes") == 0 || strcmp(answer->value, "no") == 0)
        return msg_get(lang, mem_printf(c, "site.answer.%s", answer->value));
    for (size_t i = 0; i < item->n_options; i++)
        if (strcmp(item->options[i].key, answer->value) == 0)
            return sheet_text(doc, &item->options[i].text, lang);
    return answer->value;
}

static enum err gather(
    struct call *c, const struct response *response, struct site_answers *ret_answers)
{
    struct response_sheet sheet;
    struct sheet_version version;
    const struct sheet_doc *doc = NULL;
    enum err e = response_load(c, response, &sheet);
    if (e == ERR_OK)
        e = sheet_store_version_by_id(c->db, c, response->sheet_version.id, &version);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &version, &doc);
    if (e != ERR_OK)
        return e;
    struct site_answers all = {mem_array(c, struct site_answer, doc->n_items), 0};
    for (int i = 0; i < doc->n_items; i++) {
        const struct answer *answer = &sheet.answers[i];
        if (answer->version == 0 || (answer->value == NULL && answer->na_reason == NULL))
            continue;
        all.list[all.n++] = (struct site_answer){.key = doc->items[i].key,
            .question = sheet_text(doc, &doc->items[i].text, c->org.lang),
            .answer = value_text(c, doc, &doc->items[i], answer),
            .comment = answer->comment};
    }
    *ret_answers = all;
    return ERR_OK;
}

enum err site_answers_load(
    struct call *c, const struct reg_record *audit, struct site_answers *ret_answers)
{
    struct campaign campaign;
    struct response response;
    bool found = false;
    *ret_answers = (struct site_answers){NULL, 0};
    enum err e = campaign_find(c, body_text(audit->after, "campaign"), false, &campaign);
    if (e == ERR_OK)
        e = find_response(c, &campaign, body_text(json_object_get(audit->after, "unit"), "id"),
            &response, &found);
    if (e == ERR_OK && found)
        e = gather(c, &response, ret_answers);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !found)) {
        problem_field(c->problem, "/campaign", "site_not_answered");
        e = ERR_OK;
    }
    return e;
}

/* How fast each class is told and who sees to it, where a case says nothing else; and templates to
 * begin with (catalog/tellings), taken by one press. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "kernel/sheet/catalog_doc.h"
#include "kernel/unit/unit_reg.h"
#include "mod/telling/telling_private.h"

#include <string.h>

/* ---- the rule ---- */

static void write_rule(struct req *r, const struct telling_rule *rule)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "close_minutes", rule->close_minutes);
    jw_kint(&w, "partner_minutes", rule->partner_minutes);
    jw_kint(&w, "remind_hours", rule->remind_hours);
    jw_kint(&w, "reminders", rule->reminders);
    telling_ref_write(&w, "owner", &rule->owner);
    jw_obj_end(&w);
    resp_etag(r, rule->version);
}

enum err telling_rule_get(struct req *r)
{
    struct telling_rule rule;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = telling_store_rule(&r->call, &rule);
    if (e == ERR_OK)
        write_rule(r, &rule);
    return e;
}

static json_t *told(const struct telling_rule *rule)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:s?}", "close_minutes", (json_int_t)rule->close_minutes,
        "partner_minutes", (json_int_t)rule->partner_minutes, "remind_hours",
        (json_int_t)rule->remind_hours, "reminders", (json_int_t)rule->reminders, "owner",
        rule->owner.name);
}

static enum err owner_of(struct call *c, const char *owner, int64_t *ret_id)
{
    if (owner == NULL)
        return ERR_OK;
    enum err e = reg_find(c, &REG_PEOPLE, owner, ret_id);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, "/owner", "reference");
    return problem_check(c->problem);
}

enum err telling_rule_put(struct req *r)
{
    struct call *c = &r->call;
    struct telling_rule before, rule;
    int64_t owner_id = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_TELL_RULE_WRITE);
    if (e == ERR_OK)
        e = telling_store_rule(c, &before);
    if (e == ERR_OK)
        e = req_match(r, before.version);
    if (e == ERR_OK)
        e = owner_of(c, body_text(r->body, "owner"), &owner_id);
    if (e != ERR_OK)
        return e;
    rule = before;
    rule.close_minutes = body_int(r->body, "close_minutes", 0);
    rule.partner_minutes = body_int(r->body, "partner_minutes", 0);
    rule.remind_hours = body_int(r->body, "remind_hours", before.remind_hours);
    rule.reminders = body_int(r->body, "reminders", before.reminders);
    e = telling_store_rule_put(c, &rule, owner_id);
    if (e == ERR_OK)
        e = telling_store_rule(c, &rule);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = "telling_rule",
                     .before = reg_keep(c, told(&before)),
                     .after = reg_keep(c, told(&rule))});
    write_rule(r, &rule);
    return tx_commit(c);
}

/* ---- templates ---- */

static const char *const formats[] = {"kaname-tellings/1", NULL};
static const struct option_set FORMAT = {"tellings_format", formats};
static const char *const audience_keys[] = {"close", "partner", "public", NULL};
static const struct option_set AUDIENCES = {"telling_audience", audience_keys};

enum { STARTER_MOST = 50 };

static const struct field one_fields[] = {
    CATALOG_TEXTS("title"),
    CATALOG_CHOICE("audience", AUDIENCES),
    CATALOG_TEXTS("subject"),
    CATALOG_TEXTS("body"),
    CATALOG_TEXTS("source"),
};
static const struct shape SHAPE_ONE = SHAPE("StarterTelling", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "templates",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterTellings", set_fields);

static enum err is_there(struct call *c, const char *title, bool *ret_there)
{
    json_t *found = NULL;
    const struct reg_where where[] = {{"title", "eq", title}};
    enum err e = reg_list(c, &REG_TELLING_TEMPLATES, where, 1, NULL, 1, &found);
    if (e == ERR_OK)
        *ret_there = json_array_size(found) > 0;
    return e;
}

/* Partners read it in their language: each template is made in both. */
static enum err make(struct call *c, const json_t *one, const char *lang, int64_t *ret_made)
{
    static const char *const texts[] = {"title", "subject", "body", "source"};
    struct reg_record made;
    bool there = false;
    json_t *body = reg_keep(c, json_pack("{s:b, s:s, s:s}", "in_use", 1, "lang", lang, "audience",
                                   body_text(one, "audience")));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        json_object_set(body, texts[i], json_object_get(json_object_get(one, texts[i]), lang));
    enum err e = is_there(c, body_text(body, "title"), &there);
    if (e != ERR_OK || there)
        return e;
    e = reg_create(c, &REG_TELLING_TEMPLATES, body, &made);
    *ret_made += e == ERR_OK;
    return e;
}

enum err telling_starter_post(struct req *r)
{
    struct call *c = &r->call;
    json_t *set = NULL;
    size_t n = 0, i;
    int64_t made = 0;
    const json_t *one;
    const struct asset *files = catalog_folder("catalog/tellings/", &n);
    enum err e = n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, &set);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_TELL_RULE_WRITE);
    if (e == ERR_OK)
        e = tx_begin(c);
    json_array_foreach(json_object_get(set, "templates"), i, one)
    {
        for (const char *const *lang = OPTIONS_LANGUAGE.keys; e == ERR_OK && *lang != NULL; lang++)
            e = make(c, one, *lang, &made);
    }
    if (e == ERR_OK)
        e = tx_commit_any(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", made);
    jw_obj_end(&w);
    return ERR_OK;
}

#include "app/demo_private.h"

#include "base/asset.h"
#include "base/clock.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/setup.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_store.h"
#include "kernel/unit/unit_reg.h"
#include "kernel/unit/unit_tree.h"
#include "mod/assessment/assessment_import.h"
#include "mod/assessment/assessment_target.h"
#include "mod/loss/loss_run.h"
#include "mod/loss/loss_simulate.h"
#include "mod/measure/measure.h"
#include "mod/report/report.h"
#include "mod/response/response.h"
#include "mod/supplier/supplier.h"

#include <stdlib.h>
#include <string.h>

static const char ASSET[] = "catalog/demo/company-g.json";

static enum err document(void *ctx, struct problem *problem, json_t **ret_doc)
{
    const struct asset *asset = asset_find(ASSET);
    if (asset == NULL)
        return ERR_NOT_FOUND;
    return json_in_parse(ctx, asset->data, asset->len, JSON_IN_DEPTH, problem, ret_doc);
}

const json_t *demo_part(const struct demo *d, const char *key)
{
    return json_object_get(d->doc, key);
}

const char *demo_id_of(const json_t *map, const char *key)
{
    return json_string_value(json_object_get(map, key));
}

void demo_remember(json_t *map, const char *key, const struct uuid *uid)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(uid, id);
    json_object_set_new(map, key, json_string(id));
}

/* "07-31" of the story's fiscal year (`years` later) as a date. */
const char *demo_date_of(const struct demo *d, int years, const char *month_day)
{
    int month = (int)strtol(month_day, NULL, 10); /* the file is ours: "MM-DD" */
    int year = d->year + years + (month < d->c->org.fiscal_first_month);
    return mem_printf(d->c, "%04d-%s", year, month_day);
}

const char *demo_period_of(const struct demo *d, int years)
{
    char *text = mem_array(d->c, char, PERIOD_TEXT_SIZE);
    period_format(d->year + years, text);
    return text;
}

/* Who acts from here on; NULL: the system. */
enum err demo_act_as(struct demo *d, const char *account)
{
    struct account found;
    struct uuid uid;
    if (account == NULL)
        return actor_system(d->c, db_org(d->c->db));
    if (!uuid_parse(demo_id_of(d->accounts, account), &uid))
        return ERR_INTERNAL;
    enum err e = account_store_by_uid(d->c, &uid, &found);
    return e == ERR_OK ? actor_account(d->c, found.id) : e;
}

/* A member; of a text in two languages the company's own. NULL: none. */
json_t *demo_own(const struct demo *d, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    return json_is_object(value) ? json_object_get(value, d->lang) : value;
}

const char *demo_own_text(const struct demo *d, const json_t *from, const char *key)
{
    return json_string_value(demo_own(d, from, key));
}

/* Copies members that the register takes as they are. */
static json_t *members(const struct demo *d, const json_t *from, const char *const *keys)
{
    json_t *to = json_object();
    for (; *keys != NULL; keys++)
        if (demo_own(d, from, *keys) != NULL)
            json_object_set(to, *keys, demo_own(d, from, *keys));
    return to;
}

/* ---- organisation, units, people, accounts ---- */

static enum err make_organisation(struct demo *d)
{
    const json_t *org = demo_part(d, "organisation");
    const json_t *who = json_array_get(demo_part(d, "people"), 1); /* the CISO sets it up */
    int64_t account_id = 0;
    int64_t top = 0;
    struct account account;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:s*, s:s, s:s}",
        "organisation", demo_own_text(d, org, "name"), "industry", body_text(org, "industry"),
        "zone", "Asia/Tokyo", "lang", d->lang, "fiscal_first_month", 4, "currency", "JPY",
        "family_name", demo_own_text(d, who, "family_name"), "given_name",
        demo_own_text(d, who, "given_name"), "kana", demo_own_text(d, who, "kana"), "email",
        body_text(who, "email"), "login", "ciso");
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = setup_create(d->c, body, NULL, &account_id);
    json_decref(body);
    if (e == ERR_OK)
        e = account_store_by_id(d->c, account_id, &account);
    if (e == ERR_OK)
        e = unit_tree_top(d->c, &top);
    if (e != ERR_OK)
        return e;
    demo_remember(d->accounts, "ciso", &account.uid);
    demo_remember(d->people, "ciso", &account.person_uid);
    return tx_commit(d->c);
}

static enum err make_unit(struct demo *d, const json_t *unit)
{
    static const char *const keys[] = {"name", "kind", "code", "head_office", "note", NULL};
    const char *parent = body_text(unit, "parent");
    struct reg_record record;
    json_t *body = members(d, unit, keys);
    json_object_set(body, "name_en", json_object_get(json_object_get(unit, "name"), "en"));
    enum err e;
    if (parent == NULL) { /* the set-up has made it */
        json_t *top = NULL;
        e = reg_list(d->c, &REG_UNITS, NULL, 0, "number", 1, &top);
        const json_t *first = json_array_get(top, 0);
        if (e == ERR_OK)
            e = reg_update(d->c, &REG_UNITS, body_text(first, "id"), body_int(first, "version", 0),
                body, &record);
    } else {
        json_object_set_new(body, "parent", json_string(demo_id_of(d->units, parent)));
        e = reg_create(d->c, &REG_UNITS, body, &record);
    }
    json_decref(body);
    if (e == ERR_OK)
        demo_remember(d->units, body_text(unit, "key"), &record.uid);
    return e;
}

static enum err make_person(struct demo *d, const json_t *person)
{
    static const char *const keys[] = {
        "family_name", "given_name", "kana", "department", "post", "email", NULL};
    const char *key = body_text(person, "key");
    const char *known = demo_id_of(d->people, key);
    struct reg_record record;
    json_t *body = members(d, person, keys);
    json_object_set_new(body, "unit", json_string(demo_id_of(d->units, body_text(person, "unit"))));
    enum err e = known == NULL ? reg_create(d->c, &REG_PEOPLE, body, &record)
                               : reg_update(d->c, &REG_PEOPLE, known, 1, body, &record);
    json_decref(body);
    if (e == ERR_OK)
        demo_remember(d->people, key, &record.uid);
    return e;
}

static const char *name_of(const struct demo *d, const char *person)
{
    size_t i;
    const json_t *p;
    json_array_foreach(demo_part(d, "people"), i, p)
    {
        if (strcmp(body_text(p, "key"), person) == 0)
            return mem_printf(d->c, "%s %s", demo_own_text(d, p, "family_name"),
                demo_own_text(d, p, "given_name"));
    }
    return person;
}

static enum err make_account(struct demo *d, const json_t *one)
{
    const char *login = body_text(one, "login");
    const char *unit = demo_id_of(d->units, body_text(one, "unit"));
    const char *person = body_text(one, "person");
    struct account account;
    size_t i;
    const json_t *role;
    if (demo_id_of(d->accounts, login) != NULL)
        return ERR_OK; /* the set-up has made it */
    json_t *roles = json_array();
    json_array_foreach(json_object_get(one, "roles"), i, role)
        json_array_append_new(roles, json_pack("{s:O, s:s}", "role", role, "unit", unit));
    json_t *body = json_pack("{s:s, s:s, s:s, s:o}", "login", login, "name", name_of(d, person),
        "person", demo_id_of(d->people, person), "roles", roles);
    enum err e = account_create(d->c, body, &account);
    json_decref(body);
    if (e == ERR_OK)
        demo_remember(d->accounts, login, &account.uid);
    return e;
}

/* Does one thing with each element of a list of the file, in one transaction. */
static enum err for_each(
    struct demo *d, const char *key, enum err (*make)(struct demo *d, const json_t *one))
{
    size_t i;
    const json_t *one;
    enum err e = tx_begin(d->c);
    json_array_foreach(demo_part(d, key), i, one)
    {
        if (e == ERR_OK)
            e = make(d, one);
    }
    return e == ERR_OK ? tx_commit(d->c) : e;
}

/* ---- campaigns ---- */

enum err demo_sheet(struct demo *d, const char *key, const char **ret_id)
{
    struct sheet_version *versions = NULL;
    size_t n = 0;
    char *id = mem_array(d->c, char, UUID_TEXT_SIZE);
    enum err e = sheet_store_newest(d->c->db, d->c, &versions, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (strcmp(versions[i].sheet_key, key) != 0)
            continue;
        uuid_format(&versions[i].uid, id);
        *ret_id = id;
        return ERR_OK;
    }
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

/* The account that answers for a unit: the shop's own; the security officer for the head office. */
static const char *answers_for(const char *unit)
{
    return strcmp(unit, "head") == 0 ? "security" : unit;
}

static json_t *chosen_units(const struct demo *d, const json_t *answers)
{
    json_t *list = json_array();
    const char *unit;
    json_t *value;
    json_object_foreach((json_t *)answers, unit, value)
        json_array_append_new(list, json_pack("{s:s, s:s}", "unit", demo_id_of(d->units, unit),
                                        "assignee", demo_id_of(d->accounts, answers_for(unit))));
    return list;
}

const char *demo_campaign_name(const struct demo *d, const json_t *plan, int year)
{
    const struct msg_arg args[] = {
        {"name", demo_own_text(d, plan, "name")},
        {"year", mem_printf(d->c, "%d", year)},
    };
    return msg_format(d->c, d->c->org.lang, "demo.campaign_name", args, 2);
}

static enum err open_campaign(struct demo *d, const json_t *plan, struct campaign *ret_campaign)
{
    const char *version = NULL;
    int64_t n = 0;
    int years = (int)body_int(plan, "year", 0);
    enum err e = demo_sheet(d, body_text(d->doc, "sheet"), &version);
    if (e != ERR_OK)
        return e;
    json_t *units = chosen_units(d, json_object_get(plan, "answers"));
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "name",
        demo_campaign_name(d, plan, d->year + years), "sheet_version", version, "period",
        demo_period_of(d, years), "opens", demo_date_of(d, years, body_text(plan, "opens")), "due",
        demo_date_of(d, years, body_text(plan, "due")), "units", units);
    e = campaign_create(d->c, body, ret_campaign);
    json_decref(body);
    size_t i;
    const json_t *s;
    json_array_foreach(demo_part(d, "supplements"), i, s)
    {
        if (e == ERR_OK)
            e = campaign_set_supplement(
                d->c, ret_campaign, body_text(s, "item"), json_object_get(s, "text"));
    }
    return e == ERR_OK ? campaign_open(d->c, ret_campaign, &n) : e;
}

static const char *comment_of(
    const struct demo *d, const json_t *plan, const char *unit, const char *item)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(plan, "comments"), i, one)
    {
        if (strcmp(body_text(one, "unit"), unit) == 0 && strcmp(body_text(one, "item"), item) == 0)
            return demo_own_text(d, one, "text");
    }
    return NULL;
}

/* One digit an item, in the order of the sheet. */
static enum err answer_all(struct demo *d, const json_t *plan, const char *unit, const char *digits,
    struct response *response)
{
    struct response_sheet sheet;
    enum err e = response_load(d->c, response, &sheet);
    for (int i = 0; e == ERR_OK && i < sheet.doc->n_items && digits[i] != '\0'; i++) {
        struct response_saved saved;
        const char *item = sheet.doc->items[i].key;
        json_t *body = json_pack(
            "{s:i, s:s?}", "value", digits[i] - '0', "comment", comment_of(d, plan, unit, item));
        e = response_answer_put(d->c, response, item, body, ANSWER_ANY, &saved);
        json_decref(body);
    }
    return e == ERR_OK ? response_submit(d->c, response) : e;
}

static bool only_submitted(const json_t *plan, const char *unit)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(plan, "only_submitted"), i, one)
    {
        if (strcmp(json_string_value(one), unit) == 0)
            return true;
    }
    return false;
}

static enum err find_response(struct demo *d, const struct campaign *campaign, const char *unit,
    struct response *ret_response)
{
    struct response *all = NULL;
    size_t n = 0;
    struct uuid uid;
    char id[UUID_TEXT_SIZE];
    enum err e = response_store_of_campaign(d->c, campaign->id, &all, &n);
    if (e != ERR_OK || !uuid_parse(demo_id_of(d->units, unit), &uid))
        return e == ERR_OK ? ERR_INTERNAL : e;
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&all[i].unit.uid, &uid, sizeof uid) != 0)
            continue;
        uuid_format(&all[i].uid, id);
        return response_find(d->c, id, true, ret_response);
    }
    return ERR_NOT_FOUND;
}

static enum err respond(struct demo *d, const struct campaign *campaign, const json_t *plan,
    const char *unit, const char *digits)
{
    struct response response;
    enum err e = demo_act_as(d, answers_for(unit));
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = find_response(d, campaign, unit, &response);
    if (e == ERR_OK)
        e = answer_all(d, plan, unit, digits, &response);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static enum err accept(
    struct demo *d, const struct campaign *campaign, const json_t *plan, const char *unit)
{
    struct response response;
    if (only_submitted(plan, unit))
        return ERR_OK;
    enum err e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = find_response(d, campaign, unit, &response);
    if (e == ERR_OK)
        e = response_accept(d->c, &response);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

/* The units' people answer on one day; the CISO accepts a week later. */
static enum err answers_come(struct demo *d, const struct campaign *campaign, const json_t *plan)
{
    const char *unit;
    json_t *digits;
    const char *opens = demo_date_of(d, (int)body_int(plan, "year", 0), body_text(plan, "opens"));
    enum err e = demo_go_to(d, opens, 14);
    json_object_foreach(json_object_get(plan, "answers"), unit, digits)
    {
        if (e == ERR_OK)
            e = respond(d, campaign, plan, unit, json_string_value(digits));
    }
    if (e == ERR_OK)
        e = demo_go_to(d, opens, 21);
    json_object_foreach(json_object_get(plan, "answers"), unit, digits)
    {
        if (e == ERR_OK)
            e = accept(d, campaign, plan, unit);
    }
    return e;
}

static enum err close_campaign(struct demo *d, struct campaign *campaign, const json_t *plan)
{
    if (!body_bool(plan, "close"))
        return ERR_OK;
    enum err e = demo_go_to(d, campaign->due, 1);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = campaign_find(d->c, campaign->number, true, campaign);
    if (e == ERR_OK)
        e = campaign_close(d->c, campaign);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static enum err make_campaign(struct demo *d, const json_t *plan)
{
    struct campaign campaign;
    enum err e =
        demo_go_to(d, demo_date_of(d, (int)body_int(plan, "year", 0), body_text(plan, "opens")), 0);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = open_campaign(d, plan, &campaign);
    if (e == ERR_OK)
        e = tx_commit(d->c);
    if (e == ERR_OK)
        d->campaign = campaign.number;
    if (e == ERR_OK)
        e = answers_come(d, &campaign, plan);
    return e == ERR_OK ? close_campaign(d, &campaign, plan) : e;
}

static enum err make_campaigns(struct demo *d)
{
    size_t i;
    const json_t *plan;
    enum err e = ERR_OK;
    json_array_foreach(demo_part(d, "campaigns"), i, plan)
    {
        if (e == ERR_OK)
            e = make_campaign(d, plan);
    }
    return e;
}

/* ---- what results are compared with, and what is done ---- */

static enum err make_targets(struct demo *d)
{
    const char *period = demo_period_of(d, 0);
    json_t *body = json_pack("{s:s, s:s, s:O}", "sheet_key", body_text(d->doc, "sheet"), "period",
        period, "levels", demo_part(d, "targets"));
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = assessment_set_targets(d->c, body);
    json_decref(body);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static enum err make_averages(struct demo *d)
{
    const json_t *a = demo_part(d, "averages");
    const char *section;
    json_t *mean;
    struct average_import done;
    const struct average_source what = {
        .set = {.sheet_key = body_text(d->doc, "sheet"),
            .source = demo_own_text(d, a, "source"),
            .as_of = demo_date_of(d, 0, body_text(a, "date")),
            .sample = true},
    };
    json_t *rows = json_array();
    json_object_foreach(json_object_get(a, "values"), section, mean) json_array_append_new(
        rows, json_pack("{s:O, s:s, s:O, s:O}", "industry", json_object_get(a, "industry"),
                  "section", section, "mean", mean, "n", json_object_get(a, "n")));
    char *text = json_dumps(rows, JSON_COMPACT);
    json_decref(rows);
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = assessment_import(d->c, &what, text, strlen(text), true, &done);
    free(text);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static void set_money(json_t *body, const json_t *from, const char *key)
{
    const json_t *amount = json_object_get(from, key);
    if (amount != NULL)
        json_object_set_new(
            body, key, json_pack("{s:O, s:s}", "amount", amount, "currency", "JPY"));
}

static enum err make_measure(struct demo *d, const json_t *m)
{
    static const char *const keys[] = {"title", "level_now", "level_to_reach", "priority", "kind",
        "layer", "cause", "detail", "likelihood", "people_needed", "people_skills",
        "effect_expected", "milestones", "source", NULL};
    const char *item = body_text(m, "item");
    struct reg_record record;
    char id[UUID_TEXT_SIZE];
    size_t i;
    const json_t *action;
    json_t *body = members(d, m, keys);
    json_object_set_new(body, "unit", json_string(demo_id_of(d->units, body_text(m, "unit"))));
    json_object_set_new(body, "owner", json_string(demo_id_of(d->people, body_text(m, "owner"))));
    json_object_set_new(body, "due", json_string(demo_date_of(d, 0, body_text(m, "due"))));
    json_object_set_new(body, "sheet_key", json_string(body_text(d->doc, "sheet")));
    json_object_set_new(body, "item_key", json_string(item));
    json_object_set_new(body, "section_key", json_stringn(item, strcspn(item, "-")));
    set_money(body, m, "cost_initial");
    set_money(body, m, "cost_yearly");
    set_money(body, m, "cost_low");
    set_money(body, m, "cost_high");
    enum err e = demo_act_as(d, "security"); /* who proposes does not decide */
    if (e == ERR_OK)
        e = reg_create(d->c, &REG_MEASURES, body, &record);
    json_decref(body);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e != ERR_OK)
        return e;
    if (body_text(m, "key") != NULL)
        demo_remember(d->named, body_text(m, "key"), &record.uid);
    uuid_format(&record.uid, id);
    json_array_foreach(json_object_get(m, "state"), i, action)
    {
        if (e == ERR_OK)
            e = reg_transition(
                d->c, &REG_MEASURES, id, json_string_value(action), demo_own_text(d, m, "reason"));
    }
    return e;
}

/* ---- the whole ---- */

static enum err make_record(struct demo *d, const json_t *one)
{
    struct reg_record record;
    return demo_record(d, one, &record);
}

/* What a year may cost; played within the story, whose days it bears. */
static enum err make_loss_run(struct demo *d)
{
    const struct loss_run_wish wish = {.seed = 20260901, .years = LOSS_YEARS_DEFAULT};
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = loss_run_play(d->c, &wish);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static struct supplier_size size_in(const struct demo *d, const char *class)
{
    const json_t *size = json_object_get(demo_part(d, "supplier_sizes"), class);
    return (struct supplier_size){body_int(size, "employees", -1), body_int(size, "sales", -1)};
}

/* Where staff report, on every card. */
static enum err make_reporting_window(struct demo *d)
{
    const json_t *said = demo_part(d, "reporting_window");
    const struct response_window window = {
        .name = demo_own_text(d, said, "name"),
        .phone = demo_own_text(d, said, "phone"),
        .email = demo_own_text(d, said, "email"),
        .chat = demo_own_text(d, said, "chat"),
        .hours = demo_own_text(d, said, "hours"),
        .note = demo_own_text(d, said, "note"),
    };
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = response_window_set(d->c, &window);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

/* From what size on suppliers belong to which class. */
static enum err make_supplier_rules(struct demo *d)
{
    struct supplier_rules rules = SUPPLIER_RULES_FIRST;
    rules.b = size_in(d, "b");
    rules.c = size_in(d, "c");
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = supplier_rules_set(d->c, &rules);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static enum err tell(struct demo *d)
{
    enum err e = make_organisation(d);
    if (e == ERR_OK)
        e = for_each(d, "units", make_unit);
    if (e == ERR_OK)
        e = for_each(d, "people", make_person);
    if (e == ERR_OK)
        e = for_each(d, "accounts", make_account);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = for_each(d, "routes", demo_route);
    demo_records_sort(d);
    if (e == ERR_OK)
        e = make_campaigns(d);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = make_averages(d);
    if (e == ERR_OK)
        e = make_targets(d);
    if (e == ERR_OK)
        e = for_each(d, "measures", make_measure);
    if (e == ERR_OK)
        e = for_each(d, "links", demo_link);
    if (e == ERR_OK)
        e = for_each(d, "requests", make_record);
    if (e == ERR_OK)
        e = make_supplier_rules(d);
    if (e == ERR_OK)
        e = make_reporting_window(d);
    if (e == ERR_OK)
        e = for_each(d, "losses", make_record);
    if (e == ERR_OK)
        e = make_loss_run(d);
    if (e == ERR_OK)
        e = demo_survey(d);
    if (e == ERR_OK)
        e = demo_report(d);
    return e == ERR_OK ? demo_pass_to(d, d->today_ms) : e; /* what happened in the last days */
}

/* The fiscal year of the story: this one, once what the file tells of it – the last in August – has
 * happened; else the one before. */
static int story_year(struct date today)
{
    int year = fiscal_year(today, 4);
    return date_compare(today, (struct date){year, 9, 1}) < 0 ? year - 1 : year;
}

enum err demo_create(struct call *c, const char *lang, int64_t now_ms)
{
    int64_t org = 0;
    json_t *doc = NULL;
    struct date today;
    if (actor_only_org(c, &org) == ERR_OK)
        return problem_set(c->problem, ERR_CONFLICT, "demo_not_empty");
    enum err e = document(c, c->problem, &doc);
    if (e != ERR_OK || !clock_day_in_zone(now_ms, "Asia/Tokyo", &today))
        return e == ERR_OK ? ERR_INTERNAL : e;
    struct demo d = {
        .c = c,
        .doc = doc,
        .lang = lang,
        .units = json_object(),
        .people = json_object(),
        .accounts = json_object(),
        .named = json_object(),
        .today_ms = now_ms,
        .year = story_year(today),
    };
    c->now_ms = now_ms - INT64_C(730) * DEMO_DAY_MS; /* the story begins two years ago */
    e = tell(&d);
    tx_abort(c);
    c->now_ms = now_ms;
    json_decref(d.units);
    json_decref(d.named);
    json_decref(d.people);
    json_decref(d.accounts);
    return e;
}

const char *const *demo_logins(void *ctx)
{
    json_t *doc = NULL;
    if (document(ctx, problem_new(ctx), &doc) != ERR_OK)
        return mem_array(ctx, const char *, 1);
    const json_t *accounts = json_object_get(doc, "accounts");
    size_t n = json_array_size(accounts);
    const char **logins = mem_array(ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        logins[i] = body_text(json_array_get(accounts, i), "login");
    return logins;
}

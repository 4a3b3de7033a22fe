/* Audits of what a site answered to its check list: which answers are looked at is drawn by a seed
 * that stays on record, or chosen. By the head office, not by the site itself. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign.h"
#include "mod/site/site_audit.h"

#include <string.h>

const struct perm PERM_SITE_AUDIT = {"site_audit.write", PERM_ROLE, OF_LEADS | OF_AUDITOR};

static const char *const way_keys[] = {"sample", "chosen", NULL};
static const struct option_set WAY = {"site_audit_way", way_keys};
static const char *const state_keys[] = {"open", "done", "called_off", NULL};
static const struct option_set STATE = {"site_audit_state", state_keys};

enum { SEED_MOST = 2147483647, SIZE_MOST = 200, SIZE_USUAL = 5 };

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "site",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "sites",
        .column = "site_id"},
    {.key = "campaign",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_INDEXED | FIELD_LISTED,
        .max = 40,
        .key_of = KEY_OF_CAMPAIGN},
    {.key = "way",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .options = &WAY},
    {.key = "size",
        .type = FIELD_INT,
        .flags = FIELD_CREATE_ONLY | FIELD_INDEXED,
        .min = 1,
        .max = SIZE_MOST},
    {.key = "seed", .type = FIELD_INT, .flags = FIELD_CREATE_ONLY, .min = 0, .max = SEED_MOST},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "item_keys", .type = FIELD_LONGTEXT, .flags = FIELD_CREATE_ONLY, .max = 2000},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "held_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "auditor",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "auditor_id"},
    {.key = "answers", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_LISTED, .max = 5000},
    {.key = "sampled", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_LISTED, .max = 5000},
};

static const struct reg_transition transitions[] = {
    {"open", "call_off", "called_off", &PERM_SITE_AUDIT, true},
    {"open", "finish", "done", &PERM_SITE_AUDIT, false},
};

/* ---- what is drawn ---- */

/* Whether a list of keys, parted by commas or blanks, has this one. */
static bool listed(const char *list, const char *key)
{
    size_t n = strlen(key);
    for (const char *at = list; (at = strstr(at, key)) != NULL; at++) {
        bool begins = at == list || strchr(", \n\r\t", at[-1]) != NULL;
        bool ends = at[n] == '\0' || strchr(", \n\r\t", at[n]) != NULL;
        if (begins && ends)
            return true;
    }
    return false;
}

/* Which of the answers are looked at; how many. */
static size_t draw(
    struct call *c, const json_t *audit, const struct site_answers *all, bool *chosen)
{
    size_t n = 0;
    const char **keys = mem_array(c, const char *, all->n);
    const char *list = body_text(audit, "item_keys");
    for (size_t i = 0; i < all->n; i++)
        keys[i] = all->list[i].key;
    if (strcmp(body_text(audit, "way"), "sample") == 0)
        site_sample(c, keys, all->n, body_int(audit, "seed", 0),
            (size_t)body_int(audit, "size", SIZE_USUAL), chosen);
    else
        for (size_t i = 0; i < all->n; i++)
            chosen[i] = list != NULL && listed(list, keys[i]);
    for (size_t i = 0; i < all->n; i++)
        n += chosen[i];
    return n;
}

/* A seed that nobody has thought of, where none is given: it stays on record. */
static void fill_seed(struct call *c, const struct reg_record *record)
{
    uint32_t seed = 0;
    struct uuid uid = uuid_new(c->now_ms);
    if (strcmp(body_text(record->after, "way"), "sample") != 0)
        return;
    if (!json_is_integer(json_object_get(record->after, "size")))
        reg_fill_int(record, "size", SIZE_USUAL);
    if (json_is_integer(json_object_get(record->after, "seed")))
        return;
    memcpy(&seed, uid.bytes + sizeof uid.bytes - sizeof seed, sizeof seed);
    reg_fill_int(record, "seed", seed & SEED_MOST);
}

static enum err check_new(struct call *c, const struct reg_record *record)
{
    struct site_answers all;
    enum err e = site_answers_load(c, record, &all);
    if (e != ERR_OK || problem_check(c->problem) != ERR_OK)
        return e;
    fill_seed(c, record);
    bool *chosen = mem_array(c, bool, all.n);
    size_t n = draw(c, record->after, &all, chosen);
    if (n == 0 || n > SIZE_MOST)
        problem_field_limit(c->problem, "/item_keys", "site_audit_size", SIZE_MOST);
    reg_fill_int(record, "answers", (int64_t)all.n);
    reg_fill_int(record, "sampled", (int64_t)n);
    reg_fill_today(c, record, "held_on");
    return ERR_OK;
}

static enum err check_finished(struct call *c, const struct reg_record *record)
{
    int64_t open = 0, judged = 0;
    int64_t sampled = body_int(record->after, "sampled", 0);
    enum err e = site_store_judged(c, record->id, &open, &judged);
    if (e == ERR_OK && (open > 0 || judged < sampled))
        e = problem_set_limit(
            c->problem, ERR_CONFLICT, "site_audit_open", open > 0 ? open : sampled - judged);
    return e;
}

/* "…, audit 2": tables name an audit by it, so two of a site are not called the same. */
static enum err fill_name(struct call *c, const struct reg_record *record, const json_t *site)
{
    int64_t site_id = 0, before = 0;
    enum err e = reg_ref_id(c, record, "site", &site_id);
    if (e == ERR_OK)
        e = site_store_audits(c, site_id, &before);
    if (e != ERR_OK)
        return e;
    const struct msg_arg args[] = {
        {"site", body_text(site, "name")}, {"n", mem_printf(c, "%lld", (long long)before + 1)}};
    json_object_set_new(
        record->after, "name", json_string(msg_format(c, c->org.lang, "site.audit.name", args, 2)));
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *site = NULL;
    if (!site_from_above(c, &PERM_SITE_AUDIT, record->unit_path))
        return problem_set(c->problem, ERR_FORBIDDEN, "site_from_above");
    bool done = record->before != NULL && strcmp(body_text(record->before, "state"), "done") == 0;
    bool other = reg_changes(record, "held_on") || reg_changes(record, "auditor") ||
                 reg_changes(record, "unit");
    if (done && (record->change == REG_DELETE || (record->change == REG_UPDATE && other)))
        return problem_set(c->problem, ERR_CONFLICT, "site_audit_done");
    if (reg_enters(record, "done"))
        return check_finished(c, record);
    if (record->change != REG_CREATE)
        return ERR_OK;
    enum err e = site_of_record(c, record, &site);
    if (e != ERR_OK || site == NULL)
        return e;
    e = fill_name(c, record, site);
    return e == ERR_OK ? check_new(c, record) : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    struct site_answers all;
    if (record->change != REG_CREATE)
        return ERR_OK;
    enum err e = site_answers_load(c, record, &all);
    if (e != ERR_OK)
        return e;
    bool *chosen = mem_array(c, bool, all.n);
    draw(c, record->after, &all, chosen);
    for (size_t i = 0; i < all.n && e == ERR_OK; i++)
        if (chosen[i])
            e = site_audit_answer_make(c, record, &all.list[i]);
    return e;
}

const struct reg_def REG_SITE_AUDITS = {
    .name = "site-audits",
    .singular = "site_audit",
    .schema = "SiteAudit",
    .table = "site_audit",
    .prefix = "SU",
    .scope = REG_BY_UNIT,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_AUDIT,
    .update = &PERM_SITE_AUDIT,
    .remove = &PERM_SITE_AUDIT,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "-held_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
    .apply = apply,
};

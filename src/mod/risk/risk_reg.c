/* Risks: a threat to a system, what it is worth by the organisation's method, what is done about
 * it. Values are computed here whenever a record is written, and for the whole register by
 * risk_recompute.c; nobody types them. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "kernel/table/cell.h"
#include "mod/risk/risk_asked.h"
#include "mod/risk/risk_lapse.h"
#include "mod/risk/risk_private.h"
#include "mod/risk/risk_worth_rules.h"

#include <string.h>

const struct perm PERM_RISK_READ = {"risk.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_RISK_WRITE = {"risk.write", PERM_ROLE, OF_LEADS | OF_MANAGER};
const struct perm PERM_RISK_ACCEPT = {"risk.accept", PERM_ROLE, OF_EXECUTIVE | OF_CISO};
const struct perm PERM_RISK_METHOD = {"risk.method", PERM_ROLE, OF_LEADS};
const struct perm PERM_THREAT_WRITE = {"threat.write", PERM_ROLE, OF_LEADS};

/* The first is where a risk begins. */
static const char *const state_keys[] = {
    "open", "treating", "asked", "accepted", "lapsed", "closed", NULL};
const struct option_set OPTIONS_RISK_STATE = {"risk_state", state_keys};
#define COLOUR_KEY(name, key) key,
static const char *const band_keys[] = {RISK_COLOUR_LIST(COLOUR_KEY) NULL};
#undef COLOUR_KEY
const struct option_set OPTIONS_RISK_BAND = {"risk_band", band_keys};
static const char *const treatment_keys[] = {"reduce", "avoid", "transfer", "accept", NULL};
const struct option_set OPTIONS_RISK_TREATMENT = {"risk_treatment", treatment_keys};

#define STEP(name)                                                         \
    {                                                                      \
        .key = (name), .type = FIELD_INT, .min = 1, .max = RISK_STEPS_MAX, \
    }
#define STEP_USED(name)                                                      \
    {                                                                        \
        .key = (name), .type = FIELD_INT, .flags = FIELD_READONLY, .min = 1, \
        .max = RISK_STEPS_MAX,                                               \
    }
#define VALUE(name, more)                                                             \
    {                                                                                 \
        .key = (name), .type = FIELD_INT, .flags = FIELD_READONLY | (more), .min = 1, \
        .max = RISK_VALUE_MAX,                                                        \
    }

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "threat", /* it and the system stand in the name */
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED,
        .ref = "threats",
        .column = "threat_id"},
    {.key = "system", .type = FIELD_REF, .ref = "systems", .column = "system_id"},
    {.key = "asset", .type = FIELD_REF, .ref = "information-assets", .column = "asset_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &OPTIONS_RISK_STATE},
    {.key = "scenario", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "existing_measures", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    STEP("threat_level"),
    STEP("vulnerability"),
    STEP("likelihood"),
    STEP("importance"),
    STEP_USED("likelihood_used"),
    STEP_USED("importance_used"),
    VALUE("value", FIELD_INDEXED | FIELD_LISTED),
    STEP("residual_vulnerability"),
    STEP("residual_likelihood"),
    STEP("residual_importance"),
    STEP_USED("residual_likelihood_used"),
    STEP_USED("residual_importance_used"),
    VALUE("residual_value", 0),
    VALUE("value_now", FIELD_INDEXED | FIELD_LISTED),
    {.key = "band",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_RISK_BAND},
    {.key = "treatment",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_RISK_TREATMENT},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "rated_on", .type = FIELD_DATE},
    {.key = "review_on", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "acceptance_reason", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "accepted_until", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "accepted_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    VALUE("accepted_value", 0),
    {.key = "accepted_band",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY,
        .options = &OPTIONS_RISK_BAND},
    {.key = "accepted_method", .type = FIELD_TEXT, .flags = FIELD_READONLY}, /* risk_choice_ref */
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_transition transitions[] = {
    {"open", "treat", "treating", &PERM_RISK_WRITE, false},
    {"open", "ask", "asked", &PERM_RISK_WRITE, false},
    {"treating", "ask", "asked", &PERM_RISK_WRITE, false},
    {"lapsed", "ask", "asked", &PERM_RISK_WRITE, false},
    {"lapsed", "treat", "treating", &PERM_RISK_WRITE, false},
    {"asked", "approve", "accepted", &PERM_RISK_ACCEPT, false},
    {"asked", "reject", "open", &PERM_RISK_ACCEPT, true},
    {"asked", "withdraw", "open", &PERM_RISK_WRITE, false},
    {"accepted", "lapse", "lapsed", &PERM_RISK_WRITE, false},
    {"open", "close", "closed", &PERM_RISK_WRITE, true},
    {"treating", "close", "closed", &PERM_RISK_WRITE, true},
    {"lapsed", "close", "closed", &PERM_RISK_WRITE, true},
    {"closed", "reopen", "open", &PERM_RISK_WRITE, true},
};

int risk_importance_rank(const char *key)
{
    int n = 0;
    while (OPTIONS_IMPORTANCE.keys[n] != NULL)
        n++;
    for (int i = 0; i < n && key != NULL; i++)
        if (strcmp(OPTIONS_IMPORTANCE.keys[i], key) == 0)
            return n - i; /* the highest stands first */
    return 0;
}

/* ---- words of the method ---- */

static const struct {
    const char *key;
    enum risk_scale_kind scale;
} steps[] = {
    {"threat_level", RISK_THREAT},
    {"vulnerability", RISK_VULNERABILITY},
    {"likelihood", RISK_LIKELIHOOD},
    {"importance", RISK_IMPORTANCE},
    {"residual_vulnerability", RISK_VULNERABILITY},
    {"residual_likelihood", RISK_LIKELIHOOD},
    {"residual_importance", RISK_IMPORTANCE},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

static bool names(struct call *c, const struct risk_step *s, const char *folded)
{
    const char *lang;
    json_t *name;
    bool found = strcmp(cell_folded(c, s->key), folded) == 0;
    json_object_foreach((json_t *)s->name, lang, name) found |=
        strcmp(cell_folded(c, json_string_value(name)), folded) == 0;
    return found;
}

/* The number of a step by its name in the method in force. */
static json_t *word(struct call *c, const struct field *f, const char *text)
{
    const struct risk_method *m = NULL;
    const char *folded = cell_folded(c, text);
    for (size_t i = 0; i < STEPS; i++) {
        if (strcmp(steps[i].key, f->key) != 0 || risk_method_now(c, &m) != ERR_OK)
            continue;
        const struct risk_scale *scale = &m->scales[steps[i].scale];
        for (int k = 0; k < scale->n; k++)
            if (names(c, &scale->steps[k], folded))
                return json_integer(k + 1);
    }
    return NULL;
}

/* Bands have the names that the method in force gives them. */
static const json_t *option(struct call *c, const struct option_set *set, const char *key)
{
    return set == &OPTIONS_RISK_BAND ? risk_band_names(c, key) : NULL;
}

/* ---- values ---- */

static uint8_t step(const struct reg_record *r, const char *key)
{
    return (uint8_t)body_int(r->after, key, 0);
}

static enum err read_said(struct call *c, const struct reg_record *r, struct risk_said *ret_said)
{
    int64_t system = 0, asset = 0;
    int rank = 0;
    enum err e = reg_ref_id(c, r, "system", &system);
    if (e == ERR_OK)
        e = reg_ref_id(c, r, "asset", &asset);
    if (e == ERR_OK)
        e = risk_importance_of(c, system, asset, &rank);
    if (e != ERR_OK)
        return e;
    *ret_said = (struct risk_said){
        .steps = {.threat = step(r, "threat_level"),
            .vulnerability = step(r, "vulnerability"),
            .likelihood = step(r, "likelihood"),
            .importance = step(r, "importance")},
        .ledger_importance = (uint8_t)rank,
        .residual_vulnerability = step(r, "residual_vulnerability"),
        .residual_likelihood = step(r, "residual_likelihood"),
        .residual_importance = step(r, "residual_importance"),
    };
    return ERR_OK;
}

/* Steps the method has. One that stood there before stays: it was a step of another method. */
static void check_step(struct call *c, const struct risk_method *m, const struct reg_record *r,
    const char *key, enum risk_scale_kind kind)
{
    int64_t said = body_int(r->after, key, 0);
    if (said > m->scales[kind].n && said != body_int(r->before, key, 0))
        problem_field_limit(c->problem, mem_printf(c, "/%s", key),
            m->scales[kind].n == 0 ? "risk_no_scale" : "too_large", m->scales[kind].n);
}

static void check_steps(struct call *c, const struct risk_method *m, const struct reg_record *r)
{
    for (size_t i = 0; i < STEPS; i++)
        check_step(c, m, r, steps[i].key, steps[i].scale);
}

static void fill(const struct reg_record *r, const char *key, int value)
{
    reg_fill_int(r, key, value == 0 ? -1 : value);
}

static void fill_worth(
    const struct reg_record *r, const struct risk_method *m, const struct risk_worth *w)
{
    const struct risk_band *band = risk_band_of(m, w->value_now);
    fill(r, "likelihood_used", w->likelihood);
    fill(r, "importance_used", w->importance);
    fill(r, "value", w->value);
    fill(r, "residual_likelihood_used", w->residual_likelihood);
    fill(r, "residual_importance_used", w->residual_importance);
    fill(r, "residual_value", w->residual_value);
    fill(r, "value_now", w->value_now);
    json_object_set_new(
        r->after, "band", band == NULL ? json_null() : json_string(risk_colour_key(band->colour)));
}

/* Measures do not make a risk larger. */
static void check_residual(struct call *c, const struct reg_record *r, const struct risk_worth *w)
{
    if (w->residual_value == 0 || w->value == 0 || w->residual_value <= w->value)
        return;
    const char *key = step(r, "residual_importance") > w->importance ? "/residual_importance"
                      : step(r, "residual_likelihood") != 0          ? "/residual_likelihood"
                                                                     : "/residual_vulnerability";
    problem_field_limit(c->problem, key, "risk_residual", w->value);
}

/* ---- names, days, acceptance ---- */

static const char *shown(const struct reg_record *r, const char *key)
{
    return body_text(json_object_get(r->after, key), "title");
}

static void fill_name(struct call *c, const struct reg_record *r)
{
    const char *threat = shown(r, "threat"), *system = shown(r, "system");
    const char *what = system != NULL ? system : shown(r, "asset");
    if (body_text(r->after, "name") == NULL && threat != NULL && what != NULL)
        json_object_set_new(r->after, "name", json_string(mem_printf(c, "%s – %s", what, threat)));
}

static bool is(const struct reg_record *r, const char *state)
{
    return strcmp(body_text(r->after, "state"), state) == 0;
}

/* Until when nobody has to see to a risk that was accepted: its end; of one that has come back,
 * that end or the day on which it came back before. */
static const char *rest_of(struct call *c, const struct reg_record *r)
{
    const char *until = body_text(r->after, "accepted_until");
    const char *due = body_text(r->before, "due");
    char today[DATE_TEXT_SIZE];
    struct date date;
    if (is(r, "accepted") || !is(r, "lapsed"))
        return is(r, "accepted") ? until : NULL;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return until;
    date_format(date, today);
    if (until == NULL || strcmp(until, today) > 0)
        until = mem_strdup(c, today);
    return reg_enters(r, "lapsed") || due == NULL || strcmp(until, due) < 0 ? until : due;
}

/* The next day on which somebody has to see to the risk. */
static void fill_due(struct call *c, const struct reg_record *r)
{
    const char *review = body_text(r->after, "review_on");
    const char *until = rest_of(c, r);
    const char *due =
        until == NULL || (review != NULL && strcmp(review, until) < 0) ? review : until;
    json_object_set_new(r->after, "due", due == NULL ? json_null() : json_string(due));
}

static void check_asked(struct call *c, const struct reg_record *r)
{
    char today[DATE_TEXT_SIZE];
    struct date date;
    const char *until = body_text(r->after, "accepted_until");
    if (body_text(r->after, "acceptance_reason") == NULL)
        problem_field(c->problem, "/acceptance_reason", "required");
    if (until == NULL)
        problem_field(c->problem, "/accepted_until", "required");
    if (body_int(r->after, "value_now", 0) == 0)
        problem_field(c->problem, "/value_now", "required");
    if (until == NULL || !clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return;
    date_format(date, today);
    if (strcmp(until, today) <= 0)
        problem_field(c->problem, "/accepted_until", "risk_past");
}

/* Rated today, unless the day is told: a rating that changes nothing is one too. */
static void fill_rated(struct call *c, const struct reg_record *r)
{
    bool rated = false;
    for (size_t i = 0; i < STEPS; i++)
        rated |= reg_changes(r, steps[i].key);
    if (!rated || (r->before != NULL && reg_changes(r, "rated_on")))
        return;
    if (r->before != NULL)
        json_object_set_new(r->after, "rated_on", json_null());
    reg_fill_today(c, r, "rated_on");
}

/* What was accepted stays as it was approved; a risk that has grown since is no longer accepted.
 * One that has lost its value is left to who is rating it. */
static void check_accepted(struct call *c, const struct reg_record *r, const char *method)
{
    if (r->change == REG_UPDATE) {
        if (reg_changes(r, "acceptance_reason"))
            problem_field(c->problem, "/acceptance_reason", "risk_accepted");
        if (reg_changes(r, "accepted_until"))
            problem_field(c->problem, "/accepted_until", "risk_accepted");
        enum risk_return why = risk_return_of(r->after, method);
        if (why == RISK_RETURN_RISEN || why == RISK_RETURN_BAND)
            json_object_set_new(r->after, "state", json_string("lapsed"));
    }
}

static void set_accepted(const struct reg_record *r, const char *band, const char *method)
{
    json_object_set_new(r->after, "accepted_band", band == NULL ? json_null() : json_string(band));
    json_object_set_new(
        r->after, "accepted_method", method == NULL ? json_null() : json_string(method));
}

static void check_acceptance(struct call *c, const struct reg_record *r, const char *method)
{
    if (reg_enters(r, "asked") || reg_enters(r, "accepted") ||
        (is(r, "asked") && r->change == REG_UPDATE))
        check_asked(c, r);
    if (is(r, "accepted"))
        check_accepted(c, r, method);
    if (reg_enters(r, "asked"))
        json_object_set_new(r->after, "treatment", json_string("accept"));
    if (reg_enters(r, "accepted")) {
        reg_fill_int(r, "accepted_value", body_int(r->after, "value_now", -1));
        set_accepted(r, body_text(r->after, "band"), method);
        json_object_set_new(r->after, "accepted_on", json_null());
        reg_fill_today(c, r, "accepted_on");
    } else if (!is(r, "accepted") && !is(r, "lapsed")) {
        reg_fill_int(r, "accepted_value", -1);
        set_accepted(r, NULL, NULL);
        json_object_set_new(r->after, "accepted_on", json_null());
    }
}

static bool is_given(const struct reg_record *r, const char *key)
{
    return json_is_object(json_object_get(r->after, key));
}

static enum err check(struct call *c, const struct reg_record *r)
{
    const struct risk_method *method = NULL;
    const char *ref = NULL;
    struct risk_said said;
    if (r->change == REG_DELETE)
        return ERR_OK;
    if (!is_given(r, "system") && !is_given(r, "asset"))
        problem_field(c->problem, "/system", "required");
    enum err e = risk_method_now(c, &method);
    if (e == ERR_OK)
        e = risk_method_ref_now(c, &ref);
    if (e == ERR_OK)
        e = read_said(c, r, &said);
    if (e != ERR_OK)
        return e;
    struct risk_worth worth = risk_worth_of(method, &said);
    check_steps(c, method, r);
    fill_worth(r, method, &worth);
    check_residual(c, r, &worth);
    fill_name(c, r);
    fill_rated(c, r);
    check_acceptance(c, r, ref);
    fill_due(c, r);
    return ERR_OK;
}

static enum err tell(struct call *c, const struct reg_record *r)
{
    enum err e = risk_asked_tell(c, r);
    return e == ERR_OK ? risk_lapse_tell(c, r) : e;
}

static const char *const due_states[] = {"open", "treating", "asked", "accepted", "lapsed", NULL};
static const struct reg_due due = {"due", "owner", due_states};

static const struct reg_form_part parts[] = {{"before", "threat_level"},
    {"after", "residual_vulnerability"}, {"treatment", "treatment"},
    {"acceptance", "acceptance_reason"}};

const struct reg_def REG_RISKS = {
    .name = "risks",
    .singular = "risk",
    .schema = "Risk",
    .table = "risk",
    .prefix = "RK",
    .scope = REG_BY_UNIT,
    .read = &PERM_RISK_READ,
    .create = &PERM_RISK_WRITE,
    .update = &PERM_RISK_WRITE,
    .remove = &PERM_RISK_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "-value_now",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .word = word,
    .option = option,
    .check = check,
    .apply = tell,
};

/* Routes of the rules of suppliers, of the duties of one, and of the figures of all. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/supplier/supplier_rule_store.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- rules ---- */

enum { EMPLOYEES_MAX = 10000000 };

#define SIZE_FIELD(name, most)                                                             \
    {                                                                                      \
        .key = (name), .type = FIELD_INT, .flags = FIELD_NULLABLE, .min = 0, .max = (most) \
    }

static const struct field rule_fields[] = {
    {.key = "version", .type = FIELD_INT, .flags = MUST | FIELD_READONLY},
    {.key = "internet", .type = FIELD_BOOL, .flags = MUST},
    {.key = "information", .type = FIELD_BOOL, .flags = MUST},
    {.key = "connection", .type = FIELD_BOOL, .flags = MUST},
    {.key = "stops", .type = FIELD_BOOL, .flags = MUST},
    SIZE_FIELD("b_employees", EMPLOYEES_MAX),
    SIZE_FIELD("b_sales", LIMIT_MONEY),
    SIZE_FIELD("c_employees", EMPLOYEES_MAX),
    SIZE_FIELD("c_sales", LIMIT_MONEY),
    {.key = "grace_years", .type = FIELD_INT, .flags = MUST, .min = 0, .max = SUPPLIER_GRACE_MOST},
};
static const struct shape SHAPE_RULES = SHAPE("SupplierRules", rule_fields);

#define KEY(name, key) key,
static const char *const mark_keys[] = {SUPPLIER_MARK_LIST(KEY)};
static const char *const standing_keys[] = {SUPPLIER_STANDING_LIST(KEY) NULL};
#undef KEY

static void write_size(struct jw *w, const char *key, int64_t size)
{
    jw_key(w, key);
    if (size < 0)
        jw_null(w);
    else
        jw_int(w, size);
}

static void answer_rules(struct req *r, const struct supplier_rules *rules)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "version", rules->version);
    for (int m = 0; m < SUPPLIER_MARKS; m++)
        jw_kbool(&w, mark_keys[m], rules->marks[m]);
    write_size(&w, "b_employees", rules->b.employees);
    write_size(&w, "b_sales", rules->b.sales);
    write_size(&w, "c_employees", rules->c.employees);
    write_size(&w, "c_sales", rules->c.sales);
    jw_kint(&w, "grace_years", rules->grace_years);
    jw_obj_end(&w);
    resp_etag(r, rules->version);
}

static enum err rules_get(struct req *r)
{
    const struct supplier_rules *rules = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = supplier_rules_load(&r->call, &rules);
    if (e == ERR_OK)
        answer_rules(r, rules);
    return e;
}

/* A firm of class C is smaller than one of class B. */
static void check_sizes(struct call *c, const struct supplier_rules *rules)
{
    if (rules->b.employees >= 0 && rules->c.employees > rules->b.employees)
        problem_field(c->problem, "/c_employees", "supplier_sizes");
    if (rules->b.sales >= 0 && rules->c.sales > rules->b.sales)
        problem_field(c->problem, "/c_sales", "supplier_sizes");
}

static enum err read_rules(struct req *r, struct supplier_rules *rules)
{
    const json_t *body = r->body;
    for (int m = 0; m < SUPPLIER_MARKS; m++)
        rules->marks[m] = body_bool(body, mark_keys[m]);
    rules->b =
        (struct supplier_size){body_int(body, "b_employees", -1), body_int(body, "b_sales", -1)};
    rules->c =
        (struct supplier_size){body_int(body, "c_employees", -1), body_int(body, "c_sales", -1)};
    rules->grace_years = (int)body_int(body, "grace_years", SUPPLIER_GRACE_YEARS);
    check_sizes(&r->call, rules);
    return problem_check(r->call.problem);
}

static json_t *size_json(int64_t size)
{
    return size < 0 ? json_null() : json_integer(size);
}

static json_t *audit_rules(const struct supplier_rules *rules)
{
    json_t *to = json_object();
    for (int m = 0; m < SUPPLIER_MARKS; m++)
        json_object_set_new(to, mark_keys[m], json_boolean(rules->marks[m]));
    json_object_set_new(to, "b_employees", size_json(rules->b.employees));
    json_object_set_new(to, "b_sales", size_json(rules->b.sales));
    json_object_set_new(to, "c_employees", size_json(rules->c.employees));
    json_object_set_new(to, "c_sales", size_json(rules->c.sales));
    json_object_set_new(to, "grace_years", json_integer(rules->grace_years));
    return to;
}

static void audit_change(struct call *c, const struct supplier_rules *old,
    const struct supplier_rules *rules, int64_t work, int64_t firms)
{
    json_t *before = audit_rules(old);
    json_t *after = audit_rules(rules);
    json_object_set_new(after, "work_marked_anew", json_integer(work));
    json_object_set_new(after, "suppliers_sorted_anew", json_integer(firms));
    audit_add(
        c, &(struct audit_entry){
               .action = "update", .subject = "supplier_rule", .before = before, .after = after});
    json_decref(before);
    json_decref(after);
}

enum err supplier_rules_set(struct call *c, const struct supplier_rules *rules)
{
    const struct supplier_rules *old = NULL;
    int64_t work = 0;
    int64_t firms = 0;
    enum err e = supplier_rules_load(c, &old);
    if (e == ERR_OK)
        e = supplier_rules_put(c, rules);
    if (e == ERR_OK)
        e = supplier_rules_apply(c, rules, &work, &firms);
    if (e == ERR_OK)
        audit_change(c, old, rules, work, firms);
    return e;
}

static enum err rules_put(struct req *r)
{
    struct call *c = &r->call;
    const struct supplier_rules *old = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = supplier_rules_load(c, &old);
    if (e == ERR_OK)
        e = req_match(r, old->version);
    if (e != ERR_OK)
        return e;
    struct supplier_rules rules = *old;
    e = read_rules(r, &rules);
    if (e == ERR_OK)
        e = supplier_rules_set(c, &rules);
    if (e != ERR_OK)
        return e;
    rules.version++;
    answer_rules(r, &rules);
    return tx_commit(c);
}

/* ---- duties ---- */

static const char *const duty_keys[] = {"own", "edr", "service", "offline", SUPPLIER_SURVEY, NULL};
static const struct option_set DUTIES = {"supplier_duty", duty_keys};
static const struct option_set STANDINGS = {"supplier_standing", standing_keys};

static const struct field duty_fields[] = {
    {.key = "duty", .type = FIELD_ENUM, .flags = MUST, .options = &DUTIES},
    {.key = "standing", .type = FIELD_ENUM, .flags = MUST, .options = &STANDINGS},
    {.key = "checked_on", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "by_survey", .type = FIELD_BOOL, .flags = MUST}, /* told by the survey, not by hand */
};
static const struct shape SHAPE_DUTY = SHAPE("SupplierDuty", duty_fields);

static const struct field duties_fields[] = {
    {.key = "class", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "grace_years", .type = FIELD_INT, .flags = MUST},
    {.key = "counts_from", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "may", .type = FIELD_BOOL, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_DUTY},
};
static const struct shape SHAPE_DUTIES = SHAPE("SupplierDuties", duties_fields);

static const struct field duty_body_fields[] = {
    {.key = "met", .type = FIELD_BOOL, .flags = MUST},
    {.key = "checked_on", .type = FIELD_DATE},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};
static const struct shape SHAPE_DUTY_BODY = SHAPE("SupplierDutyBody", duty_body_fields);

/* The same day some years later; the 29th of February is the 28th in them. */
static const char *years_later(struct call *c, const char *day, int years)
{
    struct date date;
    char text[DATE_TEXT_SIZE];
    if (day == NULL || !date_parse(day, &date))
        return NULL;
    date.year += years;
    if (date.month == 2 && date.day > 28)
        date.day = 28;
    date_format(date, text);
    return mem_strdup(c, text);
}

static const char *today_of(struct call *c)
{
    struct date date = {0};
    char text[DATE_TEXT_SIZE];
    clock_day_in_zone(c->now_ms, c->org.zone, &date);
    date_format(date, text);
    return mem_strdup(c, text);
}

/* The survey is a year's: the day of the last one says whether it is met. */
static struct supplier_duty_row survey_row(
    struct call *c, const json_t *supplier, const char *today)
{
    const char *on = body_text(supplier, "surveyed_on");
    const char *until = years_later(c, on, 1);
    return (struct supplier_duty_row){
        .known = true, .met = until != NULL && strcmp(today, until) <= 0, .checked_on = on};
}

static void write_duty(struct jw *w, const struct supplier_duty *duty,
    const struct supplier_duty_row *row, enum supplier_standing standing)
{
    jw_obj_begin(w);
    jw_kstr(w, "duty", duty->key);
    jw_kstr(w, "standing", standing_keys[standing]);
    jw_kstr(w, "checked_on", row->checked_on);
    jw_kstr(w, "note", row->note);
    jw_kbool(w, "by_survey", strcmp(duty->key, SUPPLIER_SURVEY) == 0);
    jw_obj_end(w);
}

static enum err answer_duties(struct req *r, const struct reg_record *supplier)
{
    struct call *c = &r->call;
    const struct supplier_rules *rules = NULL;
    struct supplier_duty_row rows[N_SUPPLIER_DUTIES];
    const char *class = body_text(supplier->after, "class");
    const char *today = today_of(c);
    enum err e = supplier_rules_load(c, &rules);
    if (e == ERR_OK)
        e = supplier_store_duties(c, supplier->id, rows);
    if (e != ERR_OK)
        return e;
    const char *counts_from =
        years_later(c, body_text(supplier->after, "duties_from"), rules->grace_years);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "class", class);
    jw_kint(&w, "grace_years", rules->grace_years);
    jw_kstr(&w, "counts_from", counts_from);
    jw_kbool(&w, "may", who_may(c->who, &PERM_SUPPLIER_WRITE, "/"));
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < N_SUPPLIER_DUTIES && class != NULL; i++) {
        const struct supplier_duty *duty = &SUPPLIER_DUTIES[i];
        if (strchr(duty->classes, class[0]) == NULL)
            continue;
        if (strcmp(duty->key, SUPPLIER_SURVEY) == 0)
            rows[i] = survey_row(c, supplier->after, today);
        write_duty(&w, duty, &rows[i],
            supplier_standing_of(rows[i].known, rows[i].met, counts_from, today));
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err duties_get(struct req *r)
{
    struct reg_record supplier;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_look(&r->call, &REG_SUPPLIERS, req_param(r, "id"), &supplier);
    return e == ERR_OK ? answer_duties(r, &supplier) : e;
}

static void audit_duty(
    struct call *c, const struct reg_record *supplier, const char *duty, const json_t *said)
{
    json_t *after = json_pack("{s:s, s:O?}", "duty", duty, "said", said);
    audit_add(c, &(struct audit_entry){.action = "duty",
                     .subject = "supplier",
                     .subject_id = supplier->id,
                     .subject_uid = &supplier->uid,
                     .after = after});
    json_decref(after);
}

/* The supplier, to be changed, and the duty of the path, which people tell of by hand. */
static enum err duty_for_change(
    struct req *r, struct reg_record *ret_supplier, const char **ret_duty)
{
    struct call *c = &r->call;
    const char *duty = req_param(r, "duty");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIERS, req_param(r, "id"), ret_supplier);
    if (e != ERR_OK)
        return e;
    if (!option_known(&DUTIES, duty) || strcmp(duty, SUPPLIER_SURVEY) == 0)
        return ERR_NOT_FOUND;
    *ret_duty = duty;
    return ERR_OK;
}

static enum err done(struct req *r, const struct reg_record *supplier)
{
    enum err e = answer_duties(r, supplier);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static enum err duty_put(struct req *r)
{
    struct reg_record supplier;
    const char *duty = NULL;
    enum err e = duty_for_change(r, &supplier, &duty);
    if (e == ERR_OK)
        e = supplier_store_duty_put(&r->call, supplier.id, duty, body_bool(r->body, "met"),
            body_text(r->body, "checked_on"), body_text(r->body, "note"));
    if (e != ERR_OK)
        return e;
    audit_duty(&r->call, &supplier, duty, r->body);
    return done(r, &supplier);
}

static enum err duty_delete(struct req *r)
{
    struct reg_record supplier;
    const char *duty = NULL;
    enum err e = duty_for_change(r, &supplier, &duty);
    if (e == ERR_OK)
        e = supplier_store_duty_remove(&r->call, supplier.id, duty);
    if (e != ERR_OK)
        return e;
    audit_duty(&r->call, &supplier, duty, NULL);
    return done(r, &supplier);
}

/* ---- figures ---- */

static const struct field figure_fields[] = {
    {.key = "suppliers", .type = FIELD_INT, .flags = MUST},
    {.key = "candidates", .type = FIELD_INT, .flags = MUST},
    {.key = "below", .type = FIELD_INT, .flags = MUST}, /* beside those: of tiers below alone */
    {.key = "with_risk", .type = FIELD_INT, .flags = MUST},
    {.key = "without_risk", .type = FIELD_INT, .flags = MUST},
    {.key = "risk_unknown", .type = FIELD_INT, .flags = MUST},
    {.key = "concern_none", .type = FIELD_INT, .flags = MUST}, /* of those with risk */
    {.key = "concern_some", .type = FIELD_INT, .flags = MUST},
    {.key = "not_looked_into", .type = FIELD_INT, .flags = MUST},
    {.key = "class_a", .type = FIELD_INT, .flags = MUST},
    {.key = "class_b", .type = FIELD_INT, .flags = MUST},
    {.key = "class_c", .type = FIELD_INT, .flags = MUST},
    {.key = "class_d", .type = FIELD_INT, .flags = MUST},
    {.key = "unclassed", .type = FIELD_INT, .flags = MUST},
    {.key = "duties_unmet", .type = FIELD_INT, .flags = MUST}, /* and counting */
};
static const struct shape SHAPE_FIGURES = SHAPE("SupplierFigures", figure_fields);

static enum err figures_get(struct req *r)
{
    struct supplier_figures f;
    static const char *const classes[] = {"class_a", "class_b", "class_c", "class_d"};
    struct call *c = &r->call;
    const struct supplier_rules *rules = NULL;
    const char *today = today_of(c);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = supplier_rules_load(c, &rules);
    if (e == ERR_OK)
        e = supplier_store_figures(
            c, years_later(c, today, -rules->grace_years), years_later(c, today, -1), &f);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "suppliers", f.suppliers);
    jw_kint(&w, "candidates", f.candidates);
    jw_kint(&w, "below", f.below);
    jw_kint(&w, "with_risk", f.with_risk);
    jw_kint(&w, "without_risk", f.without_risk);
    jw_kint(&w, "risk_unknown", f.suppliers - f.with_risk - f.without_risk);
    jw_kint(&w, "concern_none", f.concern_none);
    jw_kint(&w, "concern_some", f.concern_some);
    jw_kint(&w, "not_looked_into", f.with_risk - f.concern_none - f.concern_some);
    for (int i = 0; i < 4; i++)
        jw_kint(&w, classes[i], f.classes[i]);
    jw_kint(&w, "unclassed", f.unclassed);
    jw_kint(&w, "duties_unmet", f.duties_unmet);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-rules",
        .op = "supplier_rules_get",
        .perm = &PERM_SUPPLIER_READ,
        .handle = rules_get,
        .answer = &SHAPE_RULES},
    {.method = METHOD_PUT,
        .path = "/api/v1/supplier-rules",
        .op = "supplier_rules_put",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = rules_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_RULES,
        .answer = &SHAPE_RULES,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/suppliers/{id}/duties",
        .op = "supplier_duties",
        .perm = &PERM_SUPPLIER_READ,
        .handle = duties_get,
        .answer = &SHAPE_DUTIES},
    {.method = METHOD_PUT,
        .path = "/api/v1/suppliers/{id}/duties/{duty}",
        .op = "supplier_duty_put",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = duty_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_DUTY_BODY,
        .answer = &SHAPE_DUTIES},
    {.method = METHOD_DELETE,
        .path = "/api/v1/suppliers/{id}/duties/{duty}",
        .op = "supplier_duty_delete",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = duty_delete,
        .answer = &SHAPE_DUTIES},
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-figures",
        .op = "supplier_figures",
        .perm = &PERM_SUPPLIER_READ,
        .handle = figures_get,
        .answer = &SHAPE_FIGURES},
};

const struct module module_supplier_rule = {
    .name = "supplier_rule", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

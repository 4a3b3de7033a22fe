/* What the newest simulation says of measures, and how a business case takes its figure from one.
 */
#include "base/clock.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/loss/loss_avoided_rules.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_run.h"
#include "mod/measure/measure.h"

#include <math.h>
#include <string.h>

static enum err run_read(
    struct call *c, const struct loss_run_row *row, struct loss_avoided_run *ret_run)
{
    json_t *result = NULL;
    enum err e =
        json_in_parse(c, row->result, strlen(row->result), JSON_IN_DEPTH, c->problem, &result);
    if (e != ERR_OK)
        return e;
    struct loss_avoided_run run = {.known = true,
        .uid = row->uid,
        .number = row->number,
        .seed = (int64_t)row->seed,
        .years = row->years,
        .ended_at_ms = row->ended_at_ms};
    loss_avoided_read(c, result, &run);
    *ret_run = run;
    return ERR_OK;
}

enum err loss_avoided_newest(struct call *c, struct loss_avoided_run *ret_run)
{
    struct loss_run_row row = {0};
    enum err e = loss_run_store_newest(c, &row);
    if (e == ERR_NOT_FOUND) {
        *ret_run = (struct loss_avoided_run){0};
        return ERR_OK;
    }
    return e == ERR_OK ? run_read(c, &row, ret_run) : e;
}

enum err loss_result_newest(struct call *c, struct loss_newest *ret_newest)
{
    struct loss_run_row row = {0};
    enum err e = loss_run_store_newest(c, &row);
    *ret_newest = (struct loss_newest){0};
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    ret_newest->number = row.number;
    ret_newest->ended_at_ms = row.ended_at_ms;
    return json_in_parse(
        c, row.result, strlen(row.result), JSON_IN_DEPTH, c->problem, &ret_newest->result);
}

/* ---- the figure of a business case ---- */

static void forget(const struct reg_record *record)
{
    static const char *const keys[] = {"loss_run", "loss_run_on", "loss_run_seed", "loss_how"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        json_object_set_new(record->after, keys[i], json_null());
}

static enum err fill(struct call *c, const struct reg_record *record,
    const struct loss_avoided_run *run, const struct loss_joint *joint)
{
    char day[DATE_TEXT_SIZE];
    struct date ended;
    if (!clock_day_in_zone(run->ended_at_ms, c->org.zone, &ended))
        return ERR_INTERNAL;
    date_format(ended, day);
    json_object_set_new(record->after, "loss_avoided",
        json_pack("{s:I, s:s}", "amount", (json_int_t)llround(joint->yen), "currency", "JPY"));
    json_object_set_new(record->after, "loss_run", json_string(run->number));
    json_object_set_new(record->after, "loss_run_on", json_string(day));
    json_object_set_new(record->after, "loss_run_seed", json_integer((json_int_t)run->seed));
    json_object_set_new(record->after, "loss_how", json_string(joint->how));
    return ERR_OK;
}

/* Two records may be linked in several ways: each number once. */
static size_t numbers_of(const json_t *linked, const char **ret_numbers)
{
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(linked); i++) {
        const char *number = body_text(json_array_get(linked, i), "number");
        size_t at = 0;
        while (at < n && strcmp(ret_numbers[at], number) != 0)
            at++;
        if (at == n)
            ret_numbers[n++] = number;
    }
    return n;
}

/* The measures that the case is linked with and the caller may read; a new one has no links. */
static enum err joint_of(struct call *c, const struct reg_record *record,
    const struct loss_avoided_run *run, struct loss_joint *ret_joint)
{
    json_t *linked = NULL;
    char id[UUID_TEXT_SIZE];
    if (record->change == REG_CREATE)
        return ERR_OK;
    uuid_format(&record->uid, id);
    enum err e = reg_linked(c, &REG_BUSINESS_CASES, id, &REG_MEASURES, &linked);
    if (e != ERR_OK)
        return e;
    const char **numbers = mem_array(c, const char *, json_array_size(linked));
    *ret_joint = loss_avoided_jointly(run, numbers, numbers_of(linked, numbers));
    return ERR_OK;
}

static enum err take(struct call *c, const struct reg_record *record, const char *number)
{
    struct loss_run_row row = {0};
    struct loss_avoided_run run = {0};
    struct loss_joint joint = {0};
    enum err e = who_may(c->who, &PERM_LOSS_READ, "/") ? loss_run_store_find(c, number, &row)
                                                       : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND || (e == ERR_OK && row.result == NULL)) {
        problem_field_value(c->problem, "/loss_run", "reference", number);
        return ERR_OK;
    }
    if (e == ERR_OK)
        e = run_read(c, &row, &run);
    if (e == ERR_OK)
        e = joint_of(c, record, &run, &joint);
    if (e == ERR_OK && joint.how == NULL)
        problem_field_value(c->problem, "/loss_run", "loss_run_measures", number);
    return e == ERR_OK && joint.how != NULL ? fill(c, record, &run, &joint) : e;
}

/* Naming a simulation takes its figure; a figure that is typed has no simulation. */
static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->def != &REG_BUSINESS_CASES ||
        (record->change != REG_CREATE && record->change != REG_UPDATE))
        return ERR_OK;
    const char *number = body_text(record->after, "loss_run");
    if (number != NULL && reg_changes(record, "loss_run"))
        return take(c, record, number);
    if (reg_changes(record, "loss_run") || reg_changes(record, "loss_avoided"))
        forget(record);
    return ERR_OK;
}

const struct reg_watch loss_avoided_watch = {.check = check};

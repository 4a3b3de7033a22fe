#include "kernel/calendar/calendar_reg.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/calendar/calendar_store.h"
#include "kernel/i18n/msg.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register.h"

#include <string.h>

/* "reg.measure" and "reg.measure.due" in the caller's words. */
static const char *word(struct call *c, const struct reg_def *def, const char *key)
{
    const char *dot = key == NULL ? "" : ".";
    return msg_get(
        c->lang, mem_printf(c, "reg.%s%s%s", def->singular, dot, key == NULL ? "" : key));
}

/* A record that is kept to its readers says its number only: the calendar is copied to wherever
 * the person's calendars are. */
static enum err name_of(
    struct call *c, const struct reg_def *def, const json_t *record, const char **ret_name)
{
    const char *number = body_text(record, "number");
    const char *title = body_text(record, def->title);
    const char *id = number == NULL ? body_text(record, "id") : number;
    int64_t record_id = 0;
    bool secret = false;
    enum err e = ERR_OK;
    if (def->readers)
        e = reg_find(c, def, id, &record_id);
    if (e == ERR_OK && def->readers)
        e = reader_is_secret(c, def->singular, record_id, &secret);
    if (e == ERR_OK)
        *ret_name = secret || title == NULL ? id : title;
    return e;
}

static enum err add(
    struct call *c, struct calendar *calendar, const struct reg_def *def, const json_t *record)
{
    const char *number = body_text(record, "number");
    const char *id = body_text(record, "id");
    const char *name = NULL;
    struct uuid uid;
    int64_t changed_ms = 0;
    enum err e = name_of(c, def, record, &name);
    if (e != ERR_OK || !uuid_parse(id, &uid))
        return e;
    (void)instant_parse(body_text(record, "updated_at"), &changed_ms);
    const struct msg_arg args[] = {
        {"name", name}, {"register", word(c, def, NULL)}, {"day", word(c, def, def->due->day)}};
    calendar_add(c, calendar,
        &(struct calendar_event){
            .uid = calendar_uid(c, def->singular, &uid, def->due->day),
            .day = body_text(record, def->due->day),
            .title = msg_format(c, c->lang, "calendar.record", args, 3),
            .path = mem_printf(c, "/%s/%s", def->name, number == NULL ? id : number),
            .changed_ms = changed_ms,
            .sequence = body_int(record, "version", 0),
        });
    return ERR_OK;
}

/* Keys with a comma between, for the filter "in". */
static const char *listed(struct call *c, const char *const *keys)
{
    char *text = mem_strdup(c, "");
    for (size_t i = 0; keys[i] != NULL; i++)
        text = mem_printf(c, "%s%s%s", text, i == 0 ? "" : ",", keys[i]);
    return text;
}

static enum err add_register(
    struct call *c, struct calendar *calendar, const struct reg_def *def, const char *person)
{
    const struct reg_due *due = def->due;
    struct reg_where where[4] = {
        {due->day, "ge", calendar->first},
        {due->day, "le", calendar->last},
    };
    size_t n = 2;
    json_t *items = NULL;
    if (due->states != NULL)
        where[n++] = (struct reg_where){def->state_field, "in", listed(c, due->states)};
    if (due->who != NULL)
        where[n++] = (struct reg_where){due->who, "eq", person};
    enum err e = reg_list(c, def, where, n, due->day, LIMIT_CALENDAR_EVENTS, &items);
    for (size_t i = 0; e == ERR_OK && i < json_array_size(items); i++)
        e = add(c, calendar, def, json_array_get(items, i));
    return e;
}

/* What nobody is in charge of is everybody's who may change it. */
static bool concerns(const struct call *c, const struct reg_def *def, const char *person)
{
    if (def->due == NULL || !who_holds(c->who, def->read))
        return false;
    return def->due->who != NULL ? person != NULL : who_holds(c->who, def->update);
}

enum err calendar_registers(struct call *c, struct calendar *calendar)
{
    const char *person = NULL;
    enum err e = calendar_store_person(c, c->who->person_id, &person);
    for (size_t m = 0; e == ERR_OK && m < c->app->n_modules; m++) {
        const struct module *module = c->app->modules[m];
        for (size_t i = 0; e == ERR_OK && i < module->n_registers; i++)
            if (concerns(c, module->registers[i], person))
                e = add_register(c, calendar, module->registers[i], person);
    }
    return e;
}

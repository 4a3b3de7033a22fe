#include "base/mem.h"
#include "mod/contract/contract_private.h"

#include <string.h>

enum err contract_host(struct call *c, const struct reg_record *record, const char *key,
    const struct reg_def *def, struct reg_record *ret_host)
{
    const char *id = body_text(json_object_get(record->after, key), "id");
    if (id == NULL)
        return ERR_NOT_FOUND; /* has been refused, as required */
    enum err e = reg_look(c, def, id, ret_host);
    if (e == ERR_NOT_FOUND)
        problem_field(c->problem, mem_printf(c, "/%s", key), "reference");
    return e;
}

void contract_same_unit(struct call *c, const struct reg_record *record,
    const struct reg_record *host, const char *code)
{
    if (record->unit_id != host->unit_id)
        problem_field(c->problem, "/unit", code);
}

void contract_needs(struct call *c, const struct reg_record *record, const char *key)
{
    if (body_text(record->after, key) == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
}

void contract_keeps(struct call *c, const struct reg_record *record, const char *const *keys,
    size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (!json_equal(
                json_object_get(record->before, keys[i]), json_object_get(record->after, keys[i])))
            problem_field(c->problem, mem_printf(c, "/%s", keys[i]), code);
}

void contract_named_by(const struct reg_record *record, const char *key)
{
    const json_t *name = json_object_get(json_object_get(record->after, key), "title");
    json_object_set_new(
        record->after, "title", name == NULL ? json_null() : json_incref((json_t *)name));
}

const char *contract_was(const struct reg_record *record)
{
    const char *state = body_text(record->before, "state");
    return state == NULL ? "" : state;
}

bool contract_is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

/* Fields that list businesses of ours by their names: what stops with outsourced work, and what a
 * step of the chain of suppliers serves. */
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_private.h"

bool business_names_changed(const struct reg_record *record, const char *key)
{
    const json_t *before = json_object_get(record->before, key);
    const json_t *after = json_object_get(record->after, key);
    return !json_equal((json_t *)before, (json_t *)after);
}

enum err business_names_check(struct call *c, const struct reg_record *record, const char *key)
{
    if (record->change != REG_CREATE && !reg_changes(record, key))
        return ERR_OK;
    json_t *names = json_object();
    json_t *list = json_array();
    size_t i;
    const json_t *one;
    enum err e = ERR_OK;
    json_array_foreach(json_object_get(record->after, key), i, one)
    {
        int64_t id = 0;
        const char *name = NULL;
        e = supplier_store_business(c, json_string_value(one), &id, &name);
        if (e != ERR_OK)
            break;
        if (id == 0)
            problem_field_value(
                c->problem, mem_printf(c, "/%s/%zu", key, i), "reference", json_string_value(one));
        else if (json_object_get(names, name) == NULL) {
            json_object_set_new(names, name, json_true());
            json_array_append_new(list, json_string(name));
        }
    }
    bool none = json_array_size(list) == 0;
    json_object_set_new(record->after, key, none ? json_null() : list);
    if (none)
        json_decref(list);
    json_decref(names);
    return e;
}

enum err business_names_ids(
    struct call *c, const json_t *names, int64_t ret_ids[BUSINESS_NAMES_MAX], size_t *ret_n)
{
    size_t n = 0;
    size_t i;
    const json_t *one;
    json_array_foreach(names, i, one)
    {
        const char *name = NULL;
        enum err e = supplier_store_business(c, json_string_value(one), &ret_ids[n], &name);
        if (e != ERR_OK)
            return e;
        n++;
    }
    *ret_n = n;
    return ERR_OK;
}

json_t *business_names_word(struct call *c, const struct field *f, const char *text)
{
    int64_t id = 0;
    const char *name = NULL;
    if (f->type != FIELD_LIST || supplier_store_business(c, text, &id, &name) != ERR_OK || id == 0)
        return NULL;
    return json_pack("[s]", name);
}

#include "mod/risk/risk_record.h"

#include "kernel/shape.h"

const char *record_id(const json_t *record)
{
    return body_text(record, "id");
}

const char *record_ref(const json_t *record, const char *key)
{
    return record_id(json_object_get(record, key));
}

json_t *records_by(const json_t *records, const char *key)
{
    json_t *map = json_object();
    size_t i;
    json_t *record;
    json_array_foreach(records, i, record)
    {
        const char *whole = record_ref(record, key);
        const char *under = whole == NULL ? "" : whole;
        json_t *parts = json_object_get(map, under);
        if (parts == NULL) {
            parts = json_array();
            json_object_set_new(map, under, parts);
        }
        json_array_append(parts, record);
    }
    return map;
}

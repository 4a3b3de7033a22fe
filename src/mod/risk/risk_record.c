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

void record_write_ref(struct jw *w, const json_t *record)
{
    jw_obj_begin(w);
    jw_kjson(w, "id", json_object_get(record, "id"));
    jw_kjson(w, "number", json_object_get(record, "number"));
    jw_kjson(w, "title", json_object_get(record, "name"));
    jw_obj_end(w);
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

/* What is told of a case's evidence to whoever writes of the case. */
#include "base/clock.h"
#include "mod/custody/custody_private.h"

static void set_text(json_t *to, const char *key, const char *text)
{
    if (text != NULL)
        json_object_set_new(to, key, json_string(text));
}

static json_t *item_of(const struct custody_item *item)
{
    char at[INSTANT_TEXT_SIZE], hex[DIGEST_TEXT_SIZE];
    json_t *one = json_object();
    instant_format(item->collected_ms, at);
    json_object_set_new(one, "no", json_integer(item->no));
    set_text(one, "title", item->title);
    set_text(one, "source", item->source);
    set_text(one, "collected_at", at);
    set_text(one, "holder", item->holder);
    set_text(one, "place", item->place);
    if (item->file.id != 0) {
        digest_format(&item->file.sha256, hex);
        set_text(one, "file", item->file.name);
        set_text(one, "sha256", hex);
    }
    return one;
}

enum err custody_told(struct call *c, int64_t incident_id, json_t **ret_items)
{
    struct custody_item *items = NULL;
    size_t n = 0;
    enum err e = custody_store_items(c, incident_id, 0, &items, &n);
    if (e != ERR_OK)
        return e;
    json_t *list = reg_keep(c, json_array());
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, item_of(&items[i]));
    *ret_items = list;
    return ERR_OK;
}

#include "kernel/notice/notice_text.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/i18n/msg_date.h"

json_t *notice_args_json(const struct notice_arg *args, size_t n)
{
    json_t *all = json_object();
    for (size_t i = 0; i < n; i++)
        json_object_set_new(all, args[i].name,
            json_pack("[i, s]", (int)args[i].type, args[i].value == NULL ? "" : args[i].value));
    return all;
}

static const char *value_of(
    const void *ctx, const char *lang, const char *zone, const json_t *stored)
{
    enum notice_arg_type type = (enum notice_arg_type)json_integer_value(json_array_get(stored, 0));
    const char *value = json_string_value(json_array_get(stored, 1));
    int64_t ms;
    /* No message has an empty name: in catalogues that is the name of their head. */
    if (value == NULL || value[0] == '\0')
        return "";
    if (type == NOTICE_DATE)
        return msg_date(ctx, lang, value);
    if (type == NOTICE_INSTANT && instant_parse(value, &ms))
        return msg_instant(ctx, lang, ms, zone);
    return type == NOTICE_MESSAGE ? msg_get(lang, value) : value;
}

struct notice_text notice_text_of(
    const void *ctx, const char *lang, const char *zone, const char *kind, const json_t *args)
{
    struct msg_arg *list = mem_array(ctx, struct msg_arg, json_object_size(args) + 1);
    size_t n = 0;
    const char *name;
    json_t *stored;
    json_object_foreach((json_t *)args, name, stored)
    {
        list[n++] = (struct msg_arg){name, value_of(ctx, lang, zone, stored)};
    }
    return (struct notice_text){
        .title = msg_format(ctx, lang, mem_printf(ctx, "notice.%s.title", kind), list, n),
        .text = msg_format(ctx, lang, mem_printf(ctx, "notice.%s.text", kind), list, n),
    };
}

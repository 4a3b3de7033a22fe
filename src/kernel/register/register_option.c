/* What options are called: as the organisation says where it does (reg_def.option), else by the
 * messages. */
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/kept.h"
#include "kernel/register/register_private.h"

const char *reg_option_label(struct call *c, const struct reg_def *def,
    const struct option_set *set, const char *key, const char *lang)
{
    const json_t *texts = def->option == NULL ? NULL : def->option(c, set, key);
    const char *own = json_string_value(json_object_get(texts, lang));
    for (int i = 0; own == NULL && i < MSG_LANGS; i++)
        own = json_string_value(json_object_get(texts, msg_langs[i]));
    return own != NULL ? own : msg_get(lang, mem_printf(c, "enum.%s.%s", set->name, key));
}

/* One set that the organisation names; nothing where it names none of it. */
static void write_set(
    struct call *c, struct jw *w, const struct reg_def *def, const struct option_set *set)
{
    bool begun = false;
    for (const char *const *key = set->keys; *key != NULL; key++) {
        const json_t *texts = def->option(c, set, *key);
        if (texts == NULL)
            continue;
        if (!begun) {
            jw_key(w, set->name);
            jw_obj_begin(w);
            begun = true;
        }
        jw_key(w, *key);
        jw_json(w, texts);
    }
    if (begun)
        jw_obj_end(w);
}

static bool met(const struct reg_def *def, size_t n, const struct option_set *set)
{
    for (size_t i = 0; i < n; i++)
        if (def->fields[i].options == set)
            return true;
    return false;
}

void reg_option_names_write(struct call *c, struct jw *w)
{
    const struct app *app = c->app;
    kept_begin(c);
    jw_obj_begin(w);
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_registers; i++) {
            const struct reg_def *def = app->modules[m]->registers[i];
            bool seen = def->option != NULL && who_holds(c->who, def->read);
            for (size_t f = 0; seen && f < def->n_fields; f++)
                if (def->fields[f].options != NULL && !met(def, f, def->fields[f].options))
                    write_set(c, w, def, def->fields[f].options);
        }
    jw_obj_end(w);
    kept_end(c);
}

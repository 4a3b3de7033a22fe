#include "kernel/sheet/sheet.h"

#include <string.h>

#define SHEET_SCALE_KEY(name, key) key,
static const char *const scale_keys[] = {SHEET_SCALE_LIST(SHEET_SCALE_KEY)};
#undef SHEET_SCALE_KEY

const char *const SHEET_WORDINGS[] = {"own", "source", "adapted", NULL};
const char *const SHEET_CERTIFICATES[] = {"isms", "privacy_mark", "scs3", "scs4", "scs5", NULL};

const char *sheet_scale_key(enum sheet_scale scale)
{
    return scale_keys[scale];
}

bool sheet_scale_parse(const char *key, enum sheet_scale *ret_scale)
{
    for (int i = 0; i < SCALE_MAX; i++) {
        if (strcmp(scale_keys[i], key) == 0) {
            *ret_scale = (enum sheet_scale)i;
            return true;
        }
    }
    return false;
}

int sheet_item_no(const struct sheet_doc *doc, const char *key)
{
    for (int i = 0; i < doc->n_items; i++)
        if (strcmp(doc->items[i].key, key) == 0)
            return i + 1;
    return 0;
}

const char *sheet_item_key(const struct sheet_doc *doc, int no)
{
    return no < 1 || no > doc->n_items ? NULL : doc->items[no - 1].key;
}

int sheet_section_no(const struct sheet_doc *doc, const char *key)
{
    for (int i = 0; i < doc->n_sections; i++)
        if (strcmp(doc->sections[i].key, key) == 0)
            return i + 1;
    return 0;
}

int sheet_language(const struct sheet_doc *doc, const char *lang)
{
    for (size_t i = 0; i < doc->n_languages; i++)
        if (strcmp(doc->languages[i], lang) == 0)
            return (int)i;
    return -1;
}

const char *sheet_text(
    const struct sheet_doc *doc, const struct sheet_texts *texts, const char *lang)
{
    if (texts->of == NULL)
        return NULL;
    int i = sheet_language(doc, lang);
    if (i >= 0 && texts->of[i] != NULL)
        return texts->of[i];
    for (size_t k = 0; k < doc->n_languages; k++)
        if (texts->of[k] != NULL)
            return texts->of[k];
    return NULL;
}

bool sheet_branches(const struct sheet_doc *doc)
{
    for (int i = 0; i < doc->n_items; i++)
        if (doc->items[i].applies.n_answers > 0)
            return true;
    return false;
}

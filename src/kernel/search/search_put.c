#include "kernel/search/search_private.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

enum { FOLDED_MOST = 64 * 1024 }; /* bytes: more than all long texts of a record together */

/* Number, title and text, one below the other: the finder knows the first two lines. */
static char *folded_text(const void *ctx, const struct search_text *text)
{
    char *folded =
        utf8_fold(ctx, mem_printf(ctx, "%s\n%s\n%s", text->number != NULL ? text->number : "",
                           text->title, text->body != NULL ? text->body : ""));
    size_t len = strlen(folded);
    if (len > FOLDED_MOST) {
        len = FOLDED_MOST;
        while (((unsigned char)folded[len] & 0xc0) == 0x80)
            len--;
        folded[len] = '\0';
    }
    return folded;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static enum err take_out(struct call *c, const struct search_old *old)
{
    return search_store_remove(c, old->id, search_words(c, old->folded, old->scope));
}

static enum err bring_in(
    struct call *c, const struct search_text *text, const char *folded, const char *scope)
{
    enum err e = search_store_add(c, text, folded, scope);
    return e != ERR_OK ? e : search_store_add_words(c, text, search_words(c, folded, scope));
}

enum err search_put(struct call *c, const struct search_text *text)
{
    struct search_old old = {.id = 0};
    const char *folded = folded_text(c, text);
    const char *scope = search_scope(c, db_org(c->db), text->kind, text->unit_path);
    enum err e = ERR_OK;
    if (!text->fresh)
        e = search_store_get(c, text->kind, text->record_id, text->part, &old);
    if (e != ERR_OK)
        return e;
    if (old.id != 0 && strcmp(old.folded, folded) == 0 && strcmp(old.scope, scope) == 0 &&
        same(old.number, text->number) && same(old.title, text->title) &&
        same(old.body, text->body))
        return ERR_OK;
    if (old.id != 0)
        e = take_out(c, &old);
    return e != ERR_OK ? e : bring_in(c, text, folded, scope);
}

enum err search_remove_above(struct call *c, const char *kind, int64_t record_id, int64_t part)
{
    int64_t last = 0;
    enum err e = ERR_OK;
    do {
        e = search_store_last_part(c, kind, record_id, part, &last);
        if (e == ERR_OK && last != 0)
            e = search_remove(c, kind, record_id, last);
    } while (e == ERR_OK && last != 0);
    return e;
}

enum err search_remove(struct call *c, const char *kind, int64_t record_id, int64_t part)
{
    struct search_old old;
    bool removed = false;
    enum err e = search_store_remove_part(c, kind, record_id, part, &removed);
    if (e != ERR_OK || removed)
        return e;
    e = search_store_get(c, kind, record_id, part, &old);
    return e != ERR_OK || old.id == 0 ? e : take_out(c, &old);
}

enum err search_count_anew(struct call *c)
{
    return db_count_anew(c->db, "search_doc");
}

#include "kernel/sheet/out.h"

#include "base/mem.h"

struct ref ref_columns(const void *ctx, struct db_query *q, int col)
{
    if (db_is_null(q, col))
        return (struct ref){0};
    return (struct ref){.id = db_int(q, col),
        .uid = db_uuid(q, col + 1),
        .title = mem_strdup(ctx, db_text(q, col + 2, NULL))};
}

struct ref ref_account_columns(struct call *c, struct db_query *q, int col)
{
    bool guest = c->who != NULL && c->who->guest_id != 0;
    return guest ? (struct ref){.id = 0} : ref_columns(c, q, col);
}

void out_uuid(struct jw *w, const char *key, const struct uuid *id)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(id, text);
    jw_kstr(w, key, text);
}

void out_ref(struct jw *w, const char *key, const struct ref *ref)
{
    jw_key(w, key);
    if (ref->id == 0) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    out_uuid(w, "id", &ref->uid);
    jw_kstr(w, "number", ref->number);
    jw_kstr(w, "title", ref->title);
    jw_obj_end(w);
}

void out_digest(struct jw *w, const char *key, const struct digest *digest)
{
    char text[DIGEST_TEXT_SIZE];
    digest_format(digest, text);
    jw_kstr(w, key, text);
}

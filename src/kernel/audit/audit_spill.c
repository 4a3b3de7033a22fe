#include "kernel/audit/audit_spill.h"

#include "base/mem.h"
#include "kernel/file/file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct audit_spill {
    FILE *file;
};

/* What has a fixed size; the texts follow, each without its NUL. */
struct head {
    int64_t subject_id, unit_id;
    int64_t action, subject, payload; /* bytes; payload -1: none */
    struct uuid uid;
    bool has_uid;
};

static int close_file(struct audit_spill *spill)
{
    if (spill->file != NULL)
        fclose(spill->file);
    return 0;
}

enum err audit_spill_new(const void *ctx, const struct app *app, struct audit_spill **ret_spill)
{
    int fd = -1;
    enum err e = file_spool_open(app, &fd);
    if (e != ERR_OK)
        return e;
    struct audit_spill *spill = mem_new(ctx, struct audit_spill);
    spill->file = fdopen(fd, "w+");
    if (spill->file == NULL) {
        close(fd);
        return ERR_STORAGE_FULL;
    }
    talloc_set_destructor(spill, close_file);
    *ret_spill = spill;
    return ERR_OK;
}

static bool put(FILE *file, const void *data, size_t len)
{
    return len == 0 || fwrite(data, len, 1, file) == 1;
}

enum err audit_spill_put(struct audit_spill *spill, const struct audit_waiting *entry)
{
    struct head h;
    memset(&h, 0, sizeof h); /* the gaps between members too */
    h.subject_id = entry->subject_id;
    h.unit_id = entry->unit_id;
    h.action = (int64_t)strlen(entry->action);
    h.subject = (int64_t)strlen(entry->subject);
    h.payload = entry->payload == NULL ? -1 : (int64_t)strlen(entry->payload);
    h.uid = entry->uid;
    h.has_uid = entry->has_uid;
    bool ok = put(spill->file, &h, sizeof h) && put(spill->file, entry->action, (size_t)h.action) &&
              put(spill->file, entry->subject, (size_t)h.subject) &&
              put(spill->file, entry->payload, h.payload < 0 ? 0 : (size_t)h.payload);
    return ok ? ERR_OK : ERR_STORAGE_FULL;
}

enum err audit_spill_rewind(struct audit_spill *spill)
{
    bool ok = fflush(spill->file) == 0 && fseeko(spill->file, 0, SEEK_SET) == 0;
    return ok ? ERR_OK : ERR_STORAGE_FULL;
}

static bool get_text(FILE *file, const void *ctx, int64_t len, const char **ret_text)
{
    if (len < 0) {
        *ret_text = NULL;
        return true;
    }
    char *text = mem_array(ctx, char, (size_t)len + 1);
    *ret_text = text;
    return len == 0 || fread(text, (size_t)len, 1, file) == 1;
}

enum err audit_spill_get(
    struct audit_spill *spill, const void *ctx, struct audit_waiting *ret_entry)
{
    struct head h;
    struct audit_waiting e = {0};
    if (fread(&h, sizeof h, 1, spill->file) != 1 ||
        !get_text(spill->file, ctx, h.action, &e.action) ||
        !get_text(spill->file, ctx, h.subject, &e.subject) ||
        !get_text(spill->file, ctx, h.payload, &e.payload))
        return ERR_INTERNAL;
    e.subject_id = h.subject_id;
    e.unit_id = h.unit_id;
    e.has_uid = h.has_uid;
    e.uid = h.uid;
    *ret_entry = e;
    return ERR_OK;
}

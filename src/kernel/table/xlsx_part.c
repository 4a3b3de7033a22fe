#include "base/mem.h"
#include "kernel/table/xlsx_private.h"

#include <string.h>

enum { CHUNK = 64 * 1024 };

/* What expat is given: the book and who handles the part. */
struct reading {
    struct xlsx *x;
    const struct xlsx_handler *handler;
};

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

const char *xlsx_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

void xlsx_stop(struct xlsx *x, enum err e, const char *detail, int64_t limit)
{
    if (x->fault == ERR_OK && e != ERR_OK)
        x->fault = limit == 0 ? problem_set(x->problem, e, detail)
                              : problem_set_limit(x->problem, e, detail, limit);
    XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    struct reading *r = data;
    if (++r->x->depth > XLSX_DEPTH)
        xlsx_stop(r->x, ERR_MALFORMED, "xlsx_broken", 0);
    else
        r->handler->start(r->x, r->handler->arg, local(name), attributes);
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct reading *r = data;
    r->x->depth--;
    if (r->handler->end != NULL)
        r->handler->end(r->x, r->handler->arg, local(name));
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    struct reading *r = data;
    if (r->handler->text != NULL)
        r->handler->text(r->x, r->handler->arg, text, (size_t)len);
}

/* No book of Excel has one; with it come entities that unfold without end or fetch files. */
static void XMLCALL on_doctype(
    void *data, const char *name, const char *system_id, const char *public_id, int subset)
{
    struct reading *r = data;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)subset;
    xlsx_stop(r->x, ERR_MALFORMED, "xlsx_entity", 0);
}

/* What the directory says of the size may be a lie: what comes out is counted too. */
static bool too_much(struct xlsx *x, size_t size, size_t packed)
{
    if (x->unpacked > XLSX_UNPACKED)
        return true;
    return size > XLSX_SMALL && size / XLSX_RATIO > packed;
}

static enum err parse(struct xlsx *x, zip_file_t *file, size_t packed)
{
    size_t size = 0;
    for (;;) {
        void *room = XML_GetBuffer(x->parser, CHUNK);
        zip_int64_t n = room == NULL ? -1 : zip_fread(file, room, CHUNK);
        if (n < 0)
            return problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
        size += (size_t)n;
        x->unpacked += (size_t)n;
        if (too_much(x, size, packed))
            return problem_set(x->problem, ERR_TOO_LARGE, "xlsx_bomb");
        enum XML_Status status = XML_ParseBuffer(x->parser, (int)n, n == 0);
        if (x->fault != ERR_OK)
            return x->fault;
        if (status != XML_STATUS_OK)
            return XML_GetErrorCode(x->parser) == XML_ERROR_ABORTED
                       ? ERR_OK
                       : problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
        if (n == 0)
            return ERR_OK;
    }
}

enum err xlsx_part(struct xlsx *x, const char *path, const struct xlsx_handler *handler)
{
    struct zip_stat st;
    zip_stat_init(&st);
    if (zip_stat(x->zip, path, 0, &st) != 0)
        return ERR_NOT_FOUND;
    zip_file_t *file = zip_fopen(x->zip, path, 0);
    if (file == NULL)
        return problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
    struct reading reading = {x, handler};
    x->depth = 0;
    x->parser = XML_ParserCreate("UTF-8");
    enum err e = ERR_INTERNAL;
    if (x->parser != NULL) {
        XML_SetUserData(x->parser, &reading);
        XML_SetElementHandler(x->parser, on_start, on_end);
        XML_SetCharacterDataHandler(x->parser, on_text);
        XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
        e = parse(x, file, (size_t)st.comp_size);
        XML_ParserFree(x->parser);
    }
    zip_fclose(file);
    return e;
}

static enum err take(struct xlsx *x, zip_file_t *file, size_t packed, struct buf *bytes)
{
    for (;;) {
        char *room = buf_room(bytes, CHUNK);
        zip_int64_t n = zip_fread(file, room, CHUNK);
        if (n < 0)
            return problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
        if (n == 0)
            return ERR_OK;
        buf_wrote(bytes, (size_t)n);
        x->unpacked += (size_t)n;
        if (bytes->len > XLSX_WHOLE || too_much(x, bytes->len, packed))
            return problem_set(x->problem, ERR_TOO_LARGE, "xlsx_bomb");
    }
}

enum err xlsx_bytes(struct xlsx *x, const char *path, struct buf **ret_bytes)
{
    struct zip_stat st;
    zip_stat_init(&st);
    if (zip_stat(x->zip, path, 0, &st) != 0)
        return ERR_NOT_FOUND;
    zip_file_t *file = zip_fopen(x->zip, path, 0);
    if (file == NULL)
        return problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
    struct buf *bytes = buf_new(x->ctx);
    enum err e = take(x, file, (size_t)st.comp_size, bytes);
    zip_fclose(file);
    if (e == ERR_OK)
        *ret_bytes = bytes;
    return e;
}

#include "kernel/sheet/framework_file.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* ---- the child's side: one JSON object ---- */

/* One byte more than the limit is asked for, so that a file over it is noticed. */
static size_t read_all(int fd, char *data, size_t most)
{
    size_t n = 0;
    while (n < most) {
        ssize_t got = read(fd, data + n, most - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    return n;
}

static json_t *problem_json(enum err e, const struct problem *p)
{
    json_t *fields = json_array();
    for (size_t i = 0; i < p->n_fields; i++)
        json_array_append_new(
            fields, json_pack("{s:s, s:s, s:s?, s:b, s:I}", "pointer", p->fields[i].pointer, "code",
                        p->fields[i].code, "value", p->fields[i].value, "has_limit",
                        p->fields[i].has_limit, "limit", (json_int_t)p->fields[i].limit));
    return json_pack("{s:i, s:s?, s:s?, s:b, s:I, s:o}", "error", (int)e, "detail", p->detail,
        "arg", p->arg, "has_limit", p->has_limit, "limit", (json_int_t)p->limit, "fields", fields);
}

static void run(int in, FILE *out, const char *name)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct framework_found found = {0};
    char *data = mem_array(ctx, char, LIMIT_IMPORT + 1);
    size_t len = read_all(in, data, LIMIT_IMPORT + 1);
    enum err e = framework_import(ctx, data, len, name == NULL ? "" : name, problem, &found);
    json_t *answer = e == ERR_OK ? json_pack("{s:O, s:O, s:O}", "sheets", found.sheets, "mappings",
                                       found.mappings, "report", found.report)
                                 : problem_json(e, problem);
    json_dumpf(answer, out, JSON_COMPACT);
}

const struct child_work FRAMEWORK_CHILD = {"framework", NULL, run};

/* ---- our side: nothing that comes is believed ---- */

enum { ANSWER_MAX = 96 * 1024 * 1024, ANSWER_DEPTH = 64, READ_STEP = 64 * 1024, ID_MAX = 100 };

static char *answer_read(void *ctx, FILE *from, size_t *ret_len)
{
    size_t room = READ_STEP;
    size_t n = 0;
    char *data = mem_array(ctx, char, room);
    for (;;) {
        size_t got = fread(data + n, 1, room - n, from);
        n += got;
        if (got == 0 || n > ANSWER_MAX)
            break;
        if (n == room) {
            room *= 2;
            data = mem_grow(ctx, data, char, room);
        }
    }
    *ret_len = n > ANSWER_MAX ? 0 : n;
    return data;
}

/* Ids of messages are short and plain; what is none is not told. */
static const char *id_of(void *ctx, const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    if (text == NULL || strlen(text) > ID_MAX ||
        strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(text))
        return NULL;
    return mem_strdup(ctx, text);
}

static void field_take(struct problem *p, const json_t *one)
{
    const char *pointer = json_string_value(json_object_get(one, "pointer"));
    const char *code = id_of(p, one, "code");
    const char *value = json_string_value(json_object_get(one, "value"));
    if (pointer == NULL || code == NULL)
        return;
    if (json_is_true(json_object_get(one, "has_limit")))
        problem_field_limit(p, pointer, code, json_integer_value(json_object_get(one, "limit")));
    else
        problem_field_value(p, pointer, code, value);
}

static enum err problem_take(const json_t *answer, struct problem *p)
{
    size_t i;
    json_t *one;
    json_int_t e = json_integer_value(json_object_get(answer, "error"));
    if (e <= ERR_OK || e >= ERR_MAX)
        return ERR_INTERNAL;
    int64_t limit = json_integer_value(json_object_get(answer, "limit"));
    const char *detail = id_of(p, answer, "detail");
    const char *arg = json_string_value(json_object_get(answer, "arg"));
    json_array_foreach(json_object_get(answer, "fields"), i, one) field_take(p, one);
    if (detail != NULL && arg != NULL)
        return problem_set_arg(p, (enum err)e, detail, mem_strdup(p, arg));
    if (detail != NULL && json_is_true(json_object_get(answer, "has_limit")))
        return problem_set_limit(p, (enum err)e, detail, limit);
    return detail == NULL ? (enum err)e : problem_set(p, (enum err)e, detail);
}

static enum err answer_take(const json_t *answer, struct problem *p, struct framework_found *ret)
{
    if (json_object_get(answer, "error") != NULL)
        return problem_take(answer, p);
    const struct framework_found found = {.sheets = json_object_get(answer, "sheets"),
        .mappings = json_object_get(answer, "mappings"),
        .report = json_object_get(answer, "report")};
    if (!json_is_array(found.sheets) || !json_is_array(found.mappings) ||
        !json_is_object(found.report))
        return ERR_INTERNAL;
    *ret = found;
    return ERR_OK;
}

enum err framework_file_import(void *ctx, int fd, const char *file_name, struct problem *problem,
    struct framework_found *ret_found)
{
    struct child child;
    size_t len = 0;
    json_t *answer = NULL;
    enum err e = child_start(&FRAMEWORK_CHILD, fd, file_name, &child);
    if (e != ERR_OK)
        return e;
    char *data = answer_read(ctx, child.from, &len);
    bool late = child_end(&child);
    struct problem *unread = problem_new(ctx);
    if (json_in_parse(ctx, data, len, ANSWER_DEPTH, unread, &answer) != ERR_OK)
        return problem_set(problem, ERR_TOO_LARGE, late ? "table_late" : "table_memory");
    return answer_take(answer, problem, ret_found);
}

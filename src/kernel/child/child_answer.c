#include "kernel/child/child_answer.h"

#include "base/json_in.h"
#include "base/mem.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { ANSWER_DEPTH = 64, READ_STEP = 64 * 1024, ID_MAX = 100 };

/* ---- the child's side ---- */

size_t child_read_in(int in, char *data, size_t most)
{
    size_t n = 0;
    while (n < most) {
        ssize_t got = read(in, data + n, most - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    return n;
}

json_t *child_problem_json(enum err e, const struct problem *p)
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

/* ---- our side ---- */

static char *answer_read(void *ctx, FILE *from, size_t most, size_t *ret_len)
{
    size_t room = READ_STEP;
    size_t n = 0;
    char *data = mem_array(ctx, char, room);
    for (;;) {
        size_t got = fread(data + n, 1, room - n, from);
        n += got;
        if (got == 0 || n > most)
            break;
        if (n == room) {
            room *= 2;
            data = mem_grow(ctx, data, char, room);
        }
    }
    *ret_len = n > most ? 0 : n;
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

enum err child_problem_take(const json_t *answer, struct problem *p)
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

enum err child_answer(void *ctx, const struct child_work *work, int fd, const char *arg,
    size_t most, struct problem *problem, json_t **ret_answer)
{
    struct child child;
    size_t len = 0;
    json_t *answer = NULL;
    enum err e = child_start(work, fd, arg, &child);
    if (e != ERR_OK)
        return e;
    char *data = answer_read(ctx, child.from, most, &len);
    bool late = child_end(&child);
    struct problem *unread = problem_new(ctx);
    if (json_in_parse(ctx, data, len, ANSWER_DEPTH, unread, &answer) != ERR_OK)
        return problem_set(problem, ERR_TOO_LARGE, late ? "table_late" : "table_memory");
    if (json_object_get(answer, "error") != NULL)
        return child_problem_take(answer, problem);
    *ret_answer = answer;
    return ERR_OK;
}

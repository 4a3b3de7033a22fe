#include "base/problem.h"

#include "base/mem.h"

struct problem *problem_new(const void *ctx)
{
    return mem_new(ctx, struct problem);
}

static void add(struct problem *p, struct problem_field f)
{
    if (p->n_fields == PROBLEM_FIELDS) {
        p->more_fields++;
        return;
    }
    if (p->fields == NULL)
        p->fields = mem_array(p, struct problem_field, PROBLEM_FIELDS);
    f.pointer = mem_strdup(p, f.pointer);
    f.code = mem_strdup(p, f.code);
    f.value = mem_strdup(p, f.value);
    p->fields[p->n_fields++] = f;
}

void problem_field(struct problem *p, const char *pointer, const char *code)
{
    add(p, (struct problem_field){.pointer = pointer, .code = code});
}

void problem_field_limit(struct problem *p, const char *pointer, const char *code, int64_t limit)
{
    add(p, (struct problem_field){
               .pointer = pointer, .code = code, .limit = limit, .has_limit = true});
}

void problem_field_value(
    struct problem *p, const char *pointer, const char *code, const char *value)
{
    add(p, (struct problem_field){.pointer = pointer, .code = code, .value = value});
}

enum err problem_set(struct problem *p, enum err e, const char *detail)
{
    p->detail = detail;
    return e;
}

enum err problem_set_arg(struct problem *p, enum err e, const char *detail, const char *arg)
{
    p->arg = mem_strdup(p, arg);
    return problem_set(p, e, detail);
}

enum err problem_set_limit(struct problem *p, enum err e, const char *detail, int64_t limit)
{
    p->limit = limit;
    p->has_limit = true;
    return problem_set(p, e, detail);
}

enum err problem_check(const struct problem *p)
{
    return p->n_fields == 0 ? ERR_OK : ERR_INVALID;
}

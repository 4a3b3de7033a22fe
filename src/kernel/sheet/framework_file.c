#include "kernel/sheet/framework_file.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/child/child_answer.h"

/* ---- the child's side: one JSON object ---- */

static void run(int in, FILE *out, const char *name)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct framework_found found = {0};
    /* One byte more than the limit is asked for, so that a file over it is noticed. */
    char *data = mem_array(ctx, char, LIMIT_IMPORT + 1);
    size_t len = child_read_in(in, data, LIMIT_IMPORT + 1);
    enum err e = framework_import(ctx, data, len, name == NULL ? "" : name, problem, &found);
    json_t *answer = e == ERR_OK ? json_pack("{s:O, s:O, s:O}", "sheets", found.sheets, "mappings",
                                       found.mappings, "report", found.report)
                                 : child_problem_json(e, problem);
    json_dumpf(answer, out, JSON_COMPACT);
}

const struct child_work FRAMEWORK_CHILD = {"framework", NULL, run};

/* ---- our side: nothing that comes is believed ---- */

enum { ANSWER_MAX = 96 * 1024 * 1024 };

enum err framework_file_import(void *ctx, int fd, const char *file_name, struct problem *problem,
    struct framework_found *ret_found)
{
    json_t *answer = NULL;
    enum err e = child_answer(ctx, &FRAMEWORK_CHILD, fd, file_name, ANSWER_MAX, problem, &answer);
    if (e != ERR_OK)
        return e;
    const struct framework_found found = {.sheets = json_object_get(answer, "sheets"),
        .mappings = json_object_get(answer, "mappings"),
        .report = json_object_get(answer, "report")};
    if (!json_is_array(found.sheets) || !json_is_array(found.mappings) ||
        !json_is_object(found.report))
        return ERR_INTERNAL;
    *ret_found = found;
    return ERR_OK;
}

#include "mod/intel/veris_file.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/child/child_answer.h"
#include "mod/intel/veris_rules.h"

static void run(int in, FILE *out, const char *arg)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    const char *csv = NULL;
    char *data = mem_array(ctx, char, LIMIT_VERIS + 1);
    size_t len = child_read_in(in, data, LIMIT_VERIS + 1);
    (void)arg;
    enum err e = len > LIMIT_VERIS
                     ? problem_set_limit(problem, ERR_TOO_LARGE, "veris_too_large", LIMIT_VERIS)
                     : veris_table(ctx, data, len, problem, &csv);
    json_t *answer =
        e == ERR_OK ? json_pack("{s:s}", "table", csv) : child_problem_json(e, problem);
    json_dumpf(answer, out, JSON_COMPACT);
}

const struct child_work VERIS_CHILD = {"veris", NULL, run};

/* Escaped once more, the table is hardly longer than what it was made from. */
enum { ANSWER_MAX = 2 * LIMIT_VERIS };

enum err veris_file_table(void *ctx, int fd, struct problem *problem, const char **ret_csv)
{
    json_t *answer = NULL;
    enum err e = child_answer(ctx, &VERIS_CHILD, fd, NULL, ANSWER_MAX, problem, &answer);
    const char *csv = json_string_value(json_object_get(answer, "table"));
    if (e == ERR_OK && csv == NULL)
        e = ERR_INTERNAL;
    if (e == ERR_OK)
        *ret_csv = csv;
    return e;
}

#include "mod/loss/loss_avoided_rules.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool is_case(const json_t *one, const char *kind)
{
    const char *own = json_string_value(json_object_get(one, "case"));
    return own != NULL && strcmp(own, kind) == 0;
}

static double number_of(const json_t *one, const char *key)
{
    return json_number_value(json_object_get(one, key));
}

static struct loss_avoided avoided_of(const json_t *one)
{
    return (struct loss_avoided){
        .measure = json_string_value(json_object_get(one, "key")),
        .yen = number_of(one, "avoided"),
        .error = number_of(one, "avoided_standard_error"),
        .priced = json_is_number(json_object_get(one, "avoided_per_yen")),
        .cost = number_of(one, "cost"),
        .per_yen = number_of(one, "avoided_per_yen"),
    };
}

static int falling(double x, double y)
{
    return x == y ? 0 : x > y ? -1 : 1;
}

static int by_worth(const void *a, const void *b)
{
    const struct loss_avoided *x = a;
    const struct loss_avoided *y = b;
    int by = x->priced && y->priced ? falling(x->per_yen, y->per_yen) : y->priced - x->priced;
    if (by == 0)
        by = falling(x->yen, y->yen);
    return by != 0 ? by : strcmp(x->measure, y->measure);
}

void loss_avoided_read(const void *ctx, const json_t *result, struct loss_avoided_run *run)
{
    size_t i;
    json_t *one;
    const json_t *cases = json_object_get(result, "cases");
    struct loss_avoided *measures = mem_array(ctx, struct loss_avoided, json_array_size(cases));
    run->n = 0;
    run->together = NULL;
    json_array_foreach((json_t *)cases, i, one)
    {
        struct loss_avoided avoided = avoided_of(one);
        if (is_case(one, "measure") && avoided.measure != NULL)
            measures[run->n++] = avoided;
        if (is_case(one, "measures")) {
            struct loss_avoided *all = mem_new(ctx, struct loss_avoided);
            *all = avoided;
            run->together = all;
        }
    }
    if (run->n > 1)
        qsort(measures, run->n, sizeof measures[0], by_worth);
    run->measures = measures;
}

const struct loss_avoided *loss_avoided_by(const struct loss_avoided_run *run, const char *measure)
{
    for (size_t i = 0; run->known && i < run->n; i++)
        if (strcmp(run->measures[i].measure, measure) == 0)
            return &run->measures[i];
    return NULL;
}

/* Effects leave between all and nothing of a loss, so several measures never spare less than one
 * of them. */
struct loss_joint loss_avoided_jointly(
    const struct loss_avoided_run *run, const char *const *measures, size_t n)
{
    struct loss_joint joint = {0};
    size_t played = 0;
    for (size_t i = 0; i < n; i++) {
        const struct loss_avoided *one = loss_avoided_by(run, measures[i]);
        if (one == NULL)
            continue;
        if (played == 0 || one->yen > joint.yen)
            joint.yen = one->yen;
        played++;
    }
    if (played == 0)
        return joint;
    joint.how = n == 1 ? "one" : "at_least";
    if (played > 1 && played == run->n && run->together != NULL) {
        joint.how = played == n ? "together" : "at_least";
        joint.yen = run->together->yen;
    }
    return joint;
}

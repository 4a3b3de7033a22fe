/* What the plans of a threat say that is to be done, line by line. */
#include "base/mem.h"
#include "mod/response/response_private.h"
#include "mod/response/response_rules.h"

enum { THREATS_MOST = 10, PLANS_MOST = 20 };

static const char *first_of(const char *one, const char *other)
{
    return one == NULL ? other : one;
}

/* A line a work, as people wrote them. */
static void add_lines(
    struct call *c, struct response_plan *plan, const struct response_work *as, const char *text)
{
    const char *line;
    while (plan->n < RESPONSE_WORKS_MOST && (line = response_step(c, &text)) != NULL) {
        plan->works = mem_grow(c, plan->works, struct response_work, plan->n + 1);
        plan->works[plan->n] = *as;
        plan->works[plan->n++].line = line;
    }
}

static enum err add_plans(struct call *c, const json_t *threat, struct response_plan *plan)
{
    json_t *found = NULL;
    size_t i;
    const json_t *one;
    const struct reg_where where[] = {{"threat", "eq", body_text(threat, "id")}};
    const char *command = body_text(threat, "command"), *acts = body_text(threat, "responding");
    enum err e = reg_list_for_all(c, &REG_ANALYSIS_PLANS, where, 1, "position", PLANS_MOST, &found);
    if (e != ERR_OK)
        return e;
    json_array_foreach(found, i, one)
    {
        struct response_work work = {.kind = "own",
            .source = body_text(one, "id"),
            .number = body_text(one, "number"),
            .title = body_text(one, "title"),
            .department = first_of(acts, command)};
        plan->n_plans++;
        add_lines(c, plan, &work, body_text(one, "own_work"));
        work.kind = "vendor";
        work.department = first_of(command, acts);
        work.vendor = body_text(json_object_get(one, "vendor"), "title");
        add_lines(c, plan, &work, body_text(one, "vendor_work"));
    }
    return ERR_OK;
}

enum err response_plan_of(struct call *c, const char *threat_key, struct response_plan *ret_plan)
{
    json_t *threats = NULL;
    struct response_plan plan = {.works = NULL};
    size_t i;
    const json_t *threat;
    const struct reg_where where[] = {{"threat_key", "eq", threat_key}};
    enum err e =
        reg_list_for_all(c, &REG_THREAT_RESPONSES, where, 1, "position", THREATS_MOST, &threats);
    if (e != ERR_OK)
        return e;
    json_array_foreach(threats, i, threat)
    {
        const struct response_work work = {.kind = "first",
            .source = body_text(threat, "id"),
            .number = body_text(threat, "number"),
            .title = body_text(threat, "title"),
            .department = first_of(body_text(threat, "responding"), body_text(threat, "command"))};
        add_lines(c, &plan, &work, body_text(threat, "steps"));
        if (e == ERR_OK)
            e = add_plans(c, threat, &plan);
    }
    if (e == ERR_OK)
        *ret_plan = plan;
    return e;
}

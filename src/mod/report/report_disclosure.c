/* What outsiders are told: sections made of agreed points, and a document that names nobody inside.
 */
#include "mod/report/report_disclosure.h"

#include "kernel/approval/approval.h"
#include "mod/disclosure/disclosure.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_type.h"

#include <string.h>

/* ---- sections ---- */

static json_t *own_texts(const struct report_drawing *d, const char *own, const char *en)
{
    bool english = strcmp(d->c->org.lang, "en") == 0;
    return english ? draft_texts(NULL, own) : draft_texts(own, en);
}

static void pair_row(const struct report_drawing *d, json_t *table, const struct disclosure_told *t)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(
        cells, t->worry == NULL ? json_null() : own_texts(d, t->worry, t->worry_en));
    json_array_append_new(cells, own_texts(d, t->stance, t->stance_en));
}

static json_t *pair_table(json_t *blocks)
{
    json_t *table = draft_table(blocks, NULL, NULL);
    draft_column(table, "report.disclosure.worry", "text", 2);
    draft_column(table, "report.disclosure.stance", "text", 3);
    return table;
}

/* A section whose kind has no agreed point is empty: outsiders are not told of what is missing. */
enum err report_disclosure_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct disclosure_told *told = NULL;
    size_t n = 0;
    json_t *table = NULL;
    const char *kind = builder->key + strlen(DISCLOSURE_PREFIX);
    bool pairs = strcmp(kind, "pair") == 0;
    enum err e = disclosure_told_all(d->c, &told, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (strcmp(told[i].kind, kind) != 0)
            continue;
        if (pairs && table == NULL)
            table = pair_table(blocks);
        if (pairs)
            pair_row(d, table, &told[i]);
        else
            draft_paragraph(blocks, "body", own_texts(d, told[i].stance, told[i].stance_en));
    }
    return e;
}

/* ---- the document ---- */

bool report_is_outward(const struct report_issue *issue)
{
    for (size_t i = 0; i < issue->sections.n; i++) {
        const struct report_builder *builder = issue->sections.slots[i].builder;
        if (builder != NULL && strcmp(builder->family, DISCLOSURE_FAMILY) == 0)
            return true;
    }
    return false;
}

static void sign(json_t *of, const char *org)
{
    if (json_is_object(json_object_get(of, "author")))
        json_object_set_new(of, "author", json_pack("{s:s, s:s}", "name", org, "post", ""));
}

void report_disclosure_outward(json_t *doc, const char *org)
{
    size_t i, k;
    json_t *section, *block;
    sign(doc, org);
    json_object_set_new(doc, "meeting", json_null());
    json_array_foreach(json_object_get(doc, "sections"), i, section)
    {
        json_array_foreach(json_object_get(section, "blocks"), k, block) sign(block, org);
    }
}

/* ---- approval ---- */

static void leave_out_empty(json_t *doc)
{
    json_t *sections = json_object_get(doc, "sections");
    for (size_t i = json_array_size(sections); i-- > 0;)
        if (json_array_size(json_object_get(json_array_get(sections, i), "blocks")) == 0)
            json_array_remove(sections, i);
}

/* The president approves, or whoever the organisation's route asks. */
static enum err approver_check(struct call *c, int64_t issue_id)
{
    struct approval_going going = {0};
    enum err e = approval_going_of(c, &REG_REPORT_ISSUES, issue_id, &going);
    if (e == ERR_OK && going.routed)
        return ERR_OK;
    return e == ERR_OK || e == ERR_NOT_FOUND ? disclosure_may_approve(c) : e;
}

static bool of_points(const json_t *section)
{
    const char *key = body_text(section, "key");
    return strncmp(key, DISCLOSURE_PREFIX, strlen(DISCLOSURE_PREFIX)) == 0;
}

/* What was sent for approval tells of points as they stand now: none has been withdrawn since. */
static bool as_it_stands(const json_t *sent, const json_t *now)
{
    size_t i;
    const json_t *section;
    const json_t *others = json_object_get(now, "sections");
    json_array_foreach(json_object_get(sent, "sections"), i, section)
    {
        if (of_points(section) && !json_equal(json_object_get(section, "blocks"),
                                      json_object_get(json_array_get(others, i), "blocks")))
            return false;
    }
    return true;
}

static bool tells_something(const json_t *doc)
{
    size_t i;
    const json_t *section;
    json_array_foreach(json_object_get(doc, "sections"), i, section)
    {
        if (of_points(section) && json_array_size(json_object_get(section, "blocks")) > 0)
            return true;
    }
    return false;
}

enum err report_disclosure_freeze(struct call *c, const struct report_issue *issue, json_t *doc)
{
    json_t *now = NULL;
    enum err e = approver_check(c, issue->id);
    if (e == ERR_OK)
        e = report_draft(c, issue, &now);
    if (e != ERR_OK)
        return e;
    if (!tells_something(doc))
        return problem_set(c->problem, ERR_CONFLICT, "disclosure_empty");
    if (!as_it_stands(doc, now))
        return problem_set(c->problem, ERR_CONFLICT, "disclosure_changed");
    leave_out_empty(doc);
    return disclosure_document_check(c, issue->id, doc);
}

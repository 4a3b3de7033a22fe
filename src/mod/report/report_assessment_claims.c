#include "mod/report/report_assessment_private.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* How far the figures carry: which units answered, and which levels records bear out. */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { NAMES_MOST = 6, CLAIMS_MOST = 30 };

static const char *number_text(const struct build *b, size_t n)
{
    return mem_printf(b->ctx, "%zu", n);
}

bool build_whole(const struct build *b)
{
    return b->a->n_counted == b->a->n_units;
}

const char *build_scoped(const struct build *b, const char *id)
{
    return build_whole(b) ? id : mem_printf(b->ctx, "%s.partial", id);
}

/* ---- who answered ---- */

void build_name_append(struct draft_text *names, const char *ja, const char *en, bool first)
{
    const struct draft_arg args[] = {{.name = "name", .ja = ja, .en = en}};
    draft_append(names, first ? "report.assessment.name.first" : "report.assessment.name", args,
        COUNT(args));
}

void build_rest_append(const struct build *b, struct draft_text *names, size_t n, size_t most)
{
    const struct draft_arg args[] = {{.name = "n", .ja = number_text(b, n > most ? n - most : 0)}};
    if (n > most)
        draft_append(names, "report.assessment.name.rest", args, COUNT(args));
}

struct draft_text build_unit_names(const struct build *b, bool counted, size_t most)
{
    struct draft_text names = draft_text_new(b->ctx);
    size_t n = 0;
    for (size_t i = 0; i < b->a->n_units; i++) {
        const struct unit_result *u = &b->a->units[i];
        if (u->visible && u->unit->counted == counted && n++ < most)
            build_name_append(&names, u->unit->unit.title, u->unit->name_en, n == 1);
    }
    build_rest_append(b, &names, n, most);
    return names;
}

size_t build_coverage_args(const struct build *b, struct draft_arg ret_args[COVERAGE_ARGS])
{
    struct draft_text names = build_unit_names(b, true, NAMES_MOST);
    const struct draft_arg args[COVERAGE_ARGS] = {
        {.name = "counted", .ja = number_text(b, b->a->n_counted)},
        {.name = "asked", .ja = number_text(b, b->a->n_units)},
        {.name = "missing", .ja = number_text(b, b->a->n_units - b->a->n_counted)},
        {.name = "names", .ja = names.ja->data, .en = names.en->data},
    };
    memcpy(ret_args, args, sizeof args);
    return COVERAGE_ARGS;
}

json_t *build_coverage(const struct build *b)
{
    struct draft_arg args[COVERAGE_ARGS];
    size_t n = build_coverage_args(b, args);
    const char *id = b->a->n_counted == 0 ? "report.assessment.coverage.none"
                     : build_whole(b)     ? "report.assessment.coverage"
                                          : "report.assessment.coverage.partial";
    return json_pack("{s:o, s:b}", "text", draft_format(b->ctx, id, args, n), "partial",
        b->a->n_counted > 0 && !build_whole(b));
}

/* ---- what records bear out ---- */

/* What is missing for a claim, a line a rule that does not hold. */
static json_t *missing_texts(const struct build *b, const struct report_claim *claim)
{
    static const char *const langs[] = {"ja", "en"};
    struct buf *of[COUNT(langs)];
    size_t i;
    const json_t *rule;
    for (size_t k = 0; k < COUNT(langs); k++) {
        of[k] = buf_new(b->ctx);
        json_array_foreach(claim->rules, i, rule)
        {
            const char *text = body_text(json_object_get(rule, "missing"), langs[k]);
            if (text == NULL || json_is_true(json_object_get(rule, "holds")) ||
                body_int(rule, "level", 0) > claim->claimed)
                continue;
            buf_printf(of[k], "%s%s", of[k]->len == 0 ? "" : "\n", text);
        }
    }
    return draft_texts(of[0]->data, of[1]->data);
}

/* The same item with the same levels: one row for all units that claim so. The largest distance
 * goes first, then the order of the sheet. */
static int by_distance(const void *left, const void *right)
{
    const struct report_claim *a = left;
    const struct report_claim *c = right;
    int far = (c->claimed - c->supported) - (a->claimed - a->supported);
    if (far != 0)
        return far;
    if (a->item_no != c->item_no)
        return a->item_no - c->item_no;
    if (a->claimed != c->claimed)
        return c->claimed - a->claimed;
    return (a->unit > c->unit) - (a->unit < c->unit);
}

static bool same_row(const struct report_claim *a, const struct report_claim *c)
{
    return a->item_no == c->item_no && a->claimed == c->claimed && a->supported == c->supported;
}

/* Units of claims, by name. */
static json_t *claim_units(const struct build *b, const struct report_claim *claims, size_t n)
{
    struct draft_text names = draft_text_new(b->ctx);
    for (size_t i = 0; i < n && i < NAMES_MOST; i++) {
        const struct score_unit *unit = b->a->units[claims[i].unit].unit;
        build_name_append(&names, unit->unit.title, unit->name_en, i == 0);
    }
    build_rest_append(b, &names, n, NAMES_MOST);
    return draft_text_json(&names);
}

static void claim_row(
    const struct build *b, json_t *table, const struct report_claim *claims, size_t n)
{
    const struct sheet_item *item = &b->a->doc->items[claims->item_no - 1];
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, json_string(item->key));
    json_array_append_new(cells, build_texts(b, &item->text));
    json_array_append_new(cells, claim_units(b, claims, n));
    json_array_append_new(cells, json_integer((json_int_t)claims->claimed * 10));
    json_array_append_new(cells,
        claims->supported == 0 ? json_null() : json_integer((json_int_t)claims->supported * 10));
    json_array_append_new(cells, missing_texts(b, claims));
}

static json_t *claims_head(json_t *blocks)
{
    json_t *table =
        draft_table(blocks, "report.assessment.claims.table", "report.assessment.claims.note");
    draft_column(table, "report.assessment.no", "text", 0.5);
    draft_column(table, "report.assessment.item", "text", 2.8);
    draft_column(table, "report.assessment.unit", "text", 1.5); /* names, which wrap */
    draft_column_level(table, "report.assessment.claimed", 0.6, 0, false);
    draft_column_level(table, "report.assessment.supported", 0.6, 0, false);
    draft_column(table, "report.assessment.missing", "text", 2.8);
    return table;
}

static void claims_table(const struct build *b, json_t *blocks)
{
    size_t n_rows = 0;
    size_t n = b->facts->n_claims;
    json_t *table = claims_head(blocks);
    struct report_claim *sorted = mem_dup(b->ctx, b->facts->claims, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_distance);
    for (size_t i = 0, end = 0; i < n; i = end, n_rows++) {
        while (end < n && same_row(&sorted[i], &sorted[end]))
            end++;
        if (n_rows < CLAIMS_MOST)
            claim_row(b, table, &sorted[i], end - i);
    }
    const struct draft_arg args[] = {{.name = "n", .ja = number_text(b, n_rows)},
        {.name = "most", .ja = number_text(b, CLAIMS_MOST)}};
    if (n_rows > CLAIMS_MOST)
        draft_paragraph(blocks, "small",
            draft_format(b->ctx, "report.assessment.claims.more", args, COUNT(args)));
}

void build_claims(struct build *b, json_t *blocks)
{
    const struct report_assessment_facts *f = b->facts;
    const struct draft_arg args[] = {{.name = "judged", .ja = number_text(b, f->n_judged)},
        {.name = "supported", .ja = number_text(b, f->n_judged - f->n_claims)},
        {.name = "unsupported", .ja = number_text(b, f->n_claims)}};
    const char *id = f->n_judged == 0   ? "report.assessment.claims.unjudged"
                     : f->n_claims == 0 ? "report.assessment.claims.all"
                                        : "report.assessment.claims.some";
    draft_paragraph(blocks, "body", draft_format(b->ctx, id, args, COUNT(args)));
    if (f->n_claims > 0)
        claims_table(b, blocks);
    build_hollow(b, blocks);
}

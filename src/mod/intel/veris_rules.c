#include "mod/intel/veris_rules.h"

#include "base/buf.h"
#include "base/csv_out.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_NAMED = 4, TITLE_CHARS = 160, LINE_CHARS = 190, SOURCE_CHARS = 480 };

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

/* Line ends would make lines of the table that are no rows. */
static const char *one_line(const void *ctx, const char *text, size_t most)
{
    char *line = utf8_head(ctx, text, most);
    for (char *p = line; *p != '\0'; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
    return line;
}

static bool known(const char *word)
{
    return word[0] != '\0' && strcmp(word, "Unknown") != 0 && strcmp(word, "Other") != 0 &&
           strcmp(word, "NA") != 0;
}

/* The known words of a list, or of a single text. */
static void words_add(struct buf *b, const json_t *value, const char *between)
{
    size_t n = json_is_array(value) ? json_array_size(value) : 1;
    for (size_t i = 0, named = 0; i < n && named < MOST_NAMED; i++) {
        const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
        const char *word = json_is_string(one) ? json_string_value(one) : "";
        if (!known(word))
            continue;
        buf_printf(b, "%s%s", b->len == 0 ? "" : between, word);
        named++;
    }
}

/* VERIS before 1.3 had a list of victims. */
static const json_t *victim_of(const json_t *incident)
{
    const json_t *victim = json_object_get(incident, "victim");
    return json_is_array(victim) ? json_array_get(victim, 0) : victim;
}

/* The sectors of NAICS as the classes that averages are kept by. */
static const char *industry_of(const char *naics)
{
    static const struct {
        const char *sector, *key;
    } of[] = {{"11", "agriculture"}, {"21", "other"}, {"22", "utility"}, {"23", "construction"},
        {"31", "manufacturing"}, {"32", "manufacturing"}, {"33", "manufacturing"},
        {"42", "wholesale"}, {"44", "retail"}, {"45", "retail"}, {"48", "transport"},
        {"49", "transport"}, {"51", "information"}, {"52", "finance"}, {"53", "real_estate"},
        {"54", "professional"}, {"55", "professional"}, {"56", "other"}, {"61", "education"},
        {"62", "medical"}, {"71", "other"}, {"72", "hospitality"}, {"81", "other"},
        {"92", "public"}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (strncmp(naics, of[i].sector, 2) == 0)
            return of[i].key;
    return "other";
}

static const char *happened_of(const void *ctx, const json_t *incident)
{
    const json_t *when = json_object_get(json_object_get(incident, "timeline"), "incident");
    int year = (int)json_integer_value(json_object_get(when, "year"));
    int month = (int)json_integer_value(json_object_get(when, "month"));
    int day = (int)json_integer_value(json_object_get(when, "day"));
    if (year <= 0)
        return "";
    if (month <= 0)
        return mem_printf(ctx, "%04d", year);
    return day <= 0 ? mem_printf(ctx, "%04d-%02d", year, month)
                    : mem_printf(ctx, "%04d-%02d-%02d", year, month, day);
}

/* "hacking: Use of stolen creds (Web application)" a line of each action, joined by "; ". */
static const char *cause_of(const void *ctx, const json_t *incident)
{
    const char *action;
    json_t *value;
    struct buf *b = buf_new(ctx);
    json_object_foreach(json_object_get(incident, "action"), action, value)
    {
        struct buf *variety = buf_new(ctx);
        struct buf *vector = buf_new(ctx);
        if (strcmp(action, "unknown") == 0)
            continue;
        words_add(variety, json_object_get(value, "variety"), ", ");
        words_add(vector, json_object_get(value, "vector"), ", ");
        buf_printf(b, "%s%s", b->len == 0 ? "" : "; ", action);
        if (variety->len > 0)
            buf_printf(b, ": %s", variety->data);
        if (vector->len > 0)
            buf_printf(b, " (%s)", vector->data);
        if (text_of(value, "notes")[0] != '\0')
            buf_printf(b, " – %s", text_of(value, "notes"));
    }
    if (text_of(incident, "control_failure")[0] != '\0')
        buf_printf(b, "%s%s", b->len == 0 ? "" : "; ", text_of(incident, "control_failure"));
    return b->data;
}

static const char *attack_of(const void *ctx, const json_t *incident)
{
    const char *action;
    json_t *value;
    struct buf *b = buf_new(ctx);
    json_object_foreach(json_object_get(incident, "action"), action, value)
        words_add(b, json_object_get(value, "variety"), ", ");
    return b->data;
}

static const char *group_of(const void *ctx, const json_t *incident)
{
    const json_t *outside = json_object_get(json_object_get(incident, "actor"), "external");
    struct buf *b = buf_new(ctx);
    words_add(b, json_object_get(outside, "name"), ", ");
    if (b->len == 0)
        words_add(b, json_object_get(outside, "variety"), ", ");
    return b->data;
}

static const char *damage_of(const void *ctx, const json_t *incident)
{
    const char *attribute;
    json_t *value;
    struct buf *b = buf_new(ctx);
    const json_t *impact = json_object_get(incident, "impact");
    const json_t *amount = json_object_get(impact, "overall_amount");
    buf_str(b, text_of(incident, "summary"));
    json_object_foreach(json_object_get(incident, "attribute"), attribute, value)
    {
        struct buf *variety = buf_new(ctx);
        words_add(variety, json_object_get(value, "variety"), ", ");
        if (variety->len > 0)
            buf_printf(b, "%s%s: %s", b->len == 0 ? "" : " / ", attribute, variety->data);
    }
    if (json_is_number(amount))
        buf_printf(b, "%s%.0f %s", b->len == 0 ? "" : " / ", json_number_value(amount),
            text_of(impact, "iso_currency_code"));
    return b->data;
}

static const char *records_of(const void *ctx, const json_t *incident)
{
    const json_t *total = json_object_get(
        json_object_get(json_object_get(incident, "attribute"), "confidentiality"), "data_total");
    return json_is_integer(total) ? mem_printf(ctx, "%lld", (long long)json_integer_value(total))
                                  : "";
}

/* What it is called: whose and what, else how its summary begins. */
static const char *title_of(
    const void *ctx, const json_t *incident, const char *firm, const char *attack)
{
    const char *summary = text_of(incident, "summary");
    if (firm[0] != '\0' && attack[0] != '\0')
        return mem_printf(ctx, "%s – %s", firm, attack);
    if (summary[0] != '\0')
        return summary;
    return attack[0] != '\0' ? attack : firm;
}

void veris_row(const void *ctx, const json_t *incident, const char *ret_cells[VERIS_CELL_MAX])
{
    for (int i = 0; i < VERIS_CELL_MAX; i++)
        ret_cells[i] = "";
    ret_cells[VERIS_RESPONSE] = "undecided";
    if (!json_is_object(incident) || json_object_get(incident, "action") == NULL)
        return;
    const json_t *victim = victim_of(incident);
    const char *firm = text_of(victim, "victim_id");
    const char *attack = attack_of(ctx, incident);
    const char *naics = text_of(victim, "industry");
    ret_cells[VERIS_TITLE] =
        one_line(ctx, title_of(ctx, incident, known(firm) ? firm : "", attack), TITLE_CHARS);
    ret_cells[VERIS_FIRM] = known(firm) ? one_line(ctx, firm, LINE_CHARS) : "";
    ret_cells[VERIS_INDUSTRY] = industry_of(naics);
    ret_cells[VERIS_FIRM_SIZE] = known(text_of(victim, "employee_count"))
                                     ? one_line(ctx, text_of(victim, "employee_count"), 60)
                                     : "";
    ret_cells[VERIS_HAPPENED] = happened_of(ctx, incident);
    ret_cells[VERIS_DAMAGE] = one_line(ctx, damage_of(ctx, incident), LIMIT_TEXT);
    ret_cells[VERIS_RECORDS] = records_of(ctx, incident);
    ret_cells[VERIS_CAUSE] = one_line(ctx, cause_of(ctx, incident), LIMIT_TEXT);
    ret_cells[VERIS_ATTACK] = one_line(ctx, attack, LINE_CHARS);
    ret_cells[VERIS_GROUP] = one_line(ctx, group_of(ctx, incident), LINE_CHARS);
    ret_cells[VERIS_SOURCE] = one_line(ctx, text_of(incident, "reference"), SOURCE_CHARS);
    ret_cells[VERIS_REFERENCE] = one_line(ctx, text_of(incident, "incident_id"), 120);
}

/* ---- the text ---- */

struct reading {
    const void *ctx;
    struct buf *csv;
    size_t rows;
    struct problem *problem;
};

static enum err incident_add(struct reading *r, const json_t *incident)
{
    const char *cells[VERIS_CELL_MAX];
    if (r->rows == LIMIT_TABLE_ROWS)
        return problem_set_limit(r->problem, ERR_TOO_LARGE, "veris_rows", LIMIT_TABLE_ROWS);
    void *row = mem_context(r->ctx, 0);
    veris_row(row, incident, cells);
    csv_out_row(r->csv, cells, VERIS_CELL_MAX);
    mem_free(row);
    r->rows++;
    return ERR_OK;
}

static enum err value_add(struct reading *r, const char *data, size_t len)
{
    json_t *value = NULL;
    void *one = mem_context(r->ctx, 0);
    enum err e = json_in_parse(one, data, len, VERIS_DEPTH, r->problem, &value);
    size_t n = json_is_array(value) ? json_array_size(value) : 1;
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = incident_add(r, json_is_array(value) ? json_array_get(value, i) : value);
    mem_free(one);
    return e;
}

/* Where the value that begins at `at` ends: behind the bracket that closes it; without one, at the
 * end of the text, where reading it then fails. */
static size_t value_end(const char *data, size_t len, size_t at)
{
    int depth = 0;
    bool in_text = false;
    for (size_t i = at; i < len; i++) {
        char c = data[i];
        if (in_text) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth <= 0) {
            return i + 1;
        }
    }
    return len;
}

static size_t skip_blank(const char *data, size_t len, size_t at)
{
    static const char bom[] = "\xef\xbb\xbf";
    for (;;) {
        if (len - at >= 3 && memcmp(data + at, bom, 3) == 0)
            at += 3;
        else if (at < len && strchr(" \t\r\n", data[at]) != NULL && data[at] != '\0')
            at++;
        else
            return at;
    }
}

#define VERIS_CELL_KEY(name, key) key,
static const char *const header[] = {VERIS_CELL_LIST(VERIS_CELL_KEY)};

enum err veris_table(
    const void *ctx, const char *data, size_t len, struct problem *problem, const char **ret_csv)
{
    struct reading r = {.ctx = ctx, .csv = buf_new(ctx), .problem = problem};
    enum err e = ERR_OK;
    csv_out_row(r.csv, header, VERIS_CELL_MAX);
    size_t at = skip_blank(data, len, 0);
    while (e == ERR_OK && at < len) {
        size_t end = value_end(data, len, at);
        e = value_add(&r, data + at, end - at);
        at = skip_blank(data, len, end);
    }
    if (e == ERR_OK && r.rows == 0)
        e = problem_set(problem, ERR_INVALID, "veris_empty");
    if (e == ERR_OK)
        *ret_csv = r.csv->data;
    return e;
}

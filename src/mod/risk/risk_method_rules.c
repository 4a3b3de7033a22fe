#include "mod/risk/risk_method_rules.h"

#include <stdio.h>
#include <string.h>

enum { PLACE_SIZE = 80 };

const char *risk_scale_key(enum risk_scale_kind kind)
{
    static const char *const keys[RISK_SCALE_MAX] = {
        "threat", "vulnerability", "likelihood", "importance"};
    return keys[kind];
}

const char *risk_colour_key(enum risk_colour colour)
{
#define RISK_COLOUR_KEY(name, key) key,
    static const char *const keys[RISK_COLOUR_MAX] = {RISK_COLOUR_LIST(RISK_COLOUR_KEY)};
#undef RISK_COLOUR_KEY
    return keys[colour];
}

enum risk_colour risk_colour_of(const char *key)
{
    int c = 0;
    while (c < RISK_COLOUR_MAX &&
           (key == NULL || strcmp(risk_colour_key((enum risk_colour)c), key) != 0))
        c++;
    return (enum risk_colour)c;
}

/* ---- what a method must be ---- */

static void cell_wrong(
    struct problem *p, const char *table, int row, int column, const char *code, int limit)
{
    char place[PLACE_SIZE];
    snprintf(place, sizeof place, "%s/%d/%d", table, row, column);
    problem_field_limit(p, place, code, limit);
}

/* Cells from 1 to `most` that never fall along a row or column. */
static void check_table(struct problem *p, const char *name, const uint8_t (*table)[RISK_STEPS_MAX],
    int rows, int columns, int most)
{
    for (int i = 0; i < rows; i++) {
        for (int k = 0; k < columns; k++) {
            int cell = table[i][k];
            if (cell < 1)
                cell_wrong(p, name, i, k, "too_small", 1);
            else if (cell > most)
                cell_wrong(p, name, i, k, "too_large", most);
            else if ((i > 0 && cell < table[i - 1][k]) || (k > 0 && cell < table[i][k - 1]))
                cell_wrong(p, name, i, k, "risk_falls", 0);
        }
    }
}

static void check_scales(const struct risk_method *m, struct problem *problem)
{
    for (int s = 0; s < RISK_SCALE_MAX; s++) {
        char place[PLACE_SIZE];
        bool needed = s >= RISK_LIKELIHOOD || m->derives;
        snprintf(place, sizeof place, "/scales/%s", risk_scale_key((enum risk_scale_kind)s));
        if (needed && m->scales[s].n < 2)
            problem_field_limit(problem, place, "too_few", 2);
        else if (!needed && m->scales[s].n > 0)
            problem_field(problem, place, "unknown");
    }
}

static int lowest_value(const struct risk_method *m)
{
    return m->product ? 1 : m->value[0][0];
}

static void check_bands(const struct risk_method *m, struct problem *problem)
{
    for (int i = 0; i < m->n_bands; i++) {
        char place[PLACE_SIZE];
        snprintf(place, sizeof place, "/bands/%d/from", i);
        if (i == 0 && m->bands[i].from > lowest_value(m))
            problem_field_limit(problem, place, "too_large", lowest_value(m));
        if (i > 0 && m->bands[i].from <= m->bands[i - 1].from)
            problem_field_limit(problem, place, "too_small", m->bands[i - 1].from + 1);
    }
    if (m->n_bands == 0)
        problem_field_limit(problem, "/bands", "too_few", 1);
}

enum err risk_method_check(const struct risk_method *m, struct problem *problem)
{
    check_scales(m, problem);
    if (m->derives)
        check_table(problem, "/likelihood", m->likelihood, m->scales[RISK_THREAT].n,
            m->scales[RISK_VULNERABILITY].n, m->scales[RISK_LIKELIHOOD].n);
    if (!m->product)
        check_table(problem, "/value/table", m->value, m->scales[RISK_LIKELIHOOD].n,
            m->scales[RISK_IMPORTANCE].n, RISK_VALUE_MAX);
    check_bands(m, problem);
    return problem_check(problem);
}

/* ---- values ---- */

static bool is_step(const struct risk_method *m, enum risk_scale_kind kind, int step)
{
    return step >= 1 && step <= m->scales[kind].n;
}

int risk_likelihood(const struct risk_method *m, struct risk_steps s)
{
    if (s.likelihood != 0)
        return is_step(m, RISK_LIKELIHOOD, s.likelihood) ? s.likelihood : 0;
    if (!m->derives || !is_step(m, RISK_THREAT, s.threat) ||
        !is_step(m, RISK_VULNERABILITY, s.vulnerability))
        return 0;
    return m->likelihood[s.threat - 1][s.vulnerability - 1];
}

int risk_value(const struct risk_method *m, struct risk_steps s)
{
    int likelihood = risk_likelihood(m, s);
    if (likelihood == 0 || !is_step(m, RISK_IMPORTANCE, s.importance))
        return 0;
    return m->product ? likelihood * s.importance : m->value[likelihood - 1][s.importance - 1];
}

const struct risk_band *risk_band_of(const struct risk_method *m, int value)
{
    const struct risk_band *band = NULL;
    for (int i = 0; i < m->n_bands && value > 0 && m->bands[i].from <= value; i++)
        band = &m->bands[i];
    return band;
}

/* "D / E" */
static void join_name(json_t *names, const json_t *name)
{
    const char *lang;
    json_t *text;
    json_object_foreach((json_t *)name, lang, text)
    {
        const char *more = json_string_value(text);
        const char *before = json_string_value(json_object_get(names, lang));
        json_object_set_new(names, lang,
            before == NULL ? json_string(more) : json_sprintf("%s / %s", before, more));
    }
}

json_t *risk_colour_names(const struct risk_method *m, enum risk_colour colour)
{
    json_t *names = NULL;
    for (int i = 0; i < m->n_bands; i++) {
        if (m->bands[i].colour != colour)
            continue;
        if (names == NULL)
            names = json_object();
        join_name(names, m->bands[i].name);
    }
    return names;
}

void risk_values(
    const struct risk_method *m, const struct risk_steps *steps, size_t n, uint8_t *ret_values)
{
    for (size_t i = 0; i < n; i++)
        ret_values[i] = (uint8_t)risk_value(m, steps[i]);
}

size_t risk_moved(const uint8_t *before, const uint8_t *after, size_t n, uint32_t *ret_moved)
{
    size_t moved = 0;
    for (size_t i = 0; i < n; i++)
        if (before[i] != after[i])
            ret_moved[moved++] = (uint32_t)i;
    return moved;
}

int risk_likelihood_cells_apart(const struct risk_method *a, const struct risk_method *b)
{
    int rows = a->scales[RISK_THREAT].n, columns = a->scales[RISK_VULNERABILITY].n;
    if (!a->derives || !b->derives || rows != b->scales[RISK_THREAT].n ||
        columns != b->scales[RISK_VULNERABILITY].n)
        return -1;
    int apart = 0;
    for (int i = 0; i < rows; i++)
        for (int k = 0; k < columns; k++)
            apart += a->likelihood[i][k] != b->likelihood[i][k];
    return apart;
}

/* ---- business damage ---- */

/* No value falls when a level rises. */
static bool damage_falls(const struct risk_damage_method *m, int d, int t, int v)
{
    uint8_t cell = m->table[d][t][v];
    return (d > 0 && cell < m->table[d - 1][t][v]) || (t > 0 && cell < m->table[d][t - 1][v]) ||
           (v > 0 && cell < m->table[d][t][v - 1]);
}

enum err risk_damage_check(const struct risk_damage_method *m, struct problem *problem)
{
    for (int d = 0; d < RISK_LEVELS; d++) {
        for (int t = 0; t < RISK_LEVELS; t++) {
            for (int v = 0; v < RISK_LEVELS; v++) {
                char place[PLACE_SIZE];
                snprintf(place, sizeof place, "/table/%d/%d/%d", d, t, v);
                if (m->table[d][t][v] < 1 || m->table[d][t][v] > m->n_values)
                    problem_field(problem, place, "option");
                else if (damage_falls(m, d, t, v))
                    problem_field(problem, place, "risk_falls");
            }
        }
    }
    return problem_check(problem);
}

static bool is_level(int level)
{
    return level >= 1 && level <= RISK_LEVELS;
}

const struct risk_band *risk_damage_value(
    const struct risk_damage_method *m, int threat, int vulnerability, int damage)
{
    if (!is_level(threat) || !is_level(vulnerability) || !is_level(damage))
        return NULL;
    return &m->values[m->table[damage - 1][threat - 1][vulnerability - 1] - 1];
}

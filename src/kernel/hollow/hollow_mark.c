/* Gathers what marks are judged by: scores of this time and the periods before, what was shown with
 * them, records on their topics. */
#include "base/mem.h"
#include "kernel/hollow/hollow.h"
#include "kernel/hollow/hollow_mark_store.h"
#include "kernel/hollow/hollow_record.h"
#include "kernel/sheet/response_rules.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

enum { CAMPAIGNS_BACK = 10 }; /* of the periods that are looked at */

struct unit_row {
    int64_t unit_id;
    size_t row;
};

/* One campaign of the sheet: its responses in order of id, forms of their sections beside them. */
struct term {
    const char *period;
    const struct sheet_doc *doc;
    struct hollow_row *rows;
    size_t n;
    struct hollow_form *forms; /* n × sections */
    bool *full;                /* n × items */
    struct unit_row *by_unit;  /* in order of the unit's id */
};

struct marking {
    const struct hollow_set *set;
    struct term terms[CAMPAIGNS_BACK]; /* the newest first, of the first period only one */
    size_t n_terms;
    const char *periods[HOLLOW_PERIODS]; /* the newest first */
    size_t n_periods;
    const struct hollow_row **order; /* rows of the newest term as they are shown */
    struct hollow_day *days;         /* of the newest term's rows; an empty one: not known */
    struct hollow_seen *seen;
    size_t n_seen;
    struct hollow_mark *marks;
    size_t n_marks, room;
};

static struct hollow_form *form_of(const struct term *t, size_t row, int section_no)
{
    return &t->forms[row * (size_t)t->doc->n_sections + (size_t)section_no - 1];
}

static bool is_full(const struct term *t, size_t row, int item_no)
{
    return t->full[row * (size_t)t->doc->n_items + (size_t)item_no - 1];
}

/* ---- what was answered ---- */

static void count_row(struct term *t, size_t row, const int *most)
{
    const char *line = t->rows[row].item_scores;
    for (int no = 1; no <= t->doc->n_items; no++) {
        const struct sheet_item *item = &t->doc->items[no - 1];
        int score = 0;
        bool scored = response_scores_next(&line, &score) == ITEM_SCORE;
        enum hollow_item is = hollow_item_of(item, scored, score, most[no - 1]);
        struct hollow_form *f = form_of(t, row, item->section_no);
        f->full += is == HOLLOW_ITEM_FULL;
        f->below += is == HOLLOW_ITEM_BELOW;
        t->full[row * (size_t)t->doc->n_items + (size_t)no - 1] = is == HOLLOW_ITEM_FULL;
    }
}

static void count_all(struct call *c, struct term *t)
{
    int *most = mem_array(c, int, (size_t)t->doc->n_items + 1);
    for (int no = 1; no <= t->doc->n_items; no++)
        most[no - 1] = sheet_item_most(t->doc, &t->doc->items[no - 1]);
    t->forms = mem_array(c, struct hollow_form, t->n * (size_t)t->doc->n_sections + 1);
    t->full = mem_array(c, bool, t->n *(size_t)t->doc->n_items + 1);
    for (size_t i = 0; i < t->n; i++)
        count_row(t, i, most);
}

/* ---- what was shown ---- */

/* The row of a response; t->n: of none that is looked at. */
static size_t row_of(const struct term *t, int64_t response_id)
{
    size_t from = 0;
    size_t to = t->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (t->rows[middle].id < response_id)
            from = middle + 1;
        else
            to = middle;
    }
    return from < t->n && t->rows[from].id == response_id ? from : t->n;
}

static void tell(void *of, int64_t response_id, enum hollow_shown shown, int no)
{
    struct term *t = of;
    size_t row = row_of(t, response_id);
    if (row == t->n)
        return;
    if (shown == HOLLOW_SHOWN_MISSING) {
        if (no >= 1 && no <= t->doc->n_sections)
            form_of(t, row, no)->below++;
    } else if (no == 0) {
        for (int s = 1; s <= t->doc->n_sections; s++)
            form_of(t, row, s)->shown = true;
    } else if (no <= t->doc->n_items)
        form_of(t, row, t->doc->items[no - 1].section_no)->shown = true;
}

static void tell_supported(void *of, int64_t response_id, const char *items)
{
    struct term *t = of;
    size_t row = row_of(t, response_id);
    for (int no = 1; row < t->n && no <= t->doc->n_items; no++)
        if (sheet_value_has(items, t->doc->items[no - 1].key))
            form_of(t, row, t->doc->items[no - 1].section_no)->shown = true;
}

/* ---- terms ---- */

static bool asked_about(const struct hollow_ask *ask, const char *path)
{
    for (size_t i = 0; i < ask->n_paths; i++)
        if (unit_path_below(path, ask->paths[i]))
            return true;
    return false;
}

static int by_unit_id(const void *a, const void *b)
{
    const struct unit_row *x = a;
    const struct unit_row *y = b;
    return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

static void keep_asked(struct term *t, const struct hollow_ask *ask)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++)
        if (asked_about(ask, t->rows[i].unit.path))
            t->rows[kept++] = t->rows[i];
    t->n = kept;
}

static void sort_by_unit(struct call *c, struct term *t)
{
    t->by_unit = mem_array(c, struct unit_row, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        t->by_unit[i] = (struct unit_row){t->rows[i].unit_id, i};
    qsort(t->by_unit, t->n, sizeof *t->by_unit, by_unit_id);
}

static enum err load_term(struct call *c, const struct campaign *campaign,
    const struct sheet_doc *doc, const struct hollow_ask *ask, struct term *ret_term)
{
    struct term t = {.period = campaign->period, .doc = doc};
    struct id_range range = {0, 0};
    const struct hollow_told told = {.of = &t, .tell = tell, .supported = tell_supported};
    enum err e = score_ids(c, campaign->id, &range);
    if (e == ERR_OK)
        e = hollow_store_rows(c, campaign->id, range, ask->unit_id, &t.rows, &t.n);
    if (e != ERR_OK)
        return e;
    keep_asked(&t, ask);
    count_all(c, &t);
    sort_by_unit(c, &t);
    if (t.n > 0)
        e = hollow_store_shown(c, (struct id_range){t.rows[0].id, t.rows[t.n - 1].id}, &told);
    if (e == ERR_OK)
        *ret_term = t;
    return e;
}

/* Whether a campaign belongs to the periods looked at; its period becomes the last of them when
 * there is room for it. */
static bool takes_in(struct marking *m, const char *period)
{
    if (strcmp(period, m->periods[m->n_periods - 1]) == 0)
        return true;
    if (m->n_periods == m->set->periods)
        return false;
    m->periods[m->n_periods++] = period;
    return true;
}

/* This campaign and those of the periods before; an earlier one of its own period is no second
 * period. */
static enum err load_terms(struct call *c, const struct campaign *campaign,
    const struct sheet_doc *doc, const struct hollow_ask *ask, struct marking *m)
{
    struct campaign at = *campaign;
    enum err e = load_term(c, campaign, doc, ask, &m->terms[0]);
    m->n_terms = 1;
    m->periods[0] = campaign->period;
    m->n_periods = 1;
    while (e == ERR_OK && m->terms[0].n > 0 && m->n_terms < CAMPAIGNS_BACK) {
        e = score_last_campaign(c, &at, &at);
        if (e == ERR_NOT_FOUND || (e == ERR_OK && !takes_in(m, at.period)))
            return ERR_OK;
        if (e == ERR_OK && m->n_periods == 1)
            continue;
        if (e == ERR_OK)
            e = campaign_doc(c, &at, &doc);
        if (e == ERR_OK)
            e = load_term(c, &at, doc, ask, &m->terms[m->n_terms]);
        m->n_terms += e == ERR_OK;
    }
    return e;
}

/* ---- marks ---- */

static int by_place(const void *a, const void *b)
{
    const struct hollow_row *x = *(const struct hollow_row *const *)a;
    const struct hollow_row *y = *(const struct hollow_row *const *)b;
    return x->head_office != y->head_office ? y->head_office - x->head_office
                                            : unit_path_compare(x->unit.path, y->unit.path);
}

static bool day_of(const struct call *c, const struct marking *m, const struct hollow_row *row,
    struct hollow_day *ret_day)
{
    struct date day;
    bool known = clock_day_in_zone(row->submitted_at_ms, c->org.zone, &day);
    if (known)
        *ret_day = hollow_day_of(day, m->set->months);
    return known;
}

/* Their order, and the days of their answers, which every record is held against. */
static void prepare_rows(struct call *c, struct marking *m)
{
    const struct term *t = &m->terms[0];
    m->order = mem_array(c, const struct hollow_row *, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        m->order[i] = &t->rows[i];
    m->days = mem_array(c, struct hollow_day, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        (void)day_of(c, m, &t->rows[i], &m->days[i]);
    qsort(m->order, t->n, sizeof(const struct hollow_row *), by_place);
}

static struct hollow_mark *mark_add(struct call *c, struct marking *m, struct hollow_mark mark)
{
    if (m->n_marks == m->room) {
        m->room = m->room == 0 ? 64 : 2 * m->room;
        m->marks = mem_grow(c, m->marks, struct hollow_mark, m->room);
    }
    m->marks[m->n_marks] = mark;
    return &m->marks[m->n_marks++];
}

/* A unit's response in a campaign; NULL: it has none. */
static const struct hollow_row *row_of_unit(const struct term *t, int64_t unit_id, size_t *ret_row)
{
    const struct unit_row *found = bsearch(
        &(struct unit_row){.unit_id = unit_id}, t->by_unit, t->n, sizeof *t->by_unit, by_unit_id);
    if (found == NULL)
        return NULL;
    *ret_row = found->row;
    return &t->rows[found->row];
}

/* The section's forms of one unit, one a period, the newest first, until one is missing; how many.
 * *ret_oldest: its response in the last of them. */
static size_t forms_of(const struct marking *m, int64_t unit_id, int section_no,
    struct hollow_form ret_forms[HOLLOW_PERIODS], const struct hollow_row **ret_oldest)
{
    const char *key = m->terms[0].doc->sections[section_no - 1].key;
    size_t n = 0;
    for (size_t i = 0; i < m->n_terms && n < m->n_periods; i++) {
        const struct term *t = &m->terms[i];
        size_t at = 0;
        int no = sheet_section_no(t->doc, key);
        const struct hollow_row *row =
            strcmp(t->period, m->periods[n]) == 0 ? row_of_unit(t, unit_id, &at) : NULL;
        if (row == NULL || no == 0)
            continue;
        ret_forms[n++] = *form_of(t, at, no);
        *ret_oldest = row;
    }
    return n;
}

static bool is_about(const struct sheet_doc *doc, const struct hollow_seen *seen, int section_no)
{
    for (int no = 1; no <= doc->n_items; no++)
        if (seen->items[no - 1] && doc->items[no - 1].section_no == section_no)
            return true;
    return false;
}

/* Somebody has looked at the section's topic since the oldest of the unit's answers. */
static bool looked_at(
    const struct call *c, const struct marking *m, const struct hollow_row *oldest, int section_no)
{
    struct hollow_day first;
    if (!day_of(c, m, oldest, &first))
        return false;
    for (size_t i = 0; i < m->n_seen; i++) {
        const struct hollow_seen *s = &m->seen[i];
        if (s->source->look && strcmp(s->day.day, first.since) >= 0 &&
            hollow_on_line(s->path, oldest->unit.path) && is_about(m->terms[0].doc, s, section_no))
            return true;
    }
    return false;
}

/* The newest `n`, the oldest of them first. */
static const char *const *periods_of(struct call *c, const struct marking *m, size_t n)
{
    const char **periods = mem_array(c, const char *, n);
    for (size_t i = 0; i < n; i++)
        periods[i] = m->periods[n - 1 - i];
    return periods;
}

static void mark_silent(struct call *c, struct marking *m, int section_no)
{
    const struct term *t = &m->terms[0];
    const struct hollow_unit **units = mem_array(c, const struct hollow_unit *, t->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        struct hollow_form forms[HOLLOW_PERIODS];
        const struct hollow_row *row = m->order[i];
        const struct hollow_row *oldest = row;
        size_t n_forms = forms_of(m, row->unit_id, section_no, forms, &oldest);
        if (hollow_is_silent(forms, n_forms, m->set->periods, m->set->fewest_items) &&
            !looked_at(c, m, oldest, section_no))
            units[n++] = &row->unit;
    }
    if (n > 0)
        (void)mark_add(c, m,
            (struct hollow_mark){.reason = HOLLOW_SILENT,
                .section_no = section_no,
                .periods = periods_of(c, m, m->n_periods),
                .n_periods = m->n_periods,
                .units = units,
                .n_units = n});
}

/* Units with full marks in what the record is about, in one section. */
static void mark_record(
    struct call *c, struct marking *m, const struct hollow_seen *seen, int section_no)
{
    const struct term *t = &m->terms[0];
    const struct hollow_unit **units = mem_array(c, const struct hollow_unit *, t->n + 1);
    bool *items = mem_array(c, bool, (size_t)t->doc->n_items + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct hollow_row *row = m->order[i];
        const struct hollow_day *day = &m->days[row - t->rows];
        bool any = false;
        if (!hollow_on_line(seen->path, row->unit.path) || day->day[0] == '\0' ||
            !hollow_in_time(&seen->day, day, seen->source->ongoing))
            continue;
        for (int no = 1; no <= t->doc->n_items; no++)
            if (seen->items[no - 1] && t->doc->items[no - 1].section_no == section_no &&
                is_full(t, (size_t)(row - t->rows), no))
                any = items[no - 1] = true;
        if (any)
            units[n++] = &row->unit;
    }
    if (n == 0)
        return;
    struct hollow_mark mark = {.reason = HOLLOW_GOES_ON,
        .section_no = section_no,
        .items = mem_array(c, int, t->doc->n_items),
        .periods = periods_of(c, m, 1),
        .n_periods = 1,
        .record = &seen->record,
        .units = units,
        .n_units = n};
    for (int no = 1; no <= t->doc->n_items; no++)
        if (items[no - 1])
            mark.items[mark.n_items++] = no;
    (void)mark_add(c, m, mark);
}

/* The day from which records may matter: so many months before the earliest answer. */
static bool since_of(const struct call *c, const struct marking *m, struct date *ret_since)
{
    int64_t first = c->now_ms;
    struct date day;
    for (size_t i = 0; i < m->n_terms; i++)
        for (size_t k = 0; k < m->terms[i].n; k++)
            if (m->terms[i].rows[k].submitted_at_ms < first)
                first = m->terms[i].rows[k].submitted_at_ms;
    bool known = clock_day_in_zone(first, c->org.zone, &day);
    if (known)
        *ret_since = evidence_since(day, m->set->months);
    return known;
}

static void mark_all(struct call *c, struct marking *m)
{
    const struct sheet_doc *doc = m->terms[0].doc;
    prepare_rows(c, m);
    for (int s = 1; s <= doc->n_sections; s++) {
        if (m->n_periods >= m->set->periods)
            mark_silent(c, m, s);
        for (size_t i = 0; i < m->n_seen; i++)
            if (!m->seen[i].source->look && is_about(doc, &m->seen[i], s))
                mark_record(c, m, &m->seen[i], s);
    }
}

enum err hollow_marks(struct call *c, const struct campaign *campaign, const struct sheet_doc *doc,
    const struct hollow_ask *ask, struct hollow_mark **ret_marks, size_t *ret_n)
{
    struct marking m = {.n_terms = 0};
    struct hollow_set *set = NULL;
    struct date since;
    enum err e = hollow_set_load(c, c->problem, &set);
    m.set = set;
    if (e == ERR_OK)
        e = load_terms(c, campaign, doc, ask, &m);
    if (e == ERR_OK && !since_of(c, &m, &since))
        e = ERR_INTERNAL;
    if (e == ERR_OK && m.terms[0].n > 0)
        e = hollow_records_load(c, set, doc, since, ask->for_all, &m.seen, &m.n_seen);
    if (e != ERR_OK)
        return e;
    mark_all(c, &m);
    *ret_marks = m.marks;
    *ret_n = m.n_marks;
    return ERR_OK;
}

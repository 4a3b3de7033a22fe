/* Gathers the exercises and the training of the days of a report. */
#include "mod/exercise/exercise.h"
#include "mod/measure/measure.h"
#include "mod/people/people.h"
#include "mod/report/report_link.h"
#include "mod/report/report_practice_rules.h"
#include "mod/report/report_section.h"

enum { LINKED = 50 };

/* Those of the days, the earliest first; as many as are counted: there may be others. */
static enum err of_days(struct report_drawing *d, const struct reg_def *def, const char *day,
    json_t **ret_records, bool *ret_more)
{
    struct date_span days;
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    if (!report_issue_days(d->c, d->issue, &days))
        return ERR_INTERNAL;
    date_format(days.first, first);
    date_format(days.last, last);
    const struct reg_where where[] = {{day, "ge", first}, {day, "le", last}};
    enum err e = reg_list_for_all(d->c, def, where, 2, day, REPORT_PRACTICES, ret_records);
    if (e == ERR_OK)
        *ret_more = json_array_size(*ret_records) == REPORT_PRACTICES;
    return e;
}

enum err report_exercises_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    json_t *records = NULL;
    bool more = false;
    (void)builder;
    enum err e = of_days(d, &REG_EXERCISES, "planned_on", &records, &more);
    if (e == ERR_OK)
        report_exercises_write(d->c, records, more, blocks);
    return e;
}

/* What exercises found becomes measures, which are linked with them. */
enum err report_exercise_measures_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    json_t *records = NULL;
    bool more = false;
    (void)builder;
    enum err e = of_days(d, &REG_EXERCISES, "planned_on", &records, &more);
    while (json_array_size(records) > LINKED) /* as many as the section beside it lists */
        json_array_remove(records, LINKED);
    if (e == ERR_OK)
        e = report_link_all(d->c, &REG_EXERCISES, records, &REG_MEASURES, "measures");
    if (e == ERR_OK)
        report_exercise_measures_write(d->c, records, blocks);
    return e;
}

enum err report_trainings_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    json_t *records = NULL;
    bool more = false;
    struct date today;
    char day[DATE_TEXT_SIZE];
    (void)builder;
    if (!clock_day_in_zone(d->c->now_ms, d->c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, day);
    enum err e = of_days(d, &REG_TRAININGS, "held_on", &records, &more);
    if (e == ERR_OK)
        report_trainings_write(d->c, records, day, more, blocks);
    return e;
}

/* An exercise as a whole: loaded, and shown to who runs it and to who may read it. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/exercise/exercise_private.h"
#include "mod/measure/measure.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shape ---- */

static const struct field board_fields[] = {
    {.key = "runs", .type = FIELD_BOOL, .flags = MUST},
    {.key = "role",
        .type = FIELD_ENUM,
        .flags = MAYBE,
        .options = &OPTIONS_EXERCISE_ROLE}, /* the caller's; null: takes no part */
    {.key = "time", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_EXERCISE_TIME},
    {.key = "people",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_EXERCISE_PERSON,
        .max = LIMIT_EXERCISE_PEOPLE},
    {.key = "missing",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_EXERCISE_PERSON,
        .max = 1000},
    {.key = "lines",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_EXERCISE_LINE,
        .max = LIMIT_EXERCISE_LINES},
    {.key = "answers",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_EXERCISE_ANSWER,
        .max = LIMIT_EXERCISE_ANSWERS},
    {.key = "case", .type = FIELD_TEXT, .flags = MAYBE}, /* number */
    {.key = "feedback", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "fed_back_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "year_count", .type = FIELD_INT, .flags = MUST}, /* of the unit, in the fiscal year */
    {.key = "last_on", .type = FIELD_DATE, .flags = MAYBE},  /* held before this one */
    {.key = "outcome",
        .type = FIELD_ENUM,
        .flags = MAYBE,
        .options = &OPTIONS_EXERCISE_OUTCOME_KEYS}, /* as its goals came out */
};
const struct shape SHAPE_EXERCISE_BOARD = SHAPE("ExerciseBoard", board_fields);

/* ---- loading ---- */

enum err exercise_of(struct req *r, bool write, struct reg_record *ret_exercise)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_EXERCISES, req_param(r, "id"), ret_exercise);
    if (e == ERR_OK && write && !who_may(c->who, &PERM_EXERCISE_WRITE, ret_exercise->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e == ERR_OK && write ? exercise_hold(c, ret_exercise->id) : e;
}

/* When each was delivered: by press, or by the clock where it is not left to a hand. */
static void deliver(const struct call *c, struct exercise_board *board)
{
    for (size_t i = 0; i < board->n_lines; i++) {
        struct exercise_line *line = &board->lines[i];
        int64_t by_clock =
            line->by_hand || line->minute < 0
                ? 0
                : exercise_reached_ms(board->presses, board->n_presses, c->now_ms, line->minute);
        line->shown_ms = line->delivered_ms;
        if (by_clock != 0 && (line->shown_ms == 0 || by_clock < line->shown_ms))
            line->shown_ms = by_clock;
    }
}

static void find_me(const struct call *c, struct exercise_board *board)
{
    for (size_t i = 0; i < board->n_people; i++)
        if (board->people[i].person_id == c->who->person_id && c->who->person_id != 0)
            board->me = &board->people[i];
    bool plays = board->me != NULL && exercise_role_plays(exercise_role_of(board->me->role));
    board->runs = !plays && who_may(c->who, &PERM_EXERCISE_WRITE, board->exercise.unit_path);
}

enum err exercise_board_load(struct call *c, struct exercise_board *board)
{
    int64_t id = board->exercise.id;
    enum err e = exercise_store_run(c, id, &board->run);
    if (e == ERR_OK)
        e = exercise_store_presses(c, id, &board->presses, &board->n_presses);
    if (e == ERR_OK)
        e = exercise_store_lines(c, id, &board->lines, &board->n_lines);
    if (e == ERR_OK)
        e = exercise_store_people(c, id, &board->people, &board->n_people);
    if (e != ERR_OK)
        return e;
    board->time = exercise_time_of(board->presses, board->n_presses, c->now_ms);
    deliver(c, board);
    find_me(c, board);
    return ERR_OK;
}

const struct exercise_line *exercise_line_with(const struct exercise_board *board, const char *id)
{
    struct uuid uid;
    if (id == NULL || !uuid_parse(id, &uid))
        return NULL;
    for (size_t i = 0; i < board->n_lines; i++)
        if (memcmp(&board->lines[i].uid, &uid, sizeof uid) == 0)
            return &board->lines[i];
    return NULL;
}

void exercise_audit(
    struct call *c, const struct reg_record *exercise, const char *action, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = REG_EXERCISES.singular,
                     .subject_id = exercise->id,
                     .subject_uid = &exercise->uid,
                     .unit_id = exercise->unit_id,
                     .after = after});
    json_decref(after);
}

/* ---- showing ---- */

static const char *outcome(struct call *c, const struct exercise_board *board)
{
    const char **results = mem_array(c, const char *, board->n_lines + 1);
    size_t n = 0;
    for (size_t i = 0; i < board->n_lines; i++)
        if (strcmp(board->lines[i].kind, "goal") == 0)
            results[n++] = board->lines[i].result;
    return exercise_outcome_of(results, n);
}

static void write_people(struct call *c, struct jw *w, const char *key,
    const struct exercise_person *people, size_t n, bool whole)
{
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        exercise_person_write(w, &people[i], whole || people[i].person_id == c->who->person_id);
    jw_arr_end(w);
}

struct year {
    int64_t n;
    const char *last;
};

static enum err year_of(struct call *c, const struct reg_record *exercise, struct year *ret_year)
{
    struct date day = {1970, 1, 1};
    const char *planned = body_text(exercise->after, "planned_on");
    (void)date_parse(planned, &day);
    return exercise_store_year(c, exercise, fiscal_span(day, c->org.fiscal_first_month, 12),
        planned, &ret_year->n, &ret_year->last);
}

static void write_rest(
    struct call *c, struct jw *w, const struct exercise_board *board, const struct year *year)
{
    jw_kstr(w, "case", board->run.incident);
    jw_kstr(w, "feedback", board->run.feedback);
    jw_kinstant(w, "fed_back_at", board->run.fed_back_ms);
    jw_kint(w, "year_count", year->n);
    jw_kstr(w, "last_on", year->last);
    jw_kstr(w, "outcome", outcome(c, board));
}

enum err exercise_board_get(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct exercise_person *missing = NULL, *people = NULL;
    struct exercise_answer *answers = NULL;
    json_t *measures = NULL;
    struct year year = {.n = 0};
    size_t n_missing = 0, n_people = 0, n_answers = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = exercise_of(r, false, &board.exercise);
    if (e == ERR_OK)
        e = exercise_board_load(c, &board);
    if (e == ERR_OK)
        e = exercise_people_load(c, &board.exercise, &people, &n_people, &missing, &n_missing);
    if (e == ERR_OK && board.runs)
        e = exercise_store_answers(c, board.exercise.id, 0, &answers, &n_answers);
    if (e == ERR_OK)
        e = reg_linked(c, &REG_EXERCISES, req_param(r, "id"), &REG_MEASURES, &measures);
    if (e == ERR_OK)
        e = year_of(c, &board.exercise, &year);
    if (e != ERR_OK)
        return e;
    exercise_people_propose(people, n_people, missing, n_missing);
    board.measures = measures;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "runs", board.runs);
    jw_kstr(&w, "role", board.me == NULL ? NULL : board.me->role);
    exercise_time_write(&w, "time", &board.time, c->now_ms);
    write_people(c, &w, "people", people, n_people, board.runs);
    write_people(c, &w, "missing", missing, n_missing, false);
    exercise_lines_write(&w, &board);
    exercise_answers_write(&w, answers, n_answers);
    write_rest(c, &w, &board, &year);
    jw_obj_end(&w);
    return ERR_OK;
}

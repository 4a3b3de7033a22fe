/* What participants see and write, wherever in the company they are: the invitation is what lets
 * them, no permission. Of the scenario they see what has been delivered to them. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/exercise/exercise_private.h"
#include "mod/measure/measure.h"

#include <string.h>

enum { KEPT_LINES = 100 /* of LIMIT_EXERCISE_LINES, not for participants */ };

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shapes ---- */

#define OWN_HEAD                                                                            \
    {.key = "id", .type = FIELD_ID, .flags = MUST},                                         \
        {.key = "number", .type = FIELD_TEXT, .flags = MUST},                               \
        {.key = "title", .type = FIELD_TEXT, .flags = MUST},                                \
        {.key = "state", .type = FIELD_TEXT, .flags = MUST},                                \
        {.key = "planned_on", .type = FIELD_DATE, .flags = MUST},                           \
        {.key = "report_due", .type = FIELD_DATE, .flags = MAYBE},                          \
    {                                                                                       \
        .key = "role", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_EXERCISE_ROLE \
    }

static const struct field item_fields[] = {
    OWN_HEAD,
    {.key = "answered", .type = FIELD_BOOL, .flags = MUST},
    {.key = "reported", .type = FIELD_BOOL, .flags = MUST},
    {.key = "reflected", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_ITEM = SHAPE("OwnExerciseShort", item_fields);

static const struct field day_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "planned_on", .type = FIELD_DATE, .flags = MUST},
};
static const struct shape SHAPE_DAY = SHAPE("ExerciseDay", day_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_ITEM,
        .max = LIMIT_OWN_EXERCISES},
    {.key = "day", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_DAY},
};
const struct shape SHAPE_OWN_EXERCISES = SHAPE("OwnExercises", list_fields);

static const struct field one_fields[] = {
    OWN_HEAD,
    {.key = "area", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_EXERCISE_AREA},
    {.key = "style", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_EXERCISE_STYLE},
    {.key = "minutes", .type = FIELD_INT, .flags = MAYBE},
    {.key = "place", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "goal", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "time", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_EXERCISE_TIME},
    {.key = "me", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_EXERCISE_PERSON},
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
    {.key = "case", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "feedback", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "fed_back_at", .type = FIELD_INSTANT, .flags = MAYBE},
};
const struct shape SHAPE_OWN_EXERCISE = SHAPE("OwnExercise", one_fields);

static const char *const answer_keys[] = {"comes", "absent", NULL};
static const struct option_set ANSWERS = {"exercise_answer", answer_keys};
static const struct field body_fields[] = {
    {.key = "answer", .type = FIELD_ENUM, .options = &ANSWERS},
    {.key = "answer_note", .type = FIELD_TEXT, .max = LIMIT_LINE},
    {.key = "report", .type = FIELD_LONGTEXT, .max = 4000},
    {.key = "reflection", .type = FIELD_LONGTEXT, .max = 4000},
    {.key = "learned", .type = FIELD_BOOL},
    {.key = "site_due", .type = FIELD_DATE},
    {.key = "site_on", .type = FIELD_DATE},
    {.key = "site_result", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};
const struct shape SHAPE_OWN_EXERCISE_BODY = SHAPE("OwnExerciseChange", body_fields);

static const struct field answer_fields[] = {
    {.key = "line", .type = FIELD_ID},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = LIMIT_NOTE},
};
const struct shape SHAPE_OWN_EXERCISE_ANSWER = SHAPE("OwnExerciseAnswer", answer_fields);

static const char *const own_line_keys[] = {"wish", "point", NULL};
static const struct option_set OWN_LINES = {"exercise_line", own_line_keys};
static const struct field line_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OWN_LINES},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = LIMIT_NAME},
    {.key = "text", .type = FIELD_LONGTEXT, .max = 4000},
};
const struct shape SHAPE_OWN_EXERCISE_LINE = SHAPE("OwnExerciseLine", line_fields);

/* ---- finding ---- */

/* The invitation is what was asked; the record is then read as the program itself. */
static enum err look(struct call *c, const char *id, struct exercise_board *board)
{
    const struct who *who = c->who;
    struct who all = *who;
    all.system = true;
    c->who = &all;
    enum err e = reg_look(c, &REG_EXERCISES, id, &board->exercise);
    json_t *measures = NULL;
    if (e == ERR_OK)
        e = reg_linked(c, &REG_EXERCISES, id, &REG_MEASURES, &measures);
    c->who = who;
    board->measures = measures;
    return e;
}

static enum err own_board(struct req *r, bool write, struct exercise_board *board)
{
    struct call *c = &r->call;
    struct uuid uid;
    const char *role = NULL;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = write ? tx_begin(c) : tx_begin_read(c);
    if (e == ERR_OK)
        e = exercise_store_own_find(c, &uid, &role);
    if (e == ERR_OK)
        e = look(c, req_param(r, "id"), board);
    if (e == ERR_OK && write)
        e = exercise_hold(c, board->exercise.id);
    if (e == ERR_OK)
        e = exercise_board_load(c, board);
    board->runs = false; /* also of who runs it: this is what participants see */
    return e == ERR_OK && board->me == NULL ? ERR_NOT_FOUND : e;
}

/* ---- the list ---- */

static void write_head(struct jw *w, const struct own_exercise *one)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&one->uid, uid);
    jw_kstr(w, "id", uid);
    jw_kstr(w, "number", one->number);
    jw_kstr(w, "title", one->title);
    jw_kstr(w, "state", one->state);
    jw_kstr(w, "planned_on", one->planned_on);
    jw_kstr(w, "report_due", one->report_due);
    jw_kstr(w, "role", one->role);
}

static void write_day(struct jw *w, const struct own_exercise *day)
{
    jw_key(w, "day");
    if (day->title == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kstr(w, "title", day->title);
    jw_kstr(w, "planned_on", day->planned_on);
    jw_obj_end(w);
}

enum err own_exercises_get(struct req *r)
{
    struct call *c = &r->call;
    struct own_exercise *list = NULL, day = {.title = NULL};
    struct date today = {1970, 1, 1};
    char from[DATE_TEXT_SIZE];
    size_t n = 0;
    (void)clock_day_in_zone(c->now_ms, c->org.zone, &today);
    date_format(today, from);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = exercise_store_own_list(c, &list, &n);
    if (e == ERR_OK)
        e = exercise_store_day(c, from, &day);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_head(&w, &list[i]);
        jw_kbool(&w, "answered", list[i].answer != NULL);
        jw_kbool(&w, "reported", list[i].reported);
        jw_kbool(&w, "reflected", list[i].reflected);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    write_day(&w, &day);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- one ---- */

static void write_plan(struct jw *w, const struct exercise_board *board)
{
    static const char *const members[] = {"area", "style", "minutes", "place", "goal"};
    const json_t *exercise = board->exercise.after;
    write_head(w, &(struct own_exercise){.uid = board->exercise.uid,
                      .number = body_text(exercise, "number"),
                      .title = body_text(exercise, "title"),
                      .state = body_text(exercise, "state"),
                      .planned_on = body_text(exercise, "planned_on"),
                      .report_due = body_text(exercise, "report_due"),
                      .role = board->me->role});
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        jw_kjson(w, members[i], json_object_get(exercise, members[i]));
}

enum err own_exercise_get(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct exercise_answer *answers = NULL;
    size_t n = 0;
    enum err e = own_board(r, false, &board);
    if (e == ERR_OK)
        e = exercise_store_answers(c, board.exercise.id, c->who->person_id, &answers, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_plan(&w, &board);
    exercise_time_write(&w, "time", &board.time, c->now_ms);
    jw_key(&w, "me");
    exercise_person_write(&w, board.me, true);
    exercise_lines_write(&w, &board);
    exercise_answers_write(&w, answers, n);
    jw_kstr(&w, "case", board.run.incident);
    jw_kstr(&w, "feedback", board.run.feedback);
    jw_kinstant(&w, "fed_back_at", board.run.fed_back_ms);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- writing ---- */

static void check_own(struct call *c, const struct exercise_board *board, const json_t *body)
{
    const char *state = body_text(board->exercise.after, "state");
    bool held = strcmp(state, "held") == 0, past = strcmp(state, "planned") != 0;
    if (past && body_text(body, "answer") != NULL)
        problem_field(c->problem, "/answer", "exercise_past");
    if (past && body_text(body, "report") != NULL)
        problem_field(c->problem, "/report", "exercise_past");
    if (!held && body_text(body, "reflection") != NULL)
        problem_field(c->problem, "/reflection", "exercise_not_yet");
    if (!held && body_text(body, "site_result") != NULL)
        problem_field(c->problem, "/site_result", "exercise_not_yet");
    if (body_text(body, "site_result") != NULL && body_text(body, "site_on") == NULL &&
        board->me->site_on == NULL)
        problem_field(c->problem, "/site_on", "required");
}

/* Which of it was written, not what: others of the unit read the history. */
static json_t *written(const json_t *body)
{
    const char *key;
    json_t *value, *list = json_array();
    json_object_foreach((json_t *)body, key, value) json_array_append_new(list, json_string(key));
    return json_pack("{s:o}", "written", list);
}

enum err own_exercise_patch(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    enum err e = own_board(r, true, &board);
    if (e == ERR_OK) {
        check_own(c, &board, r->body);
        e = problem_check(c->problem);
    }
    if (e == ERR_OK)
        e = exercise_store_own(c, board.exercise.id, r->body);
    if (e != ERR_OK)
        return e;
    exercise_audit(c, &board.exercise, "exercise_own", written(r->body));
    return tx_commit(c);
}

/* To an inject that has reached him, or to none. */
static enum err line_of(
    struct call *c, const struct exercise_board *board, const json_t *body, int64_t *ret_id)
{
    const char *id = body_text(body, "line");
    const struct exercise_line *line = exercise_line_with(board, id);
    bool there = line != NULL && line->shown_ms != 0 && strcmp(line->kind, "inject") == 0 &&
                 (line->role == NULL || strcmp(line->role, board->me->role) == 0);
    if (id != NULL && !there) {
        problem_field(c->problem, "/line", "reference");
        return problem_check(c->problem);
    }
    *ret_id = id == NULL ? 0 : line->id;
    return ERR_OK;
}

static bool on(const struct exercise_board *board)
{
    return board->time.clock == CLOCK_RUNNING || board->time.clock == CLOCK_PAUSED;
}

enum err own_exercise_answer_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    const char *start = NULL;
    int64_t line = 0;
    const char *said = body_text(r->body, "text");
    if (utf8_trim(said, &start) == 0)
        problem_field(c->problem, "/text", "required");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = own_board(r, true, &board);
    if (e == ERR_OK && !on(&board))
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_not_running");
    if (e == ERR_OK)
        e = line_of(c, &board, r->body, &line);
    if (e == ERR_OK)
        e = exercise_store_answer(c, board.exercise.id, line, said);
    if (e != ERR_OK)
        return e;
    /* Not what: the history is read by more people than answers are. */
    exercise_audit(c, &board.exercise, "exercise_answer", NULL);
    return tx_commit(c);
}

/* Wishes while it is planned, points when it has begun. */
enum err own_exercise_line_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    enum err e = own_board(r, true, &board);
    if (e != ERR_OK)
        return e;
    bool wish = strcmp(body_text(r->body, "kind"), "wish") == 0;
    bool begun = board.time.clock != CLOCK_WAITING ||
                 strcmp(body_text(board.exercise.after, "state"), "planned") != 0;
    if (wish == begun)
        return problem_set(
            c->problem, ERR_CONFLICT, wish ? "exercise_begun" : "exercise_not_begun");
    /* Whoever runs it still has room. */
    if (board.n_lines >= LIMIT_EXERCISE_LINES - KEPT_LINES)
        return problem_set_limit(
            c->problem, ERR_CONFLICT, "items_full", LIMIT_EXERCISE_LINES - KEPT_LINES);
    return exercise_line_make(r, &board);
}

/* The day itself: the clock, the drill case; and what participants are told in the end. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "mod/exercise/exercise_private.h"
#include "mod/incident/incident.h"
#include "mod/risk/risk.h"

#include <string.h>

#define KEY(name, key) key,
static const char *const press_keys[] = {EXERCISE_PRESS_LIST(KEY) NULL};
#undef KEY
static const struct option_set PRESSES = {"exercise_press", press_keys};

static const struct field clock_fields[] = {
    {.key = "press", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &PRESSES},
};
const struct shape SHAPE_EXERCISE_CLOCK_BODY = SHAPE("ExercisePress", clock_fields);
static const struct field time_fields[] = {
    {.key = "time", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_EXERCISE_TIME},
};
const struct shape SHAPE_EXERCISE_CLOCK = SHAPE("ExercisePressed", time_fields);

static const struct field case_body_fields[] = {
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_INCIDENT_SEVERITY},
    {.key = "threat_key", .type = FIELD_ENUM, .options = &OPTIONS_THREAT_KEY},
};
const struct shape SHAPE_EXERCISE_CASE_BODY = SHAPE("ExerciseCaseNew", case_body_fields);

static const struct field case_fields[] = {
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_EXERCISE_CASE = SHAPE("ExerciseCase", case_fields);

static const struct field feedback_fields[] = {
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 4000},
};
const struct shape SHAPE_EXERCISE_FEEDBACK = SHAPE("ExerciseFeedback", feedback_fields);

static enum err open_board(struct req *r, struct exercise_board *board)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = exercise_of(r, true, &board->exercise);
    if (e == ERR_OK)
        e = exercise_board_load(c, board);
    if (e == ERR_OK && !board->runs)
        e = problem_set(c->problem, ERR_FORBIDDEN, "exercise_plays");
    return e;
}

static bool is_state(const struct exercise_board *board, const char *state)
{
    return strcmp(body_text(board->exercise.after, "state"), state) == 0;
}

/* ---- the clock ---- */

static enum exercise_press press_of(const json_t *body)
{
    const char *key = body_text(body, "press");
    int press = 0;
    while (press < EXERCISE_PRESS_MAX - 1 && strcmp(press_keys[press], key) != 0)
        press++;
    return (enum exercise_press)press;
}

static enum err check_press(
    struct call *c, const struct exercise_board *board, enum exercise_press press)
{
    if (!exercise_press_fits(board->time.clock, press))
        return problem_set(c->problem, ERR_CONFLICT, "exercise_press");
    if (press == PRESS_START && !is_state(board, "planned"))
        return problem_set(c->problem, ERR_CONFLICT, "exercise_over");
    /* the last one ends it */
    if (press != PRESS_END && board->n_presses >= LIMIT_EXERCISE_PRESSES - 1)
        return problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_EXERCISE_PRESSES);
    return ERR_OK;
}

enum err exercise_clock_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    enum exercise_press press = press_of(r->body);
    enum err e = open_board(r, &board);
    if (e == ERR_OK)
        e = check_press(c, &board, press);
    if (e == ERR_OK)
        e = exercise_store_press(c, board.exercise.id, press);
    if (e == ERR_OK && press == PRESS_END && is_state(&board, "planned"))
        e = reg_transition(c, &REG_EXERCISES, req_param(r, "id"), "hold", NULL);
    if (e == ERR_OK)
        e = exercise_store_presses(c, board.exercise.id, &board.presses, &board.n_presses);
    if (e != ERR_OK)
        return e;
    exercise_audit(
        c, &board.exercise, "exercise_clock", json_pack("{s:s}", "press", press_keys[press]));
    board.time = exercise_time_of(board.presses, board.n_presses, c->now_ms);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    exercise_time_write(&w, "time", &board.time, c->now_ms);
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- the drill case ---- */

/* Its title says that it is an exercise wherever only the title stands: lists, notices, finding. */
static json_t *case_body(struct req *r, const struct exercise_board *board)
{
    char now[INSTANT_TEXT_SIZE];
    const json_t *exercise = board->exercise.after;
    const json_t *leader = json_object_get(exercise, "leader");
    json_t *body = reg_keep(&r->call, json_deep_copy(r->body));
    instant_format(r->call.now_ms, now);
    const struct msg_arg args[] = {{"title", body_text(exercise, "title")}};
    const char *title = msg_format(&r->call, r->call.org.lang, "exercise.case_title", args, 1);
    json_object_set_new(body, "title", json_string(utf8_head(&r->call, title, LIMIT_NAME)));
    json_object_set(body, "unit", json_object_get(json_object_get(exercise, "unit"), "id"));
    json_object_set_new(body, "drill", json_true());
    json_object_set_new(body, "detected_at", json_string(now));
    if (json_is_object(leader))
        json_object_set(body, "lead", json_object_get(leader, "id"));
    return body;
}

enum err exercise_case_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct reg_record incident;
    char uid[UUID_TEXT_SIZE];
    json_t *made = NULL;
    enum err e = open_board(r, &board);
    if (e == ERR_OK && is_state(&board, "called_off"))
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_over");
    if (e == ERR_OK && board.run.incident != NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_has_case");
    if (e == ERR_OK)
        e = reg_create(c, &REG_INCIDENTS, case_body(r, &board), &incident);
    if (e != ERR_OK)
        return e;
    uuid_format(&incident.uid, uid);
    e = reg_get(c, &REG_INCIDENTS, uid, &made);
    if (e == ERR_OK)
        e = exercise_store_case(c, board.exercise.id, body_text(made, "number"));
    if (e != ERR_OK)
        return e;
    exercise_audit(
        c, &board.exercise, "exercise_case", json_pack("{s:s}", "case", body_text(made, "number")));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "number", body_text(made, "number"));
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- feedback ---- */

static enum err tell_all(struct call *c, const struct exercise_board *board)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < board->n_people; i++)
        e = exercise_tell(
            c, &board->exercise, EXERCISE_NOTICE_FED_BACK, board->people[i].person_id);
    return e;
}

enum err exercise_feedback_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    const char *start = NULL;
    const char *said = body_text(r->body, "text");
    if (utf8_trim(said, &start) == 0)
        problem_field(c->problem, "/text", "required");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_board(r, &board);
    if (e == ERR_OK && !is_state(&board, "held"))
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_not_held");
    if (e == ERR_OK)
        e = exercise_store_feedback(c, board.exercise.id, said);
    if (e == ERR_OK)
        e = tell_all(c, &board);
    if (e != ERR_OK)
        return e;
    exercise_audit(c, &board.exercise, "exercise_feedback", json_pack("{s:s}", "text", said));
    return tx_commit(c);
}

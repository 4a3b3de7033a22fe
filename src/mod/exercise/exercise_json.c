/* Parts of an exercise as the API shows them. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/exercise/exercise_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

const struct option_set OPTIONS_EXERCISE_ROLE = {"exercise_role", exercise_role_keys};
static const struct option_set LINES = {"exercise_line", exercise_line_keys};
static const char *const result_keys[] = {
    "taken", "left", "met", "partly", "missed", "stopped", "detected", "passed", NULL};
static const struct option_set RESULTS = {"exercise_result", result_keys};
static const char *const outcome_keys[] = {"met", "partly", "missed", NULL};
const struct option_set OPTIONS_EXERCISE_OUTCOME_KEYS = {"exercise_outcome", outcome_keys};
static const char *const answer_keys[] = {"comes", "absent", NULL};
static const struct option_set ANSWERS = {"exercise_answer", answer_keys};
#define KEY(name, key) key,
static const char *const clock_keys[] = {EXERCISE_CLOCK_LIST(KEY) NULL};
#undef KEY
static const struct option_set CLOCKS = {"exercise_clock", clock_keys};

/* ---- the clock ---- */

static const struct field time_fields[] = {
    {.key = "clock", .type = FIELD_ENUM, .flags = MUST, .options = &CLOCKS},
    {.key = "elapsed_ms", .type = FIELD_INT, .flags = MUST},
    {.key = "started_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "ended_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "now", .type = FIELD_INSTANT, .flags = MUST}, /* of the server */
};
const struct shape SHAPE_EXERCISE_TIME = SHAPE("ExerciseTime", time_fields);

void exercise_time_write(
    struct jw *w, const char *key, const struct exercise_time *time, int64_t now_ms)
{
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kstr(w, "clock", clock_keys[time->clock]);
    jw_kint(w, "elapsed_ms", time->elapsed_ms);
    jw_kinstant(w, "started_at", time->started_ms);
    jw_kinstant(w, "ended_at", time->ended_ms);
    jw_kinstant(w, "now", now_ms);
    jw_obj_end(w);
}

/* ---- lines ---- */

#define LINE_MEMBERS                                                                  \
    {.key = "title", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = LIMIT_NAME}, \
        {.key = "text", .type = FIELD_LONGTEXT, .max = 4000},                         \
        {.key = "expected", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},               \
        {.key = "minute", .type = FIELD_INT, .min = 0, .max = 1440},                  \
        {.key = "by_hand", .type = FIELD_BOOL}, {.key = "asks", .type = FIELD_BOOL},  \
        {.key = "role", .type = FIELD_ENUM, .options = &OPTIONS_EXERCISE_ROLE},       \
        {.key = "unit", .type = FIELD_REF, .ref = "units"},                           \
        {.key = "measure", .type = FIELD_REF, .ref = "measures"},                     \
        {.key = "result", .type = FIELD_ENUM, .options = &RESULTS},                   \
    {                                                                                 \
        .key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE                      \
    }

static const struct field body_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &LINES},
    LINE_MEMBERS,
};
const struct shape SHAPE_EXERCISE_LINE_BODY = SHAPE("ExerciseLineNew", body_fields);
static const struct field change_fields[] = {LINE_MEMBERS};
const struct shape SHAPE_EXERCISE_LINE_CHANGE = SHAPE("ExerciseLineChange", change_fields);

static const struct field named_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_TEXT, .flags = MAYBE}, /* NULL: not for the caller */
};
static const struct shape SHAPE_NAMED = SHAPE("ExerciseMeasure", named_fields);

static const struct field line_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &LINES},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "expected", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "minute", .type = FIELD_INT, .flags = MAYBE},
    {.key = "by_hand", .type = FIELD_BOOL, .flags = MUST},
    {.key = "asks", .type = FIELD_BOOL, .flags = MUST},
    {.key = "role", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_EXERCISE_ROLE},
    {.key = "unit", .type = FIELD_REF, .flags = MAYBE, .ref = "units"},
    {.key = "measure", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_NAMED},
    {.key = "result", .type = FIELD_ENUM, .flags = MAYBE, .options = &RESULTS},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "made", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_NAMED},
    {.key = "delivered_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "written_at", .type = FIELD_INSTANT, .flags = MUST},
};
const struct shape SHAPE_EXERCISE_LINE = SHAPE("ExerciseLine", line_fields);

void exercise_ref_write(struct jw *w, const char *key, const struct exercise_ref *ref)
{
    jw_key(w, key);
    if (ref->id == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kstr(w, "id", ref->id);
    jw_kstr(w, "number", ref->number);
    jw_kstr(w, "title", ref->title);
    jw_obj_end(w);
}

static const char *state_of(const json_t *measures, const char *id)
{
    size_t i;
    const json_t *measure;
    json_array_foreach(measures, i, measure)
    {
        if (strcmp(body_text(measure, "id"), id) == 0)
            return body_text(measure, "state");
    }
    return NULL;
}

static void write_named(
    struct jw *w, const char *key, const char *id, const char *name, const json_t *measures)
{
    jw_key(w, key);
    if (id == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "title", name);
    jw_kstr(w, "state", state_of(measures, id));
    jw_obj_end(w);
}

static void write_minute(struct jw *w, int64_t minute)
{
    jw_key(w, "minute");
    if (minute < 0)
        jw_null(w);
    else
        jw_int(w, minute);
}

void exercise_line_write(
    struct jw *w, const struct exercise_line *line, const json_t *measures, bool runs)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&line->uid, uid);
    jw_obj_begin(w);
    jw_kstr(w, "id", uid);
    jw_kint(w, "version", line->version);
    jw_kstr(w, "kind", line->kind);
    jw_kstr(w, "title", line->title);
    jw_kstr(w, "text", line->text);
    jw_kstr(w, "expected", runs ? line->expected : NULL);
    write_minute(w, line->minute);
    jw_kbool(w, "by_hand", line->by_hand);
    jw_kbool(w, "asks", line->asks);
    jw_kstr(w, "role", line->role);
    exercise_ref_write(w, "unit", &line->unit);
    write_named(w, "measure", line->measure, line->measure_name, measures);
    jw_kstr(w, "result", line->result);
    jw_kstr(w, "note", runs || strcmp(line->kind, "inject") != 0 ? line->note : NULL);
    write_named(w, "made", line->made, line->made_name, measures);
    jw_kinstant(w, "delivered_at", line->shown_ms);
    jw_kstr(w, "by", line->by);
    jw_kinstant(w, "written_at", line->written_ms);
    jw_obj_end(w);
}

bool exercise_line_open(const struct exercise_line *line)
{
    if (strcmp(line->kind, "step") == 0)
        return line->result != NULL;
    return strcmp(line->kind, "inject") != 0 || line->shown_ms != 0;
}

/* Of injects who plays sees those to everybody or to his role. */
static bool shown(const struct exercise_board *board, const struct exercise_line *line)
{
    if (board->runs)
        return true;
    if (!exercise_line_open(line))
        return false;
    return strcmp(line->kind, "inject") != 0 || line->role == NULL || board->me == NULL ||
           !exercise_role_plays(exercise_role_of(board->me->role)) ||
           strcmp(line->role, board->me->role) == 0;
}

void exercise_lines_write(struct jw *w, const struct exercise_board *board)
{
    jw_key(w, "lines");
    jw_arr_begin(w);
    for (size_t i = 0; i < board->n_lines; i++)
        if (shown(board, &board->lines[i]))
            exercise_line_write(w, &board->lines[i], board->measures, board->runs);
    jw_arr_end(w);
}

/* ---- answers ---- */

static const struct field answer_fields[] = {
    {.key = "line", .type = FIELD_ID, .flags = MAYBE},
    {.key = "by", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
};
const struct shape SHAPE_EXERCISE_ANSWER = SHAPE("ExerciseAnswer", answer_fields);

void exercise_answers_write(struct jw *w, const struct exercise_answer *answers, size_t n)
{
    static const struct uuid none;
    jw_key(w, "answers");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        char uid[UUID_TEXT_SIZE];
        bool to_line = memcmp(&answers[i].line, &none, sizeof none) != 0;
        uuid_format(&answers[i].line, uid);
        jw_obj_begin(w);
        jw_kstr(w, "line", to_line ? uid : NULL);
        jw_kstr(w, "by", answers[i].by);
        jw_kstr(w, "text", answers[i].text);
        jw_kinstant(w, "at", answers[i].at_ms);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

/* ---- people ---- */

static const struct field person_fields[] = {
    {.key = "person", .type = FIELD_REF, .flags = MUST, .ref = "people"},
    {.key = "role", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_EXERCISE_ROLE},
    {.key = "came", .type = FIELD_BOOL, .flags = MAYBE},
    {.key = "answer", .type = FIELD_ENUM, .flags = MAYBE, .options = &ANSWERS},
    {.key = "answer_note", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "report", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "reported_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "reflection", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "learned", .type = FIELD_BOOL, .flags = MAYBE},
    {.key = "reflected_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "site_due", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "site_on", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "site_result", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "emergency", .type = FIELD_BOOL, .flags = MUST},
    {.key = "last_role", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_EXERCISE_ROLE},
    {.key = "last_on", .type = FIELD_DATE, .flags = MAYBE},
};
const struct shape SHAPE_EXERCISE_PERSON = SHAPE("ExercisePerson", person_fields);

static void write_known(struct jw *w, const char *key, int value)
{
    jw_key(w, key);
    if (value < 0)
        jw_null(w);
    else
        jw_bool(w, value != 0);
}

void exercise_person_write(struct jw *w, const struct exercise_person *person, bool whole)
{
    jw_obj_begin(w);
    exercise_ref_write(w, "person", &person->person);
    jw_kstr(w, "role", person->role);
    write_known(w, "came", person->came);
    jw_kstr(w, "answer", person->answer);
    jw_kstr(w, "answer_note", whole ? person->answer_note : NULL);
    jw_kstr(w, "report", whole ? person->report : NULL);
    jw_kinstant(w, "reported_at", person->reported_ms);
    jw_kstr(w, "reflection", whole ? person->reflection : NULL);
    write_known(w, "learned", whole ? person->learned : -1);
    jw_kinstant(w, "reflected_at", person->reflected_ms);
    jw_kstr(w, "site_due", person->site_due);
    jw_kstr(w, "site_on", person->site_on);
    jw_kstr(w, "site_result", person->site_result);
    jw_kbool(w, "emergency", person->emergency);
    jw_kstr(w, "last_role", person->last_role);
    jw_kstr(w, "last_on", person->last_on);
    jw_obj_end(w);
}

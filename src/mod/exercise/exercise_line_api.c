/* Lines of an exercise: written, changed, delivered, and made measures of. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/unit/unit_reg.h"
#include "mod/exercise/exercise_private.h"
#include "mod/measure/measure.h"

#include <string.h>

/* ---- checking ---- */

static enum exercise_line_kind kind_of(const struct exercise_line *line)
{
    return exercise_line_of(line->kind);
}

/* Members that lines of the kind do not have are refused: nobody would see them again. */
static void check_members(struct call *c, const struct exercise_line *line, const json_t *body)
{
    static const char *const all[] = {"text", "expected", "minute", "by_hand", "asks", "role",
        "unit", "measure", "result", "note"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const json_t *value = json_object_get(body, all[i]);
        bool given = value != NULL && !json_is_null(value) && !json_is_false(value);
        if (given && !exercise_line_has(kind_of(line), all[i]))
            problem_field(c->problem, mem_printf(c, "/%s", all[i]), "exercise_line_member");
    }
}

static void check_inject(
    struct call *c, const struct reg_record *exercise, const struct exercise_line *line)
{
    const char *style = body_text(exercise->after, "style");
    int64_t most = body_int(exercise->after, "minutes", 1440);
    if (line->minute < 0 && !line->by_hand)
        problem_field(c->problem, "/minute", "required");
    if (line->minute > most)
        problem_field_limit(c->problem, "/minute", "exercise_minute", most);
    if (line->asks && style != NULL && strcmp(style, "walk") == 0)
        problem_field(c->problem, "/asks", "exercise_walk");
}

static enum err find_unit(struct call *c, const json_t *body, struct exercise_line *line)
{
    struct reg_record unit;
    char *uid = mem_array(c, char, UUID_TEXT_SIZE);
    const char *id = body_text(body, "unit");
    line->unit_id = 0;
    line->unit = (struct exercise_ref){NULL, NULL, NULL};
    if (id == NULL)
        return ERR_OK;
    enum err e = reg_look(c, &REG_UNITS, id, &unit);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/unit", "reference");
        return ERR_OK;
    }
    if (e != ERR_OK)
        return e;
    uuid_format(&unit.uid, uid);
    line->unit_id = unit.id;
    line->unit =
        (struct exercise_ref){uid, body_text(unit.after, "number"), body_text(unit.after, "name")};
    return ERR_OK;
}

/* Named as it is called now: what was played against stays what it was. */
static enum err find_measure(struct call *c, const json_t *body, struct exercise_line *line)
{
    struct reg_record measure;
    char *uid = mem_array(c, char, UUID_TEXT_SIZE);
    const char *id = body_text(body, "measure");
    line->measure = line->measure_name = NULL;
    if (id == NULL)
        return ERR_OK;
    enum err e = reg_look(c, &REG_MEASURES, id, &measure);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/measure", "reference");
        return ERR_OK;
    }
    if (e != ERR_OK)
        return e;
    uuid_format(&measure.uid, uid);
    line->measure = uid;
    line->measure_name = mem_printf(
        c, "%s %s", body_text(measure.after, "number"), body_text(measure.after, "title"));
    return ERR_OK;
}

static enum err take_body(struct call *c, const struct reg_record *exercise, const json_t *body,
    struct exercise_line *line)
{
    const char *start = NULL;
    line->title = body_text(body, "title");
    line->text = body_text(body, "text");
    line->expected = body_text(body, "expected");
    line->minute = body_int(body, "minute", -1);
    line->by_hand = body_bool(body, "by_hand");
    line->asks = body_bool(body, "asks");
    line->role = body_text(body, "role");
    line->result = body_text(body, "result");
    line->note = body_text(body, "note");
    if (utf8_trim(line->title, &start) == 0)
        problem_field(c->problem, "/title", "required");
    check_members(c, line, body);
    if (kind_of(line) == LINE_INJECT)
        check_inject(c, exercise, line);
    if (line->result != NULL && !exercise_result_fits(kind_of(line), line->result))
        problem_field(c->problem, "/result", "exercise_result");
    enum err e = find_unit(c, body, line);
    if (e == ERR_OK)
        e = find_measure(c, body, line);
    return e == ERR_OK ? problem_check(c->problem) : e;
}

/* ---- telling ---- */

/* What happens in the scenario is not told where its players read: the history. Its members are
 * none of the record's: it would say that the exercise was renamed. */
static void audit_line(struct call *c, const struct reg_record *exercise, const char *action,
    const struct exercise_line *line)
{
    json_t *after = json_pack("{s:s}", "line", line->kind);
    if (exercise_line_open(line))
        json_object_set_new(after, "item", json_string(line->title));
    if (line->result != NULL)
        json_object_set_new(after, "result", json_string(line->result));
    exercise_audit(c, exercise, action, after);
}

static enum err answer_line(
    struct req *r, const struct exercise_board *board, const struct exercise_line *line)
{
    struct jw w = resp_json(r);
    exercise_line_write(&w, line, NULL, board->runs);
    resp_etag(r, line->version);
    return tx_commit(&r->call);
}

/* ---- writing ---- */

enum err exercise_line_make(struct req *r, const struct exercise_board *board)
{
    struct call *c = &r->call;
    struct exercise_line line = {.kind = body_text(r->body, "kind"),
        .written_ms = c->now_ms,
        .written_by = c->who->account_id,
        .by = c->who->name,
        .minute = -1};
    if (board->n_lines >= LIMIT_EXERCISE_LINES)
        return problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_EXERCISE_LINES);
    enum err e = take_body(c, &board->exercise, r->body, &line);
    if (e != ERR_OK)
        return e;
    line.uid = uuid_new(c->now_ms);
    e = exercise_store_line_add(c, board->exercise.id, &line);
    if (e != ERR_OK)
        return e;
    audit_line(c, &board->exercise, "exercise_line_add", &line);
    return answer_line(r, board, &line);
}

/* Whoever plays does not write what he is to be surprised by. */
static enum err board_of(struct req *r, struct exercise_board *board)
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

enum err exercise_line_post(struct req *r)
{
    struct exercise_board board = {.n_lines = 0};
    enum err e = board_of(r, &board);
    return e == ERR_OK ? exercise_line_make(r, &board) : e;
}

static enum err line_of(struct req *r, struct exercise_board *board, struct exercise_line *ret_line)
{
    enum err e = board_of(r, board);
    if (e != ERR_OK)
        return e;
    const struct exercise_line *line = exercise_line_with(board, req_param(r, "line"));
    if (line == NULL)
        return ERR_NOT_FOUND;
    *ret_line = *line;
    return ERR_OK;
}

static bool differ(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a != b : strcmp(a, b) != 0;
}

/* What participants have read stays as they read it; what was expected of them and notes may still
 * be written. */
static enum err check_kept(
    struct call *c, const struct exercise_line *old, const struct exercise_line *line)
{
    bool read = kind_of(old) == LINE_INJECT && old->shown_ms != 0;
    bool changed = differ(old->title, line->title) || differ(old->text, line->text) ||
                   differ(old->role, line->role) || old->minute != line->minute ||
                   old->by_hand != line->by_hand || old->asks != line->asks;
    return read && changed ? problem_set(c->problem, ERR_CONFLICT, "exercise_line_kept") : ERR_OK;
}

enum err exercise_line_put(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct exercise_line old;
    enum err e = line_of(r, &board, &old);
    if (e == ERR_OK)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    struct exercise_line line = old;
    e = take_body(c, &board.exercise, r->body, &line);
    if (e == ERR_OK)
        e = check_kept(c, &old, &line);
    if (e == ERR_OK)
        e = exercise_store_line_put(c, &line);
    if (e != ERR_OK)
        return e;
    audit_line(c, &board.exercise, "exercise_line_change", &line);
    return answer_line(r, &board, &line);
}

enum err exercise_line_delete(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct exercise_line line;
    enum err e = line_of(r, &board, &line);
    if (e == ERR_OK)
        e = req_match(r, line.version);
    if (e == ERR_OK && (line.made != NULL || (kind_of(&line) == LINE_INJECT && line.shown_ms != 0)))
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_line_kept");
    if (e == ERR_OK)
        e = exercise_store_line_remove(c, &line);
    if (e != ERR_OK)
        return e;
    audit_line(c, &board.exercise, "exercise_line_remove", &line);
    return tx_commit(c);
}

/* ---- delivering ---- */

enum err exercise_deliver_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct exercise_line line;
    enum err e = line_of(r, &board, &line);
    if (e != ERR_OK)
        return e;
    if (kind_of(&line) != LINE_INJECT)
        return ERR_NOT_FOUND;
    if (board.time.clock != CLOCK_RUNNING && board.time.clock != CLOCK_PAUSED)
        return problem_set(c->problem, ERR_CONFLICT, "exercise_not_running");
    if (line.shown_ms != 0)
        return problem_set(c->problem, ERR_CONFLICT, "exercise_delivered");
    line.delivered_ms = line.shown_ms = c->now_ms;
    e = exercise_store_line_put(c, &line);
    if (e != ERR_OK)
        return e;
    audit_line(c, &board.exercise, "exercise_deliver", &line);
    return answer_line(r, &board, &line);
}

/* ---- measures ---- */

static const struct field measure_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
    {.key = "due", .type = FIELD_DATE},
    {.key = "priority", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_PRIORITY},
};
const struct shape SHAPE_EXERCISE_MEASURE_BODY = SHAPE("ExerciseMeasureNew", measure_fields);

static const struct field made_fields[] = {
    {.key = "measure", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "measures"},
};
const struct shape SHAPE_EXERCISE_MEASURE_MADE = SHAPE("ExerciseMeasureMade", made_fields);

/* A point, or a step that nothing stopped: what was met and what held needs no measure. */
static bool is_gap(const struct exercise_line *line)
{
    return kind_of(line) == LINE_POINT ||
           (kind_of(line) == LINE_STEP && line->result != NULL &&
               strcmp(line->result, "stopped") != 0) ||
           (kind_of(line) == LINE_GOAL && line->result != NULL && strcmp(line->result, "met") != 0);
}

static json_t *measure_body(
    struct req *r, const struct exercise_board *board, const struct exercise_line *line)
{
    struct call *c = &r->call;
    const json_t *exercise = board->exercise.after;
    json_t *body = reg_keep(c, json_deep_copy(r->body));
    json_object_set(body, "unit", json_object_get(json_object_get(exercise, "unit"), "id"));
    json_object_set_new(body, "source",
        json_string(utf8_head(c,
            mem_printf(c, "%s %s", body_text(exercise, "number"), body_text(exercise, "title")),
            300)));
    const char *why =
        line->text == NULL ? line->title : mem_printf(c, "%s\n%s", line->title, line->text);
    json_object_set_new(body, "purpose", json_string(utf8_head(c, why, 2000)));
    return body;
}

static enum err make_measure(
    struct req *r, const struct exercise_board *board, struct exercise_line *line)
{
    struct call *c = &r->call;
    struct reg_record measure;
    char *uid = mem_array(c, char, UUID_TEXT_SIZE);
    enum err e = reg_create(c, &REG_MEASURES, measure_body(r, board, line), &measure);
    if (e != ERR_OK)
        return e;
    uuid_format(&measure.uid, uid);
    json_t *made = NULL;
    e = reg_get(c, &REG_MEASURES, uid, &made);
    if (e == ERR_OK)
        e = reg_link(c, &REG_EXERCISES, req_param(r, "id"), &REG_MEASURES, uid);
    if (e != ERR_OK)
        return e;
    line->made = uid;
    line->made_name = mem_printf(c, "%s %s", body_text(made, "number"), body_text(made, "title"));
    e = exercise_store_line_put(c, line);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    exercise_ref_write(&w, "measure",
        &(struct exercise_ref){uid, body_text(made, "number"), body_text(made, "title")});
    jw_obj_end(&w);
    return ERR_OK;
}

enum err exercise_measure_post(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct exercise_line line;
    enum err e = line_of(r, &board, &line);
    if (e == ERR_OK && !is_gap(&line))
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_no_gap");
    if (e == ERR_OK && line.made != NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "exercise_made");
    if (e == ERR_OK)
        e = make_measure(r, &board, &line);
    if (e != ERR_OK)
        return e;
    audit_line(c, &board.exercise, "exercise_line_measure", &line);
    return tx_commit(c);
}

/* The module's rows for the engines. */
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/transfer/transfer.h"
#include "mod/exercise/exercise_private.h"

#define EXERCISE "/api/v1/exercises/{id}"
#define OWN "/api/v1/own-exercises"

static const struct route routes[] = {
    {METHOD_GET, EXERCISE "/board", "exercise_board", .perm = &PERM_EXERCISE_READ,
        .handle = exercise_board_get, .answer = &SHAPE_EXERCISE_BOARD},
    {METHOD_PUT, EXERCISE "/people", "exercise_people", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_people_put, .body_kind = BODY_JSON, .body = &SHAPE_EXERCISE_PEOPLE_BODY,
        .status = 204, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, EXERCISE "/lines", "exercise_line_add", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_line_post, .body_kind = BODY_JSON, .body = &SHAPE_EXERCISE_LINE_BODY,
        .answer = &SHAPE_EXERCISE_LINE, .status = 201},
    {METHOD_PUT, EXERCISE "/lines/{line}", "exercise_line_put", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_line_put, .body_kind = BODY_JSON, .body = &SHAPE_EXERCISE_LINE_CHANGE,
        .answer = &SHAPE_EXERCISE_LINE, .flags = ROUTE_IF_MATCH},
    {METHOD_DELETE, EXERCISE "/lines/{line}", "exercise_line_remove", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_line_delete, .status = 204, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, EXERCISE "/lines/{line}/deliver", "exercise_deliver",
        .perm = &PERM_EXERCISE_WRITE, .handle = exercise_deliver_post,
        .answer = &SHAPE_EXERCISE_LINE},
    {METHOD_POST, EXERCISE "/lines/{line}/measure", "exercise_line_measure",
        .perm = &PERM_EXERCISE_WRITE, .handle = exercise_measure_post, .body_kind = BODY_JSON,
        .body = &SHAPE_EXERCISE_MEASURE_BODY, .answer = &SHAPE_EXERCISE_MEASURE_MADE,
        .status = 201},
    {METHOD_POST, EXERCISE "/clock", "exercise_clock", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_clock_post, .body_kind = BODY_JSON, .body = &SHAPE_EXERCISE_CLOCK_BODY,
        .answer = &SHAPE_EXERCISE_CLOCK},
    {METHOD_POST, EXERCISE "/case", "exercise_case", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_case_post, .body_kind = BODY_JSON, .body = &SHAPE_EXERCISE_CASE_BODY,
        .answer = &SHAPE_EXERCISE_CASE, .status = 201},
    {METHOD_POST, EXERCISE "/feedback", "exercise_feedback", .perm = &PERM_EXERCISE_WRITE,
        .handle = exercise_feedback_post, .body_kind = BODY_JSON, .body = &SHAPE_EXERCISE_FEEDBACK,
        .status = 204},
    {METHOD_GET, OWN, "own_exercises", .perm = &PERM_ACCOUNT, .handle = own_exercises_get,
        .answer = &SHAPE_OWN_EXERCISES, .flags = ROUTE_PERSON},
    {METHOD_GET, OWN "/{id}", "own_exercise", .perm = &PERM_ACCOUNT, .handle = own_exercise_get,
        .answer = &SHAPE_OWN_EXERCISE, .flags = ROUTE_PERSON},
    {METHOD_PATCH, OWN "/{id}", "own_exercise_write", .perm = &PERM_ACCOUNT,
        .handle = own_exercise_patch, .body_kind = BODY_PATCH, .body = &SHAPE_OWN_EXERCISE_BODY,
        .status = 204, .flags = ROUTE_PERSON},
    {METHOD_POST, OWN "/{id}/answers", "own_exercise_answer", .perm = &PERM_ACCOUNT,
        .handle = own_exercise_answer_post, .body_kind = BODY_JSON,
        .body = &SHAPE_OWN_EXERCISE_ANSWER, .status = 204, .flags = ROUTE_PERSON},
    {METHOD_POST, OWN "/{id}/lines", "own_exercise_line", .perm = &PERM_ACCOUNT,
        .handle = own_exercise_line_post, .body_kind = BODY_JSON, .body = &SHAPE_OWN_EXERCISE_LINE,
        .answer = &SHAPE_EXERCISE_LINE, .status = 201, .flags = ROUTE_PERSON},
};

/* ---- what leaves with an organisation ---- */

static const struct transfer_column run[] = {
    {"exercise_id", TRANSFER_REF, "exercise"},
    {"incident", TRANSFER_TEXT, NULL},
    {"feedback", TRANSFER_TEXT, NULL},
    {"fed_back_at", TRANSFER_INSTANT, NULL},
    {"fed_back_by", TRANSFER_BY, NULL},
};
static const struct transfer_column presses[] = {
    {"id", TRANSFER_ID, NULL},
    {"exercise_id", TRANSFER_REF, "exercise"},
    {"action", TRANSFER_TEXT, NULL},
    {"pressed_at", TRANSFER_INSTANT, NULL},
    {"pressed_by", TRANSFER_BY, NULL},
};
static const struct transfer_column people[] = {
    {"id", TRANSFER_ID, NULL},
    {"exercise_id", TRANSFER_REF, "exercise"},
    {"person_id", TRANSFER_REF, "person"},
    {"role", TRANSFER_TEXT, NULL},
    {"came", TRANSFER_INT, NULL},
    {"invited_at", TRANSFER_INSTANT, NULL},
    {"answer", TRANSFER_TEXT, NULL},
    {"answer_note", TRANSFER_TEXT, NULL},
    {"report", TRANSFER_TEXT, NULL},
    {"reported_at", TRANSFER_INSTANT, NULL},
    {"reminded", TRANSFER_INT, NULL},
    {"reflection", TRANSFER_TEXT, NULL},
    {"learned", TRANSFER_INT, NULL},
    {"reflected_at", TRANSFER_INSTANT, NULL},
    {"site_due", TRANSFER_DATE, NULL},
    {"site_on", TRANSFER_DATE, NULL},
    {"site_result", TRANSFER_TEXT, NULL},
};
static const struct transfer_column lines[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"exercise_id", TRANSFER_REF, "exercise"},
    {"kind", TRANSFER_TEXT, NULL},
    {"title", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"expected", TRANSFER_TEXT, NULL},
    {"minute", TRANSFER_INT, NULL},
    {"by_hand", TRANSFER_INT, NULL},
    {"asks", TRANSFER_INT, NULL},
    {"role", TRANSFER_TEXT, NULL},
    {"unit_id", TRANSFER_REF, "unit"},
    {"measure", TRANSFER_TEXT, NULL},
    {"measure_name", TRANSFER_TEXT, NULL},
    {"result", TRANSFER_TEXT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"made", TRANSFER_TEXT, NULL},
    {"made_name", TRANSFER_TEXT, NULL},
    {"delivered_at", TRANSFER_INSTANT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"written_at", TRANSFER_INSTANT, NULL},
    {"written_by", TRANSFER_BY, NULL},
};
static const struct transfer_column answers[] = {
    {"id", TRANSFER_ID, NULL},
    {"exercise_id", TRANSFER_REF, "exercise"},
    {"line_id", TRANSFER_REF, "exercise_line"},
    {"person_id", TRANSFER_REF, "person"},
    {"text", TRANSFER_TEXT, NULL},
    {"answered_at", TRANSFER_INSTANT, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("exercise_run", run, 1),
    TRANSFER_TABLE("exercise_clock", presses, 1),
    TRANSFER_TABLE("exercise_person", people, 1),
    TRANSFER_TABLE("exercise_line", lines, 1),
    TRANSFER_TABLE("exercise_answer", answers, 1),
};

/* ---- telling ---- */

const struct notice_kind exercise_notices[EXERCISE_NOTICES] = {
    [EXERCISE_NOTICE_INVITED] = {.name = "exercise_invited", .usual = NOTICE_NOW},
    [EXERCISE_NOTICE_REPORT] = {.name = "exercise_report_soon", .usual = NOTICE_NOW},
    [EXERCISE_NOTICE_FED_BACK] = {.name = "exercise_fed_back", .usual = NOTICE_NOW},
};

enum err exercise_tell_of(struct call *c, const struct uuid *exercise, const char *title,
    const char *day, int kind, int64_t person_id)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(exercise, uid);
    const struct notice_arg args[] = {{"title", NOTICE_TEXT, title}, {"day", NOTICE_DATE, day}};
    const struct notice_new notice = {.kind = &exercise_notices[kind],
        .subject = REG_EXERCISES.singular,
        .subject_uid = exercise,
        .path = mem_printf(c, "/own-exercises/%s", uid),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell_person(c, &notice, person_id);
}

enum err exercise_tell(
    struct call *c, const struct reg_record *exercise, int kind, int64_t person_id)
{
    return exercise_tell_of(c, &exercise->uid, body_text(exercise->after, "title"),
        body_text(exercise->after, "planned_on"), kind, person_id);
}

#define KEY(name, key) key,
static const char *const date_keys[] = {EXERCISE_DATE_LIST(KEY)};
#undef KEY

static void add_event(struct call *c, struct calendar *calendar, enum exercise_date_kind kind,
    const struct exercise_date *date)
{
    char uid[UUID_TEXT_SIZE];
    const struct msg_arg args[] = {{"title", date->title}};
    uuid_format(&date->uid, uid);
    calendar_add(c, calendar,
        &(struct calendar_event){
            .uid = calendar_uid(c, "exercise", &date->uid, date_keys[kind]),
            .day = date->day,
            .title = msg_format(
                c, c->lang, mem_printf(c, "calendar.exercise_%s", date_keys[kind]), args, 1),
            .path = date->mine ? mem_printf(c, "/own-exercises/%s", uid) : "/own-exercises",
            .changed_ms = date->changed_ms,
            .sequence = date->version,
        });
}

/* The exercise day is everybody's; everything else is in the calendars of who takes part. */
static enum err calendar_of(struct call *c, struct calendar *calendar)
{
    enum err e = ERR_OK;
    for (int kind = 0; e == ERR_OK && kind < EXERCISE_DATE_MAX; kind++) {
        struct exercise_date *dates = NULL;
        size_t n = 0;
        e = exercise_store_dates(
            c, (enum exercise_date_kind)kind, calendar->first, calendar->last, &dates, &n);
        for (size_t i = 0; e == ERR_OK && i < n; i++)
            add_event(c, calendar, (enum exercise_date_kind)kind, &dates[i]);
    }
    return e;
}

static const struct job_kind jobs[] = {
    {.name = "exercise_remind",
        .run = exercise_remind,
        .every_ms = INT64_C(600000) /* ten minutes */},
};

static const struct reg_def *const registers[] = {&REG_EXERCISES};

const struct module module_exercise = {.name = "exercise",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .notices = exercise_notices,
    .n_notices = EXERCISE_NOTICES,
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .calendar = calendar_of};

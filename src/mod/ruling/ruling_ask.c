/* Whom a decision is asked of: the ranks of the matrix, who holds them, and a new one. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/unit/unit_reg.h"
#include "mod/incident/incident.h"
#include "mod/ruling/ruling_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { DUE_MOST_MS = 7 * 24 * 60 * 60 * 1000 };

/* ---- shapes ---- */

static const struct field asked_fields[] = {
    {.key = "action", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_ACTION},
    {.key = "impact", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_IMPACT},
};
const struct shape SHAPE_RULING_ASKED = SHAPE("RulingAsked", asked_fields);

static const struct field seat_fields[] = {
    {.key = "rank", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_RANK},
    {.key = "part", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_PART},
    {.key = "post", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "people",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_RULING_PERSON,
        .max = RULING_SEATS},
};
static const struct shape SHAPE_SEAT = SHAPE("RulingSeat", seat_fields);

static const struct field seats_fields[] = {
    {.key = "matrix", .type = FIELD_TEXT, .flags = MAYBE}, /* null: the matrix does not say */
    {.key = "seats",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_SEAT,
        .max = DECISION_RANK_MAX},
};
const struct shape SHAPE_RULING_SEATS = SHAPE("RulingSeats", seats_fields);

static const struct field chosen_fields[] = {
    {.key = "rank", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_RANK},
    {.key = "person", .type = FIELD_REF, .flags = MUST, .ref = "people"},
};
static const struct shape SHAPE_CHOSEN = SHAPE("RulingChosen", chosen_fields);

static const struct field new_fields[] = {
    {.key = "action", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_ACTION},
    {.key = "impact", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_IMPACT},
    {.key = "what", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = RULING_WHAT},
    {.key = "due_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "people",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CHOSEN,
        .max = DECISION_RANK_MAX},
};
const struct shape SHAPE_RULING_NEW = SHAPE("RulingNew", new_fields);

/* ---- who holds the ranks ---- */

/* Where no post is said: who has the role. Nobody is the head, or the crisis headquarters, by a
 * role of the program. */
static enum err sit(struct call *c, const struct reg_record *incident,
    const struct ruling_posts *posts, struct ruling_seat *seat)
{
    seat->post = posts->of[seat->rank];
    if (seat->post != NULL)
        return ruling_store_with_post(c, seat->post, incident->unit_path, seat->people, &seat->n);
    const char *role = seat->rank == DECISION_STAFF        ? "csirt"
                       : seat->rank == DECISION_MANAGEMENT ? "executive"
                                                           : NULL;
    return role == NULL
               ? ERR_OK
               : ruling_store_with_role(c, role, incident->unit_path, seat->people, &seat->n);
}

enum err ruling_seats(struct call *c, const struct reg_record *incident, const char *action,
    const char *impact, struct ruling_seat ret_seats[DECISION_RANK_MAX], const char **ret_matrix)
{
    struct response_decider decider = {.id = NULL};
    struct ruling_posts posts;
    enum err e = response_decider(c, action, impact, &decider);
    bool said = e == ERR_OK;
    if (e == ERR_OK || e == ERR_NOT_FOUND)
        e = ruling_store_posts(c, &posts);
    for (int i = 0; i < DECISION_RANK_MAX && e == ERR_OK; i++) {
        ret_seats[i] = (struct ruling_seat){
            .rank = (enum decision_rank)i, .part = said ? decider.parts[i] : DECISION_NONE};
        if (!said || decider.parts[i] != DECISION_NONE)
            e = sit(c, incident, &posts, &ret_seats[i]);
    }
    *ret_matrix = said ? decider.number : NULL;
    return e;
}

static void write_seat(struct jw *w, const struct ruling_seat *seat)
{
    jw_obj_begin(w);
    jw_kstr(w, "rank", OPTIONS_DECISION_RANK.keys[seat->rank]);
    jw_kstr(w, "part", OPTIONS_DECISION_PART.keys[seat->part]);
    jw_kstr(w, "post", seat->post);
    jw_key(w, "people");
    jw_arr_begin(w);
    for (size_t i = 0; i < seat->n; i++)
        ruling_person_write(w, NULL, &seat->people[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

enum err ruling_people_get(struct req *r)
{
    struct reg_record incident;
    struct ruling_seat *seats = mem_array(r, struct ruling_seat, DECISION_RANK_MAX);
    const char *matrix = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = ruling_case(r, &PERM_RULING_ASK, &incident);
    if (e == ERR_OK)
        e = ruling_seats(
            &r->call, &incident, req_query(r, "action"), req_query(r, "impact"), seats, &matrix);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "matrix", matrix);
    jw_key(&w, "seats");
    jw_arr_begin(&w);
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        write_seat(&w, &seats[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- a new one ---- */

static bool holds(const struct ruling_seat *seat, int64_t person)
{
    for (size_t i = 0; i < seat->n; i++)
        if (seat->people[i].id == person)
            return true;
    return false;
}

/* Who holds the rank, whether or not the caller may read the register of people there; else
 * somebody whom he may read. */
static enum err person_of(struct call *c, const struct ruling_seat *seat, const char *uid,
    struct ruling_person *ret_person)
{
    int64_t id = 0;
    for (size_t i = 0; i < seat->n; i++)
        if (strcmp(seat->people[i].uid, uid) == 0) {
            *ret_person = seat->people[i];
            return ERR_OK;
        }
    enum err e = reg_find(c, &REG_PEOPLE, uid, &id);
    return e == ERR_OK ? ruling_store_person(c, id, ret_person) : e;
}

static enum decision_rank rank_of(const char *key)
{
    int i = 0;
    while (i + 1 < DECISION_RANK_MAX && strcmp(OPTIONS_DECISION_RANK.keys[i], key) != 0)
        i++;
    return (enum decision_rank)i;
}

/* Who was chosen for each rank; what is wrong is told at its place. */
static enum err chosen(struct call *c, const json_t *list, const struct ruling_seat *seats,
    bool said, struct ruling_person people[DECISION_RANK_MAX])
{
    size_t i;
    const json_t *one;
    enum err e = ERR_OK;
    json_array_foreach(list, i, one)
    {
        enum decision_rank rank = rank_of(body_text(one, "rank"));
        if (people[rank].id != 0 || (said ? seats[rank].part == DECISION_NONE : i > 0))
            problem_field(c->problem, mem_printf(c, "/people/%zu/rank", i), "ruling_rank");
        if (e == ERR_OK)
            e = person_of(c, &seats[rank], body_text(one, "person"), &people[rank]);
        if (e == ERR_NOT_FOUND) {
            problem_field(c->problem, mem_printf(c, "/people/%zu/person", i), "ruling_account");
            e = ERR_OK;
        }
    }
    return e;
}

/* The decider; where the matrix does not say, the one who was chosen. */
static int decider_of(
    const struct ruling_seat *seats, bool said, const struct ruling_person *people)
{
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        if (said ? seats[i].part == DECISION_FINAL : people[i].id != 0)
            return people[i].id == 0 ? -1 : i;
    return -1;
}

/* Whoever decides has no opinion to give beside that, though he holds two ranks. */
static void take_voices(
    struct ruling *ruling, const struct ruling_seat *seats, const struct ruling_person *people)
{
    for (int i = 0; i < DECISION_RANK_MAX; i++) {
        enum decision_part part = seats[i].part;
        if (part == DECISION_NONE || part == DECISION_FINAL || people[i].id == ruling->decider.id)
            continue;
        ruling->voices[ruling->n_voices++] =
            (struct ruling_voice){.rank = OPTIONS_DECISION_RANK.keys[i],
                .part = OPTIONS_DECISION_PART.keys[part],
                .person = people[i],
                .stand_in = people[i].id != 0 && !holds(&seats[i], people[i].id)};
    }
}

static enum err fill(struct req *r, const struct reg_record *incident, struct ruling *ruling)
{
    struct call *c = &r->call;
    struct ruling_seat *seats = mem_array(c, struct ruling_seat, DECISION_RANK_MAX);
    struct ruling_person people[DECISION_RANK_MAX] = {{.id = 0}};
    enum err e = ruling_seats(c, incident, ruling->action, ruling->impact, seats, &ruling->matrix);
    bool said = ruling->matrix != NULL;
    if (e == ERR_OK)
        e = chosen(c, json_object_get(r->body, "people"), seats, said, people);
    if (e == ERR_OK)
        e = problem_check(c->problem);
    if (e != ERR_OK)
        return e;
    int at = decider_of(seats, said, people);
    if (at < 0) {
        problem_field(c->problem, "/people", "ruling_decider");
        return problem_check(c->problem);
    }
    ruling->decider = people[at];
    ruling->rank = OPTIONS_DECISION_RANK.keys[at];
    ruling->stand_in = !holds(&seats[at], people[at].id);
    take_voices(ruling, seats, people);
    return ERR_OK;
}

static bool over(const struct reg_record *incident)
{
    const char *state = body_text(incident->after, "state");
    return strcmp(state, "closed") == 0 || strcmp(state, "withdrawn") == 0;
}

/* It is seen to by a time that has not gone by, and soon. */
static int64_t due_of(struct call *c, const json_t *body)
{
    int64_t ms = 0;
    if (!instant_parse(body_text(body, "due_at"), &ms) || ms <= c->now_ms ||
        ms > c->now_ms + DUE_MOST_MS)
        problem_field(c->problem, "/due_at", "ruling_due");
    return ms;
}

enum err ruling_post_new(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct ruling ruling = {.action = body_text(r->body, "action"),
        .impact = body_text(r->body, "impact"),
        .what = ruling_said(c, r->body, "what", true),
        .due_ms = due_of(c, r->body),
        .state = RULING_ASKED,
        .asked_ms = c->now_ms,
        .asked_name = c->who->name};
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = ruling_case(r, &PERM_RULING_ASK, &incident);
    if (e == ERR_OK)
        e = incident_hold(c, incident.id);
    if (e == ERR_OK) /* as it is now that it is held: it may have been ended meanwhile */
        e = ruling_case(r, &PERM_RULING_ASK, &incident);
    if (e == ERR_OK && over(&incident))
        e = problem_set(c->problem, ERR_CONFLICT, "ruling_case_over");
    if (e == ERR_OK)
        e = fill(r, &incident, &ruling);
    if (e == ERR_OK) {
        ruling.incident_id = incident.id;
        e = ruling_store_add(c, &ruling);
    }
    if (e == ERR_OK)
        e = ruling_tell_asked(c, &incident, &ruling);
    if (e == ERR_OK)
        e = ruling_late_add(c, &ruling);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    ruling_write(&w, &ruling);
    return tx_commit(c);
}

/* Who takes part: the list as a whole. What is counted of it goes into the record. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/unit/unit_reg.h"
#include "mod/exercise/exercise_private.h"

#include <string.h>

static const struct field item_fields[] = {
    {.key = "person", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "people"},
    {.key = "role", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_EXERCISE_ROLE},
    {.key = "came", .type = FIELD_BOOL},
};
static const struct shape SHAPE_ITEM = SHAPE("ExercisePersonNew", item_fields);

static const struct field body_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ITEM,
        .max = LIMIT_EXERCISE_PEOPLE},
};
const struct shape SHAPE_EXERCISE_PEOPLE_BODY = SHAPE("ExercisePeople", body_fields);

struct wish {
    int64_t person_id;
    const char *name, *role;
    int came;
};

struct wishes {
    struct wish *list;
    size_t n;
    int64_t invited, attended;
};

static bool wished(const struct wishes *wishes, int64_t person_id)
{
    for (size_t i = 0; i < wishes->n; i++)
        if (wishes->list[i].person_id == person_id)
            return true;
    return false;
}

/* One statement for each that is new: those who are there already are known by their uid. */
static enum err find_person(
    struct call *c, const struct exercise_board *board, const char *id, struct wish *wish)
{
    struct reg_record person;
    for (size_t i = 0; i < board->n_people; i++)
        if (strcmp(board->people[i].person.id, id) == 0) {
            wish->person_id = board->people[i].person_id;
            wish->name = board->people[i].person.title;
            return ERR_OK;
        }
    enum err e = reg_look(c, &REG_PEOPLE, id, &person);
    if (e != ERR_OK)
        return e;
    wish->person_id = person.id;
    wish->name = body_text(person.after, "name");
    return ERR_OK;
}

static enum err take_wish(struct call *c, const struct exercise_board *board, size_t at,
    const json_t *item, struct wishes *wishes)
{
    const json_t *came = json_object_get(item, "came");
    struct wish wish = {
        .role = body_text(item, "role"), .came = json_is_boolean(came) ? json_is_true(came) : -1};
    enum err e = find_person(c, board, body_text(item, "person"), &wish);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && wished(wishes, wish.person_id))) {
        problem_field(c->problem, mem_printf(c, "/items/%zu/person", at),
            e == ERR_OK ? "exercise_twice" : "reference");
        return ERR_OK;
    }
    if (e != ERR_OK)
        return e;
    bool counts = exercise_role_counts(exercise_role_of(wish.role));
    wishes->invited += counts;
    wishes->attended += counts && wish.came == 1;
    wishes->list[wishes->n++] = wish;
    return ERR_OK;
}

static enum err take_wishes(
    struct call *c, const struct exercise_board *board, const json_t *items, struct wishes *wishes)
{
    size_t i;
    const json_t *item;
    enum err e = ERR_OK;
    wishes->list = mem_array(c, struct wish, json_array_size(items) + 1);
    json_array_foreach(items, i, item)
    {
        if (e == ERR_OK)
            e = take_wish(c, board, i, item, wishes);
    }
    return e == ERR_OK ? problem_check(c->problem) : e;
}

static const struct exercise_person *before(const struct exercise_board *board, int64_t person_id)
{
    for (size_t i = 0; i < board->n_people; i++)
        if (board->people[i].person_id == person_id)
            return &board->people[i];
    return NULL;
}

/* Who has written something stays on the list: it would go with him. */
static enum err remove_others(
    struct call *c, const struct exercise_board *board, const struct wishes *wishes)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < board->n_people; i++) {
        const struct exercise_person *person = &board->people[i];
        if (wished(wishes, person->person_id))
            continue;
        if (person->report != NULL || person->reflection != NULL || person->site_result != NULL)
            return problem_set_arg(
                c->problem, ERR_CONFLICT, "exercise_person_wrote", person->person.title);
        e = exercise_store_uninvite(c, board->exercise.id, person->person_id);
    }
    return e;
}

static bool takes_part(const char *role)
{
    return exercise_role_counts(exercise_role_of(role));
}

static enum err put_people(
    struct call *c, const struct exercise_board *board, const struct wishes *wishes)
{
    enum err e = remove_others(c, board, wishes);
    for (size_t i = 0; e == ERR_OK && i < wishes->n; i++) {
        const struct wish *wish = &wishes->list[i];
        const struct exercise_person *old = before(board, wish->person_id);
        if (old != NULL && old->came == wish->came && strcmp(old->role, wish->role) == 0)
            continue;
        e = exercise_store_invite(c, board->exercise.id, wish->person_id, wish->role, wish->came);
        if (e == ERR_OK && takes_part(wish->role) && (old == NULL || !takes_part(old->role)))
            e = exercise_tell(c, &board->exercise, EXERCISE_NOTICE_INVITED, wish->person_id);
    }
    return e;
}

/* Nobody is known to have come as long as nobody has been marked. */
static json_t *counted(struct call *c, const struct wishes *wishes)
{
    bool marked = false;
    for (size_t i = 0; i < wishes->n; i++)
        marked = marked || wishes->list[i].came >= 0;
    json_t *body = reg_keep(c, json_object());
    json_object_set_new(
        body, "invited", wishes->n == 0 ? json_null() : json_integer(wishes->invited));
    json_object_set_new(body, "attended", marked ? json_integer(wishes->attended) : json_null());
    return body;
}

/* Their names: who saw the scenario and when is read from it. */
static void audit_people(
    struct call *c, const struct exercise_board *board, const struct wishes *wishes)
{
    json_t *added = json_array(), *removed = json_array(), *changed = json_array();
    for (size_t i = 0; i < wishes->n; i++) {
        const struct wish *wish = &wishes->list[i];
        const struct exercise_person *old = before(board, wish->person_id);
        if (old == NULL)
            json_array_append_new(added, json_string(wish->name));
        else if (old->came != wish->came || strcmp(old->role, wish->role) != 0)
            json_array_append_new(changed, json_string(wish->name));
    }
    for (size_t i = 0; i < board->n_people; i++)
        if (!wished(wishes, board->people[i].person_id))
            json_array_append_new(removed, json_string(board->people[i].person.title));
    exercise_audit(c, &board->exercise, "exercise_people",
        json_pack("{s:o, s:o, s:o}", "added", added, "removed", removed, "changed", changed));
}

enum err exercise_people_put(struct req *r)
{
    struct call *c = &r->call;
    struct exercise_board board = {.n_lines = 0};
    struct wishes wishes = {.n = 0};
    struct reg_record now;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = exercise_of(r, true, &board.exercise);
    if (e == ERR_OK)
        e = req_match(r, board.exercise.version);
    if (e == ERR_OK)
        e = exercise_board_load(c, &board);
    if (e == ERR_OK)
        e = take_wishes(c, &board, json_object_get(r->body, "items"), &wishes);
    if (e == ERR_OK)
        e = put_people(c, &board, &wishes);
    if (e == ERR_OK)
        e = reg_update(c, &REG_EXERCISES, req_param(r, "id"), board.exercise.version,
            counted(c, &wishes), &now);
    if (e != ERR_OK)
        return e;
    audit_people(c, &board, &wishes);
    return tx_commit(c);
}

/* Who takes part: with their roles in emergencies and what they did last time. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/exercise/exercise_private.h"
#include "mod/governance/governance.h"

#include <stdlib.h>

enum { EMERGENCY_MOST = 1000 };

static struct exercise_person *with(struct exercise_person *people, size_t n, int64_t person_id)
{
    for (size_t i = 0; i < n; i++)
        if (people[i].person_id == person_id)
            return &people[i];
    return NULL;
}

static const char *uid_text(struct call *c, const struct uuid *uid)
{
    char *text = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(uid, text);
    return text;
}

static void take_emergency(struct call *c, const struct emergency_person *all, size_t n_all,
    struct exercise_person *people, size_t n, struct exercise_person *missing, size_t *n_missing)
{
    for (size_t i = 0; i < n_all; i++) {
        struct exercise_person *found = with(people, n, all[i].id);
        if (found != NULL)
            found->emergency = true;
        else
            missing[(*n_missing)++] = (struct exercise_person){.person_id = all[i].id,
                .person = {uid_text(c, &all[i].uid), all[i].number, all[i].name},
                .came = -1,
                .learned = -1,
                .emergency = true};
    }
}

static void take_past(
    const struct exercise_past *past, size_t n_past, struct exercise_person *people, size_t n)
{
    for (size_t i = 0; i < n_past; i++) {
        struct exercise_person *person = with(people, n, past[i].person_id);
        if (person != NULL) {
            person->last_role = past[i].role;
            person->last_on = past[i].on;
        }
    }
}

/* As a JSON list, for one statement. */
static const char *ids_of(struct call *c, const struct exercise_person *people, size_t n,
    const struct exercise_person *missing, size_t n_missing)
{
    json_t *list = reg_keep(c, json_array());
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_integer(people[i].person_id));
    for (size_t i = 0; i < n_missing; i++)
        json_array_append_new(list, json_integer(missing[i].person_id));
    char *text = json_dumps(list, JSON_COMPACT);
    const char *copy = mem_strdup(c, text);
    free(text);
    return copy;
}

enum err exercise_people_load(struct call *c, const struct reg_record *exercise,
    struct exercise_person **ret_people, size_t *ret_n, struct exercise_person **ret_missing,
    size_t *ret_n_missing)
{
    struct exercise_person *missing = mem_array(c, struct exercise_person, EMERGENCY_MOST);
    struct emergency_person *all = NULL;
    struct exercise_past *past = NULL;
    size_t n_all = 0, n_past = 0, n_missing = 0;
    enum err e = exercise_store_people(c, exercise->id, ret_people, ret_n);
    if (e == ERR_OK)
        e = governance_emergency_people(c, exercise->unit_path, EMERGENCY_MOST, &all, &n_all);
    if (e != ERR_OK)
        return e;
    take_emergency(c, all, n_all, *ret_people, *ret_n, missing, &n_missing);
    e = exercise_store_past(c, exercise->id, body_text(exercise->after, "planned_on"),
        ids_of(c, *ret_people, *ret_n, missing, n_missing), &past, &n_past);
    if (e != ERR_OK)
        return e;
    take_past(past, n_past, *ret_people, *ret_n);
    take_past(past, n_past, missing, n_missing);
    *ret_missing = missing;
    *ret_n_missing = n_missing;
    return ERR_OK;
}

void exercise_people_propose(const struct exercise_person *people, size_t n,
    struct exercise_person *missing, size_t n_missing)
{
    int taken[EXERCISE_ROLE_MAX + 1] = {0};
    for (size_t i = 0; i < n; i++)
        taken[exercise_role_of(people[i].role)]++;
    for (size_t i = 0; i < n_missing; i++) {
        enum exercise_role role = exercise_role_next(exercise_role_of(missing[i].last_role), taken);
        taken[role]++;
        missing[i].role = exercise_role_keys[role];
    }
}

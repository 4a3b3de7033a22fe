/* A decision as the API shows it. */
#include "mod/ruling/ruling_private.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

#define KEY(name, key) key,
static const char *const state_keys[] = {RULING_STATE_LIST(KEY) NULL};
#undef KEY
static const struct option_set STATE = {"ruling_state", state_keys};
static const char *const opinion_keys[] = {"for", "against", "passed", NULL};
static const struct option_set OPINION = {"ruling_opinion", opinion_keys};
static const char *const verdict_keys[] = {"right", "wrong", NULL};
static const struct option_set VERDICT = {"ruling_verdict", verdict_keys};

static const struct field person_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "post", .type = FIELD_TEXT, .flags = MAYBE},
};
const struct shape SHAPE_RULING_PERSON = SHAPE("RulingPerson", person_fields);

static const struct field voice_fields[] = {
    {.key = "rank", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_RANK},
    {.key = "part", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_PART},
    {.key = "person", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_RULING_PERSON},
    {.key = "stand_in", .type = FIELD_BOOL, .flags = MUST},
    {.key = "opinion", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPINION},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "said_at", .type = FIELD_INSTANT, .flags = MAYBE},
};
static const struct shape SHAPE_VOICE = SHAPE("RulingVoice", voice_fields);

static const struct field fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "action", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_ACTION},
    {.key = "impact", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_IMPACT},
    {.key = "matrix", .type = FIELD_TEXT, .flags = MAYBE}, /* number of its row */
    {.key = "what", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "rank", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DECISION_RANK},
    {.key = "decider", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_RULING_PERSON},
    {.key = "stand_in", .type = FIELD_BOOL, .flags = MUST},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &STATE},
    {.key = "due_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "asked_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "asked_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "ended_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "ended_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "verdict", .type = FIELD_ENUM, .flags = MAYBE, .options = &VERDICT},
    {.key = "review", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "reviewed_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "voices", /* in lists of one's own there are none */
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_VOICE,
        .max = DECISION_RANK_MAX},
};
const struct shape SHAPE_RULING = SHAPE("Ruling", fields);

void ruling_person_write(struct jw *w, const char *key, const struct ruling_person *person)
{
    if (key != NULL)
        jw_key(w, key);
    if (person->id == 0) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kstr(w, "id", person->uid);
    jw_kstr(w, "number", person->number);
    jw_kstr(w, "title", person->name);
    jw_kstr(w, "post", person->post);
    jw_obj_end(w);
}

static void write_voice(struct jw *w, const struct ruling_voice *voice)
{
    jw_obj_begin(w);
    jw_kstr(w, "rank", voice->rank);
    jw_kstr(w, "part", voice->part);
    ruling_person_write(w, "person", &voice->person);
    jw_kbool(w, "stand_in", voice->stand_in);
    jw_kstr(w, "opinion", voice->opinion);
    jw_kstr(w, "text", voice->text);
    jw_kinstant(w, "said_at", voice->said_ms);
    jw_obj_end(w);
}

void ruling_write(struct jw *w, const struct ruling *ruling)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&ruling->uid, uid);
    jw_obj_begin(w);
    jw_kstr(w, "id", uid);
    jw_kint(w, "no", ruling->no);
    jw_kstr(w, "action", ruling->action);
    jw_kstr(w, "impact", ruling->impact);
    jw_kstr(w, "matrix", ruling->matrix);
    jw_kstr(w, "what", ruling->what);
    jw_kstr(w, "rank", ruling->rank);
    ruling_person_write(w, "decider", &ruling->decider);
    jw_kbool(w, "stand_in", ruling->stand_in);
    jw_kstr(w, "state", ruling_state_key(ruling->state));
    jw_kinstant(w, "due_at", ruling->due_ms);
    jw_kinstant(w, "asked_at", ruling->asked_ms);
    jw_kstr(w, "asked_by", ruling->asked_name);
    jw_kstr(w, "answer", ruling->answer);
    jw_kinstant(w, "ended_at", ruling->ended_ms);
    jw_kstr(w, "ended_by", ruling->ended_name);
    jw_kstr(w, "verdict", ruling->verdict);
    jw_kstr(w, "review", ruling->review);
    jw_kinstant(w, "reviewed_at", ruling->reviewed_ms);
    jw_key(w, "voices");
    jw_arr_begin(w);
    for (size_t i = 0; i < ruling->n_voices; i++)
        write_voice(w, &ruling->voices[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

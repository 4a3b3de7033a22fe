/* Routes of the split of security work: all of it with what is to be watched. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/contract/split_private.h"

#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

#define KEY(name, key) key,
static const char *const warning_keys[] = {DUTY_WARNING_LIST(KEY) NULL};
static const struct option_set WARNINGS = {"duty_warning", warning_keys};
#undef KEY

static const struct field person_fields[] = {
    {.key = "person", .type = FIELD_REF, .flags = MUST, .ref = "people"},
    {.key = "counted", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_PERSON = SHAPE("WorkSplitPerson", person_fields);

static const struct field warning_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &WARNINGS},
};
static const struct shape SHAPE_WARNING = SHAPE("WorkSplitWarning", warning_fields);

static const struct field duty_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "unit", .type = FIELD_REF, .flags = MUST, .ref = "units"},
    {.key = "class", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DUTY_CLASS},
    {.key = "policy", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "service", .type = FIELD_REF, .flags = MAYBE, .ref = "security-services"},
    {.key = "provider", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "skills", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "people", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_PERSON},
    {.key = "warnings", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_WARNING},
};
static const struct shape SHAPE_DUTY = SHAPE("WorkSplitDuty", duty_fields);

static const struct field alone_fields[] = {
    {.key = "person", .type = FIELD_REF, .flags = MUST, .ref = "people"},
    {.key = "duties", .type = FIELD_INT, .flags = MUST, .min = 1},
};
static const struct shape SHAPE_ALONE = SHAPE("WorkSplitAlone", alone_fields);

static const struct field split_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_DUTY},
    /* People whose leaving would leave duties to nobody, the most duties first. */
    {.key = "alone", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ALONE},
    {.key = "complete", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_SPLIT = SHAPE("WorkSplit", split_fields);

struct split {
    json_t *duties;    /* as the API shows them */
    json_t *left;      /* ids of people who count no more */
    json_t *unchecked; /* ids of services whose listing is to be looked up again */
    json_t *alone;     /* person's id → { person, duties } */
};

static enum duty_class class_of(const json_t *duty)
{
    const char *key = body_text(duty, "class");
    size_t i = 0;
    while (i + 1 < DUTY_CLASS_MAX && strcmp(OPTIONS_DUTY_CLASS.keys[i], key) != 0)
        i++;
    return (enum duty_class)i;
}

static const char *ref_id(const json_t *duty, const char *key)
{
    return body_text(json_object_get(duty, key), "id");
}

static const char *const people_keys[] = {"person", "deputy", "reserve"};
enum { PEOPLE = sizeof people_keys / sizeof people_keys[0] };

static bool counts(const struct split *s, const char *id)
{
    return json_object_get(s->left, id) == NULL;
}

static struct split_duty facts_of(const struct split *s, const json_t *duty)
{
    const char *service = ref_id(duty, "service");
    struct split_duty d = {
        .duty_class = class_of(duty),
        .has_reason = body_text(duty, "reason") != NULL,
        .has_provider = service != NULL || body_text(duty, "provider") != NULL,
        .has_skills = body_text(duty, "skills") != NULL,
        .service_unchecked = service != NULL && json_object_get(s->unchecked, service) != NULL,
    };
    for (int i = 0; i < PEOPLE; i++) {
        const char *id = ref_id(duty, people_keys[i]);
        d.named += id != NULL;
        d.counted += id != NULL && counts(s, id);
    }
    return d;
}

/* The one on whom the duty rests alone. */
static void add_alone(const struct split *s, const json_t *duty)
{
    for (int i = 0; i < PEOPLE; i++) {
        const char *id = ref_id(duty, people_keys[i]);
        if (id == NULL || !counts(s, id))
            continue;
        json_t *row = json_object_get(s->alone, id);
        if (row == NULL) {
            row = json_object();
            json_object_set(row, "person", json_object_get(duty, people_keys[i]));
            json_object_set_new(s->alone, id, row);
        }
        json_object_set_new(row, "duties", json_integer(body_int(row, "duties", 0) + 1));
    }
}

static void write_duty(struct jw *w, const struct split *s, const json_t *duty)
{
    static const char *const same[] = {"id", "number", "title", "unit", "class", "policy", "reason",
        "service", "provider", "skills"};
    struct split_duty facts = facts_of(s, duty);
    unsigned warnings = split_warnings(&facts);
    jw_obj_begin(w);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        jw_kjson(w, same[i], json_object_get(duty, same[i]));
    jw_key(w, "people");
    jw_arr_begin(w);
    for (int i = 0; i < PEOPLE; i++) {
        if (ref_id(duty, people_keys[i]) == NULL)
            continue;
        jw_obj_begin(w);
        jw_kjson(w, "person", json_object_get(duty, people_keys[i]));
        jw_kbool(w, "counted", counts(s, ref_id(duty, people_keys[i])));
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_key(w, "warnings");
    jw_arr_begin(w);
    for (int i = 0; i < DUTY_WARNING_MAX; i++)
        if (warnings & 1U << i) {
            jw_obj_begin(w);
            jw_kstr(w, "kind", warning_keys[i]);
            jw_obj_end(w);
        }
    jw_arr_end(w);
    jw_obj_end(w);
    if (facts.counted == 1)
        add_alone(s, duty);
}

static int most_first(const void *a, const void *b)
{
    int64_t x = body_int(*(json_t *const *)a, "duties", 0);
    int64_t y = body_int(*(json_t *const *)b, "duties", 0);
    return (x < y) - (x > y);
}

static void write_alone(struct jw *w, const struct split *s)
{
    size_t n = 0;
    const char *id;
    json_t *row;
    json_t **rows = mem_array(w->buf, json_t *, json_object_size(s->alone) + 1);
    json_object_foreach(s->alone, id, row)
    {
        rows[n++] = row;
    }
    qsort(rows, n, sizeof(json_t *), most_first);
    jw_key(w, "alone");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        jw_json(w, rows[i]);
    jw_arr_end(w);
}

/* Who may not read the services is not told of their checks either. */
static enum err load_unchecked(struct call *c, json_t **ret_ids)
{
    char today[DATE_TEXT_SIZE];
    struct date date;
    size_t i;
    const json_t *one;
    json_t *late = NULL;
    json_t *ids = reg_keep(c, json_object());
    *ret_ids = ids;
    if (!who_holds(c->who, REG_SECURITY_SERVICES.read))
        return ERR_OK;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return ERR_INTERNAL;
    date_format(date, today);
    const struct reg_where where[] = {{"check_by", "lt", today}};
    enum err e = reg_list(c, &REG_SECURITY_SERVICES, where, 1, NULL, LIMIT_SPLIT_DUTIES, &late);
    json_array_foreach(late, i, one)
    {
        json_object_set_new(ids, body_text(one, "id"), json_true());
    }
    return e;
}

static enum err split_get(struct req *r)
{
    struct call *c = &r->call;
    struct split s = {.alone = reg_keep(c, json_object())};
    size_t i;
    const json_t *duty;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_list(c, &REG_SECURITY_DUTIES, NULL, 0, "title", LIMIT_SPLIT_DUTIES, &s.duties);
    if (e == ERR_OK)
        e = split_store_left(c, &s.left);
    if (e == ERR_OK)
        e = load_unchecked(c, &s.unchecked);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    json_array_foreach(s.duties, i, duty) write_duty(&w, &s, duty);
    jw_arr_end(&w);
    write_alone(&w, &s);
    jw_kbool(&w, "complete", json_array_size(s.duties) < LIMIT_SPLIT_DUTIES);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/work-split",
        .op = "work_split",
        .perm = &PERM_DUTY_READ,
        .handle = split_get,
        .answer = &SHAPE_SPLIT},
    {.method = METHOD_POST,
        .path = "/api/v1/work-split/starter",
        .op = "work_split_starter",
        .perm = &PERM_DUTY_WRITE,
        .handle = split_starter_add,
        .body_kind = BODY_JSON,
        .body = &SHAPE_SPLIT_STARTER,
        .answer = &SHAPE_SPLIT_STARTER_MADE,
        .status = 201},
};

static const struct reg_def *const registers[] = {&REG_SECURITY_DUTIES, &REG_SECURITY_SERVICES};

const struct module module_work_split = {.name = "work_split",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};

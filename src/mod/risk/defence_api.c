/* GET /defence-in-depth: layers of every system, and of the most important ones the ways that lead
 * to them once the mail has passed the gateway and the intruder is connected to their own server.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "mod/measure/measure.h"
#include "mod/risk/defence_load.h"
#include "mod/risk/defence_measure.h"
#include "mod/risk/risk.h"
#include "mod/risk/risk_record.h"

#include <string.h>

/* ---- shapes ---- */

static const char *const layer_status_keys[] = {"in_place", "planned", "missing", "none", NULL};
static const struct option_set LAYER_STATUS = {"layer_status", layer_status_keys};
static const struct option_set PLACES = {"protection_place", protection_place_keys};

#define RECORD                                                       \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},        \
    {                                                                \
        .key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED \
    }
#define NAME                                                       \
    {                                                              \
        .key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED \
    }
#define ROWS(name, of, most)                                                                     \
    {                                                                                            \
        .key = (name), .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = (of), .max = (most) \
    }

static const struct field held_fields[] = {
    RECORD,
    NAME,
    {.key = "status", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_PROTECTION},
    {.key = "place", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &PLACES},
    {.key = "measure", .type = FIELD_REF},
    /* As far as the caller may read the measure. */
    {.key = "measure_state", .type = FIELD_ENUM, .options = &OPTIONS_MEASURE_STATE},
};
static const struct shape SHAPE_HELD = SHAPE("LayerProtection", held_fields);

static const struct field layer_fields[] = {
    {.key = "layer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_MEASURE_LAYER},
    {.key = "status", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &LAYER_STATUS},
    ROWS("protections", &SHAPE_HELD, LIMIT_DEFENCE_ROWS),
};
static const struct shape SHAPE_LAYER = SHAPE("DefenceLayer", layer_fields);

static const struct field system_fields[] = {
    RECORD,
    NAME,
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "importance", .type = FIELD_TEXT},
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "segment", .type = FIELD_REF},
    ROWS("layers", &SHAPE_LAYER, 0),
};
static const struct shape SHAPE_SYSTEM = SHAPE("DefenceSystem", system_fields);

static const struct field gate_fields[] = {
    RECORD,
    NAME,
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "passage", .type = FIELD_ENUM, .options = &OPTIONS_CONNECTION_PASSAGE},
    {.key = "guard", .type = FIELD_TEXT},
    {.key = "guarded", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_GATE = SHAPE("DefenceGate", gate_fields);

static const struct field standing_fields[] = {
    RECORD,
    NAME,
    {.key = "layer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_MEASURE_LAYER},
};
static const struct shape SHAPE_STANDING = SHAPE("DefenceStanding", standing_fields);

static const struct field way_fields[] = {
    {.key = "system", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "from", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "reachable", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    /* The way that meets least, both ends included; empty when none leads there. */
    {.key = "segments", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
    ROWS("connections", &SHAPE_GATE, LIMIT_DEFENCE_ROWS),
    ROWS("protections", &SHAPE_STANDING, LIMIT_DEFENCE_ROWS),
    /* How many guarded connections and protections still stand. */
    {.key = "stands", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 0},
};
static const struct shape SHAPE_WAY = SHAPE("DefenceWay", way_fields);

static const struct field company_fields[] = {
    {.key = "layer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_MEASURE_LAYER},
    ROWS("protections", &SHAPE_HELD, LIMIT_DEFENCE_ROWS),
};
static const struct shape SHAPE_COMPANY = SHAPE("DefenceCompanyLayer", company_fields);

static const struct field picture_fields[] = {
    /* What holds all systems alike stands here and not at each of them; of it, what still stands on
     * every way. */
    ROWS("company", &SHAPE_COMPANY, 0),
    ROWS("company_standing", &SHAPE_STANDING, LIMIT_DEFENCE_ROWS),
    ROWS("systems", &SHAPE_SYSTEM, LIMIT_DEFENCE_ROWS),
    ROWS("ways", &SHAPE_WAY, LIMIT_DEFENCE_WAYS),
    {.key = "complete", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_PICTURE = SHAPE("DefenceInDepth", picture_fields);

/* ---- layers ---- */

static bool is_of(const json_t *protection, const char *layer)
{
    return strcmp(body_text(protection, "layer"), layer) == 0;
}

static void write_held(
    struct jw *w, const struct defence_picture *p, const json_t *one, enum protection_place place)
{
    const char *measure = record_ref(one, "measure");
    jw_obj_begin(w);
    jw_kjson(w, "id", json_object_get(one, "id"));
    jw_kjson(w, "number", json_object_get(one, "number"));
    jw_kjson(w, "name", json_object_get(one, "name"));
    jw_kjson(w, "status", json_object_get(one, "status"));
    jw_kstr(w, "place", protection_place_keys[place]);
    jw_kjson(w, "measure", json_object_get(one, "measure"));
    jw_kjson(w, "measure_state", measure == NULL ? NULL : json_object_get(p->states, measure));
    jw_obj_end(w);
}

static void write_held_at(struct jw *w, const struct defence_picture *p, const json_t *system,
    enum protection_place place, const char *layer)
{
    size_t i;
    const json_t *one;
    json_array_foreach(defence_at(p, system, place), i, one)
    {
        if (is_of(one, layer))
            write_held(w, p, one, place);
    }
}

static void write_layer(
    struct jw *w, const struct defence_picture *p, const json_t *system, const char *layer)
{
    jw_obj_begin(w);
    jw_kstr(w, "layer", layer);
    jw_kstr(w, "status", protection_status_key(defence_status(p, system, layer)));
    jw_key(w, "protections");
    jw_arr_begin(w);
    write_held_at(w, p, system, PLACE_SYSTEM, layer);
    write_held_at(w, p, system, PLACE_SEGMENT, layer);
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_company(struct jw *w, const struct defence_picture *p)
{
    jw_key(w, "company");
    jw_arr_begin(w);
    for (const char *const *layer = OPTIONS_MEASURE_LAYER.keys; *layer != NULL; layer++) {
        jw_obj_begin(w);
        jw_kstr(w, "layer", *layer);
        jw_key(w, "protections");
        jw_arr_begin(w);
        write_held_at(w, p, NULL, PLACE_COMPANY, *layer);
        jw_arr_end(w);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_system(struct jw *w, const struct defence_picture *p, const json_t *system)
{
    static const char *const members[] = {
        "id", "number", "name", "kind", "importance", "unit", "segment"};
    jw_obj_begin(w);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        jw_kjson(w, members[i], json_object_get(system, members[i]));
    jw_key(w, "layers");
    jw_arr_begin(w);
    for (const char *const *layer = OPTIONS_MEASURE_LAYER.keys; *layer != NULL; layer++)
        write_layer(w, p, system, *layer);
    jw_arr_end(w);
    jw_obj_end(w);
}

/* ---- ways ---- */

/* What still stands of the protections on the way: inside what is entered, and at its end also what
 * keeps data from being used or taken away. Entry and the company's exit have been passed. */
static bool still_stands(const json_t *one, enum protection_place place)
{
    if (strcmp(body_text(one, "status"), "in_place") != 0 || is_of(one, "entry"))
        return false;
    return place != PLACE_COMPANY || !is_of(one, "exit");
}

static int write_standing(struct jw *w, const json_t *list, enum protection_place place,
    const char *only /* a layer; NULL: all */, const char *but)
{
    int n = 0;
    size_t i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        if (!still_stands(one, place) || (only != NULL && !is_of(one, only)) ||
            (but != NULL && is_of(one, but)))
            continue;
        jw_obj_begin(w);
        jw_kjson(w, "id", json_object_get(one, "id"));
        jw_kjson(w, "number", json_object_get(one, "number"));
        jw_kjson(w, "name", json_object_get(one, "name"));
        jw_kjson(w, "layer", json_object_get(one, "layer"));
        jw_obj_end(w);
        n++;
    }
    return n;
}

static int write_company_standing(struct jw *w, const struct defence_picture *p)
{
    jw_key(w, "company_standing");
    jw_arr_begin(w);
    int n = write_standing(w, defence_at(p, NULL, PLACE_COMPANY), PLACE_COMPANY, NULL, NULL);
    jw_arr_end(w);
    return n;
}

/* Where the intruder is already, what guards the inside of the segment has been passed. */
static int write_standings(struct jw *w, const struct defence_picture *p, const json_t *system,
    const struct defence_way *way)
{
    int n = 0;
    jw_key(w, "protections");
    jw_arr_begin(w);
    for (size_t i = 1; i <= way->n_links; i++) {
        const json_t *segment = json_array_get(p->segments, way->segments[i]);
        n += write_standing(
            w, json_object_get(p->at_segment, record_id(segment)), PLACE_SEGMENT, "internal", NULL);
    }
    n += write_standing(w, defence_at(p, system, PLACE_SEGMENT), PLACE_SEGMENT, NULL, "internal");
    n += write_standing(w, defence_at(p, system, PLACE_SYSTEM), PLACE_SYSTEM, NULL, NULL);
    jw_arr_end(w);
    return n;
}

static int write_gates(struct jw *w, const struct defence_picture *p, const struct defence_way *way)
{
    int n = 0;
    jw_key(w, "connections");
    jw_arr_begin(w);
    for (size_t i = 0; i < way->n_links; i++) {
        const json_t *one = json_array_get(p->connections, way->links[i]);
        bool guarded = p->net.links[way->links[i]].guarded;
        jw_obj_begin(w);
        jw_kjson(w, "id", json_object_get(one, "id"));
        jw_kjson(w, "number", json_object_get(one, "number"));
        jw_kjson(w, "name", json_object_get(one, "name"));
        jw_kjson(w, "kind", json_object_get(one, "kind"));
        jw_kjson(w, "passage", json_object_get(one, "passage"));
        jw_kjson(w, "guard", json_object_get(one, "guard"));
        jw_kbool(w, "guarded", guarded);
        jw_obj_end(w);
        n += guarded;
    }
    jw_arr_end(w);
    return n;
}

static void write_way(struct jw *w, const struct defence_picture *p, const json_t *system,
    size_t from, size_t to, int company)
{
    struct defence_way way = {0};
    bool reachable = defence_weakest_way(w->buf, &p->net, from, to, &way);
    jw_obj_begin(w);
    jw_kjson(w, "system", json_object_get(system, "id"));
    jw_key(w, "from");
    record_write_ref(w, json_array_get(p->segments, from));
    jw_kbool(w, "reachable", reachable);
    jw_key(w, "segments");
    jw_arr_begin(w);
    for (size_t i = 0; reachable && i <= way.n_links; i++)
        record_write_ref(w, json_array_get(p->segments, way.segments[i]));
    jw_arr_end(w);
    int stands = write_gates(w, p, &way) + write_standings(w, p, system, &way) + company;
    jw_kint(w, "stands", stands);
    jw_obj_end(w);
}

/* From every foothold to every vital system that has a place in the network; false: there are too
 * many. `company`: how many protections of the whole company still stand on each. */
static bool write_ways(struct jw *w, const struct defence_picture *p, int company)
{
    int n = 0;
    size_t i;
    const json_t *system;
    bool *foothold = mem_array(w->buf, bool, p->net.n_segments + 1);
    for (size_t s = 0; s < p->net.n_segments; s++)
        foothold[s] = defence_is_foothold(p, s);
    jw_key(w, "ways");
    jw_arr_begin(w);
    json_array_foreach(p->systems, i, system)
    {
        size_t to = defence_segment(p, record_ref(system, "segment"));
        if (!defence_is_vital(system) || to == p->net.n_segments)
            continue;
        for (size_t from = 0; from < p->net.n_segments && n < LIMIT_DEFENCE_WAYS; from++)
            if (foothold[from]) {
                write_way(w, p, system, from, to, company);
                n++;
            }
    }
    jw_arr_end(w);
    return n < LIMIT_DEFENCE_WAYS;
}

static enum err picture_get(struct req *r)
{
    struct defence_picture p;
    size_t i;
    const json_t *system;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = defence_load(&r->call, &p);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "systems");
    jw_arr_begin(&w);
    json_array_foreach(p.systems, i, system) write_system(&w, &p, system);
    jw_arr_end(&w);
    write_company(&w, &p);
    int company = write_company_standing(&w, &p);
    bool all = write_ways(&w, &p, company);
    jw_kbool(&w, "complete", p.complete && all);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/defence-in-depth",
        .op = "defence_in_depth",
        .perm = &PERM_PROTECTION_READ,
        .handle = picture_get,
        .answer = &SHAPE_PICTURE},
    {.method = METHOD_POST,
        .path = "/api/v1/defence-in-depth/measures",
        .op = "defence_measure_make",
        .perm = &PERM_PROTECTION_WRITE,
        .handle = defence_measure_make,
        .body_kind = BODY_JSON,
        .body = &SHAPE_DEFENCE_MEASURE_BODY,
        .answer = &SHAPE_DEFENCE_MEASURE,
        .status = 201},
};

static const struct reg_def *const registers[] = {&REG_PROTECTIONS};

const struct module module_defence = {.name = "defence",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};

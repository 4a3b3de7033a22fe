#include "mod/risk/defence_load.h"

#include "base/limits.h"
#include "base/mem.h"
#include "mod/measure/measure.h"
#include "mod/risk/risk.h"
#include "mod/risk/risk_record.h"

#include <string.h>

const char *const protection_place_keys[] = {"system", "segment", "company", NULL};

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

bool defence_is_vital(const json_t *system)
{
    return is(system, "importance", "high");
}

size_t defence_segment(const struct defence_picture *p, const char *id)
{
    size_t i = 0;
    while (i < p->net.n_segments &&
           (id == NULL || strcmp(record_id(json_array_get(p->segments, i)), id) != 0))
        i++;
    return i;
}

bool defence_is_foothold(const struct defence_picture *p, size_t segment)
{
    static const char *const kinds[] = {"office", "wireless", "remote"};
    const json_t *s = json_array_get(p->segments, segment);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (is(s, "kind", kinds[i]))
            return true;
    size_t i;
    const json_t *system;
    json_array_foreach(p->systems, i, system)
    {
        const char *in = record_ref(system, "segment");
        if (in != NULL && strcmp(in, record_id(s)) == 0 &&
            (is(system, "kind", "business_pc") || is(system, "kind", "mobile")))
            return true;
    }
    return false;
}

/* ---- what holds a system ---- */

const json_t *defence_at(
    const struct defence_picture *p, const json_t *system, enum protection_place place)
{
    const char *segment = record_ref(system, "segment");
    if (place == PLACE_SYSTEM)
        return json_object_get(p->at_system, record_id(system));
    if (place == PLACE_SEGMENT)
        return segment == NULL ? NULL : json_object_get(p->at_segment, segment);
    /* At no segment; those at a system are not in the list of none, see load_places. */
    return json_object_get(p->at_segment, "");
}

enum protection_status defence_status(
    const struct defence_picture *p, const json_t *system, const char *layer)
{
    enum protection_status best = PROTECTION_UNKNOWN;
    for (int place = 0; place < PLACE_MAX; place++) {
        size_t i;
        const json_t *one;
        json_array_foreach(defence_at(p, system, (enum protection_place)place), i, one)
        {
            enum protection_status status = protection_status_of(body_text(one, "status"));
            if (is(one, "layer", layer) && status < best)
                best = status;
        }
    }
    return best;
}

/* ---- loading ---- */

static enum err list_all(struct call *c, const struct reg_def *def, struct defence_picture *p,
    const json_t **ret_records)
{
    json_t *records = NULL;
    enum err e = reg_list(c, def, NULL, 0, "name", LIMIT_DEFENCE_ROWS, &records);
    if (e != ERR_OK)
        return e;
    if (json_array_size(records) >= LIMIT_DEFENCE_ROWS)
        p->complete = false;
    *ret_records = records;
    return ERR_OK;
}

/* Protections of systems stand in no list by segment, those of the company under "" there. */
static void load_places(struct call *c, struct defence_picture *p)
{
    json_t *elsewhere = json_array();
    size_t i;
    json_t *one;
    json_array_foreach(p->protections, i, one)
    {
        if (record_ref(one, "system") == NULL)
            json_array_append(elsewhere, one);
    }
    p->at_system = reg_keep(c, records_by(p->protections, "system"));
    p->at_segment = reg_keep(c, records_by(elsewhere, "segment"));
    json_decref(elsewhere);
}

/* Protections in place inside a segment that who comes in has to pass. */
static int stands_in(const struct defence_picture *p, const json_t *segment)
{
    int n = 0;
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(p->at_segment, record_id(segment)), i, one)
    {
        n += is(one, "layer", "internal") && is(one, "status", "in_place");
    }
    return n;
}

/* Where nobody has said what may pass, what stands in it tells. */
static bool is_guarded(const json_t *connection)
{
    if (body_text(connection, "passage") != NULL)
        return !is(connection, "passage", "open");
    return body_text(connection, "guard") != NULL || is(connection, "kind", "firewall") ||
           is(connection, "kind", "one_way");
}

/* Blocked connections lead nowhere, and those to segments that the caller may not read nowhere they
 * could name: they are links from a segment to itself. */
static void load_net(struct call *c, struct defence_picture *p)
{
    size_t n = json_array_size(p->segments), n_links = json_array_size(p->connections);
    int *stands = mem_array(c, int, n + 1);
    struct defence_link *links = mem_array(c, struct defence_link, n_links + 1);
    p->net =
        (struct defence_net){.n_segments = n, .stands = stands, .links = links, .n_links = n_links};
    for (size_t i = 0; i < n; i++)
        stands[i] = stands_in(p, json_array_get(p->segments, i));
    for (size_t i = 0; i < n_links; i++) {
        const json_t *one = json_array_get(p->connections, i);
        size_t from = defence_segment(p, record_ref(one, "from"));
        size_t to = defence_segment(p, record_ref(one, "to"));
        if (from == n || to == n || is(one, "passage", "blocked"))
            from = to = 0;
        links[i] = (struct defence_link){from, to, body_bool(one, "two_way"), is_guarded(one)};
    }
}

/* Measures the caller may not read have no state here. */
static enum err load_states(struct call *c, struct defence_picture *p)
{
    size_t i;
    const json_t *one;
    p->states = reg_keep(c, json_object());
    json_array_foreach(p->protections, i, one)
    {
        const char *id = record_ref(one, "measure");
        json_t *measure = NULL;
        if (id == NULL || json_object_get(p->states, id) != NULL)
            continue;
        enum err e = reg_get(c, &REG_MEASURES, id, &measure);
        if (e != ERR_OK && e != ERR_NOT_FOUND)
            return e;
        if (e == ERR_OK)
            json_object_set(p->states, id, json_object_get(measure, "state"));
    }
    return ERR_OK;
}

enum err defence_load(struct call *c, struct defence_picture *ret_picture)
{
    struct defence_picture p = {.complete = true};
    enum err e = list_all(c, &REG_SYSTEMS, &p, &p.systems);
    if (e == ERR_OK)
        e = list_all(c, &REG_NETWORK_SEGMENTS, &p, &p.segments);
    if (e == ERR_OK)
        e = list_all(c, &REG_NETWORK_CONNECTIONS, &p, &p.connections);
    if (e == ERR_OK)
        e = list_all(c, &REG_PROTECTIONS, &p, &p.protections);
    if (e != ERR_OK)
        return e;
    e = load_states(c, &p);
    if (e != ERR_OK)
        return e;
    load_places(c, &p);
    load_net(c, &p);
    *ret_picture = p;
    return ERR_OK;
}

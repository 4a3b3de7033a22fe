#include "mod/risk/defence_rules.h"

#include "base/mem.h"

#include <limits.h>
#include <string.h>

#define STATUS_KEY(name, key) [name] = key,
static const char *const status_keys[] = {PROTECTION_LIST(STATUS_KEY)};
#undef STATUS_KEY

const char *protection_status_key(enum protection_status status)
{
    return status_keys[status];
}

enum protection_status protection_status_of(const char *key)
{
    int s = 0;
    while (s < PROTECTION_UNKNOWN && (key == NULL || strcmp(status_keys[s], key) != 0))
        s++;
    return (enum protection_status)s;
}

/* ---- ways ---- */

enum { NOWHERE = -1 };

/* What is known of a segment while ways are looked for (Dijkstra): things that stand on the best
 * way so far, then its length. */
struct reached {
    int stands, length;
    int by; /* the link it was entered by; NOWHERE: not yet, or the beginning */
    bool done;
};

static bool is_better(int stands, int length, const struct reached *than)
{
    return stands != than->stands ? stands < than->stands : length < than->length;
}

/* The nearest segment that is not done; n: none can be reached. Nets are small: no heap. */
static size_t next_of(const struct reached *r, size_t n)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (!r[i].done && r[i].stands < INT_MAX &&
            (best == n || is_better(r[i].stands, r[i].length, &r[best])))
            best = i;
    return best;
}

/* The other end of a link that can be gone from `at`; n_segments: it cannot. */
static size_t across(const struct defence_net *net, size_t link, size_t at)
{
    const struct defence_link *l = &net->links[link];
    if (l->from == at)
        return l->to;
    return l->two_way && l->to == at ? l->from : net->n_segments;
}

static void go_on(const struct defence_net *net, struct reached *r, size_t at)
{
    r[at].done = true;
    for (size_t i = 0; i < net->n_links; i++) {
        size_t to = across(net, i, at);
        if (to == net->n_segments || r[to].done)
            continue;
        int stands = r[at].stands + net->links[i].guarded + net->stands[to];
        if (is_better(stands, r[at].length + 1, &r[to]))
            r[to] = (struct reached){.stands = stands, .length = r[at].length + 1, .by = (int)i};
    }
}

/* Where a link was entered that led to `at`. */
static size_t back(const struct defence_net *net, size_t link, size_t at)
{
    const struct defence_link *l = &net->links[link];
    return l->to == at ? l->from : l->to;
}

static struct defence_way way_of(
    const void *ctx, const struct defence_net *net, const struct reached *r, size_t to)
{
    struct defence_way way = {.n_links = (size_t)r[to].length, .stands = r[to].stands};
    way.segments = mem_array(ctx, size_t, way.n_links + 1);
    way.links = mem_array(ctx, size_t, way.n_links + 1);
    size_t at = to;
    for (size_t i = way.n_links; i > 0; i--) {
        way.segments[i] = at;
        way.links[i - 1] = (size_t)r[at].by;
        at = back(net, way.links[i - 1], at);
    }
    way.segments[0] = at;
    return way;
}

bool defence_weakest_way(const void *ctx, const struct defence_net *net, size_t from, size_t to,
    struct defence_way *ret_way)
{
    struct reached *r = mem_array(ctx, struct reached, net->n_segments);
    for (size_t i = 0; i < net->n_segments; i++)
        r[i] = (struct reached){.stands = INT_MAX, .by = NOWHERE};
    r[from].stands = 0;
    for (size_t at = from; at < net->n_segments && !r[to].done; at = next_of(r, net->n_segments))
        go_on(net, r, at);
    if (!r[to].done)
        return false;
    *ret_way = way_of(ctx, net, r, to);
    return true;
}

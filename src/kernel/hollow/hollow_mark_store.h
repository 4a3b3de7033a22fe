/* SQL of hollow marks: what a campaign's counted responses said, and what was shown with them. The
 * number of statements does not depend on how many units answered. */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_MARK_STORE_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_MARK_STORE_H

#include "kernel/hollow/hollow.h"
#include "kernel/sheet/score.h"

/* One counted response. */
struct hollow_row {
    int64_t id;
    struct hollow_unit unit;
    int64_t unit_id;
    bool head_office;
    int64_t submitted_at_ms;
    const char *item_scores; /* see response_scores_next */
};
/* In order of the response's id, under c. `unit_id` 0: of all units. */
enum err hollow_store_rows(struct call *c, int64_t campaign_id, struct id_range range,
    int64_t unit_id, struct hollow_row **ret_rows, size_t *ret_n);

enum hollow_shown {
    HOLLOW_SHOWN_ITEM, /* a file, a question back or a second opinion; no 0: the whole response */
    HOLLOW_SHOWN_MISSING, /* something in the section with this number was left open */
};
/* Tells each of them. */
struct hollow_told {
    void *of;
    void (*tell)(void *of, int64_t response_id, enum hollow_shown shown, int no);
    /* Keys of the items whose claim records bore out, comma-separated. */
    void (*supported)(void *of, int64_t response_id, const char *items);
};
enum err hollow_store_shown(struct call *c, struct id_range range, const struct hollow_told *told);

#endif

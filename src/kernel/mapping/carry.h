/* "Assess once": answers of accepted responses to other sheets, offered to an open response of the
 * same respondent by the mappings between the sheets. An offer is no answer: it counts for nothing
 * until a person confirms it. */
#ifndef KANAME_KERNEL_MAPPING_CARRY_H
#define KANAME_KERNEL_MAPPING_CARRY_H

#include "kernel/mapping/carry_rules.h"
#include "kernel/mapping/mapping_store.h"
#include "kernel/sheet/response.h"

/* An accepted response, its sheet (rules, no texts) and its answers. */
struct carry_from {
    struct carry_source source;
    const struct sheet_doc *doc;
    const struct answer *answers; /* by item number - 1 */
};

/* One answered item behind an offer. */
struct carry_origin {
    const struct carry_from *from;
    int item_no; /* in the sheet of `from` */
    const struct mapping *mapping;
    const struct mapping_pair *pair;
    enum mapping_relation relation; /* of the answered item to the asked one */
};

struct carry_offer {
    int item_no;
    struct carry_proposal proposal;
    const struct carry_origin *origins; /* all of them, also of lower grades */
    size_t n_origins;
};

struct carry {
    struct response_sheet sheet;
    const struct carry_from *from;
    size_t n_from;
    const struct carry_offer *offers; /* in order of item */
    size_t n_offers;
};

/* Offers for every item that is asked and has neither answer nor reason. Under c. */
enum err carry_load(struct call *c, const struct response *response, struct carry *ret_carry);

/* Whether the offer may be confirmed together with others of its kind: the same was asked, and
 * all that was answered says the same. */
bool carry_plain(const struct carry_offer *offer);

/* Makes answers of offers: those that `items` names (list of { "item", "value" }; the value is what
 * the person saw), or with NULL all plain ones. ERR_CONFLICT with a pointer for each that is not,
 * or no longer, offered so. Inside a write transaction; with an audit entry when any was taken. */
enum err carry_confirm(
    struct call *c, struct response *response, const json_t *items, int64_t *ret_taken);

#endif

/* Indicators in the formats in which others take them: a bundle of STIX 2.1 (OASIS Standard, 10
 * June 2021) and an event of the MISP core format. Pure.
 *
 * Classes are those of TLP 2.0: in STIX by the marking definitions that OASIS published for it
 * (cti-stix-common-objects, extension-definition-specifications/tlp-2.0), in MISP by tags of its
 * taxonomy `tlp`. The same indicator of the same case has the same ids each time, so that who takes
 * it twice has it once. */
#ifndef KANAME_MOD_IOC_IOC_SHARE_RULES_H
#define KANAME_MOD_IOC_IOC_SHARE_RULES_H

#include "base/buf.h"
#include "base/uuid.h"
#include "mod/ioc/ioc_rules.h"
#include "mod/marking/marking.h"

#include <stdint.h>

struct ioc_shareable {
    enum ioc_type type;
    enum tlp tlp;
    const char *value, *key; /* key: one a type and value */
    const char *note;        /* NULL: none leaves */
    int64_t first_ms;        /* 0: not known */
    int64_t added_ms;
};

struct ioc_share {
    const char *organisation;
    const char *number; /* of the case */
    struct uuid uid;    /* of the case: the space of ids */
    const char *date;   /* on which it was found, "YYYY-MM-DD" */
    bool drill;         /* said wherever it can be, and nothing is to be blocked by it */
    int64_t now_ms;
    const struct ioc_shareable *items;
    size_t n; /* not 0 */
};

/* Whether STIX has an object for it: not for IOC_OTHER. */
bool ioc_in_stix(enum ioc_type type);

/* Under ctx. All items have to be such. */
struct buf *ioc_stix(const void *ctx, const struct ioc_share *share);
struct buf *ioc_misp(const void *ctx, const struct ioc_share *share);

#endif

/* Lines of an export of the audit: one JSON object each, bytes in hex. Internal to kernel/audit.
 *
 *     {"kaname_audit":1,"org":1,"uid":"…","organisation":"…","head":{"seq":9,"hash":"…"}}
 *     {"signature":"…","seq":9,"hash":"…","at":1795132800000,"key":"…"}            (any number)
 *     {"seq":1,"at":…,"account":7,"via":"…","action":"…","subject":"…","subject_id":4,
 *      "subject_uid":"…","unit":3,"digest":"…","hash":"…","salt":"…","payload":"{…}"}
 *
 * with null for what is not there; then the next organisation. */
#ifndef KANAME_KERNEL_AUDIT_VERIFY_LINE_H
#define KANAME_KERNEL_AUDIT_VERIFY_LINE_H

#include "base/buf.h"
#include "kernel/audit/verify.h"

#include <jansson.h>

/* Each replaces what the buffer holds by one line. */
void verify_line_head(struct buf *line, const struct sign_head *head, const struct uuid *uid,
    const char *organisation);
void verify_line_signature(struct buf *line, const struct signature *s);
void verify_line_entry(struct buf *line, const struct verify_row *row);

/* False: not such a line. Texts are borrowed from the JSON. */
bool verify_line_read_head(const json_t *json, struct sign_head *ret_head, struct uuid *ret_uid,
    bool *ret_named /* it says the UUID */, const char **ret_organisation);
bool verify_line_read_signature(
    const json_t *json, int64_t org_id, struct signature *ret_signature);

/* A row with what it points to; not to be copied. */
struct verify_line_row {
    struct verify_row row;
    struct uuid uid;
    struct digest digest;
    uint8_t salt[CHAIN_SALT_SIZE];
};
bool verify_line_read_entry(const json_t *json, int64_t org_id, struct verify_line_row *ret_row);

#endif

/* The audit chain: how the hash of an entry is made. Pure; nothing here reads a database.
 *
 * The hash of an entry is SHA-256 over these lines, each ended by one line feed, UTF-8, numbers in
 * decimal, digests and UUIDs in lower case:
 *
 *     kaname-audit-1
 *     <hash of the previous entry in hex; 64 zeros before the first>
 *     <organisation id>
 *     <seq: 1, 2, 3 …>
 *     <at: milliseconds since 1970-01-01T00:00Z>
 *     <account id; 0: the system>
 *     <via>
 *     <action>
 *     <subject>
 *     <subject's internal id; 0: none>
 *     <subject's UUID, or ->
 *     <unit id; 0: the organisation>
 *     <digest of the payload in hex, or - when the entry has none>
 *
 * The digest of a payload is SHA-256 over its salt (16 random bytes) followed by the payload's
 * text. So sha256sum or PostgreSQL's sha256() can check all of it, and a payload can be erased
 * without breaking the chain: without the salt, even a guessed payload cannot be confirmed.
 *
 * A chain protects from a change that leaves the later hashes alone. It does not protect from
 * somebody who can rewrite all of it: that is what the signed heads are for (sign.h). */
#ifndef KANAME_KERNEL_AUDIT_CHAIN_H
#define KANAME_KERNEL_AUDIT_CHAIN_H

#include "base/digest.h"
#include "base/uuid.h"

#include <stdbool.h>

enum { CHAIN_SALT_SIZE = 16 };

struct chain_entry {
    int64_t org_id;
    int64_t seq;
    int64_t at_ms;
    int64_t account_id;
    const char *via;
    const char *action;
    const char *subject;
    int64_t subject_id;
    const struct uuid *subject_uid; /* NULL: none */
    int64_t unit_id;
    const struct digest *payload; /* NULL: none */
};

/* An organisation that was brought in from another database keeps the numbers it had there: hashes
 * are over these. `shift`: how far its ids were moved; 0 for one that began here. */
struct chain_numbers {
    int64_t org_id;
    int64_t shift;
};
/* The entry with the organisation's own numbers in place of the database's. */
struct chain_entry chain_own(const struct chain_entry *entry, const struct chain_numbers *numbers);

/* What stands before the first entry: 32 zero bytes. */
extern const struct digest CHAIN_START;

/* The texts of an entry stand on one line each: neither may hold a control character. */
bool chain_text_ok(const char *text);

/* Texts that are not chain_text_ok would make two different entries hash alike: the caller has
 * seen to it. */
struct digest chain_hash(const struct digest *previous, const struct chain_entry *entry);

struct digest chain_payload_digest(
    const uint8_t salt[CHAIN_SALT_SIZE], const char *payload, size_t len);

#endif

#include "kernel/audit/verify.h"

#include "base/mem.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define VERIFY_FAULT_KEY(name, key) [name] = key,
static const char *const keys_of_faults[] = {VERIFY_FAULT_LIST(VERIFY_FAULT_KEY)};
#undef VERIFY_FAULT_KEY

/* Numbers, growing. */
struct numbers {
    int64_t *at;
    size_t n, room;
};

struct verifier {
    verify_tell_fn *tell;
    void *arg;
    const uint8_t (*keys)[KEYS_PUBLIC_SIZE];
    char (*key_ids)[KEYS_ID_TEXT_SIZE];
    size_t n_keys;
    struct signature *signatures;
    size_t n_signatures, room_signatures, next_signature;
    struct numbers gone;   /* entries without their payload */
    struct numbers lawful; /* entries that an erasure names */
    struct digest previous;
    int64_t previous_seq;
    struct verify_result result;
};

const char *verify_fault_key(enum verify_fault fault)
{
    return keys_of_faults[fault];
}

struct verifier *verifier_new(const void *ctx, const uint8_t (*keys)[KEYS_PUBLIC_SIZE],
    size_t n_keys, verify_tell_fn *tell, void *arg)
{
    struct verifier *v = mem_new(ctx, struct verifier);
    v->tell = tell;
    v->arg = arg;
    v->keys = keys;
    v->n_keys = n_keys;
    v->key_ids = mem_zalloc(v, n_keys * KEYS_ID_TEXT_SIZE + 1, "key_ids");
    for (size_t i = 0; i < n_keys; i++)
        keys_id_of(keys[i], v->key_ids[i]);
    v->previous = CHAIN_START;
    return v;
}

static void tell(struct verifier *v, enum verify_fault fault, int64_t seq)
{
    v->result.faults++;
    v->tell(v->arg, fault, seq);
}

static void number_add(struct verifier *v, struct numbers *list, int64_t number)
{
    if (list->n == list->room) {
        list->room = list->room == 0 ? 64 : list->room * 2;
        list->at = mem_grow(v, list->at, int64_t, list->room);
    }
    list->at[list->n++] = number;
}

void verifier_signature(struct verifier *v, const struct signature *s)
{
    if (v->n_signatures == v->room_signatures) {
        v->room_signatures = v->room_signatures == 0 ? 64 : v->room_signatures * 2;
        v->signatures = mem_grow(v, v->signatures, struct signature, v->room_signatures);
    }
    v->signatures[v->n_signatures++] = *s;
}

/* ---- payloads ---- */

static bool names_a_law(const json_t *after)
{
    const char *law = json_string_value(json_object_get(after, "law"));
    return law != NULL && law[0] != '\0';
}

/* An entry "erase" of the audit itself says which entries lost their payloads, and by which law. */
static void take_erasure(struct verifier *v, const struct verify_row *row)
{
    if (strcmp(row->entry.action, "erase") != 0 || strcmp(row->entry.subject, "audit") != 0)
        return;
    json_t *payload = json_loadb(row->payload, row->payload_len, JSON_REJECT_DUPLICATES, NULL);
    const json_t *after = json_object_get(payload, "after");
    const json_t *list = json_object_get(after, "entries");
    for (size_t i = 0; names_a_law(after) && i < json_array_size(list); i++)
        number_add(v, &v->lawful, json_integer_value(json_array_get(list, i)));
    json_decref(payload);
}

static void check_payload(struct verifier *v, const struct verify_row *row)
{
    const struct chain_entry *e = &row->entry;
    bool there = row->salt != NULL && row->payload != NULL;
    if (e->payload == NULL) {
        if (there)
            tell(v, VERIFY_PAYLOAD_EXTRA, e->seq);
        return;
    }
    if (!there) {
        number_add(v, &v->gone, e->seq);
        return;
    }
    struct digest digest;
    if (row->salt_len == CHAIN_SALT_SIZE)
        digest = chain_payload_digest(row->salt, row->payload, row->payload_len);
    if (row->salt_len != CHAIN_SALT_SIZE || !digest_equal(&digest, e->payload))
        tell(v, VERIFY_PAYLOAD_CHANGED, e->seq);
    else
        take_erasure(v, row);
}

static int compare(const void *a, const void *b)
{
    const int64_t *x = a;
    const int64_t *y = b;
    return (*x > *y) - (*x < *y);
}

static void check_gone(struct verifier *v)
{
    if (v->lawful.n > 0)
        qsort(v->lawful.at, v->lawful.n, sizeof *v->lawful.at, compare);
    for (size_t i = 0; i < v->gone.n; i++) {
        bool lawful = v->lawful.n > 0 && bsearch(&v->gone.at[i], v->lawful.at, v->lawful.n,
                                             sizeof *v->lawful.at, compare) != NULL;
        if (lawful)
            v->result.erased++;
        else
            tell(v, VERIFY_PAYLOAD_MISSING, v->gone.at[i]);
    }
}

/* ---- signatures ---- */

static const uint8_t *key_of(const struct verifier *v, const char *id)
{
    for (size_t i = 0; i < v->n_keys; i++) {
        if (strcmp(v->key_ids[i], id) == 0)
            return v->keys[i];
    }
    return NULL;
}

static void check_signature(
    struct verifier *v, const struct signature *s, const struct digest *hash)
{
    char text[SIGN_TEXT_SIZE];
    const uint8_t *key = key_of(v, s->key_id);
    sign_text(&s->head, text);
    if (key == NULL)
        tell(v, VERIFY_KEY_UNKNOWN, s->head.seq);
    else if (!keys_signed(key, text, strlen(text), s->bytes))
        tell(v, VERIFY_SIGNATURE_WRONG, s->head.seq);
    else if (!digest_equal(&s->head.hash, hash))
        tell(v, VERIFY_SIGNATURE_DIFFERS, s->head.seq);
    else {
        v->result.signatures++;
        v->result.signed_seq = s->head.seq;
    }
}

/* Signatures up to this entry; those of numbers that are not there cannot fit. */
static void check_signatures(struct verifier *v, int64_t seq, const struct digest *hash)
{
    while (v->next_signature < v->n_signatures) {
        const struct signature *s = &v->signatures[v->next_signature];
        if (s->head.seq > seq)
            return;
        v->next_signature++;
        if (s->head.seq == seq)
            check_signature(v, s, hash);
        else
            tell(v, VERIFY_SIGNATURE_DIFFERS, s->head.seq);
    }
}

/* ---- the chain ---- */

static void check_place(struct verifier *v, int64_t seq)
{
    if (seq > v->previous_seq + 1)
        tell(v, VERIFY_ENTRY_MISSING, v->previous_seq + 1);
    if (seq <= v->previous_seq) /* only an export can hold one twice or out of order */
        tell(v, VERIFY_ENTRY_MALFORMED, seq);
}

void verifier_entry(struct verifier *v, const struct verify_row *row)
{
    const struct chain_entry *e = &row->entry;
    check_place(v, e->seq);
    if (!chain_text_ok(e->via) || !chain_text_ok(e->action) || !chain_text_ok(e->subject))
        tell(v, VERIFY_ENTRY_MALFORMED, e->seq);
    struct digest hash = chain_hash(&v->previous, e);
    /* After a gap the next hash cannot fit: that is one fault, told already. */
    if (!digest_equal(&hash, &row->hash) && e->seq == v->previous_seq + 1)
        tell(v, VERIFY_ENTRY_CHANGED, e->seq);
    check_payload(v, row);
    check_signatures(v, e->seq, &row->hash);
    v->previous = row->hash; /* as stored: one changed entry is one fault, not all that follow */
    v->previous_seq = e->seq;
    v->result.entries++;
}

struct verify_result verifier_end(struct verifier *v, int64_t head_seq, const struct digest *head)
{
    if (head_seq != v->previous_seq || !digest_equal(head, &v->previous))
        tell(v, VERIFY_HEAD_DIFFERS, head_seq);
    check_gone(v);
    for (; v->next_signature < v->n_signatures; v->next_signature++)
        tell(v, VERIFY_SIGNATURE_BEYOND, v->signatures[v->next_signature].head.seq);
    v->result.head = v->previous;
    v->result.head_seq = v->previous_seq;
    return v->result;
}

#include "kernel/audit/verify_line.h"

#include "base/jw.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { HEX_MOST = 2 * KEYS_SIGNATURE_SIZE + 1 };

/* ---- writing ---- */

static struct jw begin(struct buf *line)
{
    buf_clear(line);
    struct jw w = jw_init(line);
    jw_obj_begin(&w);
    return w;
}

static void end(struct jw *w)
{
    jw_obj_end(w);
    buf_char(w->buf, '\n');
}

static void hex(struct jw *w, const char *key, const uint8_t *bytes, size_t len)
{
    char text[HEX_MOST];
    jw_kstr(w, key, bytes == NULL ? NULL : sodium_bin2hex(text, sizeof text, bytes, len));
}

void verify_line_head(struct buf *line, const struct sign_head *head, const struct uuid *uid,
    const char *organisation)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    struct jw w = begin(line);
    jw_kint(&w, "kaname_audit", 1);
    jw_kint(&w, "org", head->org_id);
    jw_kstr(&w, "uid", text);
    jw_kstr(&w, "organisation", organisation);
    jw_key(&w, "head");
    jw_obj_begin(&w);
    jw_kint(&w, "seq", head->seq);
    hex(&w, "hash", head->hash.bytes, DIGEST_SIZE);
    jw_obj_end(&w);
    end(&w);
}

void verify_line_signature(struct buf *line, const struct signature *s)
{
    struct jw w = begin(line);
    hex(&w, "signature", s->bytes, KEYS_SIGNATURE_SIZE);
    jw_kint(&w, "seq", s->head.seq);
    hex(&w, "hash", s->head.hash.bytes, DIGEST_SIZE);
    jw_kint(&w, "at", s->head.at_ms);
    jw_kstr(&w, "key", s->key_id);
    end(&w);
}

void verify_line_entry(struct buf *line, const struct verify_row *row)
{
    const struct chain_entry *e = &row->entry;
    char uid[UUID_TEXT_SIZE];
    struct jw w = begin(line);
    if (e->subject_uid != NULL)
        uuid_format(e->subject_uid, uid);
    jw_kint(&w, "seq", e->seq);
    jw_kint(&w, "at", e->at_ms);
    jw_kint(&w, "account", e->account_id);
    jw_kstr(&w, "via", e->via);
    jw_kstr(&w, "action", e->action);
    jw_kstr(&w, "subject", e->subject);
    jw_kint(&w, "subject_id", e->subject_id);
    jw_kstr(&w, "subject_uid", e->subject_uid == NULL ? NULL : uid);
    jw_kint(&w, "unit", e->unit_id);
    hex(&w, "digest", e->payload == NULL ? NULL : e->payload->bytes, DIGEST_SIZE);
    hex(&w, "hash", row->hash.bytes, DIGEST_SIZE);
    hex(&w, "salt", row->salt_len == CHAIN_SALT_SIZE ? row->salt : NULL, CHAIN_SALT_SIZE);
    jw_kstr(&w, "payload", row->payload);
    end(&w);
}

/* ---- reading ---- */

static const char *text_of(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

static bool read_int(const json_t *json, const char *key, int64_t *ret_value)
{
    const json_t *value = json_object_get(json, key);
    *ret_value = json_integer_value(value);
    return json_is_integer(value);
}

static bool read_hex(const json_t *json, const char *key, uint8_t *ret_bytes, size_t size)
{
    const char *text = text_of(json, key);
    size_t len = 0;
    return text != NULL &&
           sodium_hex2bin(ret_bytes, size, text, strlen(text), NULL, &len, NULL) == 0 &&
           len == size;
}

static bool read_digest(const json_t *json, const char *key, struct digest *ret_digest)
{
    return read_hex(json, key, ret_digest->bytes, DIGEST_SIZE);
}

bool verify_line_read_head(const json_t *json, struct sign_head *ret_head, struct uuid *ret_uid,
    bool *ret_named, const char **ret_organisation)
{
    const char *uid = text_of(json, "uid");
    *ret_named = uid != NULL && uuid_parse(uid, ret_uid);
    const json_t *head = json_object_get(json, "head");
    int64_t version = 0;
    *ret_organisation = text_of(json, "organisation");
    return read_int(json, "kaname_audit", &version) && version == 1 &&
           read_int(json, "org", &ret_head->org_id) && *ret_organisation != NULL &&
           read_int(head, "seq", &ret_head->seq) && read_digest(head, "hash", &ret_head->hash);
}

bool verify_line_read_signature(const json_t *json, int64_t org_id, struct signature *ret_signature)
{
    const char *key = text_of(json, "key");
    if (key == NULL)
        return false;
    ret_signature->head.org_id = org_id;
    snprintf(ret_signature->key_id, sizeof ret_signature->key_id, "%s", key);
    return read_hex(json, "signature", ret_signature->bytes, KEYS_SIGNATURE_SIZE) &&
           read_int(json, "seq", &ret_signature->head.seq) &&
           read_int(json, "at", &ret_signature->head.at_ms) &&
           read_digest(json, "hash", &ret_signature->head.hash);
}

/* Null, or what the reader makes of it. */
static bool is_null(const json_t *json, const char *key)
{
    return json_is_null(json_object_get(json, key));
}

static bool read_payload(const json_t *json, struct verify_line_row *r)
{
    const json_t *payload = json_object_get(json, "payload");
    if (is_null(json, "salt") && is_null(json, "payload"))
        return true;
    r->row.salt = r->salt;
    r->row.salt_len = CHAIN_SALT_SIZE;
    r->row.payload = json_string_value(payload);
    r->row.payload_len = json_string_length(payload);
    return r->row.payload != NULL && read_hex(json, "salt", r->salt, CHAIN_SALT_SIZE);
}

bool verify_line_read_entry(const json_t *json, int64_t org_id, struct verify_line_row *r)
{
    struct chain_entry *e = &r->row.entry;
    *r = (struct verify_line_row){.row = {.entry = {.org_id = org_id}}};
    e->via = text_of(json, "via");
    e->action = text_of(json, "action");
    e->subject = text_of(json, "subject");
    if (e->via == NULL || e->action == NULL || e->subject == NULL)
        return false;
    if (!is_null(json, "subject_uid")) {
        const char *uid = text_of(json, "subject_uid");
        if (uid == NULL || !uuid_parse(uid, &r->uid))
            return false;
        e->subject_uid = &r->uid;
    }
    if (!is_null(json, "digest")) {
        if (!read_digest(json, "digest", &r->digest))
            return false;
        e->payload = &r->digest;
    }
    return read_int(json, "seq", &e->seq) && read_int(json, "at", &e->at_ms) &&
           read_int(json, "account", &e->account_id) &&
           read_int(json, "subject_id", &e->subject_id) && read_int(json, "unit", &e->unit_id) &&
           read_digest(json, "hash", &r->row.hash) && read_payload(json, r);
}

#include "kernel/passkey/passkey.h"

#include "base/base64url.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/once_store.h"

#include <string.h>

/* ---- shapes ---- */

static const struct field question_fields[] = {
    {.key = "challenge", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "rp_id", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "credentials", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "seconds", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_PASSKEY_QUESTION = SHAPE("PasskeyQuestion", question_fields);

static const struct field answer_fields[] = {
    {.key = "id",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED,
        .max = BASE64URL_LENGTH(PASSKEY_ID_MAX)},
    {.key = "client_data",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = BASE64URL_LENGTH(PASSKEY_CLIENT_DATA_MAX)},
    {.key = "authenticator_data",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = BASE64URL_LENGTH(PASSKEY_AUTH_DATA_MAX)},
    {.key = "signature",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = BASE64URL_LENGTH(PASSKEY_SIGNATURE_MAX)},
    {.key = "user_handle", .type = FIELD_TEXT, .max = LIMIT_NAME},
};
const struct shape SHAPE_PASSKEY_ANSWER = SHAPE("PasskeyAnswer", answer_fields);

/* ---- asking ---- */

bool passkey_possible(struct call *c)
{
    struct passkey_site site;
    return passkey_site_of(c, c->app->config.public_url, &site);
}

static const char *text_of(struct call *c, struct passkey_bytes bytes)
{
    return base64url_format(c, bytes.data, bytes.len);
}

enum err passkey_question(
    struct call *c, enum passkey_purpose purpose, int64_t account_id, struct jw *w)
{
    struct passkey_site site;
    struct passkey_row *rows = NULL;
    size_t n = 0;
    if (!passkey_site_of(c, c->app->config.public_url, &site))
        return problem_set(c->problem, ERR_CONFLICT, "passkey_off");
    enum err e = account_id == 0 ? ERR_OK : passkey_store_list(c, account_id, &rows, &n);
    if (e != ERR_OK)
        return e;
    jw_obj_begin(w);
    jw_kstr(w, "challenge", passkey_challenge_new(c, purpose, account_id));
    jw_kstr(w, "rp_id", site.id);
    jw_key(w, "credentials");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        if (rows[i].stopped_at_ms == 0 || purpose == PASSKEY_ENROL)
            jw_str(w, text_of(c, rows[i].key.id));
    jw_arr_end(w);
    jw_kint(w, "seconds", LIMIT_PASSKEY_MINUTES * 60LL);
    jw_obj_end(w);
    return ERR_OK;
}

enum err passkey_question_text(
    struct call *c, enum passkey_purpose purpose, int64_t account_id, const char **ret_json)
{
    struct passkey_row *rows = NULL;
    size_t n = 0, live = 0;
    enum err e = passkey_possible(c) ? passkey_store_list(c, account_id, &rows, &n) : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        live += rows[i].stopped_at_ms == 0;
    if (e != ERR_OK || live == 0) {
        *ret_json = NULL;
        return e;
    }
    struct jw w = jw_init(buf_new(c));
    e = passkey_question(c, purpose, account_id, &w);
    if (e == ERR_OK)
        *ret_json = w.buf->data;
    return e;
}

/* ---- the answer ---- */

bool passkey_bytes_of(
    struct call *c, const json_t *body, const char *key, struct passkey_bytes *ret_bytes)
{
    uint8_t *data = NULL;
    size_t len = 0;
    if (!base64url_parse(c, body_text(body, key), &data, &len))
        return false;
    *ret_bytes = (struct passkey_bytes){data, len};
    return true;
}

bool passkey_read(struct call *c, enum passkey_purpose purpose, const json_t *body,
    struct passkey_coming *ret_coming)
{
    struct passkey_coming coming = {.challenge = {.org_id = 0}};
    struct passkey_bytes challenge;
    if (!passkey_site_of(c, c->app->config.public_url, &coming.site) ||
        !passkey_bytes_of(c, body, "id", &coming.credential) ||
        !passkey_bytes_of(c, body, "client_data", &coming.answer.client_data) ||
        !passkey_bytes_of(c, body, "authenticator_data", &coming.answer.auth_data) ||
        !passkey_bytes_of(c, body, "signature", &coming.answer.signature))
        return false;
    (void)passkey_bytes_of(c, body, "user_handle", &coming.user_handle);
    if (passkey_client_data(c, coming.answer.client_data, PASSKEY_GET, &coming.site, &challenge) !=
            PASSKEY_GOOD ||
        !passkey_challenge_open(c, purpose, challenge, &coming.challenge))
        return false;
    *ret_coming = coming;
    return true;
}

/* Who is meant: the account that was asked, or the one that the device names with its answer. */
static enum err is_theirs(struct call *c, const struct passkey_coming *coming,
    const struct passkey_row *row, bool *ret_theirs)
{
    struct account account;
    enum err e = account_store_by_id(c, row->account_id, &account);
    if (e != ERR_OK)
        return e;
    const struct passkey_bytes *handle = &coming->user_handle;
    bool named = handle->len == sizeof account.uid.bytes &&
                 memcmp(handle->data, account.uid.bytes, handle->len) == 0;
    int64_t asked = coming->challenge.account_id;
    *ret_theirs = asked == 0 ? named : asked == row->account_id && (named || handle->len == 0);
    return ERR_OK;
}

/* The challenge and the counter, once the signature is right. */
static enum err spend(
    struct call *c, const struct passkey_coming *coming, int64_t count, struct passkey_use *use)
{
    enum err e = once_store_spend(c, &coming->challenge.once, coming->challenge.expires_ms);
    if (e != ERR_OK)
        return e == ERR_UNIQUE ? ERR_OK : e;
    if (passkey_copied(use->row.key.count, count)) {
        use->copied = true;
        return ERR_OK;
    }
    e = passkey_store_used(c, &use->row, count);
    use->good = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err passkey_spend(
    struct call *c, const struct passkey_coming *coming, struct passkey_use *ret_use)
{
    struct passkey_use use = {.good = false};
    bool theirs = false;
    int64_t count = 0;
    enum err e = passkey_store_find(c, coming->credential, &use.row);
    if (e == ERR_OK)
        e = is_theirs(c, coming, &use.row, &theirs);
    if (e == ERR_OK && theirs && use.row.stopped_at_ms == 0 &&
        passkey_check(&use.row.key, &coming->site, &coming->answer, &count) == PASSKEY_GOOD) {
        use.account_id = use.row.account_id;
        e = spend(c, coming, count, &use);
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret_use = use;
    return ERR_OK;
}

enum err passkey_stop(struct call *c, const struct passkey_row *row)
{
    struct account account;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = passkey_store_stop(c, row->id);
    if (e == ERR_NOT_FOUND) {
        tx_abort(c);
        return ERR_OK;
    }
    if (e == ERR_OK)
        e = account_store_by_id(c, row->account_id, &account);
    if (e == ERR_OK)
        e = auth_notice_passkey(c, account.id, AUTH_PASSKEY_COPIED, row->name);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:s}", "name", row->name);
    audit_add(c, &(struct audit_entry){.action = "passkey_stop",
                     .subject = "account",
                     .subject_id = account.id,
                     .subject_uid = &account.uid,
                     .before = before});
    json_decref(before);
    return tx_commit(c);
}

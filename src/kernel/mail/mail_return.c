#include "kernel/mail/mail_return.h"

#include "base/digest.h"
#include "base/fd.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/keys.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_report.h"
#include "kernel/mail/mail_rules.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    MAC_BYTES = 8,
    TOKEN_BYTES = UUID_SIZE + MAC_BYTES,
    TOKEN_CHARS = 2 * TOKEN_BYTES,
};

#define RETURN_KEY(name, key) [name] = key,
static const char *const returned_keys[RETURN_MAX] = {RETURN_LIST(RETURN_KEY)};

const char *mail_returned_key(enum returned returned)
{
    return returned_keys[returned];
}

/* ---- the envelope sender ---- */

bool mail_return_ok(const char *address)
{
    const char *at = strchr(address, '@');
    return mail_address_ok(address) && at - address <= RETURN_LOCAL_MOST;
}

static void mac_of(const struct app *app, const struct uuid *uid, uint8_t ret_mac[MAC_BYTES])
{
    uint8_t whole[KEYS_MAC_SIZE];
    keys_mac(app->keys, "mail return", uid->bytes, UUID_SIZE, whole);
    memcpy(ret_mac, whole, MAC_BYTES);
}

static const char *return_address(const struct app *app)
{
    const char *address = app->config.return_address;
    return address == NULL || *address == '\0' || !mail_return_ok(address) ? NULL : address;
}

const char *mail_return_sender(
    const void *ctx, const struct app *app, const struct uuid *uid, const char *from)
{
    const char *address = return_address(app);
    uint8_t token[TOKEN_BYTES];
    char hex[TOKEN_CHARS + 1];
    if (address == NULL || app->keys == NULL)
        return from;
    const char *at = strchr(address, '@');
    memcpy(token, uid->bytes, UUID_SIZE);
    mac_of(app, uid, token + UUID_SIZE);
    sodium_bin2hex(hex, sizeof hex, token, sizeof token);
    return mem_printf(ctx, "%.*s+%s%s", (int)(at - address), address, hex, at);
}

/* Mail servers on the way may have changed the case; the domain is not looked at: the MAC is
 * proof enough, and a box may have several names. */
bool mail_return_parse(const struct app *app, const char *address, struct uuid *ret_uid)
{
    const char *plus = strchr(address, '+');
    uint8_t token[TOKEN_BYTES], mac[MAC_BYTES];
    size_t len = 0;
    if (plus == NULL || strlen(plus + 1) <= TOKEN_CHARS || plus[1 + TOKEN_CHARS] != '@' ||
        sodium_hex2bin(token, sizeof token, plus + 1, TOKEN_CHARS, NULL, &len, NULL) != 0 ||
        len != sizeof token)
        return false;
    struct uuid uid;
    memcpy(uid.bytes, token, UUID_SIZE);
    mac_of(app, &uid, mac);
    if (sodium_memcmp(mac, token + UUID_SIZE, MAC_BYTES) != 0)
        return false;
    *ret_uid = uid;
    return true;
}

/* ---- whose mail it is ---- */

/* "<UUID>@domain" of mail_from. */
static bool id_parse(const char *id, struct uuid *ret_uid)
{
    char text[UUID_TEXT_SIZE];
    const char *at = strchr(id, '@');
    if (at == NULL || (size_t)(at - id) != UUID_TEXT_SIZE - 1)
        return false;
    memcpy(text, id, UUID_TEXT_SIZE - 1);
    text[UUID_TEXT_SIZE - 1] = '\0';
    return uuid_parse(text, ret_uid);
}

/* By the signed address that it came to. */
static bool is_proven(
    const struct app *app, const char *to, const struct mail_report *report, struct uuid *ret_uid)
{
    if (to != NULL && mail_return_parse(app, to, ret_uid))
        return true;
    for (size_t i = 0; i < report->n_to; i++)
        if (mail_return_parse(app, report->to[i], ret_uid))
            return true;
    return false;
}

static bool is_named(const struct mail_report *report, struct uuid *ret_uid)
{
    for (size_t i = 0; i < report->n_ids; i++)
        if (id_parse(report->ids[i], ret_uid))
            return true;
    return false;
}

/* The organisation that sent it becomes the call's. */
static enum err find(struct call *c, const struct uuid *uid, struct mail_row *ret_row)
{
    int64_t *orgs = NULL;
    size_t n = 0;
    enum err e = actor_orgs(c, &orgs, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        e = actor_system(c, orgs[i]);
        if (e == ERR_OK)
            e = mail_store_find(c, uid, ret_row);
        if (e != ERR_NOT_FOUND)
            return e;
        e = ERR_OK;
    }
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

/* ---- what follows ---- */

static void audit(struct call *c, const struct mail_row *row, const struct mail_report *report)
{
    bool somebody = row->account_id != 0;
    json_t *after = json_pack("{s:s, s:s}", "status", report->status, "reason",
        mail_reason_key(mail_reason_of(report->status)));
    audit_add(c, &(struct audit_entry){.action = "mail_bounced",
                     .subject = somebody ? "account" : "mail",
                     .subject_id = somebody ? row->account_id : 0,
                     .subject_uid = somebody ? &row->account_uid : &row->uid,
                     .after = after});
    json_decref(after);
}

static const char *words_of(const struct mail_report *report)
{
    return report->words[0] == '\0' ? report->status : report->words;
}

/* Not delivered and late are not the same: only what is refused for good marks the address. */
static enum err note(struct call *c, const struct mail_row *row, const struct mail_report *report,
    enum returned *ret_returned)
{
    bool for_good = report->failed && report->status[0] == '5';
    enum err e = ERR_OK;
    if (report->failed)
        e = mail_store_returned(c, row->id, words_of(report));
    if (e == ERR_OK && for_good)
        e = mail_store_bounced(c, row->address, report->status, words_of(report));
    if (e == ERR_OK && for_good)
        audit(c, row, report);
    *ret_returned = for_good ? RETURN_FAILED : RETURN_LATE;
    return e;
}

static enum err apply(struct call *c, const struct uuid *uid, const struct mail_report *report,
    const struct digest *digest, enum returned *ret_returned)
{
    struct mail_row row;
    bool fresh = false;
    enum err e = find(c, uid, &row);
    if (e == ERR_NOT_FOUND) {
        *ret_returned = RETURN_FOREIGN;
        return ERR_OK;
    }
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_store_return_add(c, &row, report->failed, report->status, digest, &fresh);
    if (e == ERR_OK && !fresh)
        *ret_returned = RETURN_KNOWN;
    if (e == ERR_OK && fresh)
        e = note(c, &row, report, ret_returned);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

/* The message in a file without a name, for the child. */
static int file_of(const char *data, size_t len)
{
    int fd = memfd_create("mail", MFD_CLOEXEC);
    if (fd >= 0 && (fd_write_all(fd, data, len) != ERR_OK || lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

enum err mail_return_take(struct app *app, const char *via, const char *to, const char *data,
    size_t len, enum returned *ret_returned)
{
    struct mail_report report;
    struct uuid uid;
    struct call *c = NULL;
    FD_OWNED int fd = file_of(data, len);
    enum err e = fd < 0 ? ERR_UNAVAILABLE : mail_report_read(fd, &report);
    if (e != ERR_OK)
        return e;
    *ret_returned = report.found ? RETURN_FOREIGN : RETURN_NONE;
    bool proven = is_proven(app, to, &report, &uid);
    if (!report.found || (!proven && !is_named(&report, &uid)))
        return ERR_OK;
    report.failed = report.failed && proven;
    const struct digest digest = digest_of(data, len);
    e = call_open(app, via, &c);
    if (e == ERR_OK)
        e = apply(c, &uid, &report, &digest, ret_returned);
    call_close(c);
    return e;
}

#include "kernel/sso/ldap.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/net/fetch.h"

#include <errno.h>
#include <ldap.h>
#include <poll.h>
#include <string.h>

enum { ATTRIBUTES_MOST = 8 };

/* ---- texts ---- */

/* Everything but letters and digits becomes \XX: no character has a meaning then. */
static void escape(struct buf *b, const char *value)
{
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || *p == '.' || *p == '-' || *p == '_' || *p == '@';
        if (plain)
            buf_char(b, (char)*p);
        else
            buf_printf(b, "\\%02x", *p);
    }
}

const char *ldap_filter_fill(
    const void *ctx, const char *filter, const char *name, const char *value)
{
    struct buf *b = buf_new(ctx);
    const char *place = NULL;
    while ((place = strstr(filter, name)) != NULL) {
        buf_put(b, filter, (size_t)(place - filter));
        escape(b, value);
        filter = place + strlen(name);
    }
    buf_str(b, filter);
    return b->data;
}

const char *ldap_first_value(const void *ctx, const char *dn)
{
    LDAPDN parsed = NULL;
    const char *value = NULL;
    if (ldap_str2dn(dn, &parsed, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS)
        return NULL;
    if (parsed != NULL && parsed[0] != NULL && parsed[0][0] != NULL) {
        const LDAPAVA *first = parsed[0][0];
        value = mem_strndup(ctx, first->la_value.bv_val, first->la_value.bv_len);
    }
    ldap_dnfree(parsed);
    return value;
}

/* ---- the connection ---- */

static void close_ptr(LDAP **ld)
{
    if (*ld != NULL)
        ldap_unbind_ext_s(*ld, NULL, NULL);
}
#define DIRECTORY __attribute__((cleanup(close_ptr))) LDAP
static void message_ptr(LDAPMessage **m)
{
    if (*m != NULL)
        ldap_msgfree(*m);
}
#define MESSAGE __attribute__((cleanup(message_ptr))) LDAPMessage

static enum err failed(struct call *c, const char *step, int result, const char *detail)
{
    log_text(LOG_WARN, "ldap_failed", mem_printf(c, "%s: %s", step, ldap_err2string(result)));
    bool reached = strcmp(detail, "ldap_unreachable") != 0;
    return problem_set(c->problem, reached ? ERR_CONFLICT : ERR_UNAVAILABLE, detail);
}

/* How long libldap waits by itself is not to be relied on: the rest of an answer that has begun,
 * and a TLS handshake, it awaits for ever. So every byte goes through a layer of our own, right
 * above the socket, that gives up at one moment for the whole conversation. */
struct patience {
    struct ldap_conncb callbacks;
    int64_t until_ms; /* clock_monotonic_ms */
};

static bool ready(Sockbuf_IO_Desc *d, short events)
{
    const struct patience *p = d->sbiod_pvt;
    int64_t left = p->until_ms - clock_monotonic_ms();
    ber_socket_t fd = -1;
    ber_sockbuf_ctrl(d->sbiod_sb, LBER_SB_OPT_GET_FD, &fd);
    struct pollfd asked = {.fd = fd, .events = events};
    if (left > 0 && poll(&asked, 1, (int)left) > 0)
        return true;
    errno = ETIMEDOUT; /* not EAGAIN: that is tried again for ever */
    return false;
}

static ber_slen_t read_in_time(Sockbuf_IO_Desc *d, void *data, ber_len_t len)
{
    return ready(d, POLLIN) ? LBER_SBIOD_READ_NEXT(d, data, len) : -1;
}

static ber_slen_t write_in_time(Sockbuf_IO_Desc *d, void *data, ber_len_t len)
{
    return ready(d, POLLOUT) ? LBER_SBIOD_WRITE_NEXT(d, data, len) : -1;
}

static int layer_setup(Sockbuf_IO_Desc *d, void *patience)
{
    d->sbiod_pvt = patience;
    return 0;
}

static int layer_end(Sockbuf_IO_Desc *d)
{
    (void)d;
    return 0;
}

static int layer_control(Sockbuf_IO_Desc *d, int option, void *arg)
{
    return LBER_SBIOD_CTRL_NEXT(d, option, arg);
}

static int connected(
    LDAP *ld, Sockbuf *sb, LDAPURLDesc *url, struct sockaddr *address, struct ldap_conncb *ctx)
{
    enum { BELOW_TLS = (LBER_SBIOD_LEVEL_PROVIDER + LBER_SBIOD_LEVEL_TRANSPORT) / 2 };
    static Sockbuf_IO layer = {.sbi_setup = layer_setup,
        .sbi_remove = layer_end,
        .sbi_ctrl = layer_control,
        .sbi_read = read_in_time,
        .sbi_write = write_in_time,
        .sbi_close = layer_end};
    (void)ld;
    (void)url;
    (void)address;
    return ber_sockbuf_add_io(sb, &layer, BELOW_TLS, ctx->lc_arg) == 0 ? LDAP_SUCCESS
                                                                       : LDAP_LOCAL_ERROR;
}

static void disconnected(LDAP *ld, Sockbuf *sb, struct ldap_conncb *ctx)
{
    (void)ld;
    (void)sb;
    (void)ctx;
}

static void limit_time(struct call *c, LDAP *ld)
{
    struct patience *p = mem_new(c, struct patience);
    p->until_ms = clock_monotonic_ms() + INT64_C(1000) * LIMIT_OUTSIDE_SECONDS;
    p->callbacks = (struct ldap_conncb){.lc_add = connected, .lc_del = disconnected, .lc_arg = p};
    ldap_set_option(ld, LDAP_OPT_CONNECT_CB, &p->callbacks);
}

static int set_options(struct call *c, LDAP *ld)
{
    int version = LDAP_VERSION3, demand = LDAP_OPT_X_TLS_DEMAND, server = 0;
    int least = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const struct timeval wait = {.tv_sec = LIMIT_OUTSIDE_CONNECT_SECONDS};
    ldap_set_option(ld, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(ld, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(ld, LDAP_OPT_RESTART, LDAP_OPT_ON);
    ldap_set_option(ld, LDAP_OPT_NETWORK_TIMEOUT, &wait);
    ldap_set_option(ld, LDAP_OPT_TIMEOUT, &wait);
    limit_time(c, ld);
    ldap_set_option(ld, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    ldap_set_option(ld, LDAP_OPT_X_TLS_PROTOCOL_MIN, &least);
    if (c->app->config.ca_file != NULL)
        ldap_set_option(ld, LDAP_OPT_X_TLS_CACERTFILE, c->app->config.ca_file);
    return ldap_set_option(ld, LDAP_OPT_X_TLS_NEWCTX, &server);
}

/* Whether StartTLS comes before anything else: ldaps has TLS already, and a directory on this
 * machine may do without. */
static bool needs_start(struct call *c, const struct provider *p, const char *url)
{
    bool secure = strncmp(url, "ldaps://", strlen("ldaps://")) == 0;
    return !secure && (provider_on(p, "start_tls") || !fetch_address_ok(c->app, "ldap", url));
}

static enum err connect_to(struct call *c, const struct provider *p, LDAP **ret_ld)
{
    const char *url = provider_text(p, "url");
    LDAP *ld = NULL;
    int result = url == NULL ? LDAP_PARAM_ERROR : ldap_initialize(&ld, url);
    if (result != LDAP_SUCCESS)
        return failed(c, "address", result, "ldap_unreachable");
    result = set_options(c, ld);
    if (result == LDAP_SUCCESS && needs_start(c, p, url)) {
        result = ldap_start_tls_s(ld, NULL, NULL);
        if (result != LDAP_SUCCESS) {
            close_ptr(&ld);
            bool down = result == LDAP_SERVER_DOWN || result == LDAP_TIMEOUT;
            return failed(c, "StartTLS", result, down ? "ldap_unreachable" : "ldap_tls");
        }
    }
    *ret_ld = ld;
    return ERR_OK;
}

static int bind_as(LDAP *ld, const char *dn, const char *password)
{
    char *text = (char *)(uintptr_t)password; /* only read */
    struct berval secret = {.bv_len = strlen(password), .bv_val = text};
    return ldap_sasl_bind_s(ld, dn, LDAP_SASL_SIMPLE, &secret, NULL, NULL, NULL);
}

/* Connected and bound as the program's own account; without one nobody in particular. */
static enum err enter(struct call *c, const struct provider *p, LDAP **ret_ld)
{
    const char *dn = provider_text(p, "bind_dn");
    LDAP *ld = NULL;
    enum err e = connect_to(c, p, &ld);
    if (e != ERR_OK)
        return e;
    bool named = dn != NULL && p->secret != NULL;
    int result = bind_as(ld, named ? dn : "", named ? p->secret : "");
    if (result != LDAP_SUCCESS) {
        close_ptr(&ld);
        bool down = result == LDAP_SERVER_DOWN || result == LDAP_TIMEOUT;
        return failed(c, "bind", result, down ? "ldap_unreachable" : "ldap_bind");
    }
    *ret_ld = ld;
    return ERR_OK;
}

static int search_for(LDAP *ld, const struct provider *p, const char *filter, int most,
    const char *const *attributes, LDAPMessage **ret_found)
{
    struct timeval wait = {.tv_sec = LIMIT_OUTSIDE_CONNECT_SECONDS};
    char *names[ATTRIBUTES_MOST + 1] = {NULL};
    for (int i = 0; i < ATTRIBUTES_MOST && attributes[i] != NULL; i++)
        names[i] = (char *)(uintptr_t)attributes[i];
    return ldap_search_ext_s(ld, provider_text(p, "base"), LDAP_SCOPE_SUBTREE, filter, names, 0,
        NULL, NULL, &wait, most, ret_found);
}

/* ---- the person ---- */

static const char *text_or(const struct provider *p, const char *key, const char *fallback)
{
    const char *text = provider_text(p, key);
    return text == NULL ? fallback : text;
}

static const char *first_text(struct call *c, LDAP *ld, LDAPMessage *entry, const char *attribute)
{
    struct berval **values = ldap_get_values_len(ld, entry, attribute);
    const char *text = NULL;
    if (values != NULL && values[0] != NULL && values[0]->bv_len > 0)
        text = mem_strndup(c, values[0]->bv_val, values[0]->bv_len);
    ldap_value_free_len(values);
    return text;
}

/* The directory's own id of the entry, which a change of name leaves alone; else its name. */
static const char *subject_of(struct call *c, LDAP *ld, LDAPMessage *entry, const char *dn)
{
    const char *uuid = first_text(c, ld, entry, "entryUUID");
    struct berval **guid = ldap_get_values_len(ld, entry, "objectGUID");
    if (uuid == NULL && guid != NULL && guid[0] != NULL) {
        struct buf *b = buf_new(c);
        for (ber_len_t i = 0; i < guid[0]->bv_len; i++)
            buf_printf(b, "%02x", (unsigned char)guid[0]->bv_val[i]);
        uuid = b->data;
    }
    ldap_value_free_len(guid);
    return uuid == NULL ? dn : uuid;
}

static void add_group(struct identity *who, const char *name)
{
    if (name != NULL && who->n_groups < LIMIT_SSO_GROUPS)
        who->groups[who->n_groups++] = name;
}

/* By whole name and by the first part of it: either may stand in the settings. */
static void groups_of_entry(
    struct call *c, LDAP *ld, LDAPMessage *entry, const char *attribute, struct identity *who)
{
    struct berval **values = ldap_get_values_len(ld, entry, attribute);
    for (int i = 0; values != NULL && values[i] != NULL; i++) {
        const char *dn = mem_strndup(c, values[i]->bv_val, values[i]->bv_len);
        add_group(who, dn);
        add_group(who, ldap_first_value(c, dn));
    }
    ldap_value_free_len(values);
}

/* Where people do not carry their groups, the groups are asked which have this person. */
static int groups_by_search(
    struct call *c, LDAP *ld, const struct provider *p, const char *dn, struct identity *who)
{
    static const char *const attributes[] = {"cn", NULL};
    MESSAGE *found = NULL;
    const char *filter = provider_text(p, "group_filter");
    if (filter == NULL)
        return LDAP_SUCCESS;
    int result = search_for(
        ld, p, ldap_filter_fill(c, filter, "{dn}", dn), LIMIT_SSO_GROUPS, attributes, &found);
    if (result != LDAP_SUCCESS)
        return result;
    for (LDAPMessage *m = ldap_first_entry(ld, found); m != NULL; m = ldap_next_entry(ld, m))
        add_group(who, first_text(c, ld, m, "cn"));
    return LDAP_SUCCESS;
}

static void read_entry(struct call *c, LDAP *ld, const struct provider *p, LDAPMessage *entry,
    const char *login, const char *dn, struct identity *who)
{
    *who = (struct identity){
        .kind = PROVIDER_LDAP,
        .issuer = provider_text(p, "base"),
        .subject = subject_of(c, ld, entry, dn),
        .email = first_text(c, ld, entry, text_or(p, "mail_attribute", "mail")),
        .login = provider_on(p, "by_login") ? login : NULL,
        .new_login = login,
        .name = first_text(c, ld, entry, text_or(p, "name_attribute", "cn")),
        .groups = mem_array(c, const char *, LIMIT_SSO_GROUPS),
    };
    groups_of_entry(c, ld, entry, text_or(p, "group_attribute", "memberOf"), who);
}

/* *ret_dn: whose password it may be; a name that nobody has when the person is not there. */
static enum err find_person(struct call *c, LDAP *ld, const struct provider *p, const char *login,
    const char **ret_dn, struct identity *ret_who)
{
    MESSAGE *found = NULL;
    const char *filter =
        ldap_filter_fill(c, text_or(p, "filter", "(uid={login})"), "{login}", login);
    const char *attributes[] = {"entryUUID", "objectGUID", text_or(p, "mail_attribute", "mail"),
        text_or(p, "name_attribute", "cn"), text_or(p, "group_attribute", "memberOf"), NULL};
    int result = search_for(ld, p, filter, 2, attributes, &found);
    if (result != LDAP_SUCCESS && result != LDAP_SIZELIMIT_EXCEEDED)
        return failed(c, "search", result, "ldap_unreachable");
    if (result != LDAP_SUCCESS || ldap_count_entries(ld, found) != 1) {
        *ret_dn = mem_printf(c, "cn=kaname-nobody,%s", provider_text(p, "base"));
        return ERR_NOT_FOUND;
    }
    LDAPMessage *entry = ldap_first_entry(ld, found);
    char *dn = ldap_get_dn(ld, entry);
    *ret_dn = mem_strdup(c, dn == NULL ? "" : dn);
    ldap_memfree(dn);
    read_entry(c, ld, p, entry, login, *ret_dn, ret_who);
    result = groups_by_search(c, ld, p, *ret_dn, ret_who);
    return result == LDAP_SUCCESS ? ERR_OK : failed(c, "groups", result, "ldap_unreachable");
}

static enum err sign_in(struct call *c, const struct provider *p, const char *login,
    const char *password, struct identity *ret_identity)
{
    DIRECTORY *ld = NULL;
    struct identity who;
    const char *dn = "";
    enum err found = enter(c, p, &ld);
    if (found == ERR_OK)
        found = find_person(c, ld, p, login, &dn, &who);
    if (found != ERR_OK && found != ERR_NOT_FOUND)
        return problem_set(c->problem, ERR_UNAVAILABLE, "ldap_unreachable");
    int result = bind_as(ld, dn, password);
    if (result == LDAP_SERVER_DOWN || result == LDAP_TIMEOUT)
        return failed(c, "bind", result, "ldap_unreachable");
    if (found != ERR_OK || result != LDAP_SUCCESS || *dn == '\0')
        return ERR_NOT_FOUND;
    *ret_identity = who;
    return ERR_OK;
}

enum err ldap_sign_in(struct call *c, const struct provider *p, const char *login,
    const char *password, struct identity *ret_identity)
{
    /* A bind without a password succeeds as nobody (RFC 4513 §5.1.2). */
    if (*password == '\0' || *login == '\0' || provider_text(p, "base") == NULL)
        return ERR_NOT_FOUND;
    if (!fetch_enter())
        return problem_set(c->problem, ERR_UNAVAILABLE, "ldap_unreachable");
    enum err e = sign_in(c, p, login, password, ret_identity);
    fetch_leave();
    return e;
}

static enum err test(struct call *c, const struct provider *p)
{
    static const char *const attributes[] = {"1.1", NULL};
    DIRECTORY *ld = NULL;
    MESSAGE *found = NULL;
    enum err e = enter(c, p, &ld);
    if (e != ERR_OK)
        return e;
    const char *filter =
        ldap_filter_fill(c, text_or(p, "filter", "(uid={login})"), "{login}", "kaname-nobody");
    int result = search_for(ld, p, filter, 1, attributes, &found);
    return result == LDAP_SUCCESS ? ERR_OK : failed(c, "search", result, "ldap_base");
}

enum err ldap_test(struct call *c, const struct provider *p)
{
    if (!fetch_enter())
        return problem_set(c->problem, ERR_UNAVAILABLE, "ldap_unreachable");
    enum err e = test(c, p);
    fetch_leave();
    return e;
}

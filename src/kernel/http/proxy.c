#include "kernel/http/proxy.h"

#include "base/mem.h"

#include <arpa/inet.h>
#include <string.h>

static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

struct network {
    struct address at;
    int bits; /* of the sixteen bytes */
};

struct proxies {
    struct network *networks;
    size_t n;
};

bool address_parse(const char *text, struct address *ret_address)
{
    struct address a;
    if (inet_pton(AF_INET6, text, a.bytes) == 1) {
        *ret_address = a;
        return true;
    }
    memcpy(a.bytes, mapped, sizeof mapped);
    if (inet_pton(AF_INET, text, a.bytes + 12) != 1)
        return false;
    *ret_address = a;
    return true;
}

bool address_of_socket(const struct sockaddr *sa, struct address *ret_address)
{
    struct address a;
    if (sa->sa_family == AF_INET6) {
        memcpy(a.bytes, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr, 16);
    } else if (sa->sa_family == AF_INET) {
        memcpy(a.bytes, mapped, sizeof mapped);
        memcpy(a.bytes + 12, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, 4);
    } else {
        return false;
    }
    *ret_address = a;
    return true;
}

static bool is_v4(const struct address *a)
{
    return memcmp(a->bytes, mapped, sizeof mapped) == 0;
}

void address_format(const struct address *a, char ret_text[ADDRESS_TEXT_SIZE])
{
    bool v4 = is_v4(a);
    inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? a->bytes + 12 : a->bytes, ret_text, ADDRESS_TEXT_SIZE);
}

bool address_is_loopback(const struct address *a)
{
    static const unsigned char v6[16] = {[15] = 1};
    return is_v4(a) ? a->bytes[12] == 127 : memcmp(a->bytes, v6, 16) == 0;
}

bool address_is_private(const struct address *a)
{
    const unsigned char *b = a->bytes;
    if (address_is_loopback(a))
        return true;
    if (is_v4(a))
        return b[12] == 10 || (b[12] == 172 && (b[13] & 0xf0) == 16) ||
               (b[12] == 192 && b[13] == 168) || (b[12] == 169 && b[13] == 254);
    return (b[0] & 0xfe) == 0xfc || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80);
}

static bool in_network(const struct network *n, const struct address *a)
{
    int whole = n->bits / 8;
    int rest = n->bits % 8;
    if (memcmp(n->at.bytes, a->bytes, (size_t)whole) != 0)
        return false;
    unsigned char mask = (unsigned char)(0xff00 >> rest);
    return rest == 0 || ((n->at.bytes[whole] ^ a->bytes[whole]) & mask) == 0;
}

/* "192.168.0.0/24" */
static bool network_parse(char *text, struct network *ret_network)
{
    struct network n;
    char *slash = strchr(text, '/');
    if (slash != NULL)
        *slash = '\0';
    if (!address_parse(text, &n.at))
        return false;
    int most = is_v4(&n.at) ? 32 : 128;
    int bits = 0;
    const char *p = slash == NULL ? "" : slash + 1;
    for (; *p >= '0' && *p <= '9' && bits <= most; p++)
        bits = bits * 10 + (*p - '0');
    if (*p != '\0' || bits > most || (slash != NULL && slash[1] == '\0'))
        return false;
    n.bits = (slash == NULL ? most : bits) + 128 - most;
    *ret_network = n;
    return true;
}

enum err proxies_parse(
    const void *ctx, const char *text, struct problem *problem, struct proxies **ret_proxies)
{
    struct proxies *p = mem_new(ctx, struct proxies);
    for (const char *at = text == NULL ? "" : text; *at != '\0';) {
        at += strspn(at, ", \t");
        size_t len = strcspn(at, ", \t");
        if (len == 0)
            continue;
        char *one = mem_strndup(p, at, len);
        struct network network;
        if (!network_parse(one, &network)) {
            char *shown = mem_strndup(problem, at, len);
            mem_free(p);
            return problem_set_arg(problem, ERR_INVALID, "config_proxies", shown);
        }
        p->networks = mem_grow(p, p->networks, struct network, p->n + 1);
        p->networks[p->n++] = network;
        at += len;
    }
    *ret_proxies = p;
    return ERR_OK;
}

bool proxies_have(const struct proxies *p, const struct address *a)
{
    for (size_t i = 0; i < p->n; i++)
        if (in_network(&p->networks[i], a))
            return true;
    return false;
}

struct address proxies_client(
    const struct proxies *p, const struct address *peer, const char *forwarded_for)
{
    struct address client = *peer;
    size_t end = forwarded_for == NULL ? 0 : strlen(forwarded_for);
    while (end > 0 && proxies_have(p, &client)) {
        size_t start = end;
        while (start > 0 && forwarded_for[start - 1] != ',')
            start--;
        size_t from = start + strspn(forwarded_for + start, " \t");
        size_t len = strcspn(forwarded_for + from, ", \t");
        char text[ADDRESS_TEXT_SIZE];
        if (len >= sizeof text)
            break;
        memcpy(text, forwarded_for + from, len);
        text[len] = '\0';
        if (!address_parse(text, &client))
            break;
        end = start > 0 ? start - 1 : 0;
    }
    return client;
}

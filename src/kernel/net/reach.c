#include "kernel/net/reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

enum class { NEVER, PRIVATE, PUBLIC };

struct net4 {
    uint32_t address; /* in the host's order */
    int bits;
    enum class class;
};

#define IP4(a, b, c, d) \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* The special-purpose registry of IANA (RFC 6890); the first row that fits counts, none: public. */
static const struct net4 nets4[] = {
    {IP4(100, 100, 100, 200), 32, NEVER}, /* a cloud's metadata, inside shared space */
    {IP4(168, 63, 129, 16), 32, NEVER},   /* Azure's host agent, a public address by its looks */
    {IP4(0, 0, 0, 0), 8, NEVER}, {IP4(10, 0, 0, 0), 8, PRIVATE},
    {IP4(100, 64, 0, 0), 10, PRIVATE}, /* shared between a carrier and its customers */
    {IP4(127, 0, 0, 0), 8, PRIVATE}, {IP4(169, 254, 0, 0), 16, NEVER}, /* link-local, metadata */
    {IP4(172, 16, 0, 0), 12, PRIVATE}, {IP4(192, 0, 0, 0), 24, NEVER},
    {IP4(192, 0, 2, 0), 24, NEVER}, {IP4(192, 88, 99, 0), 24, NEVER},
    {IP4(192, 168, 0, 0), 16, PRIVATE}, {IP4(198, 18, 0, 0), 15, NEVER},
    {IP4(198, 51, 100, 0), 24, NEVER}, {IP4(203, 0, 113, 0), 24, NEVER},
    {IP4(224, 0, 0, 0), 3, NEVER}, /* multicast, reserved, broadcast */
};

struct net6 {
    uint8_t address[16];
    int bits;
    enum class class;
};

/* The first row that fits counts; none: never. Global unicast is 2000::/3. */
static const struct net6 nets6[] = {
    {{0xfd, 0x00, 0x0e, 0xc2}, 32, NEVER}, /* a cloud's metadata, inside unique local space */
    {{0xfc}, 7, PRIVATE},                  /* unique local */
    {{[15] = 1}, 128, PRIVATE},            /* ::1 */
    {{0x20, 0x01, 0x00}, 23, NEVER},       /* Teredo, ORCHID and the like */
    {{0x20, 0x01, 0x0d, 0xb8}, 32, NEVER}, /* documentation */
    {{0x20, 0x02}, 16, NEVER},             /* 6to4: an IPv4 address inside */
    {{0x3f, 0xff}, 20, NEVER},             /* documentation */
    {{0x20}, 3, PUBLIC},
};

/* IPv6 prefixes of 96 bits with an IPv4 address behind them. */
static const uint8_t with_ip4[][12] = {
    {[10] = 0xff, [11] = 0xff}, /* ::ffff:0:0/96, mapped */
    {0x00, 0x64, 0xff, 0x9b},   /* 64:ff9b::/96, NAT64 */
};

static enum class class4(uint32_t address) {
    for (size_t i = 0; i < sizeof nets4 / sizeof nets4[0]; i++){
        uint32_t mask = UINT32_MAX << (32 - nets4[i].bits);
        if ((address & mask) == nets4[i].address) return nets4[i].class;}
return PUBLIC;
}

static bool begins6(const uint8_t address[16], const struct net6 *net)
{
    size_t whole = (size_t)net->bits / 8;
    int rest = net->bits % 8;
    if (memcmp(address, net->address, whole) != 0)
        return false;
    uint8_t mask = (uint8_t)(0xff00 >> rest);
    return rest == 0 || (address[whole] & mask) == (net->address[whole] & mask);
}

static enum class class6(const uint8_t address[16]) {
    for (size_t i = 0; i < sizeof with_ip4 / sizeof with_ip4[0];
         i++) if (memcmp(address, with_ip4[i], sizeof with_ip4[i]) ==
                  0) return class4(IP4(address[12], address[13], address[14], address[15]));
    for (size_t i = 0; i < sizeof nets6 / sizeof nets6[0];
         i++) if (begins6(address, &nets6[i])) return nets6[i]
        .class;
    return NEVER;
}

static bool allows(enum reach reach, enum class class)
{
    return class == PUBLIC || (class == PRIVATE && reach == REACH_PRIVATE);
}

bool reach_allows(enum reach reach, const struct sockaddr *address)
{
    struct sockaddr_in ip4;
    struct sockaddr_in6 ip6;
    if (address->sa_family == AF_INET) {
        memcpy(&ip4, address, sizeof ip4);
        return allows(reach, class4(ntohl(ip4.sin_addr.s_addr)));
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(&ip6, address, sizeof ip6);
    return allows(reach, class6(ip6.sin6_addr.s6_addr));
}

bool reach_allows_host(enum reach reach, const char *host)
{
    struct sockaddr_in ip4 = {.sin_family = AF_INET};
    struct sockaddr_in6 ip6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, host, &ip4.sin_addr) == 1)
        return reach_allows(reach, (const struct sockaddr *)&ip4);
    if (inet_pton(AF_INET6, host, &ip6.sin6_addr) == 1)
        return reach_allows(reach, (const struct sockaddr *)&ip6);
    return true;
}

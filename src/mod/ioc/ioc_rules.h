/* What an indicator is, written so that nothing opens it by accident, and back. Pure. */
#ifndef KANAME_MOD_IOC_IOC_RULES_H
#define KANAME_MOD_IOC_IOC_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* X(name, key): message "enum.ioc_type.<key>". A text is the first of these that it can be. */
#define IOC_TYPE_LIST(X)    \
    X(IOC_MD5, "md5")       \
    X(IOC_SHA1, "sha1")     \
    X(IOC_SHA256, "sha256") \
    X(IOC_IPV4, "ipv4")     \
    X(IOC_IPV6, "ipv6")     \
    X(IOC_URL, "url")       \
    X(IOC_EMAIL, "email")   \
    X(IOC_FILE, "file")     \
    X(IOC_DOMAIN, "domain") \
    X(IOC_OTHER, "other")

#define IOC_TYPE_ENUM(name, key) name,
enum ioc_type { IOC_TYPE_LIST(IOC_TYPE_ENUM) IOC_TYPE_MAX };
#undef IOC_TYPE_ENUM

/* Whether a text can be one of that type. Of a network "192.0.2.0/24" too. IOC_FILE by itself is
 * what ends as files do; said to be one, any name is. */
bool ioc_is(enum ioc_type type, const char *value);
enum ioc_type ioc_type_of(const char *value);

/* As the network knows it, trimmed and under ctx: "hxxps://evil[.]example" is
 * "https://evil.example". */
char *ioc_refang(const void *ctx, const char *text);
/* Sums, names and addresses in small letters: what is the same is the same text. Under ctx. */
const char *ioc_plain(const void *ctx, enum ioc_type type, const char *value);
/* So that nothing makes a link of it: "hxxps://evil[.]example/a.php". Under ctx. */
const char *ioc_defang(const void *ctx, enum ioc_type type, const char *value);

#endif

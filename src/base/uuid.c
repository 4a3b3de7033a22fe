#include "base/uuid.h"

#include <glib.h>
#include <sodium.h>
#include <string.h>

struct uuid uuid_new(int64_t now_ms)
{
    struct uuid id;
    randombytes_buf(id.bytes, sizeof id.bytes);
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (uint8_t)((uint64_t)now_ms >> (40 - 8 * i));
    id.bytes[6] = (uint8_t)(0x70 | (id.bytes[6] & 0x0f));
    id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

struct uuid uuid_named(const struct uuid *space, const void *name, size_t len)
{
    enum { SHA1_SIZE = 20 };
    guint8 sum[SHA1_SIZE];
    gsize n = sizeof sum;
    struct uuid id;
    GChecksum *sha1 = g_checksum_new(G_CHECKSUM_SHA1);
    g_checksum_update(sha1, space->bytes, UUID_SIZE);
    if (len > 0)
        g_checksum_update(sha1, name, (gssize)len);
    g_checksum_get_digest(sha1, sum, &n);
    g_checksum_free(sha1);
    memcpy(id.bytes, sum, sizeof id.bytes);
    id.bytes[6] = (uint8_t)(0x50 | (id.bytes[6] & 0x0f));
    id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

static bool dash_before(int byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void uuid_format(const struct uuid *id, char ret_text[UUID_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    char *p = ret_text;
    for (int i = 0; i < UUID_SIZE; i++) {
        if (dash_before(i))
            *p++ = '-';
        *p++ = digits[id->bytes[i] >> 4];
        *p++ = digits[id->bytes[i] & 15];
    }
    *p = '\0';
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool uuid_parse(const char *text, struct uuid *ret_id)
{
    if (strlen(text) != UUID_TEXT_SIZE - 1)
        return false;
    struct uuid id;
    const char *p = text;
    for (int i = 0; i < UUID_SIZE; i++) {
        if (dash_before(i) && *p++ != '-')
            return false;
        int high = hex(p[0]);
        int low = hex(p[1]);
        if (high < 0 || low < 0)
            return false;
        id.bytes[i] = (uint8_t)(high << 4 | low);
        p += 2;
    }
    *ret_id = id;
    return true;
}

#include "mod/custody/custody_rules.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static char plain(char c)
{
    static const char ALLOWED[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return c != '\0' && strchr(ALLOWED, c) != NULL ? c : '_';
}

void custody_name(int64_t no, const char *name, char ret_name[CUSTODY_NAME_SIZE])
{
    size_t len = (size_t)snprintf(ret_name, CUSTODY_NAME_SIZE, "%03" PRId64 "-", no);
    size_t all = strlen(name), room = CUSTODY_NAME_SIZE - 1 - len;
    const char *from = all > room ? name + (all - room) : name; /* the end says what kind it is */
    for (; *from != '\0'; from++)
        ret_name[len++] = plain(*from);
    ret_name[len] = '\0';
}

void custody_tar_head(
    const char *path, int64_t size, int64_t at_ms, unsigned char ret_head[TAR_BLOCK])
{
    enum { MODE = 100, UID = 108, GID = 116, SIZE = 124, TIME = 136, SUM = 148, TYPE = 156 };
    enum { MAGIC = 257, SUM_SIZE = 8, NAME = 100, NUMBER = 12, SECOND = 1000 };
    static const char USTAR[] = {'u', 's', 't', 'a', 'r', '\0', '0', '0'};
    unsigned sum = 0;
    char *head = (char *)ret_head;
    memset(ret_head, 0, TAR_BLOCK);
    snprintf(head, NAME, "%s", path);
    snprintf(head + MODE, SUM_SIZE, "%07o", 0444U);
    snprintf(head + UID, SUM_SIZE, "%07o", 0U);
    snprintf(head + GID, SUM_SIZE, "%07o", 0U);
    snprintf(head + SIZE, NUMBER, "%011" PRIo64, size);
    snprintf(head + TIME, NUMBER, "%011" PRIo64, at_ms / SECOND);
    memset(head + SUM, ' ', SUM_SIZE);
    head[TYPE] = '0';
    memcpy(head + MAGIC, USTAR, sizeof USTAR);
    for (int i = 0; i < TAR_BLOCK; i++)
        sum += ret_head[i];
    snprintf(head + SUM, SUM_SIZE - 1, "%06o", sum);
    head[SUM + SUM_SIZE - 1] = ' ';
}

enum { DER_SIZE = 44 };

static void der_of(const uint8_t key[32], uint8_t ret_der[DER_SIZE])
{
    static const uint8_t PREFIX[] = {
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    memcpy(ret_der, PREFIX, sizeof PREFIX);
    memcpy(ret_der + sizeof PREFIX, key, 32);
}

struct digest custody_key_sum(const uint8_t key[32])
{
    uint8_t der[DER_SIZE];
    der_of(key, der);
    return digest_of(der, sizeof der);
}

void custody_pem(const uint8_t key[32], char ret_pem[CUSTODY_PEM_SIZE])
{
    uint8_t der[DER_SIZE];
    char text[64];
    der_of(key, der);
    sodium_bin2base64(text, sizeof text, der, sizeof der, sodium_base64_VARIANT_ORIGINAL);
    snprintf(ret_pem, CUSTODY_PEM_SIZE,
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n", text);
}

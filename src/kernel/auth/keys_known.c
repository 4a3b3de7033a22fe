#include "kernel/auth/keys_known.h"

#include "base/mem.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LINE_ROOM = 200 };

/* ---- in memory ---- */

void keys_known_put(const void *ctx, struct keys_known *list, const uint8_t key[KEYS_PUBLIC_SIZE],
    const struct uuid *org)
{
    if (list->n == list->room) {
        list->room = list->room == 0 ? 8 : 2 * list->room;
        list->at = mem_grow(ctx, list->at, struct keys_known_one, list->room);
    }
    struct keys_known_one *one = &list->at[list->n++];
    *one = (struct keys_known_one){.all = org == NULL};
    if (org != NULL)
        one->org = *org;
    memcpy(one->key, key, KEYS_PUBLIC_SIZE);
}

static bool is_for(const struct keys_known_one *one, const struct uuid *org)
{
    return one->all || (org != NULL && memcmp(&one->org, org, sizeof *org) == 0);
}

const uint8_t (*keys_known_of(const void *ctx, const struct keys_known *list,
    const struct uuid *org, size_t *ret_n))[KEYS_PUBLIC_SIZE]
{
    uint8_t *keys = mem_array(ctx, uint8_t, (list->n + 1) * KEYS_PUBLIC_SIZE);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (is_for(&list->at[i], org))
            memcpy(keys + KEYS_PUBLIC_SIZE * n++, list->at[i].key, KEYS_PUBLIC_SIZE);
    *ret_n = n;
    return (const uint8_t(*)[KEYS_PUBLIC_SIZE])keys;
}

/* ---- in files ---- */

static bool is_there(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 || errno != ENOENT;
}

static const char *list_of(const void *ctx, const char *key_file)
{
    return mem_printf(ctx, "%s.known", key_file);
}

static bool take_line(const void *ctx, char *line, struct keys_known *list)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    struct uuid org;
    const char *end = NULL;
    size_t len = 0;
    line[strcspn(line, "\r\n")] = '\0';
    if (sodium_hex2bin(key, sizeof key, line, strcspn(line, " "), NULL, &len, &end) != 0 ||
        len != KEYS_PUBLIC_SIZE)
        return false;
    if (*end == '\0')
        return true;
    if (!uuid_parse(end + 1, &org))
        return false;
    keys_known_put(ctx, list, key, &org);
    return true;
}

static enum err read_list(
    const void *ctx, const char *path, struct problem *problem, struct keys_known *list)
{
    char line[LINE_ROOM];
    FILE *in = is_there(path) ? fopen(path, "re") : NULL;
    bool ok = in != NULL || !is_there(path);
    while (in != NULL && ok && fgets(line, sizeof line, in) != NULL)
        ok = take_line(ctx, line, list);
    if (in != NULL)
        fclose(in);
    return ok ? ERR_OK : problem_set_arg(problem, ERR_INTERNAL, "keys_damaged", path);
}

enum err keys_known_read(
    const void *ctx, const char *key_file, struct problem *problem, struct keys_known *list)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    struct keys *own = NULL;
    if (is_there(key_file)) {
        enum err e = keys_open(ctx, key_file, false, problem, &own);
        if (e != ERR_OK)
            return e;
        keys_public(own, key);
        keys_known_put(ctx, list, key, NULL);
    }
    return read_list(ctx, list_of(ctx, key_file), problem, list);
}

static bool among(
    const struct keys_known *list, const uint8_t key[KEYS_PUBLIC_SIZE], const struct uuid *org)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_for(&list->at[i], org) && memcmp(list->at[i].key, key, KEYS_PUBLIC_SIZE) == 0)
            return true;
    return false;
}

enum err keys_known_add(const void *ctx, const char *key_file, struct problem *problem,
    const struct uuid *org, const uint8_t (*keys)[KEYS_PUBLIC_SIZE], size_t n)
{
    char hex[KEYS_PUBLIC_TEXT_SIZE];
    char uid[UUID_TEXT_SIZE];
    struct keys_known known = {.n = 0};
    const char *path = list_of(ctx, key_file);
    enum err e = keys_known_read(ctx, key_file, problem, &known);
    FILE *out = e == ERR_OK ? fopen(path, "ae") : NULL; /* the program's umask: 0600 */
    bool ok = out != NULL;
    uuid_format(org, uid);
    for (size_t i = 0; ok && i < n; i++) {
        sodium_bin2hex(hex, sizeof hex, keys[i], KEYS_PUBLIC_SIZE);
        ok = among(&known, keys[i], org) || fprintf(out, "%s %s\n", hex, uid) > 0;
    }
    if (out != NULL)
        ok = fclose(out) == 0 && ok;
    if (e != ERR_OK || ok)
        return e;
    return problem_set_arg(problem, ERR_INTERNAL, "file_not_written", path);
}

#include "kernel/auth/keys_known.h"

#include "base/mem.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { KNOWN_MOST = 64, LINE_ROOM = 200 };

static bool is_there(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 || errno != ENOENT;
}

static const char *list_of(const void *ctx, const char *key_file)
{
    return mem_printf(ctx, "%s.known", key_file);
}

static bool parse(const char *line, uint8_t ret_key[KEYS_PUBLIC_SIZE])
{
    size_t len = 0;
    return sodium_hex2bin(
               ret_key, KEYS_PUBLIC_SIZE, line, strcspn(line, "\r\n"), NULL, &len, NULL) == 0 &&
           len == KEYS_PUBLIC_SIZE;
}

static enum err read_list(const char *path, struct problem *problem, size_t most,
    uint8_t (*keys)[KEYS_PUBLIC_SIZE], size_t *n)
{
    char line[LINE_ROOM];
    FILE *in = is_there(path) ? fopen(path, "re") : NULL;
    bool ok = in != NULL || !is_there(path);
    while (in != NULL && ok && *n < most && fgets(line, sizeof line, in) != NULL)
        ok = parse(line, keys[(*n)++]);
    if (in != NULL)
        fclose(in);
    return ok ? ERR_OK : problem_set_arg(problem, ERR_INTERNAL, "keys_damaged", path);
}

enum err keys_known(const void *ctx, const char *key_file, struct problem *problem, size_t most,
    uint8_t (*ret_keys)[KEYS_PUBLIC_SIZE], size_t *ret_n)
{
    struct keys *own = NULL;
    size_t n = 0;
    if (most > 0 && is_there(key_file)) {
        enum err e = keys_open(ctx, key_file, false, problem, &own);
        if (e != ERR_OK)
            return e;
        keys_public(own, ret_keys[n++]);
    }
    enum err e = read_list(list_of(ctx, key_file), problem, most, ret_keys, &n);
    if (e == ERR_OK)
        *ret_n = n;
    return e;
}

static bool among(uint8_t (*keys)[KEYS_PUBLIC_SIZE], size_t n, const uint8_t key[KEYS_PUBLIC_SIZE])
{
    for (size_t i = 0; i < n; i++)
        if (memcmp(keys[i], key, KEYS_PUBLIC_SIZE) == 0)
            return true;
    return false;
}

enum err keys_known_add(const void *ctx, const char *key_file, struct problem *problem,
    const uint8_t (*keys)[KEYS_PUBLIC_SIZE], size_t n)
{
    uint8_t known[KNOWN_MOST][KEYS_PUBLIC_SIZE];
    char hex[KEYS_PUBLIC_TEXT_SIZE];
    size_t n_known = 0;
    const char *path = list_of(ctx, key_file);
    enum err e = keys_known(ctx, key_file, problem, KNOWN_MOST, known, &n_known);
    FILE *out = e == ERR_OK ? fopen(path, "ae") : NULL; /* the program's umask: 0600 */
    bool ok = out != NULL;
    for (size_t i = 0; ok && i < n; i++)
        if (!among(known, n_known, keys[i]))
            ok = fprintf(out, "%s\n", sodium_bin2hex(hex, sizeof hex, keys[i], KEYS_PUBLIC_SIZE)) >
                 0;
    if (out != NULL)
        ok = fclose(out) == 0 && ok;
    if (e != ERR_OK || ok)
        return e;
    return problem_set_arg(problem, ERR_INTERNAL, "file_not_written", path);
}

#include "app/config.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, NUMBER };

struct row {
    const char *key;
    enum kind kind;
    size_t at; /* in struct settings */
    long min, max;
    const char *const *choices; /* NULL: any text */
};

static const char *const metrics_choices[] = {"local", "private", "all", NULL};
static const char *const tls_choices[] = {"required", "offered", "off", NULL};
static const char *const log_choices[] = {"debug", "info", "warn", "error", NULL};

static const char *const network_choices[] = {"public", "private", NULL};
static const char *const plain_choices[] = {"no", "loopback", NULL};

static const struct row rows[] = {
    {"ca_file", TEXT, offsetof(struct settings, config.ca_file), 0, 0, NULL},
    {"connections_per_address", NUMBER, offsetof(struct settings, config.connections_per_address),
        0, 12000, NULL},
    {"database", TEXT, offsetof(struct settings, config.database), 0, 0, NULL},
    {"key_file", TEXT, offsetof(struct settings, config.key_file), 0, 0, NULL},
    {"listen", TEXT, offsetof(struct settings, config.listen), 0, 0, NULL},
    {"log_level", TEXT, offsetof(struct settings, log_level), 0, 0, log_choices},
    {"mail_from", TEXT, offsetof(struct settings, config.mail_from), 0, 0, NULL},
    {"metrics", TEXT, offsetof(struct settings, config.metrics), 0, 0, metrics_choices},
    {"plain_sign_in", TEXT, offsetof(struct settings, config.plain_sign_in), 0, 0, plain_choices},
    {"port", NUMBER, offsetof(struct settings, config.port), 0, 65535, NULL},
    {"proxies", TEXT, offsetof(struct settings, config.proxies), 0, 0, NULL},
    {"public_url", TEXT, offsetof(struct settings, config.public_url), 0, 0, NULL},
    {"return_address", TEXT, offsetof(struct settings, config.return_address), 0, 0, NULL},
    {"return_ca_file", TEXT, offsetof(struct settings, config.return_ca_file), 0, 0, NULL},
    {"return_minutes", NUMBER, offsetof(struct settings, config.return_minutes), 1, 1440, NULL},
    {"return_password", TEXT, offsetof(struct settings, config.return_password), 0, 0, NULL},
    {"return_tls", TEXT, offsetof(struct settings, config.return_tls), 0, 0, tls_choices},
    {"return_url", TEXT, offsetof(struct settings, config.return_url), 0, 0, NULL},
    {"return_user", TEXT, offsetof(struct settings, config.return_user), 0, 0, NULL},
    {"smtp_attempts", NUMBER, offsetof(struct settings, config.smtp_attempts), 1, 100, NULL},
    {"smtp_ca_file", TEXT, offsetof(struct settings, config.smtp_ca_file), 0, 0, NULL},
    {"smtp_password", TEXT, offsetof(struct settings, config.smtp_password), 0, 0, NULL},
    {"smtp_retry_seconds", NUMBER, offsetof(struct settings, config.smtp_retry_seconds), 1, 3600,
        NULL},
    {"smtp_tls", TEXT, offsetof(struct settings, config.smtp_tls), 0, 0, tls_choices},
    {"smtp_url", TEXT, offsetof(struct settings, config.smtp_url), 0, 0, NULL},
    {"smtp_user", TEXT, offsetof(struct settings, config.smtp_user), 0, 0, NULL},
    {"spool_dir", TEXT, offsetof(struct settings, config.spool_dir), 0, 0, NULL},
    {"webhook_attempts", NUMBER, offsetof(struct settings, config.webhook_attempts), 1, 100, NULL},
    {"webhook_networks", TEXT, offsetof(struct settings, config.webhook_networks), 0, 0,
        network_choices},
    {"webhook_retry_seconds", NUMBER, offsetof(struct settings, config.webhook_retry_seconds), 1,
        3600, NULL},
    {"workers", NUMBER, offsetof(struct settings, config.workers), 0, 64, NULL},
};

enum { N_ROWS = sizeof rows / sizeof rows[0], DEFAULT_PORT = 8080, LINE_MAX_BYTES = 4096 };

static const struct settings defaults = {
    .config = {.database = "sqlite:kaname.db",
        .listen = "127.0.0.1",
        .port = DEFAULT_PORT,
        .key_file = "kaname.key",
        .proxies = "",
        .metrics = "local",
        .spool_dir = "/var/tmp",
        .return_tls = "required",
        .return_minutes = 5,
        .smtp_tls = "required",
        .smtp_retry_seconds = 60,
        .smtp_attempts = 30,
        .webhook_networks = "public",
        .webhook_retry_seconds = 30,
        .webhook_attempts = 12},
    .log_level = "info",
};

static bool chosen(const struct row *row, const char *value)
{
    if (row->choices == NULL)
        return true;
    for (const char *const *c = row->choices; *c != NULL; c++)
        if (strcmp(*c, value) == 0)
            return true;
    return false;
}

static bool number_read(const struct row *row, const char *value, int *ret_number)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0 || number < row->min || number > row->max)
        return false;
    *ret_number = (int)number;
    return true;
}

enum err config_set(const void *ctx, struct settings *s, const char *key, const char *value,
    struct problem *problem)
{
    for (int i = 0; i < N_ROWS; i++) {
        const struct row *row = &rows[i];
        char *place = (char *)s + row->at;
        if (strcmp(row->key, key) != 0)
            continue;
        bool ok = utf8_ok(value, strlen(value)) && chosen(row, value);
        if (ok && row->kind == NUMBER)
            ok = number_read(row, value, (int *)(void *)place);
        if (!ok)
            return problem_set_arg(problem, ERR_INVALID, "config_value", key);
        if (row->kind == TEXT)
            *(const char **)(void *)place = mem_strdup(ctx, value);
        return ERR_OK;
    }
    return problem_set_arg(problem, ERR_INVALID, "config_key", key);
}

/* Cuts spaces at both ends, in place. */
static char *trimmed(char *text)
{
    text += strspn(text, " \t");
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        n--;
    text[n] = '\0';
    return text;
}

static enum err line_read(
    const void *ctx, char *line, int number, struct settings *s, struct problem *problem)
{
    char *text = trimmed(line);
    if (*text == '\0' || *text == '#')
        return ERR_OK;
    char *equals = strchr(text, '=');
    if (equals == NULL)
        return problem_set_arg(
            problem, ERR_INVALID, "config_line", mem_printf(problem, "%d", number));
    *equals = '\0';
    return config_set(ctx, s, trimmed(text), trimmed(equals + 1), problem);
}

static enum err file_read(
    const void *ctx, const char *path, bool must, struct settings *s, struct problem *problem)
{
    char line[LINE_MAX_BYTES];
    FILE *in = fopen(path, "re");
    if (in == NULL && errno == ENOENT && !must)
        return ERR_OK;
    if (in == NULL)
        return problem_set_arg(problem, ERR_INVALID, "config_file", path);
    enum err e = ERR_OK;
    for (int n = 1; e == ERR_OK && fgets(line, sizeof line, in) != NULL; n++)
        e = line_read(ctx, line, n, s, problem);
    if (e == ERR_OK && ferror(in))
        e = problem_set_arg(problem, ERR_INVALID, "config_file", path);
    fclose(in);
    return e;
}

/* "key_file" is KANAME_KEY_FILE. */
static const char *from_environment(const char *key)
{
    char name[64];
    snprintf(name, sizeof name, "KANAME_%s", key);
    for (char *p = name; *p != '\0'; p++)
        *p = (char)toupper((unsigned char)*p);
    return getenv(name);
}

static enum err environment_read(const void *ctx, struct settings *s, struct problem *problem)
{
    enum err e = ERR_OK;
    for (int i = 0; i < N_ROWS && e == ERR_OK; i++) {
        const char *value = from_environment(rows[i].key);
        if (value != NULL && *value != '\0')
            e = config_set(ctx, s, rows[i].key, value, problem);
    }
    return e;
}

enum err config_load(const void *ctx, struct problem *problem, struct settings *ret_settings)
{
    struct settings s = defaults;
    const char *path = getenv("KANAME_CONFIG");
    bool named = path != NULL && *path != '\0';
    enum err e = file_read(ctx, named ? path : "/etc/kaname.conf", named, &s, problem);
    if (e == ERR_OK)
        e = environment_read(ctx, &s, problem);
    if (e == ERR_OK)
        *ret_settings = s;
    return e;
}

void config_finish(const void *ctx, struct settings *s)
{
    const char *url = s->config.public_url;
    size_t len = url == NULL ? 0 : strlen(url);
    while (len > 0 && url[len - 1] == '/') /* paths are put behind it */
        len--;
    s->config.public_url = len == 0 ? mem_printf(ctx, "http://localhost:%d", s->config.port)
                                    : mem_strndup(ctx, url, len);
}

/* Settings of the program: /etc/kaname.conf (`key = value`, # begins a comment), then the
 * environment (KANAME_KEY), then options of the command line. The later wins. */
#ifndef KANAME_APP_CONFIG_H
#define KANAME_APP_CONFIG_H

#include "kernel/app.h"

struct settings {
    struct config config;
    const char *log_level; /* "debug", "info", "warn", "error" */
};

/* Reads file and environment. KANAME_CONFIG names another file, which then must exist. ERR_INVALID
 * names the setting or line. Texts are allocated under `ctx`. */
enum err config_load(const void *ctx, struct problem *problem, struct settings *ret_settings);

/* Sets one, as an option does. ERR_INVALID: no such setting, or a value it cannot have. */
enum err config_set(const void *ctx, struct settings *s, const char *key, const char *value,
    struct problem *problem);

/* Fills what was not set and depends on other settings. */
void config_finish(const void *ctx, struct settings *s);

#endif

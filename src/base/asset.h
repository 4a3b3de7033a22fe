/* Files built into the program: migrations, catalogues, messages, the web UI. */
#ifndef KANAME_BASE_ASSET_H
#define KANAME_BASE_ASSET_H

#include <stddef.h>

struct asset {
    const char
        *name; /* path in the project or in the web build, e.g. "migrations/0001_kernel.sql" */
    const char *data; /* not NUL-terminated */
    size_t len;
    const char *etag; /* hex of the first 16 bytes of the SHA-256, without quotes */
};

/* NULL: no such asset. */
const struct asset *asset_find(const char *name);

/* All assets in order of name; *ret_n is their number. Those of a folder stand together. */
const struct asset *asset_all(size_t *ret_n);

#endif

/* UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Sixteen bytes inside,
 * lower-case text at the edge. */
#ifndef KANAME_BASE_UUID_H
#define KANAME_BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UUID_SIZE = 16, UUID_TEXT_SIZE = 37 /* with the NUL */ };

struct uuid {
    uint8_t bytes[UUID_SIZE];
};

struct uuid uuid_new(int64_t now_ms);
/* Version 5: the same name in the same space is the same id. What formats ask for; it hides
 * nothing, as SHA-1 of a guessed name is quickly made. */
struct uuid uuid_named(const struct uuid *space, const void *name, size_t len);
void uuid_format(const struct uuid *id, char ret_text[UUID_TEXT_SIZE]);
bool uuid_parse(const char *text, struct uuid *ret_id);

#endif

/* UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Sixteen bytes inside,
 * lower-case text at the edge. */
#ifndef KANAME_BASE_UUID_H
#define KANAME_BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

enum { UUID_SIZE = 16, UUID_TEXT_SIZE = 37 /* with the NUL */ };

struct uuid {
    uint8_t bytes[UUID_SIZE];
};

struct uuid uuid_new(int64_t now_ms);
void uuid_format(const struct uuid *id, char ret_text[UUID_TEXT_SIZE]);
bool uuid_parse(const char *text, struct uuid *ret_id);

#endif

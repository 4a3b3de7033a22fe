/* Bytes as text that stands in URLs and JSON unchanged: base64url without padding (RFC 4648 §5). */
#ifndef KANAME_BASE_BASE64URL_H
#define KANAME_BASE_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters for so many bytes. */
#define BASE64URL_LENGTH(bytes) (((bytes)*4 + 2) / 3)

char *base64url_format(const void *ctx, const void *data, size_t len);

/* Under ctx. False: another alphabet, padding, loose bits. NULL and "" are no bytes: false. */
bool base64url_parse(const void *ctx, const char *text, uint8_t **ret_data, size_t *ret_len);

#endif

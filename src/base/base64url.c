#include "base/base64url.h"

#include "base/mem.h"

#include <sodium.h>
#include <string.h>

static const int FORM = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

char *base64url_format(const void *ctx, const void *data, size_t len)
{
    size_t room = sodium_base64_encoded_len(len, FORM);
    char *text = mem_zalloc(ctx, room, "base64url");
    return sodium_bin2base64(text, room, data, len, FORM);
}

bool base64url_parse(const void *ctx, const char *text, uint8_t **ret_data, size_t *ret_len)
{
    size_t n = text == NULL ? 0 : strlen(text), len = 0;
    uint8_t *data = mem_zalloc(ctx, n + 1, "base64url");
    if (n == 0 || sodium_base642bin(data, n, text, n, NULL, &len, NULL, FORM) != 0)
        return false;
    *ret_data = data;
    *ret_len = len;
    return true;
}

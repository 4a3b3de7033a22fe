#include "kernel/auth/qr.h"

#include "base/buf.h"

#include <qrencode.h>
#include <stdbool.h>

static bool dark(const QRcode *code, int x, int y)
{
    return x < code->width && (code->data[y * code->width + x] & 1) != 0;
}

/* The dark runs of a row. */
static void put_row(struct buf *b, const QRcode *code, int y)
{
    for (int x = 0; x < code->width; x++) {
        int from = x;
        while (dark(code, x, y))
            x++;
        if (x > from)
            buf_printf(b, "M%d %dh%dv1h-%dz", from, y, x - from, x - from);
    }
}

char *qr_path(const void *ctx, const char *text, int *ret_size)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    if (code == NULL)
        return NULL;
    struct buf *b = buf_new(ctx);
    for (int y = 0; y < code->width; y++)
        put_row(b, code, y);
    *ret_size = code->width;
    QRcode_free(code);
    return b->data;
}

/* A QR code as the path of an SVG: one square a module, without the quiet zone around. */
#ifndef KANAME_KERNEL_AUTH_QR_H
#define KANAME_KERNEL_AUTH_QR_H

/* The path's data under ctx, in a square of *ret_size units; NULL: the text is too long for one. */
char *qr_path(const void *ctx, const char *text, int *ret_size);

#endif

/* Names and types of files in HTTP headers (RFC 6266, RFC 8187). Pure. */
#ifndef KANAME_KERNEL_FILE_FILE_NAME_H
#define KANAME_KERNEL_FILE_FILE_NAME_H

#include <stddef.h>

/* `attachment; filename="report.pdf"; filename*=UTF-8''%E5%A0%B1...` for a UTF-8 name. Characters
 * that could end the parameter, name a folder or hide the extension do not survive. Under ctx. */
char *file_disposition(const void *ctx, const char *name);

/* The type when it is type/subtype of RFC 9110 tokens without parameters, else
 * application/octet-stream. Under ctx. */
char *file_media_type(const void *ctx, const char *given);

/* What the first bytes of a file say it is (PDF, pictures, ZIP and what is kept in one); a type
 * claimed that they belie is application/octet-stream. Nothing relies on it: every file leaves as
 * an attachment. Under ctx. */
char *file_media_look(const void *ctx, const char *given, const void *head, size_t len);

#endif

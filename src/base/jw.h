/* jw, the JSON writer: writes JSON into a buffer as it goes. The caller keeps begin and end
 * balanced; commas and escaping are done here. Text must be UTF-8 (checked at the door, see
 * utf8.h). */
#ifndef KANAME_BASE_JW_H
#define KANAME_BASE_JW_H

#include "base/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct jw {
    struct buf *buf;
    bool comma; /* the next value at this level needs a comma before it */
};

struct jw jw_init(struct buf *buf);

void jw_obj_begin(struct jw *w);
void jw_obj_end(struct jw *w);
void jw_arr_begin(struct jw *w);
void jw_arr_end(struct jw *w);
/* `key` is one of our own constants or has been escaped by jw_key_text's caller: not escaped. */
void jw_key(struct jw *w, const char *key);
void jw_key_text(struct jw *w, const char *key); /* a key from data: escaped */

void jw_str(struct jw *w, const char *text); /* NULL writes null */
void jw_strn(struct jw *w, const char *text, size_t n);
void jw_int(struct jw *w, int64_t value);
/* The shortest decimal that reads back the same; NaN and infinity write null. */
void jw_num(struct jw *w, double value);
void jw_bool(struct jw *w, bool value);
void jw_null(struct jw *w);
void jw_raw(struct jw *w, const char *json);    /* a value that is JSON already */
void jw_json(struct jw *w, const json_t *json); /* NULL writes null */
void jw_instant(struct jw *w, int64_t ms);      /* as RFC 3339, in UTC */

/* Key and value at once. */
void jw_kstr(struct jw *w, const char *key, const char *text);
void jw_kint(struct jw *w, const char *key, int64_t value);
void jw_knum(struct jw *w, const char *key, double value);
void jw_kbool(struct jw *w, const char *key, bool value);
void jw_kraw(struct jw *w, const char *key, const char *json);
void jw_kjson(struct jw *w, const char *key, const json_t *json);
void jw_kinstant(struct jw *w, const char *key, int64_t ms); /* 0 writes null */

#endif

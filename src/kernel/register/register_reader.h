/* Inside the register engine only: the routes of records' readers (kernel/reader). */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_READER_H
#define KANAME_KERNEL_REGISTER_REGISTER_READER_H

#include "kernel/register/register_lost.h"
#include "kernel/register/register_private.h"

void readers_write(struct jw *w, const struct readers *readers);
/* The body's people and roles; what is wrong with them goes to the call's problem. */
enum err readers_of_body(struct req *r, struct readers *ret);
/* Whether the caller is among them. */
bool readers_mine(const struct call *c, const struct readers *readers);
/* Puts `after` in the place of `before`, with an audit entry; `reason` NULL: none. */
enum err readers_change(struct call *c, const struct reg_def *def, const struct reg_loaded *record,
    const struct readers *before, const struct readers *after, const char *reason);
int64_t readers_version(struct call *c, const struct readers *readers);

/* register_reader_lost.c: records that no reader can open any more. Whoever may appoint readers
 * learns their numbers, and gives them readers without having seen them. */
enum err readers_api_lost(struct req *r);
enum err readers_api_appoint(struct req *r);
extern const struct shape SHAPE_READERS_LOST, SHAPE_READERS_APPOINT;

enum err readers_api_get(struct req *r);
enum err readers_api_set(struct req *r);
extern const struct shape SHAPE_READERS, SHAPE_READERS_BODY;

#endif

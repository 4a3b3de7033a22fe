/* Inside the register engine only: the routes of records' readers (kernel/reader). */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_READER_H
#define KANAME_KERNEL_REGISTER_REGISTER_READER_H

#include "kernel/register/register_private.h"

enum err readers_api_get(struct req *r);
enum err readers_api_set(struct req *r);
extern const struct shape SHAPE_READERS, SHAPE_READERS_BODY;

#endif

/* A loss model as JSON, format "kaname-loss/1" (docs/admin/loss-format.md). */
#ifndef KANAME_MOD_LOSS_LOSS_FILE_H
#define KANAME_MOD_LOSS_LOSS_FILE_H

#include "kernel/shape.h"
#include "mod/loss/loss.h"

enum { LOSS_FILE_SEED = 1 }; /* where a file names none */

struct loss_file {
    struct loss_model model;
    uint64_t seed;
    uint32_t years;
};

extern const struct shape SHAPE_LOSS_FILE, SHAPE_LOSS_QUANTITY;

/* How a quantity is said in a field that another table holds. */
#define LOSS_QUANTITY_FIELD(name, needed)                                                     \
    {                                                                                         \
        .key = (name), .type = FIELD_OBJECT, .flags = (needed), .shape = &SHAPE_LOSS_QUANTITY \
    }
#define LOSS_SHARE_FIELD(name, needed)                                          \
    {                                                                           \
        .key = (name), .type = FIELD_NUM, .flags = (needed), .min = 0, .max = 1 \
    }

/* Reads and checks a model; its texts and lists live as long as ctx. ERR_MALFORMED, or ERR_INVALID
 * with every place that is wrong and its limit in `problem`. */
enum err loss_file_read(const void *ctx, const char *data, size_t len, struct problem *problem,
    struct loss_file *ret_file);

#endif

/* POST /sheets/import: a sheet from a file, in our own format or one that is converted to it. */
#ifndef KANAME_KERNEL_SHEET_SHEET_IMPORT_H
#define KANAME_KERNEL_SHEET_SHEET_IMPORT_H

#include "kernel/http/req.h"

enum err sheet_import(struct req *r);
extern const struct shape SHAPE_SHEET_IMPORT_QUERY;
extern const struct shape SHAPE_SHEET_IMPORT;

#endif

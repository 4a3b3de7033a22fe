/* For modules whose register takes files of a format of its own: what such a file holds is made a
 * table (CSV with the fields' keys as header) and goes on as any table into a register does –
 * columns, dry run by line, taking, undo. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_IMPORT_TABLE_H
#define KANAME_KERNEL_REGISTER_REGISTER_IMPORT_TABLE_H

#include "kernel/register/register.h"

/* Of the route that does so: its query (name, sheet, header_line) and its answer. */
extern const struct shape SHAPE_IMPORT_QUERY, SHAPE_IMPORT;

/* Begins an import of the table into the register and answers the request with it. `key`: the field
 * by which records of such tables are found again, proposed where nobody has chosen another; NULL:
 * none. Outside transactions; the table's descriptor stays the caller's. */
enum err reg_import_table(
    struct req *r, const struct reg_def *def, const struct upload *table, const char *key);

#endif

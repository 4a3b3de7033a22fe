/* An Excel book being written into an unlinked file of the spool folder, in constant memory: rows
 * of a sheet are written from top to bottom (libxlsxwriter). Reading is kernel/table/table.h. */
#ifndef KANAME_KERNEL_TABLE_BOOK_OUT_H
#define KANAME_KERNEL_TABLE_BOOK_OUT_H

#include "base/clock.h"
#include "base/err.h"

#include <stdint.h>
#include <xlsxwriter.h>

#define BOOK_MEDIA "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

struct book_out {
    lxw_workbook *book;
    int fd;
};

/* A book on a file that is open for reading and writing, and empty: workbook_close writes it there.
 * Rows on their way lie in `tmp_dir` (NULL: the system's). The descriptor stays the caller's. NULL:
 * no room. */
lxw_workbook *book_out_on(int fd, const char *tmp_dir);

/* ERR_STORAGE_FULL. Ended by book_out_close or book_out_drop. */
enum err book_out_open(const char *spool_dir, struct book_out *ret_book);
/* Writes what is open; the file is the caller's. ERR_STORAGE_FULL: the file is closed. */
enum err book_out_close(struct book_out *book, int64_t *ret_size);
void book_out_drop(struct book_out *book);

/* A day as a cell holds it. False for what lies before 1900, where Excel's days begin: that is
 * written as text. */
bool book_out_date(struct date d, lxw_datetime *ret_when);

#endif

#include "kernel/table/book_out.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

lxw_workbook *book_out_on(int fd, const char *tmp_dir)
{
    char path[64];
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)tmp_dir};
    /* The library takes a name only; this one is the descriptor itself. */
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return workbook_new_opt(path, &options);
}

enum err book_out_open(const char *spool_dir, struct book_out *ret_book)
{
    struct book_out b = {.fd = open(spool_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)};
    if (b.fd < 0)
        return ERR_STORAGE_FULL;
    b.book = book_out_on(b.fd, spool_dir);
    if (b.book == NULL) {
        close(b.fd);
        return ERR_STORAGE_FULL;
    }
    *ret_book = b;
    return ERR_OK;
}

enum err book_out_close(struct book_out *book, int64_t *ret_size)
{
    bool written = workbook_close(book->book) == LXW_NO_ERROR;
    off_t size = lseek(book->fd, 0, SEEK_END);
    if (!written || size < 0) {
        close(book->fd);
        return ERR_STORAGE_FULL;
    }
    *ret_size = size;
    return ERR_OK;
}

bool book_out_date(struct date d, lxw_datetime *ret_when)
{
    enum { FIRST_YEAR = 1900 };
    if (d.year < FIRST_YEAR)
        return false;
    *ret_when = (lxw_datetime){.year = d.year, .month = d.month, .day = d.day};
    return true;
}

void book_out_drop(struct book_out *book)
{
    if (workbook_close(book->book) == LXW_NO_ERROR)
        lseek(book->fd, 0, SEEK_SET);
    close(book->fd);
}

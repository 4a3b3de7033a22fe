/* Cases in VERIS into the register of outside cases. */
#include "mod/intel/veris_file.h"

#include "base/limits.h"
#include "kernel/file/file.h"
#include "kernel/register/register_import_table.h"
#include "mod/intel/intel.h"
#include "mod/intel/intel_private.h"

#include <string.h>
#include <unistd.h>

static enum err write_all(int fd, const char *data, size_t len)
{
    for (size_t at = 0; at < len;) {
        ssize_t n = write(fd, data + at, len - at);
        if (n <= 0)
            return ERR_STORAGE_FULL;
        at += (size_t)n;
    }
    return lseek(fd, 0, SEEK_SET) == 0 ? ERR_OK : ERR_INTERNAL;
}

enum err veris_add(struct req *r)
{
    const char *csv = NULL;
    struct upload table = {.fd = -1, .name = r->upload.name, .media_type = "text/csv"};
    enum err e = veris_file_table(r, r->upload.fd, r->call.problem, &csv);
    if (e == ERR_OK)
        e = file_spool_open(r->call.app, &table.fd);
    if (e != ERR_OK)
        return e;
    table.size = (int64_t)strlen(csv);
    e = write_all(table.fd, csv, strlen(csv));
    if (e == ERR_OK)
        e = reg_import_table(r, &REG_OUTSIDE_CASES, &table);
    close(table.fd);
    return e;
}

/* Cases in VERIS into the register of outside cases. */
#include "mod/intel/veris_file.h"

#include "base/csv_out.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/file/file.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_import_table.h"
#include "mod/intel/intel.h"
#include "mod/intel/intel_private.h"
#include "mod/intel/veris_rules.h"

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

/* The table with its columns called as the register's fields are. */
static const char *with_labels(const struct call *c, const char *csv)
{
#define KEY(name, key) key,
    static const char *const keys[] = {VERIS_CELL_LIST(KEY)};
#undef KEY
    const char *labels[VERIS_CELL_MAX];
    for (size_t i = 0; i < VERIS_CELL_MAX; i++)
        labels[i] = msg_get(c->lang, mem_printf(c, "reg.outside_case.%s", keys[i]));
    struct buf *b = buf_new(c);
    csv_out_row(b, labels, VERIS_CELL_MAX);
    const char *rows = strchr(csv, '\n');
    buf_str(b, rows == NULL ? "" : rows + 1);
    return b->data;
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
    csv = with_labels(&r->call, csv);
    table.size = (int64_t)strlen(csv);
    e = write_all(table.fd, csv, strlen(csv));
    if (e == ERR_OK)
        e = reg_import_table(r, &REG_OUTSIDE_CASES, &table, "reference");
    close(table.fd);
    return e;
}

/* Makes a report document (report_doc.h) into what people read: a page, a paper, a workbook.
 * Every form says the same, in Japanese or English. The same document gives the same bytes every
 * time: nothing here asks for the time or the machine.
 *
 * All refuse a document that is not of the format: ERR_INVALID, the places in `problem`. `lang`:
 * "ja" or "en"; NULL: the document's default. `ctx` is scratch memory, too: give one that dies
 * soon. Not quick enough for an I/O thread: 10,000 rows take tenths of a second (HTML) to seconds
 * (PDF). */
#ifndef KANAME_MOD_REPORT_RENDER_H
#define KANAME_MOD_REPORT_RENDER_H

#include "base/buf.h"
#include "base/problem.h"

#include <jansson.h>

/* One HTML page that needs no other file and runs no script. */
enum err report_html(const void *ctx, const json_t *doc, const char *lang, struct problem *problem,
    struct buf **ret_html);

/* PDF, A4, fonts embedded, written to `fd` from its present offset; not closed.
 * ERR_UNAVAILABLE with detail report_font when the font IPAexGothic is not installed,
 * ERR_STORAGE_FULL when `fd` takes no more. */
enum err report_pdf(
    const void *ctx, const json_t *doc, const char *lang, int fd, struct problem *problem);

/* Excel workbook (.xlsx): a summary with native charts, the text, and a sheet for each table, with
 * real numbers and dates. `fd`: a regular file open for reading and writing, which is overwritten
 * whole. `tmp_dir`: where the library keeps rows meanwhile; NULL: the system's. */
enum err report_xlsx(const void *ctx, const json_t *doc, const char *lang, int fd,
    const char *tmp_dir, struct problem *problem);

#endif

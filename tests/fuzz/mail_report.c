/* Mails that came back, as anybody may send them: what is found is plain, ends, and fits. */
#include "kernel/mail/mail_report.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void want_plain(const char *text, size_t room)
{
    size_t n = strnlen(text, room);
    if (n == room)
        abort();
    for (size_t i = 0; i < n; i++)
        if (text[i] < 0x20 || text[i] >= 0x7f)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mail_report r;
    char status[REPORT_STATUS_SIZE];
    mail_report_parse((const char *)data, size, &r);
    want_plain(r.words, sizeof r.words);
    for (size_t i = 0; i < r.n_to; i++)
        want_plain(r.to[i], REPORT_TEXT_SIZE);
    for (size_t i = 0; i < r.n_ids; i++)
        want_plain(r.ids[i], REPORT_TEXT_SIZE);
    if (r.found && (!mail_status_find(r.status, status) || strcmp(status, r.status) != 0))
        abort();
    return 0;
}

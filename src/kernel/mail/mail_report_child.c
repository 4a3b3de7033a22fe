/* Reports are taken apart in a child: the message is whatever anybody sends to the address. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/child/child_answer.h"
#include "kernel/mail/mail_report.h"

#include <string.h>
#include <unistd.h>

enum { ANSWER_MOST = 32 * 1024, ANSWER_DEPTH = 4 };

/* ---- the child's side: one JSON object ---- */

static json_t *list_json(char list[REPORT_TEXTS][REPORT_TEXT_SIZE], size_t n)
{
    json_t *json = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(json, json_string(list[i]));
    return json;
}

static void run(int in, FILE *out, const char *arg)
{
    void *ctx = mem_context(NULL, 0);
    struct mail_report *r = mem_new(ctx, struct mail_report);
    char *data = mem_array(ctx, char, LIMIT_MAIL_REPORT);
    (void)arg;
    mail_report_parse(data, child_read_in(in, data, LIMIT_MAIL_REPORT), r);
    json_t *json = json_pack("{s:b, s:b, s:s, s:s, s:o, s:o}", "found", r->found, "failed",
        r->failed, "status", r->status, "words", r->words, "to", list_json(r->to, r->n_to), "ids",
        list_json(r->ids, r->n_ids));
    json_dumpf(json, out, JSON_COMPACT);
}

const struct child_work MAIL_REPORT_CHILD = {"mail_report", NULL, run};

/* ---- our side: nothing that comes is believed ---- */

/* Printable and short enough; else as if it had not come. */
static bool take(char *ret_text, size_t size, const json_t *json)
{
    const char *text = json_string_value(json);
    size_t n = text == NULL ? 0 : strlen(text);
    if (n >= size)
        return false;
    for (size_t i = 0; i < n; i++)
        if (text[i] < 0x20 || text[i] >= 0x7f)
            return false;
    if (n > 0)
        memcpy(ret_text, text, n);
    ret_text[n] = '\0';
    return true;
}

static size_t list_take(char list[REPORT_TEXTS][REPORT_TEXT_SIZE], const json_t *json)
{
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(json) && n < REPORT_TEXTS; i++)
        n += take(list[n], REPORT_TEXT_SIZE, json_array_get(json, i));
    return n;
}

static void answer_take(const json_t *json, struct mail_report *ret)
{
    struct mail_report r = {.found = json_is_true(json_object_get(json, "found")),
        .failed = json_is_true(json_object_get(json, "failed"))};
    char status[REPORT_STATUS_SIZE];
    bool good = take(r.status, sizeof r.status, json_object_get(json, "status")) &&
                take(r.words, sizeof r.words, json_object_get(json, "words"));
    r.found = r.found && good && mail_status_find(r.status, status);
    r.n_to = list_take(r.to, json_object_get(json, "to"));
    r.n_ids = list_take(r.ids, json_object_get(json, "ids"));
    *ret = r;
}

enum err mail_report_read(int fd, struct mail_report *ret_report)
{
    struct child child;
    json_t *json = NULL;
    enum err e = child_start(&MAIL_REPORT_CHILD, fd, NULL, &child);
    if (e != ERR_OK)
        return e;
    void *ctx = mem_context(NULL, 0);
    char *data = mem_array(ctx, char, ANSWER_MOST);
    size_t len = fread(data, 1, ANSWER_MOST, child.from);
    (void)child_end(&child);
    *ret_report = (struct mail_report){.found = false};
    if (len < ANSWER_MOST &&
        json_in_parse(ctx, data, len, ANSWER_DEPTH, problem_new(ctx), &json) == ERR_OK)
        answer_take(json, ret_report);
    mem_free(ctx);
    return ERR_OK;
}

#include "mod/report/report_file.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/file/file_name.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_issue.h"
#include "mod/report/report_render.h"
#include "mod/report/report_store.h"

#include <string.h>
#include <unistd.h>

#define FORM_KEY(name, key) key,
static const char *const form_keys[] = {REPORT_FORM_LIST(FORM_KEY)};
static const char *const medias[REPORT_FORM_MAX] = {
    [REPORT_FORM_JSON] = "application/json",
    [REPORT_FORM_HTML] = "text/html; charset=utf-8",
    [REPORT_FORM_PDF] = "application/pdf",
    [REPORT_FORM_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const char *report_form_key(enum report_form form)
{
    return form_keys[form];
}

bool report_form_parse(const char *key, enum report_form *ret_form)
{
    for (int i = 0; i < REPORT_FORM_MAX; i++)
        if (strcmp(form_keys[i], key) == 0) {
            *ret_form = (enum report_form)i;
            return true;
        }
    return false;
}

const char *report_form_media(enum report_form form)
{
    return medias[form];
}

enum err report_write(
    struct call *c, const json_t *doc, enum report_form form, const char *lang, int fd)
{
    struct buf *page = NULL;
    const char *text;
    enum err e;
    switch (form) {
    case REPORT_FORM_HTML:
        e = report_html(c, doc, lang, c->problem, &page);
        return e == ERR_OK ? fd_write_all(fd, page->data, page->len) : e;
    case REPORT_FORM_PDF:
        return report_pdf(c, doc, lang, fd, c->problem);
    case REPORT_FORM_XLSX:
        return report_xlsx(c, doc, lang, fd, c->app->config.spool_dir, c->problem);
    default:
        text = report_doc_bytes(c, doc);
        return fd_write_all(fd, text, strlen(text));
    }
}

/* "RP-2026-0001_評価結果報告.pdf"; in English its English title. */
static const char *file_name(
    struct call *c, const json_t *doc, enum report_form form, const char *lang)
{
    const json_t *titles = json_object_get(doc, "title");
    const char *title = body_text(titles, lang);
    if (title == NULL)
        title = json_string_value(json_object_iter_value(json_object_iter((json_t *)titles)));
    return mem_printf(
        c, "%s_%s.%s", body_text(doc, "number"), title == NULL ? "" : title, report_form_key(form));
}

static size_t cells_of(const json_t *doc)
{
    size_t n = 0;
    size_t i, j;
    const json_t *section, *block;
    json_array_foreach(json_object_get(doc, "sections"), i, section)
    {
        json_array_foreach(json_object_get(section, "blocks"), j, block) n +=
            json_array_size(json_object_get(block, "rows")) *
            json_array_size(json_object_get(block, "columns"));
    }
    return n;
}

static const char *digest_of_doc(struct call *c, const json_t *doc)
{
    const char *bytes = report_doc_bytes(c, doc);
    struct digest d = digest_of(bytes, strlen(bytes));
    char *text = mem_array(c, char, DIGEST_TEXT_SIZE);
    digest_format(&d, text);
    return text;
}

/* ---- the job ---- */

static enum err keep_bytes(
    struct call *c, int fd, const char *name, enum report_form form, struct file_info *ret_info)
{
    int64_t size = lseek(fd, 0, SEEK_END);
    if (size < 0 || lseek(fd, 0, SEEK_SET) != 0)
        return ERR_INTERNAL;
    char *data = mem_array(c, char, size + 1);
    for (int64_t at = 0; at < size;) {
        ssize_t n = read(fd, data + at, (size_t)(size - at));
        if (n <= 0)
            return ERR_INTERNAL;
        at += n;
    }
    return file_store_bytes(c, name, report_form_media(form), data, (size_t)size, ret_info);
}

/* Puts the file into the place of the one made of an earlier state of the document. */
static enum err link_file(struct call *c, int64_t issue_id, enum report_form form, const char *lang,
    const char *digest, const struct file_info *info)
{
    int64_t old = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = file_make_ready(c, info->id);
    if (e == ERR_OK)
        e = report_store_file_set(c, issue_id, report_form_key(form), lang, digest, info->id, &old);
    if (e == ERR_OK && old != 0)
        e = file_remove(c, old);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static enum err make_file(
    struct call *c, int64_t issue_id, const json_t *doc, enum report_form form, const char *lang)
{
    struct file_info info;
    int64_t known = 0;
    int fd = -1;
    const char *digest = digest_of_doc(c, doc);
    if (report_store_file(c, issue_id, report_form_key(form), lang, digest, &known) == ERR_OK)
        return ERR_OK;
    enum err e = file_spool_open(c->app, &fd);
    if (e != ERR_OK)
        return e;
    e = report_write(c, doc, form, lang, fd);
    if (e == ERR_OK)
        e = keep_bytes(c, fd, file_name(c, doc, form, lang), form, &info);
    close(fd);
    return e == ERR_OK ? link_file(c, issue_id, form, lang, digest, &info) : e;
}

static enum err document_of(struct call *c, const char *id, int64_t *ret_row, json_t **ret_doc)
{
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_find(c, &REG_REPORT_ISSUES, id, ret_row);
    if (e == ERR_OK)
        e = report_issue_document(c, id, ret_doc);
    tx_abort(c);
    return e;
}

/* One form and language as the payload says, or all of them. */
static enum err run(struct call *c, struct job *job)
{
    static const char *const langs[] = {"ja", "en"};
    enum report_form wanted = REPORT_FORM_MAX;
    const json_t *payload = job_payload(job);
    const char *form_text = body_text(payload, "format");
    const char *lang = body_text(payload, "language");
    int64_t row = 0;
    int done = 0;
    json_t *doc = NULL;
    bool one = form_text != NULL && report_form_parse(form_text, &wanted);
    enum err e = document_of(c, body_text(payload, "issue"), &row, &doc);
    for (int form = REPORT_FORM_HTML; form < REPORT_FORM_MAX; form++)
        for (size_t i = 0; i < 2 && e == ERR_OK && !job_cancelled(job); i++) {
            if (one && (form != (int)wanted || strcmp(langs[i], lang) != 0))
                continue;
            e = make_file(c, row, doc, (enum report_form)form, langs[i]);
            job_progress(job, ++done / (one ? 1.0 : 6.0), NULL);
        }
    if (e == ERR_OK)
        job_result(job, payload);
    return e;
}

const struct job_kind report_job_kind = {.name = "report_files", .run = run};

static enum err ask(
    struct call *c, const char *id, const char *form, const char *lang, struct uuid *ret_job)
{
    json_t *payload = json_pack("{s:s}", "issue", id);
    if (form != NULL)
        json_object_set_new(payload, "format", json_string(form));
    if (lang != NULL)
        json_object_set_new(payload, "language", json_string(lang));
    json_in_keep(c, payload);
    const struct job_new job = {
        .kind = report_job_kind.name,
        .payload = payload,
        .unique_key = mem_printf(
            c, "report:%s:%s:%s", id, form == NULL ? "" : form, lang == NULL ? "" : lang),
    };
    return job_add(c, &job, ret_job);
}

enum err report_files_ask(struct call *c, const struct reg_record *record)
{
    struct uuid job;
    char id[UUID_TEXT_SIZE];
    uuid_format(&record->uid, id);
    return ask(c, id, NULL, NULL, &job);
}

enum err report_file_ask(
    struct call *c, const char *id, enum report_form form, const char *lang, struct uuid *ret_job)
{
    struct report_issue issue;
    enum err e = report_issue_load(c, id, false, &issue);
    return e == ERR_OK ? ask(c, issue.number, report_form_key(form), lang, ret_job) : e;
}

enum err report_files_remove(struct call *c, int64_t issue_id)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum err e = report_store_files_take(c, issue_id, &ids, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = file_remove(c, ids[i]);
    return e;
}

/* ---- answering ---- */

/* A page made here has no script and fetches nothing: the browser is told so, and that no other
 * page may hold it. */
static void page_headers(struct req *r)
{
    resp_header(r, "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'");
}

static void name_header(struct req *r, const char *name, enum report_form form)
{
    const char *attachment = file_disposition(r, name);
    bool shown = form == REPORT_FORM_HTML || form == REPORT_FORM_PDF;
    resp_header(r, "Content-Disposition",
        shown ? mem_printf(r, "inline%s", attachment + strlen("attachment")) : attachment);
}

static enum err send_made(struct req *r, const json_t *doc, enum report_form form, const char *lang)
{
    int fd = -1;
    if (form == REPORT_FORM_HTML) /* text goes compressed */
        return report_html(r, doc, lang, r->call.problem, &r->resp.body);
    enum err e = file_spool_open(r->call.app, &fd);
    if (e == ERR_OK)
        e = report_write(&r->call, doc, form, lang, fd);
    int64_t size = e == ERR_OK ? lseek(fd, 0, SEEK_END) : -1;
    if (size < 0) {
        if (fd >= 0)
            close(fd);
        return e == ERR_OK ? ERR_INTERNAL : e;
    }
    r->resp.fd = fd;
    r->resp.fd_size = size;
    return ERR_OK;
}

/* The file made before, if the document is still the same; ERR_NOT_FOUND. */
static enum err send_kept(
    struct req *r, int64_t row, const json_t *doc, enum report_form form, const char *lang)
{
    struct file_info info;
    int64_t file_id = 0;
    int fd = -1;
    enum err e = report_store_file(
        &r->call, row, report_form_key(form), lang, digest_of_doc(&r->call, doc), &file_id);
    if (e == ERR_OK)
        e = file_find(&r->call, file_id, &info);
    if (e == ERR_OK)
        e = file_spool(&r->call, &info, &fd);
    if (e != ERR_OK)
        return e;
    r->resp.fd = fd;
    r->resp.fd_size = info.size;
    return ERR_OK;
}

static enum err send_json(struct req *r, const json_t *doc)
{
    struct jw w = resp_json(r);
    jw_raw(&w, report_doc_bytes(r, doc));
    r->resp.media_type = "application/json";
    return ERR_OK;
}

enum err report_file_send(struct req *r, const char *id, enum report_form form, const char *lang)
{
    json_t *doc = NULL;
    int64_t row = 0;
    enum err e = document_of(&r->call, id, &row, &doc);
    return e == ERR_OK ? report_file_send_doc(r, row, doc, form, lang) : e;
}

enum err report_file_send_doc(
    struct req *r, int64_t row, const json_t *doc, enum report_form form, const char *lang)
{
    if (form == REPORT_FORM_JSON)
        return send_json(r, doc);
    enum err e = row == 0 ? ERR_NOT_FOUND : send_kept(r, row, doc, form, lang);
    if (e == ERR_NOT_FOUND && form != REPORT_FORM_HTML && cells_of(doc) > REPORT_DIRECT_CELLS)
        e = problem_set(r->call.problem, ERR_CONFLICT, "report_large");
    else if (e == ERR_NOT_FOUND)
        e = send_made(r, doc, form, lang);
    if (e != ERR_OK)
        return e;
    r->resp.media_type = report_form_media(form);
    name_header(r, file_name(&r->call, doc, form, lang), form);
    if (form == REPORT_FORM_HTML)
        page_headers(r);
    return ERR_OK;
}

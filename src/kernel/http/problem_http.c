#include "kernel/http/problem_http.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/i18n/msg.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_SIZE = 24 };

/* Echoes of what was sent may be cut within a character; JSON must not be. */
static const char *shown(const char *text)
{
    return text == NULL || utf8_ok(text, strlen(text)) ? text : "?";
}

static const char *number(char text[NUMBER_SIZE], bool has, int64_t value)
{
    snprintf(text, NUMBER_SIZE, "%" PRId64, value);
    return has ? text : "";
}

static const char *detail_text(void *ctx, const struct problem *p, const char *lang)
{
    char limit[NUMBER_SIZE];
    struct msg_arg args[] = {
        {"arg", shown(p->arg)},
        {"limit", number(limit, p->has_limit, p->limit)},
    };
    return msg_format(ctx, lang, mem_printf(ctx, "error.detail.%s", p->detail), args, 2);
}

static const char *field_text(void *ctx, const struct problem_field *f, const char *lang)
{
    char limit[NUMBER_SIZE];
    struct msg_arg args[] = {
        {"value", shown(f->value)},
        {"limit", number(limit, f->has_limit, f->limit)},
    };
    return msg_format(ctx, lang, mem_printf(ctx, "error.field.%s", f->code), args, 2);
}

static void write_detail(struct jw *w, void *ctx, const struct problem *p, const char *lang)
{
    jw_kstr(w, "detail", detail_text(ctx, p, lang));
    if (p->has_limit)
        jw_kint(w, "limit", p->limit);
}

static void write_field(struct jw *w, void *ctx, const struct problem_field *f, const char *lang)
{
    jw_obj_begin(w);
    jw_kstr(w, "pointer", shown(f->pointer));
    jw_kstr(w, "code", f->code);
    jw_kstr(w, "message", field_text(ctx, f, lang));
    if (f->value != NULL)
        jw_kstr(w, "value", shown(f->value));
    if (f->has_limit)
        jw_kint(w, "limit", f->limit);
    jw_obj_end(w);
}

static void write_fields(struct jw *w, void *ctx, const struct problem *p, const char *lang)
{
    jw_key(w, "errors");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_fields; i++)
        write_field(w, ctx, &p->fields[i], lang);
    jw_arr_end(w);
    if (p->more_fields > 0)
        jw_kint(w, "more_errors", (int64_t)p->more_fields);
}

void problem_write(struct jw *w, enum err e, const struct problem *problem, const char *lang,
    const char *request_id)
{
    void *ctx = mem_context(w->buf, 0);
    const char *code = err_code(e);
    jw_obj_begin(w);
    jw_kstr(w, "type", mem_printf(ctx, "urn:kaname:error:%s", code));
    jw_kstr(w, "title", msg_get(lang, mem_printf(ctx, "error.%s", code)));
    jw_kint(w, "status", err_status(e));
    if (problem != NULL && problem->detail != NULL)
        write_detail(w, ctx, problem, lang);
    jw_kstr(w, "code", code);
    if (request_id != NULL)
        jw_kstr(w, "request_id", request_id);
    if (problem != NULL && problem->n_fields > 0)
        write_fields(w, ctx, problem, lang);
    if (problem != NULL && problem->extra_key != NULL)
        jw_kraw(w, problem->extra_key, problem->extra_json);
    jw_obj_end(w);
    mem_free(ctx);
}

void problem_text(struct buf *out, enum err e, const struct problem *problem, const char *lang)
{
    void *ctx = mem_context(out, 0);
    if (problem->detail != NULL)
        buf_str(out, detail_text(ctx, problem, lang));
    else
        buf_str(out, msg_get(lang, mem_printf(ctx, "error.%s", err_code(e))));
    for (size_t i = 0; i < problem->n_fields; i++) {
        const struct problem_field *f = &problem->fields[i];
        buf_printf(out, " %s: %s", shown(f->pointer), field_text(ctx, f, lang));
    }
    mem_free(ctx);
}

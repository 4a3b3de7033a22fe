#include "mod/assessment/assessment_average.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_store.h"

#include <string.h>

enum err assessment_set_remove(struct call *c, const struct average_set *set, int64_t *ret_n)
{
    struct average_row *rows = NULL;
    size_t n = 0;
    enum err e = assessment_store_set_rows(c, set, &rows, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        char id[UUID_TEXT_SIZE];
        uuid_format(&rows[i].uid, id);
        e = reg_delete(c, &REG_INDUSTRY_AVERAGES, id, rows[i].version);
    }
    if (e == ERR_OK)
        *ret_n = (int64_t)n;
    return e;
}

static bool same_set(const struct average_set *a, const struct average_set *b)
{
    return strcmp(a->sheet_key, b->sheet_key) == 0 && strcmp(a->source, b->source) == 0 &&
           strcmp(a->as_of, b->as_of) == 0 && a->sample == b->sample;
}

/* The parts of one set stand together, one for each industry. Returns how many. */
static size_t write_set(struct jw *w, const struct average_part *parts, size_t n)
{
    size_t k = 0;
    int64_t rows = 0;
    int64_t loaded_at_ms = 0;
    jw_obj_begin(w);
    jw_kstr(w, "sheet_key", parts->set.sheet_key);
    jw_kstr(w, "source", parts->set.source);
    jw_kstr(w, "as_of", parts->set.as_of);
    jw_kbool(w, "sample", parts->set.sample);
    jw_key(w, "industries");
    jw_arr_begin(w);
    for (; k < n && same_set(&parts[k].set, &parts->set); k++) {
        jw_str(w, parts[k].industry);
        rows += parts[k].rows;
        if (parts[k].loaded_at_ms > loaded_at_ms)
            loaded_at_ms = parts[k].loaded_at_ms;
    }
    jw_arr_end(w);
    jw_kint(w, "rows", rows);
    jw_kinstant(w, "loaded_at", loaded_at_ms);
    jw_obj_end(w);
    return k;
}

enum err assessment_sets_get(struct req *r)
{
    struct call *c = &r->call;
    struct average_part *parts = NULL;
    size_t n = 0;
    int64_t total = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = assessment_store_parts(c, &parts, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; total++)
        i += write_set(&w, &parts[i], n - i);
    jw_arr_end(&w);
    jw_kint(&w, "total", total);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err assessment_set_delete(struct req *r)
{
    const char *sample = req_query(r, "sample");
    const struct average_set set = {
        .sheet_key = req_query(r, "sheet"),
        .source = req_query(r, "source"),
        .as_of = req_query(r, "as_of"),
        .sample = sample != NULL && strcmp(sample, "true") == 0,
    };
    int64_t n = 0;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = assessment_set_remove(&r->call, &set, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

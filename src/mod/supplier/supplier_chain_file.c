/* The ranking of suppliers as CSV or as a book of Excel. */
#include "base/csv_out.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "mod/supplier/supplier_chain.h"

#include <string.h>

enum column {
    COL_RANK,
    COL_NUMBER,
    COL_NAME,
    COL_TIER,
    COL_BUSINESSES,
    COL_IMPORTANT,
    COL_OWN,
    COL_ABOVE,
    COL_KNOWN,
    COL_RISK,
    COL_STOPS,
    COLUMNS
};

static const char *const heads[COLUMNS] = {"supplier.chain.rank", "reg.number", "reg.supplier.name",
    "supplier.chain.tier", "supplier.chain.businesses", "supplier.chain.important",
    "supplier.chain.own", "supplier.chain.above", "supplier.chain.known", "reg.supplier.risk",
    "supplier.chain.stops"};

/* What a row of the table stands in: text, or a number where `text` is NULL. */
struct cell {
    const char *text;
    int number;
};

struct table {
    struct call *c;
    const struct supplier_chain *chain;
    const char *below[CHAIN_BELOWS], *with, *without; /* words */
    struct buf *csv;                                  /* NULL: a book */
    lxw_worksheet *sheet;
    lxw_format *head;
    lxw_row_t row;
};

static const char *stops_of(const struct table *t, int place)
{
    struct buf *names = buf_new(t->c);
    for (int i = 0; i < t->chain->n_businesses; i++)
        if (chain_load_has(&t->chain->load, place, i)) {
            if (names->len > 0)
                buf_char(names, '\n');
            buf_str(names, t->chain->businesses[i].ref.title);
        }
    return names->len == 0 ? "" : names->data;
}

static const char *risk_word(const struct table *t, const char *risk)
{
    if (risk == NULL)
        return "";
    return strcmp(risk, "with") == 0 ? t->with : t->without;
}

static void put_row(struct table *t, const struct cell cells[COLUMNS])
{
    const char *texts[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        const char *text = cells[i].text;
        texts[i] = text != NULL ? text : mem_printf(t->c, "%d", cells[i].number);
        if (t->csv != NULL)
            continue;
        if (text != NULL)
            worksheet_write_string(
                t->sheet, t->row, (lxw_col_t)i, text, t->row == 0 ? t->head : NULL);
        else
            worksheet_write_number(t->sheet, t->row, (lxw_col_t)i, cells[i].number, NULL);
    }
    if (t->csv != NULL)
        csv_out_row(t->csv, texts, COLUMNS);
    t->row++;
}

static void put_head(struct table *t)
{
    struct cell cells[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        cells[i] = (struct cell){msg_get(t->c->lang, heads[i]), 0};
    put_row(t, cells);
}

static void put_firm(struct table *t, int place, const struct chain_face *face)
{
    const struct supplier_chain *chain = t->chain;
    struct cell cells[COLUMNS] = {
        [COL_RANK] = {NULL, (int)t->row},
        [COL_NUMBER] = {face->firm.number, 0},
        [COL_NAME] = {face->firm.title, 0},
        [COL_TIER] = {NULL, chain->all.tiers[place]},
        [COL_BUSINESSES] = {NULL, chain_load_count(&chain->load, place, NULL)},
        [COL_IMPORTANT] = {NULL, chain_load_count(&chain->load, place, chain->important)},
        [COL_OWN] = {NULL, chain_load_count(&chain->own, place, NULL)},
        [COL_ABOVE] = {NULL, chain_count(&chain->graph.above, place, CHAIN_ANY)},
        [COL_KNOWN] = {t->below[supplier_chain_below(chain, &chain->all, place)], 0},
        [COL_RISK] = {risk_word(t, face->risk), 0},
        [COL_STOPS] = {stops_of(t, place), 0},
    };
    put_row(t, cells);
}

static enum err put_all(struct table *t)
{
    struct chain_face *faces = NULL;
    int n = 0;
    const int *places = supplier_chain_ranked(t->c, t->chain, &n);
    int64_t *ids = mem_array(t->c, int64_t, n + 1);
    for (int i = 0; i < n; i++)
        ids[i] = t->chain->firms[places[i]].id;
    enum err e = supplier_store_chain_faces(t->c, ids, (size_t)n, &faces);
    if (e != ERR_OK)
        return e;
    put_head(t);
    for (int i = 0; i < n; i++)
        put_firm(t, places[i], &faces[i]);
    return ERR_OK;
}

static void words(struct table *t)
{
    for (int i = 0; i < CHAIN_BELOWS; i++)
        t->below[i] = msg_get(t->c->lang,
            mem_printf(t->c, "enum.%s.%s", OPTIONS_CHAIN_BELOW.name, OPTIONS_CHAIN_BELOW.keys[i]));
    t->with = msg_get(t->c->lang, "enum.supplier_risk.with");
    t->without = msg_get(t->c->lang, "enum.supplier_risk.without");
}

enum err supplier_chain_csv(
    struct call *c, const struct supplier_chain *chain, struct buf **ret_csv)
{
    struct table t = {.c = c, .chain = chain, .csv = buf_new(c)};
    words(&t);
    csv_out_bom(t.csv);
    enum err e = put_all(&t);
    if (e == ERR_OK)
        *ret_csv = t.csv;
    return e;
}

enum err supplier_chain_book(
    struct call *c, const struct supplier_chain *chain, int *ret_fd, int64_t *ret_size)
{
    struct book_out book;
    struct table t = {.c = c, .chain = chain};
    enum err e = book_out_open(c->app->config.spool_dir, &book);
    if (e != ERR_OK)
        return e;
    words(&t);
    t.sheet = workbook_add_worksheet(book.book, NULL);
    t.head = workbook_add_format(book.book);
    format_set_bold(t.head);
    worksheet_freeze_panes(t.sheet, 1, 0);
    worksheet_set_column(t.sheet, COL_NAME, COL_NAME, 36, NULL);
    worksheet_set_column(t.sheet, COL_STOPS, COL_STOPS, 48, NULL);
    e = put_all(&t);
    if (e != ERR_OK) {
        book_out_drop(&book);
        return e;
    }
    e = book_out_close(&book, ret_size);
    if (e == ERR_OK)
        *ret_fd = book.fd;
    return e;
}

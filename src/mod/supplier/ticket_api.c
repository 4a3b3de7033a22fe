/* How many questions of suppliers are open, and what is asked again and again: by kind of trouble
 * and class of supplier. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/supplier/supplier_ticket.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { DAYS_BACK = 365 };

static const struct field cell_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_TICKET_KIND},
    {.key = "class", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "tickets", .type = FIELD_INT, .flags = MUST},
    {.key = "open", .type = FIELD_INT, .flags = MUST},
    {.key = "suppliers", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_CELL = SHAPE("SupplierTicketCell", cell_fields);

static const struct field figures_fields[] = {
    {.key = "open", .type = FIELD_INT, .flags = MUST},
    {.key = "late", .type = FIELD_INT, .flags = MUST},
    {.key = "oldest", .type = FIELD_DATE, .flags = MAYBE}, /* of those open */
    {.key = "since", .type = FIELD_DATE, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CELL},
};
static const struct shape SHAPE_FIGURES = SHAPE("SupplierTicketFigures", figures_fields);

static void answer(struct req *r, const char *since, const struct ticket_open *open,
    const struct ticket_cell *cells, size_t n)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "open", open->n);
    jw_kint(&w, "late", open->late);
    jw_kstr(&w, "oldest", open->oldest);
    jw_kstr(&w, "since", since);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        jw_kstr(&w, "kind", cells[i].kind);
        jw_kstr(&w, "class", cells[i].class);
        jw_kint(&w, "tickets", cells[i].n);
        jw_kint(&w, "open", cells[i].open);
        jw_kint(&w, "suppliers", cells[i].firms);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
}

static enum err figures_get(struct req *r)
{
    struct call *c = &r->call;
    struct date day;
    char today[DATE_TEXT_SIZE], since[DATE_TEXT_SIZE];
    struct ticket_open open = {.oldest = NULL};
    struct ticket_cell *cells = NULL;
    size_t n = 0;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    date_format(day, today);
    date_format(date_of_days(date_days(day) - DAYS_BACK), since);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = ticket_store_open(c, today, &open);
    if (e == ERR_OK)
        e = ticket_store_cells(c, since, &cells, &n);
    if (e == ERR_OK)
        answer(r, since, &open, cells, n);
    return e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-ticket-figures",
        .op = "supplier_ticket_figures",
        .perm = &PERM_TICKET_READ,
        .handle = figures_get,
        .answer = &SHAPE_FIGURES},
};

static const struct reg_def *const registers[] = {&REG_SUPPLIER_TICKETS};

const struct module module_supplier_ticket = {.name = "supplier_ticket",
    .routes = routes,
    .n_routes = 1,
    .registers = registers,
    .n_registers = 1};

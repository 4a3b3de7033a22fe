/* The sheet as Excel: a line a tree, then a line a step, the defences of each column below one
 * another with their marks. */
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "mod/risk/damage_sheet.h"

#include <string.h>

#define HEAD_FILL 0xeef3fb
#define TREE_FILL 0xf4f5f7
#define LINE_COLOUR 0xd0d0d0

enum column {
    COL_NO,
    COL_TEXT,
    COL_THREAT,
    COL_VULNERABILITY,
    COL_DAMAGE,
    COL_VALUE,
    COL_PARTS, /* one a column of OPTIONS_DEFENCE_PART */
    COL_CONTROL_STEP = COL_PARTS + 4,
    COL_CONTROL_TREE,
    COL_STEPS,
    COLUMNS
};

static const double widths[COLUMNS] = {11, 46, 8, 8, 8, 8, 24, 24, 24, 24, 9, 9, 14};

struct writer {
    struct call *c;
    const struct damage_sheet *from;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *title, *head, *tree, *text;
    lxw_row_t row;
};

static const char *say(const struct writer *w, const char *id)
{
    return msg_get(w->c->lang, id);
}

static lxw_format *letters(struct writer *w, double size)
{
    lxw_format *f = workbook_add_format(w->book);
    format_set_font_name(f, say(w, "book.font"));
    format_set_font_size(f, size);
    return f;
}

static lxw_format *look(struct writer *w, bool bold, uint32_t fill)
{
    lxw_format *f = letters(w, 10);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(f);
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, LINE_COLOUR);
    if (bold)
        format_set_bold(f);
    if (fill != 0) {
        format_set_pattern(f, LXW_PATTERN_SOLID);
        format_set_bg_color(f, fill);
    }
    return f;
}

static void put(struct writer *w, int col, const char *text, lxw_format *format)
{
    if (text == NULL || text[0] == '\0')
        worksheet_write_blank(w->sheet, w->row, (lxw_col_t)col, format);
    else
        worksheet_write_string(w->sheet, w->row, (lxw_col_t)col, text, format);
}

static void put_level(
    struct writer *w, int col, const json_t *record, const char *key, lxw_format *format)
{
    int64_t level = body_int(record, key, 0);
    if (level == 0)
        put(w, col, NULL, format);
    else
        worksheet_write_number(w->sheet, w->row, (lxw_col_t)col, (double)level, format);
}

/* The defences of one column, each with its mark. */
static const char *defences(const struct writer *w, const json_t *step, const char *part)
{
    struct buf *b = buf_new(w->c);
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(step, "defences"), i, one)
    {
        if (strcmp(body_text(one, "part"), part) != 0)
            continue;
        if (b->len > 0)
            buf_char(b, '\n');
        buf_str(b, say(w, body_bool(one, "in_place") ? "damage.mark.in" : "damage.mark.out"));
        buf_char(b, ' ');
        buf_str(b, body_text(one, "name"));
    }
    return b->data;
}

static void head_put(struct writer *w)
{
    static const char *const heads[COLUMNS] = {[COL_NO] = "damage.col.no",
        [COL_TEXT] = "damage.col.text",
        [COL_THREAT] = "reg.attack_tree.threat_level",
        [COL_VULNERABILITY] = "reg.attack_tree.vulnerability_level",
        [COL_DAMAGE] = "reg.attack_tree.damage_level",
        [COL_VALUE] = "reg.attack_tree.value",
        [COL_CONTROL_STEP] = "damage.col.control_step",
        [COL_CONTROL_TREE] = "damage.col.control_tree",
        [COL_STEPS] = "damage.col.steps"};
    for (int i = 0; i < COLUMNS; i++) {
        const char *id = heads[i];
        if (id == NULL)
            id = mem_printf(w->c, "enum.%s.%s", OPTIONS_DEFENCE_PART.name,
                OPTIONS_DEFENCE_PART.keys[i - COL_PARTS]);
        put(w, i, say(w, id), w->head);
    }
    w->row++;
    worksheet_freeze_panes(w->sheet, w->row, COL_THREAT);
    worksheet_repeat_rows(w->sheet, w->row - 1, w->row - 1);
}

static void scenario_put(struct writer *w, const json_t *scenario)
{
    const char *harm = say(w, mem_printf(w->c, "enum.damage_harm.%s", body_text(scenario, "harm")));
    const char *system = body_text(json_object_get(scenario, "system"), "title");
    put(w, COL_NO, body_text(scenario, "no"), w->head);
    put(w, COL_TEXT,
        mem_printf(w->c, "%s · %s%s%s", body_text(scenario, "name"), harm,
            system == NULL ? "" : " · ", system == NULL ? "" : system),
        w->head);
    for (int i = COL_THREAT; i < COLUMNS; i++)
        put(w, i, NULL, w->head);
    w->row++;
}

static void step_put(struct writer *w, const json_t *step, const char *no)
{
    put(w, COL_NO, no, w->text);
    put(w, COL_TEXT, body_text(step, "title"), w->text);
    put_level(w, COL_THREAT, step, "threat_level", w->text);
    put_level(w, COL_VULNERABILITY, step, "vulnerability_level", w->text);
    put(w, COL_DAMAGE, NULL, w->text);
    put(w, COL_VALUE, NULL, w->text);
    for (int i = COL_PARTS; i < COL_CONTROL_STEP; i++)
        put(w, i, defences(w, step, OPTIONS_DEFENCE_PART.keys[i - COL_PARTS]), w->text);
    put_level(w, COL_CONTROL_STEP, step, "control_level", w->text);
    put(w, COL_CONTROL_TREE, NULL, w->text);
    put(w, COL_STEPS, NULL, w->text);
    w->row++;
}

/* "26-1-2": the second tree of scenario DS-2026-0001; its steps are "26-1-2-1" and so on. */
static void tree_put(struct writer *w, const json_t *tree)
{
    const char *no = body_text(tree, "no");
    const json_t *steps = json_object_get(tree, "steps");
    const json_t *step;
    size_t i;
    struct buf *of = buf_new(w->c);
    json_array_foreach(steps, i, step)
    {
        buf_str(of, mem_printf(w->c, "%s%s-%lld", i == 0 ? "" : ", ", no,
                        (long long)body_int(step, "step_no", 0)));
    }
    put(w, COL_NO, no, w->tree);
    put(w, COL_TEXT, body_text(tree, "title"), w->tree);
    put_level(w, COL_THREAT, tree, "threat_level", w->tree);
    put_level(w, COL_VULNERABILITY, tree, "vulnerability_level", w->tree);
    put_level(w, COL_DAMAGE, tree, "damage_level", w->tree);
    put(w, COL_VALUE, body_text(tree, "value"), w->tree);
    for (int k = COL_PARTS; k <= COL_CONTROL_STEP; k++)
        put(w, k, NULL, w->tree);
    put_level(w, COL_CONTROL_TREE, tree, "control_level", w->tree);
    put(w, COL_STEPS, of->data, w->tree);
    w->row++;
    json_array_foreach(steps, i, step)
        step_put(w, step, mem_printf(w->c, "%s-%lld", no, (long long)body_int(step, "step_no", 0)));
}

static void by_scenario(struct writer *w)
{
    size_t i, k;
    const json_t *scenario, *tree;
    json_array_foreach(w->from->scenarios, i, scenario)
    {
        scenario_put(w, scenario);
        json_array_foreach(json_object_get(scenario, "trees"), k, tree) tree_put(w, tree);
    }
}

static void by_value(struct writer *w)
{
    size_t n = 0;
    const json_t **trees = damage_sheet_by_value(w->c, w->from, &n);
    for (size_t i = 0; i < n; i++)
        tree_put(w, trees[i]);
}

static void set_up(struct writer *w)
{
    enum { PAPER_A3 = 8 };
    w->title = letters(w, 15);
    format_set_bold(w->title);
    w->head = look(w, true, HEAD_FILL);
    w->tree = look(w, true, TREE_FILL);
    w->text = look(w, false, 0);
    for (int i = 0; i < COLUMNS; i++)
        worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
    worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, PAPER_A3);
    worksheet_fit_to_pages(w->sheet, 1, 0);
    worksheet_set_footer(w->sheet, "&C&P / &N");
}

enum err damage_book_write(struct call *c, const struct damage_sheet *sheet, bool sorted_by_value,
    int *ret_fd, int64_t *ret_size)
{
    struct book_out out;
    struct writer w = {.c = c, .from = sheet};
    enum err e = book_out_open(c->app->config.spool_dir, &out);
    if (e != ERR_OK)
        return e;
    w.book = out.book;
    w.sheet = workbook_add_worksheet(w.book, say(&w, "damage.book.sheet"));
    set_up(&w);
    worksheet_write_string(w.sheet, w.row++, 0, say(&w, "damage.title"), w.title);
    head_put(&w);
    if (sorted_by_value)
        by_value(&w);
    else
        by_scenario(&w);
    e = book_out_close(&out, ret_size);
    if (e == ERR_OK)
        *ret_fd = out.fd;
    return e;
}

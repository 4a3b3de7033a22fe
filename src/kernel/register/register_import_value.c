#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/register/register_import.h"
#include "kernel/table/cell.h"

#include <math.h>
#include <string.h>

static json_t *bad(struct call *row, const struct field *f, const char *code, const char *text)
{
    problem_field_value(row->problem, mem_printf(row, "/%s", f->key), code, text);
    return NULL;
}

static json_t *date_json(struct date d)
{
    char text[DATE_TEXT_SIZE];
    date_format(d, text);
    return json_string(text);
}

static json_t *instant_value(struct call *row, const struct field *f, const char *text)
{
    int64_t ms = 0;
    char shown[INSTANT_TEXT_SIZE];
    if (!cell_instant(row, text, row->org.zone, &ms))
        return bad(row, f, "import_date", text);
    instant_format(ms, shown);
    return json_string(shown);
}

static json_t *period_value(struct call *row, const struct field *f, const char *text)
{
    int year = 0;
    char shown[PERIOD_TEXT_SIZE];
    if (!cell_period(row, text, &year))
        return bad(row, f, "period", text);
    period_format(year, shown);
    return json_string(shown);
}

/* As the writer of records gives it: 3 is not 3.0, and would look like a change. */
static json_t *number_json(double number)
{
    bool whole = number == floor(number) && fabs(number) < 1e15;
    return whole ? json_integer((json_int_t)number) : json_real(number);
}

static json_t *integer_value(struct call *row, const struct field *f, const char *text)
{
    int64_t integer = 0;
    double number = 0;
    if (!(f->flags & FIELD_TENTHS))
        return cell_integer(row, text, &integer) ? json_integer(integer)
                                                 : bad(row, f, "integer", text);
    if (!cell_number(row, text, &number) || fabs(number * 10 - round(number * 10)) > 1e-6)
        return bad(row, f, "import_tenths", text);
    return json_integer((json_int_t)round(number * 10));
}

/* What holds several values leaves as JSON and comes back as such. */
static json_t *json_value(struct call *row, const struct field *f, const char *text)
{
    json_t *json = NULL;
    enum err e = json_in_parse(row, text, strlen(text), JSON_IN_DEPTH, problem_new(row), &json);
    return e == ERR_OK ? json_incref(json) : bad(row, f, "import_json", text);
}

/* ---- names of records in one cell ---- */

static void add_name(json_t *list, const char *from, size_t n)
{
    while (n > 0 && *from == ' ') {
        from++;
        n--;
    }
    while (n > 0 && (from[n - 1] == ' ' || from[n - 1] == '\r'))
        n--;
    if (n > 0)
        json_array_append_new(list, json_stringn(from, n));
}

/* The last two: full-width semicolon, ideographic comma. */
static const char *const marks[] = {"\n", ";", "\xEF\xBC\x9B", "\xE3\x80\x81"};

static const char *next_mark(const char *text, size_t *ret_len)
{
    const char *first = text + strlen(text);
    *ret_len = 0;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const char *at = strstr(text, marks[i]);
        if (at != NULL && at < first) {
            first = at;
            *ret_len = strlen(marks[i]);
        }
    }
    return first;
}

/* A line each, or parted by marks. What begins as JSON is that. */
static json_t *names_value(struct call *row, const struct field *f, const char *text)
{
    size_t mark = 0;
    if (*text == '[')
        return json_value(row, f, text);
    json_t *list = json_array();
    for (const char *from = text; *from != '\0';) {
        const char *end = next_mark(from, &mark);
        add_name(list, from, (size_t)(end - from));
        from = end + mark;
    }
    return list;
}

/* In the currency that the record has already, else the organisation's. */
static json_t *money_value(
    struct call *row, const struct field *f, const char *text, const json_t *old)
{
    const char *currency = body_text(json_object_get(old, f->key), "currency");
    int64_t amount = 0;
    if (currency == NULL)
        currency = row->org.currency;
    if (!cell_money(row, text, currency, &amount))
        return bad(row, f, "import_money", text);
    return json_pack("{s:I, s:s}", "amount", (json_int_t)amount, "currency", currency);
}

/* An option or a record by one of the texts it is known by. */
static json_t *word_value(
    struct import_run *run, struct call *row, const struct field *f, const char *text)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(run->def, fields);
    size_t i = 0;
    struct uuid uid;
    while (i < n && fields[i] != f)
        i++;
    if (f->type == FIELD_REF && uuid_parse(text, &uid))
        return json_string(text);
    const struct import_word *word = import_words_find(run->of_field[i], text);
    if (word == NULL)
        return bad(row, f, f->type == FIELD_REF ? "import_reference" : "import_option", text);
    if (word->several)
        return bad(row, f, "import_several", text);
    return json_string(word->value);
}

json_t *import_value(struct import_run *run, struct call *row, const struct field *f,
    const char *text, const json_t *old)
{
    struct date date;
    double number = 0;
    bool yes = false;
    json_t *said = run->def->word == NULL ? NULL : run->def->word(row, f, text);
    if (said != NULL)
        return said;
    switch (f->type) {
    case FIELD_INT:
        return integer_value(row, f, text);
    case FIELD_NUM:
        return cell_number(row, text, &number) ? number_json(number) : bad(row, f, "number", text);
    case FIELD_BOOL:
        return cell_bool(row, text, &yes) ? json_boolean(yes) : bad(row, f, "import_bool", text);
    case FIELD_DATE:
        return cell_date(row, text, &date) ? date_json(date) : bad(row, f, "import_date", text);
    case FIELD_INSTANT:
        return instant_value(row, f, text);
    case FIELD_PERIOD:
        return period_value(row, f, text);
    case FIELD_MONEY:
        return money_value(row, f, text, old);
    case FIELD_ENUM:
    case FIELD_REF:
        return word_value(run, row, f, text);
    case FIELD_LIST:
        return f->ref != NULL ? names_value(row, f, text) : json_value(row, f, text);
    case FIELD_TEXTS:
    case FIELD_OBJECT:
    case FIELD_ANY:
        return json_value(row, f, text);
    default:
        return json_string(text);
    }
}

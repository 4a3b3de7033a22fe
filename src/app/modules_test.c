/* Every register of the program against the schema that the migrations make, on both engines. */
#include "app/cli.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/db/test/db_fixture.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The program's registers on a fresh schema. */
struct schema {
    struct app app;
    struct db_conn *conn;
    void *ctx;
};

static void with_each(void (*check)(struct schema *s, const struct reg_def *def))
{
    for (int engine = DB_SQLITE; engine <= DB_POSTGRES; engine++) {
        if (!db_fixture_has((enum db_engine)engine))
            continue;
        struct schema s = {.ctx = mem_context(NULL, 0)};
        s.app.db = db_fixture_open((enum db_engine)engine);
        s.app.modules = modules;
        s.app.n_modules = n_modules;
        assert_int_equal(db_migrate(s.app.db, problem_new(s.ctx)), ERR_OK);
        assert_int_equal(db_connect(s.app.db, &s.conn), ERR_OK);
        db_set_org(s.conn, 1);
        for (size_t m = 0; m < n_modules; m++)
            for (size_t i = 0; i < modules[m]->n_registers; i++)
                check(&s, modules[m]->registers[i]);
        db_disconnect(s.conn);
        db_fixture_close(s.app.db);
        mem_free(s.ctx);
    }
}

static void check_columns(struct schema *s, const struct reg_def *def)
{
    struct reg_sql sql = reg_sql_one(s->ctx, &s->app, def, "number");
    DB_QUERY *q = reg_sql_query(s->conn, &sql);
    bool row = true;
    db_bind_text(q, "none");
    if (db_step(q, &row) != ERR_OK)
        fail_msg("%s: the table lacks a column of the register", def->name);
    assert_false(row);
}

static void every_field_has_its_column(void **state)
{
    (void)state;
    with_each(check_columns);
}

static void check_parts(struct schema *s, const struct reg_def *def)
{
    size_t at = 0;
    for (size_t i = 0; i < def->n_parts; i++) {
        while (at < def->n_fields && strcmp(def->fields[at].key, def->parts[i].first) != 0)
            at++;
        if (at == def->n_fields)
            fail_msg("%s: part %s begins at no field behind the part before", def->name,
                def->parts[i].key);
        const char *id = mem_printf(s->ctx, "reg.%s.part.%s", def->singular, def->parts[i].key);
        if (!msg_has("ja", id) || !msg_has("en", id))
            fail_msg("%s has no heading", id);
    }
}

static void every_part_of_a_form_begins_at_a_field_and_has_its_heading(void **state)
{
    (void)state;
    with_each(check_parts);
}

static void every_field_stands_once(void **state)
{
    (void)state;
    for (size_t m = 0; m < n_modules; m++)
        for (size_t r = 0; r < modules[m]->n_registers; r++) {
            const struct reg_def *def = modules[m]->registers[r];
            for (size_t i = 0; i < def->n_fields; i++)
                if (reg_field(def, def->fields[i].key) != &def->fields[i])
                    fail_msg("%s: field %s stands twice", def->name, def->fields[i].key);
        }
}

/* A number that somebody types names one record. */
static void no_two_registers_begin_numbers_alike(void **state)
{
    (void)state;
    const char *seen[400] = {0};
    size_t n = 0;
    for (size_t m = 0; m < n_modules; m++)
        for (size_t r = 0; r < modules[m]->n_registers; r++) {
            const struct reg_def *def = modules[m]->registers[r];
            for (size_t i = 0; def->prefix != NULL && i < n; i++)
                if (strcmp(seen[i], def->prefix) == 0)
                    fail_msg("%s: numbers of another register begin with %s", def->name, seen[i]);
            if (def->prefix != NULL)
                seen[n++] = def->prefix;
            assert_true(n < sizeof seen / sizeof seen[0]);
        }
}

static bool not_null(struct schema *s, const char *table, const char *column)
{
    static const char sql[] =
        "{sqlite: SELECT \"notnull\" FROM pragma_table_info(?) WHERE name = ?}"
        "{postgres: SELECT CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END"
        " FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = ? AND column_name = ?}";
    DB_QUERY *q = db_query(s->conn, sql);
    int64_t value = 0;
    db_bind_text(q, table);
    db_bind_text(q, column);
    assert_int_equal(db_one_int(q, 0, &value), ERR_OK);
    return value == 1;
}

static void check_required(struct schema *s, const struct reg_def *def)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    for (size_t i = 0; i < n; i++) {
        bool required = (fields[i]->flags & FIELD_REQUIRED) != 0;
        if (required && !not_null(s, def->table, reg_column(fields[i])))
            fail_msg("%s.%s is required but may be NULL", def->name, fields[i]->key);
    }
}

static void required_fields_are_not_null(void **state)
{
    (void)state;
    with_each(check_required);
}

/* SQLite says how it would run a part of a list: without sorting. */
static void check_part(struct schema *s, const struct reg_def *def, const char *sort,
    const struct reg_query *query, enum reg_part part)
{
    struct reg_scope_sql scope = {.all = true};
    struct reg_sql sql = reg_sql_list(s->ctx, &s->app, def, query, &scope, part);
    DB_QUERY *q = db_query(s->conn, mem_printf(s->ctx, "EXPLAIN QUERY PLAN %s", sql.text->data));
    for (size_t i = 0; i < sql.n_values; i++)
        reg_bind(q, &sql.values[i]);
    bool row = false;
    assert_int_equal(db_step(q, &row), ERR_OK);
    for (; row; assert_int_equal(db_step(q, &row), ERR_OK))
        if (strstr(db_text(q, 3, NULL), "TEMP B-TREE") != NULL)
            fail_msg("%s sorted by %s needs an index", def->name, sort);
}

static void check_sort(struct schema *s, const struct reg_def *def, const char *sort)
{
    struct call *c = mem_new(s->ctx, struct call);
    struct reg_query query;
    c->app = &s->app;
    c->problem = problem_new(c);
    assert_int_equal(reg_query_of(c, def, NULL, 0, sort, 50, &query), ERR_OK);
    enum reg_part first = reg_sql_first_part(&query);
    check_part(s, def, sort, &query, first);
    if (first != REG_PART_ALL)
        check_part(
            s, def, sort, &query, first == REG_PART_NULLS ? REG_PART_VALUES : REG_PART_NULLS);
}

static void check_sorts(struct schema *s, const struct reg_def *def)
{
    if (db_engine(s->app.db) != DB_SQLITE)
        return;
    check_sort(s, def, NULL);
    check_sort(s, def, "number");
    check_sort(s, def, "-number");
    for (size_t i = 0; i < def->n_fields; i++) {
        if (!(def->fields[i].flags & FIELD_INDEXED))
            continue;
        check_sort(s, def, def->fields[i].key);
        check_sort(s, def, mem_printf(s->ctx, "-%s", def->fields[i].key));
    }
}

static void every_sort_on_offer_has_an_index(void **state)
{
    (void)state;
    with_each(check_sorts);
}

static bool has_index(struct schema *s, const char *table, const char *column)
{
    static const char sql[] =
        "{sqlite: SELECT count(*) FROM pragma_index_list(?) l"
        " JOIN pragma_index_info(l.name) o ON o.seqno = 0 AND o.name = 'org_id'"
        " JOIN pragma_index_info(l.name) f ON f.seqno = 1 AND f.name = ?}"
        "{postgres: SELECT count(*) FROM pg_index i"
        " JOIN pg_class t ON t.oid = i.indrelid AND t.relname = ?"
        " JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()"
        " JOIN pg_attribute o ON o.attrelid = t.oid AND o.attnum = i.indkey[0]"
        " AND o.attname = 'org_id'"
        " JOIN pg_attribute f ON f.attrelid = t.oid AND f.attnum = i.indkey[1] AND f.attname = ?}";
    DB_QUERY *q = db_query(s->conn, sql);
    int64_t n = 0;
    db_bind_text(q, table);
    db_bind_text(q, column);
    assert_int_equal(db_one_int(q, 0, &n), ERR_OK);
    return n > 0;
}

static void check_filters(struct schema *s, const struct reg_def *def)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    for (size_t i = 0; i < n; i++) {
        const struct field *f = fields[i];
        bool text = f->type == FIELD_TEXT || f->type == FIELD_LONGTEXT;
        bool wanted = reg_filterable(f) && (!text || (f->flags & FIELD_INDEXED));
        if (wanted && !has_index(s, def->table, reg_column(f)))
            fail_msg("%s: the filter by %s needs an index", def->name, f->key);
    }
}

static void every_filter_on_offer_has_an_index(void **state)
{
    (void)state;
    with_each(check_filters);
}

static void check_readers(struct schema *s, const struct reg_def *def)
{
    for (size_t m = 0; def->readers && !def->readers_taken && m < n_modules; m++) {
        for (size_t i = 0; i < modules[m]->n_approvals; i++)
            assert_ptr_not_equal(modules[m]->approvals[i].reg, def);
        for (size_t i = 0; i < modules[m]->n_registers; i++) {
            const struct field *fields[REG_FIELDS_MAX];
            size_t n = reg_fields(modules[m]->registers[i], fields);
            for (size_t f = 0; f < n; f++)
                assert_ptr_not_equal(reg_ref_def(&s->app, fields[f]), def);
        }
    }
}

static void no_reference_or_round_tells_of_a_record_with_readers(void **state)
{
    (void)state;
    with_each(check_readers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_its_column),
        cmocka_unit_test(every_part_of_a_form_begins_at_a_field_and_has_its_heading),
        cmocka_unit_test(every_field_stands_once),
        cmocka_unit_test(no_two_registers_begin_numbers_alike),
        cmocka_unit_test(required_fields_are_not_null),
        cmocka_unit_test(every_sort_on_offer_has_an_index),
        cmocka_unit_test(every_filter_on_offer_has_an_index),
        cmocka_unit_test(no_reference_or_round_tells_of_a_record_with_readers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

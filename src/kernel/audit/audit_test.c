/* Signing, checking, exporting and erasing a real chain, on each engine. */
#include "kernel/audit/audit.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/audit/verify_run.h"
#include "kernel/auth/keys.h"
#include "kernel/test/kernel_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct report {
    char told[600];
    struct verify_result result;
    int chains;
};

static void begin(void *arg, const char *organisation)
{
    struct report *r = arg;
    r->chains++;
    assert_string_equal(organisation, "東西商事");
}

static void tell(void *arg, enum verify_fault fault, int64_t seq)
{
    struct report *r = arg;
    size_t used = strlen(r->told);
    snprintf(r->told + used, sizeof r->told - used, "%s#%d ", verify_fault_key(fault), (int)seq);
}

static void end(void *arg, const struct verify_result *result)
{
    struct report *r = arg;
    r->result = *result;
}

static struct keys_known own_key(struct kernel_fixture *f)
{
    struct keys_known keys = {.n = 0};
    uint8_t key[KEYS_PUBLIC_SIZE];
    keys_public(f->app.keys, key);
    keys_known_put(f, &keys, key, NULL);
    return keys;
}

static struct report check(struct kernel_fixture *f, FILE *copy)
{
    struct report report = {.chains = 0};
    struct keys_known keys = own_key(f);
    struct verify_run run = {
        .keys = &keys, .copy = copy, .begin = begin, .tell = tell, .end = end, .arg = &report};
    assert_int_equal(verify_run_database(f->call, &run), ERR_OK);
    return report;
}

static enum err check_export(struct kernel_fixture *f, FILE *in, struct report *ret_report)
{
    struct report report = {.chains = 0};
    struct keys_known keys = own_key(f);
    struct verify_run run = {
        .keys = &keys, .begin = begin, .tell = tell, .end = end, .arg = &report};
    enum err e = verify_run_export(in, &run, f->call->problem);
    *ret_report = report;
    return e;
}

static void add(struct kernel_fixture *f, const char *action, int64_t subject_id)
{
    json_t *after = json_pack("{s:s}", "name", "機密の名前");
    assert_int_equal(tx_begin(f->call), ERR_OK);
    audit_add(f->call, &(struct audit_entry){.action = action,
                           .subject = "thing",
                           .subject_id = subject_id,
                           .after = after,
                           .reason = "理由"});
    assert_int_equal(tx_commit(f->call), ERR_OK);
    json_decref(after);
}

static void ready(struct kernel_fixture *f)
{
    assert_int_equal(
        keys_open(f, f->app.config.key_file, true, f->call->problem, &f->app.keys), ERR_OK);
    for (int i = 1; i <= 5; i++)
        add(f, "update", i);
    assert_int_equal(audit_sign_head(f->call), ERR_OK);
    add(f, "update", 9);
}

/* As somebody does who can write the database. */
static void meddle(struct kernel_fixture *f, const char *sql)
{
    DB_QUERY *q = db_query(f->call->db, sql);
    assert_int_equal(db_run(q), ERR_OK);
}

static void a_chain_as_it_was_written_is_sound(void **state)
{
    struct kernel_fixture *f = *state;
    ready(f);
    struct report report = check(f, NULL);
    assert_string_equal(report.told, "");
    assert_true(report.result.entries >= 9);
    assert_int_equal(report.result.signed_seq, report.result.entries - 1);
    assert_int_equal(report.result.signatures, 1);
}

static void signing_twice_adds_nothing(void **state)
{
    struct kernel_fixture *f = *state;
    ready(f);
    assert_int_equal(audit_sign_head(f->call), ERR_OK);
    assert_int_equal(audit_sign_head(f->call), ERR_OK);
    assert_int_equal(check(f, NULL).result.signatures, 2);
}

static void what_is_changed_behind_the_program_is_named(void **state)
{
    struct kernel_fixture *f = *state;
    ready(f);
    meddle(f, "UPDATE audit SET action = 'read' WHERE org_id = :org AND seq = 2");
    meddle(f, "UPDATE audit_payload SET payload = '{}' WHERE org_id = :org AND seq = 4");
    meddle(f, "DELETE FROM audit_payload WHERE org_id = :org AND seq = 5");
    assert_string_equal(
        check(f, NULL).told, "entry_changed#2 payload_changed#4 payload_missing#5 ");
}

static void a_chain_cut_at_its_end_is_told_by_the_signature(void **state)
{
    struct kernel_fixture *f = *state;
    ready(f);
    meddle(f, "DELETE FROM audit WHERE org_id = :org AND seq > 3");
    meddle(f, "DELETE FROM audit_payload WHERE org_id = :org AND seq > 3");
    meddle(f, "UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit"
              " WHERE org_id = :org AND seq = 3) WHERE org_id = :org");
    assert_non_null(strstr(check(f, NULL).told, "signature_beyond#"));
}

static void erasing_names_the_law_and_leaves_a_sound_chain(void **state)
{
    struct kernel_fixture *f = *state;
    int64_t erased = 0, next = 0;
    ready(f);
    add(f, "update", 9);
    assert_int_equal(audit_erase(f->call, "person:P-2026-0001", " ", &erased), ERR_INVALID);
    assert_int_equal(audit_erase(f->call, "person", "law", &erased), ERR_INVALID);
    assert_int_equal(audit_erase(f->call, "audit:1", "law", &erased), ERR_INVALID);
    assert_int_equal(audit_erase(f->call, "person:P-1999-0001", "law", &erased), ERR_NOT_FOUND);
    char number[60];
    snprintf(number, sizeof number, "person:");
    DB_QUERY *q = db_query(f->call->db, "SELECT number FROM person WHERE org_id = :org");
    bool row = false;
    assert_int_equal(db_step(q, &row), ERR_OK);
    snprintf(number + 7, sizeof number - 7, "%s", db_text(q, 0, NULL));
    db_finish_ptr(&q);
    assert_int_equal(audit_erase(f->call, number, "個人情報保護法第35条", &erased), ERR_OK);
    assert_true(erased >= 2); /* the person and the account */
    struct report report = check(f, NULL);
    assert_string_equal(report.told, "");
    assert_int_equal(report.result.erased, erased);
    assert_int_equal(audit_erase(f->call, number, "law", &erased), ERR_NOT_FOUND);
    struct jw w = jw_init(buf_new(f->call));
    jw_arr_begin(&w);
    assert_int_equal(audit_history(f->call, "account", f->account_id, 10, 0, &w, &next), ERR_OK);
    jw_arr_end(&w);
    assert_null(strstr(w.buf->data, "佐藤 一郎\",\"roles\""));
    assert_non_null(strstr(w.buf->data, "\"after\":null"));
    assert_null(strstr(w.buf->data, "\"erased_by\":null"));
}

static void an_export_is_checked_like_the_database(void **state)
{
    struct kernel_fixture *f = *state;
    struct report report;
    char *text = NULL;
    size_t len = 0;
    ready(f);
    FILE *copy = open_memstream(&text, &len);
    struct report live = check(f, copy);
    fclose(copy);
    FILE *in = fmemopen(text, len, "r");
    assert_int_equal(check_export(f, in, &report), ERR_OK);
    fclose(in);
    assert_string_equal(report.told, "");
    assert_int_equal(report.chains, 1);
    assert_int_equal(report.result.entries, live.result.entries);
    assert_true(digest_equal(&report.result.head, &live.result.head));

    char *name = strstr(text, "機密");
    const char other[] = "公開"; /* as long as what it replaces */
    for (size_t i = 0; i < sizeof other - 1; i++)
        name[i] = other[i];
    in = fmemopen(text, len, "r");
    assert_int_equal(check_export(f, in, &report), ERR_OK);
    fclose(in);
    assert_non_null(strstr(report.told, "payload_changed#"));

    in = fmemopen(text, len - 20, "r"); /* the last line is cut */
    assert_int_equal(check_export(f, in, &report), ERR_MALFORMED);
    fclose(in);
    free(text);
}

static void what_is_no_export_is_refused(void **state)
{
    struct kernel_fixture *f = *state;
    static const char other_format[] = "{\"kaname_audit\":2,\"org\":1,\"organisation\":\"x\","
                                       "\"head\":{\"seq\":0,\"hash\":\"00\"}}\n";
    static const char *const texts[] = {" ", "{}\n", "[]\n", "x\n", other_format};
    struct report report;
    ready(f);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        FILE *in = fmemopen((char *)texts[i], strlen(texts[i]), "r");
        assert_int_equal(check_export(f, in, &report), ERR_MALFORMED);
        fclose(in);
    }
}

/* More entries than memory keeps: they wait on disk, those of undone parts excepted. */
static void a_long_transaction_leaves_every_entry_but_those_undone(void **state)
{
    struct kernel_fixture *f = *state;
    enum { PARTS = 3500, UNDONE = 7 };
    ready(f);
    int64_t before = check(f, NULL).result.entries;
    assert_int_equal(tx_begin(f->call), ERR_OK);
    for (int i = 1; i <= PARTS; i++) {
        json_t *after = json_pack("{s:i, s:s}", "no", i, "text", "長い取引の一行");
        assert_int_equal(tx_part_begin(f->call), ERR_OK);
        audit_add(f->call, &(struct audit_entry){.action = "create",
                               .subject = "thing",
                               .subject_id = i,
                               .after = i % 2 == 0 ? after : NULL});
        json_decref(after);
        assert_int_equal(i % UNDONE == 0 ? tx_part_undo(f->call) : tx_part_keep(f->call), ERR_OK);
    }
    assert_int_equal(tx_commit(f->call), ERR_OK);
    struct report report = check(f, NULL);
    assert_string_equal(report.told, "");
    assert_int_equal(report.result.entries - before, PARTS - PARTS / UNDONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_as_it_was_written_is_sound),
        cmocka_unit_test(signing_twice_adds_nothing),
        cmocka_unit_test(what_is_changed_behind_the_program_is_named),
        cmocka_unit_test(a_chain_cut_at_its_end_is_told_by_the_signature),
        cmocka_unit_test(erasing_names_the_law_and_leaves_a_sound_chain),
        cmocka_unit_test(an_export_is_checked_like_the_database),
        cmocka_unit_test(what_is_no_export_is_refused),
        cmocka_unit_test(a_long_transaction_leaves_every_entry_but_those_undone),
    };
    return kernel_fixture_run("audit", tests, sizeof tests / sizeof tests[0], NULL);
}

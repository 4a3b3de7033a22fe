#include "kernel/sheet/sheet_add.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/framework_import.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/test/kernel_fixture.h"

#include <string.h>

/* A small framework that has something of everything the tables hold. */
static const char library[] =
    "urn: urn:test:risk:library:lib\nlocale: en\nversion: 1\nprovider: P\nobjects:\n"
    "  framework:\n    urn: urn:test:risk:framework:kept\n    name: Kept\n"
    "    translations: {ja: {name: 保存}}\n    requirement_nodes:\n"
    "    - {urn: a, name: Alpha, ref_id: A}\n"
    "    - urn: a1\n      parent_urn: a\n      ref_id: A.1\n      assessable: true\n      name: "
    "One\n"
    "      typical_evidence: A log.\n      questions:\n"
    "        q1: {type: unique_choice, text: Q, choices: [{urn: c1, value: x, add_score: 3},"
    " {urn: c2, value: y}]}\n"
    "        q2: {type: number, text: R, depends_on: {question: q1, answers: [c2]}}\n"
    "    - {urn: a2, parent_urn: a, ref_id: A.2, assessable: true, name: Two, weight: 2}\n";

static const struct sheet_doc *doc_of(struct call *c, const char *version)
{
    struct framework_found found;
    const struct sheet_doc *doc = NULL;
    assert_int_equal(
        framework_import(c, library, strlen(library), "test", c->problem, &found), ERR_OK);
    json_t *sheet = json_array_get(found.sheets, 0);
    json_object_set_new(sheet, "version", json_string(version));
    assert_int_equal(sheet_json_read(c, sheet, c->problem, &doc), ERR_OK);
    return doc;
}

static int add(struct call *c, const char *version)
{
    struct sheet_version v;
    bool added = false;
    assert_int_equal(tx_begin(c), ERR_OK);
    assert_int_equal(sheet_add(c, doc_of(c, version), &v, &added), ERR_OK);
    if (added) /* commits only with an audit entry */
        assert_int_equal(tx_commit(c), ERR_OK);
    else
        tx_abort(c);
    return added ? v.no : -v.no;
}

static void the_same_content_is_added_once(void **state)
{
    struct kernel_fixture *f = *state;
    assert_int_equal(add(f->call, "1"), 1);
    assert_int_equal(add(f->call, "1"), -1);
    assert_int_equal(add(f->call, "2"), 2);
    assert_int_equal(add(f->call, "2"), -2);
}

static void an_imported_sheet_is_read_back_as_it_was(void **state)
{
    struct call *c = ((struct kernel_fixture *)*state)->call;
    struct sheet_version v;
    bool added = false;
    const struct sheet_doc *doc = doc_of(c, "1");
    const struct sheet_doc *again = NULL;
    assert_int_equal(tx_begin(c), ERR_OK);
    assert_int_equal(sheet_add(c, doc, &v, &added), ERR_OK);
    assert_int_equal(tx_commit(c), ERR_OK);
    assert_int_equal(tx_begin_read(c), ERR_OK);
    assert_int_equal(sheet_store_doc(c->db, c, &v, &again), ERR_OK);
    assert_int_equal(tx_commit(c), ERR_OK);
    struct digest first = sheet_digest(doc);
    struct digest second = sheet_digest(again);
    assert_memory_equal(first.bytes, second.bytes, DIGEST_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_content_is_added_once),
        cmocka_unit_test(an_imported_sheet_is_read_back_as_it_was),
    };
    return kernel_fixture_run("sheet_add", tests, sizeof tests / sizeof tests[0], NULL);
}

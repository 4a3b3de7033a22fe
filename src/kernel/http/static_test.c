#include "kernel/http/static.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_name_with_a_hash_never_changes_its_content(void **state)
{
    (void)state;
    assert_true(site_name_is_hashed("app.3f2a91bc.js"));
    assert_true(site_name_is_hashed("assets/chunk-3F2A91BC0.css"));
    assert_true(site_name_is_hashed("main-ABCDEFGH.js"));
    assert_true(site_name_is_hashed("gen/ja.0123456789abcdef.json"));
}

static void other_names_are_asked_for_again(void **state)
{
    (void)state;
    assert_false(site_name_is_hashed("index.html"));
    assert_false(site_name_is_hashed("app.js"));
    assert_false(site_name_is_hashed("app.3f2a91b.js"));
    assert_false(site_name_is_hashed("service-workers.js"));
    assert_false(site_name_is_hashed("12345678.js"));
    assert_false(site_name_is_hashed("app.3f2a91bcxyz.js"));
    assert_false(site_name_is_hashed("LICENSE"));
    assert_false(site_name_is_hashed(""));
}

static void a_file_that_is_not_there_is_not_answered(void **state)
{
    (void)state;
    struct site *site = site_new(NULL, false);
    struct head head = {.n_fields = 0};
    int status = 0;
    size_t size = 0;
    assert_null(site_find(site, "/no-such-file.js", &head, &status, &size));
    assert_null(site_find(site, "/../migrations/0001_kernel.sql", &head, &status, &size));
    assert_int_equal(0, status);
    site_release(site);
    mem_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_with_a_hash_never_changes_its_content),
        cmocka_unit_test(other_names_are_asked_for_again),
        cmocka_unit_test(a_file_that_is_not_there_is_not_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

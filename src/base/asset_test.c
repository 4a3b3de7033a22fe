#include "base/asset.h"

#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_first_migration_is_found_with_its_text(void **state)
{
    (void)state;
    const struct asset *a = asset_find("migrations/0001_kernel.sql");
    assert_non_null(a);
    assert_string_equal(a->name, "migrations/0001_kernel.sql");
    assert_true(a->len > 1000);
    assert_non_null(memmem(a->data, a->len, "CREATE TABLE org (", 18));
}

static void names_that_are_not_there_give_nothing(void **state)
{
    (void)state;
    assert_null(asset_find(""));
    assert_null(asset_find("migrations"));
    assert_null(asset_find("migrations/0001_kernel.sq"));
    assert_null(asset_find("migrations/0001_kernel.sql/"));
    assert_null(asset_find("../meson.build"));
}

static void all_are_sorted_and_each_is_found(void **state)
{
    (void)state;
    size_t n;
    const struct asset *all = asset_all(&n);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(asset_find(all[i].name), &all[i]);
        if (i > 0)
            assert_true(strcmp(all[i - 1].name, all[i].name) < 0);
    }
}

static void etags_are_the_beginning_of_the_digest(void **state)
{
    (void)state;
    size_t n;
    const struct asset *all = asset_all(&n);
    for (size_t i = 0; i < n; i++) {
        char text[DIGEST_TEXT_SIZE];
        struct digest d = digest_of(all[i].data, all[i].len);
        digest_format(&d, text);
        assert_int_equal(strlen(all[i].etag), 32);
        assert_memory_equal(all[i].etag, text, 32);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_migration_is_found_with_its_text),
        cmocka_unit_test(names_that_are_not_there_give_nothing),
        cmocka_unit_test(all_are_sorted_and_each_is_found),
        cmocka_unit_test(etags_are_the_beginning_of_the_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

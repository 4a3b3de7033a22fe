#include "kernel/auth/keys.h"

#include "base/mem.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

struct place {
    char *folder;
    char *path;
    struct problem *problem;
};

static int set_up(void **state)
{
    if (sodium_init() < 0)
        return 1;
    struct place *p = mem_new(NULL, struct place);
    const char *tmp = getenv("TMPDIR");
    p->folder = mem_printf(p, "%s/keys_test.XXXXXX", tmp == NULL ? "/tmp" : tmp);
    p->problem = problem_new(p);
    *state = p;
    if (mkdtemp(p->folder) == NULL)
        return 1;
    p->path = mem_printf(p, "%s/keys", p->folder);
    return 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    unlink(p->path);
    rmdir(p->folder);
    mem_free(p);
    return 0;
}

static void a_missing_file_is_made_for_the_owner_only(void **state)
{
    struct place *p = *state;
    struct keys *keys = NULL;
    struct stat st;
    assert_int_equal(keys_open(p, p->path, false, p->problem, &keys), ERR_INTERNAL);
    assert_string_equal(p->problem->detail, "keys_not_read");
    assert_int_equal(keys_open(p, p->path, true, p->problem, &keys), ERR_OK);
    assert_int_equal(stat(p->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void the_same_file_gives_the_same_key(void **state)
{
    struct place *p = *state;
    struct keys *a = NULL, *b = NULL;
    assert_int_equal(keys_open(p, p->path, true, p->problem, &a), ERR_OK);
    assert_int_equal(keys_open(p, p->path, true, p->problem, &b), ERR_OK);
    assert_string_equal(keys_id(a), keys_id(b));
    assert_int_equal(strlen(keys_id(a)), KEYS_ID_TEXT_SIZE - 1);
}

static void a_signature_fits_only_what_was_signed(void **state)
{
    struct place *p = *state;
    struct keys *keys = NULL;
    uint8_t public_key[KEYS_PUBLIC_SIZE], signature[KEYS_SIGNATURE_SIZE];
    assert_int_equal(keys_open(p, p->path, true, p->problem, &keys), ERR_OK);
    keys_public(keys, public_key);
    keys_sign(keys, "head", 4, signature);
    assert_true(keys_signed(public_key, "head", 4, signature));
    assert_false(keys_signed(public_key, "heaD", 4, signature));
    signature[0] ^= 1;
    assert_false(keys_signed(public_key, "head", 4, signature));
}

static void what_is_sealed_opens_with_its_key_and_name_only(void **state)
{
    struct place *p = *state;
    struct keys *keys = NULL, *others = NULL;
    uint8_t sealed[6 + KEYS_SEAL_SIZE];
    char text[6];
    const char *other_path = mem_printf(p, "%s/other", p->folder);
    assert_int_equal(keys_open(p, p->path, true, p->problem, &keys), ERR_OK);
    assert_int_equal(keys_open(p, other_path, true, p->problem, &others), ERR_OK);
    unlink(other_path);
    keys_seal(keys, "factor 1 2", "secret", 6, sealed);
    assert_true(keys_unseal(keys, "factor 1 2", sealed, sizeof sealed, text));
    assert_memory_equal(text, "secret", 6);
    assert_false(keys_unseal(keys, "factor 1 3", sealed, sizeof sealed, text));
    assert_false(keys_unseal(others, "factor 1 2", sealed, sizeof sealed, text));
    assert_false(keys_unseal(keys, "factor 1 2", sealed, KEYS_SEAL_SIZE - 1, text));
    sealed[30] ^= 1;
    assert_false(keys_unseal(keys, "factor 1 2", sealed, sizeof sealed, text));
    uint8_t mac[KEYS_MAC_SIZE], again[KEYS_MAC_SIZE], other[KEYS_MAC_SIZE];
    keys_mac(keys, "a", "secret", 6, mac);
    keys_mac(keys, "a", "secret", 6, again);
    assert_memory_equal(mac, again, sizeof mac);
    keys_mac(keys, "b", "secret", 6, other);
    assert_memory_not_equal(mac, other, sizeof mac);
    keys_mac(others, "a", "secret", 6, other);
    assert_memory_not_equal(mac, other, sizeof mac);
}

static void a_file_open_to_others_is_refused(void **state)
{
    struct place *p = *state;
    struct keys *keys = NULL;
    assert_int_equal(keys_open(p, p->path, true, p->problem, &keys), ERR_OK);
    assert_int_equal(chmod(p->path, 0640), 0);
    assert_int_equal(keys_open(p, p->path, true, p->problem, &keys), ERR_INTERNAL);
    assert_string_equal(p->problem->detail, "keys_open_to_others");
}

static void a_damaged_file_is_refused_and_kept(void **state)
{
    struct place *p = *state;
    struct keys *keys = NULL;
    int fd = open(p->path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "kaname-keys-1\nsign AAAA\n", 24), 24);
    close(fd);
    assert_int_equal(keys_open(p, p->path, true, p->problem, &keys), ERR_INTERNAL);
    assert_string_equal(p->problem->detail, "keys_damaged");
}

static void a_folder_that_is_missing_is_told(void **state)
{
    struct place *p = *state;
    struct keys *keys = NULL;
    const char *nowhere = mem_printf(p, "%s/none/keys", p->folder);
    assert_int_equal(keys_open(p, nowhere, true, p->problem, &keys), ERR_INTERNAL);
    assert_string_equal(p->problem->detail, "keys_not_written");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_missing_file_is_made_for_the_owner_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_file_gives_the_same_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_signature_fits_only_what_was_signed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_sealed_opens_with_its_key_and_name_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_open_to_others_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_damaged_file_is_refused_and_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_missing_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}

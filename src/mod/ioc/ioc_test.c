/* What an indicator is, and how it is written. */
#include "mod/ioc/ioc_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_text_is_what_it_looks_like(void **state)
{
    (void)state;
    assert_int_equal(ioc_type_of("d41d8cd98f00b204e9800998ecf8427e"), IOC_MD5);
    assert_int_equal(ioc_type_of("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"), IOC_SHA1);
    assert_int_equal(
        ioc_type_of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        IOC_SHA256);
    assert_int_equal(ioc_type_of("192.0.2.1"), IOC_IPV4);
    assert_int_equal(ioc_type_of("192.0.2.0/24"), IOC_IPV4);
    assert_int_equal(ioc_type_of("192.0.2.0/33"), IOC_OTHER);
    assert_int_equal(ioc_type_of("192.0.2.256"), IOC_OTHER);
    assert_int_equal(ioc_type_of("2001:db8::1"), IOC_IPV6);
    assert_int_equal(ioc_type_of("https://evil.example/a?b"), IOC_URL);
    assert_int_equal(ioc_type_of("http:///a"), IOC_OTHER);
    assert_int_equal(ioc_type_of("a.b@evil.example"), IOC_EMAIL);
    assert_int_equal(ioc_type_of("evil.example"), IOC_DOMAIN);
    assert_int_equal(ioc_type_of("evil"), IOC_OTHER);
    assert_int_equal(ioc_type_of("evil..example"), IOC_OTHER);
    assert_int_equal(ioc_type_of("-evil.example"), IOC_OTHER);
    assert_int_equal(ioc_type_of("evil.example."), IOC_OTHER);
    assert_int_equal(ioc_type_of("invoice.pdf.exe"), IOC_FILE);
    assert_int_equal(ioc_type_of("HKCU\\Software\\Run\\x"), IOC_OTHER);
    assert_true(ioc_is(IOC_DOMAIN, "invoice.zip"));
    assert_false(ioc_is(IOC_MD5, "evil.example"));
    assert_false(ioc_is(IOC_OTHER, ""));
}

static void what_was_written_so_that_nothing_opens_it_is_read(void **state)
{
    void *ctx = mem_context(NULL, 0);
    (void)state;
    assert_string_equal(
        ioc_refang(ctx, "  hXXps[:]//evil[.]example/a\n"), "https://evil.example/a");
    assert_string_equal(ioc_refang(ctx, "hxxp[://]evil(.)example"), "http://evil.example");
    assert_string_equal(ioc_refang(ctx, "a[at]evil[DOT]example"), "a@evil.example");
    assert_string_equal(ioc_refang(ctx, "192[.]0[.]2[.]1"), "192.0.2.1");
    assert_string_equal(ioc_refang(ctx, "[x]"), "[x]");
    assert_string_equal(ioc_refang(ctx, " \xe3\x80\x80"), "");
    mem_free(ctx);
}

static void what_is_the_same_is_the_same_text(void **state)
{
    void *ctx = mem_context(NULL, 0);
    (void)state;
    assert_string_equal(ioc_plain(ctx, IOC_DOMAIN, "Evil.Example"), "evil.example");
    assert_string_equal(
        ioc_plain(ctx, IOC_URL, "HTTPS://Evil.Example/Path?Q"), "https://evil.example/Path?Q");
    assert_string_equal(ioc_plain(ctx, IOC_FILE, "Invoice.EXE"), "Invoice.EXE");
    mem_free(ctx);
}

static void nothing_makes_a_link_of_what_is_shown(void **state)
{
    void *ctx = mem_context(NULL, 0);
    (void)state;
    assert_string_equal(
        ioc_defang(ctx, IOC_URL, "https://evil.example/a.php"), "hxxps://evil[.]example/a.php");
    assert_string_equal(ioc_defang(ctx, IOC_URL, "ftp://evil.example"), "ftp://evil[.]example");
    assert_string_equal(ioc_defang(ctx, IOC_IPV4, "192.0.2.1"), "192[.]0[.]2[.]1");
    assert_string_equal(ioc_defang(ctx, IOC_IPV6, "2001:db8::1"), "2001[:]db8[:][:]1");
    assert_string_equal(ioc_defang(ctx, IOC_EMAIL, "a@evil.example"), "a[@]evil[.]example");
    assert_string_equal(ioc_defang(ctx, IOC_FILE, "invoice.exe"), "invoice.exe");
    assert_string_equal(ioc_refang(ctx, ioc_defang(ctx, IOC_IPV6, "2001:db8::1")), "2001:db8::1");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_what_it_looks_like),
        cmocka_unit_test(what_was_written_so_that_nothing_opens_it_is_read),
        cmocka_unit_test(what_is_the_same_is_the_same_text),
        cmocka_unit_test(nothing_makes_a_link_of_what_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/mem.h"
#include "mod/joint/warning_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void told(const char *text, const char *as)
{
    void *ctx = mem_context(NULL, 0);
    const char *once = warning_defang(ctx, text);
    assert_string_equal(once, as);
    assert_string_equal(warning_defang(ctx, once), as); /* nothing is written otherwise twice */
    mem_free(ctx);
}

static void what_could_be_opened_is_written_otherwise(void **state)
{
    (void)state;
    told("https://www.evil.example/a?b=c.d", "hxxps://www[.]evil[.]example/a?b=c[.]d");
    told("HTTP://evil.example", "hxxp://evil[.]example");
    told("http://192.0.2.7:8080/x", "hxxp://192[.]0[.]2[.]7:8080/x");
    told("From: \"経理\" <keiri@evil.example>", "From: \"経理\" <keiri[@]evil[.]example>");
    told("見積書.zipを開かない", "見積書[.]zipを開かない");
    told("xn--example.jp、例え.jp", "xn--example[.]jp、例え[.]jp");
}

static void what_is_no_link_stays_as_it_was_written(void **state)
{
    (void)state;
    told("", "");
    told("Ver 2.0 の 3.5 倍。開かない.", "Ver 2.0 の 3.5 倍。開かない.");
    told("Do not open it. Tell us.", "Do not open it. Tell us.");
    told("hxxps://evil[.]example/", "hxxps://evil[.]example/");
    told("https に見える", "https に見える");
    told(".", ".");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_could_be_opened_is_written_otherwise),
        cmocka_unit_test(what_is_no_link_stays_as_it_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "kernel/auth/sign_in_rules.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PAST_LEAST = 3, HOURS_NEAR = 2 };

/* A log-in is odd when all of a row is new. */
static const unsigned rules[] = {
    ODD_BROWSER | ODD_NETWORK,
    ODD_BROWSER | ODD_HOUR,
    ODD_NETWORK | ODD_HOUR,
};

static bool near_hour(int a, int b)
{
    int apart = abs(a - b);
    return apart <= HOURS_NEAR || 24 - apart <= HOURS_NEAR;
}

unsigned sign_in_odd(const struct sign_in_trait *past, size_t n, const struct sign_in_trait *now)
{
    unsigned fresh = ODD_ALL;
    if (n < PAST_LEAST)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(past[i].browser, now->browser) == 0)
            fresh &= ~(unsigned)ODD_BROWSER;
        if (strcmp(past[i].network, now->network) == 0)
            fresh &= ~(unsigned)ODD_NETWORK;
        if (near_hour(past[i].hour, now->hour))
            fresh &= ~(unsigned)ODD_HOUR;
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if ((fresh & rules[i]) == rules[i])
            return fresh;
    return 0;
}

static const char *first_named(const char *agent, const char *const names[][2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(agent, names[i][0]) != NULL)
            return names[i][1];
    return NULL;
}

const char *sign_in_browser(const void *ctx, const char *agent)
{
    /* In this order: later ones call themselves by the names of earlier ones too. */
    static const char *const systems[][2] = {{"iPhone", "iOS"}, {"iPad", "iOS"},
        {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}};
    static const char *const browsers[][2] = {
        {"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}};
    if (agent == NULL)
        return "";
    const char *system = first_named(agent, systems, sizeof systems / sizeof systems[0]);
    const char *browser = first_named(agent, browsers, sizeof browsers / sizeof browsers[0]);
    if (system == NULL && browser == NULL)
        return mem_strndup(ctx, agent, strcspn(agent, "/ "));
    return mem_printf(ctx, "%s %s", system == NULL ? "" : system, browser == NULL ? "" : browser);
}

const char *sign_in_network(const void *ctx, const char *address)
{
    const char *dot = address == NULL ? NULL : strrchr(address, '.');
    const char *p = address;
    int colons = 0;
    if (address == NULL)
        return "";
    if (dot != NULL)
        return mem_strndup(ctx, address, (size_t)(dot + 1 - address));
    for (; *p != '\0' && colons < 4; p++)
        colons += *p == ':';
    return mem_strndup(ctx, address, (size_t)(p - address));
}

const char *sign_in_odd_text(const void *ctx, unsigned odd)
{
    char *text = mem_printf(ctx, "%s%s%s", (odd & ODD_BROWSER) != 0 ? "browser " : "",
        (odd & ODD_NETWORK) != 0 ? "network " : "", (odd & ODD_HOUR) != 0 ? "hour " : "");
    size_t n = strlen(text);
    if (n > 0)
        text[n - 1] = '\0';
    return text;
}

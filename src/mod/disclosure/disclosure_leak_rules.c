#include "mod/disclosure/disclosure_leak_rules.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define KIND_KEY(name, key) key,
static const char *const kind_keys[] = {LEAK_KIND_LIST(KIND_KEY) NULL};
const struct option_set OPTIONS_LEAK_KIND = {"leak_kind", kind_keys};

const char *leak_kind_key(enum leak_kind kind)
{
    return kind_keys[kind];
}

/* Names of products that say what an attacker has to bring along. Longer ones first. */
static const char *const products[] = {"windows server", "sql server", "active directory",
    "pulse secure", "palo alto", "sharepoint", "confluence", "postgresql", "fortigate",
    "kubernetes", "crowdstrike", "salesforce", "sonicwall", "wordpress", "fortinet", "fortios",
    "windows", "openssl", "openssh", "red hat", "exchange", "hyper-v", "vmware", "oracle", "apache",
    "tomcat", "struts", "citrix", "ivanti", "drupal", "jenkins", "gitlab", "docker", "ubuntu",
    "debian", "centos", "movable type", "ec-cube", "cisco", "linux", "macos", "mysql", "nginx",
    "log4j", "esxi", "samba", "juniper", "splunk", "trend micro", "symantec", "mcafee"};

/* What the name of a host ends in. */
static const char *const ends[] = {"jp", "com", "net", "org", "local", "internal", "lan", "corp",
    "intra", "io", "cloud", "dev", "test", "info", "biz", "home", "arpa"};

/* A number counts weaknesses in a sentence with one of these (no message: looked for in texts). */
static const char *const weak_words[] = {"脆弱性", "未対応", "未対策", "未修正", "未適用", "指摘",
    "欠陥", "不備", "弱点", "vulnerabilit", "finding", "weakness", "unpatched", "unresolved"};
/* no message: looked for in texts */
static const char *const counters[] = {"件", "個", "箇所", "か所", "カ所", "ヶ所", "項目", "台"};

/* ---- the text as it is compared ---- */

/* Letters of the wide Latin alphabet narrow, capitals small; at[i]: where byte i stands in `raw`.
 */
struct scan {
    const void *ctx;
    const char *raw;
    char *s;
    size_t *at;
    size_t n;
    struct leak *leaks;
    size_t n_leaks;
};

static size_t wide(const char *p, char *ret)
{
    const unsigned char *u = (const unsigned char *)p;
    *ret = p[0];
    if (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80) {
        *ret = ' ';
        return 3;
    }
    if (u[0] != 0xEF || (u[1] != 0xBC && u[1] != 0xBD))
        return 1;
    unsigned cp = 0xF000U | ((u[1] & 0x3FU) << 6) | (u[2] & 0x3FU);
    if (cp < 0xFF01 || cp > 0xFF5E)
        return 1;
    *ret = (char)(cp - 0xFEE0);
    return 3;
}

static struct scan scan_new(const void *ctx, const char *raw)
{
    size_t len = strlen(raw), i = 0;
    struct scan t = {.ctx = ctx,
        .raw = raw,
        .s = mem_array(ctx, char, len + 1),
        .at = mem_array(ctx, size_t, len + 1)};
    while (i < len) {
        char one;
        size_t took = wide(raw + i, &one);
        t.at[t.n] = i;
        t.s[t.n++] = one >= 'A' && one <= 'Z' ? (char)(one - 'A' + 'a') : one;
        i += took;
    }
    t.at[t.n] = len;
    return t;
}

bool leak_same(const void *ctx, const char *one, const char *other)
{
    return strcmp(utf8_fold(ctx, one), utf8_fold(ctx, other)) == 0;
}

static void add(struct scan *t, enum leak_kind kind, size_t from, size_t len)
{
    const char *found = mem_strndup(t->ctx, t->raw + t->at[from], t->at[from + len] - t->at[from]);
    for (size_t i = 0; i < t->n_leaks; i++)
        if (t->leaks[i].kind == kind && leak_same(t->ctx, t->leaks[i].found, found))
            return;
    t->leaks = mem_grow(t->ctx, t->leaks, struct leak, t->n_leaks + 1);
    t->leaks[t->n_leaks++] = (struct leak){kind, found};
}

/* ---- letters ---- */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool word(char c)
{
    return digit(c) || letter(c);
}

static size_t digits(const char *p)
{
    size_t n = 0;
    while (digit(p[n]))
        n++;
    return n;
}

static size_t letters(const char *p)
{
    size_t n = 0;
    while (letter(p[n]))
        n++;
    return n;
}

static bool begins(const char *p, const char *with)
{
    return strncmp(p, with, strlen(with)) == 0;
}

static size_t blanks(const char *p)
{
    return strspn(p, " -");
}

/* ---- what stands at a place: its length, 0: not this ---- */

/* CVE-2024-12345, JVNDB-2024-001234, JVN#12345678, JVNVU#9…, GHSA-xxxx-xxxx-xxxx */
static size_t vulnerability(const char *p)
{
    static const char *const heads[] = {"cve-", "jvndb-", "jvnvu#", "jvn#", "ghsa-"};
    for (size_t i = 0; i < COUNT(heads); i++) {
        size_t n = strlen(heads[i]);
        if (!begins(p, heads[i]) || !word(p[n]))
            continue;
        while (word(p[n]) || (p[n] == '-' && word(p[n + 1])))
            n++;
        return n;
    }
    return 0;
}

/* AF-2026-0012 */
static size_t record_number(const char *p)
{
    size_t n = letters(p);
    if (n == 0 || n > 3 || p[n] != '-' || digits(p + n + 1) != 4 || p[n + 5] != '-')
        return 0;
    size_t tail = digits(p + n + 6);
    return tail < 4 ? 0 : n + 6 + tail;
}

static size_t email(const char *p)
{
    size_t n = 0, dots = 0;
    while (word(p[n]) || (n > 0 && strchr("._+-", p[n]) != NULL && p[n] != '\0'))
        n++;
    if (n == 0 || p[n] != '@' || !word(p[n + 1]))
        return 0;
    n++;
    while (word(p[n]) || (strchr(".-", p[n]) != NULL && p[n] != '\0' && word(p[n + 1])))
        dots += p[n++] == '.';
    return dots == 0 ? 0 : n;
}

/* Groups of digits between points; *ret_groups of them. */
static size_t dotted(const char *p, int *ret_groups)
{
    size_t n = digits(p);
    *ret_groups = n > 0;
    while (n > 0 && p[n] == '.' && digit(p[n + 1])) {
        n += 1 + digits(p + n + 1);
        ++*ret_groups;
    }
    return n;
}

static size_t ipv4(const char *p)
{
    int groups = 0;
    size_t n = dotted(p, &groups);
    if (groups != 4)
        return 0;
    for (size_t i = 0; i < n; i += digits(p + i) + 1)
        if (digits(p + i) > 3 || strtol(p + i, NULL, 10) > 255)
            return 0;
    return p[n] == '/' && digit(p[n + 1]) ? n + 1 + digits(p + n + 1) : n;
}

static size_t ipv6(const char *p)
{
    size_t n = 0, colons = 0;
    for (; digit(p[n]) || (p[n] >= 'a' && p[n] <= 'f') || p[n] == ':'; n++)
        colons += p[n] == ':';
    return colons < 3 || word(p[n]) ? 0 : n;
}

/* 03-1234-5678 */
static size_t telephone(const char *p)
{
    if (p[0] != '0' || !digit(p[1]))
        return 0;
    size_t a = digits(p);
    size_t b = p[a] == '-' ? digits(p + a + 1) : 0;
    size_t c = b > 0 && p[a + 1 + b] == '-' ? digits(p + a + b + 2) : 0;
    return c < 3 || a + b + c < 10 || a + b + c > 11 ? 0 : a + b + c + 2;
}

/* 9.1.2, not the day 2026.10.1 */
static size_t version_bare(const char *p)
{
    int groups = 0;
    size_t n = dotted(p, &groups);
    long first = strtol(p, NULL, 10);
    bool day = groups == 3 && first >= 1900 && first <= 2200;
    return groups < 3 || day ? 0 : n;
}

/* Ver 3, version 2.1, v10, バージョン4 */
static size_t version_said(const char *p)
{
    /* no message: looked for in texts */
    static const char *const heads[] = {"version", "ver.", "ver", "バージョン", "v"};
    int groups = 0;
    for (size_t i = 0; i < COUNT(heads); i++) {
        size_t n = strlen(heads[i]);
        if (!begins(p, heads[i]))
            continue;
        n += heads[i][1] == '\0' ? 0 : blanks(p + n);
        size_t number = dotted(p + n, &groups);
        if (number > 0)
            return n + number;
    }
    return 0;
}

/* A word with a number that has a point: "abc-2.4". After a blank it may be any figure. */
static size_t version_of_word(const char *p)
{
    int groups = 0;
    size_t n = letters(p);
    if (n < 3)
        return 0;
    n += p[n] == '-';
    size_t number = dotted(p + n, &groups);
    return groups < 2 ? 0 : n + number;
}

static size_t product(const char *p, bool *ret_version)
{
    int groups = 0;
    for (size_t i = 0; i < COUNT(products); i++) {
        size_t n = strlen(products[i]);
        if (!begins(p, products[i]) || letter(p[n]))
            continue;
        size_t gap = blanks(p + n);
        size_t number = dotted(p + n + gap, &groups);
        *ret_version = number > 0;
        return number > 0 ? n + gap + number : n;
    }
    return 0;
}

static size_t host(const char *p)
{
    size_t n = 0, last = 0;
    while (word(p[n]) || (n > 0 && strchr(".-", p[n]) != NULL && p[n] != '\0' && word(p[n + 1]))) {
        if (p[n] == '.')
            last = n + 1;
        n++;
    }
    for (size_t i = 0; last > 0 && i < COUNT(ends); i++)
        if (strlen(ends[i]) == n - last && begins(p + last, ends[i]))
            return n;
    return 0;
}

/* ---- the text ---- */

static size_t at_place(const char *p, enum leak_kind *ret_kind)
{
    static const struct {
        enum leak_kind kind;
        size_t (*length)(const char *p);
    } rules[] = {{LEAK_VULNERABILITY, vulnerability}, {LEAK_RECORD, record_number},
        {LEAK_PERSON, email}, {LEAK_PERSON, telephone}, {LEAK_ADDRESS, ipv4}, {LEAK_ADDRESS, ipv6},
        {LEAK_ADDRESS, host}, {LEAK_VERSION, version_bare}, {LEAK_VERSION, version_said}};
    bool version = false;
    for (size_t i = 0; i < COUNT(rules); i++) {
        size_t n = rules[i].length(p);
        *ret_kind = rules[i].kind;
        if (n > 0)
            return n;
    }
    size_t n = product(p, &version);
    *ret_kind = n > 0 && !version ? LEAK_PRODUCT : LEAK_VERSION;
    return n > 0 ? n : version_of_word(p);
}

static void find_patterns(struct scan *t)
{
    enum leak_kind kind = LEAK_VERSION;
    for (size_t i = 0; i < t->n;) {
        bool inside = i > 0 && word(t->s[i - 1]) && word(t->s[i]);
        size_t n = inside ? 0 : at_place(t->s + i, &kind);
        if (n > 0)
            add(t, kind, i, n);
        i += n > 0 ? n : 1;
    }
}

/* ---- how many weaknesses ---- */

static size_t sentence_end(const struct scan *t, size_t from)
{
    size_t i = from;
    while (i < t->n && t->s[i] != '\n' && !begins(t->s + i, "。") &&
           !(t->s[i] == '.' && t->s[i + 1] == ' '))
        i++;
    return i;
}

static bool says_weak(const struct scan *t, size_t from, size_t to)
{
    const char *sentence = mem_strndup(t->ctx, t->s + from, to - from);
    for (size_t i = 0; i < COUNT(weak_words); i++)
        if (strstr(sentence, weak_words[i]) != NULL)
            return true;
    return false;
}

/* "12件", and in English "12 open findings". */
static size_t counted(const struct scan *t, size_t at, size_t end)
{
    enum { NEAR = 40 };
    size_t n = digits(t->s + at);
    size_t after = at + n + (t->s[at + n] == ' ');
    for (size_t i = 0; i < COUNT(counters); i++)
        if (begins(t->s + after, counters[i]))
            return after + strlen(counters[i]) - at;
    size_t most = end - at < NEAR ? end - at : NEAR;
    const char *near = mem_strndup(t->ctx, t->s + at, most);
    for (size_t i = 0; t->s[at + n] == ' ' && i < COUNT(weak_words); i++) {
        const char *weak =
            (unsigned char)weak_words[i][0] < 0x80 ? strstr(near, weak_words[i]) : NULL;
        if (weak != NULL)
            return (size_t)(weak - near) + letters(weak);
    }
    return 0;
}

static void find_counts(struct scan *t)
{
    for (size_t from = 0; from < t->n;) {
        size_t to = sentence_end(t, from);
        bool weak = says_weak(t, from, to);
        for (size_t i = from; weak && i < to; i++) {
            bool starts = digit(t->s[i]) && (i == 0 || !(word(t->s[i - 1]) || t->s[i - 1] == '.'));
            size_t n = starts ? counted(t, i, to) : 0;
            if (n > 0)
                add(t, LEAK_COUNT, i, n);
        }
        from = to + 1;
    }
}

/* ---- names ---- */

static char *without_blanks(const void *ctx, const char *name)
{
    char *out = mem_strdup(ctx, name);
    size_t n = 0;
    for (size_t i = 0; name[i] != '\0'; i++)
        if (name[i] != ' ')
            out[n++] = name[i];
    out[n] = '\0';
    return out;
}

/* At the edges of a Latin word only. */
static bool stands_alone(const struct scan *t, const char *hit, size_t len)
{
    size_t at = (size_t)(hit - t->s);
    bool before = at > 0 && word(t->s[at - 1]) && word(t->s[at]);
    bool behind = word(t->s[at + len - 1]) && word(t->s[at + len]);
    return !before && !behind;
}

static bool find_text(struct scan *t, enum leak_kind kind, const char *name)
{
    size_t len = strlen(name);
    for (const char *hit = t->s; (hit = strstr(hit, name)) != NULL; hit++)
        if (stands_alone(t, hit, len)) {
            add(t, kind, (size_t)(hit - t->s), len);
            return true;
        }
    return false;
}

static void find_name(struct scan *t, const struct leak_name *one)
{
    const char *name = one->name;
    bool latin = (unsigned char)name[0] < 0x80;
    if (!find_text(t, one->kind, name) && !latin && strchr(name, ' ') != NULL)
        find_text(t, one->kind, without_blanks(t->ctx, name));
}

void leak_names_prepare(const void *ctx, struct leak_name *names, size_t *n_names)
{
    enum { LATIN_LEAST = 3, LEAST = 2 };
    size_t kept = 0;
    for (size_t i = 0; i < *n_names; i++) {
        const char *name = scan_new(ctx, names[i].name).s;
        bool latin = (unsigned char)name[0] < 0x80;
        if (utf8_chars(name) >= (latin ? LATIN_LEAST : LEAST))
            names[kept++] = (struct leak_name){names[i].kind, name};
    }
    *n_names = kept;
}

size_t leak_find(const void *ctx, const char *text, const struct leak_name *names, size_t n_names,
    struct leak **ret_leaks)
{
    struct scan t = scan_new(ctx, text);
    find_patterns(&t);
    find_counts(&t);
    for (size_t i = 0; i < n_names; i++)
        find_name(&t, &names[i]);
    *ret_leaks = t.leaks;
    return t.n_leaks;
}

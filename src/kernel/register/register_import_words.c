/* Texts of a sheet → what they stand for. Compared folded and without blanks (kernel/table/cell.h).
 */
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_import.h"
#include "kernel/table/cell.h"

#include <glib.h>
#include <string.h>

/* A word as it was before a change. */
struct change {
    struct change *earlier;
    const char *folded; /* the key of a word that was added; NULL: it was there */
    struct import_word *word;
    struct import_word before;
};

struct import_words {
    GHashTable *table;      /* folded text → struct import_word, both under the words */
    struct change *changes; /* since the mark, the last first */
    bool marked;
};

static int destroy(struct import_words *words)
{
    g_hash_table_destroy(words->table);
    return 0;
}

struct import_words *import_words_new(const void *ctx)
{
    struct import_words *words = mem_new(ctx, struct import_words);
    words->table = g_hash_table_new(g_str_hash, g_str_equal);
    talloc_set_destructor(words, destroy);
    return words;
}

struct import_word *import_words_find(const struct import_words *words, const char *text)
{
    char *folded = cell_folded(words, text);
    struct import_word *word = g_hash_table_lookup(words->table, folded);
    mem_free(folded);
    return word;
}

static void note(struct import_words *words, struct import_word *word, const char *folded)
{
    if (!words->marked)
        return;
    struct change *change = mem_new(words, struct change);
    *change = (struct change){words->changes, folded, word, *word};
    words->changes = change;
}

struct import_word *import_words_add(
    struct import_words *words, const char *text, const char *value)
{
    char *folded = cell_folded(words, text);
    struct import_word *word = g_hash_table_lookup(words->table, folded);
    if (word != NULL || *folded == '\0') {
        if (word != NULL && !word->several && strcmp(word->value, value) != 0) {
            note(words, word, NULL);
            word->several = true;
        }
        mem_free(folded);
        return word;
    }
    word = mem_new(words, struct import_word);
    word->value = mem_strdup(word, value);
    g_hash_table_insert(words->table, folded, word);
    note(words, word, folded);
    return word;
}

void import_words_spoken(struct import_words *words, struct import_word *word, size_t line)
{
    note(words, word, NULL);
    word->line = line;
}

void import_words_mark(struct import_words *words)
{
    if (words == NULL)
        return;
    words->marked = true;
    for (struct change *change = words->changes; change != NULL; change = words->changes) {
        words->changes = change->earlier;
        mem_free(change);
    }
}

void import_words_back(struct import_words *words)
{
    if (words == NULL)
        return;
    for (const struct change *change = words->changes; change != NULL; change = change->earlier) {
        if (change->folded == NULL) {
            *change->word = change->before;
            continue;
        }
        g_hash_table_remove(words->table, change->folded);
        mem_free(change->word);
        mem_free((void *)change->folded);
    }
    import_words_mark(words);
}

struct import_words *import_words_options(const void *ctx, const struct option_set *set)
{
    struct import_words *words = import_words_new(ctx);
    for (const char *const *key = set->keys; *key != NULL; key++) {
        const char *id = mem_printf(words, "enum.%s.%s", set->name, *key);
        import_words_add(words, *key, *key);
        for (int i = 0; i < MSG_LANGS; i++)
            import_words_add(words, msg_get(msg_langs[i], id), *key);
    }
    return words;
}

/* The register's own label, and the one that the field has in all registers. */
static void add_labels(struct import_words *words, const struct reg_def *def, const char *key)
{
    const char *own = mem_printf(words, "reg.%s.%s", def->singular, key);
    const char *common = mem_printf(words, "reg.%s", key);
    import_words_add(words, key, key);
    for (int i = 0; i < MSG_LANGS; i++) {
        if (msg_has(msg_langs[i], own))
            import_words_add(words, msg_get(msg_langs[i], own), key);
        if (msg_has(msg_langs[i], common))
            import_words_add(words, msg_get(msg_langs[i], common), key);
    }
}

/* What such a field is often called in lists that were kept elsewhere, where no label says so. */
static void add_usual(struct import_words *words, const char *id, const char *key)
{
    for (int i = 0; i < MSG_LANGS; i++) {
        if (!msg_has(msg_langs[i], id))
            continue;
        char **names = g_strsplit(msg_get(msg_langs[i], id), "|", -1);
        for (char **name = names; *name != NULL; name++)
            if (import_words_find(words, *name) == NULL)
                import_words_add(words, *name, key);
        g_strfreev(names);
    }
}

/* What names a record, by the register's own name: a list of systems calls it "system name". */
static void add_title(struct import_words *words, const struct reg_def *def)
{
    const char *own = mem_printf(words, "reg.%s", def->singular);
    for (int i = 0; i < MSG_LANGS; i++) {
        struct msg_arg arg = {"register", msg_get(msg_langs[i], own)};
        char *names = msg_format(words, msg_langs[i], "import.also.named", &arg, 1);
        char **list = g_strsplit(names, "|", -1);
        for (char **name = list; *name != NULL; name++)
            if (import_words_find(words, *name) == NULL)
                import_words_add(words, *name, def->title);
        g_strfreev(list);
    }
}

struct import_words *import_words_fields(const void *ctx, const struct reg_def *def)
{
    struct import_words *words = import_words_new(ctx);
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    if (def->prefix != NULL)
        add_labels(words, def, "number");
    for (size_t i = 0; i < n; i++)
        if (reg_takes(def, fields[i]) || reg_compares(fields[i]))
            add_labels(words, def, fields[i]->key);
    /* In lists of this kind, then in any. */
    for (size_t i = 0; i < n; i++)
        if (reg_takes(def, fields[i]))
            add_usual(words, mem_printf(words, "import.also.%s.%s", def->singular, fields[i]->key),
                fields[i]->key);
    for (size_t i = 0; i < n; i++)
        if (reg_takes(def, fields[i]))
            add_usual(words, mem_printf(words, "import.also.%s", fields[i]->key), fields[i]->key);
    for (size_t i = 0; i < n; i++)
        if (reg_takes(def, fields[i]) && strcmp(fields[i]->key, def->title) == 0)
            add_title(words, def);
    return words;
}

enum { SCAN_PAGE = 2000 };

/* One page of a register's live records after `*id`; *ret_n: how many there were. */
static enum err scan(struct call *c, const struct reg_def *def, const struct field *field,
    struct import_words *words, int64_t *id, int *ret_n)
{
    char uid_text[UUID_TEXT_SIZE];
    void *ctx = mem_context(words, 0);
    struct reg_sql sql = reg_sql_scan(ctx, def, field == NULL ? "number" : reg_column(field));
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    db_bind_int(q, *id);
    db_bind_int(q, SCAN_PAGE);
    bool row = false;
    int n = 0;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; n++) {
        *id = db_int(q, 0);
        bool hidden = false;
        if (def->readers)
            e = reader_is_hidden(c, def->singular, *id, &hidden);
        if (e != ERR_OK)
            break;
        if (!hidden && who_may(c->who, def->read, db_text(q, 4, NULL))) {
            struct uuid uid = db_uuid(q, 1);
            uuid_format(&uid, uid_text);
            for (int col = 2; col <= 3; col++)
                if (!db_is_null(q, col))
                    import_words_add(words, db_text(q, col, NULL), uid_text);
        }
        e = db_step(q, &row);
    }
    *ret_n = n;
    mem_free(ctx);
    return e;
}

enum err import_words_records(struct call *c, const void *ctx, const struct reg_def *def,
    const struct field *field, struct import_words **ret_words)
{
    struct import_words *words = import_words_new(ctx);
    int64_t id = 0;
    int n = SCAN_PAGE;
    enum err e = ERR_OK;
    while (e == ERR_OK && n == SCAN_PAGE)
        e = scan(c, def, field, words, &id, &n);
    if (e == ERR_OK)
        *ret_words = words;
    return e;
}

#include "kernel/db/db_match.h"

#include <string.h>

struct db_match db_match_new(const void *ctx, enum db_engine engine)
{
    return (struct db_match){.engine = engine, .text = buf_new(ctx)};
}

void db_match_word(struct db_match *m, const char *word)
{
    char quote = m->engine == DB_SQLITE ? '"' : '\'';
    const char *doubled = m->engine == DB_SQLITE ? "\"" : "'\\";
    buf_char(m->text, quote);
    for (const char *p = word; *p != '\0'; p++) {
        if (strchr(doubled, *p) != NULL)
            buf_char(m->text, *p);
        buf_char(m->text, *p);
    }
    buf_char(m->text, quote);
}

void db_match_and(struct db_match *m)
{
    buf_str(m->text, m->engine == DB_SQLITE ? " AND " : " & ");
}

void db_match_or(struct db_match *m)
{
    buf_str(m->text, m->engine == DB_SQLITE ? " OR " : " | ");
}

void db_match_and_not(struct db_match *m)
{
    buf_str(m->text, m->engine == DB_SQLITE ? " NOT " : " & !");
}

void db_match_open(struct db_match *m)
{
    buf_char(m->text, '(');
}

void db_match_close(struct db_match *m)
{
    buf_char(m->text, ')');
}

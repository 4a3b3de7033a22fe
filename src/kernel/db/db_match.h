/* A condition on a table of words, in the words of the engine's full-text index. Not a language for
 * people: every word is taken as it is, whatever signs it has. */
#ifndef KANAME_KERNEL_DB_DB_MATCH_H
#define KANAME_KERNEL_DB_DB_MATCH_H

#include "base/buf.h"
#include "kernel/db/db.h"

struct db_match {
    enum db_engine engine;
    struct buf *text; /* what is bound to MATCH or @@ */
};

struct db_match db_match_new(const void *ctx, enum db_engine engine);
/* A word of the index: not empty, without white space. */
void db_match_word(struct db_match *m, const char *word);
void db_match_and(struct db_match *m);
void db_match_or(struct db_match *m);
void db_match_and_not(struct db_match *m);
/* Brackets: the engines do not agree on what binds closer. */
void db_match_open(struct db_match *m);
void db_match_close(struct db_match *m);

#endif

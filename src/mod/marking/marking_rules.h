/* Whether a text for outsiders holds what is marked above its class, or for others. Pure.
 *
 * Classes: Traffic Light Protocol 2.0 (FIRST, August 2022). A text has a class of its own; a piece
 * may stand in it when the piece's class is not above it and, where the piece names who may be
 * told, everybody who reads the text is named. A piece in TLP:RED that names nobody is for nobody.
 *
 * Found are references ("{#3}") and the values themselves, also in what a reference fills in,
 * whatever their width, case, spaces, and in the usual disguise of addresses ("example[.]com",
 * "hxxp"). Not found is what was put into other words, a picture or a file: people read a text
 * before it leaves. */
#ifndef KANAME_MOD_MARKING_MARKING_RULES_H
#define KANAME_MOD_MARKING_MARKING_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, key, label): the widest first. */
#define TLP_LIST(X)                                         \
    X(TLP_CLEAR, "clear", "TLP:CLEAR")                      \
    X(TLP_GREEN, "green", "TLP:GREEN")                      \
    X(TLP_AMBER, "amber", "TLP:AMBER")                      \
    X(TLP_AMBER_STRICT, "amber_strict", "TLP:AMBER+STRICT") \
    X(TLP_RED, "red", "TLP:RED")

#define TLP_ENUM(name, key, label) name,
enum tlp { TLP_LIST(TLP_ENUM) TLP_MAX };
#undef TLP_ENUM

/* Of a key; one that is none is TLP_RED. */
enum tlp tlp_of(const char *key);
const char *tlp_key(enum tlp tlp);
const char *tlp_label(enum tlp tlp); /* as the standard writes it: "TLP:AMBER+STRICT" */

enum { MARKING_NO_PIECE = -1 }; /* number of what no reference leads to */
struct marking_piece {
    int64_t no;
    const char *title;
    const char *value; /* what must not stand in a text, a line each */
    enum tlp tlp;
    const char *const *allowed; /* names; NULL: whoever the class allows */
    size_t n_allowed;
};

/* A text on its way out, and who reads it. */
struct marking_text {
    const char *pointer; /* where it stands, for who is refused: "/body" */
    const char *text;    /* NULL: none */
    const char *to;      /* its only reader; NULL: all of the release's */
};
struct marking_release {
    enum tlp tlp;
    const struct marking_text *texts;
    size_t n_texts;
    const char *const *readers; /* names */
    size_t n_readers;
    bool all; /* everybody reads it, whatever names there are */
};

enum marking_fault {
    MARKING_UNKNOWN, /* a reference to no piece */
    MARKING_ABOVE,   /* a piece of a class above the text's */
    MARKING_READER,  /* a piece that somebody who reads the text may not be told */
};
struct marking_finding {
    const struct marking_text *text;
    const struct marking_piece *piece; /* NULL: none such */
    enum marking_fault fault;
    const char *found; /* as the case or the text has it */
};

/* Each piece at most once a text, in the order of the texts. Under ctx. */
size_t marking_find(const void *ctx, const struct marking_piece *pieces, size_t n,
    const struct marking_release *release, struct marking_finding **ret_findings);

/* The form in which values are looked for: folded, without white space, addresses undisguised. */
char *marking_plain(const void *ctx, const char *text);

/* Whether every line of a value is long enough to be looked for: three letters of the Latin
 * alphabet, two characters of others; and there is one. */
bool marking_value_ok(const void *ctx, const char *value);

/* References replaced by values (their lines joined by ", "); unknown ones stay. */
char *marking_filled(
    const void *ctx, const char *text, const struct marking_piece *pieces, size_t n);

#endif

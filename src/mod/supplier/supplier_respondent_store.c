/* Suppliers as those whom a campaign asks (kernel/guest/respondent.h). */
#include "base/mem.h"
#include "mod/supplier/supplier_private.h"

#include <stdlib.h>
#include <string.h>

/* Sheets name classes in capitals. */
static const char *class_of(struct call *c, const char *key)
{
    char *name = mem_strdup(c, key);
    if (name != NULL && name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
    return name;
}

static struct respondent respondent_row(struct call *c, struct db_query *q)
{
    return (struct respondent){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .name = mem_strdup(c, db_text(q, 2, NULL)),
        .class = class_of(c, db_text(q, 3, NULL)),
        .lang = mem_strdup(c, db_text(q, 4, NULL)),
        .contact_name = mem_strdup(c, db_text(q, 5, NULL)),
        .contact_address = mem_strdup(c, db_text(q, 6, NULL)),
    };
}

static int by_uid(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct uuid));
}

static bool chosen(const struct uuid *sorted, size_t n, const struct uuid *uid)
{
    return bsearch(uid, sorted, n, sizeof *sorted, by_uid) != NULL;
}

/* Rows of one statement behind `after`; *ret_last: the id of the last one looked at, 0: the end. */
static enum err rows(struct call *c, const struct respondent_choice *choice,
    const struct uuid *sorted, int64_t *after, int limit, struct respondent *list, size_t *n)
{
    static const char SQL[] =
        "SELECT id, uid, name, class, contact_language, contact_name, contact_email FROM supplier"
        " WHERE org_id = :org AND deleted_at IS NULL AND id > ?"
        " AND (state = 'active' OR (? = 1 AND state = 'candidate'))"
        " AND (? = '' OR class = ?) AND (? = 0 OR risk = 'with') ORDER BY id LIMIT ?";
    char class[2] = "";
    if (choice->class != NULL)
        class[0] = (char)(choice->class[0] - 'A' + 'a');
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, *after);
    db_bind_int(q, choice->only != NULL);
    db_bind_text(q, class);
    db_bind_text(q, class);
    db_bind_int(q, choice->marked);
    db_bind_int(q, limit);
    bool row = false;
    int64_t last = 0;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct uuid uid = db_uuid(q, 1);
        last = db_int(q, 0);
        if (choice->only == NULL || chosen(sorted, choice->n_only, &uid))
            list[(*n)++] = respondent_row(c, q);
    }
    *after = last;
    return e;
}

enum err supplier_store_respondents(struct call *c, const struct respondent_choice *choice,
    int64_t after, int limit, struct respondent **ret_list, size_t *ret_n)
{
    struct respondent *list = mem_array(c, struct respondent, limit);
    struct uuid *sorted = mem_array(c, struct uuid, choice->n_only + 1);
    size_t n = 0;
    enum err e = ERR_OK;
    memcpy(sorted, choice->only == NULL ? sorted : choice->only, choice->n_only * sizeof *sorted);
    qsort(sorted, choice->n_only, sizeof *sorted, by_uid);
    do /* of a stretch perhaps none was chosen */
        e = rows(c, choice, sorted, &after, limit, list, &n);
    while (e == ERR_OK && n == 0 && after != 0);
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

/* Kinds of the register that sheets know; the others spare nothing: a declaration is the firm's own
 * word, and a certificate of another name says nothing that a sheet could read. One whose end
 * nobody has entered spares nothing either. */
static const char *certificate_of(const char *kind)
{
    static const char *const names[][2] = {{"isms", "isms"}, {"privacy_mark", "privacy_mark"},
        {"scs_3", "scs3"}, {"scs_4", "scs4"}, {"scs_5", "scs5"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(kind, names[i][0]) == 0)
            return names[i][1];
    return NULL;
}

enum err supplier_store_certificates(struct call *c, int64_t supplier_id, const char *day,
    struct sheet_certificate **ret_certificates, size_t *ret_n)
{
    enum { MOST = 50 };
    static const char SQL[] =
        "SELECT kind, valid_to FROM supplier_certificate WHERE org_id = :org AND supplier_id = ?"
        " AND deleted_at IS NULL AND valid_to >= ? AND (valid_from IS NULL OR valid_from <= ?)"
        " ORDER BY valid_to DESC, id LIMIT ?";
    struct sheet_certificate *held = mem_array(c, struct sheet_certificate, MOST);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    db_bind_text(q, day);
    db_bind_text(q, day);
    db_bind_int(q, MOST);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        const char *key = certificate_of(db_text(q, 0, NULL));
        if (key != NULL)
            held[n++] = (struct sheet_certificate){key, mem_strdup(c, db_text(q, 1, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_certificates = held;
    *ret_n = n;
    return ERR_OK;
}

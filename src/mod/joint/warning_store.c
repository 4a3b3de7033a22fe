/* All SQL on notices of suspicious mails and who got them. */
#include "base/mem.h"
#include "mod/joint/warning.h"

static void bind_id(struct db_query *q, bool given, int64_t id)
{
    if (given)
        db_bind_int(q, id);
    else
        db_bind_null(q);
}

enum err warning_store_add(
    struct call *c, int64_t warning_id, bool site, const struct respondent *firm, const char *lang)
{
    static const char sql[] =
        "INSERT INTO mail_warning_sent (org_id, uid, warning_id, to_site, supplier_id, site_id,"
        " name, contact, address, lang, sent_at, sent_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_int(q, warning_id);
    db_bind_int(q, site);
    bind_id(q, !site, firm->id);
    bind_id(q, site, firm->id);
    db_bind_text(q, firm->name);
    db_bind_text(q, firm->contact_name);
    db_bind_text(q, firm->contact_address);
    db_bind_text(q, lang);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err warning_store_lock(struct call *c, int64_t warning_id)
{
    static const char sql[] = "SELECT id FROM mail_warning WHERE org_id = :org AND id = ?"
                              " {postgres: FOR UPDATE}";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, warning_id);
    return db_run(q);
}

enum err warning_store_there(
    struct call *c, int64_t warning_id, bool sites, int64_t above, struct joint_ids *ret_ids)
{
#define THERE " FROM mail_warning_sent WHERE org_id = :org AND warning_id = ? AND "
    static const char *const of_firms[] = {"SELECT count(*)" THERE "supplier_id > ?",
        "SELECT supplier_id" THERE "supplier_id > ? ORDER BY supplier_id LIMIT ?"};
    static const char *const of_sites[] = {"SELECT count(*)" THERE "site_id > ?",
        "SELECT site_id" THERE "site_id > ? ORDER BY site_id LIMIT ?"};
    return joint_store_ids(c, sites ? of_sites : of_firms, warning_id, above, ret_ids);
}

enum err warning_store_list(struct call *c, int64_t warning_id, const struct uuid *before,
    struct warning_sent ret_list[WARNING_PAGE + 1], size_t *ret_n)
{
    static const char sql[] =
        "SELECT s.uid, s.name, s.contact, s.address, s.lang, s.sent_at,"
        " (SELECT a.name FROM account a WHERE a.org_id = :org AND a.id = s.sent_by) AS by_who,"
        " s.to_site"
        " FROM mail_warning_sent s WHERE s.org_id = :org AND s.warning_id = ?"
        " AND (? = 1 OR s.id < (SELECT p.id FROM mail_warning_sent p"
        " WHERE p.org_id = :org AND p.uid = ?)) ORDER BY s.id DESC LIMIT ?";
    const struct uuid none = {0};
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, warning_id);
    db_bind_int(q, before == NULL);
    db_bind_uuid(q, before == NULL ? &none : before);
    db_bind_int(q, WARNING_PAGE + 1);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_list[n++] = (struct warning_sent){.uid = db_uuid(q, 0),
            .name = mem_strdup(c, db_text(q, 1, NULL)),
            .contact = mem_strdup(c, db_text(q, 2, NULL)),
            .address = mem_strdup(c, db_text(q, 3, NULL)),
            .lang = mem_strdup(c, db_text(q, 4, NULL)),
            .sent_at_ms = db_int(q, 5),
            .by = mem_strdup(c, db_text(q, 6, NULL)),
            .site = db_int(q, 7) != 0};
    *ret_n = n;
    return e;
}

enum err warning_store_begin(struct call *c, int64_t warning_id, const char *today)
{
    static const char sql[] =
        "UPDATE mail_warning SET sent_on = COALESCE(sent_on, ?), sent_to = COALESCE(sent_to, 0),"
        " version = version + 1 WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    db_bind_int(q, warning_id);
    return db_run(q);
}

enum err warning_store_count(struct call *c, int64_t warning_id, int64_t more)
{
    static const char sql[] = "UPDATE mail_warning SET sent_to = sent_to + ?,"
                              " version = version + 1 WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, more);
    db_bind_int(q, warning_id);
    return db_run(q);
}

enum err warning_store_of_day(struct call *c, const char *day, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM mail_warning WHERE org_id = :org"
                              " AND sent_on = ? AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, day);
    return db_one_int(q, 0, ret_n);
}

enum err warning_store_forget(struct call *c, const char *address)
{
    static const char sql[] = "UPDATE mail_warning_sent SET contact = NULL, address = ''"
                              " WHERE org_id = :org AND lower(address) = lower(?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, address);
    return db_run(q);
}

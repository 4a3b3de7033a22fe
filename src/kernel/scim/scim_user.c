#include "kernel/scim/scim_user.h"

#include "base/clock.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/api_token_store.h"
#include "kernel/scim/scim_group.h"
#include "kernel/sso/identity_store.h"
#include "kernel/unit/unit_reg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *scim_base(struct call *c)
{
    return mem_printf(c, "%s/scim/v2", c->app->config.public_url);
}

/* ---- parts of a document ---- */

static const char *text_of(const json_t *doc, const char *key)
{
    const char *text = json_string_value(json_object_get(doc, key));
    return text != NULL && *text != '\0' ? text : NULL;
}

static const char *department_of(const json_t *doc)
{
    return text_of(json_object_get(doc, SCIM_URN_ENTERPRISE), "department");
}

/* The address that letters go to: the first one, else that of work, else any. */
static json_t *first_email(const json_t *doc)
{
    const json_t *list = json_object_get(doc, "emails");
    json_t *work = NULL;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *one = json_array_get(list, i);
        const char *type = text_of(one, "type");
        if (json_is_true(json_object_get(one, "primary")))
            return one;
        if (work == NULL && type != NULL && strcmp(type, "work") == 0)
            work = one;
    }
    return work != NULL ? work : json_array_get(list, 0);
}

static const char *email_of(const json_t *doc)
{
    return text_of(first_email(doc), "value");
}

static const char *lang_of(const char *tag)
{
    bool ends = tag != NULL && strlen(tag) >= 2 && strchr("-_", tag[2]) != NULL;
    if (ends && strncmp(tag, "ja", 2) == 0)
        return "ja";
    return ends && strncmp(tag, "en", 2) == 0 ? "en" : NULL;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- the document of a row ---- */

static void put(json_t *object, const char *key, const char *text)
{
    if (text != NULL && *text != '\0')
        json_object_set_new(object, key, json_string(text));
}

static json_t *kept_attributes(struct call *c, const struct scim_row *row)
{
    json_t *kept = NULL;
    const char *text = row->attributes == NULL ? "{}" : row->attributes;
    if (json_in_parse(c, text, strlen(text), JSON_IN_DEPTH, problem_new(c), &kept) != ERR_OK) {
        kept = json_object();
        json_in_keep(c, kept);
    }
    return kept;
}

/* The register knows the first address; the others only the provider does. */
static void put_email(json_t *doc, const char *email)
{
    json_t *first = first_email(doc);
    if (email == NULL)
        return;
    if (first != NULL) {
        json_object_set_new(first, "value", json_string(email));
        return;
    }
    json_object_set_new(doc, "emails",
        json_pack("[{s:s, s:s, s:b}]", "value", email, "type", "work", "primary", 1));
}

/* What the register of people says goes before what the provider said once. */
static void put_person(json_t *doc, const struct scim_row *row)
{
    json_t *name = json_object_get(doc, "name");
    if (row->person_id == 0)
        return;
    if (name == NULL) {
        name = json_object();
        json_object_set_new(doc, "name", name);
    }
    put(name, "familyName", row->family_name);
    put(name, "givenName", row->given_name);
    put(doc, "title", row->post);
    put_email(doc, row->email);
}

static void put_enterprise(json_t *doc, const struct scim_row *row, const char *number)
{
    json_t *more = json_object();
    put(more, "employeeNumber", number);
    put(more, "department", row->department);
    json_t *schemas = json_pack("[s]", SCIM_URN_USER);
    if (json_object_size(more) > 0) {
        json_object_set(doc, SCIM_URN_ENTERPRISE, more);
        json_array_append_new(schemas, json_string(SCIM_URN_ENTERPRISE));
    }
    json_decref(more);
    json_object_set_new(doc, "schemas", schemas);
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

const char *scim_user_version(struct call *c, const struct scim_row *row)
{
    return mem_printf(c, "%" PRId64 ".%" PRId64, row->version, row->person_version);
}

static void put_meta(struct call *c, json_t *doc, const struct scim_row *row, const char *id)
{
    char created[INSTANT_TEXT_SIZE], modified[INSTANT_TEXT_SIZE];
    instant_format(row->created_at_ms, created);
    instant_format(later(row->updated_at_ms, row->person_updated_at_ms), modified);
    json_object_set_new(doc, "meta",
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "resourceType", "User", "created", created,
            "lastModified", modified, "location", mem_printf(c, "%s/Users/%s", scim_base(c), id),
            "version", mem_printf(c, "W/\"%s\"", scim_user_version(c, row))));
}

json_t *scim_user_doc(struct call *c, const struct scim_row *row)
{
    const json_t *kept = kept_attributes(c, row);
    const char *spelled = text_of(kept, "userName"), *language = text_of(kept, "preferredLanguage");
    char id[UUID_TEXT_SIZE];
    uuid_format(&row->uid, id);
    json_t *doc = json_object();
    json_in_keep(c, doc);
    put(doc, "id", id);
    put(doc, "externalId", row->external_id);
    bool spelled_so = spelled != NULL && strcmp(utf8_fold(c, spelled), row->login) == 0;
    put(doc, "userName", spelled_so ? spelled : row->login);
    put(doc, "displayName", row->name);
    put(doc, "preferredLanguage", same(lang_of(language), row->lang) ? language : row->lang);
    json_object_set_new(doc, "active", json_boolean(row->active));
    for (size_t i = 0; i < 2; i++) {
        const char *key = i == 0 ? "name" : "emails";
        if (json_object_get(kept, key) != NULL)
            json_object_set_new(doc, key, json_deep_copy(json_object_get(kept, key)));
    }
    put_person(doc, row);
    put_enterprise(doc, row, text_of(kept, "employeeNumber"));
    put_meta(c, doc, row, id);
    return doc;
}

/* What neither account nor person holds, as text under c. */
static const char *attributes_of(struct call *c, const json_t *doc)
{
    json_t *kept = json_object();
    put(kept, "userName", text_of(doc, "userName"));
    put(kept, "preferredLanguage", text_of(doc, "preferredLanguage"));
    put(kept, "employeeNumber",
        text_of(json_object_get(doc, SCIM_URN_ENTERPRISE), "employeeNumber"));
    if (json_object_size(json_object_get(doc, "name")) > 0)
        json_object_set(kept, "name", json_object_get(doc, "name"));
    if (json_array_size(json_object_get(doc, "emails")) > 0)
        json_object_set(kept, "emails", json_object_get(doc, "emails"));
    char *text = json_dumps(kept, JSON_COMPACT | JSON_SORT_KEYS);
    const char *copy = mem_strdup(c, text == NULL ? "{}" : text);
    free(text);
    json_decref(kept);
    return copy;
}

/* ---- people ---- */

static enum err taken(struct call *c)
{
    return problem_set(c->problem, ERR_CONFLICT, "scim_taken");
}

/* The unit that the department's name or code is, else the top. */
static enum err unit_of(struct call *c, const json_t *doc, bool top_else, const char **ret_unit)
{
    const char *department = department_of(doc);
    struct uuid uid;
    char id[UUID_TEXT_SIZE];
    enum err e = department == NULL ? ERR_NOT_FOUND : scim_store_unit(c, department, &uid);
    if (e == ERR_NOT_FOUND && top_else)
        e = scim_store_top(c, &uid);
    if (e != ERR_OK)
        return e;
    uuid_format(&uid, id);
    *ret_unit = mem_strdup(c, id);
    return ERR_OK;
}

/* A person can be made of it. */
static bool names_person(const json_t *doc)
{
    const json_t *name = json_object_get(doc, "name");
    return text_of(name, "familyName") != NULL && text_of(name, "givenName") != NULL;
}

static enum err make_person(struct call *c, const json_t *doc, const char **ret_person)
{
    const json_t *name = json_object_get(doc, "name");
    const char *unit = NULL;
    struct reg_record record;
    char id[UUID_TEXT_SIZE];
    if (!names_person(doc))
        return ERR_OK;
    enum err e = unit_of(c, doc, true, &unit);
    if (e != ERR_OK)
        return e;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s*, s:s*, s:s*}", "unit", unit, "family_name",
        text_of(name, "familyName"), "given_name", text_of(name, "givenName"), "email",
        email_of(doc), "post", text_of(doc, "title"), "department", department_of(doc));
    e = reg_create(c, &REG_PEOPLE, body, &record);
    json_decref(body);
    if (e != ERR_OK)
        return e;
    uuid_format(&record.uid, id);
    *ret_person = mem_strdup(c, id);
    return ERR_OK;
}

/* Whose account it is: somebody in the register with this address, or a new person. *ret_person
 * stays NULL when too little is known. */
static enum err find_person(struct call *c, const json_t *doc, const char **ret_person)
{
    struct uuid person;
    int64_t account_id = 0;
    char id[UUID_TEXT_SIZE];
    const char *email = email_of(doc);
    enum err e =
        email == NULL ? ERR_NOT_FOUND : identity_store_by_email(c, email, &account_id, &person);
    if (e == ERR_NOT_FOUND)
        return make_person(c, doc, ret_person);
    if (e == ERR_OK && account_id != 0)
        return taken(c);
    if (e != ERR_OK)
        return e;
    uuid_format(&person, id);
    *ret_person = mem_strdup(c, id);
    return ERR_OK;
}

static void differ(json_t *patch, const char *key, const char *now, const char *wanted)
{
    if (wanted != NULL && !same(now, wanted))
        json_object_set_new(patch, key, json_string(wanted));
}

/* What the provider says goes into the register; what it says no more stays there. */
static enum err change_person(
    struct call *c, const struct scim_row *row, const json_t *old, const json_t *doc)
{
    const json_t *name = json_object_get(doc, "name");
    const char *unit = NULL;
    struct reg_record record;
    char id[UUID_TEXT_SIZE];
    enum err e = ERR_OK;
    if (row->person_id == 0)
        return ERR_OK;
    json_t *patch = json_object();
    json_in_keep(c, patch);
    differ(patch, "family_name", row->family_name, text_of(name, "familyName"));
    differ(patch, "given_name", row->given_name, text_of(name, "givenName"));
    differ(patch, "email", row->email, email_of(doc));
    differ(patch, "post", row->post, text_of(doc, "title"));
    differ(patch, "department", row->department, department_of(doc));
    if (!same(department_of(old), department_of(doc)))
        e = unit_of(c, doc, false, &unit);
    if (e == ERR_OK && unit != NULL)
        json_object_set_new(patch, "unit", json_string(unit));
    if ((e != ERR_OK && e != ERR_NOT_FOUND) || json_object_size(patch) == 0)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    uuid_format(&row->person_uid, id);
    return reg_update(c, &REG_PEOPLE, id, row->person_version, patch, &record);
}

/* ---- accounts ---- */

static const char *name_of(struct call *c, const json_t *doc)
{
    const json_t *name = json_object_get(doc, "name");
    const char *family = text_of(name, "familyName"), *given = text_of(name, "givenName");
    if (text_of(doc, "displayName") != NULL)
        return text_of(doc, "displayName");
    if (text_of(name, "formatted") != NULL)
        return text_of(name, "formatted");
    if (family != NULL && given != NULL)
        return mem_printf(c, "%s %s", family, given);
    return text_of(doc, "userName");
}

static void check_text(struct call *c, const char *key, const char *text)
{
    if (text == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
    else if (utf8_chars(text) > LIMIT_NAME)
        problem_field_limit(c->problem, mem_printf(c, "/%s", key), "too_long", LIMIT_NAME);
}

static enum err check(struct call *c, const json_t *doc)
{
    check_text(c, "userName", text_of(doc, "userName"));
    if (text_of(doc, "userName") != NULL)
        check_text(c, "displayName", name_of(c, doc));
    if (json_array_size(json_object_get(doc, "emails")) > LIMIT_SCIM_EMAILS)
        problem_field_limit(c->problem, "/emails", "too_many", LIMIT_SCIM_EMAILS);
    return problem_check(c->problem);
}

/* What of the account is to be another; NULL: nothing. Under c. */
static json_t *account_body(
    struct call *c, const struct scim_row *row, const json_t *doc, const char *person)
{
    const char *lang = lang_of(text_of(doc, "preferredLanguage"));
    json_t *body = json_object();
    json_in_keep(c, body);
    differ(body, "login", row->login, utf8_fold(c, text_of(doc, "userName")));
    differ(body, "name", row->name, name_of(c, doc));
    differ(body, "lang", row->lang, lang);
    differ(body, "person", NULL, person);
    return body;
}

static void audit(
    struct call *c, const struct scim_row *row, const char *action, json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "account",
                     .subject_id = row->id,
                     .subject_uid = &row->uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
}

static json_t *audit_data(const char *external_id, const char *attributes)
{
    json_t *data = json_pack("{s:s*}", "external_id", external_id);
    json_t *kept = attributes == NULL ? NULL : json_loads(attributes, 0, NULL);
    if (kept != NULL)
        json_object_set_new(data, "attributes", kept);
    return data;
}

/* Notes what the provider knows. */
static enum err keep(struct call *c, const struct scim_row *row, const json_t *doc, bool password)
{
    const char *external_id = text_of(doc, "externalId");
    const char *attributes = attributes_of(c, doc);
    bool news = row->attributes == NULL || row->gone || password ||
                !same(row->external_id, external_id) || strcmp(row->attributes, attributes) != 0;
    if (!news)
        return ERR_OK;
    enum err e = scim_store_put(c, row->id, external_id, attributes);
    if (e == ERR_UNIQUE)
        return taken(c);
    if (e == ERR_OK)
        e = account_store_bump(c, row->id);
    json_t *after = audit_data(external_id, attributes);
    if (password)
        json_object_set_new(after, "password", json_string("-"));
    audit(c, row, "provision", audit_data(row->external_id, row->attributes), after);
    return e;
}

static enum err revoke_tokens(struct call *c, const struct account *account)
{
    struct api_token *tokens = NULL;
    size_t n = 0;
    enum err e = api_token_store_list(c, account->id, &tokens, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = api_token_revoke(c, account, &tokens[i]);
    return e;
}

/* What a person disabled by hand, the provider does not enable. */
static enum err set_active(struct call *c, const struct scim_row *row, bool active)
{
    struct account account;
    if (row->active == active)
        return ERR_OK;
    if (active && !row->off)
        return problem_set(c->problem, ERR_CONFLICT, "scim_off");
    enum err e = account_store_by_id(c, row->id, &account);
    if (e == ERR_OK)
        e = account_set_enabled(c, &account, active);
    if (e == ERR_OK && !active)
        e = scim_store_off(c, row->id);
    return e == ERR_OK && !active ? revoke_tokens(c, &account) : e;
}

/* Letters of an account without a person go to its login, if that is an address; with a person, to
 * the person's address alone. */
static bool moves_address(const struct scim_row *row, const json_t *doc)
{
    const char *email = email_of(doc);
    bool by_login = row->person_id == 0 && strchr(row->login, '@') != NULL;
    if (!by_login)
        return email != NULL && !same(row->email, email);
    return email != NULL ? strcasecmp(row->login, email) != 0 : names_person(doc);
}

static bool moves(struct call *c, const struct scim_row *row, const json_t *doc)
{
    return strcmp(row->login, utf8_fold(c, text_of(doc, "userName"))) != 0 ||
           moves_address(row, doc);
}

/* Who can change login and address of an account gets the letter that resets its password. Of roles
 * that groups gave, the token's holder could have as many anyway. */
static enum err guard(struct call *c, const struct scim_row *row, const json_t *doc)
{
    bool admin = false, by_hand = false;
    if (!moves(c, row, doc))
        return ERR_OK;
    enum err e = account_store_is_admin(c, row->id, &admin);
    if (e == ERR_OK && admin)
        return problem_set(c->problem, ERR_MALFORMED, "scim_admin");
    if (e == ERR_OK)
        e = scim_store_by_hand(c, row->id, &by_hand);
    return e == ERR_OK && by_hand ? problem_set(c->problem, ERR_MALFORMED, "scim_by_hand") : e;
}

static enum err change_account(
    struct call *c, const struct scim_row *row, const json_t *doc, bool *ret_linked)
{
    struct account account;
    const char *person = NULL;
    enum err e = row->person_id == 0 ? find_person(c, doc, &person) : ERR_OK;
    if (e != ERR_OK)
        return e;
    *ret_linked = person != NULL;
    json_t *body = account_body(c, row, doc, person);
    if (json_object_size(body) == 0)
        return ERR_OK;
    e = account_store_by_id(c, row->id, &account);
    return e == ERR_OK ? account_change(c, &account, body) : e;
}

static enum err save(struct call *c, const struct scim_row *row, const json_t *doc, bool password)
{
    struct scim_row now = *row;
    bool linked = false;
    const json_t *old = scim_user_doc(c, row);
    const json_t *active = json_object_get(doc, "active");
    enum err e = check(c, doc);
    if (e == ERR_OK)
        e = guard(c, row, doc);
    if (e == ERR_OK)
        e = change_account(c, row, doc, &linked);
    if (e == ERR_OK)
        e = keep(c, row, doc, password);
    if (e == ERR_OK && linked)
        e = scim_store_by_id(c, row->id, &now);
    if (e == ERR_OK)
        e = change_person(c, &now, old, doc);
    if (e == ERR_UNIQUE) /* another person has the address */
        e = taken(c);
    if (e == ERR_OK && active != NULL)
        e = set_active(c, row, json_is_true(active));
    return e;
}

enum err scim_user_change(struct call *c, const struct scim_row *row, const json_t *doc)
{
    return save(c, row, doc, false);
}

/* An account that the provider deleted once: by its login, else by the person's address. */
static enum err find_gone(struct call *c, const json_t *doc, struct scim_row *ret_row)
{
    struct uuid person;
    int64_t account_id = 0;
    enum err e = scim_store_by_login(c, utf8_fold(c, text_of(doc, "userName")), ret_row);
    if (e == ERR_OK && !ret_row->gone)
        return taken(c);
    if (e == ERR_NOT_FOUND && email_of(doc) != NULL) {
        e = identity_store_by_email(c, email_of(doc), &account_id, &person);
        if (e == ERR_OK && account_id == 0)
            return ERR_NOT_FOUND;
        if (e == ERR_OK)
            e = scim_store_by_id(c, account_id, ret_row);
        if (e == ERR_OK && !ret_row->gone)
            return taken(c);
    }
    return e;
}

static enum err make_account(struct call *c, const json_t *doc, struct scim_row *ret_row)
{
    static const struct scim_row none = {.login = NULL};
    const char *person = NULL;
    struct account account;
    enum err e = find_person(c, doc, &person);
    if (e == ERR_OK)
        e = account_create(c, account_body(c, &none, doc, person), &account);
    return e == ERR_OK ? scim_store_by_id(c, account.id, ret_row) : e;
}

enum err scim_user_create(
    struct call *c, const json_t *doc, bool password, struct scim_row *ret_row)
{
    struct scim_row row = {.id = 0};
    enum err e = check(c, doc);
    if (e == ERR_OK)
        e = find_gone(c, doc, &row);
    if (e == ERR_NOT_FOUND)
        e = make_account(c, doc, &row);
    if (e == ERR_OK && json_object_get(doc, "active") == NULL)
        e = set_active(c, &row, true);
    if (e == ERR_OK)
        e = save(c, &row, doc, password);
    if (e == ERR_UNIQUE)
        e = taken(c);
    return e == ERR_OK ? scim_store_by_id(c, row.id, ret_row) : e;
}

enum err scim_user_delete(struct call *c, const struct scim_row *row)
{
    enum err e = scim_group_leave_all(c, row->id);
    if (e == ERR_OK)
        e = set_active(c, row, false);
    if (e == ERR_OK)
        e = scim_store_forget(c, row->id);
    if (e == ERR_OK)
        audit(c, row, "unprovision", audit_data(row->external_id, row->attributes), NULL);
    return e;
}

/* What people say in a report. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "mod/report/report_issue.h"
#include "mod/report/report_schedule.h"
#include "mod/report/report_store.h"
#include "mod/report/report_type.h"

#include <string.h>

static bool section_known(const struct report_issue *issue, const char *section)
{
    const struct report_slot *slot = report_slot_of(&issue->sections, section);
    return slot != NULL && slot->words;
}

static const struct report_said *said_before(
    const struct report_issue *issue, const char *section, const char *lang)
{
    for (size_t i = 0; i < issue->n_said; i++)
        if (strcmp(issue->said[i].section, section) == 0 && strcmp(issue->said[i].lang, lang) == 0)
            return &issue->said[i];
    return NULL;
}

static void audit_words(struct call *c, const struct report_issue *issue,
    const struct report_said *said, const struct report_said *before)
{
    json_t *was = before == NULL ? NULL
                                 : json_pack("{s:s, s:s, s:s}", "section", said->section,
                                       "language", said->lang, "text", before->text);
    json_t *is = json_pack(
        "{s:s, s:s, s:s}", "section", said->section, "language", said->lang, "text", said->text);
    audit_add(c, &(struct audit_entry){.action = "words",
                     .subject = REG_REPORT_ISSUES.singular,
                     .subject_id = issue->id,
                     .before = was,
                     .after = is});
    json_decref(was);
    json_decref(is);
}

enum err report_words_put(struct call *c, const char *id, const char *section, const char *lang,
    const char *text, int64_t seen, int64_t *ret_version)
{
    struct report_issue issue;
    enum err e = report_issue_load(c, id, true, &issue);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_REPORT_WORDS);
    if (e == ERR_OK && !section_known(&issue, section))
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    const struct report_said said = {
        .section = section, .lang = lang, .text = text, .version = seen};
    e = report_store_say(c, issue.id, &said);
    if (e == ERR_STALE)
        return problem_set(c->problem, e, "record_stale");
    if (e != ERR_OK)
        return e;
    audit_words(c, &issue, &said, said_before(&issue, section, lang));
    *ret_version = seen + 1;
    e = approval_touched(c, &REG_REPORT_ISSUES, issue.id);
    return e == ERR_OK ? report_authors_wrote(c, &issue) : e;
}

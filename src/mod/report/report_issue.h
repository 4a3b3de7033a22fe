/* Inside the module: an issue of a report with what belongs to it, its draft, its approval. */
#ifndef KANAME_MOD_REPORT_REPORT_ISSUE_H
#define KANAME_MOD_REPORT_REPORT_ISSUE_H

#include "mod/report/report.h"
#include "mod/report/report_doc.h"

extern const struct perm PERM_REPORT_READ, PERM_REPORT_WRITE, PERM_REPORT_WORDS,
    PERM_REPORT_APPROVE;

/* What a person wrote for a section. */
struct report_said {
    const char *section, *lang, *text;
    struct report_person author;
    int64_t version;
    int64_t updated_ms;
};

/* Before the keys of sections of own types that are nothing but words. */
#define REPORT_WORDS_KEY "words_"

struct report_slot;

/* Sections of a type of report, in order (report_type.h). */
struct report_slots {
    const struct report_slot *slots;
    size_t n;
};

struct report_issue {
    int64_t id;       /* 0: belongs to no issue */
    int64_t own_type; /* 0: of a built-in type */
    struct report_slots sections;
    const char *number, *type, *period, *campaign;
    const char *incident;         /* NULL: it is about no case */
    const char *title, *title_en; /* NULL: none, as all that follows */
    const char *audience, *audience_en;
    const char *confidentiality, *confidentiality_en;
    const char *meeting, *meeting_en, *meeting_date;
    const char *covers_from, *covers_to; /* the days that its schedule told */
    const char *ja; /* as what Japanese dates are written: "ja" or REPORT_JA_ERA; NULL: "ja" */
    struct report_person author;
    int64_t prepared_ms;
    bool approved;
    struct report_person approver;
    int64_t approved_ms;
    int64_t version;
    const struct report_said *said;
    size_t n_said;
};

/* Types of reports: those built in, and "own". */
extern const struct option_set OPTIONS_REPORT_TYPE;

/* The issue the caller may see whole. `lock` is for changes: refuses an approved one with
 * ERR_CONFLICT. */
enum err report_issue_load(
    struct call *c, const char *id, bool change, struct report_issue *ret_issue);

/* The days that it is about: what is counted as having happened, happened in them. Those that its
 * schedule told, else those of its fiscal year; where it names none, of the one that runs. false:
 * the organisation has no such zone. */
bool report_issue_days(
    struct call *c, const struct report_issue *issue, struct date_span *ret_days);
/* Those of its schedule; false: it has none. */
bool report_issue_covers(const struct report_issue *issue, struct date_span *ret_days);

/* The document as data stands now. `all` of an issue's members may be as they will be. */
enum err report_draft(struct call *c, const struct report_issue *issue, json_t **ret_doc);

/* The sections of the issue as they stand: an approved one keeps those of its document. */
enum err report_issue_sections(
    struct call *c, const struct report_issue *issue, struct report_slots *ret_sections);

/* For the register's check at approval: freezes the document of the record as it will be and fills
 * digest, approver and approved_at of it. */
enum err report_issue_freeze(struct call *c, const struct reg_record *record);

#endif

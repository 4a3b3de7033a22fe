/* Inside the module: what people are told of drafts and of the words they owe. */
#ifndef KANAME_MOD_REPORT_REPORT_SCHEDULE_NOTICE_H
#define KANAME_MOD_REPORT_REPORT_SCHEDULE_NOTICE_H

#include "kernel/i18n/msg.h"
#include "kernel/notice/notice.h"

enum report_notice {
    REPORT_DRAFTED,
    REPORT_NOT_DRAFTED,
    REPORT_WORDS_ASKED,
    REPORT_WORDS_REMINDED,
    REPORT_WORDS_OVERDUE,
    REPORT_WORDS_IN,
    REPORT_NOTICE_MAX
};
extern const struct notice_kind REPORT_NOTICES[REPORT_NOTICE_MAX];

#endif

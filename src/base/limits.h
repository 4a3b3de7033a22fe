/* The one table of limits on what comes from outside. Every limit is told to the caller when it is
 * met, and stands in the OpenAPI document. */
#ifndef KANAME_BASE_LIMITS_H
#define KANAME_BASE_LIMITS_H

#include <stdint.h>

enum {
    LIMIT_URI = 4096,                     /* bytes of path and query */
    LIMIT_HEADERS = 8192,                 /* bytes of all headers (the connection's memory) */
    LIMIT_QUERY_PARAMS = 64,              /* parameters in a query */
    LIMIT_JSON_BODY = 1024 * 1024,        /* bytes of a JSON body */
    LIMIT_UPLOAD = 100 * 1024 * 1024,     /* bytes of one uploaded file */
    LIMIT_SPOOL_FILES = 256,              /* uploads and imports arriving at once */
    LIMIT_BODY_MEMORY = 64 * 1024 * 1024, /* bytes of all JSON bodies in memory */
    LIMIT_IMPORT = 16 * 1024 * 1024,      /* bytes of a framework or table to import */
    LIMIT_TABLE = 64 * 1024 * 1024,       /* bytes of a table to import into a register */
    LIMIT_VERIS = 64 * 1024 * 1024,       /* bytes of cases in VERIS to import */
    LIMIT_TABLE_ROWS = 100000,            /* rows of it besides the header */
    LIMIT_TABLE_COLUMNS = 200,            /* columns of it */
    LIMIT_BULK_ROWS = 10000,              /* records of one bulk edit */
    LIMIT_BULK_UNDO_DAYS = 30,            /* it can be undone */
    LIMIT_HEADER_SECONDS = 15,            /* time to send the headers */
    LIMIT_BODY_SECONDS = 60,              /* time to send a JSON body */
    LIMIT_UPLOAD_SECONDS = 1800,          /* time to send a file */
    LIMIT_IDLE_SECONDS = 60,              /* silence on a kept connection */
    LIMIT_CONNECTIONS = 12000,            /* sockets at once */
    LIMIT_QUEUE = 2048,                   /* requests waiting for a worker */
    LIMIT_PAGE = 500,                     /* rows of one page of a list */
    LIMIT_PAGE_DEFAULT = 50,
    LIMIT_COUNT = 1000,         /* rows counted exactly unless asked */
    LIMIT_FILTERS = 20,         /* filters in one list request */
    LIMIT_LABEL = 100,          /* characters of a short name: who decided, a policy's number */
    LIMIT_NAME = 200,           /* characters of a name or title */
    LIMIT_LINE = 500,           /* characters of a remark on a line of a list */
    LIMIT_NOTE = 2000,          /* characters of a paragraph: a reason, what is excluded */
    LIMIT_TEXT = 10000,         /* characters of a long text */
    LIMIT_EXPORT_ROWS = 200000, /* rows of one export */
    LIMIT_FILE_NAME = 200,      /* characters */
    LIMIT_PASSWORD_MIN = 12,    /* characters */
    LIMIT_PASSWORD_MAX = 256,
    LIMIT_PASSWORD_MIN_MOST = 64,       /* characters that an organisation may ask for */
    LIMIT_CODE = 40,                    /* characters of a second factor's code */
    LIMIT_LOGIN_FAILURES = 10,          /* then the account waits */
    LIMIT_LOGIN_FAILURES_ADDRESS = 100, /* of one network, by any account */
    LIMIT_LOGIN_WAIT_MINUTES = 15,
    LIMIT_SESSION_HOURS = 12,     /* a session at the most */
    LIMIT_SESSION_IDLE_HOURS = 2, /* without a request */
    LIMIT_VIEWS = 200,            /* saved views of one account */
    LIMIT_ROLES = 200,            /* of one account */
    LIMIT_TOKENS = 50,            /* API tokens of one account, ended ones too */
    LIMIT_TOKEN_SCOPES = 60,      /* of one token */
    LIMIT_TOKEN_DAYS = 366,       /* its life at the most */
    LIMIT_TOKEN_KEPT_DAYS = 30,   /* an ended one is still listed */
    LIMIT_SIGN_IN_DAYS = 180,     /* the log of log-ins is kept */
    LIMIT_NOTICE_DAYS = 180,      /* a notice is kept */
    LIMIT_SESSIONS = 20,          /* of one account at once; the one used longest ago ends */
    LIMIT_LINK_HOURS = 24,        /* life of a one-time sign-in link */
    LIMIT_PASSKEYS = 20,          /* of one account */
    LIMIT_PASSKEY_MINUTES = 5,    /* to answer what the browser was asked */
    LIMIT_RESET_MINUTES = 30,     /* life of a link that sets a forgotten password */
    LIMIT_RESETS = 3,             /* such mails for one login, then a wait */
    LIMIT_ADDRESSES = 5,          /* new addresses one asks for, then a wait */
    LIMIT_RESETS_ADDRESS = 20,    /* asked for by one network, then a wait */
    LIMIT_SETUP_LINK_HOURS = 24,  /* and of the first set-up's */
    LIMIT_OUTSIDE_CALLS = 2,      /* workers that wait for a provider or directory at once */
    LIMIT_OUTSIDE_WAIT_SECONDS = 1,
    LIMIT_OUTSIDE_CONNECT_SECONDS = 3,
    LIMIT_OUTSIDE_SECONDS = 8,         /* for its whole answer */
    LIMIT_OUTSIDE_ANSWER = 256 * 1024, /* bytes of it */
    LIMIT_HOOKS = 20,                  /* receivers of webhooks of one organisation */
    LIMIT_HOOK_URL = 1000,             /* characters of one's address */
    LIMIT_HOOK_EVENTS = 200,           /* kinds of events that one of them takes */
    LIMIT_HOOK_CONNECT_SECONDS = 5,
    LIMIT_HOOK_SECONDS = 10,         /* for a receiver's whole answer */
    LIMIT_HOOK_ANSWER = 64 * 1024,   /* bytes of it that are waited for */
    LIMIT_HOOK_KEPT = 10000,         /* ended deliveries kept of one receiver */
    LIMIT_HOOK_SENT_DAYS = 14,       /* those that arrived */
    LIMIT_HOOK_FAILED_DAYS = 90,     /* those that did not */
    LIMIT_HOOK_OVERLAP_HOURS = 168,  /* both secrets sign after a change */
    LIMIT_SSO_MINUTES = 10,          /* to log in at an identity provider */
    LIMIT_SSO_GROUPS = 500,          /* groups of one person that are looked at */
    LIMIT_SSO_ROLES = 100,           /* lines that give roles by group */
    LIMIT_DAMAGE_ROWS = 5000,        /* records of one kind on a business-damage sheet */
    LIMIT_DEFENCE_ROWS = 2000,       /* records of one kind in a picture of defence in depth */
    LIMIT_DEFENCE_WAYS = 1000,       /* ways through the network in it */
    LIMIT_SCIM_BODY = 256 * 1024,    /* bytes of what a provider sends about accounts */
    LIMIT_SCIM_FILTER = 1000,        /* bytes of one of its filters or paths */
    LIMIT_SCIM_DEPTH = 10,           /* brackets in it, one within the other */
    LIMIT_SCIM_TERMS = 50,           /* comparisons and what joins them */
    LIMIT_SCIM_OPERATIONS = 100,     /* of one PATCH */
    LIMIT_SCIM_COMPARISONS = 50000,  /* of values with filters in one PATCH */
    LIMIT_SCIM_VALUES = 1000,        /* of one list in one request: members, addresses */
    LIMIT_SCIM_MEMBERS = 5000,       /* of one group */
    LIMIT_SCIM_EMAILS = 10,          /* of one account */
    LIMIT_SCIM_TEXT = 254,           /* characters of one of their values */
    LIMIT_SCIM_ROLES = 20,           /* that one group gives */
    LIMIT_SCIM_GROUPS = 1000,        /* of one organisation */
    LIMIT_SCIM_PAGE = 200,           /* resources of one answer */
    LIMIT_MAIL_REPORT = 1024 * 1024, /* bytes of a returned mail that are read */
    LIMIT_MAILBOX = 100,             /* mails of one look into the box they come back to */
    LIMIT_CALENDAR_EVENTS = 1000,    /* of one person's calendar */
    LIMIT_CALENDAR_DAYS_BACK = 90,   /* days that are over and still in it */
    LIMIT_CALENDAR_DAYS = 400,       /* days to come */
    LIMIT_CALENDAR_WRONG = 100,      /* links that open nothing, from one network, then a wait */
    LIMIT_RECORD_ITEMS = 500,        /* comments of one record; links; files */
    LIMIT_READERS = 50,              /* of one confidential record */
    LIMIT_ABSENCES = 50,             /* of one person, that are not over */
    LIMIT_OPEN_IMPORTS = 50,         /* tables that one account has sent and not taken in */
    LIMIT_SHEET_ITEMS = 5000,        /* items of one sheet */
    LIMIT_SHEETS = 500,              /* an organisation's own */
    LIMIT_SHEET_VERSIONS = 200,      /* of one sheet */
    LIMIT_MAPPINGS = 200,            /* an organisation's own */
    LIMIT_ANSWER_FILES = 50,         /* of one answer */
    LIMIT_QUESTIONS = 2000,          /* asked back about one response, replied ones too */
    LIMIT_UNITS = 5000,              /* units of one organisation */
    LIMIT_MEASURE_ASKED = 100,       /* days on which one measure was asked for, the latest */
    LIMIT_MILESTONES = 50,           /* of one measure */
    LIMIT_PLAN_MEASURES = 2000,      /* measures that a plan to close gaps looks at */
    LIMIT_PLAN_REQUESTS = 200,       /* requests for people and budget of one */
    LIMIT_REQUEST_MEASURES = 100,    /* decided together by one request for people and budget */
    LIMIT_MEASURES_BACK = 1000,      /* deferred measures that are looked at in one go */
    LIMIT_RISKS_LAPSED = 1000,       /* acceptances of risks that end in one go */
    LIMIT_TASKS_REMINDED = 1000,     /* tasks whose owners are told of the day in one go */
    LIMIT_TEMPLATE_MEASURES = 50,    /* measures of one template */
    LIMIT_MEASURES_REPORTED = 2000,  /* measures of which a report chooses */
    LIMIT_HOLLOW_RECORDS = 500,      /* of one kind that are held against answers, the newest */
    LIMIT_POLICY_LINES = 30,         /* services of an insurance policy; orders it covers */
    LIMIT_LOSS_RUNS = 200,           /* simulations of losses kept */
    LIMIT_RISK_METHODS = 200,        /* an organisation's own, each version counted */
    LIMIT_RISK_SNAPSHOTS = 40,       /* of the register of risks, taken by hand and kept */
    LIMIT_REPORT_TYPES = 100,        /* an organisation's own */
    LIMIT_REPORT_SECTIONS = 40,      /* of one type of report */
    LIMIT_REPORT_HEADING = 100,      /* characters of a section's heading */
    LIMIT_INDICATORS = 200,          /* indicators of one scorecard */
    LIMIT_INDICATOR_CAUSES = 1000,   /* arrows between them */
    LIMIT_COMPONENT_SCORINGS = 200,  /* of one component */
    LIMIT_REPORT_SCHEDULES = 200,    /* an organisation's */
    LIMIT_REPORT_WAITING = 1000,     /* drafts of reports whose authors are reminded in one go */
    LIMIT_AUTHORED_SECTIONS = 50,    /* of one report */
    LIMIT_SECTION_AUTHORS = 10,      /* of one section of a report */
    LIMIT_SITE_ITEMS = 1000,         /* that may be asked of sites, all laws together */
    LIMIT_SPLIT_DUTIES = 500,        /* security duties shown together */
    LIMIT_SITES = 1000,              /* sites that are looked at together */
    LIMIT_SITE_MINUTES = 4000,       /* minutes of theirs, the newest */
    LIMIT_SITE_FOLLOW_UPS = 4000,    /* that wait to be decided or done */
    LIMIT_SITE_FINDINGS = 2000,      /* corrections of sites that are not verified yet */
};

/* Minor units of one amount, either way: above what any company turns over, and low enough that the
 * sum of thousands of them is still a whole number of 64 bits. */
#define LIMIT_MONEY INT64_C(1000000000000000)

#endif

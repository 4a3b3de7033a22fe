/* The running program as services see it, and what a module brings to it. */
#ifndef KANAME_KERNEL_APP_H
#define KANAME_KERNEL_APP_H

#include "kernel/http/req.h"

struct approval_subject; /* kernel/approval/approval.h */
struct calendar;         /* kernel/calendar/calendar.h */
struct erase_kind;       /* kernel/audit/audit.h */
struct reg_def;          /* kernel/register/register.h */
struct reg_watch;
struct respondent_kind; /* kernel/guest/respondent.h */
struct job_kind;        /* kernel/job/job.h */
struct notice_kind;     /* kernel/notice/notice.h */
struct search_kind;     /* kernel/search/search.h */
struct transfer_table;  /* kernel/transfer/transfer.h */
struct job_runner;
struct keys;     /* kernel/auth/keys.h */
struct throttle; /* kernel/auth/throttle.h */

/* One capability: its rows for the engines. Constant. */
struct module {
    const char *name;
    const struct route *routes;
    size_t n_routes;
    const struct reg_def *const *registers;
    size_t n_registers;
    const struct job_kind *jobs;
    size_t n_jobs;
    const struct notice_kind *notices;
    size_t n_notices;
    const struct search_kind *searches; /* kinds of texts beside the registers */
    size_t n_searches;
    const struct approval_subject *approvals; /* what goes through rounds of approval */
    size_t n_approvals;
    const struct transfer_table *transfers; /* tables beside the registers' own: do they leave */
    size_t n_transfers;
    const struct respondent_kind *respondents; /* who is asked by campaigns and is no unit */
    size_t n_respondents;
    const struct erase_kind *erasures; /* whom a law lets ask to be forgotten, in rows of its own */
    size_t n_erasures;
    /* NULL, or takes somebody with this address out of what the module keeps of what was sent. */
    enum err (*forget)(struct call *c, const char *address);
    const struct reg_watch *watch; /* NULL: other registers do not concern it */
    /* NULL, or adds what the caller has to do by a day, beside due dates of registers. */
    enum err (*calendar)(struct call *c, struct calendar *calendar);
    /* The kind of job that goes on from new entries of the audit chain, where the chain's head says
     * that somebody listens; NULL: none. */
    const char *audit_job;
};

struct config {
    const char *database; /* URL */
    const char *listen;   /* address, "127.0.0.1" by default */
    int port;
    const char *key_file;        /* signing key, secrets; created 0600 when missing */
    const char *public_url;      /* as people reach it; decides Secure cookies */
    const char *proxies;         /* addresses whose X-Forwarded-For is believed; "" none */
    const char *metrics;         /* who may read /metrics: "local" (NULL), "private", "all" */
    int connections_per_address; /* at once; 0: no limit of its own. Not behind a proxy. */
    int workers;                 /* 0: by the number of cores */
    const char *spool_dir;
    const char *smtp_url; /* "smtp://host:587", "smtps://host:465"; NULL: no mail is sent */
    const char *smtp_user, *smtp_password; /* NULL: without log-in */
    const char *smtp_tls;                  /* "required", "offered", "off" */
    const char *smtp_ca_file;              /* NULL: the system's authorities */
    const char *mail_from;                 /* "Name <address>" */
    const char *return_address; /* where mail comes back to, "bounce@example.jp"; NULL: mail_from */
    const char *return_url;     /* box of that address, "imaps://host/INBOX", "pop3s://host"; NULL:
                                   not looked into */
    const char *return_user, *return_password;
    const char *return_tls;       /* as smtp_tls */
    const char *return_ca_file;   /* NULL: the system's authorities */
    int return_minutes;           /* how often it is looked into */
    int smtp_retry_seconds;       /* the first pause; doubles */
    int smtp_attempts;            /* then a mail is given up */
    const char *ca_file;          /* certificates believed for providers and directories; NULL: the
                                     system's */
    const char *webhook_networks; /* "public", or "private": also those of the company, and http */
    int webhook_retry_seconds;    /* the first pause; webhook_rules.c says the others */
    int webhook_attempts;         /* then a delivery is given up */
    const char *plain_sign_in; /* "loopback": those on this machine may do without TLS; else "no" */
};

struct app {
    struct config config;
    struct db *db;
    const struct module *const *modules;
    size_t n_modules;
    const struct route *routes; /* all of them, by app_build */
    size_t n_routes;
    struct keys *keys;         /* kernel/service.h fills these */
    struct throttle *throttle; /* NULL: log-ins are not slowed down (commands) */
    struct job_runner *runner; /* NULL: jobs are not run here */
};

/* Gathers the routes: the modules' own rows and, of every register, those made from the template.
 * Memory belongs to `ctx`, which lives as long as the app. Call once, before the router. */
void app_build(const void *ctx, struct app *app);

/* The register with that name, "measures", or of whose records one is called so, "measure": as the
 * audit and events name them. NULL: none. */
const struct reg_def *app_register(const struct app *app, const char *name);
const struct reg_def *app_register_of_one(const struct app *app, const char *singular);

#endif

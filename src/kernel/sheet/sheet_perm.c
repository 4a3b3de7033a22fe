#include "kernel/sheet/sheet_perm.h"

const struct perm PERM_SHEET_READ = {"sheet.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_SHEET_WRITE = {"sheet.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_CAMPAIGN_READ = {
    "campaign.read", PERM_ROLE, OF_READERS | OF_MANAGER | OF_MEMBER};
const struct perm PERM_CAMPAIGN_FOLLOW = {"campaign.follow", PERM_ROLE, OF_READERS | OF_MANAGER};
const struct perm PERM_CAMPAIGN_WRITE = {"campaign.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_RESPONSE_READ = {
    "response.read", PERM_ROLE, OF_READERS | OF_MANAGER | OF_MEMBER};
const struct perm PERM_RESPONSE_ANSWER = {
    "response.answer", PERM_ROLE, OF_LEADS | OF_MANAGER | OF_MEMBER};
const struct perm PERM_RESPONSE_ASSIGN = {"response.assign", PERM_ROLE, OF_LEADS | OF_MANAGER};
const struct perm PERM_RESPONSE_REVIEW = {"response.review", PERM_ROLE, OF_LEADS};

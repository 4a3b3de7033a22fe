-- How many emails of a kind went out in a day, in all and to one address: asked before more are sent (src/kernel/mail).

CREATE INDEX mail_kind ON mail (org_id, kind, created_at);
CREATE INDEX mail_to ON mail (org_id, lower(address), kind, created_at);

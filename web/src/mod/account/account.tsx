// One account: its state, its roles, a one-time link to log in.
import { useState } from "react";
import { useParams } from "../../app/router";
import type { Account, AccountInvitation, AccountSignInLink } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { copy } from "../../ui/copy";
import { TextField } from "../../ui/field";
import { EmptyState, ErrorNote, Loading, Note, toast, toastError } from "../../ui/note";
import { confirm, Dialog } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { SignInsCard } from "../session/sign_ins";
import { TokensCard } from "../session/tokens";
import { MailFact, useMailSent } from "./mail";
import { newRole, rolesBody, RolesEditor } from "./roles_editor";

function RolesCard({ account, etag }: { account: Account; etag: string | null }) {
  const manage = may("account.manage");
  const [roles, setRoles] = useState(() => account.roles.map((r) => newRole(r.role, r.unit)));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const before = account.roles.map((r) => `${r.role} ${r.unit.id}`).sort();
  const after = rolesBody(roles).map((r) => `${r.role} ${r.unit}`).sort();
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.put(`/accounts/${account.id}/roles`, { roles: rolesBody(roles) }, { etag });
      toast(msg("ui.form.saved"));
      invalidate("/accounts");
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  if (!manage)
    return (
      <Card title={msg("ui.roles")}>
        <ul>
          {account.roles.map((r) => (
            <li key={`${r.role} ${r.unit.id}`}>
              {msg("ui.role.in", { role: label(`role.${r.role}`), unit: r.unit.title ?? "" })}
            </li>
          ))}
        </ul>
      </Card>
    );
  return (
    <Card>
      <div className="stack">
        <ErrorNote error={error} />
        <RolesEditor roles={roles} onChange={setRoles} errors={error instanceof ApiError ? error.fields() : {}} />
        <div>
          <Button onPress={() => void save()} pending={busy} isDisabled={before.join() === after.join()}>
            {msg("ui.roles.save")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function LinkDialog({ link, onClose }: { link: AccountSignInLink; onClose: () => void }) {
  return (
    <Dialog
      title={msg("ui.account.link")}
      isOpen
      onClose={onClose}
      foot={
        <Button
          look="filled"
          icon="copy"
          onPress={() => void copy(link.url)}
        >
          {msg("ui.copy_link")}
        </Button>
      }
    >
      <Note title={msg("ui.account.link.once")}>{msg("ui.account.link.until", { at: dateTime(link.expires_at) })}</Note>
      <TextField label={msg("ui.account.link")} hideLabel value={link.url} onChange={() => {}} readOnly lines={3} />
    </Dialog>
  );
}

function Actions({ account, reload }: { account: Account; reload: () => void }) {
  const [link, setLink] = useState<AccountSignInLink | null>(null);
  const me = useSession();
  const mailed = useMailSent();
  const disabled = account.state === "disabled";
  const act = async (what: "disable" | "enable") => {
    if (what === "disable") {
      const yes = await confirm({
        title: msg("ui.account.disable.ask", { name: account.name }),
        text: msg("ui.account.disable.text"),
        yes: msg("ui.account.disable"),
        look: "filled danger",
      });
      if (!yes) return;
    }
    await api.post(`/accounts/${account.id}/${what}`).catch(toastError);
    invalidate("/accounts");
    reload();
  };
  const resetFactor = async () => {
    const yes = await confirm({
      title: msg("ui.factor.reset.ask", { name: account.name }),
      text: msg("ui.factor.reset.text"),
      yes: msg("ui.factor.reset"),
      look: "filled danger",
    });
    if (!yes) return;
    await api.remove(`/accounts/${account.id}/factor`).catch(toastError);
    invalidate("/accounts");
    reload();
  };
  const make = () =>
    api
      .post<AccountSignInLink>(`/accounts/${account.id}/sign-in-link`)
      .then(({ data }) => setLink(data))
      .catch(toastError);
  const invite = () =>
    api
      .post<AccountInvitation>(`/accounts/${account.id}/invitation`)
      .then(({ data }) => toast(msg("ui.account.invite.done", { address: data.address })))
      .catch(toastError);
  return (
    <>
      {account.factor && account.id !== me.account.id && <Button onPress={() => void resetFactor()}>{msg("ui.factor.reset")}</Button>}
      {disabled ? (
        <Button look="filled" onPress={() => void act("enable")}>
          {msg("ui.account.enable")}
        </Button>
      ) : (
        <>
          <Button onPress={() => void act("disable")}>{msg("ui.account.disable")}</Button>
          <Button look={account.password_set ? "outline" : "filled"} icon="link" onPress={() => void make()}>
            {msg("ui.account.link.make")}
          </Button>
          {mailed && (
            <Button icon="send" onPress={() => void invite()}>
              {msg("ui.account.invite")}
            </Button>
          )}
        </>
      )}
      {link && <LinkDialog link={link} onClose={() => setLink(null)} />}
    </>
  );
}

// How somebody who has never logged in comes in where nothing can be sent to them.
function ByHand() {
  return useMailSent() === false ? <Note title={msg("ui.account.by_hand")}>{msg("ui.account.by_hand.text")}</Note> : null;
}

export default function AccountPage() {
  const { id } = useParams();
  const query = useQuery<Account>(`/accounts/${id}`);
  const account = query.data;
  if (query.error instanceof ApiError && query.error.status === 404)
    return <EmptyState icon="search" page title={msg("ui.not_found.title")} text={msg("ui.not_found.text")} />;
  if (!account) return query.error ? <ErrorNote error={query.error} onRetry={() => void query.reload()} /> : <Loading />;
  return (
    <Page narrow>
      <PageHead
        crumbs={[{ label: msg("ui.accounts"), to: "/accounts" }]}
        title={account.name}
        state={<StateBadge set="account_state" value={account.state} />}
        actions={may("account.manage") && <Actions account={account} reload={() => void query.reload()} />}
      />
      {account.locked_until && (
        <Note tone="warn" title={msg("ui.account.locked", { at: dateTime(account.locked_until) })} />
      )}
      {may("account.manage") && account.state === "invited" && <ByHand />}
      <Card title={msg("ui.record.facts")}>
        <Facts>
          <Fact name={msg("ui.log_in.login")}>{account.login}</Fact>
          <Fact name={msg("ui.account.person")}>{account.person?.title ?? msg("ui.none")}</Fact>
          {may("mail.manage") && (
            <Fact name={msg("ui.account.mail")}>
              <MailFact account={account.id} />
            </Fact>
          )}
          <Fact name={msg("ui.language")}>{account.lang ? label(`ui.language.${account.lang}`) : msg("ui.none")}</Fact>
          <Fact name={msg("ui.account.password")}>
            {account.password_set ? msg("ui.account.password.set") : msg("ui.account.password.none")}
          </Fact>
          <Fact name={msg("ui.factor")}>
            {account.factor ? msg("ui.factor.is_on") : msg("ui.factor.is_off")}
          </Fact>
          <Fact name={msg("ui.account.last")}>
            {account.last_sign_in_at ? dateTime(account.last_sign_in_at) : msg("ui.account.never")}
          </Fact>
        </Facts>
      </Card>
      <RolesCard key={account.version} account={account} etag={query.etag} />
      {may("account.manage") && <TokensCard account={account.id} />}
      {may("account.manage") && <SignInsCard account={account.id} />}
    </Page>
  );
}

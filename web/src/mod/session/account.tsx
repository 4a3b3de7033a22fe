// One's own account: roles, password, where one is logged in.
import { type FormEvent, useState } from "react";
import type { Session, SessionList, SignInRules } from "../../gen/api";
import { api, ApiError } from "../../kernel/api";
import { dateTime } from "../../kernel/format";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { enter, type Me, useSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { PasswordField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { confirm } from "../../ui/overlay";
import { Card, Fact, Facts, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";
import { CalendarCard } from "./calendar";
import { deviceOf } from "./device";
import { FactorCard } from "./factor";
import { IdentitiesCard } from "./identities";
import { OwnMailCard } from "./mail";
import { PasskeysCard } from "./passkeys";
import OddNotice, { SignInsCard } from "./sign_ins";
import { TokensCard } from "./tokens";

function PasswordCard() {
  const me = useSession();
  const rules = useQuery<SignInRules>("/sign-in-rules");
  // Who is vouched for elsewhere comes in without a password of ours.
  const elsewhere = me.session.opened_by === "oidc" || me.session.opened_by === "ldap";
  const needed = me.account.password_set && me.session.opened_by !== "link";
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.put<Me>("/session/password", { password, ...(needed ? { current } : {}) });
      await enter(data);
      setCurrent("");
      setPassword("");
      toast(msg("ui.password.changed"));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={me.account.password_set ? msg("ui.password.change") : msg("ui.password.set")}>
      <form className="form" onSubmit={(e) => void submit(e)} noValidate>
        {!me.account.password_set && !elsewhere && <Note title={msg("ui.password.none")} />}
        {Object.keys(fields).length === 0 && <ErrorNote error={error} />}
        {/* So that password managers know whose it is. */}
        <input className="visually-hidden" type="text" name="username" autoComplete="username" value={me.account.login} readOnly tabIndex={-1} aria-hidden="true" />
        {needed && (
          <PasswordField
            label={msg("ui.password.current")}
            value={current}
            onChange={setCurrent}
            autoComplete="current-password"
            error={fields.current}
            shown={shown}
            onShow={setShown}
          />
        )}
        <PasswordField
          label={msg("ui.password.new")}
          hint={msg("ui.password.rule", { n: rules.data?.password_min ?? 12 })}
          value={password}
          onChange={setPassword}
          least={rules.data?.password_min ?? 12}
          autoComplete="new-password"
          error={fields.password}
          shown={shown}
          onShow={setShown}
        />
        <div>
          <Button type="submit" pending={busy} isDisabled={!password || (needed && !current)}>
            {me.account.password_set ? msg("ui.password.change") : msg("ui.password.set")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function SessionsCard() {
  const list = useQuery<SessionList>("/sessions");
  const end = async (s: Session) => {
    const yes = await confirm({
      title: msg("ui.sessions.end.ask"),
      text: deviceOf(s.agent),
      yes: msg("ui.sessions.end"),
    });
    if (!yes) return;
    await api.remove(`/sessions/${s.id}`).catch(toastError);
    await list.reload();
  };
  return (
    <Card title={msg("ui.sessions")}>
      <ErrorNote error={list.error} onRetry={() => void list.reload()} />
      {list.loading && <Skeleton lines={4} />}
      <ul className="sessions">
        {list.data?.items.map((s) => (
          <li key={s.id}>
            <Icon name="device" size={22} />
            <div>
              <div className="row">
                <strong>{deviceOf(s.agent)}</strong>
                {s.current && <Badge tone="ok">{msg("ui.sessions.this")}</Badge>}
              </div>
              <div className="muted small">
                {msg("ui.sessions.seen", { at: dateTime(s.seen_at, "short"), address: s.address ?? msg("ui.none") })}
              </div>
            </div>
            {!s.current && (
              <Button size="small" onPress={() => void end(s)}>
                {msg("ui.sessions.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export default function AccountPage() {
  const me = useSession();
  return (
    <Page narrow>
      <PageHead title={msg("ui.account.page")} />
      <OddNotice here />
      <Card title={msg("ui.account.me")}>
        <Facts>
          <Fact name={msg("ui.account.name")}>{me.account.name}</Fact>
          <Fact name={msg("ui.log_in.login")}>{me.account.login}</Fact>
          <Fact name={msg("ui.roles")}>
            <ul>
              {me.roles.map((r) => (
                <li key={`${r.role} ${r.unit.id}`}>
                  {msg("ui.role.in", { role: label(`role.${r.role}`), unit: r.unit.title ?? "" })}
                </li>
              ))}
            </ul>
          </Fact>
        </Facts>
      </Card>
      <OwnMailCard />
      <PasswordCard />
      <PasskeysCard />
      <FactorCard key={String(me.account.factor)} />
      <IdentitiesCard />
      <SessionsCard />
      <SignInsCard />
      <CalendarCard />
      <TokensCard />
    </Page>
  );
}

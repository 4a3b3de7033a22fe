// Log-in; also over a page whose session has ended, so that nothing typed is lost.
import { type FormEvent, useEffect, useState } from "react";
import { Door } from "../../app/door";
import type { PasswordResetState, SignInWays } from "../../gen/api";
import { api, ApiError, sessionEnded } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { logIn, session } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { PasswordField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { CodeField, codeError } from "./code_field";
import { goToProvider } from "./sso";

interface SetupState {
  open: boolean;
}

// An empty installation begins with its first account, by the link that the server printed.
function useSetupOpen(again: boolean | undefined): boolean {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (again) return;
    api
      .get<SetupState>("/setup", { quiet: true })
      .then(({ data }) => setOpen(data.open))
      .catch(() => {});
  }, [again]);
  return open;
}

// How people come in here; until it is known, by password.
function useWays(): SignInWays {
  const [ways, setWays] = useState<SignInWays>({ password: true, oidc: null, passkey: false });
  useEffect(() => {
    api
      .get<SignInWays>("/sign-in-ways", { quiet: true })
      .then(({ data }) => setWays(data))
      .catch(() => {});
  }, []);
  return ways;
}

// At the organisation's identity provider; then the page comes back to where it was.
function ProviderButton({ name, first }: { name: string; first: boolean }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = () => {
    setBusy(true);
    setError(null);
    goToProvider(window.location.pathname + window.location.search).catch((e: unknown) => {
      setError(e);
      setBusy(false);
    });
  };
  return (
    <>
      <ErrorNote error={error} />
      <Button look={first ? "filled" : undefined} size="large" icon="key" pending={busy} onPress={go}>
        {msg("ui.sso.log_in", { name })}
      </Button>
    </>
  );
}

// Only where mail goes out.
function ForgotLink() {
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    api
      .get<PasswordResetState>("/session/password-reset", { quiet: true })
      .then(({ data }) => setOffered(data.offered))
      .catch(() => {});
  }, []);
  if (!offered) return null;
  return <LinkButton to="/forgot" look="plain">{msg("ui.forgot")}</LinkButton>;
}

function LogInForm({ again }: { again?: boolean }) {
  const [login, setLogin] = useState(again ? (session.get()?.account.login ?? "") : "");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [missing, setMissing] = useState(false);
  const [asked, setAsked] = useState(false); // for the second factor
  const [code, setCode] = useState("");

  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setMissing(true);
    if (!login || !password) return;
    setBusy(true);
    setError(null);
    try {
      await logIn(login, password, asked ? code : undefined);
    } catch (problem) {
      // The first time the code is asked for, nothing is wrong.
      setError(asked || !codeError(problem) ? problem : null);
      if (codeError(problem)) setAsked(true);
      setBusy(false);
    }
  };
  if (asked)
    return (
      <form className="form" onSubmit={(e) => void submit(e)} noValidate>
        {!codeError(error) && <ErrorNote error={error} />}
        <CodeField value={code} onChange={setCode} error={codeError(error)} />
        <Button type="submit" look="filled" size="large" pending={busy} isDisabled={!code.trim()}>{msg("ui.log_in")}</Button>
        <Button
          look="plain"
          onPress={() => {
            setAsked(false);
            setCode("");
            setError(null);
          }}
        >
          {msg("ui.factor.back")}
        </Button>
      </form>
    );
  const refused = error instanceof ApiError && error.status === 401;
  return (
    <form className="form" onSubmit={(e) => void submit(e)} noValidate>
      {refused ? (
        <Note tone="bad" live title={error.problem.detail ?? msg("ui.log_in.refused")} />
      ) : (
        <ErrorNote error={error} />
      )}
      <TextField
        label={msg("ui.log_in.login")}
        value={login}
        onChange={setLogin}
        name="username"
        autoComplete="username"
        autoFocus={!again}
        readOnly={again}
        error={missing && !login ? msg("ui.missing") : undefined}
      />
      <PasswordField
        label={msg("ui.log_in.password")}
        value={password}
        onChange={setPassword}
        name="password"
        autoComplete="current-password"
        autoFocus={again}
        shown={shown}
        onShow={setShown}
        error={missing && !password ? msg("ui.missing") : undefined}
      />
      <Button type="submit" look="filled" size="large" pending={busy}>
        {msg("ui.log_in")}
      </Button>
      {!again && <ForgotLink />}
    </form>
  );
}

// The ways in: the identity provider first where it is the usual one, the password behind a press.
function Ways({ again }: { again?: boolean }) {
  const ways = useWays();
  const [password, setPassword] = useState(false);
  const shown = ways.password || password;
  return (
    <>
      {ways.oidc && !ways.password && <ProviderButton name={ways.oidc} first />}
      {shown && <LogInForm again={again} />}
      {ways.oidc && ways.password && (
        <>
          <p className="or"><span>{msg("ui.sso.or")}</span></p>
          <ProviderButton name={ways.oidc} first={false} />
        </>
      )}
      {!shown && (
        <Button look="plain" onPress={() => setPassword(true)}>{msg("ui.sso.password")}</Button>
      )}
    </>
  );
}

export function LogInPage({ again }: { again?: boolean }) {
  const setup = useSetupOpen(again);
  useEffect(() => {
    if (!again) document.title = `${msg("ui.log_in")} – ${msg("ui.product")}`;
  }, [again]);
  if (again)
    return (
      <Dialog
        title={msg("ui.session.ended")}
        isOpen
        fixed
        onClose={() => {}}
        foot={
          <Button
            look="plain"
            onPress={() => {
              sessionEnded.set(false);
              session.set(null);
            }}
          >
            {msg("ui.session.leave")}
          </Button>
        }
      >
        <p className="muted">{msg("ui.session.ended.text")}</p>
        <Ways again />
      </Dialog>
    );
  return (
    <Door title={msg("ui.log_in")}>
      {setup && (
        <Note title={msg("ui.setup.needed")}>
          <p>{msg("ui.setup.how")}</p>
        </Note>
      )}
      <Ways />
    </Door>
  );
}

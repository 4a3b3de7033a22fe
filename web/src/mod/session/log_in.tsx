// Log-in; also over a page whose session has ended, so that nothing typed is lost.
import { type FormEvent, useEffect, useState } from "react";
import { Door } from "../../app/door";
import type { Me, PasskeyQuestion, PasswordResetState, SignInWays } from "../../gen/api";
import { api, ApiError, sessionEnded } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { enter, logIn, session } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { PasswordField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { answerQuestion, passkeysSupported, questionOf } from "./passkey";
import { type Proof, proofAsked, ProofForm } from "./proof";
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

// Without name and password: the device knows whose it is.
function PasskeyButton() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<PasskeyQuestion>("/session/passkey/question", undefined, { quiet: true });
      const answer = await answerQuestion(data);
      await enter((await api.post<Me>("/session/passkey", answer, { quiet: true })).data);
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <>
      <ErrorNote error={error} />
      <Button size="large" icon="key" pending={busy} onPress={() => void go()}>{msg("ui.passkey.use")}</Button>
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

// `asked`: for the second factor, and then for nothing else.
function LogInForm({ again, asked, setAsked }: { again?: boolean; asked: boolean; setAsked: (asked: boolean) => void }) {
  const [login, setLogin] = useState(again ? (session.get()?.account.login ?? "") : "");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [missing, setMissing] = useState(false);
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);

  const send = async (proof: Proof) => {
    setBusy(true);
    setError(null);
    try {
      await logIn(login, password, proof);
    } catch (problem) {
      // The first time the proof is asked for, nothing is wrong.
      setError(asked || !proofAsked(problem) ? problem : null);
      if (proofAsked(problem)) {
        setAsked(true);
        setQuestion((before) => questionOf(problem) ?? before);
      }
      setBusy(false);
    }
  };
  const submit = (e: FormEvent) => {
    e.preventDefault();
    setMissing(true);
    if (login && password) void send({});
  };
  if (asked)
    return (
      <>
        <ProofForm large action={msg("ui.log_in")} question={question} busy={busy} error={error} onSend={(proof) => void send(proof)} />
        <Button
          look="plain"
          onPress={() => {
            setAsked(false);
            setError(null);
          }}
        >
          {msg("ui.factor.back")}
        </Button>
      </>
    );
  const refused = error instanceof ApiError && error.status === 401;
  return (
    <form className="form" onSubmit={submit} noValidate>
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
  const [asked, setAsked] = useState(false);
  const shown = ways.password || password;
  const passkey = ways.passkey && shown && passkeysSupported();
  const others = !asked; // the proof belongs to the password that was typed
  return (
    <>
      {others && ways.oidc && !ways.password && <ProviderButton name={ways.oidc} first />}
      {shown && <LogInForm again={again} asked={asked} setAsked={setAsked} />}
      {others && ((ways.oidc && ways.password) || passkey) && <p className="or"><span>{msg("ui.sso.or")}</span></p>}
      {others && ways.oidc && ways.password && <ProviderButton name={ways.oidc} first={false} />}
      {others && passkey && <PasskeyButton />}
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

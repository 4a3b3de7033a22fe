// The second factor: set up with an authenticator, its recovery codes, and being rid of it.
import { useState } from "react";
import type { PasskeyQuestion, QrCode, RecoveryCodes, SecondFactor, SecondFactorNew } from "../../gen/api";
import { api } from "../../kernel/api";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { loadSession } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote, Note, Skeleton, toast, toastError } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/state";
import { questionOf } from "./passkey";
import { type Proof, ProofForm } from "./proof";

function Qr({ code }: { code: QrCode }) {
  const around = 4; // modules that must stay white
  const side = code.size + 2 * around;
  return (
    <svg className="qr" viewBox={`${-around} ${-around} ${side} ${side}`} role="img" aria-label={msg("ui.factor.qr")}>
      <rect className="qr-ground" x={-around} y={-around} width={side} height={side} />
      <path className="qr-code" d={code.path} />
    </svg>
  );
}

// The codes are shown this once: the server keeps only their hashes.
export function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const copy = () => void navigator.clipboard.writeText(codes.join("\n")).then(() => toast(msg("ui.copied")));
  return (
    <div className="stack">
      <Note tone="warn" title={msg("ui.factor.recovery.once")}>{msg("ui.factor.recovery.text")}</Note>
      <ul className="recovery-codes">
        {codes.map((c) => (
          <li key={c}><code>{c}</code></li>
        ))}
      </ul>
      <div className="row">
        <Button icon="copy" onPress={copy}>{msg("ui.copy_codes")}</Button>
        <Button icon="print" onPress={() => window.print()}>{msg("ui.print")}</Button>
        <Button look="filled" onPress={onDone}>{msg("ui.factor.recovery.kept")}</Button>
      </div>
    </div>
  );
}

function useSend<T>() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (work: () => Promise<{ data: T }>, then: (data: T) => void) => {
    setBusy(true);
    setError(null);
    try {
      then((await work()).data);
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, send };
}

// From nothing to a confirmed factor with its codes kept.
// `beside`: there is a passkey already.
export function FactorSetup({ onDone, beside }: { onDone: () => void; beside?: boolean }) {
  const [fresh, setFresh] = useState<SecondFactorNew | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const begin = useSend<SecondFactorNew>();
  const confirm = useSend<RecoveryCodes>();
  if (codes) return <Codes codes={codes} onDone={onDone} />;
  if (!fresh)
    return (
      <div className="stack">
        <p>{msg(beside ? "ui.factor.beside" : "ui.factor.what")}</p>
        <ErrorNote error={begin.error} />
        <div>
          <Button look={beside ? undefined : "filled"} icon="device" pending={begin.busy} onPress={() => void begin.send(() => api.post("/session/factor"), setFresh)}>
            {msg(beside ? "ui.factor.app" : "ui.factor.begin")}
          </Button>
        </div>
      </div>
    );
  return (
    <ol className="factor-steps">
      <li>
        <p>{msg("ui.factor.scan")}</p>
        <Qr code={fresh.qr} />
        <p className="muted small">{msg("ui.factor.secret")}</p>
        <code className="secret">{fresh.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </li>
      <li>
        <p>{msg("ui.factor.confirm")}</p>
        <ProofForm
          action={msg("ui.factor.on")}
          question={null}
          busy={confirm.busy}
          error={confirm.error}
          hint={msg("ui.factor.code.six")}
          onSend={({ code }) => void confirm.send(() => api.put("/session/factor", { code }), (d) => setCodes(d.recovery_codes as string[]))}
        />
      </li>
    </ol>
  );
}

type Asked = "codes" | "off" | null;

function On({ state, reload }: { state: SecondFactor; reload: () => void }) {
  const [asked, setAsked] = useState<Asked>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const send = useSend<RecoveryCodes | undefined>();
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);
  const close = () => {
    setAsked(null);
    setCodes(null);
    setQuestion(null);
    reload();
  };
  // What a passkey is asked comes with the refusal of an attempt without a proof.
  const ask = (what: Asked) => {
    setAsked(what);
    void api.post(what === "codes" ? "/session/factor/recovery-codes" : "/session/factor/off", {}).catch((e: unknown) => setQuestion(questionOf(e)));
  };
  const confirm = (proof: Proof) => {
    if (asked === "codes")
      void send.send(() => api.post("/session/factor/recovery-codes", proof), (d) => setCodes((d?.recovery_codes ?? []) as string[]));
    else void send.send(() => api.post("/session/factor/off", proof), () => void loadSession().catch(toastError).then(close));
  };
  return (
    <div className="stack">
      <p className="row">
        <Badge tone="ok">{msg("ui.factor.is_on")}</Badge>
        {state.since && <span className="muted small">{msg("ui.factor.since", { date: date(state.since) })}</span>}
      </p>
      <Note tone={state.recovery_codes_left < 3 ? "warn" : "info"} title={msg("ui.factor.left", { n: state.recovery_codes_left })} />
      <div className="row">
        <Button onPress={() => ask("codes")}>{msg("ui.factor.recovery.new")}</Button>
        {!state.needed && state.codes && <Button look="danger" onPress={() => ask("off")}>{msg("ui.factor.off")}</Button>}
      </div>
      {state.needed && <p className="muted small">{msg("ui.factor.needed")}</p>}
      {asked && (
        <Dialog title={asked === "off" ? msg("ui.factor.off") : msg("ui.factor.recovery")} isOpen fixed={codes !== null} onClose={close}>
          {codes ? (
            <Codes codes={codes} onDone={close} />
          ) : (
            <ProofForm
              question={question}
              action={asked === "off" ? msg("ui.factor.off") : msg("ui.factor.recovery.new")}
              danger={asked === "off"}
              busy={send.busy}
              error={send.error}
              onSend={confirm}
            />
          )}
        </Dialog>
      )}
    </div>
  );
}

export function FactorCard() {
  const query = useQuery<SecondFactor>("/session/factor");
  const reload = () => void query.reload();
  return (
    <Card title={msg("ui.factor")}>
      <ErrorNote error={query.error} onRetry={reload} />
      {query.loading && !query.data && <Skeleton lines={3} />}
      {query.data && (
        <div className="stack">
          {query.data.on && <On state={query.data} reload={reload} />}
          {!query.data.codes && <FactorSetup beside={query.data.on} onDone={() => void loadSession().catch(toastError).then(reload)} />}
        </div>
      )}
    </Card>
  );
}

// The first run: the organisation, its first administrator, a look at it all.
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { IndustryAverage } from "../../gen/api";
import { Door } from "../../app/door";
import { navigate } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { label, msg, useLanguage } from "../../kernel/i18n";
import { month } from "../../kernel/format";
import { enter, type Me } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { PasswordField, SelectField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { Fact, Facts } from "../../ui/page";
import { useFragment } from "./fragment";

const EMPTY = {
  organisation: "",
  industry: "",
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "Asia/Tokyo",
  lang: "ja",
  currency: "JPY",
  fiscal_first_month: "4",
  family_name: "",
  given_name: "",
  kana: "",
  email: "",
  login: "",
  password: "",
};
type Key = keyof typeof EMPTY;
type Answers = Record<Key, string>;

const STEPS: { id: string; keys: Key[]; required: Key[] }[] = [
  {
    id: "organisation",
    keys: ["organisation", "industry", "lang", "fiscal_first_month", "currency", "zone"],
    required: ["organisation", "zone", "currency"],
  },
  {
    id: "account",
    keys: ["family_name", "given_name", "kana", "email", "login", "password"],
    required: ["family_name", "given_name", "login", "password"],
  },
  { id: "check", keys: [], required: [] },
];

// As averages are kept by; the labels are those of their register.
const INDUSTRIES: IndustryAverage["industry"][] = [
  "agriculture",
  "construction",
  "manufacturing",
  "utility",
  "information",
  "transport",
  "wholesale",
  "retail",
  "finance",
  "real_estate",
  "professional",
  "hospitality",
  "education",
  "medical",
  "public",
  "other",
];
const ZONES = ["Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore", "Asia/Bangkok", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "UTC"];
const CURRENCIES = ["JPY", "USD", "EUR", "GBP", "CNY", "SGD"];

function bodyOf(answers: Answers, token: string) {
  const said = Object.entries(answers).filter(([, value]) => value.trim() !== "");
  return { ...Object.fromEntries(said), fiscal_first_month: Number(answers.fiscal_first_month), token };
}

function shown(key: Key, value: string): string {
  if (key === "password") return "●".repeat(8);
  if (key === "industry" && value) return label(`enum.industry.${value}`);
  if (key === "lang") return label(`ui.language.${value}`);
  if (key === "fiscal_first_month") return month(Number(value));
  return value || msg("ui.none");
}

function useSetup(token: string) {
  const language = useLanguage();
  const [answers, setAnswers] = useState<Answers>({ ...EMPTY, lang: language });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>(null);
  const [step, setStep] = useState(0);
  const [busy, setBusy] = useState(false);

  const set = (key: Key, value: string) => {
    setAnswers((before) => ({ ...before, [key]: value }));
    setErrors(({ [key]: _, ...others }) => others);
  };
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const { data } = await api.post<Me>("/setup", bodyOf(answers, token), { quiet: true });
      await navigate("/", { replace: true });
      await enter(data);
    } catch (problem) {
      const fields = problem instanceof ApiError ? problem.fields() : {};
      setErrors(fields);
      setError(problem);
      const first = STEPS.findIndex((s) => s.keys.some((k) => fields[k]));
      if (first >= 0) setStep(first);
      setBusy(false);
    }
  };
  const next = () => {
    const empty = (STEPS[step]?.required ?? []).filter((k) => answers[k].trim() === "");
    setErrors(Object.fromEntries(empty.map((k) => [k, msg("ui.missing")])));
    if (empty.length) return;
    if (step === STEPS.length - 1) void send();
    else setStep(step + 1);
  };
  return { answers, errors, error, step, busy, set, setStep, next };
}

type Setup = ReturnType<typeof useSetup>;

function Field({ name, setup, type, autoComplete }: { name: Key; setup: Setup; type?: "email"; autoComplete?: string }) {
  const step = STEPS.find((s) => s.keys.includes(name));
  const required = step?.required.includes(name) ?? false;
  return (
    <TextField
      label={label(`ui.setup.${name}`)}
      hint={label(`ui.setup.${name}.hint`, "") || undefined}
      value={setup.answers[name]}
      onChange={(text) => setup.set(name, text)}
      error={setup.errors[name]}
      required={required}
      optional={!required}
      type={type}
      autoComplete={autoComplete}
    />
  );
}

function OrganisationStep({ setup }: { setup: Setup }) {
  const zones = ZONES.includes(setup.answers.zone) ? ZONES : [setup.answers.zone, ...ZONES];
  const select = (name: Key, options: { id: string; label: string }[]) => (
    <SelectField
      label={label(`ui.setup.${name}`)}
      hint={label(`ui.setup.${name}.hint`, "") || undefined}
      options={options}
      value={setup.answers[name]}
      onChange={(value) => setup.set(name, value ?? "")}
      error={setup.errors[name]}
      required
    />
  );
  return (
    <div className="form-grid">
      <div className="wide">
        <Field name="organisation" setup={setup} autoComplete="organization" />
      </div>
      <div className="wide">
        <SelectField
          label={msg("ui.setup.industry")}
          hint={msg("ui.setup.industry.hint")}
          options={INDUSTRIES.map((id) => ({ id, label: label(`enum.industry.${id}`) }))}
          value={setup.answers.industry || null}
          onChange={(value) => setup.set("industry", value ?? "")}
          error={setup.errors.industry}
          clearable={msg("ui.none_chosen")}
          optional
        />
      </div>
      {select("lang", ["ja", "en"].map((id) => ({ id, label: label(`ui.language.${id}`) })))}
      {select("fiscal_first_month", Array.from({ length: 12 }, (_, i) => ({ id: String(i + 1), label: month(i + 1) })))}
      {select("currency", CURRENCIES.map((id) => ({ id, label: id })))}
      {select("zone", zones.map((id) => ({ id, label: id })))}
    </div>
  );
}

function AccountStep({ setup }: { setup: Setup }) {
  const [visible, setVisible] = useState(false);
  return (
    <div className="form-grid">
      <Field name="family_name" setup={setup} autoComplete="family-name" />
      <Field name="given_name" setup={setup} autoComplete="given-name" />
      <Field name="kana" setup={setup} />
      <Field name="email" setup={setup} type="email" autoComplete="email" />
      <Field name="login" setup={setup} autoComplete="username" />
      <PasswordField
        label={msg("ui.setup.password")}
        hint={msg("ui.password.rule", { n: 12 })}
        value={setup.answers.password}
        onChange={(text) => setup.set("password", text)}
        error={setup.errors.password}
        autoComplete="new-password"
        required
        shown={visible}
        onShow={setVisible}
      />
    </div>
  );
}

function CheckStep({ setup }: { setup: Setup }) {
  return (
    <Facts>
      {STEPS.flatMap((s) => s.keys).map((key) => (
        <Fact key={key} name={label(`ui.setup.${key}`)}>
          {shown(key, setup.answers[key])}
        </Fact>
      ))}
    </Facts>
  );
}

function Steps({ at }: { at: number }) {
  return (
    <ol className="steps">
      {STEPS.map((s, i) => (
        <li key={s.id} className={i < at ? "done" : undefined} aria-current={i === at ? "step" : undefined}>
          {label(`ui.setup.step.${s.id}`)}
        </li>
      ))}
    </ol>
  );
}

export default function SetupPage() {
  const token = useFragment();
  const setup = useSetup(token);
  const [open, setOpen] = useState<boolean | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    document.title = `${msg("ui.setup")} – ${msg("ui.product")}`;
    api
      .get<{ open: boolean }>("/setup", { quiet: true })
      .then(({ data }) => setOpen(data.open))
      .catch(() => setOpen(true));
  }, []);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    setup.next();
  };
  if (open === false || !token)
    return (
      <Door title={msg("ui.setup")}>
        <Note title={open === false ? msg("ui.setup.done") : msg("ui.setup.needed")}>
          {open !== false && <p>{msg("ui.setup.how")}</p>}
        </Note>
        <LinkButton to="/">{msg("ui.link.password")}</LinkButton>
      </Door>
    );
  const Step = [OrganisationStep, AccountStep, CheckStep][setup.step] ?? CheckStep;
  const last = setup.step === STEPS.length - 1;
  return (
    <Door wide title={msg("ui.setup")}>
      <Steps at={setup.step} />
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <ErrorNote error={setup.error} />
        <Step setup={setup} />
        <div className="row spread">
          {setup.step > 0 ? (
            <Button size="large" onPress={() => setup.setStep(setup.step - 1)}>{msg("ui.back")}</Button>
          ) : (
            <span />
          )}
          <Button type="submit" look="filled" size="large" pending={setup.busy}>
            {last ? msg("ui.setup.finish") : msg("ui.next")}
          </Button>
        </div>
      </form>
    </Door>
  );
}

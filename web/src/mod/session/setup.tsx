// The first run: the organisation and its first administrator, on one page.
import { useEffect, useState } from "react";
import type { IndustryAverage, SetupLinkState, SetupState } from "../../gen/api";
import { Door } from "../../app/door";
import { navigate } from "../../app/router";
import { api, ApiError } from "../../kernel/api";
import { label, msg, useLanguage } from "../../kernel/i18n";
import { currencyName, month, zoneName } from "../../kernel/format";
import { enter, type Me } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { PasswordField, SelectField, TextField } from "../../ui/field";
import { ErrorNote, Note } from "../../ui/note";
import { More } from "../../ui/page";
import { useFragment } from "./fragment";
import { PASSWORD_LEAST } from "./password_rule";

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

const REQUIRED: Key[] = ["organisation", "zone", "currency", "family_name", "given_name", "login", "password"];
const USUAL: Key[] = ["lang", "fiscal_first_month", "currency", "zone"]; // stand there already, and out of the way

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

function useSetup(token: string) {
  const language = useLanguage();
  const [answers, setAnswers] = useState<Answers>({ ...EMPTY, lang: language });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>(null);
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
      setErrors(problem instanceof ApiError ? problem.fields() : {});
      setError(problem);
      setBusy(false);
    }
  };
  const submit = () => {
    const wrong = REQUIRED.filter((k) => answers[k].trim() === "").map((k) => [k, msg("ui.missing")]);
    if (answers.password !== "" && [...answers.password].length < PASSWORD_LEAST) wrong.push(["password", msg("ui.password.rule", { n: PASSWORD_LEAST })]);
    setErrors(Object.fromEntries(wrong));
    if (wrong.length === 0) void send();
  };
  return { answers, errors, error, busy, set, submit };
}

type Setup = ReturnType<typeof useSetup>;

function Field({ name, setup, type, autoComplete }: { name: Key; setup: Setup; type?: "email"; autoComplete?: string }) {
  const required = REQUIRED.includes(name);
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

function Organisation({ setup }: { setup: Setup }) {
  const { lang, fiscal_first_month, currency, zone } = setup.answers;
  const usual = { lang: label(`ui.language.${lang}`), month: month(Number(fiscal_first_month)), currency: currencyName(currency), zone: zoneName(zone) };
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
      <div className="wide">
        <More label={msg("ui.setup.usual", usual)} open={USUAL.some((k) => setup.errors[k])}>
          <div className="form-grid">
            {select("lang", ["ja", "en"].map((id) => ({ id, label: label(`ui.language.${id}`) })))}
            {select("fiscal_first_month", Array.from({ length: 12 }, (_, i) => ({ id: String(i + 1), label: month(i + 1) })))}
            {select("currency", CURRENCIES.map((id) => ({ id, label: currencyName(id) })))}
            {select("zone", zones.map((id) => ({ id, label: zoneName(id) })))}
          </div>
        </More>
      </div>
    </div>
  );
}

function Account({ setup }: { setup: Setup }) {
  const [visible, setVisible] = useState(false);
  return (
    <div className="form-grid">
      <Field name="family_name" setup={setup} autoComplete="family-name" />
      <Field name="given_name" setup={setup} autoComplete="given-name" />
      <Field name="kana" setup={setup} />
      <Field name="email" setup={setup} type="email" autoComplete="email" />
      <Field name="login" setup={setup} autoComplete="username" />
      <div className="wide">
        <PasswordField
          label={msg("ui.setup.password")}
          hint={msg("ui.password.rule", { n: PASSWORD_LEAST })}
          least={PASSWORD_LEAST}
          value={setup.answers.password}
          onChange={(text) => setup.set("password", text)}
          error={setup.errors.password}
          autoComplete="new-password"
          required
          shown={visible}
          onShow={setVisible}
        />
      </div>
    </div>
  );
}

function Refused({ open, token }: { open: boolean; token: string }) {
  const why = !open ? msg("ui.setup.done") : token ? msg("ui.setup.dead") : msg("ui.setup.needed");
  return (
    <Door title={msg("ui.setup")}>
      <Note tone={open && token ? "warn" : "info"} title={why}>
        {open && <p>{token ? msg("ui.setup.dead.how") : msg("ui.setup.how")}</p>}
      </Note>
      {!open && <LinkButton to="/">{msg("ui.link.password")}</LinkButton>}
    </Door>
  );
}

export default function SetupPage() {
  const token = useFragment();
  const setup = useSetup(token);
  const [state, setState] = useState<SetupLinkState | null>(null);
  useEffect(() => {
    document.title = `${msg("ui.setup")} – ${msg("ui.product")}`;
    // Before anything is typed: another link may have been made since.
    const ask = token ? api.post<SetupLinkState>("/setup/link", { token }, { quiet: true }) : api.get<SetupState>("/setup", { quiet: true });
    ask.then(({ data }) => setState({ live: false, ...data })).catch(() => setState({ open: true, live: token !== "" }));
  }, [token]);
  if (!state) return <Door title={msg("ui.setup")}>{null}</Door>;
  if (!state.open || !state.live) return <Refused open={state.open} token={token} />;
  return (
    <Door wide title={msg("ui.setup")}>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          setup.submit();
        }}
        noValidate
      >
        <ErrorNote error={setup.error} />
        <fieldset className="door-part">
          <legend>{msg("ui.setup.step.organisation")}</legend>
          <Organisation setup={setup} />
        </fieldset>
        <fieldset className="door-part">
          <legend>{msg("ui.setup.step.account")}</legend>
          <Account setup={setup} />
        </fieldset>
        <Button type="submit" look="filled" size="large" pending={setup.busy}>
          {msg("ui.setup.finish")}
        </Button>
      </form>
    </Door>
  );
}

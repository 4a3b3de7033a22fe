// From nothing to a page: session, registers, language, then the page of the address.
import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { sessionEnded } from "../kernel/api";
import { loadDescribe } from "../kernel/describe";
import { sweepDrafts } from "../kernel/drafts";
import { msg, useLanguage } from "../kernel/i18n";
import { late } from "../kernel/late";
import { loadSession, session } from "../kernel/session";
import { useStore } from "../kernel/store";
import { routes } from "../mod/all";
import { QuestionHost } from "../ui/overlay";
import { dropOldToasts, EmptyState, ErrorNote, Loading, ToastHost } from "../ui/note";
import { LinkButton } from "../ui/button";
import { Door } from "./door";
import { ErrorBoundary } from "./error_boundary";
import { matchPath, type Params, ParamsProvider, type Route, usePlace } from "./router";
import { Shell } from "./shell";
import { LogInPage } from "../mod/session/log_in";

const EnrolPage = late(() => import("../mod/session/enrol"), Loading);

export function findRoute(path: string): { route: Route; params: Params } | null {
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return null;
}

function NotFound() {
  return (
    <EmptyState
      icon="search"
      page title={msg("ui.not_found.title")}
      text={msg("ui.not_found.text")}
      action={<LinkButton to="/">{msg("ui.not_found.home")}</LinkButton>}
    />
  );
}

function CurrentPage() {
  const { path } = usePlace();
  const found = findRoute(path);
  const page = found ? <found.route.page key={found.route.path} /> : <NotFound />;
  const framed = (
    <ErrorBoundary key={path}>
      <ParamsProvider value={found?.params ?? {}}>{page}</ParamsProvider>
    </ErrorBoundary>
  );
  return found?.route.bare ? framed : <Shell>{framed}</Shell>;
}

// Signed in: the registers must be known before any page.
function Inside() {
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const load = () => {
    setError(null);
    loadDescribe().then(() => setReady(true), setError);
  };
  useEffect(() => {
    sweepDrafts();
    load();
  }, []);
  if (error) return <Door><ErrorNote error={error} onRetry={load} /></Door>;
  return ready ? <CurrentPage /> : <Loading />;
}

function Outside() {
  const { path } = usePlace();
  const found = findRoute(path);
  if (!found?.route.public) return <LogInPage />;
  return (
    <ParamsProvider value={found.params}>
      <found.route.page />
    </ParamsProvider>
  );
}

function Start({ first }: { first: Promise<void> }) {
  const me = useStore(session);
  const { path } = usePlace();
  const [error, setError] = useState<unknown>(null);
  const again = () => {
    setError(null);
    loadSession().catch(setError);
  };
  useEffect(() => {
    first.catch(setError);
  }, [first]);
  useEffect(dropOldToasts, [path]);
  if (error) return <Door><ErrorNote error={error} onRetry={again} /></Door>;
  if (me === undefined) return <Loading />;
  if (me === null || findRoute(path)?.route.public) return <Outside />;
  if (me.session.must_enrol) return <EnrolPage />;
  return <Inside key={me.account.id} />;
}

export function App({ first }: { first: Promise<void> }) {
  const language = useLanguage();
  const ended = useStore(sessionEnded);
  return (
    <I18nProvider locale={language === "ja" ? "ja-JP" : "en-GB"} key={language}>
      <ErrorBoundary>
        <Start first={first} />
        {ended && session.get() && <LogInPage again />}
      </ErrorBoundary>
      <QuestionHost />
      <ToastHost />
    </I18nProvider>
  );
}

import "./style.css";
import { createRoot } from "react-dom/client";
import { App, findRoute } from "./app/app";
import { setPreloader, startRouter } from "./app/router";
import { askDescribe } from "./kernel/describe";
import { loadLanguage, parseLanguage } from "./kernel/i18n";
import { applyTheme, prefs } from "./kernel/prefs";
import { loadSession } from "./kernel/session";

applyTheme();
startRouter();
const root = document.getElementById("root");
// Who is signed in is asked while the texts are still coming.
const texts = loadLanguage(parseLanguage(document.documentElement.lang));
const first = loadSession();
first.catch(() => {}); // told by the page
if (prefs.get().here) askDescribe();
const preload = async (path: string) => findRoute(path)?.route.page.preload();
setPreloader(preload);
void preload(window.location.pathname).catch(() => {});
if (root) void texts.then(() => createRoot(root).render(<App first={first} />));

import "./style.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { startRouter } from "./app/router";
import { loadLanguage, parseLanguage } from "./kernel/i18n";
import { applyTheme } from "./kernel/prefs";

applyTheme();
startRouter();
const root = document.getElementById("root");
if (root)
  void loadLanguage(parseLanguage(document.documentElement.lang)).then(() => createRoot(root).render(<App />));

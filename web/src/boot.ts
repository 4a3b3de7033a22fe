// Runs before the first paint: theme and language as last chosen, so that nothing flashes.
{
  const root = document.documentElement;
  try {
    const prefs = JSON.parse(localStorage.getItem("kaname.prefs") ?? "{}");
    if (prefs.theme === "light" || prefs.theme === "dark") root.dataset.theme = prefs.theme;
    if (prefs.language === "ja" || prefs.language === "en") root.lang = prefs.language;
    else if (!navigator.language.startsWith("ja")) root.lang = "en";
  } catch {
    // Storage may be forbidden or hold nonsense: the defaults are right then.
  }
}

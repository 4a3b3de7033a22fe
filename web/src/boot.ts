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
  // The texts are needed before anything is shown: they come while the script is still loading.
  const texts = document.querySelector<HTMLMetaElement>(`meta[name="messages-${root.lang}"]`);
  if (texts) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "fetch";
    link.crossOrigin = "anonymous";
    link.href = texts.content;
    document.head.append(link);
  }
}

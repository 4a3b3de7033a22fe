import { api } from "../kernel/api";
import { label, type Language, loadLanguage, msg, useLanguage } from "../kernel/i18n";
import { setPrefs, type Theme, usePrefs } from "../kernel/prefs";
import { logOut, mainRole, useSession } from "../kernel/session";
import { Button } from "../ui/button";
import { toastError } from "../ui/note";
import { Menu } from "../ui/overlay";
import { navigate } from "./router";

async function chooseLanguage(language: Language): Promise<void> {
  setPrefs({ language });
  await loadLanguage(language);
  await api.patch("/session", { lang: language }).catch(toastError);
}

async function leave(): Promise<void> {
  try {
    const elsewhere = await logOut();
    if (elsewhere) window.location.assign(elsewhere);
    else void navigate("/", { replace: true });
  } catch (e) {
    toastError(e);
  }
}

export function AccountMenu() {
  const me = useSession();
  const language = useLanguage();
  const { theme } = usePrefs();
  const role = mainRole(me);
  const themes: { id: Theme; icon: "auto" | "sun" | "moon" }[] = [
    { id: "auto", icon: "auto" },
    { id: "light", icon: "sun" },
    { id: "dark", icon: "moon" },
  ];
  return (
    <Menu
      label={msg("ui.account")}
      groups={[
        {
          entries: [
            { id: "account", icon: "person", label: msg("ui.account.page"), href: "/account" },
            { id: "approvals", icon: "stamp", label: msg("approval.title"), href: "/approvals" },
            { id: "absences", icon: "calendar", label: msg("approval.absences"), href: "/absences" },
          ],
        },
        {
          title: msg("ui.theme"),
          selected: [theme],
          entries: themes.map((t) => ({
            id: t.id,
            icon: t.icon,
            label: label(`ui.theme.${t.id}`),
            onAction: () => setPrefs({ theme: t.id }),
          })),
        },
        {
          title: msg("ui.language"),
          selected: [language],
          entries: (["ja", "en"] as const).map((l) => ({
            id: l,
            label: label(`ui.language.${l}`),
            onAction: () => void chooseLanguage(l),
          })),
        },
        { entries: [{ id: "leave", icon: "logout", label: msg("ui.log_out"), onAction: () => void leave() }] },
      ]}
    >
      <Button look="plain" className="account-button">
        <span className="face" aria-hidden="true">
          {[...me.account.name][0]}
        </span>
        <span className="visually-hidden">{msg("ui.account")}</span>
        <span className="account-text">
          <span className="account-name">{me.account.name}</span>
          <br />
          <span className="account-role">{role ? label(`role.${role.role}`, role.role) : ""}</span>
        </span>
      </Button>
    </Menu>
  );
}

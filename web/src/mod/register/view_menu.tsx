// Views of a list that people keep: filter, order and columns under a name, for oneself or shared.
import { navigate } from "../../app/router";
import { api, type Page as ListPage } from "../../kernel/api";
import type { RegisterInfo } from "../../kernel/describe";
import type { SavedView } from "../../gen/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { toast, toastError } from "../../ui/note";
import { ask, Menu, type MenuEntry } from "../../ui/overlay";

// The address of the list as it stands, without the page it is turned to.
function addressOf(keys: string[]): string {
  const query = new URLSearchParams(window.location.search);
  for (const key of ["cursor", "from"]) query.delete(key);
  query.set("cols", keys.join(","));
  return query.toString();
}

async function attempt(run: () => Promise<unknown>, said: string): Promise<void> {
  try {
    await run();
    toast(said);
  } catch (e) {
    toastError(e);
  } finally {
    invalidate("/views");
  }
}

async function save(register: RegisterInfo, keys: string[]): Promise<void> {
  const query = addressOf(keys);
  const name = await ask({ title: msg("views.save"), text: msg("views.save.text"), yes: msg("ui.save"), reason: "required", reasonLabel: msg("views.name") });
  if (name === null) return;
  await attempt(() => api.post("/views", { register: register.name, name, query }), msg("views.saved", { name }));
}

function sharing(view: SavedView): MenuEntry {
  const shared = !view.shared;
  return {
    id: `share ${view.id}`,
    icon: "people",
    label: msg(shared ? "views.share" : "views.unshare", { name: view.name }),
    onAction: () => void attempt(() => api.post(`/views/${view.id}/sharing`, { shared }), msg(shared ? "views.shared" : "views.unshared")),
  };
}

function removal(view: SavedView): MenuEntry {
  return {
    id: `delete ${view.id}`,
    icon: "trash",
    danger: true,
    label: msg("views.delete", { name: view.name }),
    onAction: () => void attempt(() => api.remove(`/views/${view.id}`), msg("views.deleted", { name: view.name })),
  };
}

export function ViewMenu({ register, keys }: { register: RegisterInfo; keys: string[] }) {
  const { data } = useQuery<ListPage<SavedView>>("/views", { register: register.name });
  const views = data?.items ?? [];
  const now = addressOf(keys);
  const current = views.find((v) => v.query === now);
  const mayShare = may("view.share");
  const open = views.map((v) => ({
    id: v.id,
    label: v.shared && !v.mine ? msg("views.by", { name: v.name, owner: v.owner }) : v.name,
    onAction: () => void navigate(`/${register.name}?${v.query}`),
  }));
  const nothing = [{ id: "none", label: msg("views.none"), disabled: true }];
  return (
    <Menu
      label={msg("views.label")}
      groups={[
        { entries: open.length > 0 ? open : nothing, selected: current ? [current.id] : [] },
        {
          entries: [
            { id: "save", icon: "plus", label: msg("views.save"), onAction: () => void save(register, keys) },
            ...(current && mayShare ? [sharing(current)] : []),
            ...(current && (current.mine || mayShare) ? [removal(current)] : []),
          ],
        },
      ]}
    >
      <Button look="plain" icon="flag">
        {current?.name ?? msg("views.label")}
      </Button>
    </Menu>
  );
}

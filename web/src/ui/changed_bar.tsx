// A quiet bar: others have changed what is shown. What is read stays until the reader asks for it.
import { useOthersChanges } from "../kernel/changes";
import { msg } from "../kernel/i18n";
import { Button } from "./button";
import { Icon } from "./icon";

export function ChangedBar({ path, id }: { path: string; id?: string }) {
  const { changed, reload } = useOthersChanges(path, id);
  return (
    <div role="status">
      {changed && (
        <p className="changed-bar">
          <Icon name="refresh" size={16} />
          <span>{id ? msg("ui.changed.record") : msg("ui.changed.list")}</span>
          <Button look="plain" onPress={reload}>
            {msg("ui.changed.reload")}
          </Button>
        </p>
      )}
    </div>
  );
}

import { msg } from "../kernel/i18n";
import { Dialog } from "../ui/overlay";

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const keys: [string[], string][] = [
    [["Ctrl", "K"], msg("ui.keys.find")],
    [["/"], msg("ui.keys.search")],
    [["↑", "↓"], msg("ui.keys.rows")],
    [["Enter"], msg("ui.keys.open")],
    [["Space"], msg("ui.keys.select")],
    [["Esc"], msg("ui.keys.close")],
    [["?"], msg("ui.keys.help")],
  ];
  return (
    <Dialog title={msg("ui.keys")} isOpen onClose={onClose}>
      <dl className="facts">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt className="row">
              {names.map((n) => (
                <kbd key={n}>{n}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

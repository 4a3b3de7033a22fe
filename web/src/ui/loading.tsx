import { msg } from "../kernel/i18n";

export function Loading({ label }: { label?: string }) {
  return (
    <div className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      <span>{label ?? msg("ui.loading")}</span>
    </div>
  );
}

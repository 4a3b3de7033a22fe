import { Component, type ReactNode } from "react";
import { msg } from "../kernel/i18n";
import { Button } from "../ui/button";
import { Note } from "../ui/note";

// A page that fails leaves the rest standing, and says so.
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    // A chunk that is gone: the server has been updated under an open page.
    const outdated = this.state.error instanceof TypeError && /import/i.test(String(this.state.error));
    return (
      <div className="page narrow">
        <Note
          tone="bad"
          live
          title={outdated ? msg("ui.error.outdated") : msg("ui.error.page")}
          actions={
            <Button icon="refresh" onPress={() => window.location.reload()}>
              {msg("ui.reload")}
            </Button>
          }
        />
      </div>
    );
  }
}

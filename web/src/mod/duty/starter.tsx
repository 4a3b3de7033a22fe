// The usual regimes, taken into the register by one press.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { RegimeStarterMade } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate } from "../../kernel/query";
import { Button } from "../../ui/button";
import { toast, toastError } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";

export default function StarterPage() {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { data } = await api.post<RegimeStarterMade>("/reporting-regimes/starter");
      toast(msg("duty.ui.starter.done", { n: data.made }));
      invalidate("/reporting-regimes", "/incidents");
      await navigate("/reporting-regimes");
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
  };
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("reg.reporting-regimes"), to: "/reporting-regimes" }]} title={msg("duty.ui.starter")} />
      <Card>
        <div className="stack">
          <p>{msg("duty.ui.starter.text")}</p>
          <p>
            <Button look="filled" icon="plus" pending={busy} onPress={() => void take()}>
              {msg("duty.ui.starter")}
            </Button>
          </p>
        </div>
      </Card>
    </Page>
  );
}

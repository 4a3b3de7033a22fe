// The usual points of dispute, taken into the register by one press.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { SharingPointsMade } from "../../gen/api";
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
      const { data } = await api.post<SharingPointsMade>("/sharing-points/starter");
      toast(msg("sharing.ui.starter.done", { n: data.made }));
      invalidate("/sharing-points");
      await navigate("/sharing-points");
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
  };
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("reg.sharing-points"), to: "/sharing-points" }]} title={msg("sharing.ui.starter")} />
      <Card>
        <div className="stack">
          <p>{msg("sharing.ui.starter.text")}</p>
          <p>
            <Button look="filled" icon="plus" pending={busy} onPress={() => void take()}>
              {msg("sharing.ui.starter")}
            </Button>
          </p>
        </div>
      </Card>
    </Page>
  );
}

// The usual notice templates, taken into the register by one press.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { TellingTemplatesMade } from "../../gen/api";
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
      const { data } = await api.post<TellingTemplatesMade>("/telling-templates/starter");
      toast(msg("telling.ui.starter.done", { n: data.made }));
      invalidate("/telling-templates");
      await navigate("/telling-templates");
    } catch (e) {
      toastError(e);
      setBusy(false);
    }
  };
  return (
    <Page narrow>
      <PageHead crumbs={[{ label: msg("reg.telling-templates"), to: "/telling-templates" }]} title={msg("telling.ui.starter")} />
      <Card>
        <div className="stack">
          <p>{msg("telling.ui.starter.text")}</p>
          <p>
            <Button look="filled" icon="plus" pending={busy} onPress={() => void take()}>
              {msg("telling.ui.starter")}
            </Button>
          </p>
        </div>
      </Card>
    </Page>
  );
}

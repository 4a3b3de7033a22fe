// A new issue of the report on an assessment: of which campaign, for which meeting.
import { useState } from "react";
import { navigate } from "../../app/router";
import { api, ApiError, type Page as ListPage } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date_field";
import { SelectField, TextField } from "../../ui/field";
import { ErrorNote, Note, toast } from "../../ui/note";
import { Dialog } from "../../ui/overlay";
import { type Issue, issuePath } from "./model";

interface CampaignBrief {
  number: string;
  name: string;
  state: string;
}

const MOST = 100;

export function NewIssueDialog({ onClose }: { onClose: () => void }) {
  const { data } = useQuery<ListPage<CampaignBrief>>("/campaigns", { limit: MOST });
  const campaigns = data?.items.filter((c) => c.state !== "draft") ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const campaign = campaigns.find((c) => c.number === chosen) ?? campaigns[0];
  const [typed, setTyped] = useState<string | null>(null);
  const title = typed ?? (campaign ? msg("report.ui.new.name", { campaign: campaign.name }) : "");
  const [audience, setAudience] = useState("");
  const [meeting, setMeeting] = useState("");
  const [day, setDay] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error instanceof ApiError ? error.fields() : {};
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { type: "assessment", campaign: campaign?.number, title: title.trim(), audience: audience.trim() || null, meeting: meeting.trim() || null, meeting_date: day };
      const { data: issue } = await api.post<Issue>("/report-issues", body);
      invalidate("/report-issues");
      toast(msg("report.ui.new.done", { number: issue.number }));
      await navigate(issuePath(issue), { replace: true });
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={msg("report.ui.new")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{msg("ui.cancel")}</Button>
          <Button look="filled" pending={busy} isDisabled={!campaign} onPress={() => void save()}>
            {msg("report.ui.new.save")}
          </Button>
        </>
      }
    >
      {!["campaign", "title", "audience", "meeting", "meeting_date"].some((k) => fields[k]) && <ErrorNote error={error} />}
      {data && campaigns.length === 0 && <Note tone="warn" title={msg("report.ui.new.no_campaign")} />}
      <SelectField
        label={msg("report.ui.campaign")}
        required
        options={campaigns.map((c) => ({ id: c.number, label: c.name }))}
        value={campaign?.number ?? null}
        onChange={setChosen}
        error={fields.campaign}
      />
      <TextField label={msg("report.ui.title")} required maxLength={200} value={title} onChange={setTyped} error={fields.title} />
      <TextField label={msg("report.ui.audience")} optional maxLength={200} value={audience} onChange={setAudience} error={fields.audience} />
      <div className="form-grid">
        <TextField label={msg("report.ui.meeting")} optional maxLength={200} value={meeting} onChange={setMeeting} error={fields.meeting} />
        <DateField label={msg("report.ui.meeting_date")} optional value={day} onChange={setDay} error={fields.meeting_date} />
      </div>
    </Dialog>
  );
}

// On the page of a request to us: the asker's sheet is answered with what is known already, and what
// the asker found wanting becomes measures.
import { useState } from "react";
import { navigate } from "../../app/router";
import { api, type Page as ListPage } from "../../kernel/api";
import { recordPath } from "../../kernel/describe";
import type { RegisterRecord } from "../../kernel/record";
import { addDays, fiscalYear, today } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may, useSession } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { useCampaignChoices, useSheetChoices } from "../assessment/key_name";
import { type Campaign, campaignPath, type CampaignProgress, type Sheet } from "../assessment/model";
import { ProgressTable } from "../assessment/campaign/progress";
import type { RecordCardProps } from "../register/record";
import { BookCard } from "./book_card";
import { FindingDialog } from "./finding";

const DAYS = 14; // to answer in, where the asker names no day

// Who answers for the whole company: its head office, else the company itself.
async function answeringUnit(): Promise<string | undefined> {
  const of = async (filter: Record<string, string>) => (await api.get<ListPage<RegisterRecord>>("/units", { query: { ...filter, limit: 1 } })).data.items[0]?.id;
  return (await of({ "filter[head_office][eq]": "true" })) ?? (await of({ "filter[kind][eq]": "company" }));
}

// An assessment of the head office alone with the asker's sheet; accepted answers are offered there.
async function begin({ record, etag }: RecordCardProps, sheet: Sheet, me: string): Promise<string> {
  const unit = await answeringUnit();
  const { data: campaign } = await api.post<Campaign>("/campaigns", {
    name: msg("inquiry.campaign", { asker: String(record.asker), title: String(record.title) }).slice(0, 200),
    sheet_version: sheet.newest.id,
    period: `FY${fiscalYear()}`,
    opens: today(),
    due: record.due && String(record.due) >= today() ? record.due : addDays(today(), DAYS),
    for_request: true,
    units: [{ unit, assignee: me }],
  });
  await api.post(`/campaigns/${campaign.id}/open`, undefined, { etag: `"${campaign.version}"` });
  await api.patch(`/inquiries/${record.id}`, { campaign: campaign.number }, { etag });
  const { data: progress } = await api.get<CampaignProgress>(`/campaigns/${campaign.id}/progress`);
  invalidate("/campaigns", "/inquiries", "/tasks/mine");
  const response = progress.units[0]?.response.id;
  return response ? `/responses/${response}` : campaignPath(campaign);
}

function Begin(props: RecordCardProps & { sheet: Sheet | undefined }) {
  const { account } = useSession();
  const [busy, setBusy] = useState(false);
  if (!props.sheet)
    return (
      <div className="stack">
        <p className="muted">{msg("inquiry.no_sheet")}</p>
        <p className="row">
          {may("sheet.write") && (
            <LinkButton size="small" icon="upload" to="/sheets/import">
              {msg("assessment.sheet.import")}
            </LinkButton>
          )}
          <LinkButton size="small" icon="edit" to={`${recordPath("inquiries", props.record)}/edit`}>
            {msg("inquiry.choose_sheet")}
          </LinkButton>
        </p>
      </div>
    );
  const sheet = props.sheet;
  const run = () => {
    setBusy(true);
    begin(props, sheet, account.id)
      .then(navigate)
      .catch(toastError)
      .finally(() => setBusy(false));
  };
  return (
    <div className="stack">
      <p className="muted">{msg("inquiry.begin.text")}</p>
      <p>
        <Button icon="edit" pending={busy} onPress={run}>
          {msg("inquiry.begin")}
        </Button>
      </p>
    </div>
  );
}

function Answers({ number }: { number: string }) {
  const campaign = useCampaignChoices().find((c) => c.number === number);
  const { data, error } = useQuery<CampaignProgress>(campaign ? `/campaigns/${campaign.id}/progress` : null);
  return (
    <>
      <ErrorNote error={error} />
      {data && <ProgressTable rows={data.units} assign={false} />}
    </>
  );
}

export default function InquiryCards(props: RecordCardProps) {
  const { register, record } = props;
  const [finding, setFinding] = useState(false);
  const sheet = useSheetChoices().find((s) => s.key === record.sheet_key);
  const campaign = record.campaign as string | null;
  const open = ["received", "answering"].includes(String(record.state));
  const mayWrite = may(register.permissions.update);
  return (
    <>
      <BookCard {...props} />
      {campaign && may("response.read") && (
        <Card title={msg("inquiry.answers")} flush>
          <Answers number={campaign} />
        </Card>
      )}
      {!campaign && open && mayWrite && may("campaign.write") && (
        <Card title={msg("inquiry.answers")} screenOnly>
          <Begin {...props} sheet={sheet} />
        </Card>
      )}
      {mayWrite && may("measure.write") && (
        <Card
          title={msg("inquiry.findings")}
          screenOnly
          aside={
            <Button size="small" icon="plus" onPress={() => setFinding(true)}>
              {msg("inquiry.finding.measure")}
            </Button>
          }
        >
          <p className="muted">{msg("inquiry.findings.text")}</p>
        </Card>
      )}
      {finding && <FindingDialog record={record} onClose={() => setFinding(false)} />}
    </>
  );
}

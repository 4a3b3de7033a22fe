// From another firm's case to ours in one step: a loss scenario that begins with what happened there and with figures of ours.
import { useState } from "react";
import { navigate } from "../../app/router";
import type { LossEstimate } from "../../gen/api";
import { api, type Page as ListPage } from "../../kernel/api";
import { mayRead, optionLabel } from "../../kernel/describe";
import { plainNumber } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { ErrorNote } from "../../ui/note";
import { Card } from "../../ui/page";
import { newItem, prepare, type ScenarioDraft } from "../loss/draft";
import { newQuantity } from "../loss/model";
import type { RecordCardProps } from "../register/record";

type Case = RecordCardProps["record"];

const TOLD = ["damage", "cause", "response_note"] as const;
const MOST = 200; // information assets of which the largest is taken

interface Held {
  name: string;
  count: number;
}

// The asset that names most people, where all of them can be seen: what one leak of ours could take.
async function largest(): Promise<Held | null> {
  if (!mayRead("information-assets")) return null;
  const { data } = await api.get<ListPage<RegisterRecord>>("/information-assets", { query: { "filter[personal_data][eq]": true, limit: MOST } });
  if (data.next) return null;
  const held = data.items.map((a) => ({ name: String(a.name), count: Number(a.personal_count ?? 0) }));
  return held.reduce<Held | null>((most, a) => (a.count > (most?.count ?? 0) ? a : most), null);
}

const fixed = (value: number) => ({ ...newQuantity("fixed"), value });

async function ours(record: Case): Promise<Partial<ScenarioDraft>> {
  const leak = Number(record.records_lost ?? 0) > 0;
  const [held, { data: estimate }] = await Promise.all([leak ? largest() : null, api.post<LossEstimate>("/loss-estimates", {})]);
  const told = TOLD.map((key) => record[key]).filter((text): text is string => typeof text === "string" && text !== "");
  const number = record.number ?? "";
  const people = held && newItem({ form: "personal_data", basis: msg("intel.ui.here.records", { name: held.name, n: plainNumber(held.count) }).slice(0, 500), amount: fixed(estimate.quick_per_record), units: fixed(held.count) });
  return {
    title: String(record.title),
    description: [msg("intel.ui.here.from", { number }), ...told].join("\n").slice(0, 2000),
    leak,
    frequency_basis: record.likelihood ? msg("intel.ui.here.likelihood", { number, likelihood: optionLabel("incident_likelihood", record.likelihood) }) : "",
    items: [...(people ? [people] : []), newItem({ form: "response", basis: msg("loss.source.jcic"), amount: fixed(estimate.board.response) })],
  };
}

export default function Here({ record }: RecordCardProps) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!mayRead("loss-scenarios") || !may("loss.write")) return null;
  const make = async () => {
    setPending(true);
    setError(null);
    try {
      prepare(await ours(record));
      await navigate(`/loss-scenarios/new?${new URLSearchParams({ link: `outside-cases/${record.number ?? record.id}` })}`);
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <Card title={msg("intel.ui.here")}>
      <div className="stack">
        <p>{msg("intel.ui.here.text")}</p>
        <ErrorNote error={error} />
        <div>
          <Button icon="plus" pending={pending} onPress={() => void make()}>
            {msg("intel.ui.here.make")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

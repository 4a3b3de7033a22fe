// One response: answered by those asked, reviewed by those who may, read by others.
import { useHashPlace, useParams } from "../../../app/router";
import { useQuery } from "../../../kernel/query";
import { ErrorNote, Loading } from "../../../ui/note";
import { Page } from "../../../ui/page";
import type { ResponseRecord, SheetDocument } from "../model";
import { Answering } from "./answering";
import { useOffersReady } from "./carry";
import { Reviewing } from "./reviewing";

export default function ResponsePage() {
  const { id = "" } = useParams();
  const response = useQuery<ResponseRecord>(`/responses/${encodeURIComponent(id)}`);
  const version = response.data?.sheet_version.id;
  const sheet = useQuery<SheetDocument>(version ? `/sheet-versions/${version}/document` : null);
  const r = response.data;
  const ready = useOffersReady(r);
  useHashPlace(r !== undefined && sheet.data !== undefined && ready);
  if (!r || !sheet.data || !ready)
    return (
      <Page>
        <ErrorNote error={response.error ?? sheet.error} onRetry={() => void response.reload()} />
        {!response.error && !sheet.error && <Loading />}
      </Page>
    );
  const shared = { response: r, etag: response.etag, sheet: sheet.data };
  return r.may.answer ? (
    <Answering key={`${r.id}.${r.state}`} {...shared} />
  ) : (
    <Reviewing key={`${r.id}.${r.version}`} {...shared} />
  );
}

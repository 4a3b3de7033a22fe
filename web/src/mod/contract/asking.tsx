// What may be handed to suppliers – this may happen, so do that – and what is checked before anything is asked of them.
import type { AskingLists } from "../../gen/api";
import { date } from "../../kernel/format";
import { msg, pick } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { ErrorNote, Loading } from "../../ui/note";
import { Card, Page, PageHead } from "../../ui/page";
import { Badge } from "../../ui/state";

function Lists({ lists }: { lists: AskingLists["lists"] }) {
  return (
    <div className="asking-lists">
      {lists.map((list) => (
        <section key={pick(list.because)} className="split-duty">
          <h2 className="split-duty-title">{pick(list.because)}</h2>
          <ul className="asking-lines">
            {list.lines.map((line) => (
              <li key={pick(line.text)}>
                <span className="asking-box" aria-hidden="true" />
                <span>
                  {pick(line.text)} {line.free && <Badge tone="ok">{msg("asking.free")}</Badge>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Before({ asking }: { asking: AskingLists }) {
  return (
    <Card title={msg("asking.laws")} screenOnly foot={<span className="muted small">{msg("asking.checked", { date: date(asking.as_of) })}</span>}>
      <p>{msg("asking.laws.text")}</p>
      <ul className="contract-prose">
        {asking.points.map((p) => (
          <li key={pick(p.text)}>{pick(p.text)}</li>
        ))}
      </ul>
      <h3 className="contract-checks-title">{msg("asking.sources")}</h3>
      <ul className="contract-prose">
        {asking.sources.map((s) => (
          <li key={s.link}>
            <a href={s.link} target="_blank" rel="noreferrer">
              {pick(s.title)}
            </a>
            <br />
            <span className="muted small">{pick(s.says)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export default function AskingPage() {
  const query = useQuery<AskingLists>("/asking-lists");
  const asking = query.data;
  return (
    <Page>
      <PageHead
        title={msg("asking.title")}
        meta={msg("asking.text")}
        actions={
          asking && (
            <>
              {may("ask.write") && (
                <LinkButton icon="plus" to="/supplier-asks/new">
                  {msg("asking.new")}
                </LinkButton>
              )}
              <Button icon="print" onPress={() => window.print()}>
                {msg("ui.print")}
              </Button>
            </>
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {!asking && !query.error && <Loading />}
      {asking && <Lists lists={asking.lists} />}
      {asking && <Before asking={asking} />}
    </Page>
  );
}

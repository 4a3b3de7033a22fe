// The report on a case: issues made of it, and the paper as it stands, which a confidential case has alone.
import { Link } from "../../app/router";
import { type Page as ListPage, save, url } from "../../kernel/api";
import { label, msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import type { RegisterRecord } from "../../kernel/record";
import { may } from "../../kernel/session";
import { Button, LinkButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { toastError } from "../../ui/note";
import { Card } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Form, type Issue, issuePath, issueText, LANGUAGES, languageName } from "./model";

const FORMS: Form[] = ["pdf", "xlsx"];

function Issues({ record }: { record: RegisterRecord }) {
  const { data } = useQuery<ListPage<Issue>>(may("report.read") ? "/report-issues" : null, { "filter[incident][eq]": record.number ?? "", limit: 100 });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <ul className="plain-list" aria-label={msg("report.ui.case.issues")}>
      {items.map((i) => (
        <li key={i.id} className="row">
          <Link to={issuePath(i)}>{`${i.number ?? ""} ${issueText(i, "title")}`}</Link>
          <StateBadge set="report_state" value={i.state} />
        </li>
      ))}
    </ul>
  );
}

export function CaseReport({ record }: { record: RegisterRecord }) {
  const path = `/incidents/${record.id}/report`;
  const { data } = useQuery<{ confidential: boolean }>(may("case_paper.read") ? `/incidents/${record.id}/readers` : null);
  if (!may("case_paper.read")) return null;
  const secret = data?.confidential === true;
  return (
    <Card title={msg("report.ui.case")}>
      <div className="stack">
        <Issues record={record} />
        <p className="muted small">{msg(secret ? "report.ui.case.secret" : "report.ui.case.text")}</p>
        {LANGUAGES.map((language) => (
          <div key={language} className="row no-print" role="group" aria-label={languageName(language)}>
            <b>{languageName(language)}</b>
            {FORMS.map((format) => (
              <Button
                key={format}
                size="small"
                icon="download"
                aria-label={msg("report.ui.file.get", { form: label(`enum.report_form.${format}`), language: languageName(language) })}
                onPress={() => void save(path, { format, language }).catch(toastError)}
              >
                {label(`enum.report_form.${format}`)}
              </Button>
            ))}
            <a className="row small" href={url(path, { format: "html", language })} target="_blank" rel="noreferrer">
              {msg("report.ui.file.page")}
              <Icon name="external" size={14} />
            </a>
          </div>
        ))}
        {!secret && may("report.write") && (
          <p className="no-print">
            <LinkButton size="small" icon="plus" to={`/report-issues/new?type=incident&incident=${encodeURIComponent(record.number ?? "")}`}>
              {msg("report.ui.case.make")}
            </LinkButton>
          </p>
        )}
      </div>
    </Card>
  );
}

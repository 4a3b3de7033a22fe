// The exercises one takes part in, whatever one may read beside.
import type { OwnExerciseShort, OwnExercises } from "../../gen/api";
import { optionLabel } from "../../kernel/describe";
import { date } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { EmptyState, ErrorNote, Loading, Note } from "../../ui/note";
import { Page, PageHead } from "../../ui/page";
import { StateBadge } from "../../ui/state";
import { type Column, Table } from "../../ui/table";
import { Link } from "../../app/router";

const columns = (): Column<OwnExerciseShort>[] => [
  { id: "title", label: msg("reg.exercise.title"), main: true, cell: (x) => <Link to={`/own-exercises/${x.id}`}>{x.title}</Link> },
  { id: "planned_on", label: msg("reg.exercise.planned_on"), cell: (x) => date(x.planned_on) },
  { id: "role", label: msg("exercise.ui.col.role"), cell: (x) => optionLabel("exercise_role", x.role) },
  { id: "state", label: msg("reg.exercise.state"), aside: true, cell: (x) => <StateBadge set="exercise_state" value={x.state} /> },
];

export default function OwnExercisesPage() {
  const query = useQuery<OwnExercises>("/own-exercises");
  const { data } = query;
  return (
    <Page>
      <PageHead title={msg("exercise.ui.own")} meta={msg("exercise.ui.own.text")} />
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !data && <Loading />}
      {data?.day && <Note tone="info" title={msg("exercise.ui.own.day", { date: date(data.day.planned_on), title: data.day.title })} />}
      {data?.items.length === 0 && <EmptyState icon="calendar" title={msg("exercise.ui.own.none")} />}
      {data && data.items.length > 0 && <Table label={msg("exercise.ui.own")} columns={columns()} rows={data.items} rowKey={(x) => x.id} />}
    </Page>
  );
}

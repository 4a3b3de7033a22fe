// On an exercise's page: its clock, who takes part, the scenario and what came out, and what participants were told.
import { useState } from "react";
import { Link } from "../../app/router";
import type { ExerciseBoard } from "../../gen/api";
import { api } from "../../kernel/api";
import { useHurriedChanges } from "../../kernel/changes";
import { mayRead } from "../../kernel/describe";
import { dateTime } from "../../kernel/format";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, Loading, Note, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { Timeline } from "../incident/timeline";
import type { RecordCardProps } from "../register/record";
import { Clock } from "./clock";
import { Lines } from "./lines";
import { useClock } from "./model";
import { People } from "./people";

function Feedback({ id, board }: { id: string; board: ExerciseBoard }) {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState(board.feedback ?? "");
  const send = async () => {
    await api.post(`/exercises/${id}/feedback`, { text: said });
    toast(msg("exercise.ui.feedback.done"));
    invalidate("/exercises", "/own-exercises");
  };
  return (
    <Card
      title={msg("exercise.ui.feedback")}
      aside={
        board.runs && (
          <Button size="small" icon="send" onPress={() => setOpen(true)}>
            {msg("exercise.ui.feedback.write")}
          </Button>
        )
      }
    >
      <p className="muted small">{msg("exercise.ui.feedback.text")}</p>
      {board.feedback !== null && <p className="timeline-text">{board.feedback}</p>}
      {board.fed_back_at !== null && <p className="muted small">{msg("exercise.ui.feedback.sent", { at: dateTime(board.fed_back_at) })}</p>}
      {open && (
        <FormDialog title={msg("exercise.ui.feedback.write")} wide save={msg("exercise.ui.feedback.write")} disabled={said.trim() === ""} own={["text"]} send={send} onClose={() => setOpen(false)}>
          {(wrong) => <TextField label={msg("exercise.ui.feedback.field")} lines={6} maxLength={4000} value={said} onChange={setSaid} error={wrong.text} />}
        </FormDialog>
      )}
    </Card>
  );
}

export default function BoardCard({ record, etag }: RecordCardProps) {
  const query = useQuery<ExerciseBoard>(`/exercises/${record.id}/board`);
  const board = query.data;
  useClock(query, board?.time);
  useHurriedChanges(board?.time.clock === "running");
  const plays = board !== undefined && !board.runs && may("exercise.write");
  return (
    <>
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      {query.loading && !board && <Loading />}
      {plays && <Note tone="info" title={msg("exercise.ui.plays")} />}
      {board && (
        <>
          {board.role !== null && (
            <p className="no-print">
              <Link to={`/own-exercises/${record.id}`}>{msg("exercise.ui.own.open")}</Link>
            </p>
          )}
          <Clock record={record} board={board} />
          {board.runs && board.case !== null && mayRead("incidents") && <Timeline record={{ id: board.case, version: 0 }} />}
          <People record={record} board={board} etag={etag} />
          <Lines record={record} board={board} etag={etag} />
          {record.state === "held" && <Feedback id={record.id} board={board} />}
        </>
      )}
    </>
  );
}

// Which post holds which rank of the matrix, below it.
import { useState } from "react";
import type { RulingPosts } from "../../gen/api";
import { api } from "../../kernel/api";
import { msg } from "../../kernel/i18n";
import { invalidate, useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FormDialog } from "../../ui/form_dialog";
import { ErrorNote, toast } from "../../ui/note";
import { Card } from "../../ui/page";
import { RANKS, rankName } from "./model";

const MOST = 100;

function Edit({ now, etag, onClose }: { now: RulingPosts; etag: string | null; onClose: () => void }) {
  const [posts, setPosts] = useState<RulingPosts>(now);
  const send = async () => {
    await api.put("/ruling-posts", Object.fromEntries(RANKS.map((rank) => [rank, posts[rank]?.trim() || null])), { etag });
    toast(msg("ruling.ui.posts.saved"));
    invalidate("/ruling-posts", "/incidents");
  };
  return (
    <FormDialog title={msg("ruling.ui.posts")} own={RANKS} send={send} onClose={onClose}>
      {(wrong) => (
        <div className="form">
          {RANKS.map((rank) => (
            <TextField key={rank} label={rankName(rank)} optional maxLength={MOST} value={posts[rank] ?? ""} onChange={(post) => setPosts((before) => ({ ...before, [rank]: post }))} error={wrong[rank]} />
          ))}
        </div>
      )}
    </FormDialog>
  );
}

export function Posts() {
  const query = useQuery<RulingPosts>(may("ruling.read") ? "/ruling-posts" : null);
  const [open, setOpen] = useState(false);
  const now = query.data;
  if (!may("ruling.read")) return null;
  return (
    <Card
      title={msg("ruling.ui.posts")}
      aside={
        now &&
        may("ruling.post") && (
          <Button size="small" icon="edit" onPress={() => setOpen(true)}>
            {msg("ruling.ui.posts.edit")}
          </Button>
        )
      }
    >
      <ErrorNote error={query.error} onRetry={() => void query.reload()} />
      <p className="muted">{msg("ruling.ui.posts.text")}</p>
      {now && (
        <dl className="facts">
          {RANKS.map((rank) => (
            <div key={rank}>
              <dt>{rankName(rank)}</dt>
              <dd>{now[rank] ?? msg("ruling.ui.posts.none")}</dd>
            </div>
          ))}
        </dl>
      )}
      {now && open && <Edit now={now} etag={query.etag} onClose={() => setOpen(false)} />}
    </Card>
  );
}

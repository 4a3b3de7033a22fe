// How far the first assessment is, counted in units: what the first steps of the first page say and
// tick. No data is fetched here, so that a test can ask for every case.

export interface Begun {
  state: "draft" | "open" | "closed";
  counts: { units: number; submitted: number; accepted: number } | null;
}

export interface Share {
  done: number; // units
  all: number;
  through: boolean; // nothing is left to do, or nothing can be done any more
}

const NOTHING: Share = { done: 0, all: 0, through: false };

// One assessment in which every unit is through is enough, and one that has been closed: what came in
// until then counts. Else the one under way is counted.
function shareOf(campaigns: Begun[], done: (counts: NonNullable<Begun["counts"]>) => number): Share {
  const shares = campaigns.flatMap((c): (Share & { open: boolean })[] => {
    if (c.state === "draft" || !c.counts) return [];
    const n = done(c.counts);
    return [{ done: n, all: c.counts.units, through: n > 0 && (n === c.counts.units || c.state === "closed"), open: c.state === "open" }];
  });
  const { open: _, ...share } = shares.find((s) => s.through) ?? shares.find((s) => s.open) ?? { ...NOTHING, open: false };
  return share;
}

export function answeredShare(campaigns: Begun[]): Share {
  return shareOf(campaigns, (n) => n.submitted + n.accepted);
}

export function acceptedShare(campaigns: Begun[]): Share {
  return shareOf(campaigns, (n) => n.accepted);
}

interface Place {
  id: string;
  campaign: { id: string };
}

export interface Turn<T> {
  kind: "review" | "answer";
  response: T;
}

// Where one goes on after a unit's answers: to what can be accepted, else to what oneself is asked.
export function nextTurn<T extends Place>(here: Place, toReview: T[], toAnswer: T[]): Turn<T> | null {
  const next = (list: T[]) => list.find((r) => r.campaign.id === here.campaign.id && r.id !== here.id);
  const review = next(toReview);
  if (review) return { kind: "review", response: review };
  const answer = next(toAnswer);
  return answer ? { kind: "answer", response: answer } : null;
}

// Days where the organisations of the tests are, in Tokyo: from 15:00 UTC on another day than in UTC.
export function dayFromNow(days: number): string {
  return new Date(Date.now() + (days * 24 + 9) * 3_600_000).toISOString().slice(0, 10);
}

export const today = (): string => dayFromNow(0);

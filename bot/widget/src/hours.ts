// Whether the office is open, in the person's own time.

import type { Hours } from "./contract";

export type Opening = { open: true; until: Date } | { open: false; at: Date };

const WEEK = 7;
const MINUTE_MS = 60_000;

/** Open until when, or closed until when; undefined where no hours are known. */
export function opening(hours: Hours | null, now: Date): Opening | undefined {
  if (!hours) return undefined;
  for (let ahead = 0; ahead <= WEEK; ahead += 1) {
    const day = dayAtOffice(new Date(now.getTime() + ahead * 24 * 60 * MINUTE_MS), hours.zone);
    for (const [from, to] of hours.days[day.week] ?? []) {
      const opens = moment(day.date, from, hours.zone);
      const closes = moment(day.date, to, hours.zone);
      if (now < opens) return { open: false, at: opens };
      if (now < closes) return { open: true, until: closes };
    }
  }
  return undefined;
}

function dayAtOffice(at: Date, zone: string): { date: string; week: string } {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  return { date, week: String(new Date(`${date}T12:00:00Z`).getUTCDay() || WEEK) };
}

/** The moment at which clocks of a zone show this time. */
function moment(date: string, time: string, zone: string): Date {
  const guess = new Date(`${date}T${time}:00Z`);
  const shown = new Date(`${guess.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
  return new Date(guess.getTime() - (shown.getTime() - guess.getTime()));
}

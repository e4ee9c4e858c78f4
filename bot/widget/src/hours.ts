// Whether the office is open, in the person's own time.

import type { Hours } from "./contract";

export type Opening = { open: true; until: Date } | { open: false; at: Date };

const WEEK_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;

/** Open until when, or closed until when; undefined where no hours are known. Before the reading
 * day nobody is there: holidays. */
export function opening(hours: Hours | null, readingDay: string, now: Date): Opening | undefined {
  if (!hours) return undefined;
  for (let ahead = 0; ahead <= WEEK_DAYS; ahead += 1) {
    const day = dayAtOffice(new Date(now.getTime() + ahead * DAY_MS), hours.zone);
    if (day.date < readingDay) continue;
    for (const span of hours.days[day.week] ?? []) {
      const [opens, closes] = span.split("-").map((time) => moment(day.date, time, hours.zone));
      if (opens && now < opens) return { open: false, at: opens };
      if (closes && now < closes) return { open: true, until: closes };
    }
  }
  return undefined;
}

function dayAtOffice(at: Date, timeZone: string): { date: string; week: string } {
  return {
    date: new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at),
    week: new Intl.DateTimeFormat("en", { timeZone, weekday: "long" }).format(at).toLowerCase(),
  };
}

/** The moment at which clocks of a zone show this time. */
function moment(date: string, time: string, zone: string): Date {
  const guess = new Date(`${date}T${time}:00Z`);
  const shown = new Date(`${guess.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
  return new Date(guess.getTime() - (shown.getTime() - guess.getTime()));
}

// The words of the interface: one file a language, fetched when needed.

declare const WORDS_VERSION: string;

const FALLBACK = "en";

type Values = Record<string, string | number>;

/** The words of one language. */
export class Words {
  constructor(
    readonly language: string,
    private readonly words: Record<string, string>,
  ) {}

  /** The words for a key, {places} filled in; the key itself where there are none. */
  say(key: string, values: Values = {}): string {
    const words = this.words[key] ?? key;
    return words.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  }

  /** A date as people of this language write it. */
  day(iso: string): string {
    const day = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
    return this.format(day, { dateStyle: "long", timeZone: "UTC" });
  }

  /** A date with its day of the week. */
  fullDay(iso: string): string {
    const day = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
    return this.format(day, { dateStyle: "full", timeZone: "UTC" });
  }

  /** A moment in the person's own time zone: the time, with the date unless it is today. */
  moment(at: Date, now: Date = new Date()): string {
    const today = at.toDateString() === now.toDateString();
    return this.format(at, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
  }

  private format(at: Date, options: Intl.DateTimeFormatOptions): string {
    // Western digits and calendar everywhere: dates of authorities are written so.
    const locale = `${this.language}-u-nu-latn-ca-gregory`;
    return new Intl.DateTimeFormat(locale, options).format(at);
  }
}

/** The words of a language, else of English. Throws WordsMissing. */
export async function fetchWords(base: string, language: string): Promise<Words> {
  try {
    return await fetchFile(base, language);
  } catch (error) {
    if (language === FALLBACK) throw error;
    return fetchFile(base, FALLBACK);
  }
}

async function fetchFile(base: string, language: string): Promise<Words> {
  const url = new URL(`strings/${language}.json?v=${WORDS_VERSION}`, base);
  const response = await fetch(url).catch((error: unknown) => {
    throw new WordsMissing(language, { cause: error });
  });
  if (!response.ok) throw new WordsMissing(language);
  return new Words(language, (await response.json()) as Record<string, string>);
}

export class WordsMissing extends Error {
  constructor(language: string, options?: ErrorOptions) {
    super(`the words of ${language} could not be fetched; is the widget's folder served?`, options);
  }
}

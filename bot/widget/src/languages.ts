// The languages of the chat, by their own names, and which one a person gets.

export const OWN_NAMES: Record<string, string> = {
  de: "Deutsch",
  en: "English",
  es: "Español",
  fr: "Français",
  ru: "Русский",
  uk: "Українська",
  ar: "العربية",
  tr: "Türkçe",
  vi: "Tiếng Việt",
  pt: "Português",
  pl: "Polski",
  hi: "हिन्दी",
  uz: "Oʻzbekcha",
  fa: "فارسی",
};

/** The language we have for a tag like "pt-BR"; undefined where we have none. */
export function servedLanguage(tag: string | null | undefined): string | undefined {
  const language = (tag ?? "").toLowerCase().split("-")[0] ?? "";
  return language in OWN_NAMES ? language : undefined;
}

/** What the person chose, else the language of the page, else of the browser, else English. */
export function firstLanguage(wishes: {
  chosen?: string | null;
  page?: string | null;
  browser?: readonly string[];
}): string {
  const tags = [wishes.chosen, wishes.page, ...(wishes.browser ?? [])];
  return tags.map(servedLanguage).find((language) => language) ?? "en";
}

/** A language of the browser that differs from the one shown: worth an offer. */
export function offeredLanguage(shown: string, browser: readonly string[]): string | undefined {
  const preferred = servedLanguage(browser[0]);
  return preferred === shown ? undefined : preferred;
}

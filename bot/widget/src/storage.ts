// What stays on the device: session, chosen language, unsent messages. Nothing before the first
// message or the choice of a language, and nothing at all where the browser forbids it.

import type { Message } from "./contract";

const SESSION = "lotse.session";
const LANGUAGE = "lotse.lang";
const UNSENT = "lotse.unsent";

/** The conversation of this site. Its token is renewed now and then; its mark stays. */
export interface KeptTalk {
  mark: string;
  token: string;
}

/** A message on its way, and what the person sees of it. */
export interface Unsent {
  message: Message;
  shown: string;
}

/** The part of the browser's Storage that we use. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The browser's storage; undefined where it is blocked: merely asking for it may throw. */
export function browserShelf(): Shelf | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

export class Kept {
  constructor(private readonly shelf: Shelf | undefined = browserShelf()) {}

  get talk(): KeptTalk | null {
    const [mark, token] = this.read(SESSION)?.split(" ") ?? [];
    return mark && token ? { mark, token } : null;
  }

  set talk(talk: KeptTalk | null) {
    this.write(SESSION, talk && `${talk.mark} ${talk.token}`);
  }

  get language(): string | null {
    return this.read(LANGUAGE);
  }

  set language(language: string | null) {
    this.write(LANGUAGE, language);
  }

  get unsent(): Unsent[] {
    try {
      const rows: unknown = JSON.parse(this.read(UNSENT) ?? "[]");
      return Array.isArray(rows) ? (rows as Unsent[]) : [];
    } catch {
      return [];
    }
  }

  set unsent(rows: Unsent[]) {
    this.write(UNSENT, rows.length ? JSON.stringify(rows) : null);
  }

  /** Forget the conversation; the chosen language stays. */
  forget(): void {
    this.talk = null;
    this.unsent = [];
  }

  /** Calls back when another tab of this site changes the session; returns how to stop. */
  onOtherTab(changed: () => void): () => void {
    const listen = (event: StorageEvent) => {
      if (event.key === SESSION || event.key === null) changed();
    };
    window.addEventListener("storage", listen);
    return () => window.removeEventListener("storage", listen);
  }

  private read(key: string): string | null {
    try {
      return this.shelf?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  private write(key: string, value: string | null): void {
    try {
      if (value === null) this.shelf?.removeItem(key);
      else this.shelf?.setItem(key, value);
    } catch {
      // Full or blocked: the chat goes on, it only forgets with the page.
    }
  }
}

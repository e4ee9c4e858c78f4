// <lotse-chat>: the element that a page carries. It draws one button and fetches the rest on the
// first tap. Attributes: lang, audience, open, full, server.

import type { LotseWindow } from "./window";

const LABELS: Record<string, string> = {
  de: "Fragen? Chat öffnen",
  en: "Questions? Open chat",
  es: "¿Preguntas? Abrir chat",
  fr: "Des questions ? Ouvrir le chat",
  ru: "Есть вопросы? Открыть чат",
  uk: "Є запитання? Відкрити чат",
  ar: "أسئلة؟ فتح الدردشة",
  tr: "Sorunuz mu var? Sohbeti aç",
  vi: "Có câu hỏi? Mở chat",
  pt: "Perguntas? Abrir chat",
  pl: "Pytania? Otwórz czat",
  hi: "सवाल? चैट खोलें",
  uz: "Savolingiz bormi? Chatni ochish",
  fa: "پرسش دارید؟ چت را باز کنید",
};

const STYLE = `:host{position:fixed;inset-block-end:1.25rem;inset-inline-end:1.25rem;z-index:2147483000}
:host([full]){position:static;display:block}
:host(:not([full])) slot,:host([full]) button{display:none}
button{font:600 1rem/1.25 var(--lotse-font,system-ui,sans-serif);min-block-size:56px;padding:.5rem 1.35rem;
border:2px solid transparent;border-radius:28px;background:var(--lotse-accent,#0b5574);color:var(--lotse-accent-ink,#fff);
box-shadow:0 6px 24px #0b1d2b40;cursor:pointer}
button:hover{filter:brightness(1.1)}button:focus-visible{outline:3px solid;outline-offset:3px;outline-color:var(--lotse-accent,#0b5574)}
button[aria-busy=true]{cursor:progress;opacity:.8}[hidden]{display:none}
@media print{button{display:none}}`;

export class LotseChat extends HTMLElement {
  /** Where the rest of the widget lies: beside the loader. */
  readonly base = new URL(/* @vite-ignore */ ".", import.meta.url).href;
  private readonly button = document.createElement("button");
  /** What stands inside the element: a page's own way to ask, until the chat takes its place. */
  private readonly inside = document.createElement("slot");
  private window?: LotseWindow;

  constructor() {
    super();
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    this.button.type = "button";
    this.button.ariaHasPopup = "dialog";
    this.button.ariaExpanded = "false";
    this.button.addEventListener("click", () => void this.open());
    root.append(this.button, this.inside);
  }

  connectedCallback(): void {
    this.label();
    if (this.hasAttribute("open") || this.hasAttribute("full")) void this.open();
  }

  /** Show the chat; fetches it the first time. */
  async open(): Promise<void> {
    this.button.ariaBusy = "true";
    try {
      const { LotseWindow } = await import("./window");
      this.window ??= LotseWindow.beside(this);
    } finally {
      this.button.ariaBusy = null;
    }
    this.button.hidden = true;
    this.inside.hidden = true;
    this.toggleAttribute("running", true); // a page may make room
    this.button.ariaExpanded = "true";
    await this.window.show();
  }

  /** Hide the chat; the focus returns to the button. */
  close(): void {
    this.window?.hide();
    this.button.hidden = false;
    this.button.ariaExpanded = "false";
    this.button.focus();
  }

  /** What the button says, in a language; with a count of unread replies, if there are any. */
  label(language?: string, unread = 0): void {
    const wish = language ?? (this.lang || document.documentElement.lang || navigator.language);
    const tag = wish.slice(0, 2).toLowerCase();
    this.button.lang = tag in LABELS ? tag : "en";
    this.button.dir = /ar|fa/.test(tag) ? "rtl" : "ltr";
    this.button.textContent = (LABELS[tag] ?? LABELS.en) + (unread ? ` (${unread})` : "");
  }
}

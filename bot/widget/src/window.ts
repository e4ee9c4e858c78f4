// <lotse-window>: the window of the chat. Frame, panels, keys, focus and scrolling; what is said
// lives in talk.ts.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { drawPeople } from "./call";
import type { LotseChat } from "./chat";
import type { LotseComposer } from "./composer";
import type { Audience, Option } from "./contract";
import { directionOf } from "./direction";
import { drawDistress } from "./distress_panel";
import { distressWords } from "./distress";
import { defineElements } from "./elements";
import { conversationText, fetchMyData, printAlone, saveFile } from "./export";
import { keepInside } from "./focus";
import { ICONS } from "./icons";
import { OWN_NAMES } from "./languages";
import { drawLanguages } from "./language_picker";
import { drawLog } from "./log";
import { drawMenu, type MenuEntries } from "./menu";
import { SeenWatch } from "./seen";
import type { Doing } from "./steps";
import type { Words } from "./strings";
import { STYLES } from "./styles";
import { Talk } from "./talk";
import { tint } from "./tint";

type Panel = "menu" | "language" | "new" | "distress";

const NARROW = "(max-width: 30rem), (max-height: 30rem)";
const NEAR_PX = 80;

export class LotseWindow extends LitElement {
  static override styles = STYLES;
  static override properties = {
    panel: { state: true },
    failed: { state: true },
    newBelow: { state: true },
  };

  declare panel: Panel | null;
  declare failed: boolean;
  declare newBelow: boolean;
  private declare chat: LotseChat;
  private declare talk: Talk;
  private seen?: SeenWatch;
  private started: Promise<void> = Promise.resolve();
  private unread = 0;
  private lastKey = "";
  private pressed = false;
  private wasNear = true;
  private readonly narrow = window.matchMedia(NARROW);
  private readonly draw = () => this.requestUpdate();

  /** The window of an element, put beside its button. */
  static beside(chat: LotseChat): LotseWindow {
    defineElements();
    if (!customElements.get("lotse-window")) customElements.define("lotse-window", LotseWindow);
    const made = document.createElement("lotse-window") as LotseWindow;
    made.chat = chat;
    made.panel = null;
    made.failed = false;
    made.newBelow = false;
    made.toggleAttribute("full", chat.hasAttribute("full"));
    made.talk = new Talk({
      server: chat.getAttribute("server") ?? new URL(chat.base).origin,
      base: chat.base,
      page: chat.lang || document.documentElement.lang,
      audience: (chat.getAttribute("audience") as Audience | null) ?? undefined,
      changed: () => made.changed(),
      replied: () => made.replied(),
    });
    chat.shadowRoot?.append(made);
    return made;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.seen = new SeenWatch((id) => this.talk.connection.seen([id]));
    this.narrow.addEventListener("change", this.draw);
    this.started = this.start();
  }

  override disconnectedCallback(): void {
    this.narrow.removeEventListener("change", this.draw);
    this.seen?.stop();
    this.talk.stop();
    super.disconnectedCallback();
  }

  /** Open; the focus goes to the field, or to the title where a keyboard would cover the greeting. */
  async show(): Promise<void> {
    this.hidden = false;
    this.unread = 0;
    await this.started;
    await this.updateComplete;
    if (this.hidden) return;
    this.chat.dispatchEvent(new CustomEvent("lotse-open"));
    if (this.isFull) return;
    const touch = window.matchMedia("(pointer: coarse)").matches;
    const field = touch || this.narrow.matches ? null : this.composer?.field;
    (field ?? this.find("#title"))?.focus();
  }

  hide(): void {
    this.hidden = true;
    this.panel = null;
    this.chat.label(this.talk.language);
    this.chat.dispatchEvent(new CustomEvent("lotse-close"));
  }

  override render(): TemplateResult {
    const { words } = this.talk;
    if (this.failed || !words) return this.drawBare();
    const { language } = words;
    const { tenant } = this.talk.conversation;
    const panel = this.panel !== null;
    return html`<section
      class="window"
      role=${this.isFull ? "region" : "dialog"}
      aria-modal=${!this.isFull && this.narrow.matches ? "true" : nothing}
      aria-labelledby="title"
      lang=${language}
      dir=${directionOf(language)}
      @keydown=${(event: KeyboardEvent) => this.key(event)}
    >
      ${this.drawHeader(words)}
      <div class="log" role="log" aria-live="polite" aria-label=${words.say("conversation")}
        aria-busy=${tenant ? "false" : "true"} tabindex="0" ?inert=${panel} @scroll=${() => this.scrolled()}>
        ${drawLog(this.talk, words, this.doing)}
      </div>
      <div class="below" ?inert=${panel}>
        ${this.newBelow
          ? html`<button type="button" class="chip down" @click=${() => this.toEnd()}>${ICONS.down}<span>${words.say("new_message_below")}</span></button>`
          : nothing}
        ${tenant ? drawPeople(tenant, words, () => this.press({ id: "human", title: words.say("talk_to_person") })) : nothing}
        <lotse-composer .words=${words} .limit=${this.talk.conversation.characters} .label=${this.fieldLabel}
          .advise=${this.talk.conversation.isEmpty}
          .send=${(text: string) => this.talk.ask(text)}></lotse-composer>
      </div>
      ${this.panel ? this.drawPanel(this.panel, words) : nothing}
    </section>`;
  }

  protected override willUpdate(): void {
    if (this.talk.distress) this.panel = "distress";
    const log = this.find(".log");
    this.wasNear = !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("panel") && this.panel) this.find("#panel-title")?.focus();
    if (!this.hidden) this.seen?.watch(this.renderRoot);
    this.follow();
  }

  private get isFull(): boolean {
    return this.hasAttribute("full");
  }

  private get composer(): LotseComposer | null {
    return this.renderRoot.querySelector("lotse-composer");
  }

  private get fieldLabel(): string {
    const step = this.talk.conversation.lastTurn?.answer?.desk?.step;
    if (step === "text") return "add_text";
    return this.talk.conversation.isWithTeam ? "message_to_team" : "question";
  }

  private get doing(): Doing {
    return {
      press: (option) => this.press(option),
      ask: (text) => this.talk.ask(text),
      addText: (text) => this.talk.addText(text),
      print: () => void this.print("ticket"),
    };
  }

  private find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector(selector);
  }

  private async start(): Promise<void> {
    try {
      await this.talk.start();
      this.failed = false;
    } catch {
      this.failed = true;
    }
    this.requestUpdate();
  }

  private changed(): void {
    tint(this, this.talk.conversation.tenant?.colour ?? null);
    this.requestUpdate();
  }

  private replied(): void {
    if (!this.hidden) return;
    this.unread += 1;
    this.chat.label(this.talk.language, this.unread);
  }

  private press(option: Option): void {
    this.pressed = true;
    this.openPanel(null);
    this.talk.press(option);
  }

  private drawHeader(words: Words): TemplateResult {
    const { tenant } = this.talk.conversation;
    const button = (icon: unknown, key: string, act: () => void, more: { id?: Panel } = {}) =>
      html`<button type="button" class="round" id=${more.id ?? nothing} aria-label=${words.say(key)} title=${words.say(key)}
        aria-expanded=${more.id ? String(this.panel === more.id) : nothing} @click=${act}>${icon}</button>`;
    return html`<div class="head">
      <span class="mark">${ICONS.compass}</span>
      <div class="name">
        <h2 id="title" tabindex="-1">${tenant?.service ?? words.say("title")}</h2>
        <p>${words.say("tag")}${tenant ? html`<span class="house" title=${tenant.name}>${tenant.name}</span>` : nothing}</p>
      </div>
      ${button(ICONS.globe, "language", () => this.toggle("language"), { id: "language" })}
      ${button(ICONS.menu, "menu", () => this.toggle("menu"), { id: "menu" })}
      ${this.isFull ? nothing : button(ICONS.close, "close", () => this.chat.close())}
    </div>`;
  }

  private drawPanel(panel: Panel, words: Words): TemplateResult {
    const titles = { menu: "menu", language: "language", new: "new_conversation", distress: "emergency" };
    return html`<section class="panel" aria-labelledby="panel-title">
      <div class="top">
        <button type="button" class="round" aria-label=${words.say("back")} title=${words.say("back")} @click=${() => this.closePanel()}>
          ${ICONS.back}
        </button>
        <h3 id="panel-title" tabindex="-1">${words.say(titles[panel])}</h3>
      </div>
      <div class="body">${this.drawPanelBody(panel, words)}</div>
    </section>`;
  }

  private drawPanelBody(panel: Panel, words: Words): TemplateResult {
    const { talk } = this;
    switch (panel) {
      case "menu":
        return drawMenu(this.menu(words), words);
      case "language":
        return drawLanguages(talk.conversation.tenant?.languages ?? Object.keys(OWN_NAMES), words, {
          shown: talk.language,
          chosen: talk.chosen,
          choose: (language) => void this.choose(language),
        });
      case "new":
        return html`<p>${words.say("new_sure")}</p>
          <div class="options">
            <button type="button" class="option strong" @click=${() => this.startNew()}>${words.say("new_yes")}</button>
            <button type="button" class="option quiet" @click=${() => this.closePanel()}>${words.say("cancel")}</button>
          </div>`;
      case "distress":
        return drawDistress(talk.language);
    }
  }

  private menu(words: Words): MenuEntries {
    const option = (id: string, key: string): Option => ({ id, title: words.say(key) });
    const always = [["emergency", () => this.openPanel("distress")]] as const;
    if (this.talk.conversation.isEmpty) return always;
    return [
      ["new_conversation", () => this.openPanel("new")],
      ["save_conversation", () => this.save(words)],
      ["print_conversation", () => void this.print("all")],
      ["my_data", () => this.press(option("show_my_data", "my_data"))],
      ["download_data", () => void this.download()],
      ["delete_data", () => this.press(option("delete_my_data", "delete_data"))],
      ...always,
    ];
  }

  /** Before there are words: a moment, or what helps when they cannot be fetched. */
  private drawBare(): TemplateResult {
    const { language } = this.talk;
    const words = distressWords(language);
    return html`<section class="window" role="dialog" aria-label=${words.title} lang=${language} dir=${directionOf(language)}>
      ${this.failed
        ? html`<div class="body">
            <h2 id="title" tabindex="-1">${words.title}</h2>
            ${drawDistress(language)}
            <div class="options">
              <button type="button" class="option strong" @click=${() => void this.start()}>${words.retry}</button>
            </div>
          </div>`
        : html`<p class="writing"><i></i><i></i><i></i></p>`}
    </section>`;
  }

  private toggle(panel: Panel): void {
    if (this.panel === panel) this.closePanel();
    else this.openPanel(panel);
  }

  private openPanel(panel: Panel | null): void {
    this.panel = panel;
    this.talk.distress = panel === "distress";
  }

  /** Back to the conversation; the focus returns to the button that opened the panel. */
  private closePanel(): void {
    const opener = this.panel === "language" ? "#language" : this.panel === "distress" ? "#title" : "#menu";
    this.openPanel(null);
    void this.updateComplete.then(() => this.find(opener)?.focus());
  }

  private async choose(language: string | null): Promise<void> {
    await this.talk.choose(language);
    this.closePanel();
  }

  private startNew(): void {
    this.openPanel(null);
    this.talk.startNew();
    this.composer?.field?.focus();
  }

  private save(words: Words): void {
    const text = conversationText(this.talk.conversation, words);
    saveFile("lotse.txt", new Blob([text], { type: "text/plain;charset=utf-8" }));
  }

  private async download(): Promise<void> {
    const { session } = this.talk.connection;
    if (session) saveFile("lotse.json", await fetchMyData(this.talk.server, session));
  }

  /** Print the conversation with everything opened, or only the ticket. */
  private async print(what: "all" | "ticket"): Promise<void> {
    this.openPanel(null);
    this.setAttribute("print", what);
    const closed = [...this.renderRoot.querySelectorAll("details:not([open])")];
    for (const part of closed) part.setAttribute("open", "");
    await this.updateComplete;
    await printAlone();
    for (const part of closed) part.removeAttribute("open");
    this.removeAttribute("print");
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.panel) this.closePanel();
      else if (!this.isFull) this.chat.close();
    } else if (!this.isFull && this.narrow.matches) keepInside(this.shadowRoot!, event);
  }

  /** After a button was pressed, the focus goes on to what it brought; what is new is in sight. */
  private follow(): void {
    const turns = this.renderRoot.querySelectorAll<HTMLElement>(".turn");
    const last = turns[turns.length - 1];
    const answered = last?.querySelector<HTMLElement>("article.answer");
    const key = `${last?.dataset.key ?? ""}${answered ? " answered" : ""}`;
    if (!last || key === this.lastKey) return;
    this.lastKey = key;
    const isReply = last.dataset.key?.startsWith("reply");
    if (isReply && !this.wasNear) {
      this.newBelow = true;
      return;
    }
    if (answered && this.pressed) {
      this.pressed = false;
      answered.focus({ preventScroll: true });
    }
    // The parts inside draw themselves a moment later; only then is the height right.
    requestAnimationFrame(() => last.scrollIntoView({ block: "start" }));
  }

  private scrolled(): void {
    const log = this.find(".log");
    if (log && this.newBelow && log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX) {
      this.newBelow = false;
    }
  }

  private toEnd(): void {
    const log = this.find(".log");
    log?.scrollTo({ top: log.scrollHeight });
    this.newBelow = false;
    [...this.renderRoot.querySelectorAll<HTMLElement>(".turn article.answer")].at(-1)?.focus();
  }
}

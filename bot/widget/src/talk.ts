// One person's talk with the assistant: what they do here, what comes back, and in which words.

import { Connection, type LineState, type Listener } from "./connection";
import type { Audience, Hello, Message, Option, Problem, Reply, Turn, WhyNot } from "./contract";
import { Conversation, type Pending } from "./conversation";
import { soundsLikeDistress } from "./distress";
import { firstLanguage, servedLanguage } from "./languages";
import { Kept } from "./storage";
import { fetchWords, type Words } from "./strings";

export interface TalkSettings {
  server: string;
  base: string;
  page: string;
  audience: Audience | undefined;
  /** Something on the screen is no longer right. */
  changed: () => void;
  /** A reply of the staff has come. */
  replied: () => void;
}

export class Talk implements Listener {
  readonly conversation = new Conversation();
  readonly connection: Connection;
  readonly server: string;
  words: Words | null = null;
  lineState: LineState = "connecting";
  slowSeconds = 0;
  /** Help in an emergency is on the screen. */
  distress = false;
  chosen: string | null;
  language: string;
  private audience: Audience | undefined;
  private readonly kept = new Kept();
  private readonly unanswered = new Map<string, { message: Message; secret: boolean }>();

  constructor(private readonly settings: TalkSettings) {
    this.server = settings.server;
    this.audience = settings.audience;
    this.chosen = servedLanguage(this.kept.language) ?? null;
    const browser = navigator.languages;
    this.language = firstLanguage({ chosen: this.chosen, page: settings.page, browser });
    const language = () => this.language;
    this.connection = new Connection(this.kept, this, { server: settings.server, language });
    this.showUnsent();
  }

  /** Call the assistant, and fetch the words meanwhile. Throws WordsMissing. */
  async start(): Promise<void> {
    this.connection.open();
    this.words = await fetchWords(this.settings.base, this.language);
  }

  stop(): void {
    this.connection.close();
  }

  ask(text: string, { audience }: { audience?: Audience } = {}): void {
    if (audience) this.audience = audience;
    if (soundsLikeDistress(text)) this.distress = true;
    this.send({ text }, text);
  }

  press(option: Option): void {
    this.send({ button: option.id }, option.title);
  }

  /** Put words of the person's own into the request. */
  addText(text: string): void {
    this.send({ button: "write_text", text }, text);
  }

  sendAgain(pending: Pending): void {
    const again = this.unanswered.get(pending.id);
    if (!again) return;
    this.connection.send({ message: again.message, shown: pending.shown }, again);
    this.conversation.asked(pending.id, pending.shown);
    this.settings.changed();
  }

  feedback(turn: { id: string; helped: boolean; why?: WhyNot }): void {
    this.connection.feedback(turn);
  }

  /** Words and answers in this language from now on; null: answers in that of the question. */
  async choose(language: string | null): Promise<void> {
    this.chosen = language;
    this.kept.language = language;
    if (language === null || language === this.language) return;
    this.words = await fetchWords(this.settings.base, language);
    this.language = language;
    this.connection.again();
    this.settings.changed();
  }

  startNew(): void {
    this.conversation.forget();
    this.connection.again({ as: "somebody new" });
    this.settings.changed();
  }

  showDistress(shown: boolean): void {
    this.distress = shown;
    this.settings.changed();
  }

  // What the line tells.

  welcome(hello: Hello): void {
    this.conversation.welcome(hello);
    this.settings.changed();
  }

  answered(turn: Turn): void {
    this.unanswered.delete(turn.id);
    this.slowSeconds = 0;
    this.conversation.answered(turn);
    if (turn.answer?.status === "distress") this.distress = true;
    this.settings.changed();
  }

  failed(id: string, problem: Problem): void {
    this.conversation.failed(id, problem.message);
    this.settings.changed();
  }

  slowed(seconds: number): void {
    this.slowSeconds = seconds;
    this.settings.changed();
  }

  received(turn: Turn): void {
    this.conversation.received(turn);
    this.settings.changed();
  }

  replied(reply: Reply): void {
    if (!this.conversation.replied(reply)) return;
    this.settings.replied();
    this.settings.changed();
  }

  deleted(): void {
    this.conversation.forget("everything_deleted");
    this.settings.changed();
  }

  moved(): void {
    this.conversation.forget();
    this.showUnsent();
  }

  line(state: LineState): void {
    this.lineState = state;
    this.settings.changed();
  }

  private send(what: { text?: string; button?: string }, shown: string): void {
    // Contact data passes through: it is never written to the device.
    const secret = this.conversation.lastTurn?.answer?.desk?.step === "contact" && !what.button;
    const message: Message = {
      id: crypto.randomUUID(),
      ...what,
      lang: this.language,
      reply_lang: this.chosen ?? undefined,
      audience: this.audience,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    this.unanswered.set(message.id, { message, secret });
    this.connection.send({ message, shown }, { secret });
    this.conversation.asked(message.id, shown);
    this.settings.changed();
  }

  private showUnsent(): void {
    for (const { message, shown } of this.connection.queue.all) {
      this.unanswered.set(message.id, { message, secret: false });
      this.conversation.asked(message.id, shown);
    }
  }
}

// The line to the assistant: opens it, keeps it, and sends each message until it has its answer.

import { io, type Socket } from "socket.io-client";

import {
  isProblem,
  type Hello,
  type Message,
  type Problem,
  type Reply,
  type Turn,
  type WhyNot,
} from "./contract";
import { Queue } from "./queue";
import type { Kept, Unsent } from "./storage";

export type LineState = "connecting" | "online" | "offline" | "unreachable";

/** Who is told what comes over the line. */
export interface Listener {
  welcome(hello: Hello): void;
  answered(turn: Turn): void;
  failed(id: string, problem: Problem): void;
  slowed(seconds: number): void;
  received(turn: Turn): void;
  replied(reply: Reply): void;
  deleted(): void;
  moved(): void;
  line(state: LineState): void;
}

const ANSWER_MS = 20_000;
const SHORT_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;

export class Connection {
  readonly queue: Queue;
  private readonly socket: Socket;
  private mark: string | null;
  private token: string | null;
  private ready = false;
  private sending = false;
  private later: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly kept: Kept,
    private readonly listener: Listener,
    private readonly settings: { server: string; language: () => string },
  ) {
    this.queue = new Queue(kept);
    this.mark = kept.talk?.mark ?? null;
    this.token = kept.talk?.token ?? null;
    this.socket = io(settings.server, {
      path: "/socket.io",
      autoConnect: false,
      forceNew: true,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      // Long polling over several processes needs a fixed one: the proxy pins by this.
      query: { pin: crypto.randomUUID() },
      reconnectionDelay: 500,
      reconnectionDelayMax: LONGEST_PAUSE_MS,
      auth: (give) => give(this.introduce()),
    });
  }

  /** Call, and keep the line; does nothing where that was done. */
  open(): void {
    if (this.stops.length) return;
    const { socket, listener } = this;
    socket.on("hello", (hello: Hello) => this.welcome(hello));
    socket.on("turn", (turn: Turn) => listener.received(turn));
    socket.on("reply", (reply: Reply, acknowledge?: () => void) => {
      listener.replied(reply);
      acknowledge?.();
    });
    socket.on("deleted", ({ session }: { session: string }) => this.forget(session));
    socket.on("disconnect", () => this.lost("connecting", SHORT_PAUSE_MS));
    socket.on("connect_error", () => this.lost("unreachable", LONGEST_PAUSE_MS));
    this.listen(window, "online", () => this.wake());
    this.listen(document, "visibilitychange", () => this.wake());
    this.stops.push(this.kept.onOtherTab(() => this.follow()));
    this.listener.line("connecting");
    socket.connect();
  }

  close(): void {
    this.ready = false;
    this.socket.off();
    this.socket.disconnect();
    clearTimeout(this.later);
    for (const stop of this.stops.splice(0)) stop();
  }

  get session(): string | null {
    return this.token;
  }

  /** Send now or as soon as there is a line; the answer comes to the listener. */
  send(unsent: Unsent, options: { secret?: boolean } = {}): void {
    this.follow();
    this.keep();
    this.queue.add(unsent, options);
    void this.sendAll();
  }

  seen(ids: number[]): void {
    if (this.ready) this.socket.emit("seen", { ids }, () => undefined);
  }

  feedback(turn: { id: string; helped: boolean; why?: WhyNot }): void {
    this.socket.emit("feedback", turn, () => undefined);
  }

  /** Hang up and call again: with another language, or as somebody new. */
  again({ as }: { as?: "somebody new" } = {}): void {
    if (as) {
      this.mark = null;
      this.token = null;
      this.queue.clear();
      this.kept.forget();
    }
    this.callAgain();
  }

  private introduce(): Record<string, string | null> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { session: this.token, lang: this.settings.language(), time_zone: timeZone };
  }

  private welcome(hello: Hello): void {
    this.token = hello.session;
    if (hello.refused) this.mark = this.kept.talk = null;
    // Nothing is kept before the first message; what is kept already is renewed.
    if (this.kept.talk || this.queue.first) this.keep();
    this.ready = true;
    this.listener.welcome(hello);
    this.listener.line("online");
    void this.sendAll();
  }

  private forget(session: string): void {
    this.queue.clear();
    this.kept.forget();
    this.mark = null;
    this.token = session;
    this.listener.deleted();
  }

  /** Another tab goes on with another conversation: this one goes with it. */
  private follow(): void {
    const kept = this.kept.talk;
    if (kept === null) return;
    const isSame = kept.mark === this.mark;
    this.mark = kept.mark;
    this.token = kept.token;
    if (isSame) return;
    this.listener.moved();
    this.again();
  }

  private keep(): void {
    if (!this.token) return;
    this.mark ??= crypto.randomUUID();
    this.kept.talk = { mark: this.mark, token: this.token };
  }

  private lost(state: LineState, pauseMs: number): void {
    this.ready = false;
    this.listener.line(navigator.onLine ? state : "offline");
    // When the server itself hangs up, Socket.IO does not call again by its own.
    if (!this.socket.active) this.later = setTimeout(() => this.socket.connect(), pauseMs);
  }

  /** Back after a closed lid or a lost network: do not wait for the next try. */
  private wake(): void {
    if (document.visibilityState === "visible" && !this.socket.connected) {
      this.callAgain();
    }
  }

  private callAgain(): void {
    this.ready = false;
    this.socket.disconnect();
    clearTimeout(this.later);
    this.socket.connect();
  }

  private async sendAll(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.ready && this.queue.first) await this.sendOne(this.queue.first.message);
    this.sending = false;
  }

  /** One try; the message stays first in the queue unless it got an answer or never will. */
  private async sendOne(message: Message): Promise<void> {
    let reply: Turn | Problem;
    try {
      reply = (await this.socket.timeout(ANSWER_MS).emitWithAck("message", message)) as Turn | Problem;
    } catch {
      return; // No answer in time: the same id goes out again, and is answered once.
    }
    if (!this.queue.has(message.id)) return; // The conversation was deleted meanwhile.
    if (!isProblem(reply)) {
      this.queue.done(message.id);
      this.listener.answered(reply);
    } else if (reply.error === "too_fast") {
      const pause = reply.retry_ms ?? LONGEST_PAUSE_MS;
      this.listener.slowed(Math.ceil(pause / 1000));
      await new Promise((resolve) => setTimeout(resolve, pause));
    } else if (reply.error === "session_lost") {
      this.token = null;
      this.again();
    } else {
      this.queue.done(message.id);
      this.listener.failed(message.id, reply);
    }
  }

  private listen(target: EventTarget, type: string, heard: () => void): void {
    target.addEventListener(type, heard);
    this.stops.push(() => target.removeEventListener(type, heard));
  }
}

// The conversation as it stands: what the server told, and what is still on its way.

import type { Answer, Hello, Reply, Tenant, Turn } from "./contract";

/** A message that has no answer yet. */
export interface Pending {
  id: string;
  shown: string;
  problem?: string;
}

export type Entry =
  | { kind: "turn"; key: string; turn: Turn }
  | { kind: "reply"; key: string; reply: Reply }
  | { kind: "pending"; key: string; pending: Pending };

const MOST_CHARACTERS = 2000;

export class Conversation {
  introduction: Answer | null = null;
  tenant: Tenant | null = null;
  characters = MOST_CHARACTERS;
  /** Key of a sentence about the conversation as a whole. */
  notice: string | null = null;
  private turns: Turn[] = [];
  private replies: Reply[] = [];
  private pending: Pending[] = [];

  /** Everything on the screen, in its order. */
  get entries(): Entry[] {
    const waiting = new Set(this.pending.map((pending) => pending.id));
    const settled: { at: string; entry: Entry }[] = [
      ...this.turns
        .filter((turn) => !waiting.has(turn.id))
        .map((turn) => ({ at: turn.at, entry: { kind: "turn", key: turn.id, turn } as Entry })),
      ...this.replies.map((reply) => ({
        at: reply.at,
        entry: { kind: "reply", key: `reply ${reply.id}`, reply } as Entry,
      })),
    ];
    settled.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    return [
      ...settled.map(({ entry }) => entry),
      ...this.pending.map((pending): Entry => ({ kind: "pending", key: pending.id, pending })),
    ];
  }

  get isEmpty(): boolean {
    return this.turns.length + this.replies.length + this.pending.length === 0;
  }

  get isWaiting(): boolean {
    return this.pending.some((pending) => pending.problem === undefined);
  }

  get lastTurn(): Turn | undefined {
    return this.turns.at(-1);
  }

  /** People answer now, the program is silent. */
  get isWithTeam(): boolean {
    const step = this.lastTurn?.answer?.desk?.step;
    return step === "write" || step === "passed_on";
  }

  welcome(hello: Hello): void {
    if (hello.refused) this.notice = "old_conversation_gone";
    const known = new Map(this.turns.map((turn) => [turn.id, turn]));
    this.introduction = hello.introduction;
    this.tenant = hello.tenant;
    this.characters = hello.limits.characters;
    this.turns = hello.turns.map((turn) => livelier(known.get(turn.id), turn));
    this.replies = hello.replies;
  }

  asked(id: string, shown: string): void {
    this.notice = null;
    this.pending = [...this.pending.filter((pending) => pending.id !== id), { id, shown }];
  }

  answered(turn: Turn): void {
    this.pending = this.pending.filter(({ id }) => id !== turn.id);
    this.received(turn);
  }

  failed(id: string, problem: string): void {
    this.pending = this.pending.map((one) => (one.id === id ? { ...one, problem } : one));
  }

  received(turn: Turn): void {
    this.turns = [...this.turns.filter(({ id }) => id !== turn.id), turn];
  }

  replied(reply: Reply): boolean {
    if (this.replies.some(({ id }) => id === reply.id)) return false;
    this.replies = [...this.replies, reply];
    return true;
  }

  forget(notice: string | null = null): void {
    this.turns = [];
    this.replies = [];
    this.pending = [];
    this.notice = notice;
  }
}

/** A status code comes only with the live answer: keep that one as long as the page lives. */
function livelier(live: Turn | undefined, stored: Turn): Turn {
  return live?.answer?.desk?.code ? live : stored;
}

// Messages without an answer yet, in the order in which they were written. They outlive the page,
// except those that hold contact data.

import type { Kept, Unsent } from "./storage";

export class Queue {
  private waiting: Unsent[];
  private readonly secret = new Set<string>();

  constructor(private readonly kept: Kept) {
    this.waiting = kept.unsent;
  }

  get all(): readonly Unsent[] {
    return this.waiting;
  }

  get first(): Unsent | undefined {
    return this.waiting[0];
  }

  has(id: string): boolean {
    return this.waiting.some(({ message }) => message.id === id);
  }

  /** Add a message at the end; a `secret` one is not written to the device. */
  add(unsent: Unsent, { secret = false }: { secret?: boolean } = {}): void {
    const { id } = unsent.message;
    if (this.has(id)) return;
    if (secret) this.secret.add(id);
    this.change([...this.waiting, unsent]);
  }

  /** The message has its answer, or will never get one. */
  done(id: string): void {
    this.change(this.waiting.filter(({ message }) => message.id !== id));
  }

  clear(): void {
    this.change([]);
  }

  private change(waiting: Unsent[]): void {
    this.waiting = waiting;
    this.kept.unsent = waiting.filter(({ message }) => !this.secret.has(message.id));
  }
}

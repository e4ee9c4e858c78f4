// What the small elements of the window share: they draw into its shadow root and use its styles.

import { LitElement } from "lit";

export abstract class Part extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Put the focus on the first match, once what changed is drawn. */
  protected async focusFirst(selector: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }
}

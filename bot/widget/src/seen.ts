// Notices when a reply of the staff is really on the screen.

export class SeenWatch {
  private readonly watched = new WeakSet<Element>();
  private readonly observer: IntersectionObserver;

  constructor(seen: (id: number) => void) {
    this.observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || document.visibilityState !== "visible") continue;
        this.observer.unobserve(target);
        seen(Number((target as HTMLElement).dataset.reply));
      }
    });
  }

  /** Watch the replies below a root; each is reported once. */
  watch(root: ParentNode): void {
    for (const reply of root.querySelectorAll("[data-reply]")) {
      if (this.watched.has(reply)) continue;
      this.watched.add(reply);
      this.observer.observe(reply);
    }
  }

  stop(): void {
    this.observer.disconnect();
  }
}

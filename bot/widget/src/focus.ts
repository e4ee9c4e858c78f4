// Where the focus is and may go.

const FOCUSABLE = "a[href],button,input,select,textarea,summary,[tabindex='0']";

/** Keep the Tab key inside a window that covers the whole screen. */
export function keepInside(root: ShadowRoot, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const stops = [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.getClientRects().length > 0 && !element.closest("[inert]"),
  );
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (edge && root.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}

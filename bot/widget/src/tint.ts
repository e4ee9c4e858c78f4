// The tenant's colour, with an ink on it that can be read.

const HEX = /^#[0-9a-f]{6}$/i;

const ENOUGH = 4.5;
const ON_TINTED = 1.25; // paper that has taken on some of the colour is darker than white

/** White, or near black where white could not be read on a colour like #0b5574. */
export function inkOn(colour: string): string {
  return againstWhite(colour) >= ENOUGH ? "#ffffff" : "#10181f";
}

/** Whether text in a colour can be read on white, and on white with a little of the colour in it. */
export function isTextColour(colour: string): boolean {
  return againstWhite(colour) >= ENOUGH * ON_TINTED;
}

/** The contrast to white: from 1 to 21. */
function againstWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05);
}

/** Give an element the tenant's colour; null leaves our own. */
export function tint(element: HTMLElement, colour: string | null): void {
  if (!colour || !HEX.test(colour)) return;
  element.style.setProperty("--tenant", colour);
  element.style.setProperty("--tenant-ink", inkOn(colour));
  element.style.setProperty("--tenant-text", isTextColour(colour) ? colour : "var(--ink)");
}

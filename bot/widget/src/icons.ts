// Small drawings beside words; never the only carrier of a meaning.

import { svg, type SVGTemplateResult } from "lit";

function icon(drawing: SVGTemplateResult): SVGTemplateResult {
  return svg`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`;
}

export const ICONS = {
  compass: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M15.5 8.5 13.6 13.6 8.5 15.5 10.4 10.4Z"/>`),
  person: icon(svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`),
  menu: icon(svg`<path stroke-width="3" d="M12 5.5v.01M12 12v.01M12 18.5v.01"/>`),
  globe: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>`),
  send: icon(svg`<path d="M12 19V5M5.5 11.5 12 5l6.5 6.5"/>`),
  back: icon(svg`<path class="turns" d="m14.5 5.5-6.5 6.5 6.5 6.5"/>`),
  next: icon(svg`<path class="turns" d="m9.5 5.5 6.5 6.5-6.5 6.5"/>`),
  phone: icon(svg`<path d="M5 4h4l1.8 4.6-2.2 1.6a12 12 0 0 0 5.2 5.2l1.6-2.2L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z"/>`),
  copy: icon(svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>`),
  print: icon(svg`<path d="M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z"/>`),
  speaker: icon(svg`<path d="M5 9.5v5h3.5L13 18.5v-13L8.5 9.5ZM16.5 9a4.5 4.5 0 0 1 0 6"/>`),
  stop: icon(svg`<rect x="7" y="7" width="10" height="10" rx="1.5"/>`),
  check: icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  alert: icon(svg`<path d="M12 4 21 19.5H3ZM12 10v4M12 17v.01"/>`),
  pencil: icon(svg`<path d="M5 19l.8-4L16 4.8l3.2 3.2L9 18.2Z"/>`),
  down: icon(svg`<path d="m5.5 9.5 6.5 6.5 6.5-6.5"/>`),
};

// The panel with help in an emergency.

import { html, type TemplateResult } from "lit";

import { directionOf } from "./direction";
import {
  distressWords,
  FIRE_AND_AMBULANCE,
  POLICE,
  VIOLENCE_AGAINST_WOMEN,
} from "./distress";
import { ICONS } from "./icons";
import { dial } from "./links";

export function drawDistress(language: string): TemplateResult {
  const words = distressWords(language);
  const numbers: [string, string][] = [
    [FIRE_AND_AMBULANCE, words.ambulance],
    [POLICE, words.police],
    [VIOLENCE_AGAINST_WOMEN, words.women],
  ];
  return html`<div class="distress" lang=${language} dir=${directionOf(language)}>
    <p>${words.now}</p>
    <ul>
      ${numbers.map(
        ([number, title]) => html`<li>
          <a href=${dial(number)}>${ICONS.phone}<strong><bdi dir="ltr">${number}</bdi></strong><span>${title}</span></a>
        </li>`,
      )}
    </ul>
    <p><strong>${words.abroad}</strong></p>
    <p>${words.program}</p>
  </div>`;
}

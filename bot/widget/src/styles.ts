// The looks of the window, as sheets that a strict Content-Security-Policy allows.

import { unsafeCSS } from "lit";

import answer from "./styles/answer.css?inline";
import base from "./styles/base.css?inline";
import controls from "./styles/controls.css?inline";
import frame from "./styles/frame.css?inline";
import panel from "./styles/panel.css?inline";
import print from "./styles/print.css?inline";
import steps from "./styles/steps.css?inline";

// Our own files, not text of people: nothing unsafe about them.
export const STYLES = [base, frame, controls, answer, steps, panel, print].map((sheet) => unsafeCSS(sheet));

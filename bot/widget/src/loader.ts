// The one script that a page includes.

import { LotseChat } from "./chat";

// In a task of its own: a slow phone is already busy with the page, and with this beside it would
// not listen for too long.
setTimeout(() => {
  if (!customElements.get("lotse-chat")) customElements.define("lotse-chat", LotseChat);
}, 0);

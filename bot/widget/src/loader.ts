// The one script that a page includes.

import { LotseChat } from "./chat";

if (!customElements.get("lotse-chat")) customElements.define("lotse-chat", LotseChat);

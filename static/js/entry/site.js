// Everything an ordinary page needs.
import { attachAutosave } from "../autosave.js";
import { attachCopy, attachBusy, attachCount, attachFilter, attachSelectAll } from "../forms.js";
import { attachDeadlines } from "../deadline.js";
import { attachDialogs } from "../dialogs.js";
import { focusErrorSummary } from "../errors.js";
import { attachMaking } from "../making.js";
import { attachMenus } from "../menus.js";
import { attachNotices } from "../notices.js";
import { attachPasskeys } from "../passkeys.js";
import { attachTheme } from "../theme.js";
import { forgetOnSigningOut } from "../booth/store.js";

const behaviours = [
  attachAutosave, attachBusy, attachCopy, attachCount, attachDeadlines, attachDialogs, attachFilter, attachMaking,
  attachMenus, attachNotices, attachPasskeys, attachSelectAll, attachTheme,
];

const attach = (root) => behaviours.forEach((behaviour) => behaviour(root));
attach(document);
if (!document.querySelector("form[data-card-save]")) forgetOnSigningOut(document);
focusErrorSummary(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) attach(event.detail.elt);
});
// A refusal (4xx) that answers an htmx request is shown where the answer would have gone.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ([403, 409, 422].includes(detail.xhr.status) && detail.target?.matches("[data-show-refusal]")) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

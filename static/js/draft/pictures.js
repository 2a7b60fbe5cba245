// A picture is sent as soon as it is chosen; without scripts the button beside it sends it.
import { each } from "../each.js";

export const attachPictureDoors = (root) =>
  each(root, "form[data-send-at-once]", (form) => {
    form.dataset.ready = ""; // hides the button, until it says that something is on its way
    form.addEventListener("change", (event) => {
      if (event.target.type !== "file" || !event.target.files.length) return;
      form.dataset.sending = "";
      form.requestSubmit(form.querySelector("[type=submit]"));
    });
  });

// A picture is sent as soon as it is chosen; without scripts the button beside it sends it.
import { each } from "../each.js";

export const attachPictureDoors = (root) =>
  each(root, "form[data-send-at-once]", (form) => {
    form.addEventListener("change", (event) => event.target.type === "file" && event.target.files.length && form.requestSubmit());
  });

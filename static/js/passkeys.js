// A passkey that fails says why. django-allauth's script tells it by an event and else only by the console.
import { each } from "./each.js";

function start(place) {
  const sentence = (name) => place.querySelector(`template[data-reason="${name}"]`);
  document.addEventListener("allauth.error", (event) => {
    const template = sentence(event.detail.exception?.name) ?? sentence("");
    place.replaceChildren(template.content.cloneNode(true), ...place.querySelectorAll("template"));
    event.preventDefault();
  });
}

export const attachPasskeys = (root) => each(root, "[data-passkey-failure]", start);

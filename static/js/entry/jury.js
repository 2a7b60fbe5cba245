// The booth: the film on the left, the scorecard on the right.
import "../film-player.js";
import "../booth/remote.js";
import "../seek.js";
import { attachMoments } from "../booth/moments.js";
import { attachOutbox } from "../booth/outbox.js";
import { attachCardSaving } from "../booth/saving.js";
import { attachScorecards } from "../scorecard.js";

attachScorecards(document);
attachCardSaving(document);
attachMoments(document);
attachOutbox(document);
document.addEventListener("film-watched", ({ detail }) => {
  const place = document.querySelector("[data-watched]");
  if (place && Number.isFinite(detail.percent)) place.textContent = place.dataset.words.replace("{n}", detail.percent);
});

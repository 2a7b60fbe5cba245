// Buttons with data-compare-at="12.5 20" send the two players of a page to their places and start them.
// Only the first is heard: two soundtracks at once help nobody.

/** @param {ParentNode} root */
export function attachCompare(root) {
  const players = [...root.querySelectorAll("[data-compare-side]")].map((side) => side.querySelector("film-player"));
  if (players.length !== 2 || players.some((player) => !player)) return;
  for (const button of root.querySelectorAll("[data-compare-at]")) {
    button.hidden = false;
    button.addEventListener("click", () => playBoth(players, button.dataset.compareAt));
  }
}

function playBoth(players, places) {
  const seconds = places.split(" ").map(Number);
  players[1].querySelector("video").muted = true;
  for (const [index, player] of players.entries()) {
    player.seek(seconds[index]);
    player.play();
  }
  players[0].scrollIntoView({ block: "nearest", behavior: "smooth" });
}

// The large screen: tells once a second how the film stands, does what the page in the hand says, and changes films.
import "../film-player.js";

const ASK_EVERY_MS = 1000;

function start(place) {
  const player = place.querySelector("film-player");
  const prompt = place.querySelector("[data-tv-prompt]");
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
  const state = { done: 0, paired: Boolean(player), first: true };

  const status = () => ({ time: player?.video?.currentTime ?? 0, duration: player?.duration || 0, paused: player?.video?.paused ?? true, done: state.done });

  async function ask() {
    const options = { method: "POST", body: JSON.stringify(status()), headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token } };
    const answer = await fetch(place.dataset.tv, options).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    if (told && !told.on) return location.reload();
    if (told && changed(told)) return location.reload();
    if (told?.command) await obey(told.command);
    setTimeout(ask, ASK_EVERY_MS);
    return null;
  }

  const changed = (told) => (told.film?.join(" ") ?? "") !== place.dataset.tvFilm || (told.paired && !place.dataset.tvFilm && !place.dataset.ready);

  async function obey({ n, action, seconds }) {
    if (!player || n <= state.done) return;
    state.done = n;
    if (action === "pause") player.pause();
    else if (action === "seek") player.seek(seconds);
    else if (action === "play") {
      // A browser wants one touch of its own before a page may play with sound.
      await player.video.play().catch(() => (prompt.hidden = false));
    }
  }

  const awake = () => {
    if (!prompt || prompt.hidden) return;
    prompt.hidden = true;
    player.play();
  };
  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, awake);
  ask();
}

document.querySelectorAll("[data-tv]").forEach(start);

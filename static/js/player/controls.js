// The bar under the picture: real buttons, a range, a select. Words come from the template, icons from the sprite.

const SVG = "http://www.w3.org/2000/svg";

function icon(sprite, name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

function element(name, className, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/** Only where there is something to choose between. */
function trackMenu(captions, words) {
  const menu = element("select", "film-player__rate film-player__tracks", { "aria-label": words.captions_language ?? "" });
  menu.add(new Option(words.captions_off ?? "–", ""));
  captions.choices.forEach(({ value, label }) => menu.add(new Option(label, value)));
  menu.addEventListener("change", () => captions.choose(menu.value));
  menu.hidden = captions.choices.length < 2;
  return menu;
}

export function buildControls(player) {
  const { video, words } = player;
  const sprite = player.dataset.icons;
  const name = (button, text) => {
    button.setAttribute("aria-label", text ?? "");
    button.title = text ?? "";
  };
  const button = (iconName, text, act, extra = "") => {
    const made = element("button", `film-player__button ${extra}`, { type: "button" });
    made.append(icon(sprite, iconName));
    name(made, text);
    made.addEventListener("click", act);
    return made;
  };
  const showIcon = (made, iconName) => made.querySelector("use").setAttribute("href", `${sprite}#${iconName}`);

  const bar = element("div", "film-player__bar");
  const track = element("div", "film-player__track");
  const played = element("progress", "film-player__played", { max: "1", value: "0", "aria-hidden": "true" });
  const there = element("progress", "film-player__there", { max: "1", value: "0", "aria-hidden": "true" });
  there.hidden = true;
  const seek = element("input", "film-player__seek", { type: "range", min: "0", max: "0", step: "any", value: "0" });
  name(seek, words.seek);
  seek.removeAttribute("title");
  seek.addEventListener("input", () => player.seek(Number(seek.value)));
  const preview = element("canvas", "film-player__preview", { "aria-hidden": "true" });
  preview.hidden = true;
  track.append(there, played, seek, preview);

  const play = button("play", words.play, () => player.toggle());
  const back = button("frame-back", words.back, () => player.step(-1), "film-player__button--frames");
  const forward = button("frame-on", words.forward, () => player.step(1), "film-player__button--frames");
  const time = element("span", "film-player__time");
  const mute = button("volume", words.mute, () => player.toggleMute());
  const volume = element("input", "film-player__volume", { type: "range", min: "0", max: "1", step: "0.05", "aria-label": words.volume ?? "" });
  volume.addEventListener("input", () => {
    video.muted = false;
    video.volume = Number(volume.value);
  });
  const rate = element("select", "film-player__rate", { "aria-label": words.rate ?? "" });
  for (const value of [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2]) rate.add(new Option(`${value}×`, String(value), value === 1, value === 1));
  rate.addEventListener("change", () => (video.playbackRate = Number(rate.value)));
  const captions = button("captions", words.captions, () => player.toggleCaptions());
  captions.hidden = !player.captions.choices.length;
  const tracks = trackMenu(player.captions, words);
  player.captions.onchange = (value) => {
    captions.setAttribute("aria-pressed", String(Boolean(value)));
    tracks.value = value;
  };
  player.captions.onchange(player.captions.value);
  const help = button("keyboard", words.keys, () => player.toggleKeys(), "film-player__button--keys");
  const full = button("fullscreen", words.fullscreen, () => player.toggleFullscreen());
  const row = element("div", "film-player__row");
  row.append(play, back, forward, time, element("span", "film-player__gap"), mute, volume, rate, captions, tracks, help, full);
  bar.append(track, row);

  const message = element("p", "film-player__message", { role: "status" });
  message.hidden = true;

  const note = element("p", "film-player__note", { role: "status" });
  note.hidden = true;

  const keys = element("div", "film-player__keys", { role: "dialog", "aria-label": words.keys ?? "" });
  const list = player.querySelector("template[data-words]")?.content.querySelector("[data-keys]");
  if (list) keys.append(list.cloneNode(true));
  keys.append(button("cross", words.close, () => player.toggleKeys(), "film-player__close"));
  keys.hidden = true;

  const showState = (film, isFull) => {
    showIcon(play, film.paused ? "play" : "pause");
    name(play, film.paused ? words.play : words.pause);
    showIcon(mute, film.muted || film.volume === 0 ? "mute" : "volume");
    name(mute, film.muted ? words.unmute : words.mute);
    volume.value = String(film.muted ? 0 : film.volume);
    rate.value = String(film.playbackRate);
    showIcon(full, isFull ? "shrink" : "fullscreen");
    name(full, isFull ? words.leave_fullscreen : words.fullscreen);
  };

  return { bar, track, seek, preview, there, played, time, captions, message, note, keys, showState };
}

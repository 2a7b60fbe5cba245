// The player's keys. They listen on the element, never on the document (WCAG 2.1.4).

const act = {
  " ": (player) => player.toggle(),
  k: (player) => player.toggle(),
  j: (player) => player.seek(player.video.currentTime - 10),
  l: (player) => player.seek(player.video.currentTime + 10),
  arrowleft: (player) => player.seek(player.video.currentTime - 5),
  arrowright: (player) => player.seek(player.video.currentTime + 5),
  arrowup: (player) => player.changeVolume(0.1),
  arrowdown: (player) => player.changeVolume(-0.1),
  ",": (player) => player.step(-1),
  ".": (player) => player.step(1),
  "<": (player) => player.changeRate(-1),
  ">": (player) => player.changeRate(1),
  home: (player) => player.seek(0),
  end: (player) => player.seek(player.duration),
  f: (player) => player.toggleFullscreen(),
  m: (player) => player.toggleMute(),
  c: (player) => player.toggleCaptions(),
  "?": (player) => player.toggleKeys(),
};

/** Controls that need the key for themselves keep it. */
function belongsToControl(target, key) {
  if (target.matches("select")) return true;
  if (target.matches("button") && key === " ") return true;
  return target.matches("input[type=range]") && /^(arrow|home|end)/.test(key);
}

export function onKey(player, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "escape" && !player.controls.keys.hidden) return player.toggleKeys();
  if (belongsToControl(event.target, key)) return;
  if (/^\d$/.test(key)) player.seek((player.duration * Number(key)) / 10);
  else if (act[key]) act[key](player);
  else return;
  event.preventDefault();
}

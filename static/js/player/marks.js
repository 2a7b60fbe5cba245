// Places on the seek bar that somebody wrote about. They are seen, not reached by keys: the words beside them have links.

export function drawMarks(player, marks) {
  const { track } = player.controls;
  let layer = track.querySelector(".film-player__marks");
  if (!layer) {
    layer = document.createElement("div");
    layer.className = "film-player__marks";
    layer.setAttribute("aria-hidden", "true");
    track.append(layer);
  }
  const length = player.duration;
  const shown = length ? marks.filter(({ second }) => second <= length) : [];
  layer.replaceChildren(
    ...shown.map(({ second, text }) => {
      const mark = document.createElement("span");
      mark.className = "film-player__mark";
      mark.title = text;
      mark.style.left = `${(100 * second) / length}%`;
      return mark;
    }),
  );
}

/** A stretch, such as the credits of a film whose makers stay hidden, that is jumped over when the film reaches it. */
export function skipStretches(player) {
  const stretches = JSON.parse(player.dataset.skip || "[]");
  if (!stretches.length) return;
  player.video.addEventListener("timeupdate", () => {
    const now = player.video.currentTime;
    const met = stretches.find(([from, to]) => now >= from && now < to - 0.1);
    if (!met) return;
    player.note(player.words.skipped);
    if (met[1] >= player.duration - 0.5) player.pause();
    player.seek(Math.min(met[1], player.duration - 0.05));
  });
}

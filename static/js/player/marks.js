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

/** Stretches, such as the credits of a film whose makers stay hidden, that are covered and jumped over. */
export function skipStretches(player) {
  const stretches = JSON.parse(player.dataset.skip || "[]");
  player.covers = (second) => stretches.some(([from, to]) => second >= from && second < to);
  if (!stretches.length) return;
  const { video } = player;
  const look = () => {
    const now = video.currentTime;
    const met = stretches.find(([from, to]) => now >= from && now < to);
    // A little ahead of time: timeupdate comes four times a second.
    player.classList.toggle("film-player--covered", Boolean(met) || player.covers(now + 0.3));
    if (!met) return;
    player.note(player.words.skipped);
    const last = met[1] >= player.duration - 0.5;
    if (last) player.pause();
    else player.seek(met[1]);
  };
  for (const name of ["timeupdate", "seeking", "seeked"]) video.addEventListener(name, look);
}

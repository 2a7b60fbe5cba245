// Captions stand above the bar, never under it (WCAG 1.2.2), unless their author placed them.

const LINES_ABOVE_THE_EDGE = -4;

export function raiseCaptions(video) {
  const raise = (track) => [...(track.cues ?? [])].forEach((cue) => cue.line === "auto" && (cue.line = LINES_ABOVE_THE_EDGE));
  video.querySelectorAll("track").forEach((element) => element.addEventListener("load", () => raise(element.track)));
  [...video.textTracks].forEach(raise);
}

// Exact frame steps: aim at the middle of the wished frame, with the exact rational rate (24000/1001 is not 23.976).

/** "24000/1001" or "25" as a number; null when unknown. */
export function frameRate(text) {
  const [numerator, denominator = 1] = String(text || "").split("/").map(Number);
  const rate = numerator / denominator;
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** The number of the frame that stands at this second, forgiving rounding in the last digits. */
export const frameAt = (seconds, rate) => Math.floor(seconds * rate + 1e-6);

/** Which frame the video shows: what the compositor last reported, else what the clock says. */
function shownFrame(video, rate, reported) {
  const close = reported !== null && Math.abs(reported - video.currentTime) < 2.5 / rate;
  return close ? Math.round(reported * rate) : frameAt(video.currentTime, rate);
}

/** Remembers the media time of each frame that reaches the screen; the clock of a paused video may be one behind. */
export function watchFrames(video) {
  const seen = { reported: null };
  const note = (_now, { mediaTime }) => {
    seen.reported = mediaTime;
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback?.(note);
  return seen;
}

export function stepFrame(video, fps, by, reported = null) {
  const rate = frameRate(fps) ?? 25;
  video.pause();
  const last = Number.isFinite(video.duration) ? Math.max(0, Math.ceil(video.duration * rate - 1e-3) - 1) : Infinity;
  const frame = Math.min(Math.max(0, shownFrame(video, rate, reported) + by), last);
  video.currentTime = (frame + 0.5) / rate;
}

// Exact frame steps: aim at the middle of the wished frame, with the exact rational rate (24000/1001 is not 23.976).

/** "24000/1001" or "25" as a number; null when unknown. */
export function frameRate(text) {
  const [numerator, denominator = 1] = String(text || "").split("/").map(Number);
  const rate = numerator / denominator;
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** The number of the frame that stands at this second, forgiving rounding in the last digits. */
export const frameAt = (seconds, rate) => Math.floor(seconds * rate + 1e-6);

export function stepFrame(video, fps, by) {
  const rate = frameRate(fps) ?? 25;
  video.pause();
  const last = Number.isFinite(video.duration) ? Math.max(0, Math.ceil(video.duration * rate - 1e-3) - 1) : Infinity;
  const frame = Math.min(Math.max(0, frameAt(video.currentTime, rate) + by), last);
  video.currentTime = (frame + 0.5) / rate;
}

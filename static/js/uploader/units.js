// Numbers as people of the page's language read them.
const language = globalThis.document?.documentElement.lang || "en";
const UNITS = ["B", "KB", "MB", "GB", "TB"];

export function bytes(count) {
  const power = count < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(count) / Math.log(1024)));
  const digits = power > 1 && count / 1024 ** power < 100 ? 1 : 0;
  return `${(count / 1024 ** power).toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${UNITS[power]}`;
}

export function runningTime(seconds) {
  const whole = Math.round(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Time left: minutes above a minute, then seconds. */
export function timeLeft(seconds) {
  const unit = (value, name) => value.toLocaleString(language, { style: "unit", unit: name, unitDisplay: "long" });
  if (seconds >= 5400) return unit(Math.round(seconds / 360) / 10, "hour");
  if (seconds >= 60) return unit(Math.round(seconds / 60), "minute");
  return unit(Math.max(1, Math.round(seconds)), "second");
}

export const pixels = (width, height) => `${width} × ${height}`;

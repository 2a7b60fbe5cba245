// “closes in 3 h 12 min · server time 14:03”: the server's clock goes on ticking in the page, whatever this machine's says.
import { each } from "./each.js";

const MINUTE = 60;
const DAY = 86400;

// The same words as submissions.wording.roughly; patterns come from the page: seconds | minutes | hours and minutes | days.
export function roughly(seconds, patterns) {
  const [s, min, hours, days] = patterns;
  if (seconds < 90) return s.replace("{n}", Math.max(1, Math.round(seconds)));
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 90) return min.replace("{n}", minutes);
  if (minutes < 36 * MINUTE) return hours.replace("{h}", Math.floor(minutes / MINUTE)).replace("{n}", minutes % MINUTE);
  return days.replace("{n}", Math.round((minutes * MINUTE) / DAY));
}

function start(clock) {
  const { deadline, now, zone, in: words, over, units } = clock.dataset;
  const left = clock.querySelector("[data-deadline-left]");
  const server = clock.querySelector("[data-deadline-server]");
  const shown = /\d{1,2}:\d{2}/;
  if (!left || !server || !shown.test(server.textContent)) return;
  const began = performance.now();
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  const tick = () => {
    if (!clock.isConnected) { clearInterval(timer); return; }
    const present = Date.parse(now) + performance.now() - began;
    const seconds = (Date.parse(deadline) - present) / 1000;
    const text = seconds > 0 ? words.replace("{left}", roughly(seconds, units.split("|"))) : over;
    if (left.textContent !== text) left.textContent = text;
    const hour = server.textContent.replace(shown, time.format(present));
    if (server.textContent !== hour) server.textContent = hour;
  };
  const timer = setInterval(tick, 1000);
}

export const attachDeadlines = (root) => each(root, "[data-deadline]", start);

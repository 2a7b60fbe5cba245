// Bytes per second over the last seconds, so that "time left" is calm.
const WINDOW_MS = 12000;

export class Rate {
  samples = [];

  add(bytes, now = performance.now()) {
    this.samples.push([now, bytes]);
    while (this.samples.length > 2 && now - this.samples[0][0] > WINDOW_MS) this.samples.shift();
  }

  get perSecond() {
    if (this.samples.length < 2) return 0;
    const [[start, from], [end, to]] = [this.samples[0], this.samples.at(-1)];
    return end > start ? ((to - from) * 1000) / (end - start) : 0;
  }
}

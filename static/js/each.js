// Runs `start` once for every element that matches, however often the page is searched.
const seen = new WeakMap();

export function each(root, selector, start) {
  const found = [...root.querySelectorAll(selector)];
  if (root.matches?.(selector)) found.unshift(root);
  for (const element of found) {
    const done = seen.get(element) ?? new Set();
    if (done.has(start)) continue;
    seen.set(element, done.add(start));
    start(element);
  }
}

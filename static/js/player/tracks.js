// Which subtitles one may choose from, and which are chosen. Pure.

const MOST_FOR_PAIRS = 3;

/** Each track alone; with few of them also two languages at once. `tracks` are places in the list. */
export function choicesOf(tracks) {
  const single = tracks.map(({ label, lang }, place) => ({ value: String(place), label, langs: lang, tracks: [place] }));
  if (tracks.length > MOST_FOR_PAIRS) return single;
  const pairs = single.flatMap((one, place) =>
    single
      .slice(place + 1)
      .filter((other) => other.langs !== one.langs)
      .map((other) => ({
        value: `${one.value}+${other.value}`,
        label: `${one.label} + ${other.label}`,
        langs: `${one.langs}+${other.langs}`,
        tracks: [...one.tracks, ...other.tracks],
      })),
  );
  return [...single, ...pairs];
}

/** What is shown when the film opens: the reader's habit, else what the festival thinks they need, else nothing. */
export function chosenAtFirst(choices, tracks, remembered) {
  if (remembered === "off") return "";
  const habit = choices.find(({ langs }) => langs === remembered);
  if (habit) return habit.value;
  const place = tracks.findIndex(({ byDefault }) => byDefault);
  return place < 0 ? "" : String(place);
}

/** What the key turns on: the habit, else the reader's own language, else the first. */
export function nextAfterToggle(choices, remembered, reader = "") {
  const base = (code) => code.toLowerCase().split("-")[0];
  const found =
    choices.find(({ langs }) => langs === remembered) ??
    choices.find(({ langs }) => langs.toLowerCase() === reader.toLowerCase()) ??
    choices.find(({ langs }) => reader && base(langs) === base(reader)) ??
    choices[0];
  return found?.value ?? "";
}

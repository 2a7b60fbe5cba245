// The changes of one card on their way: what waits, what is under way, what another window disputes. Pure.

/** Nothing waits. `base`: the version of the card that this page knows. */
export const fresh = (base) => ({ base, pending: {}, sending: null, disputed: {} });

export const isEmpty = (state) => !state.sending && !Object.keys(state.pending).length && !Object.keys(state.disputed).length;

export const isBusy = (state) => Boolean(state.sending) || Object.keys(state.pending).length > 0;

export function changed(state, name, value) {
  const { [name]: _settled, ...disputed } = state.disputed;
  return { ...state, pending: { ...state.pending, [name]: value }, disputed };
}

/** What goes next, under a name of its own; the same one again while the last answer is missing. */
export function begin(state, makeKey) {
  if (state.sending || !Object.keys(state.pending).length) return state;
  return { ...state, pending: {}, sending: { key: makeKey(), base: state.base, fields: state.pending } };
}

/** The answer: a version, what changed elsewhere (`fresh`), and what both changed (`conflicts`, with the other's value). */
export function answered(state, { version, fresh: others = {}, conflicts = {} }) {
  const sent = state.sending?.fields ?? {};
  const disputed = { ...state.disputed };
  const pending = { ...state.pending };
  for (const [name, theirs] of Object.entries(conflicts)) {
    disputed[name] = { mine: pending[name] ?? sent[name], theirs };
    delete pending[name];
  }
  const shown = {};
  for (const [name, theirs] of Object.entries(others)) {
    if (name in pending && pending[name] !== theirs) {
      disputed[name] = { mine: pending[name], theirs };
      delete pending[name];
    } else if (name in disputed) disputed[name] = { ...disputed[name], theirs };
    else shown[name] = theirs;
  }
  return { state: { base: version, pending, sending: null, disputed }, shown };
}

/** The person has chosen. */
export function settled(state, name, takeMine) {
  const { [name]: dispute, ...disputed } = state.disputed;
  const pending = takeMine ? { ...state.pending, [name]: dispute.mine } : state.pending;
  return { ...state, disputed, pending };
}

/** Everything that was typed here and is not known to be kept by the portal, to be put back into the form. */
export const typed = (state) => ({
  ...(state.sending?.fields ?? {}),
  ...Object.fromEntries(Object.entries(state.disputed).map(([name, { mine }]) => [name, mine])),
  ...state.pending,
});

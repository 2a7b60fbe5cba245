// What a juror wrote and the portal has not got yet, kept in this browser: locked with a key that only the person's own
// pages are told, so that who sits down at the same device later can read nothing. Signing out forgets it.

const PREFIX = "card:";
const KEEP_MS = 14 * 24 * 3600 * 1000;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

/** Without WebCrypto (an address without TLS) things are kept for this tab alone, which other people do not get. */
const shelf = () => (crypto.subtle ? localStorage : sessionStorage);

export class Store {
  #key = null;
  #queue = Promise.resolve();

  constructor(person, key, card) {
    this.name = `${PREFIX}${person}:${card}`;
    if (crypto.subtle) this.#key = crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  /** The newest state last, whatever the browser's haste. */
  write(value) {
    const plain = JSON.stringify({ at: Date.now(), value });
    this.#queue = this.#queue.then(() => this.#put(plain)).catch(() => {});
    return this.#queue;
  }

  drop() {
    this.#queue = this.#queue.then(() => shelf().removeItem(this.name)).catch(() => {});
    return this.#queue;
  }

  async read() {
    try {
      const kept = shelf().getItem(this.name);
      if (!kept) return null;
      const { at, value } = JSON.parse(this.#key ? await this.#open(kept) : kept);
      return Date.now() - at < KEEP_MS ? value : null;
    } catch {
      return null; // locked with a key that is no more, or damaged
    }
  }

  async #put(plain) {
    if (!this.#key) return shelf().setItem(this.name, plain);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.#key, new TextEncoder().encode(plain));
    shelf().setItem(this.name, `${text(iv)}.${text(locked)}`);
  }

  async #open(kept) {
    const [iv, locked] = kept.split(".").map(bytes);
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await this.#key, locked));
  }
}

const keys = (store) => [...Array(store.length).keys()].map((n) => store.key(n)).filter((key) => key.startsWith(PREFIX));

/** The cards of one person that have something waiting. */
export function waitingFor(person) {
  try {
    const name = `${PREFIX}${person}:`;
    return keys(shelf()).filter((key) => key.startsWith(name)).map((key) => key.slice(name.length));
  } catch {
    return [];
  }
}

/** Whether anything waits here for anybody. */
export const isWaiting = () => {
  try {
    return keys(localStorage).length + keys(sessionStorage).length > 0;
  } catch {
    return false;
  }
};

export function forgetAll() {
  try {
    for (const store of [localStorage, sessionStorage]) keys(store).forEach((key) => store.removeItem(key));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Every form that signs out. `warning`: asked first when something has not been sent yet. */
export function forgetOnSigningOut(root, warning = () => "") {
  root.addEventListener("submit", (event) => {
    if (!/\/logout\/$/.test(event.target.getAttribute("action") ?? "")) return;
    const words = isWaiting() ? warning() : "";
    // eslint-disable-next-line no-alert
    if (words && !confirm(words)) event.preventDefault();
    else forgetAll();
  });
}

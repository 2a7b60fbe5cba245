// Light or dark, kept in a cookie for a year, so that the server can write it into the first byte of the next page.
import { each } from "./each.js";

const wishesDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (wishesDark.matches ? "dark" : "light")) === "dark";

function start(button) {
  button.hidden = false;
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
    show();
  });
  wishesDark.addEventListener("change", show);
  show();
}

export const attachTheme = (root) => each(root, "[data-theme-switch]", start);

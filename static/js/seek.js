/** Links with data-seek="12.5" take the page's player to that second; without scripts they lead to the player. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-seek]");
  const player = document.querySelector("film-player, film-remote");
  if (!link || !player) return;
  event.preventDefault();
  player.seek(Number(link.dataset.seek));
  player.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
});

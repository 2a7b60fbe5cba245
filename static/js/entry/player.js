import "../film-player.js";

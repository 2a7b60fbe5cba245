import "../film-player.js";
import "../seek.js";

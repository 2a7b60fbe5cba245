// The booth: the film on the left, the scorecard on the right.
import "../film-player.js";
import { attachScorecards } from "../scorecard.js";

attachScorecards(document);

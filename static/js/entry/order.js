// Order by hand: dragging is an extra; the up and down buttons do the same without scripts.
import { attachSortables } from "../sortable.js";

attachSortables(document);
document.addEventListener("htmx:load", (event) => attachSortables(event.detail.elt));

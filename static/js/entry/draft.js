// The steps of an entry: rows that are added, moved and dragged; typing that survives a lost line; two windows that notice each other.
import { attachDrafts } from "../draft/keeping.js";
import { attachPictureDoors } from "../draft/pictures.js";
import { attachRows } from "../draft/rows.js";
import { attachSortables } from "../sortable.js";

attachRows(document);
attachSortables(document);
attachPictureDoors(document);
attachDrafts(document);

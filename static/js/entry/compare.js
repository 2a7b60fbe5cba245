// Two films that resemble each other: play both from where they do. Without scripts the time codes say where.
import { attachCompare } from "../compare.js";

attachCompare(document);

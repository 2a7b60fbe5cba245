// The table of entries by keyboard. Without scripts its links, boxes and forms do the same.
import { attachEntryTables } from "../entry-table.js";

attachEntryTables(document);

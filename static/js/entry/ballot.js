// A juror's ballot.
import { attachBallots } from "../ballot.js";

attachBallots(document);

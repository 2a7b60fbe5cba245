// A film that grows: how far one may go, and when one stands at its end.

/** The last picture is a little before the edge: there, one waits on a picture and not on black. */
const BEFORE_THE_EDGE_S = 0.1;
const NEAR_THE_EDGE_S = 0.5;

/** A moment inside the film, and inside what is there of it. */
export function clampTo(seconds, edge, duration) {
  const last = edge < duration ? Math.max(0, edge - BEFORE_THE_EDGE_S) : duration;
  return Math.min(Math.max(0, seconds), last);
}

export const isAtEdge = (seconds, edge) => edge > 0 && seconds >= edge - NEAR_THE_EDGE_S;

/** Which streams a master playlist lists; what it tells about each may change without there being anything new. */
export const sizesIn = (master) => master.split("\n").filter((line) => line && !line.startsWith("#")).join("\n");

// The viewer's name over the picture. It says whose copy this is; it cannot keep anybody from filming the screen.

const MOVES_EVERY_MS = 25000;
/** Shares of the free width and height of the picture: never in its middle, never under the bar. */
const PLACES = [[0.04, 0.06], [0.96, 0.06], [0.9, 0.42], [0.1, 0.42], [0.06, 0.72], [0.94, 0.72], [0.5, 0.05]];
const [SMALLEST_PX, LARGEST_PX, SHARE_OF_WIDTH] = [11, 30, 0.017];

/** Where the picture lies inside a video element that is wider or higher than it. */
export function pictureIn(width, height, videoWidth, videoHeight) {
  if (!videoWidth || !videoHeight) return { x: 0, y: 0, width, height };
  const scale = Math.min(width / videoWidth, height / videoHeight);
  const [shownWidth, shownHeight] = [videoWidth * scale, videoHeight * scale];
  return { x: (width - shownWidth) / 2, y: (height - shownHeight) / 2, width: shownWidth, height: shownHeight };
}

/** Another place than this one. */
export const nextPlace = (place, dice = Math.random) => (place + 1 + Math.floor(dice() * (PLACES.length - 1))) % PLACES.length;

export class Watermark {
  #place = 0;
  #mark = null;
  #looks = "";

  constructor(player) {
    this.player = player;
    this.text = player.dataset.watermark;
    const { video } = player;
    // A picture in a window of its own, or on another screen, would go without the name.
    video.disablePictureInPicture = true;
    video.disableRemotePlayback = true;
    player.querySelectorAll(".film-player__watermark").forEach((mark) => mark.remove());
    this.observer = new MutationObserver(() => this.#isUntouched() || this.#renew());
    this.observer.observe(player, { childList: true, subtree: true, characterData: true, attributeFilter: ["style", "class", "hidden"] });
    this.sizes = new ResizeObserver(() => this.#stand());
    this.sizes.observe(video);
    video.addEventListener("loadedmetadata", () => this.#stand());
    this.timer = setInterval(() => {
      this.#place = nextPlace(this.#place);
      this.#stand();
    }, MOVES_EVERY_MS);
    this.#renew();
  }

  stop() {
    clearInterval(this.timer);
    this.observer.disconnect();
    this.sizes.disconnect();
  }

  #renew() {
    this.#mark?.remove();
    this.#mark = document.createElement("span");
    this.#mark.className = "film-player__watermark";
    this.#mark.setAttribute("aria-hidden", "true");
    this.#mark.textContent = this.text;
    this.player.video.after(this.#mark);
    this.#stand();
  }

  #isUntouched() {
    const mark = this.#mark;
    return mark.parentNode === this.player && mark.textContent === this.text && mark.outerHTML === this.#looks;
  }

  #stand() {
    const { video } = this.player;
    const picture = pictureIn(video.clientWidth, video.clientHeight, video.videoWidth, video.videoHeight);
    const { style } = this.#mark;
    style.fontSize = `${Math.min(Math.max(picture.width * SHARE_OF_WIDTH, SMALLEST_PX), LARGEST_PX)}px`;
    const [right, down] = PLACES[this.#place];
    style.left = `${video.offsetLeft + picture.x + (picture.width - this.#mark.offsetWidth) * right}px`;
    style.top = `${video.offsetTop + picture.y + (picture.height - this.#mark.offsetHeight) * down}px`;
    this.#looks = this.#mark.outerHTML;
  }
}

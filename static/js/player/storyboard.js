// A small picture over the seek bar: one sprite for the whole film, one tile drawn to a canvas.

export function attachStoryboard(player, seek, canvas) {
  const { storyboard, storyboardColumns, storyboardRows, storyboardWidth, storyboardHeight, storyboardInterval } = player.dataset;
  if (!storyboard) return;
  const columns = Number(storyboardColumns);
  const tiles = columns * Number(storyboardRows);
  const [width, height] = [Number(storyboardWidth), Number(storyboardHeight)];
  canvas.width = width;
  canvas.height = height;
  let sprite = null;

  function draw(event) {
    const box = seek.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    if (player.covers?.(share * player.duration)) return void (canvas.hidden = true);
    const tile = Math.min(Math.floor((share * player.duration) / Number(storyboardInterval)), tiles - 1);
    const context = canvas.getContext("2d");
    context.drawImage(sprite, (tile % columns) * width, Math.floor(tile / columns) * height, width, height, 0, 0, width, height);
    canvas.hidden = false;
    const shown = canvas.getBoundingClientRect().width;
    const left = Math.min(Math.max(share * box.width - shown / 2, 0), box.width - shown);
    canvas.style.translate = `${left}px 0`;
  }

  seek.addEventListener("pointermove", async (event) => {
    if (!sprite) {
      const image = new Image();
      image.src = storyboard;
      await image.decode().catch(() => null);
      if (!image.naturalWidth) return;
      sprite = image;
    }
    draw(event);
  });
  seek.addEventListener("pointerleave", () => (canvas.hidden = true));
}

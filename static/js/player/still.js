/** Keep the present picture in front of the player until the returned function is called; black would be a shock. */
export function holdPicture(player) {
  const { video } = player;
  if (!video.videoWidth || video.readyState < 2 || player.querySelector(".film-player__still")) return () => {};
  const canvas = document.createElement("canvas");
  canvas.className = "film-player__still";
  canvas.setAttribute("aria-hidden", "true");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  video.after(canvas);
  return () => canvas.remove();
}

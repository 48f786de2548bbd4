const SIZE = { width: 640, height: 480 };

function drawPerson(
  context: CanvasRenderingContext2D,
  [wall, shirt, skin]: readonly string[],
  sway: number,
): void {
  const { width, height } = SIZE;
  context.fillStyle = wall ?? '';
  context.fillRect(0, 0, width, height);
  context.fillStyle = shirt ?? '';
  context.beginPath();
  context.ellipse(width / 2 + sway, height * 1.05, width * 0.28, height * 0.42, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = skin ?? '';
  context.beginPath();
  context.ellipse(width / 2 + sway, height * 0.42, width * 0.12, height * 0.2, 0, 0, Math.PI * 2);
  context.fill();
}

/** Someone who moves a little, as people on cameras do: wall, shirt, skin. */
export function movingPicture(colours: readonly [string, string, string]): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  const context = canvas.getContext('2d');
  const draw = (): void => {
    if (context) drawPerson(context, colours, Math.sin(performance.now() / 900) * 8);
  };
  draw();
  setInterval(draw, 100);
  return canvas.captureStream(10);
}

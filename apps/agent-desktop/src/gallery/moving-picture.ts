/** Stands for a camera: somebody before a wall, moving a little, so that the picture is alive. */
export function movingPicture(wall: string, skin: string): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  const context = canvas.getContext('2d');
  const draw = (time: number) => {
    if (context) {
      drawPerson(context, wall, skin, Math.sin(time / 900) * 6);
    }
    requestAnimationFrame(draw);
  };
  draw(0);
  return canvas.captureStream(25);
}

function drawPerson(context: CanvasRenderingContext2D, wall: string, skin: string, sway: number): void {
  context.fillStyle = wall;
  context.fillRect(0, 0, 1280, 720);
  context.fillStyle = 'rgb(255 255 255 / 8%)';
  context.fillRect(120, 80, 260, 360);
  context.fillRect(900, 120, 220, 280);
  context.fillStyle = '#26313f';
  context.beginPath();
  context.ellipse(640 + sway, 760, 300, 280, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = skin;
  context.beginPath();
  context.ellipse(640 + sway, 330, 120, 155, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = '#2a1f1a';
  context.beginPath();
  context.ellipse(640 + sway, 240, 132, 96, 0, Math.PI, Math.PI * 2);
  context.fill();
}

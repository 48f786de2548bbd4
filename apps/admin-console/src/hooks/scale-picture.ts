import { firstThatFits, middleSquare } from '../models/picture.ts';

/** A picture file as a small square data URL, scaled here so that nothing large is sent; null when it cannot be read. */
export async function scalePicture(file: Blob): Promise<string | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  const { x, y, side: from } = middleSquare(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context || from === 0) return null;
  try {
    return firstThatFits((side, quality) => {
      canvas.width = canvas.height = side;
      context.fillStyle = '#fff'; // JPEG has no transparency
      context.fillRect(0, 0, side, side);
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture, x, y, from, from, 0, 0, side, side);
      return canvas.toDataURL('image/jpeg', quality);
    });
  } finally {
    picture.close();
  }
}

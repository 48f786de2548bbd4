import { expect, it } from 'vitest';
import { firstThatFits, middleSquare, pictureLimit } from './picture.ts';

it('the middle of a picture is cut square', () => {
  expect(middleSquare(400, 300)).toEqual({ x: 50, y: 0, side: 300 });
  expect(middleSquare(90, 120)).toEqual({ x: 0, y: 15, side: 90 });
});

it('a picture is made smaller until it fits, and given up where it never does', () => {
  const tried: number[] = [];
  const url = firstThatFits((side) => {
    tried.push(side);
    return `data:image/jpeg;base64,${'A'.repeat(side * 300)}`;
  });
  expect(tried).toEqual([384, 320, 256, 192]);
  expect((url?.length ?? 0) * 0.75).toBeLessThan(pictureLimit + 32);
  expect(firstThatFits(() => `data:,${'A'.repeat(100_000)}`)).toBeNull();
});

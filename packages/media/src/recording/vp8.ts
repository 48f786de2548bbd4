/**
 * Whether an RTP payload begins a VP8 key frame.
 * @see https://www.rfc-editor.org/rfc/rfc7741 sections 4.2 (payload descriptor) and 4.3 (payload header)
 */
export function beginsKeyFrame(payload: Buffer): boolean {
  const first = payload[0];
  if (first === undefined) return false;
  const startOfPartition = (first & 0x10) !== 0 && (first & 0x07) === 0;
  if (!startOfPartition) return false;
  const header = payload[payloadOffset(payload)];
  return header !== undefined && (header & 0x01) === 0;
}

/** Length of the payload descriptor: where VP8's own data begins. */
export function payloadOffset(payload: Buffer): number {
  if (((payload[0] ?? 0) & 0x80) === 0) return 1;
  const extension = payload[1] ?? 0;
  let length = 2;
  // I: picture id of 7 or 15 bits; L: TL0PICIDX; T or K: one byte for both.
  if ((extension & 0x80) !== 0) length += ((payload[length] ?? 0) & 0x80) !== 0 ? 2 : 1;
  if ((extension & 0x40) !== 0) length += 1;
  if ((extension & 0x30) !== 0) length += 1;
  return length;
}

/**
 * Width and height as a key frame tells them.
 * @see https://www.rfc-editor.org/rfc/rfc6386 section 9.1
 */
export function pictureSize(frame: Buffer): { width: number; height: number } | undefined {
  if (frame.length < 10 || frame.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  return { width: frame.readUInt16LE(6) & 0x3fff, height: frame.readUInt16LE(8) & 0x3fff };
}

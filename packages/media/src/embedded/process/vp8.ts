/**
 * Whether an RTP payload begins a VP8 key frame.
 * @see https://www.rfc-editor.org/rfc/rfc7741 sections 4.2 (payload descriptor) and 4.3 (payload header)
 */
export function beginsKeyFrame(payload: Buffer): boolean {
  const first = payload[0];
  if (first === undefined) return false;
  const startOfPartition = (first & 0x10) !== 0 && (first & 0x07) === 0;
  if (!startOfPartition) return false;
  const header = payload[descriptorLength(payload, first)];
  return header !== undefined && (header & 0x01) === 0;
}

function descriptorLength(payload: Buffer, first: number): number {
  if ((first & 0x80) === 0) return 1;
  const extension = payload[1] ?? 0;
  let length = 2;
  // I: picture id of 7 or 15 bits; L: TL0PICIDX; T or K: one byte for both.
  if ((extension & 0x80) !== 0) length += ((payload[length] ?? 0) & 0x80) !== 0 ? 2 : 1;
  if ((extension & 0x40) !== 0) length += 1;
  if ((extension & 0x30) !== 0) length += 1;
  return length;
}

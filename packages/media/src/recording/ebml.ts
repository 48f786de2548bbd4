/**
 * The few building blocks of EBML (RFC 8794) that a WebM file needs. An element is its id, its size and its data.
 */

/** Size field of eight bytes. Fixed, so that an element can be written again in place. */
function sizeField(size: number): Buffer {
  const field = Buffer.alloc(8);
  field.writeBigUInt64BE(BigInt(size) | (1n << 56n));
  return field;
}

/** Stands for "until the end of the file". */
const UNKNOWN_SIZE = Buffer.from('01ffffffffffffff', 'hex');

/** Ids are written with their marker bits, as the specifications list them. */
function idField(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

export function element(id: number, ...parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([idField(id), sizeField(size), ...parts]);
}

export function openElement(id: number): Buffer {
  return Buffer.concat([idField(id), UNKNOWN_SIZE]);
}

/** Eight bytes, whatever the value. */
export function uint(id: number, value: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeBigUInt64BE(BigInt(value));
  return element(id, data);
}

export function float(id: number, value: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeDoubleBE(value);
  return element(id, data);
}

export function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value, 'utf8'));
}

/** An element of exactly `size` bytes that readers pass over. */
export function padding(size: number): Buffer {
  return element(0xec, Buffer.alloc(size - 9));
}

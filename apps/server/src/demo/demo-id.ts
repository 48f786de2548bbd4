import { createHash } from 'node:crypto';

/**
 * The id of a demo record, always the same for the same name (UUID version 8, RFC 9562 §5.8): two programs that
 * fill one database at once cannot make the same thing twice.
 */
export function demoId(name: string): string {
  const bytes = createHash('sha256').update(`remote expert manager demo: ${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

import { ManualClock } from '@rem/kit';
import { describe, expect, it } from 'vitest';
import { AddressGuard, networkOf } from './address-guard.ts';

function many<T>(times: number, make: () => T | null): T[] {
  return Array.from({ length: times }, make).filter((each) => each !== null);
}

describe('the address guard', () => {
  it('[LIV10] lets an address have its share of live clients, and others theirs', () => {
    const guard = new AddressGuard(new ManualClock(), 300);
    const held = many(5_000, () => guard.client('192.0.2.1'));
    expect(held).toHaveLength(300);
    expect(guard.client('192.0.2.2')).not.toBeNull();
    held[0]?.();
    held[0]?.();
    expect(many(10, () => guard.client('192.0.2.1'))).toHaveLength(1);
  });

  it('[LIV10] cuts sockets off beyond the share, at once and over time', () => {
    const clock = new ManualClock();
    const guard = new AddressGuard(clock, 300);
    const held = many(5_000, () => guard.socket('192.0.2.1'));
    expect(held).toHaveLength(600);
    expect(guard.socket('192.0.2.2')).not.toBeNull();
    for (const release of held) release();
    expect(many(10, () => guard.socket('192.0.2.1'))).toHaveLength(0);
    clock.advance(1_000);
    expect(many(1_000, () => guard.socket('192.0.2.1'))).toHaveLength(75);
  });

  it('[LIV10] counts the addresses of one IPv6 network as one', () => {
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    const guard = new AddressGuard(new ManualClock(), 1);
    expect(guard.client('2001:db8:1:2::9')).not.toBeNull();
    expect(guard.client('2001:db8:1:2::a')).toBeNull();
    expect(guard.client('2001:db8:1:3::a')).not.toBeNull();
  });
});

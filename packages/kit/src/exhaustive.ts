/** Marks a switch that must cover its union: a new member becomes a compile error here. */
export function exhaustive(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

import type { z } from 'zod';
import type { WordKey } from '../messages/mod.ts';

/** What is wrong with a field: a word of the catalogue and what fills its slot. */
export interface Fault {
  readonly key: WordKey;
  readonly n?: number;
}

function tooSmall(issue: Extract<z.core.$ZodIssue, { code: 'too_small' }>): Fault {
  const n = Number(issue.minimum);
  if (issue.origin === 'array') return { key: 'valid.choose' };
  if (issue.origin !== 'string') return { key: 'valid.least', n };
  return n === 1 ? { key: 'valid.required' } : { key: 'valid.least_chars', n };
}

/** A zod issue in the catalogue's words; zod's own are English. */
export function faultOf(issue: z.core.$ZodIssue): Fault {
  const field = issue.path[0];
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return { key: issue.origin === 'string' ? 'valid.most_chars' : 'valid.most', n: Number(issue.maximum) };
    case 'invalid_type':
      return {
        key: issue.expected === 'number' || issue.expected === 'int' ? 'valid.number' : 'valid.required',
      };
    case 'invalid_format':
      if (field === 'signInName') return { key: 'valid.sign_in_name' };
      return { key: issue.format === 'uuid' ? 'valid.required' : 'valid.other' };
    case 'custom':
      return { key: field === 'timeZone' ? 'valid.time_zone' : 'valid.other' };
    default:
      return { key: 'valid.other' };
  }
}

/** Faults by field path (`timers.offer`), the first of each; empty when `input` fits. */
export function faultsOf(schema: z.ZodType, input: unknown): Readonly<Record<string, Fault>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return {};
  const faults: Record<string, Fault> = {};
  for (const issue of parsed.error.issues) faults[issue.path.join('.')] ??= faultOf(issue);
  return faults;
}

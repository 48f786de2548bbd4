import { id, wireError } from '@rem/protocol';
import { z } from 'zod';

/** Body of every answer that is an error. */
const errorAnswer = z
  .object({ error: wireError })
  .meta({ description: 'What went wrong: a row of docs/errors.md.' });

const errors = { '4xx': errorAnswer, '5xx': errorAnswer } as const;

/** Answers of a route: its own with 200, or an error. */
export const answers = <T extends z.ZodType>(schema: T) => ({ 200: schema, ...errors });

/** Answers of a route that makes something: it with 201, or an error. */
export const creates = <T extends z.ZodType>(schema: T) => ({ 201: schema, ...errors });

/** Answers of a route that has nothing to say: 204, or an error. */
export const nothing = { 204: z.null().meta({ description: 'Done.' }), ...errors };

/** `:id` of an address. */
export const idParams = z.object({ id });

/** A change names the version it was made on; another version is a `conflict`. */
export const versionQuery = z.object({ version: z.coerce.number().int().positive() });

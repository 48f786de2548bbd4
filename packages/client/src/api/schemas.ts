import { id, label, liveExpert, liveSession, liveSummary, wireError } from '@rem/protocol';
import { z } from 'zod';

/** Body of every refusal. */
export const refusal = z.object({ error: wireError });
export const enrolledKiosk = z.object({ kiosk: z.object({ id, name: label }) });
export const livePicture = z.object({
  sessions: z.array(liveSession),
  experts: z.array(liveExpert),
  summary: liveSummary,
});

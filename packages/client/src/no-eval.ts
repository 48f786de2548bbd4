import { config } from 'zod';

/**
 * Import this first in a page: zod then makes no functions from text, which our content security policy refuses
 * and browsers report even when nothing comes of it.
 */
config({ jitless: true });

import { setTimeout as wait } from 'node:timers/promises';

/**
 * Starts `act` `perSecond` times a second for `seconds`, whether those before have ended or not, so that a slow
 * answer does not lower the load it is measured under.
 * @returns what each gave, in order; rejects when one does
 */
export async function atRate<T>(perSecond: number, seconds: number, act: () => Promise<T>): Promise<T[]> {
  const answers: Promise<T>[] = [];
  const begun = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await wait(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
    const answer = act();
    // Told below; until then it is not unheard.
    answer.catch(() => {});
    answers.push(answer);
  }
  return Promise.all(answers);
}

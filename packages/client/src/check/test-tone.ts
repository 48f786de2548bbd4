/** Plays a short, friendly tone; resolves when it is over. */
export async function playTestTone(_options: { readonly speaker?: string } = {}): Promise<void> {
  throw new Error('comes with the next commit');
}

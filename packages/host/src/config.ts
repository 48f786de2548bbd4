/** Folders in which programs are looked for, as the person's shell has them. */
export function searchPath(): string {
  return process.env.PATH ?? '';
}

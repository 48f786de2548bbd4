import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Kinds of files that get smaller, with their media types; pictures and fonts are compressed as they are. */
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json; charset=utf-8',
};

/** A name as builds make them: one path segment, so that it cannot lead out of its folder. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*\.([a-z]+)$/;

/** Files kept at most: several builds of all pages. The oldest go first. */
const KEPT = 500;
/** Brotli quality: near the best size at a small part of its time; a file is compressed once. */
const QUALITY = 9;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

export interface CompressedFile {
  readonly body: Buffer;
  readonly type: string;
  readonly encoding: Encoding;
}

/** The best encoding a client takes, by its `Accept-Encoding`; null: as it is. */
export function acceptedEncoding(header: string | undefined): Encoding | null {
  const accepted = (header ?? '')
    .split(',')
    .map((each) => each.trim().split(/;\s*q=/))
    .filter(([, quality]) => quality === undefined || Number(quality) > 0)
    .map(([name]) => name);
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : null;
}

/**
 * Files with a hash in their name, compressed when they are first asked for and kept: their content never changes.
 * For builds that leave no `.br` and `.gz` files beside them.
 */
export class CompressedFiles {
  readonly #kept = new Map<string, Promise<CompressedFile | null>>();

  /** Null when the file is not there, is of another kind, or was compressed by its build. */
  get(folder: string, name: string, encoding: Encoding): Promise<CompressedFile | null> {
    const type = TYPES[NAME.exec(name)?.[1] ?? ''];
    if (!type) return Promise.resolve(null);
    const path = join(folder, name);
    const key = `${encoding} ${path}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const made = compress(path, encoding, type);
    this.#kept.set(key, made);
    void made.then((file) => {
      if (!file) this.#kept.delete(key);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }
}

async function compress(path: string, encoding: Encoding, type: string): Promise<CompressedFile | null> {
  try {
    const suffix = encoding === 'br' ? 'br' : 'gz';
    const byBuild = await access(`${path}.${suffix}`).then(
      () => true,
      () => false,
    );
    if (byBuild) return null;
    const plain = await readFile(path);
    const body =
      encoding === 'br'
        ? await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
        : await gzipped(plain);
    return { body, type, encoding };
  } catch {
    // Whoever sends the file as it is says why it cannot be had.
    return null;
  }
}

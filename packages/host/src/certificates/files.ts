import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Issued } from './issue.ts';
import type { CertificateNames } from './names.ts';

export interface CertificateFiles {
  /** The authority's certificate: what browsers and scripts are to trust. */
  readonly authority: string;
  /** The server's certificate with its chain. */
  readonly certificate: string;
  readonly key: string;
  /** SHA-256 of the authority's certificate, as browsers show it. */
  readonly authorityFingerprint: string;
  /** Which of the two were made by this call. */
  readonly made: { readonly authority: boolean; readonly server: boolean };
}

/** A server's certificate is renewed when it has less than this left, in ms. */
const RENEW_BEFORE = 30 * 86_400_000;

/**
 * The authority and the server's certificate in `folder`, made or renewed where that is needed. The authority stays
 * for as long as it lives, so that people trust it once.
 * @param now milliseconds since 1970
 */
export async function ensureCertificates(
  folder: string,
  names: CertificateNames,
  now: number = Date.now(),
): Promise<CertificateFiles> {
  const files = {
    authority: join(folder, 'ca.crt'),
    certificate: join(folder, 'server.crt'),
    key: join(folder, 'server.key'),
  };
  const authorityKey = join(folder, 'ca.key');
  let authority = readPair(files.authority, authorityKey);
  const newAuthority = !authority || expiresSoon(authority, now);
  if (!authority || newAuthority) {
    const { issueAuthority } = await import('./issue.ts');
    authority = await issueAuthority(`Remote Expert Manager on ${hostname()}`.slice(0, 64), now);
    writePair(files.authority, authorityKey, authority);
  }
  const server = readPair(files.certificate, files.key);
  const newServer =
    !server || expiresSoon(server, now) || !signedBy(server, authority) || !covers(server, names);
  if (newServer) {
    const { issueServer } = await import('./issue.ts');
    writePair(files.certificate, files.key, await issueServer(authority, names, now));
  }
  return {
    ...files,
    authorityFingerprint: new X509Certificate(authority.certificate).fingerprint256,
    made: { authority: newAuthority, server: newServer },
  };
}

/** Undefined when one of the two is missing, unreadable or does not belong to the other. */
function readPair(certificatePath: string, keyPath: string): Issued | undefined {
  try {
    const pair = { certificate: readFileSync(certificatePath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
    chmodSync(keyPath, 0o600);
    return new X509Certificate(pair.certificate).checkPrivateKey(createPrivateKey(pair.key))
      ? pair
      : undefined;
  } catch {
    return undefined;
  }
}

/** The key goes first: a kill in between leaves a pair that does not fit, which is made again. */
function writePair(certificatePath: string, keyPath: string, { certificate, key }: Issued): void {
  replace(keyPath, key, 0o600);
  replace(certificatePath, certificate, 0o644);
}

function replace(path: string, content: string, mode: number): void {
  writeFileSync(`${path}.new`, content, { mode });
  renameSync(`${path}.new`, path);
}

function expiresSoon({ certificate }: Issued, now: number): boolean {
  return new X509Certificate(certificate).validToDate.getTime() - now < RENEW_BEFORE;
}

function signedBy(server: Issued, authority: Issued): boolean {
  return new X509Certificate(server.certificate).verify(new X509Certificate(authority.certificate).publicKey);
}

function covers({ certificate }: Issued, names: CertificateNames): boolean {
  const held = new X509Certificate(certificate);
  return (
    names.dns.every((name) => held.checkHost(name) !== undefined) &&
    names.ip.every((address) => held.checkIP(address) !== undefined)
  );
}

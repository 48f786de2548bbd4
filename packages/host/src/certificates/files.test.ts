import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CertificateFiles, ensureCertificates } from './files.ts';
import { machineNames } from './names.ts';

const DAY = 86_400_000;
const names = { dns: ['localhost', 'branch.example'], ip: ['127.0.0.1', '::1'] };
const now = Date.now();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rem-tls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const leaf = (files: CertificateFiles): X509Certificate =>
  new X509Certificate(readFileSync(files.certificate));

test('[LCH50] [LCH51] the first call makes both, the second keeps both', async () => {
  const first = await ensureCertificates(folder, names, now);
  expect(first.made).toEqual({ authority: true, server: true });
  const again = await ensureCertificates(folder, names, now + 300 * DAY);
  expect(again.made).toEqual({ authority: false, server: false });
  expect(again.authorityFingerprint).toBe(first.authorityFingerprint);
});

test('[LCH51] a further name or 30 days left renew the certificate and keep the authority', async () => {
  const first = await ensureCertificates(folder, names, now);
  const more = await ensureCertificates(folder, { ...names, ip: [...names.ip, '10.1.2.3'] }, now);
  expect(more.made).toEqual({ authority: false, server: true });
  expect(leaf(more).checkIP('10.1.2.3')).toBe('10.1.2.3');
  const late = await ensureCertificates(folder, names, now + 370 * DAY);
  expect(late.made).toEqual({ authority: false, server: true });
  expect(late.authorityFingerprint).toBe(first.authorityFingerprint);
});

test('[LCH51] a certificate lives at most 398 days, and is no authority', async () => {
  const certificate = leaf(await ensureCertificates(folder, names, now));
  const days = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / DAY;
  expect(days).toBeLessThanOrEqual(398);
  expect(certificate.ca).toBe(false);
});

test('[LCH13] keys are for us alone', async () => {
  const { key } = await ensureCertificates(folder, names, now);
  for (const path of [key, join(folder, 'ca.key')]) expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('[LCH50] a damaged file is made anew', async () => {
  const files = await ensureCertificates(folder, names, now);
  writeFileSync(files.key, 'nothing');
  expect((await ensureCertificates(folder, names, now)).made).toEqual({ authority: false, server: true });
  writeFileSync(files.authority, 'nothing');
  expect((await ensureCertificates(folder, names, now)).made).toEqual({ authority: true, server: true });
});

test('[LCH50] who trusts the authority gets through to the server', async () => {
  const files = await ensureCertificates(folder, names, now);
  const options = { cert: readFileSync(files.certificate), key: readFileSync(files.key) };
  const server = createServer(options, (_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const status = await new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, ca: readFileSync(files.authority), agent: false };
    request(to, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end();
  });
  expect(status).toBe(200);
  await new Promise((resolve) => server.close(resolve));
});

test('[LCH51] the names of this machine are localhost, its own, its addresses and what the operator says', () => {
  const found = machineNames(['rem.example.com', '10.9.8.7', '2001:db8::1']);
  expect(found.dns).toEqual(expect.arrayContaining(['localhost', 'rem.example.com']));
  expect(found.ip).toEqual(expect.arrayContaining(['127.0.0.1', '::1', '10.9.8.7', '2001:db8::1']));
  expect(found.ip.filter((address) => /^fe80/i.test(address))).toEqual([]);
});

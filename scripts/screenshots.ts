/**
 * `./rem screenshots [--out DIR] [--app NAME] [--state NAME]`: draws every page in its main states — each in light
 * and dark, English, German and Arabic, and on the screens it is made for — into one folder with an index page, and
 * renews the three pictures of the README. The states come from each page's gallery, which needs no server.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, launchChromium, run } from '@rem/testkit';
import { preview } from 'vite';

interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

interface Gallery {
  readonly app: string;
  /** Vite's base. */
  readonly base: string;
  /** The first is the page's main one. */
  readonly screens: readonly [Screen, ...Screen[]];
  /** The state that the README shows, and its file. */
  readonly readme: { readonly state: string; readonly file: string };
}

const laptop = { name: 'laptop', width: 1366, height: 768 };
const large = { name: 'large', width: 2560, height: 1440 };

const galleries: readonly Gallery[] = [
  {
    app: 'interactive-controller',
    base: '/',
    screens: [
      { name: 'kiosk', width: 1080, height: 1920 },
      { name: 'laptop', width: 1280, height: 800 },
      { name: 'phone', width: 390, height: 844 },
    ],
    readme: { state: 'call', file: 'customer.png' },
  },
  {
    app: 'agent-desktop',
    base: '/desk/',
    screens: [laptop, large],
    readme: { state: 'call', file: 'desk.png' },
  },
  {
    app: 'admin-console',
    base: '/console/',
    screens: [laptop, large],
    readme: { state: 'live', file: 'console.png' },
  },
];

interface Shot {
  readonly app: string;
  readonly state: string;
  readonly screen: Screen;
  readonly scheme: 'light' | 'dark';
  readonly language: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'var', 'screenshots') },
    app: { type: 'string' },
    state: { type: 'string' },
  },
});

await mkdir(values.out, { recursive: true });
await mkdir(join(root, 'docs', 'screenshots'), { recursive: true });
const browser = await launchChromium();
const files: { readonly shot: Shot; readonly file: string }[] = [];
try {
  for (const gallery of galleries.filter(({ app }) => values.app === undefined || app === values.app)) {
    for (const each of await drawGallery(browser, gallery)) files.push(each);
  }
} finally {
  await browser.close();
}
await writeFile(join(values.out, 'index.html'), indexPage());
console.log(`${files.length} pictures: ${join(values.out, 'index.html')}`);

async function drawGallery(chromium: Browser, gallery: Gallery) {
  const outDir = await mkdtemp(join(tmpdir(), 'rem-gallery-'));
  const folder = join(root, 'apps', gallery.app);
  await run(join(root, 'node_modules', '.bin', 'vite'), ['build', '--outDir', outDir, '--emptyOutDir'], {
    cwd: folder,
    env: { PATH: `${join(root, 'node_modules', '.bin')}:/usr/bin:/bin`, GALLERY: '1' },
  });
  const server = await preview({
    ...{ root: folder, configFile: false, base: gallery.base, logLevel: 'error' },
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  try {
    const address = server.httpServer.address();
    if (typeof address !== 'object' || !address) throw new Error('the gallery is not served');
    const url = `http://127.0.0.1:${address.port}${gallery.base}gallery.html`;
    const drawn = [];
    for (const shot of await shotsOf(chromium, gallery, url)) {
      drawn.push({ shot, file: await draw(chromium, shot, url) });
    }
    await drawForReadme(chromium, gallery, url);
    return drawn;
  } finally {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}

/** Each state on every screen, and on the main one in dark, German and Arabic. */
async function shotsOf(chromium: Browser, { app, screens }: Gallery, url: string): Promise<Shot[]> {
  const page = await chromium.newPage();
  await page.goto(url);
  await page.locator('a[href*="state="]').first().waitFor();
  const links = await page
    .locator('a[href*="state="]')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  await page.close();
  const states = links
    .map((href) => new URLSearchParams(href.slice(href.indexOf('?'))).get('state') ?? '')
    .filter((state) => values.state === undefined || state === values.state);
  if (states.length === 0) throw new Error(`${app}: its gallery has no states`);
  const [main] = screens;
  return states.flatMap((state) => [
    ...screens.map((screen): Shot => ({ app, state, screen, scheme: 'light', language: 'en' })),
    { app, state, screen: main, scheme: 'dark', language: 'en' },
    { app, state, screen: main, scheme: 'light', language: 'de' },
    { app, state, screen: main, scheme: 'light', language: 'ar' },
  ]);
}

async function draw(chromium: Browser, shot: Shot, url: string): Promise<string> {
  const { app, state, screen, scheme, language } = shot;
  const file = `${app}-${state}-${screen.name}-${scheme}-${language}.png`;
  await picture(chromium, shot, url, join(values.out, file));
  return file;
}

async function drawForReadme(
  chromium: Browser,
  { app, screens, readme }: Gallery,
  url: string,
): Promise<void> {
  const screen = screens.find(({ name }) => name === 'laptop') ?? screens[0];
  const shot = { app, state: readme.state, screen, scheme: 'light', language: 'en' } as const;
  await picture(chromium, shot, url, join(root, 'docs', 'screenshots', readme.file));
}

async function picture(chromium: Browser, shot: Shot, url: string, path: string): Promise<void> {
  const { state, screen, scheme, language } = shot;
  const page = await chromium.newPage({
    viewport: { width: screen.width, height: screen.height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  await page.goto(`${url}?${new URLSearchParams({ state, scheme, lang: language })}`, {
    waitUntil: 'networkidle',
  });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  await page.close();
}

function indexPage(): string {
  const figure = ({ shot, file }: (typeof files)[number]) =>
    `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${shot.screen.name}, ${shot.scheme}, ${shot.language}</figcaption></figure>`;
  const groups = Map.groupBy(files, ({ shot }) => `${shot.app}: ${shot.state}`);
  const body = [...groups]
    .map(([title, some]) => `<h2>${title}</h2><div>${some.map(figure).join('')}</div>`)
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Every page in its main states</title>
<style>body{font-family:sans-serif;margin:24px}div{display:flex;flex-wrap:wrap;gap:16px}img{height:260px;border:1px solid #999}figure{margin:0}</style>
</head><body><h1>Every page in its main states</h1>
${body}
</body></html>
`;
}

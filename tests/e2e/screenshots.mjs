// Takes pictures of the page's main states, for people to look at: `cargo xtask screenshots`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { launch } from './lib/browser.mjs';
import { Page } from './lib/page.mjs';
import { BUILT_PAGE, serve } from './lib/server.mjs';

const FOLDER = fileURLToPath(new URL('../../screenshots', import.meta.url));

const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844, isMobile: true, hasTouch: true },
};

/** Each state is brought about in an open page; its consoles may be out of sight. */
const STATES = {
  start: { query: '', reach: async () => {} },
  quiet: { query: '&quiet', reach: async () => {} },
  embed: { query: '&embed', reach: async () => {} },
  story: {
    query: '&quiet',
    async reach(page) {
      await typeIfShown(page, 'master1', 'create -e /master "master1.example.com:2223"');
      await typeIfShown(page, 'master1', 'get -s /master');
      await typeIfShown(page, 'master2', 'stat -w /master');
      await typeIfShown(page, 'worker1', 'create /workers ""');
      await typeIfShown(page, 'worker1', 'create -e /workers/worker1.example.com "worker1.example.com:2224"');
      if (await page.look('button', page.names.actions('master1'))) {
        await page.choose('master1', page.names.kill);
      }
      await typeIfShown(page, 'worker1', 'cre');
    },
  },
};

/** On a phone only one console is in sight. */
async function typeIfShown(page, process, line) {
  if (await page.lookForInput(process)) {
    await page.type(process, line);
    if (line !== 'cre') await page.tab.keyboard.press('Enter');
  }
}

await mkdir(FOLDER, { recursive: true });
const server = await serve(BUILT_PAGE);
const browser = await launch();
try {
  for (const [state, { query, reach }] of Object.entries(STATES)) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const lang of ['en', 'zh']) {
        for (const theme of ['light', 'dark']) {
          const page = await Page.open(browser, `${server.url}?lang=${lang}${query}`, { lang, viewport });
          await page.tab.emulateMediaFeatures([
            { name: 'prefers-color-scheme', value: theme },
            // Whatever moves is shown where it comes to rest.
            { name: 'prefers-reduced-motion', value: 'reduce' },
          ]);
          await reach(page);
          const file = `${state}-${size}-${lang}-${theme}.png`;
          await page.tab.screenshot({ path: join(FOLDER, file) });
          for (const complaint of page.complaints) {
            console.error(`${file}: ${complaint}`);
            process.exitCode = 1;
          }
          console.log(`screenshots/${file}`);
          await page.close();
        }
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}

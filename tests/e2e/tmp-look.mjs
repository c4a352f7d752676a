import { launch } from './lib/browser.mjs';
import { Page } from './lib/page.mjs';
import { BUILT_PAGE, serve } from './lib/server.mjs';
const server = await serve(BUILT_PAGE);
const browser = await launch();
const sizes = { wide: { width: 1440, height: 900 }, mid: {width: 1024, height: 768}, phone: { width: 390, height: 844, isMobile: true, hasTouch: true } };
for (const [name, viewport] of Object.entries(sizes)) {
  for (const theme of ['light','dark']) {
    if (name==='mid' && theme==='dark') continue;
    const page = await Page.open(browser, `${server.url}?quiet&lang=en`, { viewport });
    await page.tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    const t = page.tab;
    if (name !== 'phone') {
      await page.type('master1', 'create -e /master "m1"'); await t.keyboard.press('Enter');
      await page.type('master2', 'stat -w /master'); await t.keyboard.press('Enter');
      await page.type('master1', ':kill master1'); await t.keyboard.press('Enter');
      await page.type('worker1', ':wait 9s'); await t.keyboard.press('Enter');
      await page.type('master2', 'create -e /master "m2"'); await t.keyboard.press('Enter');
      await new Promise(r => setTimeout(r, 300));
      await t.screenshot({ path: `/tmp/pp/${name}-${theme}-a.png` });
      await t.evaluate(() => document.activeElement.blur());
      for (let i=0;i<2;i++) await t.keyboard.press('z');
      await new Promise(r => setTimeout(r, 200));
      await t.screenshot({ path: `/tmp/pp/${name}-${theme}-b.png` });
      await page.type('master2', ':pause master1 10s'); await t.keyboard.press('Enter');
      await page.type('worker1', ':wait 12s'); await t.keyboard.press('Enter');
      await new Promise(r => setTimeout(r, 300));
      await t.screenshot({ path: `/tmp/pp/${name}-${theme}-c.png` });
      const b = await t.$('.branch-compare'); if (b) await b.click();
      await new Promise(r => setTimeout(r, 300));
      await t.screenshot({ path: `/tmp/pp/${name}-${theme}-d.png` });
    } else {
      await new Promise(r => setTimeout(r, 1300));
      await t.screenshot({ path: `/tmp/pp/${name}-${theme}-a.png` });
    }
    await t.close();
  }
}
await browser.close(); await server.close?.(); process.exit(0);

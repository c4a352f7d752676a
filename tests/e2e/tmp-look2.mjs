import { launch } from './lib/browser.mjs';
import { Page } from './lib/page.mjs';
import { BUILT_PAGE, serve } from './lib/server.mjs';
const server = await serve(BUILT_PAGE);
const browser = await launch();
const wait = (ms) => new Promise(r => setTimeout(r, ms));
const sizes = { wide: { width: 1440, height: 900 }, mid: {width: 1024, height: 768}, phone: { width: 390, height: 844, isMobile: true, hasTouch: true } };
for (const [name, viewport] of Object.entries(sizes)) {
    const page = await Page.open(browser, `${server.url}?quiet&lang=en`, { viewport });
    const t = page.tab;
    t.on('console', (m) => console.log(name, m.text()));
    t.on('pageerror', (e) => console.log(name, 'ERR', e.message));
    await page.type('master1', 'create -e /master "m1"'); await t.keyboard.press('Enter');
    if (name!=='phone') { await page.type('master2', 'stat -w /master'); await t.keyboard.press('Enter'); }
    await page.type('master1', ':kill master1'); await t.keyboard.press('Enter');
    await wait(200);
    await t.evaluate(() => document.activeElement.blur());
    await t.keyboard.press('z');
    await wait(100);
    if (name!=='phone') { await page.type('master2', ':pause master1 10s'); await t.keyboard.press('Enter');
    await page.type('worker1', ':wait 12s'); await t.keyboard.press('Enter');}
    await wait(300);
    await t.click('#share');
    await t.waitForSelector('.share-field', {timeout: 10000}).catch(()=>console.log('no link'));
    await wait(600);
    await t.screenshot({ path: `/tmp/pp/share-${name}.png` });
    const link = await t.$eval('.share-field', it => it.value).catch(()=>null);
    console.log(name, link?.length, link?.slice(0,80));
    if (link) {
      const other = await Page.open(browser, link.replace(server.url, server.url), { viewport, ready:false }).catch(e=>console.log(e.message));
      const p2 = await browser.newPage(); await p2.setViewport(viewport); await p2.goto(link); await wait(2500);
      await p2.screenshot({ path: `/tmp/pp/opened-${name}.png` });
      await p2.close();
    }
    await t.close();
}
await browser.close(); process.exit(0);

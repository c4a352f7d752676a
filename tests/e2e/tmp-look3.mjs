import { launch } from './lib/browser.mjs';
import { Page } from './lib/page.mjs';
import { BUILT_PAGE, serve } from './lib/server.mjs';
const server = await serve(BUILT_PAGE);
const browser = await launch();
const wait = (ms) => new Promise(r => setTimeout(r, ms));
const page = await Page.open(browser, `${server.url}?lang=en`);
const t = page.tab;
t.on('console', (m) => console.log(m.text()));
t.on('pageerror', (e) => console.log('ERR', e.message));
await (await page.find('button', 'Kill the master')).click();
for (let i=0;i<8;i++) { await wait(2000); await t.screenshot({ path: `/tmp/pp/kill-${i}.png` }); console.log(i, await page.time().catch(e=>e.message), (await page.look('tree','Znodes'))!==null); }
await browser.close(); process.exit(0);

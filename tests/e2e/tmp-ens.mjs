import { launch } from "./lib/browser.mjs";
import { serve, BUILT_PAGE } from "./lib/server.mjs";
import { Page, CAST } from "./lib/page.mjs";
CAST.push("client2","client3");
const server = await serve(BUILT_PAGE);
const browser = await launch();
const shots = [];
async function shot(page, name) { await page.painted(); await page.tab.screenshot({ path: `/tmp/pp/${name}.png` }); }
for (const [name, opts, dark] of [["w", { viewport: { width: 1440, height: 900 } }, false], ["n", { viewport: { width: 390, height: 844 } }, true]]) {
  const page = await Page.open(browser, server.url + "?lang=en&guide=quorum" + (dark ? "&theme=dark" : ""), opts);
  await shot(page, `ens-${name}-1`);
  if (name === "w") {
    await page.command("client1", "create /note one", "Created /note");
    await page.type("client1", ":hold s3 s2"); await page.tab.keyboard.press("Enter");
    await page.command("client1", "set /note two");
    await page.command("client2", "get /note", "one");
    const sel = await page.tab.$(".seen-by select"); await sel.select(await sel.evaluate(it => it.options[2].value));
    await shot(page, `ens-${name}-2`);
    await page.type("client1", ":crash s3"); await page.tab.keyboard.press("Enter");
    await new Promise(r => setTimeout(r, 6000));
    await shot(page, `ens-${name}-3`);
    await page.choose("s1", "Crash").catch(async (e) => { console.log(e.message); });
    await new Promise(r => setTimeout(r, 2000));
    await shot(page, `ens-${name}-4`);
    await (await page.find("button", page.names.actions("client1"))).click();
    await shot(page, `ens-${name}-5`);
  }
  console.log(page.complaints);
  await page.close();
}
await browser.close(); await server.close();

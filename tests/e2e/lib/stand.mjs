// What every test file needs: the built page on a server, and a browser.

import { after, before } from 'node:test';

import { launch } from './browser.mjs';
import { Page } from './page.mjs';
import { BUILT_PAGE, serve } from './server.mjs';

/** Sets up server and browser around the tests of a file. */
export function stand() {
  const stand = {
    /**
     * Opens the page with this query, as somebody does who has never been there, until the end of
     * the test.
     */
    async open(test, query, options) {
      const context = await stand.browser.createBrowserContext();
      test.after(() => context.close());
      return Page.open(context, stand.server.url + query, options);
    },
  };
  before(async () => {
    stand.server = await serve(BUILT_PAGE);
    stand.browser = await launch();
  });
  after(async () => {
    await stand.browser?.close();
    await stand.server?.close();
  });
  return stand;
}

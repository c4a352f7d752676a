// Finds and starts the browser, and listens to what it complains about.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import assert from 'node:assert/strict';

import puppeteer from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const ARGUMENTS = [
  // It only ever opens the page that we have just built, and the sandbox does not start for
  // root, nor in most containers.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Nothing that the browser would like to fetch for itself.
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

// A page that hangs is told of after this time; nothing that it is asked takes nearly as long.
const HUNG_MS = 30_000;

/** Starts a browser with a profile of its own. */
export async function launch() {
  return puppeteer.launch({
    executablePath: chromium(),
    headless: true,
    args: ARGUMENTS,
    protocolTimeout: HUNG_MS,
  });
}

function chromium() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((it) => join(it, name))), ...PLACES];
  const found = candidates.find(isExecutable);
  assert.ok(found, 'no Chromium found; install one, or set CHROMIUM to the program');
  return found;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a tab complains about from now on: a list that grows. */
export function complaintsOf(tab) {
  const complaints = [];
  tab.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  tab.on('pageerror', (error) => complaints.push(`uncaught: ${error?.message ?? error}`));
  tab.on('requestfailed', (request) => {
    complaints.push(`failed request: ${request.url()} (${request.failure()?.errorText})`);
  });
  tab.on('response', (response) => {
    if (response.status() >= 400) {
      complaints.push(`status ${response.status()}: ${response.url()}`);
    }
  });
  return complaints;
}

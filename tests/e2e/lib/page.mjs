// The page as a person uses it: by names, by mouse and by keyboard.
//
// Everything is found by role and accessible name (names.mjs), nothing by class or id.

import assert from 'node:assert/strict';

import { complaintsOf } from './browser.mjs';
import { NAMES } from './names.mjs';
import { until } from './until.mjs';

export const CAST = ['master1', 'master2', 'worker1', 'worker2', 'client1'];

const DESKTOP = { width: 1440, height: 900 };

export class Page {
  /**
   * Opens the page in a new tab. `ready: false` does not wait for the program to start;
   * `slower` makes the processor so many times slower.
   */
  static async open(
    browser,
    url,
    { lang = 'en', viewport = DESKTOP, ready = true, slower = 1 } = {},
  ) {
    const tab = await browser.newPage();
    await tab.setViewport(viewport);
    if (slower > 1) {
      await tab.emulateCPUThrottling(slower);
    }
    const page = new Page(tab, NAMES[lang]);
    await tab.goto(url, { waitUntil: 'domcontentloaded' });
    if (ready) {
      await page.ready();
    }
    return page;
  }

  constructor(tab, names) {
    this.tab = tab;
    this.names = names;
    this.complaints = complaintsOf(tab);
  }

  /** Waits until the program has taken over from the static shell: a console or the chart. */
  async ready() {
    await until(async () => {
      if (await this.look('region', this.names.chart)) return true;
      for (const process of CAST) {
        if (await this.lookForInput(process)) return true;
      }
      return false;
    }, 'the page to show a console or the chart');
  }

  async close() {
    await this.tab.close();
  }

  /** Fails if the browser had anything to complain about. */
  assertNoComplaints() {
    assert.deepEqual(this.complaints, []);
  }

  /** Waits until what has just been done can be seen. */
  async painted() {
    await this.tab.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
  }

  // Finding.

  /** The element of this role and name, as soon as it is there. */
  async find(role, name, within = this.tab) {
    return until(
      () => this.look(role, name, within),
      `a ${role} named "${name}"`,
    );
  }

  /** The element of this role and name, or null if there is none now. */
  async look(role, name, within = this.tab) {
    const named = name === undefined ? '' : `[name="${name}"]`;
    return within.$(`::-p-aria(${named}[role="${role}"])`);
  }

  async region(process) {
    return this.find('region', process);
  }

  async input(process) {
    const name = this.names.command(process);
    return until(() => this.lookForInput(process), `an input named "${name}"`);
  }

  async lookForInput(process) {
    const name = this.names.command(process);
    return (await this.look('combobox', name)) ?? (await this.look('textbox', name));
  }

  async log(process) {
    return this.find('log', this.names.output(process));
  }

  async timer() {
    return this.find('timer', this.names.virtualTime);
  }

  /** The accessible names of all that is named within a part of the page. */
  async labels(part) {
    return part.evaluate((it) =>
      [...it.querySelectorAll('[aria-label]')].map((item) => item.getAttribute('aria-label')),
    );
  }

  // Consoles.

  /** The lines of a console's output, prompts and typed commands included. */
  async lines(process) {
    return (await this.log(process)).evaluate((log) => {
      const items = log.querySelectorAll('li, [role="listitem"]');
      const rows = items.length > 0 ? [...items] : [...log.children];
      return rows.flatMap((row) => row.textContent.split('\n'));
    });
  }

  /** Types a line and sends it; what comes of it is not waited for. */
  async enter(process, line) {
    await this.type(process, line);
    await this.tab.keyboard.press('Enter');
  }

  /** What is typed but not yet sent. */
  async draft(process) {
    return (await this.input(process)).evaluate((input) => input.value);
  }

  /** Types into a console, without Enter. */
  async type(process, text) {
    await (await this.input(process)).click();
    await this.tab.keyboard.type(text);
  }

  /**
   * Types a command and waits for its reply: each of `replies` must be a whole line of what
   * the console says from then on, or match it. Returns what the console said.
   */
  async command(process, line, ...replies) {
    const before = (await this.lines(process)).length;
    await this.enter(process, line);
    return this.says(process, replies, before);
  }

  /** Waits until the console has said all of these lines after its first `before` ones. */
  async says(process, replies, before = 0) {
    let said = [];
    await until(
      async () => {
        said = (await this.lines(process)).slice(before);
        return replies.every((reply) => said.some((line) => matches(line, reply)));
      },
      () => `${process} to say ${replies.join(' and ')}; it said\n${said.join('\n')}`,
    );
    return said;
  }

  /** Chooses from the actions menu of a process. */
  async choose(process, item) {
    await (await this.openActions(process, item)).click();
  }

  /** Opens the actions menu of a process and gives the item, not yet chosen. */
  async openActions(process, item) {
    await (await this.find('button', this.names.actions(process))).click();
    return this.find('menuitem', item);
  }

  /** Shows what the tab of this name stands for. */
  async show(tab) {
    await (await this.find('tab', tab)).click();
    await this.painted();
  }

  // Servers.

  /** What the strip says of a server, as in `s2: follower, zxid 0x100000004, 1 behind, 1 clients`. */
  async server(name) {
    const strip = await this.find('region', this.names.ensemble);
    const told = await strip.$$eval('li', (items) => items.map((it) => it.innerText));
    return told.map((it) => it.split('\n')[0]).find((it) => it.startsWith(name)) ?? '';
  }

  /** What the strip says of the quorum. */
  async quorum() {
    const strip = await this.find('region', this.names.ensemble);
    const status = await this.find('status', undefined, strip);
    return status.evaluate((it) => it.innerText.replace(/\s+/gu, ' ').trim());
  }

  /** What the live checks have found, in full. */
  async monitors() {
    const list = await this.find('list', this.names.monitors);
    return list.$$eval('li', (items) => items.map((it) => it.ariaLabel));
  }

  // Time.

  async press(button) {
    await (await this.find('button', button)).click();
  }

  async isPlaying() {
    return (await this.look('button', this.names.pause)) !== null;
  }

  async pause() {
    if (await this.isPlaying()) {
      await this.press(this.names.pause);
      await this.find('button', this.names.play);
    }
  }

  async play() {
    if (!(await this.isPlaying())) {
      await this.press(this.names.play);
      await this.find('button', this.names.pause);
    }
  }

  /** Sets the clock to its fastest. */
  async hurry() {
    const speed = await this.find('combobox', this.names.speed);
    await speed.select(await speed.evaluate((it) => it.options[it.options.length - 1].value));
  }

  /** The virtual time in milliseconds. */
  async time() {
    return milliseconds(await (await this.timer()).evaluate((timer) => timer.textContent));
  }

  // The timeline.

  /** Where the run stands, in words: the time, which event, and what it was. */
  async moment() {
    const slider = await this.find('slider', this.names.moment);
    return slider.evaluate((it) => it.getAttribute('aria-valuetext'));
  }

  /** Drags the slider to a place, from 0 to 1. */
  async drag(place) {
    const slider = await this.find('slider', this.names.moment);
    const [box, at] = [await slider.boundingBox(), await slider.evaluate((it) => it.value / it.max)];
    // The thumb is 16 pixels wide.
    const x = (it) => box.x + 8 + it * (box.width - 16);
    const y = box.y + box.height / 2;
    await this.tab.mouse.move(x(at), y);
    await this.tab.mouse.down();
    await this.tab.mouse.move(x(place), y, { steps: 12 });
    await this.tab.mouse.up();
    await this.painted();
  }

  /**
   * Brings the slider to `count` places by chance; each wait in ms, least first, from the
   * slider's movement to the page that has been drawn.
   */
  async seekAnywhere(count) {
    const slider = await this.find('slider', this.names.moment);
    return slider.evaluate(async (it, count) => {
      const waits = [];
      let chance = 7;
      for (let n = 0; n < count; n += 1) {
        chance = (chance * 1103515245 + 12345) % 2147483648;
        await new Promise(requestAnimationFrame);
        const begun = performance.now();
        it.value = String(Math.floor((chance / 2147483648) * Number(it.max)));
        it.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // The frame is drawn before the next task begins.
        await new Promise((resolve) => setTimeout(resolve, 0));
        waits.push(performance.now() - begun);
      }
      return waits.sort((a, b) => a - b);
    }, count);
  }

  /** The names of all branches, the shown one's with a star. */
  async branches() {
    const list = await this.look('list', this.names.branches);
    if (!list) return [];
    return list.$$eval('li', (items) =>
      items.map((it) => {
        const field = it.querySelector('input');
        return field ? `${field.value}*` : it.querySelector('button').innerText.trim();
      }),
    );
  }

  /** The link to the run as it stands, from the panel that shares it. */
  async link() {
    await this.press(this.names.share);
    const field = await this.find('textbox', this.names.link);
    const link = await field.evaluate((it) => it.value);
    await this.press(this.names.share);
    return link;
  }

  // Tree and events.

  /**
   * The names of the rows of the tree. Each begins with the znode's path; a znode that has just
   * gone is shown for a while, and its name says so.
   */
  async znodes() {
    const tree = await this.find('tree', this.names.znodes);
    return tree.evaluate((tree) =>
      [...tree.querySelectorAll('[role="treeitem"]')].map(
        (item) => item.getAttribute('aria-label') ?? item.innerText.split('\n')[0],
      ),
    );
  }

  /** The paths of the znodes that the tree shows and that are there. */
  async paths() {
    const words = (await this.znodes()).map((name) => name.split(/[,，]\s*/u));
    return words.filter((it) => !it.includes(this.names.removed)).map(([path]) => path);
  }

  /** The rows of the event log, as text, oldest first. */
  async events() {
    const rows = await this.eventRows();
    return Promise.all(rows.map((row) => row.evaluate(textOf)));
  }

  async eventRows() {
    const region = await this.find('region', this.names.events);
    return region.$$('li, [role="row"], [role="option"], [role="listitem"]');
  }

  /** Selects the newest event that matches and reads it, with the reason why it happened. */
  async why(pattern) {
    const row = await until(
      async () => {
        const rows = await this.eventRows();
        const texts = await Promise.all(rows.map((it) => it.evaluate(textOf)));
        return rows[texts.findLastIndex((text) => pattern.test(text))];
      },
      async () => `an event that matches ${pattern}; there are\n${(await this.events()).join('\n')}`,
    );
    await ((await row.$('button')) ?? row).click();
    return row.evaluate(textOf);
  }

  // Measuring, in the page itself, so that nothing between us and it is measured with it.

  /**
   * From the next key press or click until the console says the line. Ask before pressing,
   * wait after it. Gives wall and virtual milliseconds of both moments, and the text of
   * `panel` at the first.
   */
  async stopwatch({ start, process, line, panel = process }) {
    const log = await this.log(process);
    const timer = await this.timer();
    const region = await this.region(panel);
    await this.tab.evaluate(
      (log, timer, region, start, line) => {
        window.stopwatch = new Promise((resolve) => {
          const before = log.textContent.length;
          const reading = {};
          const begin = (event) => {
            if (start.key && event.key !== start.key) return;
            // The moment of the press itself, before the page had heard of it.
            reading.wallStart = event.timeStamp;
            reading.timeStart = timer.textContent;
            reading.panel = region.innerText;
            removeEventListener(start.event, begin, true);
          };
          addEventListener(start.event, begin, true);
          const observer = new MutationObserver(() => {
            if (!log.textContent.slice(before).includes(line)) return;
            observer.disconnect();
            resolve({ ...reading, wallEnd: performance.now(), timeEnd: timer.textContent });
          });
          observer.observe(log, { childList: true, subtree: true, characterData: true });
        });
      },
      log,
      timer,
      region,
      start,
      line,
    );
    return async () => {
      const reading = await this.tab.evaluate(() => window.stopwatch);
      return {
        wall: reading.wallEnd - reading.wallStart,
        start: milliseconds(reading.timeStart),
        end: milliseconds(reading.timeEnd),
        panel: reading.panel,
      };
    };
  }
}

/** Presses of a key, as a start of the stopwatch. */
export const keyPress = (key) => ({ event: 'keydown', key });

/** A click, as a start of the stopwatch. */
export const CLICK = { event: 'click' };

function matches(line, reply) {
  return reply instanceof RegExp ? reply.test(line) : line.trimEnd() === reply;
}

function textOf(element) {
  return element.innerText.replace(/\s+/gu, ' ').trim();
}

/** `00:08.240`, or with hours in front, as milliseconds. */
export function milliseconds(text) {
  const found = /(?:(\d+):)?(\d+):(\d+)(?:\.(\d+))?/u.exec(text);
  assert.ok(found, `no time in "${text}"`);
  const [, hours = '0', minutes, seconds, fraction = '0'] = found;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}

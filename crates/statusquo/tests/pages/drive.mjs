// Runs one case against a lab: node drive.mjs CASE, with what it needs to know as JSON in the environment. Its last word is
// "seen"; what it finds wrong it names, all of it, and fails.

import { Browser } from "./browser.mjs";
import * as opening from "./opening.mjs";
import * as happening from "./happening.mjs";
import * as pasting from "./pasting.mjs";
import * as following from "./following.mjs";
import * as looking from "./looking.mjs";
import * as hostile from "./hostile.mjs";
import * as scriptless from "./scriptless.mjs";

const given = JSON.parse(process.env.STATUSQUO_PAGES);
const name = process.argv[2];
const run = { ...opening, ...happening, ...pasting, ...following, ...looking, ...hostile, ...scriptless }[name];
if (!run) throw new Error(`there is no case ${name}`);

const faults = [];
const browser = await Browser.start(given.chromium);
try {
  await run({
    ...given,
    browser,
    at: (path) => given.base + path,
    /** Notes what is not as it should be, and goes on. */
    expect(isWell, sentence) {
      if (!isWell) faults.push(sentence);
      return isWell;
    },
    /** Does something for each of many on a few pages at a time; what fails for one does not keep the others from it. */
    async each(all, act, pages = 2) {
      const queue = [...all];
      const one = async () => {
        const page = await browser.page();
        for (let next; (next = queue.shift()) !== undefined; ) {
          await act(page, next).catch((error) => faults.push(`${JSON.stringify(next)}: ${error.message}`));
        }
        await page.close();
      };
      await Promise.all(Array.from({ length: pages }, one));
    },
  });
} catch (error) {
  faults.push(error.stack);
} finally {
  await browser.stop();
}
// What is wrong with every page need not be said of each.
for (const fault of faults.slice(0, 24)) console.log(`- ${fault}`);
if (faults.length > 24) console.log(`- and ${faults.length - 24} more`);
if (faults.length === 0) console.log("seen");
process.exitCode = faults.length === 0 ? 0 : 1;

// "Make it happen", by clicking: it is that very code, it went over that version, and the question that decided leads to it.

/** What is made to happen in every run besides the codes of the first page: some of each kind, and other versions. */
const SAMPLE = [
  [102, "HTTP/1.1"], [103, "HTTP/2"], [103, "HTTP/3"], [206, "HTTP/1.1"], [207, "HTTP/1.1"], [308, "HTTP/2"], [402, "HTTP/1.1"],
  [404, "HTTP/2"], [409, "HTTP/3"], [412, "HTTP/1.1"], [415, "HTTP/3"], [418, "HTTP/1.1"], [421, "HTTP/2"], [424, "HTTP/1.1"],
  [431, "HTTP/1.1"], [451, "HTTP/1.1"], [508, "HTTP/1.1"], [511, "HTTP/1.1"],
];

/** In the panel, or by the button of a cause, if that is named by its number. */
async function make(world, page, [code, version, cause]) {
  const { at, expect } = world;
  const place = cause ? `#cause-${cause}` : ".happen";
  await page.open(at(`/${code}`));
  if (!cause) await page.click(`.happen input[value="${version}"]`);
  await page.click(`${place} form button`);
  await page.until((place) => {
    const it = document.querySelector(place);
    return it.querySelector(".told").textContent.startsWith("It ") && !it.hasAttribute("aria-busy");
  }, place);
  const found = await page.run((place) => {
    const it = document.querySelector(place);
    const text = (selector) => it.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      told: text(".told"), because: text(".told .because"), rows: it.querySelectorAll(".timeline li").length,
      coded: [...it.querySelectorAll(".timeline .in .label")].map((label) => label.textContent),
      sequence: text(".happened .sequence svg"), wire: text(".happened .exchange"), lit: it.querySelectorAll(".happened .diagram .lit").length,
      deciding: text(".happened .deciding"), question: it.querySelector(".happened .deciding a")?.getAttribute("href"),
    };
  }, place);
  const name = cause ? `cause ${cause} of ${code}` : `${code} over ${version}`;
  if (!expect(found.told.startsWith(`It happened: ${code} `) && found.told.includes(` over ${version}.`), `${name}: "${found.told}"`)) return;
  expect(found.rows >= 2, `${name}: ${found.rows} rows of the time line`);
  const inside = found.coded.some((label) => label.includes("207"));
  expect(inside || found.coded.some((label) => label.includes(`${code}`)), `${name}: its time line has ${found.coded.join(", ")}`);
  expect(found.wire.includes(`${code}`) && (inside || found.sequence.includes(`${code}`)), `${name}: its bytes or its diagram lack it`);
  expect(found.lit > 0, `${name}: no way is lit`);
  const asked = found.because.match(/^Decided by: (.+) (?:yes|no)\. \(.+\)$/)?.[1];
  expect(asked && found.deciding.includes(asked), `${name}: told "${found.because}", shown "${found.deciding}"`);
  const question = found.question && (await (await fetch(at(found.question), { headers: { Accept: "text/html" } })).text());
  expect(question?.includes(`href="/${code}"`), `${name}: ${found.question} does not lead to it`);
  expect(page.wrong.length === 0, `${name}: ${page.wrong.join("; ")}`);
}

export async function makeCodesHappen(world) {
  const page = world.codes.filter(({ page }) => page).map(({ code }) => [code, "HTTP/1.1"]);
  world.expect(page.length === 21, `the first page has ${page.length}`);
  await world.each([...page, ...SAMPLE], (page, one) => make(world, page, one), 3);
}

export async function makeEveryCodeHappen(world) {
  const all = world.codes.flatMap(({ code, versions }) => versions.map((version) => [code, version]));
  world.expect(all.length > 150, `there are ${all.length}`);
  await world.each(all, (page, one) => make(world, page, one), 4);
}

/** Each at its own button: what is told of it stands below it, and nowhere else, and is not hidden by more than one click. */
export async function makeCausesHappen(world) {
  const all = world.codes.flatMap(({ code, page, causes }) => (page || code === 409 ? causes.map((cause) => [code, "HTTP/1.1", cause]) : []));
  const few = all.filter(([code], at) => code === 409 || code !== all[at + 1]?.[0]);
  world.expect(few.some(([code]) => code === 409), "409 has no cause to press");
  await world.each(few, (page, one) => make(world, page, one), 3);
  const [code, , cause] = few.find(([code]) => code === 409);
  const page = await world.browser.page();
  await page.open(world.at(`/${code}`));
  const [name, text] = await page.run((own) => {
    const named = document.querySelector(`${own} button`).getAttribute("aria-labelledby").split(" ");
    return [named.map((id) => document.getElementById(id).textContent).join(" "), document.querySelector(`${own} p`).textContent];
  }, `#cause-${cause}`);
  world.expect(name === `Make it happen ${text}`, `the button is called "${name}"`);
  await page.run((own) => document.querySelector(`${own} button`).focus(), `#cause-${cause}`);
  await press(page, "Enter", 13, "\r");
  await page.until((own) => document.querySelector(`${own}:not([aria-busy]) .told`)?.textContent.startsWith("It happened: 409 "), `#cause-${cause}`);
  const where = await page.run((own) => ({
    told: [...document.querySelectorAll(".told")].filter((told) => told.textContent).length,
    focused: document.activeElement.matches(`${own} button`),
    held: document.querySelectorAll("[aria-disabled]").length,
    inSight: document.querySelector(`${own} summary`).getBoundingClientRect().bottom <= innerHeight,
  }), `#cause-${cause}`);
  world.expect(where.told === 1 && where.focused && where.held === 0 && where.inSight, `afterwards ${JSON.stringify(where)}`);
  await page.click(`#cause-${cause} summary`);
  await page.until((own) => document.querySelector(`${own} .happened svg`).checkVisibility(), `#cause-${cause}`);
  world.expect(page.wrong.length === 0, page.wrong.join("; "));
}

/** Every cause that has a button, as its form asks for it. */
export async function makeEveryCauseHappen({ at, codes, each, expect }) {
  const all = codes.flatMap(({ code, causes }) => causes.map((cause) => [code, cause]));
  expect(all.length > 0, "there are no causes");
  // As many as there are places: one is free again just after its answer has ended.
  await each(all, async (_, [code, cause]) => {
    const body = new URLSearchParams({ version: "HTTP/1.1", cause });
    const ask = () => fetch(at(`/${code}/happen`), { method: "POST", body, headers: { Accept: "text/event-stream" } });
    let answer = await ask();
    for (let again = 0; answer.status === 503 && again < 100; again++) {
      await new Promise((go) => setTimeout(go, 50));
      answer = await ask();
    }
    const text = await answer.text();
    const result = text.match(/^event: result\ndata: (.+)$/m);
    const data = result && JSON.parse(result[1]);
    expect(data?.code === code && data?.cause === cause && data?.why, `cause ${cause} of ${code}: ${answer.status} ${text.slice(-300)}`);
  }, 4);
}

async function press(page, key, code, text) {
  await page.ask("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, windowsVirtualKeyCode: code, text });
  await page.ask("Input.dispatchKeyEvent", { type: "keyUp", key, code: key, windowsVirtualKeyCode: code });
}

/** With the keyboard alone, and told to those who hear the page. */
export async function makeOneHappenByKeyboard({ at, browser, expect }) {
  const page = await browser.page();
  await page.open(at("/404"));
  await page.run("document.querySelector('.happen input:checked').focus()");
  await press(page, "ArrowRight", 39);
  await press(page, "Tab", 9);
  expect(await page.run("document.activeElement.matches('.happen button')"), "the button does not follow the choice");
  await press(page, "Enter", 13, "\r");
  await page.until("document.querySelector('.told').textContent.startsWith('It happened: 404 Not Found over HTTP/2.')");
  expect(await page.run("document.activeElement.matches('.happen button')"), "the button has lost the focus");
  expect(await page.run("document.querySelector('.told').role === 'status'"), "it is not told");
  expect(page.wrong.length === 0, page.wrong.join("; "));
}

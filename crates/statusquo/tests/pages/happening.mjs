// "Make it happen", by clicking: it is that very code, it went over that version, and the question that decided leads to it.

/** What is made to happen in every run besides the codes of the first page: some of each kind, and other versions. */
const SAMPLE = [
  [102, "HTTP/1.1"], [103, "HTTP/2"], [103, "HTTP/3"], [206, "HTTP/1.1"], [207, "HTTP/1.1"], [308, "HTTP/2"], [402, "HTTP/1.1"],
  [404, "HTTP/2"], [409, "HTTP/3"], [412, "HTTP/1.1"], [415, "HTTP/3"], [418, "HTTP/1.1"], [421, "HTTP/2"], [424, "HTTP/1.1"],
  [431, "HTTP/1.1"], [451, "HTTP/1.1"], [508, "HTTP/1.1"], [511, "HTTP/1.1"],
];

async function make(world, page, [code, version]) {
  const { at, expect } = world;
  await page.open(at(`/${code}`));
  await page.click(`.happen input[value="${version}"]`);
  await page.click(".happen form button");
  await page.until("document.querySelector('.told').textContent.startsWith('It ') && !document.querySelector('.happen').hasAttribute('aria-busy')");
  const found = await page.run(() => {
    const text = (selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      told: text(".told"), because: text(".told .because"), rows: document.querySelectorAll(".timeline li").length,
      coded: [...document.querySelectorAll(".timeline .in .label")].map((label) => label.textContent),
      sequence: text(".happened .sequence svg"), wire: text(".happened .exchange"), lit: document.querySelectorAll(".happened .diagram .lit").length,
      deciding: text(".happened .deciding"), question: document.querySelector(".happened .deciding a")?.getAttribute("href"),
    };
  });
  const name = `${code} over ${version}`;
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

/** With the keyboard alone, and told to those who hear the page. */
export async function makeOneHappenByKeyboard({ at, browser, expect }) {
  const page = await browser.page();
  await page.open(at("/404"));
  await page.run("document.querySelector('.happen input:checked').focus()");
  const press = async (key, code, text) => {
    await page.ask("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, windowsVirtualKeyCode: code, text });
    await page.ask("Input.dispatchKeyEvent", { type: "keyUp", key, code: key, windowsVirtualKeyCode: code });
  };
  await press("ArrowRight", 39);
  await press("Tab", 9);
  expect(await page.run("document.activeElement.matches('.happen button')"), "the button does not follow the choice");
  await press("Enter", 13, "\r");
  await page.until("document.querySelector('.told').textContent.startsWith('It happened: 404 Not Found over HTTP/2.')");
  expect(await page.run("document.activeElement.matches('.happen button')"), "the button has lost the focus");
  expect(await page.run("document.querySelector('.told').role === 'status'"), "it is not told");
  expect(page.wrong.length === 0, page.wrong.join("; "));
}

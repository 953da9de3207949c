// The journal follows what others ask, shows what it is asked to, and leads to each exchange in full.

import { request } from "node:http";

/** Asks as curl does, on a connection of its own; the code. */
function ask(url, method = "GET", headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent: false, headers: { "User-Agent": "curl/8.0", Accept: "*/*", ...headers } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    asked.on("error", reject).end();
  });
}

/** The requests of the rows, newest first, each with its code. */
const ROWS = "[...document.querySelectorAll('table.passed tbody tr')].map((row) => row.querySelector('.request').textContent.trim() + ' ' + row.querySelector('.codes').textContent.trim())";

export async function followOthers({ at, browser, expect }) {
  const page = await browser.page();
  await page.open(at("/_/"));
  await page.until("document.querySelector('.live').textContent.startsWith('Following')");
  expect((await page.run(ROWS)).length === 0, "there are rows before anything passed");
  await ask(at("/lab/documents/welcome?from=outside"));
  await page.until((target) => document.querySelector("table.passed tbody tr .request")?.textContent.includes(target), "/lab/documents/welcome?from=outside");
  for (const target of ["/lab/documents/nowhere", "/lab/vault"]) await ask(at(target));
  await ask(at("/lab/documents/welcome"), "POST");
  await page.until("document.querySelectorAll('table.passed tbody tr').length === 4");
  const rows = await page.run(ROWS);
  const wanted = ["POST /lab/documents/welcome 405", "GET /lab/vault 401", "GET /lab/documents/nowhere 404", "GET /lab/documents/welcome?from=outside 200"];
  expect(`${rows}` === `${wanted}`, `the rows are ${rows.join(", ")}`);
  expect((await page.text("table.passed tbody tr .why")).length > 10, "the first row does not say why");

  await page.click(".following .quiet-button");
  await ask(at("/lab/divide?by=0"));
  await page.until("[...document.querySelectorAll('.following button')].some((button) => button.textContent === 'Show 1 new' && !button.hidden)");
  expect((await page.run(ROWS)).length === 4, "a row came while it was paused");
  await page.click(".following .quiet-button");
  await page.until("document.querySelectorAll('table.passed tbody tr').length === 5");

  await page.click("#filter");
  await page.type("4xx -POST");
  await page.until("document.querySelectorAll('table.passed tbody tr').length === 2");
  expect((await page.run("location.search")).includes("filter=4xx"), "the address does not say the filter");
  await ask(at("/lab/documents/welcome"));
  await ask(at("/lab/documents/lost"));
  await page.until("document.querySelectorAll('table.passed tbody tr').length === 3");
  expect((await page.run(ROWS))[0] === "GET /lab/documents/lost 404", `filtered: ${await page.run(ROWS)}`);

  const har = await (await fetch(await page.run("document.querySelector('a.har').href"))).json();
  expect(har.log?.version === "1.2" && har.log.entries.length === 3, `the HAR has ${har.log?.entries?.length} entries of ${har.log?.version}`);
  await page.leads("one exchange", () => page.click("table.passed tbody tr a"));
  const shown = await page.text("main");
  expect(shown.includes("/lab/documents/lost") && shown.includes("404"), `the exchange shows ${shown.slice(0, 300)}`);
  expect(page.wrong.length === 0, page.wrong.join("; "));

  // As many that follow as a browser has connections to a server, and one more: those that nobody looks at hold none.
  const many = [];
  for (let count = 0; count < 7; count++) {
    const other = await browser.page();
    await other.open(at("/_/"));
    many.push(other);
  }
  await ask(at("/lab/teapot"));
  const [first, ...others] = many;
  for (const other of others) await other.close();
  await first.ask("Page.bringToFront");
  await first.until("document.querySelector('table.passed tbody tr .request')?.textContent.includes('/lab/teapot')");
  expect(first.wrong.length === 0, first.wrong.join("; "));
}

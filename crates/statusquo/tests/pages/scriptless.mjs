// Without script everything that can be asked of a page can still be asked.

export async function useThemWithoutScript({ at, browser, expect }) {
  const page = await browser.page();
  await page.scripts(false);
  const says = async (what, ...words) => {
    const text = await page.text("main");
    for (const word of words) expect(text.includes(word), `${what} does not say "${word}": ${text.slice(0, 200)}`);
    expect(page.wrong.length === 0, `${what}: ${page.wrong.join("; ")}`);
  };
  await page.open(at("/"));
  await says("the first page", "caused and explained", "409", "The lab");

  await page.click("#q");
  await page.type("already taken");
  await page.leads("what was found", () => page.click("form.find button"));
  await says("what was found", "409");

  await page.open(at("/"));
  await page.click("details.paste summary");
  await page.click("#pasted");
  await page.type("HTTP/1.1 405 Method Not Allowed\nDate: Sun, 06 Nov 1994 08:49:37 GMT\n\n");
  await page.leads("what is wrong with it", () => page.click("details.paste form button"));
  await says("what is wrong with it", "there is no Allow");

  await page.open(at("/decision"));
  await page.leads("what if", () => page.click("#head-in-time a.turn-it"));
  await says("what if", "Then it is 408 Request Timeout");

  await page.open(at("/409"));
  await page.click('.happen input[value="HTTP/2"]');
  await page.leads("it happens", () => page.click(".happen form button"));
  await says("it happens", "just now", "Decided by: ", "409");
  expect((await page.run("document.querySelectorAll('.happened .lit').length")) > 0, "no way is lit");

  await page.open(at("/409"));
  const cause = await page.text(".causes li:has(form) > p");
  await page.leads("it happens for a cause", () => page.click(".causes form button"));
  await says("it happens for a cause", "just now", `For this cause: ${cause}`, "Decided by: ", "The causes of 409");
  await page.leads("the cause again", () => page.click('main a[href*="#cause-"]'));
  expect((await page.text(":target > p")) === cause, "the way back does not lead to the cause");

  await fetch(at("/lab/documents/nowhere"), { headers: { Accept: "application/json" } });
  await page.open(at("/_/"));
  await page.click("#filter");
  await page.type("404");
  await page.leads("the filtered journal", () => page.click("form.sieve button"));
  await says("the filtered journal", "/lab/documents/nowhere");
  await page.leads("one exchange", () => page.click("table.passed tbody a"));
  await says("one exchange", "/lab/documents/nowhere", "404");
  await page.open(at("/_/"));
  await page.leads("maintenance", () => page.click(".maintenance button"));
  await page.open(at("/_/"));
  await says("maintenance", "closed for maintenance");
}

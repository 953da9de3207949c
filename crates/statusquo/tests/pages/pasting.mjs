// The box on the first page: ten answers, each with one fault of a kind of its own, and what is to be said of it.

const DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT";

/** An answer, and then the duty that it breaks, what shows that, and where the duty is written. */
const ANSWERS = [
  [["405 Method Not Allowed", DATE, "Content-Length: 2"], "Carry Allow", "there is no Allow", "RFC 9110 §15.5.6"],
  [["401 Unauthorized", DATE, "Content-Length: 2"], "Carry WWW-Authenticate", "there is no WWW-Authenticate", "RFC 9110 §15.5.2"],
  [["204 No Content", DATE, "Content-Length: 0"], "Carry no Content-Length", "Content-Length: 0 at byte", "RFC 9110 §8.6"],
  [["206 Partial Content", DATE, "Content-Length: 2"], "Content-Range", "there is no Content-Range", "RFC 9110 §15.3.7.1"],
  [["301 Moved Permanently", DATE, "Content-Length: 2"], "Give the new address in Location", "there is no Location", "RFC 9110 §15.4.2"],
  [["200 OK", DATE, "Content-Length: 2", "Transfer-Encoding: chunked"], "no Content-Length beside", "Content-Length: 2", "RFC 9112 §6.2"],
  [["200 OK", DATE, "Content-Length: 2", "Content-Length: 3"], "in one line only", "Content-Length is there more than once", "RFC 9110 §5.3"],
  [["200 OK", DATE, "Server : x", "Content-Length: 2"], "no white space between", "Server : x at byte", "RFC 9112 §5.1"],
  [["200 OK", "Date: 1994-11-06T08:49:37Z", "Content-Length: 2"], "IMF-fixdate", "Date: 1994-11-06T08:49:37Z", "RFC 9110 §5.6.7"],
  [["503 Service Unavailable", DATE, "Retry-After: soon", "Content-Length: 2"], "Write Retry-After", "soon at byte", "RFC 9110 §10.2.3"],
];

async function paste(page, at, answer) {
  await page.open(at("/"));
  if (!(await page.run("document.querySelector('details.paste').open"))) await page.click("details.paste summary");
  await page.click("#pasted");
  await page.type(answer);
  await page.leads("what is wrong with it", () => page.click("details.paste form button"));
}

export async function pasteTenAnswers({ at, browser, expect }) {
  const page = await browser.page();
  for (const [[status, ...fields], duty, evidence, section] of ANSWERS) {
    const content = status.startsWith("204") ? "" : fields.at(-1).endsWith("chunked") ? "2\nno\n0\n\n" : "no";
    await paste(page, at, `HTTP/1.1 ${[status, ...fields].join("\n")}\n\n${content}`);
    const broken = await page.run(() => {
      const title = [...document.querySelectorAll(".judged h3")].find((heading) => heading.textContent === "Broken");
      const items = title?.nextElementSibling.querySelectorAll("li") ?? [];
      return [...items].map((item) => item.textContent.replace(/\s+/g, " "));
    });
    const name = `${status} with ${fields.join(", ")}`;
    expect(broken.length === 1, `${name}: ${broken.length} faults are named: ${broken.join(" | ")}`);
    for (const words of [duty, evidence, section]) expect(broken[0]?.includes(words), `${name}: not "${words}" but "${broken[0]}"`);
    expect((await page.text(".judged h2")).includes(status), `${name}: the heading is ${await page.text(".judged h2")}`);
    expect(page.wrong.length === 0, `${name}: ${page.wrong.join("; ")}`);
  }
  await paste(page, at, `HTTP/1.1 200 OK\n${DATE}\nContent-Length: 2\n\nhi`);
  const said = await page.text(".judged");
  expect(said.includes("Nothing is broken") && !(await page.run("document.querySelector('.judged h3')?.textContent === 'Broken'")), `a good one: ${said}`);
}

// Every page opens: nothing complains, it has a heading, it is no larger than promised, and it is not wider than a telephone.

/** The most octets of a page before compression. */
const LARGEST = 100_000;

/** One of every kind, besides those of the codes. */
const OTHERS = [
  "/", "/decision", "/decision?turn=3,40", `/decision?turn=${Array.from({ length: 117 }, (_, at) => 117 - at)}`, "/find?q=already%20taken", "/find?q=xyzzy", "/find?q=999", "/compare/401-403-404",
  "/1xx", "/4xx", "/218", "/_/", "/_/?filter=4xx", "/_/exchanges/1", "/legacy", "/lab/documents/nowhere", "/nowhere", "/lab/form",
];

export async function openEveryPage({ at, codes, browser, each, expect }) {
  // So that the journal has something to show.
  await fetch(at("/lab/documents/nowhere"), { headers: { Accept: "application/json" } });
  const first = await browser.page();
  await first.open(at("/decision"));
  const questions = await first.run("[...document.querySelectorAll('ol.rows > li > a')].map((link) => link.getAttribute('href'))");
  await first.close();
  expect(questions.length > 100, `the table has ${questions.length} questions`);
  // Some of the questions' pages, which are all made alike.
  const some = questions.filter((_, at) => at % 12 === 0);
  const paths = [...OTHERS, ...codes.map(({ code }) => `/${code}`), ...some];
  await each(paths, async (page, path) => {
    await page.look({ width: 360, height: 740 });
    await page.open(at(path));
    // A moment later, what scripts did is there.
    const found = await page.run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      // What is folded away has to fit as well.
      for (const details of document.querySelectorAll("details")) details.open = true;
      const wide = document.documentElement.scrollWidth;
      const room = document.documentElement.clientWidth;
      const outside = [...document.body.querySelectorAll("*")].filter((element) => {
        for (let up = element.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return false;
        return element.getBoundingClientRect().right > room + 1;
      });
      return {
        headings: document.querySelectorAll("h1").length, title: document.title, wide, room,
        outside: wide > room ? outside.slice(0, 3).map((element) => element.outerHTML.slice(0, 100)) : [],
        code: document.querySelector(".plate .line .code")?.textContent,
        offered: [...document.querySelectorAll(".happen input[name=version]:not(:disabled)")].map((input) => input.value),
      };
    });
    expect(found.headings === 1 && found.title, `${path} has ${found.headings} headings of the first kind, and the title "${found.title}"`);
    expect(found.wide <= found.room, `${path} is ${found.wide} wide where there is room for ${found.room}: ${found.outside.join(" ")}`);
    if (/^\/\d{3}$/.test(path)) {
      expect(found.code === path.slice(1), `${path} shows ${found.code}`);
      // What a version does not have cannot be chosen; what has no cause cannot be asked for.
      const versions = codes.find(({ code }) => `/${code}` === path)?.versions ?? [];
      expect(`${found.offered}` === `${versions}`, `${path} is offered over ${found.offered}, and there is ${versions}`);
    }
    expect(page.wrong.length === 0, `${path}: ${page.wrong.join("; ")}`);
    const response = await fetch(at(path), { headers: { Accept: "text/html", "Accept-Encoding": "identity" } });
    const { byteLength } = await response.arrayBuffer();
    expect(response.headers.get("Content-Encoding") === null && byteLength > 500 && byteLength <= LARGEST, `${path} has ${byteLength} octets`);
    expect(response.headers.get("Content-Security-Policy")?.includes("default-src 'none'"), `${path} has no policy`);
  });
}

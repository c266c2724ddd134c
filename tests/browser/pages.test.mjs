// What is on the pages, and what they ask for.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PAGES, all, fromDisk, launch, open, seen, serve, texts, throughout } from "./browser.mjs";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser.close(), server.close()]));

for (const name of all) {
  describe(`the preview ${name}`, () => {
    for (const [file, heading] of Object.entries(PAGES)) {
      for (const from of ["disk", "a web server"]) {
        test(`${file} opens from ${from}, asks for nothing outside its folder and complains of nothing`, async () => {
          const page = await open(browser, from === "disk" ? fromDisk(name, file) : server.url(name, file));
          await throughout(page);
          assert.deepEqual(await texts(page, "h1"), [heading]);
          for (const asset of ["preview.css", "preview.js"]) {
            assert.ok(page.requests.some((url) => url.endsWith(`/${name}/${asset}`)), `${asset} is used`);
          }
          await page.done();
        });
      }
    }

    test("each page says which it is and leads to the others", async () => {
      const page = await open(browser, fromDisk(name, "index.html"));
      for (const [file, heading] of Object.entries(PAGES)) {
        await page.getByRole("navigation", { name: "Forhåndsvisningens sider" }).locator(`a[href="${file}"]`).click();
        assert.equal(new URL(page.url()).pathname.split("/").pop(), file);
        assert.match(await page.title(), new RegExp(`^${heading} – .+, forhåndsvisning$`));
        assert.equal(await page.locator("html").getAttribute("lang"), "da");
        assert.equal(await page.locator('nav [aria-current="page"]').getAttribute("href"), file);
        for (const landmark of ["banner", "main", "contentinfo"]) assert.equal(await page.getByRole(landmark).count(), 1, landmark);
      }
      await page.done();
    });

    test("headings go down a level at a time", async () => {
      for (const file of Object.keys(PAGES)) {
        const page = await open(browser, fromDisk(name, file));
        const levels = await page.locator("h1, h2, h3, h4").evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
        assert.equal(levels[0], 1);
        levels.slice(1).forEach((level, index) => assert.ok(level > 1 && level <= levels[index] + 1, `${file}: ${levels}`));
        await page.done();
      }
    });

    test("every link within the folder leads somewhere", async () => {
      const page = await open(browser, server.url(name, "index.html"));
      const addresses = new Set();
      for (const file of Object.keys(PAGES)) {
        await page.goto(server.url(name, file));
        for (const href of await page.locator("a").evaluateAll((links) => links.map((link) => link.href))) addresses.add(href);
      }
      const ids = new Map();
      for (const address of addresses) {
        const { pathname, hash } = new URL(address);
        if (!ids.has(pathname)) {
          const answer = await fetch(server.origin + pathname);
          assert.equal(answer.status, 200, address);
          const html = pathname.endsWith(".html") ? await answer.text() : "";
          ids.set(pathname, new Set([...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])));
        }
        // A tile without findings leads to the page, since there is no group to lead to.
        if (hash && !["#fejl", "#advarsler"].includes(hash)) assert.ok(ids.get(pathname).has(decodeURIComponent(hash.slice(1))), address);
      }
      await page.done();
    });

    test("without script everything is there to read", async () => {
      for (const file of Object.keys(PAGES)) {
        const page = await open(browser, fromDisk(name, file), { javaScriptEnabled: false });
        assert.equal(await page.locator(".filter").filter({ visible: true }).count(), 0, "nothing that does not work");
        const hidden = await page.locator("main :is(section, article, tbody, tr, li)").evaluateAll(
          (parts) => parts.filter((part) => !part.closest("details, .filter") && !part.checkVisibility()).length);
        assert.equal(hidden, 0, file);
        await page.done();
      }
    });
  });
}

describe("the nights of the small report", { skip: !all.includes("fejl") }, () => {
  const overview = async (name) => {
    const page = await open(browser, fromDisk(name, "index.html"));
    const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
    return { page, text, chapters: await seen(page.locator(".chapters > li")), causes: await seen(page.locator(".causes > li > p")) };
  };

  test("an export with errors leaves its figures and says whose chapter it is", async () => {
    const { page, text, chapters, causes } = await overview("fejl");
    assert.match(text, /^Overblik Rødt Udkastet er bygget med det, der er: 1 fejl skal rettes/);
    assert.match(text, /»Besøgslog« mangler eller kan ikke læses; 5 nøgletal er fra den \d+\. \w+ \d{4}\. Kapitler Besøg/);
    assert.match(chapters[0], /^Besøg Rødt lys Anders Bro .*»Besøgslog« mangler eller kan ikke læses/);
    assert.match(causes[0], /^»Besøgslog« mangler eller kan ikke læses; 5 nøgletal er fra den/);
    await page.goto(fromDisk("fejl", "sider.html"));
    assert.ok((await page.locator(".thumbs img, .sheet img").count()) > 3, "the report has pages");
    await page.done();
  });

  test("rows that have come in the night are told with the figures that they moved", async () => {
    const { page, causes } = await overview("aendret");
    assert.match(causes[0], /^log-2024\.csv: 3 → 4 rækker; 1 række er ny\./);
    assert.match((await seen(page.locator(".causes .moved li")))[0], /→/);
    await page.getByText("Hvor og hvad").first().click();
    assert.ok(await page.getByText("Nye: række 5 i log-2024.csv").isVisible());
    await page.done();
  });

  test("a bracket is told with its line, and the other chapter as usual", async () => {
    const { page, text, chapters } = await overview("parentes");
    assert.match(chapters[0], /^Besøg Rødt lys Anders Bro .*En parentes eller et tegn bliver ikke lukket\. lille\/besoeg\.typ:7/);
    assert.match(text, /Teksten i »Møder« er ændret: 1 afsnit har andre ord\./);
    await page.done();
  });

  test("the file for the mail is whole by itself", async () => {
    const page = await open(browser, new URL("../alt.html", fromDisk("parentes", "index.html")).href);
    assert.deepEqual(await texts(page, "h1"), ["Overblik", "Fejl og advarsler", "Sider", "Nøgletal"]);
    assert.equal(page.requests.filter((url) => !url.startsWith("data:")).length, 1, "it asks for nothing");
    await throughout(page);
    const broken = await page.locator("img").evaluateAll((all) => all.filter((image) => image.src && !image.naturalWidth).length);
    assert.equal(broken, 0);
    await page.done();
  });
});

describe("the small report", { skip: !all.includes("aendret") }, () => {
  test("the overview says what has changed and what is wrong", async () => {
    const page = await open(browser, fromDisk("aendret", "index.html"));
    assert.deepEqual(await texts(page, "h2"), [
      "Kapitler", "Hvad er sket", "Skal ses efter", "Ændrede nøgletal", "Ændrede sider", "Filer", "Om denne udgave", "Eksporter", "Hvad blev der af rækkerne?",
    ]);
    assert.match(await page.locator(".status").innerText(), /^Gult\s+Rapporten kan bygges/);
    assert.deepEqual(await texts(page, ".tiles a"), ["0 fejl", "1 advarsel", "4 ændrede nøgletal", "1 ændret side"]);
    const table = page.getByRole("table", { name: "Ændrede nøgletal: værdien før og nu" });
    assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), ["Nøgletal", "Før", "Nu", "Forskel", "Ændring"]);
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Besøg", exact: true }) });
    assert.deepEqual(await seen(row.getByRole("cell")), ["2", "3", "+1", "+50,0 %"]);
    const exports = page.getByRole("table", { name: "Filerne, som rapporten er lavet af" });
    assert.match(await exports.getByRole("row").nth(1).innerText(), /^Besøgslog\s+log-2024\.csv\s+4[^]*ændret$/);
    await page.done();
  });

  test("the figures are tables of chapters with headings for rows and columns", async () => {
    const page = await open(browser, fromDisk("aendret", "tal.html"), { javaScriptEnabled: false });
    assert.deepEqual(await texts(page, "h2"), ["Besøg", "Møder"]);
    const table = page.getByRole("table", { name: "Nøgletal: Besøg" });
    const columns = await table.getByRole("columnheader").allInnerTexts();
    assert.deepEqual([columns[0], ...columns.slice(2)], ["Nøgletal", "Nu", "Forskel", "Ændring"]);
    assert.deepEqual(await texts(page, "th[scope=row], th[scope=rowgroup]"), [
      "Besøg ændret", "Deltagere ændret", "Efter slags ændret", "Besøg", "Møde", "Efter note ændret",
      "<script>alert(1)</script>", "almindelig", "Møder på Ærø",
    ]);
    await page.done();
  });

  test("rows are still rows of a table where they look like cards", async () => {
    const page = await open(browser, fromDisk("aendret", "tal.html"), { viewport: { width: 360, height: 800 } });
    const table = page.getByRole("table", { name: "Nøgletal: Besøg" });
    assert.equal(await table.getByRole("columnheader").count(), 5);
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Besøg ændret" }) });
    assert.deepEqual(await seen(row.getByRole("cell")), ["2", "3", "+1", "+50,0 %"]);
    await page.done();
  });

  test("what stands in a cell of an export is text on every page", async () => {
    for (const file of Object.keys(PAGES)) {
      const page = await open(browser, fromDisk("aendret", file));
      assert.equal(await page.locator("script").count(), 1, "the page's own");
      if (file !== "fund.html") assert.match(await page.locator("main").textContent(), /<script>alert\(1\)<\/script>/, file);
      await page.done();
    }
  });

  test("a page that has changed is shown as it was and as it is, and the changes are told in words", async () => {
    const page = await open(browser, fromDisk("aendret", "sider.html"));
    const leaf = page.getByRole("article", { name: /^Side 4/ });
    assert.deepEqual(await leaf.getByRole("img").evaluateAll((images) => images.map((image) => image.alt)), [
      "Side 4, som den var", "Side 4, som den er nu",
    ]);
    const images = leaf.locator("img");
    for (const key of ["width", "height", "loading"]) assert.ok(await images.first().getAttribute(key), key);
    assert.match(await leaf.locator(".words").textContent(), /fjernet: to\s*tilføjet: tre\s*besøg/);
    assert.ok((await leaf.locator(".marks rect").count()) > 0);
    const [before, now] = await images.evaluateAll((all) => all.map((image) => image.getBoundingClientRect().x));
    assert.ok(before < now, "side by side");
    await page.setViewportSize({ width: 360, height: 800 });
    const [above, below] = await images.evaluateAll((all) => all.map((image) => image.getBoundingClientRect().y));
    assert.ok(above < below, "one above the other");
    await page.done();
  });

  test("marks lie on the page and can be hidden, with and without script", async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(browser, fromDisk("aendret", "sider.html"), { javaScriptEnabled });
      const marks = page.locator(".marks").first();
      const [inside] = await page.locator(".sheet").evaluateAll((sheets) => sheets.flatMap((sheet) => {
        const paper = sheet.getBoundingClientRect();
        const all = [...sheet.querySelectorAll("rect")].map((rect) => rect.getBoundingClientRect());
        return all.length === 0 ? [] : [all.every((mark) => mark.height < paper.height / 2
          && mark.left >= paper.left - 8 && mark.right <= paper.right + 8 && mark.top >= paper.top - 8 && mark.bottom <= paper.bottom + 8)];
      }));
      assert.ok(inside);
      await page.getByRole("checkbox", { name: "Vis markeringer" }).uncheck();
      assert.equal(await marks.isVisible(), false);
      await page.getByRole("checkbox", { name: "Vis markeringer" }).check();
      assert.equal(await marks.isVisible(), true);
      await page.done();
    }
  });

  test("a finding says what, where, what to do and which numbers it is about", async () => {
    const page = await open(browser, fromDisk("fejl", "fund.html"));
    const finding = page.getByRole("article", { name: "Cellen skal være en af værdierne Besøg, Møde." });
    assert.match(await finding.innerText(), /Fejl\s+ny siden sidst\s+bad-cell[^]*log-2024\.csv, række 6, kolonne »Slags«[^]*Mente du »Møde«/);
    await finding.getByText("Hvad betyder det").click();
    assert.ok(await finding.getByText("Sådan retter du det").isVisible());
    await page.done();
  });

  test("a report whose definition was never read says so", async () => {
    const page = await open(browser, fromDisk("ulaeselig", "index.html"));
    assert.match(await page.locator(".status").innerText(), /^Rødt\s+Rapporten kan ikke bygges/);
    await page.goto(fromDisk("ulaeselig", "sider.html"));
    assert.match(await page.locator("main").innerText(), /ingen tidligere sider at vise/);
    await page.goto(fromDisk("ulaeselig", "tal.html"));
    assert.match(await page.locator("main").innerText(), /Der er ingen nøgletal at vise/);
    await page.done();
  });

  test("a first preview shows only what the numbers are", async () => {
    const page = await open(browser, fromDisk("foerste", "tal.html"));
    const table = page.getByRole("table", { name: "Nøgletal: Besøg" });
    assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), ["Nøgletal", "Nu"]);
    assert.deepEqual(await texts(page, ".tag"), []);
    await page.done();
  });

  test("where nothing has changed, that is what it says", async () => {
    const page = await open(browser, fromDisk("uaendret", "index.html"));
    assert.match(await page.locator("main").innerText(), /Intet er ændret siden/);
    assert.deepEqual(await texts(page, ".tiles .number"), ["0", "0", "0", "0"]);
    await page.goto(fromDisk("uaendret", "fund.html"));
    assert.match(await page.locator("main").innerText(), /Der er intet at rette/);
    await page.done();
  });
});

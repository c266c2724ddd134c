// The filter, the search and links to figures.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { all, fromDisk, launch, open, texts } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The ids of the figures that are shown, in order. */
const shown = (page) =>
  page.locator("tbody").evaluateAll((bodies) => bodies.filter((body) => body.checkVisibility()).map((body) => body.dataset.id));
const search = (page) => page.getByRole("searchbox", { name: "Søg i navne og id’er" });
const status = (page) => page.getByRole("status").innerText();
const CHANGED = ["besoeg.besoeg", "besoeg.deltagere", "besoeg.slags", "besoeg.noter"];

describe("the figures of the small report", { skip: !all.includes("aendret") }, () => {
  const start = (hash = "", options = {}) => open(browser, fromDisk("aendret", "tal.html") + hash, options);

  test("the page begins with those that have changed, and says how many of how many", async () => {
    const page = await start();
    assert.ok(await page.getByRole("group", { name: "Vis" }).getByRole("radio", { name: /^Ændrede 4/ }).isChecked());
    assert.deepEqual(await shown(page), CHANGED);
    assert.equal(await status(page), "Viser 4 af 5 nøgletal.");
    await page.done();
  });

  test("a filter shows its figures and no others, and chapters without any go away", async () => {
    const page = await start();
    await page.getByRole("radio", { name: /^Uændrede/ }).check();
    assert.deepEqual(await shown(page), ["moeder.moeder"]);
    assert.deepEqual(await texts(page, "h2"), ["Møder"]);
    assert.deepEqual(await texts(page, ".contents a"), ["Møder"]);
    assert.equal(await status(page), "Viser 1 af 5 nøgletal.");
    await page.getByRole("radio", { name: /^Alle/ }).check();
    assert.deepEqual(await shown(page), [...CHANGED, "moeder.moeder"]);
    assert.deepEqual(await texts(page, "h2"), ["Besøg", "Møder"]);
    await page.done();
  });

  test("among what has changed, the rows of a series that have not are left out, and it is said", async () => {
    const page = await start();
    const series = page.locator('[data-id="besoeg.slags"]');
    assert.deepEqual(await texts(page, '[data-id="besoeg.slags"] .member th'), ["Besøg"]);
    assert.ok(await series.getByText("1 uændret række er skjult.").isVisible());
    await page.getByRole("radio", { name: /^Alle/ }).check();
    assert.deepEqual(await texts(page, '[data-id="besoeg.slags"] .member th'), ["Besøg", "Møde"]);
    assert.equal(await series.getByText("skjult").count(), 0);
    await page.done();
  });

  test("a search finds words of names, of rows and of ids, in small and capital letters", async () => {
    const page = await start();
    await page.getByRole("radio", { name: /^Alle/ }).check();
    const finds = [
      ["DELTAG", ["besoeg.deltagere"]],
      ["på ærø", ["moeder.moeder"]],
      ["ærø møder", ["moeder.moeder"]],
      ["a\u030Ar", []],
      ["pa\u030A", ["moeder.moeder"]],
      ["almindelig", ["besoeg.noter"]],
      ["<script>", ["besoeg.noter"]],
      ["moeder.", ["moeder.moeder"]],
      ["besøg", ["besoeg.besoeg", "besoeg.slags"]],
      ["", [...CHANGED, "moeder.moeder"]],
    ];
    for (const [words, ids] of finds) {
      await search(page).fill(words);
      assert.deepEqual(await shown(page), ids, words);
    }
    await page.done();
  });

  test("search and filter work together, and it is said when nothing fits both", async () => {
    const page = await start();
    await search(page).fill("ærø");
    assert.deepEqual(await shown(page), []);
    assert.equal(await status(page), "Ingen nøgletal passer. Vælg »Alle«, eller søg efter noget andet.");
    assert.deepEqual(await texts(page, "h2"), []);
    await page.done();
  });

  test("a link to a figure opens it", async () => {
    const page = await start("#tal-besoeg.slags");
    assert.ok(await page.locator('[data-id="besoeg.slags"]').getByText("Antal rækker, fordelt efter »Slags«").isVisible());
    assert.equal(await page.locator("details[open]").count(), 1);
    assert.deepEqual(await shown(page), CHANGED, "the filter stays");
    await page.done();
  });

  test("a link to a figure that the filter hides shows it", async () => {
    for (const [viewport, way] of [[{ width: 1440, height: 500 }, "at once"], [{ width: 360, height: 500 }, "later"]]) {
      const page = await start(way === "at once" ? "#tal-moeder.moeder" : "", { viewport });
      if (way === "later") {
        await search(page).fill("deltagere");
        await page.evaluate(() => { location.hash = "#tal-moeder.moeder"; });
      }
      const figure = page.locator('[data-id="moeder.moeder"]');
      await figure.getByText("Antal rækker, hvor »Slags« er »Møde«").waitFor();
      assert.ok(await page.getByRole("radio", { name: /^Alle/ }).isChecked());
      assert.equal(await search(page).inputValue(), "");
      const { y } = await figure.boundingBox();
      assert.ok(y >= 0 && y < 400, `it is in view: ${y}`);
      await page.done();
    }
  });

  test("an address that leads nowhere does no harm", async () => {
    for (const hash of ["#tal-findes.ikke", "#%", "#tal-%22%3E"]) {
      const page = await start(hash);
      assert.deepEqual(await shown(page), CHANGED);
      await page.done();
    }
  });

  test("on paper all figures are there, whatever the filter, and nothing to press", async () => {
    const page = await start("", { colorScheme: "dark" });
    await search(page).fill("deltagere");
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await shown(page), [...CHANGED, "moeder.moeder"]);
    assert.deepEqual(await texts(page, '[data-id="besoeg.slags"] .member th'), ["Besøg", "Møde"]);
    for (const selector of [".tabs", ".filter", ".contents", ".left-out", ".skip"]) {
      assert.equal(await page.locator(selector).filter({ visible: true }).count(), 0, selector);
    }
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    await page.done();
  });
});

test("where nothing has changed, all figures are shown", { skip: !all.includes("uaendret") }, async () => {
  const page = await open(browser, fromDisk("uaendret", "tal.html"));
  assert.ok(await page.getByRole("radio", { name: /^Alle/ }).isChecked());
  assert.equal((await shown(page)).length, 5);
  await page.done();
});

test("a first preview can be searched", { skip: !all.includes("foerste") }, async () => {
  const page = await open(browser, fromDisk("foerste", "tal.html"));
  await search(page).fill("ærø");
  assert.deepEqual(await shown(page), ["moeder.moeder"]);
  await page.done();
});

test("the filters of a whole report show as many as they say", { skip: !all.includes("kap-h") }, async () => {
  const page = await open(browser, fromDisk("kap-h", "tal.html"));
  const total = await page.locator("tbody").count();
  assert.ok(total > 100);
  for (const label of await page.locator(".filter fieldset label").all()) {
    await label.locator("input").check();
    const count = Number(await label.locator(".quiet").innerText());
    assert.equal((await shown(page)).length, count);
    assert.equal(await status(page), `Viser ${count} af ${total} nøgletal.`);
  }
  await page.done();
});

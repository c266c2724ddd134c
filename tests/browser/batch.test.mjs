// The page that lists the reports of a batch: search, keyboard, narrow screens, without script, and axe.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fromDisk, launch, open, packages, previews, texts } from "./browser.mjs";

const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const page = "index.html";
const batch = join("pakker", "praksis");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

describe("the list of a batch", { skip: !existsSync(join(previews, batch, page)) }, () => {
  test("axe finds nothing, wide and narrow, in light and in dark mode", async () => {
    for (const width of [360, 1440]) {
      const list = await open(browser, fromDisk(batch, page), { viewport: { width, height: 900 } });
      await list.evaluate(axe);
      for (const colorScheme of ["light", "dark"]) {
        await list.emulateMedia({ colorScheme });
        const { violations } = await list.evaluate(() => axe.run({ preload: false, resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`), [], `${width}, ${colorScheme}`);
      }
      await list.done();
    }
  });

  test("nothing has to be scrolled sideways at 360 pixels, nor at 320", async () => {
    const list = await open(browser, fromDisk(batch, page), { viewport: { width: 360, height: 800 } });
    for (const width of [360, 320]) {
      await list.setViewportSize({ width, height: 800 });
      assert.equal(await list.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `at ${width}`);
    }
    await list.done();
  });

  test("a search shows the reports that have all its words and tells how many", async () => {
    const list = await open(browser, fromDisk(batch, page));
    const rows = () => list.getByRole("row").filter({ has: list.getByRole("link") });
    assert.equal(await rows().count(), 3);
    const search = list.getByRole("searchbox", { name: "Søg efter nummer, navn, klynge eller region" });
    await search.fill("klynge BIRKE");
    assert.deepEqual(await texts(list, "tbody th"), ["Lægehuset Birkelunden 012038"]);
    assert.equal(await list.getByRole("status").innerText(), "1 af 3 rapporter");
    await search.fill("002");
    assert.deepEqual(await texts(list, "tbody th"), ["Lægehuset Birkelunden 012038"], "the number of its cluster");
    await search.fill("012186");
    assert.match((await texts(list, "tbody tr"))[0], /Hasselgården/);
    await search.fill("findes ikke");
    assert.equal(await list.getByRole("status").innerText(), "0 af 3 rapporter");
    await search.fill("");
    assert.equal(await rows().count(), 3);
    await list.done();
  });

  test("the tab key goes past the heading to the search and to each report, by its name", async () => {
    const list = await open(browser, fromDisk(batch, page));
    const focused = () => list.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent);
    const order = [];
    for (let step = 0; step < 4; step += 1) {
      await list.keyboard.press("Tab");
      order.push((await focused()).replace(/\s+/g, " ").trim());
    }
    assert.equal(order[0], "Gå til rapporterne");
    assert.match(order[1], /^Søg efter/);
    assert.equal(order[2], "Åbn rapporten for Lægehuset Tjørnebakken (PDF, 4 sider)");
    assert.equal(order[3], "Åbn rapporten for Lægehuset Birkelunden (PDF, 4 sider)");
    await list.done();
  });

  test("without script all reports are there and the search is not", async () => {
    const list = await open(browser, fromDisk(batch, page), { javaScriptEnabled: false });
    assert.equal(await list.getByRole("link", { name: /^Åbn/ }).count(), 3);
    assert.equal(await list.getByRole("searchbox").count(), 0);
    await list.done();
  });
});

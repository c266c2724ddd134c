// The nights that the suite plays (tests/suite/nights.rs), read as an editor does: each has figures, pages, and says what happened.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fromDisk, launch, open, previews, throughout } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const folder = join(previews, "nights");
const nights = existsSync(folder) ? readdirSync(folder) : [];
test("there are nights to read", { skip: !existsSync(folder) && `no nights in ${previews}` }, () => {
  assert.ok(nights.length >= 20, `${nights.length} nights`);
});

for (const night of nights) {
  test(night.replaceAll("_", " "), async () => {
    const name = `nights/${night}`;
    const page = await open(browser, fromDisk(name, "index.html"));
    await throughout(page);
    const overview = (await page.locator("main").innerText()).replace(/\s+/g, " ");
    const file = join(folder, night, "sentences.json");
    const sentences = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
    for (const sentence of sentences) {
      const first = sentence.split(". ")[0];
      assert.ok(overview.includes(first), `»${first}« is not seen in: ${overview}`);
    }
    await page.goto(fromDisk(name, "tal.html"));
    assert.match(await page.locator("main").innerText(), /[0-9]/, "there are figures");
    await page.goto(fromDisk(name, "sider.html"));
    await throughout(page);
    assert.ok((await page.locator("main img").count()) > 0, "there are pages");
    await page.done();
  });
}

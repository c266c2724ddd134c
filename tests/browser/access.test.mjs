// For everybody: axe, keyboards, narrow screens.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PAGES, all, fromDisk, launch, open, packages, texts, throughout } from "./browser.mjs";

const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 1440];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Shows all there is: every figure, every explanation. */
const unfold = (page) =>
  page.evaluate(() => {
    document.querySelector('input[value="all"]')?.click();
    document.querySelectorAll("details").forEach((details) => { details.open = true; });
  });

for (const name of all) {
  describe(`the preview ${name}`, () => {
    for (const width of WIDTHS) {
      // Narrow pages are tried with everything unfolded, wide ones as they open: axe takes its time with a whole report.
      test(`axe finds nothing at ${width} pixels, in light and in dark mode`, async () => {
        for (const file of Object.keys(PAGES)) {
          const page = await open(browser, fromDisk(name, file), { viewport: { width, height: 900 } });
          if (width === 360) await unfold(page);
          await page.evaluate(axe);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            // Nothing is loaded again: the pages allow no connections.
            const { violations } = await page.evaluate(() => axe.run({ preload: false, resultTypes: ["violations"] }));
            const told = violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
            assert.deepEqual(told, [], `${file}, ${colorScheme}`);
          }
          await page.done();
        }
      });
    }

    test("nothing has to be scrolled sideways at 360 pixels, nor at 320", async () => {
      for (const file of Object.keys(PAGES)) {
        const page = await open(browser, fromDisk(name, file), { viewport: { width: 360, height: 800 } });
        await unfold(page);
        for (const width of [360, 320]) {
          await page.setViewportSize({ width, height: 800 });
          const wide = await page.evaluate(() => {
            const limit = document.documentElement.clientWidth;
            const inside = [...document.querySelectorAll("main *, header *, nav *, footer *")].filter((part) => !part.closest(".hide, thead"));
            return [document.documentElement.scrollWidth - limit, ...inside.filter((part) => part.scrollWidth > part.clientWidth + 1
              && part.clientWidth > 1 && getComputedStyle(part).overflowX !== "visible").map((part) => part.outerHTML.slice(0, 120))];
          });
          assert.deepEqual(wide, [0], `${file} at ${width}`);
        }
        await page.done();
      }
    });

    test("screenshots are kept where they are asked for", { skip: !process.env.SCREENSHOTS }, async () => {
      const folder = process.env.SCREENSHOTS;
      mkdirSync(folder, { recursive: true });
      for (const width of WIDTHS) {
        for (const colorScheme of ["light", "dark"]) {
          for (const file of Object.keys(PAGES)) {
            const page = await open(browser, fromDisk(name, file), { viewport: { width, height: 900 }, colorScheme });
            await throughout(page);
            // A PNG of a very long page is of no use to anybody.
            const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), 8000);
            const path = join(folder, `${name}-${file.replace(".html", "")}-${width}-${colorScheme}.png`);
            await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
            await page.done();
          }
        }
      }
    });
  });
}

/** What has the focus, in words. */
const focused = (page) =>
  page.evaluate(() => {
    const part = document.activeElement;
    return part.tagName === "INPUT" ? `${part.type} ${part.labels[0]?.textContent.trim().replace(/\s+/g, " ")}` : part.textContent.trim().replace(/\s+/g, " ");
  });

describe("with a keyboard", { skip: !all.includes("aendret") }, () => {
  test("the first thing is a link past the navigation, which is seen only then", async () => {
    const page = await open(browser, fromDisk("aendret", "tal.html"));
    const skip = page.getByRole("link", { name: "Gå til indholdet" });
    assert.ok((await skip.boundingBox()).y < 0);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Gå til indholdet");
    assert.ok((await skip.boundingBox()).y >= 0);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "radio Ændrede 4");
    await page.done();
  });

  test("the tab key goes through navigation, filter, search, chapters and figures in the order they are seen", async () => {
    const page = await open(browser, fromDisk("aendret", "tal.html"));
    const order = [];
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused(page));
      const ring = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      assert.ok(ring, `the focus is seen on »${order.at(-1)}«`);
    }
    assert.deepEqual(order, [
      "Gå til indholdet", "Overblik", "Nøgletal 4 ændrede", "Sider 1 ændret", "Fejl og advarsler 1 advarsel", "radio Ændrede 4",
      "search Søg i navne og id’er", "Besøg", "Om tallet: Besøg",
      "Der plejer ikke at være så mange deltagere. Men: besoeg.deltagere = 1.024. Forskellen er 4.",
      "Om tallet: Deltagere", "Om tallet: Efter slags",
    ]);
    await page.done();
  });

  test("arrows choose a filter, and the enter key opens a figure's definition", async () => {
    const page = await open(browser, fromDisk("aendret", "tal.html"));
    await page.getByRole("radio", { name: /^Ændrede/ }).focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "radio Uændrede 1");
    assert.deepEqual(await texts(page, "h2"), ["Møder"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Om tallet: Møder på Ærø");
    await page.keyboard.press("Enter");
    assert.ok(await page.getByText("Antal rækker, hvor »Slags« er »Møde«").isVisible());
    await page.done();
  });

  test("the marks are hidden with the space bar", async () => {
    const page = await open(browser, fromDisk("aendret", "sider.html"));
    await page.getByRole("checkbox", { name: "Vis markeringer" }).focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".marks").first().isVisible(), false);
    await page.done();
  });
});

test("the page moves smoothly only for those who have not asked for stillness", async () => {
  const page = await open(browser, fromDisk(all[0], "tal.html"));
  const behaviour = () => page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  assert.equal(await behaviour(), "auto");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  assert.equal(await behaviour(), "smooth");
  await page.done();
});

// A browser, a web server for a folder, and a page that remembers what it asked for and complained about.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

// Packages are installed outside the clone; MODULES says where.
export const packages = createRequire(join(process.env.MODULES ?? import.meta.dirname, "package.json"));
const { chromium } = packages("playwright-core");

/** The pages of a preview, with their headings. */
export const PAGES = { "index.html": "Overblik", "tal.html": "Nøgletal", "sider.html": "Sider", "fund.html": "Fejl og advarsler" };

/** The folder with the previews under test. */
export const previews = resolve(process.env.PREVIEWS ?? ".");

/** All previews that are there: of the small report, and of KAP-H's. */
export const all = readdirSync(previews).filter((name) => existsSync(join(previews, name, "index.html")));
assert.ok(all.length > 0, `no previews in ${previews}`);

/** A file of a preview as an address that is opened from disk. */
export const fromDisk = (name, file) => pathToFileURL(join(previews, name, file)).href;

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
}

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".pdf": "application/pdf", ".png": "image/png",
};

/** Serves the previews to this machine only. */
export async function serve() {
  const server = createServer(async (request, response) => {
    const path = resolve(previews, `.${decodeURIComponent(new URL(request.url, "http://localhost").pathname)}`);
    try {
      if (!path.startsWith(previews + sep)) throw new Error("outside");
      const body = await readFile(path);
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: (name, file) => `${origin}/${name}/${file}`, close: () => new Promise((done) => server.close(done)) };
}

/** A page that fails in `quiet()` if it has asked for anything outside the previews or said anything on the console. */
export async function open(browser, url, options = {}) {
  // No movement: what is scrolled to is there at once.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
  // A machine that also compiles is slow, which is no mistake of the pages.
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  const root = url.startsWith("file:") ? pathToFileURL(previews + sep).href : new URL(url).origin + "/";
  const requests = [];
  const complaints = [];
  page.on("request", (request) => {
    requests.push(request.url());
    // Pictures within the page are no requests to anybody.
    if (!request.url().startsWith(root) && !request.url().startsWith("data:image/")) complaints.push(`asks for ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // A picture that is still on its way when the reader leaves the page is not missed.
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") complaints.push(`does not get ${request.url()}: ${errorText}`);
  });
  page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()} for ${response.url()}`));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  page.on("websocket", (socket) => complaints.push(`connects to ${socket.url()}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(url);
  return Object.assign(page, {
    requests,
    quiet: () => assert.deepEqual(complaints, []),
    async done() {
      this.quiet();
      await context.close();
    },
  });
}

/** Scrolls through the page, so that every picture is loaded. */
export async function throughout(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
    await Promise.all([...document.images].map((image) => image.decode()));
    scrollTo(0, 0);
  });
}

/** The texts of what a selector finds and the reader sees, with single spaces. */
export const texts = (page, selector) =>
  page.locator(selector).evaluateAll((parts) =>
    parts.filter((part) => part.checkVisibility()).map((part) => part.textContent.replace(/\s+/g, " ").trim()));

/** What the reader sees of each of these, with single spaces. */
export const seen = async (locator) => (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

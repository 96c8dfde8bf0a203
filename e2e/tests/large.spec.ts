import { expect, test } from "./support/test.js";

// For a book of 100,000 contacts, filled by `bloknotik sample --contacts 100000`: name its account to run this.
const { E2E_LARGE_USERNAME: username, E2E_LARGE_PASSWORD: password } = process.env;

test.skip(!username || !password, "needs E2E_LARGE_USERNAME and E2E_LARGE_PASSWORD");

for (const [width, height] of [[1280, 800], [390, 844]] as const) {
  test(`a large book is scrolled from top to bottom at ${width}`, async ({ page, visit, baseURL }) => {
    test.setTimeout(300_000);
    const headers = { origin: baseURL! };
    const answer = await page.request.post("/api/v1/users/login", { data: { username, password }, headers });
    expect(answer.ok()).toBeTruthy();
    await page.setViewportSize({ width, height });
    await visit("/");
    const found = await page.evaluate(async () => {
      const tasks: number[] = [];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)));
      observer.observe({ type: "longtask" });
      const pane = document.querySelector(".list")!;
      const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : document.scrollingElement!;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const blanks = () => document.querySelectorAll(".row-blank").length;
      let [rows, nodes, blankFrames, frames] = [0, 0, 0, 0];
      const look = () => {
        rows = Math.max(rows, document.querySelectorAll(".rows > li").length);
        nodes = Math.max(nodes, document.querySelectorAll("*").length);
        blankFrames += blanks() > 0 ? 1 : 0;
        frames += 1;
      };
      // A reader's pace, then as fast as a scroll bar is pulled, to the very end.
      for (let step = 0; step < 300; step++) {
        scroller.scrollBy(0, 40);
        await frame();
        look();
      }
      const slowBlanks = blankFrames;
      for (let step = 0; step < 1500; step++) {
        scroller.scrollBy(0, scroller.scrollHeight / 1400);
        await frame();
        look();
      }
      const begin = performance.now();
      while (blanks() > 0 && performance.now() - begin < 5000) await frame();
      const settled = performance.now() - begin;
      const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
      const last = [...document.querySelectorAll(".rows > li")].pop()!.getAttribute("aria-posinset");
      return { rows, nodes, frames, slowBlanks, settled, atEnd, last, longest: Math.max(0, ...tasks), long: tasks.length };
    });
    console.log(`at ${width}:`, JSON.stringify(found));
    expect(found.atEnd).toBe(true);
    await expect(page.locator(".rows > li").last()).toHaveAttribute("aria-setsize", found.last!);
    expect(found.rows).toBeLessThan(150);
    expect(found.nodes).toBeLessThan(2000);
    // A reader never sees a row without its contact, and whoever pulls at the scroll bar not for long.
    expect(found.slowBlanks).toBe(0);
    expect(found.settled).toBeLessThan(2000);
    expect(found.longest).toBeLessThan(100);
  });
}

/** How quick a screen is in a real browser: when its first row is painted, and the frames while it scrolls. */
import type { Page } from 'playwright-core';

/** Notes in the page that what is measured begins now. */
export async function beginMeasuring(page: Page): Promise<void> {
  await page.evaluate('window.measuredFrom = performance.now()');
}

/** Milliseconds from `beginMeasuring`, or else from the navigation, until a row of that list is painted. */
export function untilFirstRow(page: Page, list: string): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const frame = () => new Promise((then) => requestAnimationFrame(then));
    while (!document.querySelector('[role=grid][aria-label="${list}"] [role=gridcell]')) await frame();
    await frame();
    return performance.now() - (window.measuredFrom ?? 0);
  })()`);
}

export interface Frames {
  readonly count: number;
  /** Milliseconds between frames. */
  readonly median: number;
  readonly p95: number;
  /** Milliseconds that the page itself worked for one frame: script, style, layout. */
  readonly work: number;
  /** How far it came. */
  readonly pixels: number;
}

/** Scrolls a list by `step` pixels a frame for `frames` frames. */
export async function scrollFrames(page: Page, list: string, { frames = 180, step = 160 } = {}): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration');
  };
  const before = await worked();
  const { times, pixels } = await page.evaluate<{ times: number[]; pixels: number }>(`(async () => {
    const grid = document.querySelector('[role=grid][aria-label="${list}"]');
    const frame = () => new Promise((then) => requestAnimationFrame(then));
    const from = grid.scrollTop;
    const times = [];
    let last = await frame();
    for (let i = 0; i < ${frames}; i++) {
      grid.scrollTop += ${step};
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return { times, pixels: grid.scrollTop - from };
  })()`);
  const work = ((await worked()) - before) / times.length;
  await session.detach();
  const sorted = times.toSorted((a, b) => a - b);
  const part = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { count: times.length, median: part(0.5), p95: part(0.95), work: work * 1000, pixels };
}

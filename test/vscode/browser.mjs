/**
 * Chromium for the workbench, cut off from the outside world.
 */
import { chromium } from "playwright-core";

/** @param {string} executablePath */
export async function openPage(executablePath) {
	const browser = await chromium.launch({
		executablePath,
		headless: true,
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
			"--no-first-run",
			// Holds for workers and pop-ups too, which a page's request handler does not see.
			"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
		],
	});
	try {
		const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
		return { page: await context.newPage(), context, close: () => browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

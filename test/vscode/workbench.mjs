/**
 * The VS Code workbench by its keyboard and what is on the screen, as a person uses it.
 */

const LIMIT = 20_000;
/** How often something is asked for that does not show, and how long it is waited for each time but the last. */
const TRIES = 4;
const PATIENCE = 4_000;

export class Workbench {
	/** @param {import("playwright-core").Page} page */
	constructor(page) {
		this.page = page;
		page.setDefaultTimeout(LIMIT);
	}

	/** What is there and can be seen. */
	find(selector, options) {
		return this.page.locator(selector, options).filter({ visible: true });
	}

	/** Waits until a look at the screen gives an answer. */
	async until(what, look) {
		for (const start = Date.now(); Date.now() - start < LIMIT; await this.page.waitForTimeout(50)) {
			const found = await look();
			if (found) return found;
		}
		throw new Error(`waited ${LIMIT / 1000} s for ${what}`);
	}

	async open(url) {
		await this.page.goto(url);
		await this.find(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
	}

	/** Opens a file of the folder by its name. */
	async openFile(name) {
		await this.#pick("Control+KeyP", name, name);
		await this.find(`.tab.active[data-resource-name="${name}"]`).waitFor();
		await this.find(".editor-instance .monaco-editor .view-line").first().waitFor();
	}

	/** Runs a command of the palette by its full title. */
	async run(title) {
		await this.#pick("F1", `>${title}`, title);
	}

	/** Puts the cursor at a place, both counted from one. */
	async goTo(line, column) {
		await this.#focusEditor();
		await this.page.keyboard.press("Control+KeyG");
		const input = this.find(".quick-input-widget input");
		await input.fill(`:${line}:${column}`);
		await input.press("Enter");
		await input.waitFor({ state: "hidden" });
		await this.find(".statusbar-item", { hasText: new RegExp(`Ln ${line}, Col ${column}`) }).waitFor();
	}

	/** The hover of the mouse at the cursor, once it holds a text. */
	async hover(text) {
		const box = await this.find(".editor-instance .monaco-editor .cursors-layer .cursor").first().boundingBox();
		// From a place beside it: a mouse that does not move hovers over nothing.
		await this.page.mouse.move(box.x + 200, box.y + 100);
		await this.page.mouse.move(box.x + 3, box.y + box.height / 2, { steps: 4 });
		const hover = this.find(".monaco-hover", { hasText: text }).first();
		await hover.waitFor();
		return hover;
	}

	/** Asks for something again that did not show: a hover or a notification on its way out may have taken the key. */
	async #untilShown(wanted, ask) {
		for (let left = TRIES; ; left--) {
			await ask();
			try {
				return await wanted.waitFor(left > 1 ? { timeout: PATIENCE } : {});
			} catch (error) {
				if (left <= 1) throw error;
				await this.page.keyboard.press("Escape");
			}
		}
	}

	/** Opens the menu of the light bulb and chooses an entry. */
	async quickFix(title, before = async () => {}) {
		const entry = this.find(".action-widget .monaco-list-row", { hasText: title }).first();
		await this.#untilShown(entry, async () => {
			await this.#focusEditor();
			await this.page.keyboard.press("Control+Period");
		});
		await before();
		await entry.click();
		await this.find(".action-widget").waitFor({ state: "hidden" });
	}

	/** Types where the cursor is, and waits for an entry among the suggestions. */
	async suggestion(text, entry) {
		await this.page.keyboard.type(text, { delay: 30 });
		const row = this.find(".suggest-widget .monaco-list-row", { hasText: entry }).first();
		await row.waitFor();
		return row;
	}

	/** Opens the details beside the suggestions, where they are not open. */
	async suggestionDetails() {
		if ((await this.find(".suggest-details").count()) === 0) {
			const row = this.find(".suggest-widget .monaco-list-row.focused").first();
			await row.hover();
			await row.locator(".readMore").click({ force: true });
		}
		await this.find(".suggest-details").first().waitFor();
		await this.page.waitForTimeout(300);
	}

	/** Waits for a Markdown page about something, as its text or as a preview, which has a frame of its own. */
	async markdown(title) {
		await this.find(".tab.active", { hasText: title }).waitFor();
		await this.until(`the page ${title}`, async () => {
			const seen = this.page.frames().map((frame) => frame.locator("h1, .view-line", { hasText: title }).count());
			return (await Promise.all(seen.map((count) => count.catch(() => 0)))).some((count) => count > 0);
		});
		// A preview is built out of sight and shown when it is complete: pictures need it painted.
		if ((await this.find("iframe.webview").count()) > 0) {
			await this.find("iframe.webview.ready").first().waitFor();
			await this.page.waitForTimeout(300);
		}
	}

	async closeTab() {
		await this.find(".tab.active").last().click({ button: "middle" });
	}

	/**
	 * The rows of the Problems panel for which a text is found; of all of them only the first few are ever on the screen.
	 * @param {string} [text]
	 */
	async problems(text = "") {
		const panel = this.find(".markers-panel-container");
		if ((await panel.count()) === 0) await this.page.keyboard.press("Control+Shift+KeyM");
		await panel.waitFor();
		await this.find(".viewpane-filter input").fill(text);
		return this.find(".markers-panel-container .monaco-list-row", { hasText: text });
	}

	async save() {
		await this.#focusEditor();
		await this.page.keyboard.press("Control+KeyS");
		await this.find(".tab.active.dirty").waitFor({ state: "hidden" });
	}

	/** A picture of the window, with the mouse out of the way and no message over it. */
	async screenshot(file) {
		await this.page.screenshot({ path: file, animations: "disabled", caret: "initial" });
	}

	async #pick(key, text, row) {
		await this.page.keyboard.press(key);
		const input = this.find(".quick-input-widget input");
		await input.fill(text);
		await this.find(".quick-input-list .monaco-list-row", { hasText: row }).first().click();
		await input.waitFor({ state: "hidden" });
	}

	async #focusEditor() {
		await this.page.keyboard.press("Escape");
		await this.page.keyboard.press("Control+Digit1");
	}
}

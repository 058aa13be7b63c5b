import { setFlagsFromString } from "node:v8";

/**
 * Keeps the memory of a process small that works for some milliseconds and then waits.
 *
 * What a keystroke makes is garbage a moment later: collecting it a little more often costs some percent of time and saves up to half of
 * the memory, so V8 is kept from growing the space for young objects with every burst, and from letting the space for old ones double
 * before it looks at it again. Call before anything is loaded. An engine without one of these flags says so on stderr and goes on.
 */
export function keepMemorySmall(): void {
	setFlagsFromString("--semi-space-growth-factor=1");
	setFlagsFromString("--heap-growing-percent=25");
}

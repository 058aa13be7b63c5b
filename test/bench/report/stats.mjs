/** Samples → what is said of them. */

/** @typedef {{ n: number, min?: number, median?: number, p95?: number, max?: number }} Summary */

/** @param {number[]} samples @param {number} share 0…1 @returns {number} by linear interpolation between neighbours */
export function quantile(samples, share) {
	const sorted = [...samples].sort((a, b) => a - b);
	const place = (sorted.length - 1) * share;
	const below = Math.floor(place);
	const above = Math.min(below + 1, sorted.length - 1);
	return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** @param {number[]} samples @returns {Summary} */
export function summary(samples) {
	if (samples.length === 0) return { n: 0 };
	const [min, median, p95, max] = [0, 0.5, 0.95, 1].map((share) => quantile(samples, share));
	return { n: samples.length, min, median, p95, max };
}

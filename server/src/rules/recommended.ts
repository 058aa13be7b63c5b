/** Figures that fixes write, so that all of them write the same. */

/** One account per address and hour: what Prosody's developers recommend for servers where anyone can register. */
export const SECONDS_BETWEEN_REGISTRATIONS = 3600;

/** The bandwidth limits of Prosody's page on public servers. */
export const BANDWIDTH_LIMITS = {
	c2s: { rate: "3kb/s", burst: "2s" },
	s2sin: { rate: "30kb/s", burst: "3s" },
};

/** A Dockerfile of any length: stages that install, copy and configure. */

/** @param {number} size exact number of lines @returns {import("./documents.mjs").Draft} */
export function dockerfile(size) {
	const lines = ["# Stages, for measurements", "FROM debian:12 AS base", "EXPOSE not-a-port"];
	let typeAt = { line: 0, character: 0 };
	for (let i = 1; lines.length < size; i++) {
		lines.push(
			"",
			`# stage ${i}`,
			`FROM base AS stage${i}`,
			`ENV HOST_${i}=host${i}.example.org`,
			`WORKDIR /srv/host${i}`,
		);
		lines.push(
			`COPY --from=base /etc/hosts /srv/host${i}/hosts`,
			`RUN echo "host ${i}" \\`,
			`	&& touch /srv/host${i}/ready`,
		);
		if (typeAt.line === 0 && lines.length >= size / 2) typeAt = { line: lines.push("") - 1, character: 0 };
	}
	lines.length = size;
	return { lines, typeAt, hoverAt: { line: 1, character: 1 }, typing: "RUN echo hello" };
}

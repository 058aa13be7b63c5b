/** A Dockerfile of any length: blocks of eight lines, one for each host. */
import { middle } from "./middle.mjs";

/** One block in so many has two mistakes: a port that is no number, an instruction that does not exist. */
const FAULTY = 12;

/** @param {number} size exact number of lines @returns {import("./documents.mjs").Draft} */
export function dockerfile(size) {
	const lines = ["FROM debian:12"];
	for (let index = 1; lines.length + 8 <= size; index++) lines.push(...block(index));
	while (lines.length < size) lines.push("# There is always more to explain.");

	const line = middle(lines, /^EXPOSE/);
	return {
		lines,
		typeAt: { line, character: lines[line].length },
		typing: '\nENV STORAGE="internal"',
		completeAt: { line, character: 3 },
		hoverAt: { line, character: 2 },
	};
}

function block(index) {
	const name = `host${index}.example.org`;
	const faulty = index % FAULTY === 6;
	return [
		`# The files of ${name}`,
		`ENV HOST_${index}=${name}`,
		`LABEL org.example.host.${index}="${name}"`,
		`RUN mkdir -p /srv/${name} \\`,
		`    && touch /srv/${name}/ready`,
		`COPY certs/${name}.crt /srv/${name}/`,
		`EXPOSE ${faulty ? "xmpp-client" : 5222 + (index % 40)}`,
		faulty ? `WORKDIRECTORY /srv/${name}` : `WORKDIR /srv/${name}`,
	];
}

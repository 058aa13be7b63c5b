/** Line numbers for many places of one text. */
export function lineCounter(text: string): (offset: number) => number {
	const starts: number[] = [];
	for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
	return (offset) => {
		let low = 0;
		for (let high = starts.length; low < high; ) {
			const middle = (low + high) >> 1;
			if (starts[middle]! <= offset) low = middle + 1;
			else high = middle;
		}
		return low + 1;
	};
}

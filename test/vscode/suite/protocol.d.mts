export const LINE: string;
export const COUNTS: string;

/** Begins each line the suite prints: the runner outside sees everything the workbench has to say. */
export const LINE = "suite| ";
/** Begins the one line that tells the counts. */
export const COUNTS = "suite counts| ";

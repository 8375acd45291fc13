/** Stands for what the icons take beside their drawings: their rules are adopted too, by the document itself. */
export { updateCSS } from "./adopted.ts";

/** The icons stand in the document and in no shadow. */
export const getShadowRoot = (): undefined => undefined;

/** What the library says to those who build with it is of no use to a reader. */
export const warningOnce = (): void => undefined;

import { accepted } from "./figures.ts";

export const { emits, handles } = accepted;

export { emits, handles } from "./figures.ts";

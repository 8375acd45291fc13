/**
 * What the routes do with a line. All of it needs the engine or the rules of an application, a third of the bundle, which a
 * call that reads a proof or the policy does not: it is loaded by the first call that acts.
 */
export { checkClaimable, claim, setLock } from "./claim.ts";
export { close } from "./close.ts";
export { reconcileOneOf } from "./reconcile.ts";
export { undoLine } from "./undoing.ts";

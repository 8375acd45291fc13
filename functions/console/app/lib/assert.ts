/** Stands for Node's own in what the console shares with the product. */
export default function assert(condition: unknown, message = "This cannot be."): asserts condition {
  if (!condition) throw new Error(message);
}

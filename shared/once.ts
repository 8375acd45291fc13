/**
 * Loads at the first use and remembers. Node looks a module up anew at each `import`, which takes as long as signing a
 * request; what failed to load is tried again.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((error) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

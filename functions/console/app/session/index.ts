/** Who calls: a credential that is kept in memory alone and is gone with the page. */
let key: string | undefined;
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Nobody is signed in, or no longer. */
export class NotSignedIn extends Error {}

/** Whether there is a credential. Runs once before anything is shown, so that a page may take up a session that is there. */
export const begin = async (): Promise<boolean> => key !== undefined;

/** The credential of the next call. */
export async function getToken(): Promise<string> {
  if (key === undefined) throw new NotSignedIn("Nobody is signed in.");
  return key;
}

export function signIn(apiKey: string): void {
  key = apiKey;
  tell();
}

export async function signOut(): Promise<void> {
  key = undefined;
  tell();
}

export const isSignedIn = (): boolean => key !== undefined;

/** Calls back whenever somebody signs in or out; gives the function that ends this. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

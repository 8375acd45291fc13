import { useSyncExternalStore } from "react";
import { isSignedIn, onSession } from "./session/index.ts";
import { SignInPage } from "./session/page.tsx";

export function App() {
  const signedIn = useSyncExternalStore(onSession, isSignedIn);
  return signedIn ? <h1>Cashloop</h1> : <SignInPage />;
}

import { useEffect, useState } from "react";

// A secret handed over in the fragment: read once, then taken out of the address and the history.
export function useFragment(): string {
  const [token] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    if (window.location.hash)
      window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
  }, []);
  return token;
}

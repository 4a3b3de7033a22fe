// Components whose code comes when they are needed. Unlike React's lazy they are shown at once when
// their code is there already (lazy waits, and a shown fallback stays for 300 ms).
import { type ComponentType, useEffect, useReducer } from "react";

export interface Late<P> {
  (props: P): React.ReactNode;
  preload: () => Promise<void>;
  ready: () => boolean;
}

export function late<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  Waiting: ComponentType<P>,
): Late<P> {
  let Loaded: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;
  const preload = () => {
    loading ??= load()
      .then((m) => {
        Loaded = m.default;
      })
      .catch((e) => {
        loading = null; // the next one tries again
        throw e;
      });
    return loading;
  };
  function LateComponent(props: P) {
    const [failed, tell] = useReducer((_: unknown, error: unknown) => error ?? {}, null);
    const waiting = Loaded === null; // at this drawing: the code may come before the effect runs
    useEffect(() => {
      if (!waiting) return;
      let gone = false;
      preload().then(
        () => gone || tell(null),
        (e) => gone || tell(e),
      );
      return () => {
        gone = true;
      };
    }, [waiting]);
    if (failed instanceof Error) throw failed; // for the boundary above
    return Loaded ? <Loaded {...props} /> : <Waiting {...props} />;
  }
  return Object.assign(LateComponent, { preload, ready: () => Loaded !== null });
}

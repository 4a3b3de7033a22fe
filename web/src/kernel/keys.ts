// Keyboard: nothing happens while a Japanese input method composes, nor in a field of text.
import { useEffect, useRef } from "react";

export function isComposing(e: KeyboardEvent | React.KeyboardEvent): boolean {
  const native = "nativeEvent" in e ? e.nativeEvent : e;
  // 229: what some browsers give for the key that ends a composition.
  return native.isComposing || native.keyCode === 229;
}

export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('textarea, select, [role="combobox"], [role="textbox"], [role="spinbutton"]') ||
    (target instanceof HTMLInputElement &&
      !["checkbox", "radio", "button", "submit", "file", "range"].includes(target.type))
  );
}

// Shortcuts of a page: "/" or "?" outside of fields, "mod+k" and "mod+s" everywhere.
export function useShortcuts(keys: Record<string, (e: KeyboardEvent) => void>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || isComposing(e) || e.altKey) return;
      const mod = e.ctrlKey || e.metaKey;
      const handler = current.current[`${mod ? "mod+" : ""}${e.key}`];
      if (!handler || (!mod && inTextField(e.target))) return;
      if (!mod && document.querySelector('[role="dialog"]')) return;
      e.preventDefault();
      handler(e);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

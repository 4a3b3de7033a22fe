// A search box that never searches while a Japanese input method composes, and waits a moment
// after the last key.
import { type RefObject, useEffect, useRef, useState } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Group } from "react-aria-components/Group";
import { TextField } from "react-aria-components/TextField";
import { msg } from "../kernel/i18n";
import { isComposing } from "../kernel/keys";
import { IconButton } from "./button";
import { Icon } from "./icon";

const DELAY = 250;

interface SearchBoxProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
  placeholder?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
}

function useLateSearch(value: string, onSearch: (text: string) => void) {
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const timer = useRef(0);
  const sent = useRef(value);

  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const send = (next: string) => {
    window.clearTimeout(timer.current);
    if (next.trim() === sent.current) return;
    sent.current = next.trim();
    onSearch(next.trim());
  };
  const later = (next: string) => {
    window.clearTimeout(timer.current);
    if (!composing.current) timer.current = window.setTimeout(() => send(next), DELAY);
  };
  const clear = () => {
    setText("");
    send("");
  };
  return { text, setText, composing, send, later, clear };
}

export function SearchBox({ label, value, onSearch, placeholder, inputRef }: SearchBoxProps) {
  const { text, setText, composing, send, later, clear } = useLateSearch(value, onSearch);
  return (
    <TextField
      className="field search-box"
      value={text}
      onChange={(next) => {
        setText(next);
        later(next);
      }}
    >
      <Label className="field-label">{label}</Label>
      <Group className="input-group compact">
        <span className="affix">
          <Icon name="search" size={16} />
        </span>
        <Input
          ref={inputRef}
          type="search"
          className="input"
          placeholder={placeholder}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={(e) => {
            composing.current = false;
            later(e.currentTarget.value);
          }}
          onKeyDown={(e) => {
            if (isComposing(e)) return;
            if (e.key === "Enter") send(text);
            if (e.key === "Escape" && text) {
              e.stopPropagation();
              clear();
            }
          }}
        />
        {text && <IconButton icon="close" size="small" label={msg("ui.search.clear")} onPress={clear} />}
      </Group>
    </TextField>
  );
}

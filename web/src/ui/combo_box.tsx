// A field that finds among many: loaded when a form needs it (see combo_field.tsx).
import { useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components/ComboBox";
import { Group } from "react-aria-components/Group";
import { msg } from "../kernel/i18n";
import type { ComboFieldProps } from "./combo_field";
import { fieldClass, FieldHint, FieldLabel, FieldProblem, type Option } from "./field";
import { Icon } from "./icon";
import { IconButton } from "./button";

const DELAY = 200;

function useFound(find: ComboFieldProps["find"], text: string, open: boolean) {
  const [found, setFound] = useState<Option[]>([]);
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    if (!open) return;
    const gone = new AbortController();
    setSearching(true);
    const timer = window.setTimeout(() => {
      find(text, gone.signal)
        .then((options) => {
          if (gone.signal.aborted) return;
          setFound(options);
          setSearching(false);
        })
        .catch(() => !gone.signal.aborted && setSearching(false));
    }, DELAY);
    return () => {
      gone.abort();
      window.clearTimeout(timer);
    };
  }, [find, text, open]);
  return { found, searching };
}

export default function ComboBoxField(props: ComboFieldProps) {
  const shown = props.value?.label ?? "";
  const [text, setText] = useState(shown);
  const [open, setOpen] = useState(false);
  const [composing, setComposing] = useState(false);
  const typed = text !== shown && !composing ? text : "";
  const { found, searching } = useFound(props.find, typed, open);
  useEffect(() => setText(shown), [shown]);
  return (
    <ComboBox
      className={fieldClass(props.className)}
      items={found}
      value={props.value?.id ?? null}
      inputValue={text}
      onInputChange={setText}
      onChange={(key) => {
        if (key === null) return;
        const option = found.find((o) => o.id === key);
        if (option) {
          props.onChange(option);
          setText(option.label);
        }
      }}
      onOpenChange={setOpen}
      onBlur={() => {
        if (text.trim() === "" && props.value) props.onChange(null);
        else setText(shown);
      }}
      isRequired={props.required}
      isInvalid={props.error !== undefined}
      isDisabled={props.disabled}
      menuTrigger="focus"
      allowsEmptyCollection
      allowsCustomValue
      validationBehavior="aria"
    >
      <FieldLabel {...props} />
      <FieldHint hint={props.hint} />
      <Group className="input-group">
        <Input
          className="input"
          placeholder={props.placeholder ?? msg("ui.find")}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
        />
        {props.value && !props.required && (
          <IconButton slot={null} icon="close" size="small" label={msg("ui.clear")} onPress={() => props.onChange(null)} />
        )}
        <AriaButton className="button plain icon-only">
          <Icon name="chevron_down" size={16} />
        </AriaButton>
      </Group>
      <FieldProblem error={props.error} />
      <Popover className="popover">
        <ListBox
          className="listbox"
          renderEmptyState={() => (
            <div className="option muted">{searching ? msg("ui.loading") : msg("ui.find.nothing")}</div>
          )}
        >
          {(o: Option) => (
            <ListBoxItem id={o.id} textValue={o.label} className="option">
              <span>
                {o.label}
                {o.hint && <span className="option-hint">{o.hint}</span>}
              </span>
              <Icon name="check" size={16} className="option-check" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

// Fields of forms: label with 必須/任意, hint above, error by the field.
import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components/Checkbox";
import { CheckboxGroup } from "react-aria-components/CheckboxGroup";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { Button as AriaButton, Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Switch as AriaSwitch } from "react-aria-components/Switch";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField } from "react-aria-components/TextField";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import { msg } from "../kernel/i18n";
import { IconButton } from "./button";
import { Icon } from "./icon";

export interface FieldFrame {
  label: string;
  hint?: ReactNode;
  error?: string;
  required?: boolean;
  optional?: boolean; // says 任意; forms say either of the two at every field
  hideLabel?: boolean;
  className?: string;
}

export function FieldLabel({ label, required, optional, hideLabel }: FieldFrame) {
  return (
    <Label className={hideLabel ? "visually-hidden" : "field-label"}>
      {label}
      {required && <span className="field-need">{msg("ui.required")}</span>}
      {optional && !required && <span className="field-need optional">{msg("ui.optional")}</span>}
    </Label>
  );
}

export function FieldHint({ hint }: { hint?: ReactNode }) {
  return hint ? (
    <Text slot="description" className="field-hint">
      {hint}
    </Text>
  ) : null;
}

export function FieldProblem({ error }: { error?: string }) {
  return (
    <FieldError className="field-error">
      {error ? (
        <>
          <Icon name="alert" size={16} />
          <span>{error}</span>
        </>
      ) : null}
    </FieldError>
  );
}

export function fieldClass(className?: string): string {
  return className ? `field ${className}` : "field";
}

export interface TextFieldProps extends FieldFrame {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  onEnter?: () => void; // not while a word is being composed
  lines?: number; // several: a text area
  type?: "text" | "email" | "password" | "url" | "tel";
  name?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  placeholder?: string;
  maxLength?: number;
  disabled?: boolean;
  readOnly?: boolean;
  inputMode?: "text" | "numeric" | "decimal" | "email";
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error, lines, placeholder, className } = props;
  return (
    <AriaTextField
      className={fieldClass(className)}
      value={props.value}
      onChange={props.onChange}
      onBlur={props.onBlur}
      onKeyDown={(e) => e.key === "Enter" && !e.nativeEvent.isComposing && props.onEnter?.()}
      type={props.type ?? "text"}
      name={props.name}
      autoComplete={props.autoComplete ?? "off"}
      autoFocus={props.autoFocus}
      maxLength={props.maxLength}
      isRequired={props.required}
      isInvalid={error !== undefined}
      isDisabled={props.disabled}
      isReadOnly={props.readOnly}
      inputMode={props.inputMode}
      validationBehavior="aria"
    >
      <FieldLabel {...props} label={label} />
      <FieldHint hint={hint} />
      {lines ? (
        <TextArea className="input" rows={lines} placeholder={placeholder} />
      ) : (
        <Input className="input" placeholder={placeholder} />
      )}
      <FieldProblem error={error} />
    </AriaTextField>
  );
}

export interface Option {
  id: string;
  label: string;
  hint?: string;
  disabled?: boolean;
}

export interface SelectFieldProps extends FieldFrame {
  options: Option[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder?: string;
  clearable?: string; // text of the choice that chooses nothing
  disabled?: boolean;
}

const NONE = "\u0000none";

export function SelectField(props: SelectFieldProps) {
  const { label, hint, error, options, clearable } = props;
  const all = clearable ? [{ id: NONE, label: clearable }, ...options] : options;
  return (
    <AriaSelect
      className={fieldClass(props.className)}
      value={props.value ?? (clearable ? NONE : null)}
      onChange={(key) => props.onChange(key === NONE || key === null ? null : String(key))}
      placeholder={props.placeholder ?? msg("ui.choose")}
      isRequired={props.required}
      isInvalid={error !== undefined}
      isDisabled={props.disabled}
      validationBehavior="aria"
    >
      <FieldLabel {...props} label={label} />
      <FieldHint hint={hint} />
      <AriaButton className="input select-button">
        <SelectValue className="select-value" />
        <Icon name="chevron_down" size={16} />
      </AriaButton>
      <FieldProblem error={error} />
      <Popover className="popover">
        <ListBox className="listbox" items={all}>
          {(o: Option) => (
            <ListBoxItem id={o.id} textValue={o.label} className="option" isDisabled={o.disabled}>
              <span>
                {o.label}
                {o.hint && <span className="option-hint">{o.hint}</span>}
              </span>
              <Icon name="check" size={16} className="option-check" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export interface CheckFieldProps {
  label: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  indeterminate?: boolean;
  disabled?: boolean;
  hideLabel?: boolean;
  error?: string;
}

export function CheckField(props: CheckFieldProps) {
  return (
    <Checkbox
      className="choice"
      isSelected={props.value}
      onChange={props.onChange}
      isIndeterminate={props.indeterminate}
      isDisabled={props.disabled}
      isInvalid={props.error !== undefined}
    >
      {({ isIndeterminate }) => (
        <>
          <span className="choice-mark" aria-hidden="true">
            <Icon name={isIndeterminate ? "minus" : "check"} size={14} />
          </span>
          <span className={props.hideLabel ? "visually-hidden" : undefined}>{props.label}</span>
        </>
      )}
    </Checkbox>
  );
}

export interface ChoiceFieldProps extends FieldFrame {
  options: Option[];
  inline?: boolean;
  disabled?: boolean;
}

export function RadioField(
  props: ChoiceFieldProps & { value: string | null; onChange: (value: string) => void },
) {
  return (
    <RadioGroup
      className={fieldClass(props.className)}
      value={props.value}
      onChange={props.onChange}
      isRequired={props.required}
      isInvalid={props.error !== undefined}
      isDisabled={props.disabled}
      validationBehavior="aria"
    >
      <FieldLabel {...props} />
      <FieldHint hint={props.hint} />
      <div className={props.inline ? "choice-group inline" : "choice-group"}>
        {props.options.map((o) => (
          <Radio key={o.id} value={o.id} className="choice radio" isDisabled={o.disabled}>
            <span className="choice-mark" aria-hidden="true" />
            <span>
              {o.label}
              {o.hint && <span className="option-hint">{o.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldProblem error={props.error} />
    </RadioGroup>
  );
}

export function ChecksField(
  props: ChoiceFieldProps & { value: string[]; onChange: (value: string[]) => void },
) {
  return (
    <CheckboxGroup
      className={fieldClass(props.className)}
      value={props.value}
      onChange={props.onChange}
      isRequired={props.required}
      isInvalid={props.error !== undefined}
      isDisabled={props.disabled}
      validationBehavior="aria"
    >
      <FieldLabel {...props} />
      <FieldHint hint={props.hint} />
      <div className={props.inline ? "choice-group inline" : "choice-group"}>
        {props.options.map((o) => (
          <Checkbox key={o.id} value={o.id} className="choice" isDisabled={o.disabled}>
            <span className="choice-mark" aria-hidden="true">
              <Icon name="check" size={14} />
            </span>
            <span>
              {o.label}
              {o.hint && <span className="option-hint">{o.hint}</span>}
            </span>
          </Checkbox>
        ))}
      </div>
      <FieldProblem error={props.error} />
    </CheckboxGroup>
  );
}

export function SwitchField({
  label,
  value,
  onChange,
  disabled,
}: {
  label: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <AriaSwitch className="switch" isSelected={value} onChange={onChange} isDisabled={disabled}>
      <span className="switch-track" aria-hidden="true" />
      <span>{label}</span>
    </AriaSwitch>
  );
}

// Few choices side by side, one of them taken.
export function Segments({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: Option[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [first] = [...keys];
        if (first !== undefined) onChange(String(first));
      }}
    >
      {options.map((o) => (
        <ToggleButton key={o.id} id={o.id} className="segment" isDisabled={o.disabled}>
          {o.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

// While one types: how many characters are still missing.
function Length({ typed, least }: { typed: string; least: number }) {
  const short = least - [...typed].length;
  return (
    <span role="status" className={`field-length ${short > 0 ? "" : "enough"}`}>
      {typed !== "" && short > 0 && msg("ui.password.short", { n: short })}
      {short <= 0 && (
        <>
          <Icon name="check" size={14} />
          {msg("ui.password.enough", { n: least })}
        </>
      )}
    </span>
  );
}

// A password that can be looked at. `least`: characters a new one must have.
export function PasswordField(props: Omit<TextFieldProps, "type" | "lines"> & { shown: boolean; onShow: (shown: boolean) => void; least?: number }) {
  const { label, hint, error, shown, onShow, least } = props;
  return (
    <AriaTextField
      className={fieldClass(props.className)}
      value={props.value}
      onChange={props.onChange}
      type={shown ? "text" : "password"}
      name={props.name}
      autoComplete={props.autoComplete}
      autoFocus={props.autoFocus}
      isRequired={props.required}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel {...props} label={label} />
      <FieldHint hint={hint} />
      <Group className="input-group">
        <Input className="input" spellCheck={false} />
        <IconButton
          icon={shown ? "eye_off" : "eye"}
          label={shown ? msg("ui.password.hide") : msg("ui.password.show")}
          onPress={() => onShow(!shown)}
        />
      </Group>
      {least !== undefined && <Length typed={props.value} least={least} />}
      <FieldProblem error={error} />
    </AriaTextField>
  );
}

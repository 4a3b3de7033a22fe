// What lies over the page: tips, menus, dialogs, a drawer.
import { type ReactNode, useState } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Tooltip } from "react-aria-components/Tooltip";
import { navigate } from "../app/router";
import { msg } from "../kernel/i18n";
import { createStore, useStore } from "../kernel/store";
import { Button, type ButtonLook, IconButton } from "./button";
import { TextField } from "./field";
import { Icon, type IconName } from "./icon";

export function Tip({ children }: { children: ReactNode }) {
  return (
    <Tooltip className="tooltip" offset={6}>
      {children}
    </Tooltip>
  );
}

export interface MenuEntry {
  id: string;
  label: string;
  icon?: IconName;
  end?: string; // said at the end of the line
  danger?: boolean;
  disabled?: boolean;
  href?: string; // a page of ours
  onAction?: () => void;
}

export interface MenuGroup {
  title?: string;
  entries: MenuEntry[];
  selected?: string[]; // makes the group a choice
  multiple?: boolean;
}

// A button (the first child of `children`) that opens a menu.
export function Menu({
  children,
  label,
  groups,
  placement = "bottom end",
}: {
  children: ReactNode;
  label: string;
  groups: MenuGroup[];
  placement?: "bottom end" | "bottom start";
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" placement={placement}>
        <AriaMenu className="menu" aria-label={label}>
          {groups.map((group, i) => (
            <MenuGroupView key={group.title ?? i} group={group} first={i === 0} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function MenuGroupView({ group, first }: { group: MenuGroup; first: boolean }) {
  return (
    <>
      {!first && <Separator className="menu-separator" />}
      <AriaMenuSection
        aria-label={group.title ?? msg("ui.menu")}
        selectionMode={group.selected ? (group.multiple ? "multiple" : "single") : "none"}
        selectedKeys={group.selected}
      >
        {group.title && <Header className="menu-title">{group.title}</Header>}
        {group.entries.map((e) => (
          <AriaMenuItem
            key={e.id}
            id={e.id}
            textValue={e.label}
            isDisabled={e.disabled}
            className={e.danger ? "menu-item danger" : "menu-item"}
            onAction={e.href ? () => void navigate(e.href as string) : e.onAction}
          >
            {({ isSelected }) => (
              <>
                {e.icon && <Icon name={e.icon} />}
                <span>{e.label}</span>
                {e.end && <span className="menu-end">{e.end}</span>}
                {isSelected && (
                  <span className="menu-end">
                    <Icon name="check" size={16} />
                  </span>
                )}
              </>
            )}
          </AriaMenuItem>
        ))}
      </AriaMenuSection>
    </>
  );
}

export interface DialogProps {
  title: string;
  children: ReactNode;
  foot?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  wide?: boolean;
  fixed?: boolean; // cannot be dismissed by a press beside it or by Escape
}

// For confirming and short edits only; what is longer gets a page.
export function Dialog({ title, children, foot, isOpen, onClose, wide, fixed }: DialogProps) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!fixed}
      isKeyboardDismissDisabled={fixed}
    >
      <Modal className={wide ? "modal wide" : "modal"}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" level={2} className="dialog-title">
              {title}
            </Heading>
            {!fixed && <IconButton icon="close" label={msg("ui.close")} onPress={onClose} />}
          </div>
          <div className="dialog-body">{children}</div>
          {foot && <div className="dialog-foot">{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function Drawer({
  label,
  children,
  isOpen,
  onClose,
}: {
  label: string;
  children: ReactNode;
  isOpen: boolean;
  onClose: () => void;
}) {
  return (
    <ModalOverlay
      className="veil drawer-veil"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className="modal">
        <AriaDialog className="dialog" aria-label={label}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface Question {
  title: string;
  text?: ReactNode;
  yes: string;
  no?: string;
  look?: ButtonLook;
  reason?: "required" | "optional"; // asks for words
  reasonLabel?: string;
}

interface Asked extends Question {
  answer: (value: string | null) => void;
}

const asked = createStore<Asked | null>(null);

// Asks anywhere: null for no; for yes the reason ("" when none is asked).
export function ask(question: Question): Promise<string | null> {
  return new Promise((resolve) => {
    asked.get()?.answer(null);
    asked.set({
      ...question,
      answer: (value) => {
        asked.set(null);
        resolve(value);
      },
    });
  });
}

export async function confirm(question: Question): Promise<boolean> {
  return (await ask(question)) !== null;
}

// Placed once, in the frame of the page.
export function QuestionHost() {
  const question = useStore(asked);
  return question ? <QuestionDialog key={question.title} question={question} /> : null;
}

function QuestionDialog({ question }: { question: Asked }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = question.reason === "required" && reason.trim() === "";
  const yes = () => {
    setTried(true);
    if (!missing) question.answer(reason.trim());
  };
  return (
    <Dialog
      title={question.title}
      isOpen
      onClose={() => question.answer(null)}
      foot={
        <>
          <Button onPress={() => question.answer(null)}>{question.no ?? msg("ui.cancel")}</Button>
          <Button look={question.look ?? "filled"} onPress={yes}>
            {question.yes}
          </Button>
        </>
      }
    >
      {question.text && <div className="muted">{question.text}</div>}
      {question.reason && (
        <TextField
          label={question.reasonLabel ?? msg("ui.reason")}
          required={question.reason === "required"}
          lines={3}
          value={reason}
          onChange={setReason}
          error={tried && missing ? msg("ui.reason.missing") : undefined}
          autoFocus
        />
      )}
    </Dialog>
  );
}

import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { TooltipTrigger } from "react-aria-components/Tooltip";
import { Link, type LinkProps } from "../app/router";
import { Icon, type IconName } from "./icon";
import { Tip } from "./overlay";

// "filled" is the next action: at most one on a page.
export type ButtonLook = "filled" | "outline" | "plain" | "danger" | "filled danger";

interface Look {
  look?: ButtonLook;
  size?: "small" | "large";
  icon?: IconName;
  iconAfter?: IconName;
}

function classes({ look = "outline", size }: Look, more = ""): string {
  return `button ${look} ${size ?? ""} ${more}`.replace(/\s+/g, " ").trim();
}

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "isPending">, Look {
  children?: ReactNode;
  className?: string;
  pending?: boolean; // its work runs: it keeps the focus and does nothing when pressed again
}

export function Button({ look, size, icon, iconAfter, children, className, pending, ...rest }: ButtonProps) {
  const idle = pending ? { onPress: undefined, type: "button" as const } : {};
  return (
    <AriaButton {...rest} {...idle} className={classes({ look, size }, `${pending ? "pending" : ""} ${className ?? ""}`)}>
      {pending && <span className="spinner" aria-hidden="true" />}
      {icon && !pending && <Icon name={icon} />}
      {children}
      {iconAfter && <Icon name={iconAfter} size={16} />}
    </AriaButton>
  );
}

// A button with an icon alone: its label is read out and shown as a tip.
export function IconButton({
  icon,
  label,
  look = "plain",
  size,
  className,
  ...rest
}: Omit<ButtonProps, "children" | "icon" | "pending"> & { icon: IconName; label: string }) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...rest} aria-label={label} className={classes({ look, size }, `icon-only ${className ?? ""}`)}>
        <Icon name={icon} size={size === "small" ? 16 : 20} />
      </AriaButton>
      <Tip>{label}</Tip>
    </TooltipTrigger>
  );
}

// Looks like a button, goes to a page.
export function LinkButton({ look, size, icon, iconAfter, children, className, ...rest }: LinkProps & Look) {
  return (
    <Link {...rest} className={classes({ look, size }, className)}>
      {icon && <Icon name={icon} />}
      {children}
      {iconAfter && <Icon name={iconAfter} size={16} />}
    </Link>
  );
}

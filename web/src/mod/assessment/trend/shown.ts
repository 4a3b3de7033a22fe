// A level as it is read, or that there is none.
import { score } from "../../../kernel/format";
import { msg } from "../../../kernel/i18n";

export const shown = (value: number | null | undefined): string => (value === null || value === undefined ? msg("ui.none") : score(value));

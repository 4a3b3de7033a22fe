// What a measure has unless somebody says otherwise.
import { addDays, today } from "../../kernel/format";

const DAYS = 180; // half a year

export const usualDue = (): string => addDays(today(), DAYS);

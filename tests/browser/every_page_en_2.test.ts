import { everyPageIn } from "../support/every_page.ts";

everyPageIn("en", 1);

import { everyPageIn } from "../support/every_page.ts";

everyPageIn("ja", 0);

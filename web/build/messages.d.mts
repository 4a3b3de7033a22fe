export function readCatalogue(dir: string): Record<string, string>;

// Made by script/generate from src/mod/report/report_level_colours.h.
export const LEVEL_COLOURS = ["FFD0D0", "FFE0C2", "FFF0B3", "D3EFD9", "A9DFC0"] as const;

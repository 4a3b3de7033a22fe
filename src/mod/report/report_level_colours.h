/* The colours of the levels 1 to 5: on the screen, in PDF, HTML and Excel. Paper and light theme
 * share one, the dark theme has the other. `script/generate` makes the UI's tokens from this list.
 * Dark text on the first and light text on the second has a contrast of at least 7:1. */
#ifndef KANAME_MOD_REPORT_REPORT_LEVEL_COLOURS_H
#define KANAME_MOD_REPORT_REPORT_LEVEL_COLOURS_H

/* X(level, light, dark) */
#define REPORT_LEVEL_COLOURS(X) \
    X(1, "#ffd0d0", "#6b2327")  \
    X(2, "#ffe0c2", "#6b3d16")  \
    X(3, "#fff0b3", "#5c4b07")  \
    X(4, "#d3efd9", "#1f4c30")  \
    X(5, "#a9dfc0", "#17683f")

#endif

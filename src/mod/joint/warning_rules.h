/* What is told of a suspicious mail, so that nobody opens it from there. Pure. */
#ifndef KANAME_MOD_JOINT_WARNING_RULES_H
#define KANAME_MOD_JOINT_WARNING_RULES_H

/* The text with what mail programs make links of written otherwise, under ctx: http as hxxp, dots
 * between the letters of hosts as [.], @ as [@]. Numbers with one dot ("2.0") stay. What is written
 * so already stays as it is. Not protected from: names without a dot, other alphabets' dots, files
 * that somebody describes in words. */
char *warning_defang(const void *ctx, const char *text);

#endif

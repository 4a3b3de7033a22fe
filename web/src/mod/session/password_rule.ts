// What the server asks of a new password at least (password_rules.h), for counting while one types.
export const PASSWORD_LEAST = 12; // characters

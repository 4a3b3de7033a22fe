// The package brings no types; support/mailbox.ts is its only user.
declare module "smtp-server" {
  export const SMTPServer: any;
}

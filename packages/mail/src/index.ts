export { checkAddress } from './check-letter.ts';
export { errors as mailErrors } from './errors.ts';
export { createMailer, type Letter, type Mailer, type MailerOptions } from './mailer.ts';
export { findMail, forgetMail, type MailStatus, type NewMail, type StoredMail, storeMail } from './outbox.ts';
export { type SendMailDependencies, type SendMailReport, sendMail } from './send-mail.ts';

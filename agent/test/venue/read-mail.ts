import { execFileSync } from 'node:child_process'
import { python } from './lacks.ts'

/** A mail as its reader sees it. */
export interface ReadMail {
  to: string
  messageId: string
  subject: string
  /** The plain text; its lines as they stand. */
  text: string
  html: string
}

const script = `import email, email.policy, json, sys
mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
part = lambda kind: mail.get_body([kind]).get_content()
print(json.dumps({
    'to': mail['to'].addresses[0].addr_spec, 'messageId': mail['message-id'], 'subject': mail['subject'],
    'text': part('plain'), 'html': part('html')}))`

/** Decodes a mail with Python's email package, which nothing of ours has a part in. */
export const readMail = (raw: string): ReadMail =>
  JSON.parse(execFileSync(python, ['-c', script], { input: raw, encoding: 'utf8' }))

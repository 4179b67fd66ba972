import type { Avatars } from './avatar-types.ts'
import type { Link } from './link.ts'
import type { Notifications } from './notification-types.ts'
import type { Passkeys } from './passkey-types.ts'
import type { People, WaysIn } from './people-types.ts'
import type { Referrals } from './referral-types.ts'
import type { SecondSteps } from './second-step-types.ts'
import type { PrivateTokens, Tokens } from './token-types.ts'

// What the store keeps of people, each desk by the operations of its thread.

export const peopleOf = (link: Link): People => ({
  anyone: () => link.call('anyone'),
  addFirst: (user) => link.call('addFirstUser', user),
  addUser: (user, links, mails) => link.call('addUser', user, links, mails),
  changeUser: (id, patch, links, mails) => link.call('changeUser', id, patch, links, mails),
  setPassword: (id, passwordHash, kept, mails) => link.call('setPassword', id, passwordHash, kept, mails),
  removeUser: (id, at) => link.call('removeUser', id, at),
  removalRefusal: (id) => link.call('removalRefusal', id),
  user: (id) => link.call('userOf', id),
  users: (page) => link.call('listUsers', page),
  findLogin: (login) => link.call('findLogin', login),
  usersOfEmail: (email) => link.call('usersOfEmail', email),
  usersDue: (at) => link.call('usersDue', at),
  addSession: (session) => link.call('addSession', session),
  session: (hash) => link.call('sessionOf', hash),
  touchSession: (id, at) => link.call('touchSession', id, at),
  sessions: (userId) => link.call('sessionsOf', userId),
  signOut: (userId, id) => link.call('signOut', userId, id),
  endSession: (userId, id) => link.call('endSession', userId, id),
  endSessionsBefore: (idleSince, createdSince) => link.call('endSessionsBefore', idleSince, createdSince),
})

export const privateTokensOf = (link: Link): PrivateTokens => ({
  get: (userId) => link.call('privateTokenOf', userId),
  set: (token) => link.call('setPrivateToken', token),
  ofHash: (hash) => link.call('privateTokenByHash', hash),
  used: (userId, at, address) => link.call('touchPrivateToken', userId, at, address),
})

export const secondStepsOf = (link: Link): SecondSteps => ({
  get: (userId) => link.call('secondStepOf', userId),
  begin: (userId, sealed) => link.call('beginSecondStep', userId, sealed),
  confirm: (confirmed, mails) => link.call('confirmSecondStep', confirmed, mails),
  takeStep: (userId, step) => link.call('takeStep', userId, step),
  takeRecoveryCode: (userId, hash) => link.call('takeRecoveryCode', userId, hash),
  end: (userId, mails) => link.call('endSecondStep', userId, mails),
})

export const tokensOf = (link: Link): Tokens => ({
  add: (token, most) => link.call('addToken', token, most),
  replace: (id, replacedAt, endsAt, token, most, mails) =>
    link.call('replaceToken', id, replacedAt, endsAt, token, most, mails),
  ofHash: (hash) => link.call('tokenOf', hash),
  get: (id) => link.call('tokenById', id),
  used: (id, at, address) => link.call('touchToken', id, at, address),
  list: (page) => link.call('listTokens', page),
  expiring: (now, until) => link.call('tokensExpiring', now, until),
  tell: (id, at, mails) => link.call('tellTokenEnds', id, at, mails),
  revoke: (id, mails) => link.call('revokeToken', id, mails),
  removeEnded: (now) => link.call('removeEndedTokens', now),
})

export const passkeysOf = (link: Link): Passkeys => ({
  list: (userId) => link.call('passkeysOfUser', userId),
  add: (passkey, most, mails) => link.call('addPasskey', passkey, most, mails),
  ofCredential: (credentialId) => link.call('passkeyOf', credentialId),
  use: (id, counter, at) => link.call('usePasskey', id, counter, at),
  rename: (userId, id, name) => link.call('renamePasskey', userId, id, name),
  remove: (userId, id, mails) => link.call('removePasskey', userId, id, mails),
})

export const waysInOf = (link: Link): WaysIn => ({
  ask: (recovery) => link.call('askRecovery', recovery),
  asked: () => link.call('askedRecoveries'),
  settle: (id, links, mails) => link.call('settleRecovery', id, links, mails),
  add: (mailed) => link.call('addMailedLinks', [mailed]),
  open: (purpose, userId, now) => link.call('openLinks', purpose, userId, now),
  link: (purpose, userId, hash) => link.call('linkOfUser', purpose, userId, hash),
  linkOf: (purpose, hash) => link.call('linkOf', purpose, hash),
  use: (mailed, patch, mails) => link.call('useLink', mailed, patch, mails),
})

export const avatarsOf = (link: Link): Avatars => ({
  set: (userId, avatar) => link.call('setAvatar', userId, avatar),
  of: (userId) => link.call('avatarOf', userId),
})

export const notificationsOf = (link: Link): Notifications => ({
  of: (userId) => link.call('choicesOf', userId),
  set: (userId, choices) => link.call('setChoices', userId, choices),
})

export const referralsOf = (link: Link): Referrals => ({
  token: (userId, fresh) => link.call('referralToken', userId, fresh),
  owner: (token) => link.call('referralOwner', token),
  addLead: (lead) => link.call('addLead', lead),
  leads: (userId) => link.call('leadsOf', userId),
})

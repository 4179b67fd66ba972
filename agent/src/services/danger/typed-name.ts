import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

const plain = (text: string) => text.normalize('NFC').trim().toLocaleLowerCase()

/** That it is meant: the venue's name, typed. @throws {Fault} `invalid` at `name` */
export function mustBeVenue(house: House, typed: string): void {
  if (plain(typed) !== plain(house.book.read().venue.name))
    throw new Fault('invalid', { fields: [{ path: 'name', message: 'not_the_venue' }] })
}

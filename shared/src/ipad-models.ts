/**
 * Apple's identifiers of iPads that run a current iPadOS, with the names they are sold by. Written from Apple's public
 * lists of models; variants with and without a mobile network share a name.
 */
const names: readonly [name: string, identifiers: string][] = [
  ['iPad (5th generation)', '6,11 6,12'],
  ['iPad (6th generation)', '7,5 7,6'],
  ['iPad (7th generation)', '7,11 7,12'],
  ['iPad (8th generation)', '11,6 11,7'],
  ['iPad (9th generation)', '12,1 12,2'],
  ['iPad (10th generation)', '13,18 13,19'],
  ['iPad (A16)', '15,7 15,8'],
  ['iPad mini 4', '5,1 5,2'],
  ['iPad mini (5th generation)', '11,1 11,2'],
  ['iPad mini (6th generation)', '14,1 14,2'],
  ['iPad mini (A17 Pro)', '16,1 16,2'],
  ['iPad Air 2', '5,3 5,4'],
  ['iPad Air (3rd generation)', '11,3 11,4'],
  ['iPad Air (4th generation)', '13,1 13,2'],
  ['iPad Air (5th generation)', '13,16 13,17'],
  ['iPad Air 11-inch (M2)', '14,8 14,9'],
  ['iPad Air 13-inch (M2)', '14,10 14,11'],
  ['iPad Air 11-inch (M3)', '15,3 15,4'],
  ['iPad Air 13-inch (M3)', '15,5 15,6'],
  ['iPad Pro 9.7-inch', '6,3 6,4'],
  ['iPad Pro 10.5-inch', '7,3 7,4'],
  ['iPad Pro 11-inch (1st generation)', '8,1 8,2 8,3 8,4'],
  ['iPad Pro 11-inch (2nd generation)', '8,9 8,10'],
  ['iPad Pro 11-inch (3rd generation)', '13,4 13,5 13,6 13,7'],
  ['iPad Pro 11-inch (4th generation)', '14,3 14,4'],
  ['iPad Pro 11-inch (M4)', '16,3 16,4'],
  ['iPad Pro 11-inch (M5)', '17,1 17,2'],
  ['iPad Pro 12.9-inch (1st generation)', '6,7 6,8'],
  ['iPad Pro 12.9-inch (2nd generation)', '7,1 7,2'],
  ['iPad Pro 12.9-inch (3rd generation)', '8,5 8,6 8,7 8,8'],
  ['iPad Pro 12.9-inch (4th generation)', '8,11 8,12'],
  ['iPad Pro 12.9-inch (5th generation)', '13,8 13,9 13,10 13,11'],
  ['iPad Pro 12.9-inch (6th generation)', '14,5 14,6'],
  ['iPad Pro 13-inch (M4)', '16,5 16,6'],
  ['iPad Pro 13-inch (M5)', '17,3 17,4'],
]

const byIdentifier = new Map(
  names.flatMap(([name, identifiers]) => identifiers.split(' ').map((one): [string, string] => [`iPad${one}`, name])),
)

/** The name by which an iPad is sold; an identifier that is not known, or a name, stays as it is. */
export const ipadName = (model: string): string => byIdentifier.get(model) ?? model

/**
 * Why a backup is not made, or not taken. `foreign`: a file that is no backup of ours. `damaged`: not what its manifest
 * says, or the database in it is not sound. `too_new`: of a newer Sereno. `no_room`: the disk is too full. `busy`: one is
 * being made or restored already.
 */
type BackupFaultCode = 'foreign' | 'damaged' | 'too_new' | 'no_room' | 'busy' | 'too_large'

export class BackupFault extends Error {
  readonly code: BackupFaultCode

  constructor(code: BackupFaultCode, message: string) {
    super(message)
    this.code = code
  }
}

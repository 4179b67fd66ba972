import { join } from 'node:path'
import { putDatabaseBack, putSettingsBack } from './put-back.ts'

// `restore-copy.ts DATA BACKUP SCHEMA`, of the version that starts next: puts back of a copy of the state what this version
// cannot read as it is now, and tells what that was. The rest stays, with all that was recorded and set since. Each part is
// decided by itself and put back in one step, so that after a cut the next call goes on.
const [data = '', backup = '', schema = ''] = process.argv.slice(2)
const copy = join(data, backup)
if (putSettingsBack(data, copy)) process.stdout.write('settings are back\n')
if (schema !== '' && putDatabaseBack(data, copy, Number(schema))) process.stdout.write('database restored\n')

/** A process of its own that brings a database up to date, slowly enough to be killed in any step. Run with its file. */
import { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { steps } from './migrate-steps.ts'

const file = process.argv[2] ?? ''
const db = new Database(file)
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
process.stdout.write('begins\n')
migrate(db, file, steps)
process.stdout.write('done\n')
db.close()

/**
 * What the texts of an iPad's print errors mean, as far as it matters here. They come from iOS itself (NSURLError and
 * POSIX codes, its words in our four languages) or from the POS, which words them freely.
 */

/** iOS says that it has no internet: NSURLErrorNotConnectedToInternet, by its code or in its own words. */
const iosOffline =
  /(?:NSURL|error|code|código|codi|код|ошибк)[^\n]{0,40}-1009(?!\d)|^-1009$|internet connection appears to be offline|conexión a internet parece|connexió a internet (?:està|sembla)|соединение с интернетом прервано/iu

/** Others word it so. */
const offline =
  /(?<!\p{L})(?:no|sin|sense) (?:internet|(?:hay |hi ha )?(?:conexión|connexió) a internet)|нет (?:подключения|соединения|доступа) (?:к|с) интернет/iu

/** iOS kept the app off the local network, in the words of its network path: decisive, whatever else the text says. */
const prohibited = /local network (?:is )?(?:prohibited|denied|access)|(?:red|xarxa) local|локальн\p{L}* сет/iu

/**
 * No connection to the printer: NSURLError -1001, -1003, -1004 and -1005, POSIX 50, 51, 57, 60, 61, 64 and 65 (network
 * down or unreachable, not connected, timed out, refused, host down, no route), or words for the same.
 */
const noConnection =
  /(?<!\d)-100[1345](?!\d)|POSIX\D{0,30}(?:5[017]|6[0145])(?!\d)|E(?:CONNREFUSED|HOSTUNREACH|HOSTDOWN|NETUNREACH|TIMEDOUT)|(?:could ?n[o']t|cannot|can't|unable to|failed to) (?:connect|reach)|not connected|no connection|connection (?:refused|failed|lost|timed)|timed? ?out|no route to host|host is down|unreachable|no se (?:ha )?(?:podido|pudo|puede) (?:conectar|conectarse)|(?:no hay|sin) conexión|conexión rechazada|tiempo de espera|no (?:s['’]ha|es) (?:pogut|pot) connectar|(?:no hi ha|sense) connexió|connexió rebutjada|temps d['’]espera|не удалось (?:подключиться|соединиться|установить соединение)|нет (?:соединения|подключения|связи)|время ожидания|лимит времени|недоступ/iu

/** In the words of iOS itself. */
export const iosSaysOffline = (text: string): boolean => iosOffline.test(text.normalize('NFC'))
export const saysOffline = (text: string): boolean => iosSaysOffline(text) || offline.test(text.normalize('NFC'))
export const saysProhibited = (text: string): boolean => prohibited.test(text.normalize('NFC'))
export const saysNoConnection = (text: string): boolean => noConnection.test(text.normalize('NFC'))

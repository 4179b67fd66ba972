/**
 * Makers as they write themselves in descriptions, with the name that people use. Only as the first words of a text, or
 * where a text names its maker; the first that fits counts.
 */
const written: [words: RegExp, vendor: string][] = [
  [/^(?:hp|hewlett[- ]packard(?: company)?|hewlett packard enterprise|hpe|jetdirect)\b/iu, 'HP'],
  [/^toshiba[- ]tec\b(?! corporation)/iu, 'Toshiba TEC'],
  [/^toshiba(?: tec corporation)?\b/iu, 'Toshiba'],
  [/^(?:seiko )?epson(?: corporation)?\b/iu, 'Epson'],
  [/^seiko instruments\b/iu, 'Seiko Instruments'],
  [/^star micronics\b|^star (?=tsp|mc|sp\d|bsc)/iu, 'Star Micronics'],
  [/^(?:samsung electronics|samsung)\b/iu, 'Samsung'],
  [/^brother(?: industries,? ltd\.?)?\b/iu, 'Brother'],
  [/^ricoh\b/iu, 'Ricoh'],
  [/^(?:lanier)\b/iu, 'Lanier'],
  [/^nrg\b/iu, 'NRG'],
  [/^savin\b/iu, 'Savin'],
  [/^gestetner\b/iu, 'Gestetner'],
  [/^infotec\b/iu, 'Infotec'],
  [/^konica[- ]minolta\b/iu, 'Konica Minolta'],
  [/^develop\b/iu, 'Develop'],
  [/^olivetti\b/iu, 'Olivetti'],
  [/^canon(?: inc\.?)?\b/iu, 'Canon'],
  [/^(?:oki(?: uk ltd\.?| data corp(?:oration|\.)?| electric.*)?|okidata)\b/iu, 'OKI'],
  [/^fujifilm(?: business innovation)?\b/iu, 'Fujifilm'],
  [/^fuji xerox\b/iu, 'Fuji Xerox'],
  [/^xerox(?: corporation)?\b/iu, 'Xerox'],
  [/^lexmark(?: international)?\b/iu, 'Lexmark'],
  [/^dell(?: inc\.?| emc)?\b/iu, 'Dell'],
  [/^sharp\b/iu, 'Sharp'],
  [/^kyocera(?:[- ]mita| document solutions)?\b/iu, 'Kyocera'],
  [/^(?:triumph[- ]adler|ta triumph-adler)\b/iu, 'Triumph-Adler'],
  [/^utax(?:_ta)?\b/iu, 'UTAX'],
  [/^panasonic\b/iu, 'Panasonic'],
  [/^pantum\b/iu, 'Pantum'],
  [/^riso\b/iu, 'Riso'],
  [/^(?:zebranet|zebra(?: technologies(?: corporation)?)?|ztc)\b/iu, 'Zebra'],
  [/^sato\b/iu, 'SATO'],
  [/^citizen\b/iu, 'Citizen'],
  [/^bixolon\b/iu, 'Bixolon'],
  [/^tsc\b/iu, 'TSC'],
  [/^godex\b/iu, 'GoDEX'],
  [/^honeywell\b/iu, 'Honeywell'],
  [/^intermec\b/iu, 'Intermec'],
  [/^datamax\b/iu, 'Datamax'],
  [/^printronix\b/iu, 'Printronix'],
  [/^posiflex\b/iu, 'Posiflex'],
  [/^sewoo\b/iu, 'Sewoo'],
  [/^custom s\.?p\.?a\.?\b/iu, 'Custom'],
  [/^(?:apc|american power conversion|schneider electric)\b/iu, 'APC'],
  [/^(?:cyber ?power(?: systems)?|cps)\b/iu, 'CyberPower'],
  [/^(?:eaton|powerware|mge ups systems|mge)\b/iu, 'Eaton'],
  [/^(?:vertiv|liebert|emerson network power)\b/iu, 'Vertiv'],
  [/^riello\b/iu, 'Riello'],
  [/^salicru\b/iu, 'Salicru'],
  [/^(?:ubiquiti(?: networks| unifi)?|ubnt)\b/iu, 'Ubiquiti'],
  [/^(?:mikrotik|routeros)\b/iu, 'MikroTik'],
  [/^(?:tp-?link|omada)\b/iu, 'TP-Link'],
  [/^draytek(?: corporation)?\b/iu, 'DrayTek'],
  [/^(?:ruckus(?: wireless)?)\b/iu, 'Ruckus'],
  [/^(?:aruba(?:os|instant ?on)?(?: networks)?|aos-8)\b/iu, 'Aruba'],
  [/^cisco meraki\b|^meraki\b/iu, 'Cisco Meraki'],
  [/^cisco(?: systems)?\b/iu, 'Cisco'],
  [/^netgear\b/iu, 'Netgear'],
  [/^d-?link\b/iu, 'D-Link'],
  [/^zyxel\b/iu, 'Zyxel'],
  [/^keenetic\b/iu, 'Keenetic'],
  [/^teltonika\b/iu, 'Teltonika'],
  [/^fortinet\b/iu, 'Fortinet'],
  [/^pfsense\b/iu, 'pfSense'],
  // OPNsense is the firewall that was built on HardenedBSD.
  [/^opnsense\b|^freebsd\b.*(?:\bopnsense\b|-HBSD\b)/iu, 'OPNsense'],
  [/^avm\b/iu, 'AVM'],
  [/^lancom\b/iu, 'LANCOM'],
  [/^cambium\b/iu, 'Cambium'],
  [/^engenius\b/iu, 'EnGenius'],
  [/^grandstream\b/iu, 'Grandstream'],
  [/^huawei\b/iu, 'Huawei'],
  [/^h3c\b/iu, 'H3C'],
  [/^ruijie\b|^reyee\b/iu, 'Ruijie'],
  [/^juniper(?: networks)?\b/iu, 'Juniper'],
  [/^mist systems\b/iu, 'Juniper Mist'],
  [/^alcatel-lucent\b/iu, 'Alcatel-Lucent'],
  [/^yealink\b/iu, 'Yealink'],
  [/^vmware\b/iu, 'VMware'],
  [/^extreme ?networks\b/iu, 'Extreme Networks'],
  [/^linksys\b/iu, 'Linksys'],
  [/^asus(?:tek)?\b/iu, 'ASUS'],
  [/^peplink\b|^pepwave\b/iu, 'Peplink'],
  [/^sonicwall\b/iu, 'SonicWall'],
  [/^sophos\b/iu, 'Sophos'],
  [/^watchguard\b/iu, 'WatchGuard'],
  [/^synology\b/iu, 'Synology'],
  [/^qnap\b/iu, 'QNAP'],
]

/** Families of products that people know better than their maker's name, which is then left out. */
const families: [words: RegExp, vendor: string][] = [
  [/^(?:color )?laserjet\b|^(?:officejet|deskjet|designjet|pagewide|smart tank)\b/iu, 'HP'],
  [/^(?:ecosys|taskalfa)\b/iu, 'Kyocera'],
  [/^(?:bizhub)\b/iu, 'Konica Minolta'],
  [/^(?:imagerunner|i-sensys|imageclass|pixma|maxify)\b/iu, 'Canon'],
  [/^aficio\b/iu, 'Ricoh'],
  [/^(?:workcentre|phaser|versalink|altalink|colorqube)\b/iu, 'Xerox'],
  [/^(?:mfc|dcp|hl)-[a-z]?\d/iu, 'Brother'],
  [/^(?:workforce|ecotank|stylus|expression)\b|^tm-[a-z]{0,2}\d|^(?:wf|et|xp|sc|am)-[a-z]?\d{3}/iu, 'Epson'],
  [/^(?:tsp\d|mc-?print|mcp\d|mc-label|bsc\d)/iu, 'Star Micronics'],
  [/^srp-/iu, 'Bixolon'],
  [/^c[tl]-[se]\d/iu, 'Citizen'],
  [/^(?:ttp|tdp|tc|te)-?\d{3}/iu, 'TSC'],
  [/^(?:fortigate|fortiwifi|fortiswitch|fortiap|fg[tr]_|fwf_)/iu, 'Fortinet'],
  [/^fritz!?/iu, 'AVM'],
  [/^e-studio/iu, 'Toshiba'],
  [/^(?:smart|back)-ups\b/iu, 'APC'],
  [
    /^(?:unifi|uap|u[67]|usw|us-\d|usg|udm|ucg|uxg|edgeos|edgerouter|edgeswitch|nanostation|litebeam|powerbeam)(?![a-z])/iu,
    'Ubiquiti',
  ],
  [/^(?:rb\d|crs\d|css\d|ccr\d|hap|cap|wap)\b/iu, 'MikroTik'],
  [/^vigor/iu, 'DrayTek'],
  [/^(?:jetstream|tl-|eap\d|er\d{3,4}\b|oc[23]\d\d\b)/iu, 'TP-Link'],
  [/^catalyst\b/iu, 'Cisco'],
  [/^procurve\b/iu, 'HP'],
  [/^rut[xm]?\d{2,3}/iu, 'Teltonika'],
  [/^gwn\d{4}/iu, 'Grandstream'],
]

/** The maker of a product that a text begins with. */
export const familyIn = (text: string): string | null => families.find(([words]) => words.test(text))?.[1] ?? null

/** The maker that a text begins with, as people name it. */
export const vendorIn = (text: string): string | null => written.find(([words]) => words.test(text))?.[1] ?? null

/** What stands between a maker's name and its product. */
const afterName = /^(?:[\s,:_-]|\b(?:inc|ltd|co|corp|corporation|gmbh)\b\.?|\(r\))+/iu

/** A model without its maker's name before it, however it is written there. */
export function withoutVendor(text: string, vendor: string): string {
  let rest = text
  for (;;) {
    const own = written.find(([words, name]) => name === vendor && words.test(rest))
    const cut = own ? rest.replace(own[0], '').replace(afterName, '') : rest
    if (cut === rest || cut === '') return rest
    rest = cut
  }
}

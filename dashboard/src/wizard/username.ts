/** Russian letters as passports write them, near enough for a username. */
const latin: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n' },
  ...{ о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch' },
  ...{ ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', đ: 'd' },
}

/** A username for a full name, `Ana Pérez` → `ana.perez`; empty where the name gives none of three characters. */
export function usernameFor(fullName: string): string {
  const name = fullName
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\P{L}a-z]/gu, (letter) => latin[letter] ?? '')
    .replace(/['’`]/gu, '')
    .replace(/[^a-z0-9]+/gu, '.')
    .slice(0, 32)
    .replace(/^\.|\.$/gu, '')
  return name.length < 3 ? '' : name
}

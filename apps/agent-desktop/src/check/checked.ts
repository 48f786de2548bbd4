const key = 'rem.desk.checked';

/** Devices were checked in this tab: a reload does not ask again. */
export function wasChecked(): boolean {
  try {
    return sessionStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}

export function rememberChecked(): void {
  try {
    sessionStorage.setItem(key, '1');
  } catch {
    // Asked again after a reload: a small nuisance, nothing lost.
  }
}

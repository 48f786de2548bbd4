import type { OfferReason, OfferView } from '@rem/protocol';
import type { Formats, Translate } from '@rem/ui';
import type { en } from '../messages/en.ts';

/** Why this expert was chosen, in words. */
export function reasonWords(t: Translate<typeof en>, formats: Formats, reason: OfferReason): string {
  switch (reason.code) {
    case 'skill':
      return t('why.skill', { skill: reason.skill, level: reason.level, required: reason.required });
    case 'language':
      return t('why.language', { language: formats.language(reason.language) });
    case 'longest_idle':
      return reason.among > 1
        ? t('why.longest_idle', { idle: formats.duration(reason.idleMs), among: reason.among })
        : t('why.only');
  }
}

/** What is known of the customer, as rows of the card; what is not known has no row. */
export function offerFacts(
  t: Translate<typeof en>,
  formats: Formats,
  offer: OfferView,
): readonly { readonly name: string; readonly value: string }[] {
  const rows = [
    { name: t('fact.customer'), value: offer.customerName },
    { name: t('fact.language'), value: formats.language(offer.language) },
    { name: t('fact.branch'), value: offer.branchName },
    { name: t('fact.kiosk'), value: offer.kioskName ?? t('fact.own_browser') },
    { name: t('fact.waited'), value: formats.duration(offer.waitedMs) },
  ];
  return rows.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
}
